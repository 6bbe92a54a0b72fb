//! What a proof reveals of the output: all of it, or only a decision.

use std::{fmt, str::FromStr};
use zkml_circuits::ops::{ArgMax, Compare, Op};
use zkml_primitives::Shape;

/// A decision in place of the output.
#[derive(Clone, Debug, PartialEq)]
pub enum Reveal {
    /// The position of the greatest element, the lowest where several are equal.
    ArgMax,
    /// Whether an element of the output compares with a number.
    Compare {
        /// What the output is called, by the model or as `output`.
        output: String,
        /// Which element; the only one if none is said.
        element: Option<usize>,
        /// How it compares.
        relation: Relation,
        /// With what, in the model's units.
        threshold: f64,
    },
}

/// How a number compares with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Relation {
    /// The longer signs first, so that `>=` is not read as `>`.
    const SIGNS: [(&'static str, Relation); 4] =
        [(">=", Relation::AtLeast), ("<=", Relation::AtMost), (">", Relation::Above), ("<", Relation::Below)];

    fn holds(self, value: f64, threshold: f64) -> bool {
        match self {
            Relation::AtLeast => value >= threshold,
            Relation::Above => value > threshold,
            Relation::AtMost => value <= threshold,
            Relation::Below => value < threshold,
        }
    }
}

const GRAMMAR: &str =
    "write `argmax`, or the output's name, a relation and a number, as in `score >= 600` or `output[3] < 0.5`";

impl FromStr for Reveal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("`{}` is no predicate; {GRAMMAR}", text.escape_debug());
        if text.trim() == "argmax" {
            return Ok(Reveal::ArgMax);
        }
        let found = Relation::SIGNS.into_iter().find_map(|(sign, relation)| {
            text.split_once(sign).map(|(left, right)| (left.trim(), relation, right.trim()))
        });
        let (left, relation, right) = found.ok_or_else(unknown)?;
        let threshold = right.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(unknown)?;
        let (output, element) = match left.strip_suffix(']').map(|left| left.split_once('[')) {
            None => (left, None),
            Some(Some((name, index))) => (name.trim(), Some(index.trim().parse().map_err(|_| unknown())?)),
            Some(None) => return Err(unknown()),
        };
        // Printed in reports, so it must not drive a terminal; and what a name may hold is a model's business, not ours.
        let plain = |c: char| c.is_alphanumeric() || "_-./:".contains(c);
        if output.is_empty() || output.len() > 64 || !output.chars().all(plain) {
            return Err(unknown());
        }
        Ok(Reveal::Compare { output: output.into(), element, relation, threshold })
    }
}

impl fmt::Display for Reveal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reveal::ArgMax => f.write_str("argmax"),
            Reveal::Compare { output, element, relation, threshold } => {
                f.write_str(output)?;
                if let Some(element) = element {
                    write!(f, "[{element}]")?;
                }
                let (sign, _) =
                    Relation::SIGNS.iter().find(|(_, sign)| sign == relation).unwrap_or(&Relation::SIGNS[0]);
                write!(f, " {sign} {threshold}")
            }
        }
    }
}

impl Reveal {
    /// The decision on a model's output.
    pub fn decide(&self, output: &[f64]) -> f64 {
        match self {
            Reveal::ArgMax => crate::compile::greatest(output) as f64,
            Reveal::Compare { element, relation, threshold, .. } => {
                let value = output.get(element.unwrap_or(0)).copied().unwrap_or(f64::NAN);
                f64::from(u8::from(relation.holds(value, *threshold)))
            }
        }
    }

    /// The operator that decides on an integer output of this shape and scale, whose name in the model is `name`.
    pub fn op(&self, name: &str, shape: Shape, scale: f64) -> Result<Op, String> {
        match self {
            Reveal::ArgMax if shape.len() < 2 || shape.dims().len() == 0 => {
                Err(format!("the output of shape {shape} has one element, and no greatest"))
            }
            Reveal::ArgMax if shape.dims().last() != Some(shape.len()) => {
                Err(format!("the output of shape {shape} has several rows, and one decision is made"))
            }
            Reveal::ArgMax => Ok(ArgMax { keep_dims: false }.into()),
            Reveal::Compare { output, element, relation, threshold } => {
                if output != name && output != "output" {
                    return Err(format!("the model has no output `{output}`; its output is `{}`", name.escape_debug()));
                }
                let element = match element {
                    Some(element) if *element >= shape.len() => {
                        return Err(format!("the output of shape {shape} has no element {element}"))
                    }
                    Some(element) => *element,
                    None if shape.len() > 1 => {
                        let example = format!("`{output}[0]`");
                        return Err(format!(
                            "the output of shape {shape} has several elements; say which, as in {example}"
                        ));
                    }
                    None => 0,
                };
                let (strictly, below) = match relation {
                    Relation::AtLeast => (false, false),
                    Relation::Above => (true, false),
                    Relation::AtMost => (true, true),
                    Relation::Below => (false, true),
                };
                let threshold = least(*threshold, scale, strictly)
                    .ok_or_else(|| format!("{threshold} is far outside what the output can be"))?;
                Ok(Compare { element: element as u32, threshold, below }.into())
            }
        }
    }
}

/// The least integer `q` with `q · scale ≥ threshold`, or `>` where `strictly`.
fn least(threshold: f64, scale: f64, strictly: bool) -> Option<i64> {
    let enough = |q: f64| if strictly { q * scale > threshold } else { q * scale >= threshold };
    let near = (threshold / scale).round();
    // Rounding may be off by one either way.
    let q = (-2..=2).map(|by| near + f64::from(by)).find(|&q| enough(q))?;
    (q.abs() < 2f64.powi(53)).then_some(q as i64)
}

/// A scale near `scale`, not below it, at which a threshold is the integer `q`, exactly or just so. `None` where there is
/// none: a retrained model must decide by the same integer, or its circuit would be another one.
pub(crate) fn scale_for(threshold: f64, q: i64, scale: f64) -> Option<f64> {
    if threshold == 0.0 {
        return Some(scale);
    }
    if q == 0 || (q > 0) != (threshold > 0.0) {
        return None;
    }
    // A hair's breadth on the side where the threshold itself is enough, beyond the rounding of a scale to 24 bits.
    let fitting = threshold / q as f64 * (1.0 + threshold.signum() * 1e-6);
    (fitting >= scale).then_some(fitting)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Reveal, String> {
        text.parse()
    }

    #[test]
    fn predicates_are_read_and_written() {
        for (text, written) in [
            ("argmax", "argmax"),
            (" argmax ", "argmax"),
            ("score >= 600", "score >= 600"),
            ("score>=600", "score >= 600"),
            ("output[3] < -0.5", "output[3] < -0.5"),
            ("a.b/c <= 1e3", "a.b/c <= 1000"),
            ("y [ 2 ] > 0", "y[2] > 0"),
        ] {
            let reveal = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(reveal.to_string(), written);
            assert_eq!(parse(written), Ok(reveal));
        }
        for text in [
            "",
            "score",
            "max",
            "argmin",
            "score == 3",
            ">= 3",
            "score >=",
            "score >= x",
            "score >= inf",
            "score >= nan",
            "score[x] >= 1",
            "score] >= 1",
            "score[-1] >= 1",
            "a\nb >= 1",
            "a b >= 1",
        ] {
            assert!(parse(text).is_err_and(|e| e.contains("is no predicate")), "{text}");
        }
    }

    #[test]
    fn integers_decide_as_the_numbers_that_they_stand_for() {
        let shape = Shape::new(&[2]).unwrap();
        for text in ["y[1] >= 0.3", "y[1] > 0.3", "y[1] <= 0.3", "y[1] < 0.3", "y[1] >= -2", "y[1] > 0", "y[1] < 0"] {
            let reveal = parse(text).unwrap();
            for scale in [0.1, 0.3, 0.07, 1.0, 3.0, 1.0 / 1024.0] {
                let Op::Compare(op) = reveal.op("y", shape, scale).unwrap() else { panic!("not a comparison") };
                for q in -3000i64..3000 {
                    let by_integer = (q >= op.threshold) != op.below;
                    assert_eq!(f64::from(u8::from(by_integer)), reveal.decide(&[0.0, q as f64 * scale]), "{text} {q}");
                }
            }
        }
    }

    #[test]
    fn refuses_what_the_output_does_not_have() {
        let shape = |dims: &[usize]| Shape::new(dims).unwrap();
        let refused = |text: &str, dims: &[usize]| parse(text).unwrap().op("score", shape(dims), 1.0).unwrap_err();
        assert!(refused("scores >= 1", &[1]).contains("no output `scores`; its output is `score`"));
        assert!(refused("score[1] >= 1", &[1]).contains("no element 1"));
        assert!(refused("score >= 1", &[10]).contains("several elements"));
        assert!(refused("score >= 1e300", &[1]).contains("far outside"));
        assert!(refused("argmax", &[1]).contains("one element"));
        assert!(refused("argmax", &[]).contains("one element"));
        assert!(refused("argmax", &[2, 3]).contains("several rows"));
        assert!(parse("output >= 1").unwrap().op("score", shape(&[1]), 1.0).is_ok());
        assert!(parse("output[9] >= 1").unwrap().op("score", shape(&[1, 10]), 1.0).is_ok());
    }

    #[test]
    fn a_scale_is_found_at_which_the_threshold_is_the_integer() {
        for threshold in [600.0, -600.0, 0.37, -1e-3, 1e6] {
            for q in [1i64, 2, 3, 100, 5000, 99_999] {
                let q = if threshold < 0.0 { -q } else { q };
                let exact = threshold / q as f64;
                let scale = scale_for(threshold, q, exact * 0.9).unwrap();
                let rounded = zkml_primitives::Scale::nearest(scale).unwrap().to_f64();
                for strictly in [false, true] {
                    assert_eq!(least(threshold, rounded, strictly), Some(q), "{threshold} {q} {strictly}");
                }
                assert_eq!(scale_for(threshold, q, exact * 1.1), None);
                assert_eq!(scale_for(threshold, -q, exact * 0.9), None);
            }
        }
        assert_eq!(scale_for(0.0, 0, 0.5), Some(0.5));
        assert_eq!(scale_for(3.0, 0, 0.5), None);
    }
}
