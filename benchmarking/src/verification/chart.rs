//! Lines over two logarithmic axes as SVG, without scripts, legible on light and dark pages: text, lines and the ground behind
//! them change together.

use std::fmt::Write;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// A colour, as one of the classes of the style.
    pub class: &'static str,
    /// How it is drawn.
    pub line: Line,
    /// Positions and values, all positive.
    pub points: Vec<(f64, f64)>,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// In one stroke.
    Solid,
    /// In short strokes.
    Dashed,
    /// In dots.
    Dotted,
}

impl Line {
    const fn dashes(self) -> &'static str {
        match self {
            Line::Solid => "none",
            Line::Dashed => "7 5",
            Line::Dotted => "2 4",
        }
    }
}

/// Series over the same axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What stands above it.
    pub title: String,
    /// What is counted from left to right.
    pub across: &'static str,
    /// The lines.
    pub series: Vec<Series>,
}

/// Panels in rows, which share the axis of their values.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// What the lines are: class, line and words.
    pub legend: Vec<(&'static str, Line, &'static str)>,
    /// From top to bottom, from left to right.
    pub rows: Vec<Vec<Panel>>,
}

/// Text, ground, grid and the colours of series.
const STYLE: &str = "\
.ground{fill:#fff}text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.grid{stroke:#d1d9e0}\
.line{fill:none;stroke-width:2.2}.any{stroke:#59636e}.native{stroke:#1a7f37}.wasm{stroke:#0969da}.host{stroke:#bc4c00}\
@media(prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#f0f6fc}.grid{stroke:#3d444d}\
.any{stroke:#9198a1}.native{stroke:#3fb950}.wasm{stroke:#58a6ff}.host{stroke:#f0883e}}";

const PANEL: (f64, f64) = (400.0, 270.0);
/// Around the lines of a panel: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (52.0, 34.0, 14.0, 46.0);
const LEGEND: f64 = 24.0;
/// Entries of the legend in a line.
const ENTRIES: usize = 3;

impl Chart {
    /// The whole file.
    pub fn svg(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let legend = LEGEND * (self.legend.len().div_ceil(ENTRIES) as f64) + 16.0;
        let (width, height) = (PANEL.0 * columns as f64, PANEL.1 * self.rows.len() as f64 + legend);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-label=\"{0}\">\n<title>{0}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\n",
            escape(&self.description)
        );
        for (i, (class, line, words)) in self.legend.iter().enumerate() {
            let (x, y) = (20.0 + (i % ENTRIES) as f64 * width / ENTRIES as f64, LEGEND * (1 + i / ENTRIES) as f64);
            svg += &stroke(&format!("line {class}"), *line, &[(x, y - 4.0), (x + 34.0, y - 4.0)]);
            svg += &text(x + 42.0, y, "start", "", words);
        }
        for (row, panels) in self.rows.iter().enumerate() {
            let values = panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
            let Some(range) = Range::of(values.map(|point| point.1)) else { continue };
            for (column, panel) in panels.iter().enumerate() {
                let at = (PANEL.0 * column as f64, legend + PANEL.1 * row as f64);
                let _ = writeln!(svg, "<g transform=\"translate({} {})\">\n{}</g>", at.0, at.1, panel.svg(range));
            }
        }
        svg + "</svg>\n"
    }
}

impl Panel {
    fn svg(&self, values: Range) -> String {
        let positions = || self.series.iter().flat_map(|series| &series.points).map(|point| point.0);
        let Some(range) = Range::of(positions()) else { return String::new() };
        let (left, top, right, bottom) = MARGIN;
        let (right, bottom) = (PANEL.0 - right, PANEL.1 - bottom);
        let x = |value: f64| left + range.share(value) * (right - left);
        let y = |value: f64| bottom - values.share(value) * (bottom - top);

        let mut svg = text((left + right) / 2.0, top - 12.0, "middle", "title", &self.title);
        svg += &text((left + right) / 2.0, bottom + 36.0, "middle", "", self.across);
        svg += &text(left - 8.0, top - 12.0, "end", "", "ms");
        for tick in values.ticks() {
            svg += &stroke("grid", Line::Solid, &[(left, y(tick)), (right, y(tick))]);
            svg += &text(left - 8.0, y(tick) + 4.0, "end", "", &tick.to_string());
        }
        let mut ticks = positions().collect::<Vec<_>>();
        ticks.sort_by(f64::total_cmp);
        ticks.dedup();
        for tick in ticks {
            svg += &stroke("grid", Line::Solid, &[(x(tick), top), (x(tick), bottom)]);
            svg += &text(x(tick), bottom + 18.0, "middle", "", &tick.to_string());
        }
        for Series { class, line, points } in &self.series {
            let points = points.iter().map(|point| (x(point.0), y(point.1))).collect::<Vec<_>>();
            svg += &stroke(&format!("line {class}"), *line, &points);
        }
        svg
    }
}

/// Least and greatest of positive numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range(f64, f64);

impl Range {
    fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        values.filter(|value| *value > 0.0).fold(None, |range, value| match range {
            None => Some(Self(value, value)),
            Some(Self(least, greatest)) => Some(Self(least.min(value), greatest.max(value))),
        })
    }

    /// Where a value is between the two, by its logarithm.
    fn share(self, value: f64) -> f64 {
        let span = self.1.ln() - self.0.ln();
        if span == 0.0 {
            return 0.5;
        }
        (value.ln() - self.0.ln()) / span
    }

    /// Round numbers between the two: ones, twos and fives.
    fn ticks(self) -> Vec<f64> {
        let decades = self.0.log10().floor() as i32..=self.1.log10().ceil() as i32;
        let numbers = decades.flat_map(|decade| {
            // Divided where it is a fraction, which comes nearer to what people write.
            let scale = 10f64.powi(decade.abs());
            [1.0, 2.0, 5.0].map(|digit| if decade < 0 { digit / scale } else { digit * scale })
        });
        numbers.filter(|number| (self.0..=self.1).contains(number)).collect()
    }
}

fn stroke(class: &str, line: Line, points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
    format!("<polyline class=\"{class}\" stroke-dasharray=\"{}\" points=\"{points}\"/>\n", line.dashes())
}

fn text(x: f64, y: f64, anchor: &str, class: &str, words: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"{class}>{}</text>\n", escape(words))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_numbers_within_the_range() {
        assert_eq!(Range(0.04, 3.0).ticks(), [0.05, 0.1, 0.2, 0.5, 1.0, 2.0]);
        assert_eq!(Range(2.0, 20.0).ticks(), [2.0, 5.0, 10.0, 20.0]);
    }

    #[test]
    fn equal_ratios_are_equal_distances() {
        let range = Range(1.0, 64.0);
        assert_eq!(range.share(1.0), 0.0);
        assert!((range.share(8.0) - 0.5).abs() < 1e-9);
        assert_eq!(range.share(64.0), 1.0);
    }

    #[test]
    fn a_line_goes_from_corner_to_corner_of_its_panel() {
        let series = Series { class: "wasm", line: Line::Solid, points: vec![(1.0, 2.0), (64.0, 32.0)] };
        let panel = Panel { title: "a < b".into(), across: "inputs", series: vec![series] };
        let svg = Chart { description: "times".into(), legend: vec![], rows: vec![vec![panel]] }.svg();
        assert!(svg.contains("points=\"52.0,224.0 386.0,34.0\""), "{svg}");
        assert!(svg.contains("a &lt; b"));
    }
}
