//! Markdown, charts and JSON.

use super::{
    cases::{Name, BATCHES, INPUTS, MULTIPLICATIONS, USUAL},
    charge::{self, Charge},
    chart::{Chart, Line, Panel, Series},
    measure::Medians,
    operations::Operation,
    Engine,
};
use serde_json::{json, Value};
use zkml_primitives::CurveId;

/// Curve, engine, proofs verified together, and the greatest ratio to arkworks in Wasm that is wanted.
const GOALS: [(CurveId, Engine, u32, f64); 3] = [
    (CurveId::Bn254, Engine::Wasm, 1, 0.5),
    (CurveId::Bn254, Engine::Wasm, 16, 0.25),
    (CurveId::Bls12_381, Engine::Host, 1, 0.2),
];

/// What a chain does with one proof.
const fn usual(curve: CurveId) -> Name {
    Name::new(curve, Operation::FromBytes, USUAL)
}

/// The colour of an engine's lines.
const fn class(engine: Engine) -> &'static str {
    match engine {
        Engine::Native => "native",
        Engine::Wasm => "wasm",
        Engine::Host => "host",
    }
}

/// What was measured, as tables.
pub struct Report<'a> {
    /// What calls are charged, if a runtime was measured.
    pub charges: Option<&'a [Charge]>,
    /// The curves that were measured.
    pub curves: &'a [CurveId],
    /// The medians.
    pub medians: &'a Medians,
    /// Bytes that an operation reads at once.
    pub sizes: &'a [(Name, usize)],
}

impl Report<'_> {
    /// Markdown, times in milliseconds.
    pub fn markdown(&self) -> String {
        [self.goals(), self.charges(), self.singles(), self.per_input(), self.batches(), self.parts(), self.storage()]
            .join("\n")
    }

    /// Times against public inputs, and for each proof against the size of a batch.
    pub fn chart(&self) -> Chart {
        type Lines = Vec<(Line, Vec<(f64, f64)>)>;
        let panel = |curve: CurveId, what, across, lines: &dyn Fn(Engine) -> Lines| {
            let series = Engine::ALL.into_iter().flat_map(|engine| {
                let of = move |(line, points)| Series { class: class(engine), line, points };
                lines(engine).into_iter().filter(|(_, points)| !points.is_empty()).map(of)
            });
            Panel { title: format!("{}: {what}", curve.name()), across, series: series.collect() }
        };
        let points = |sizes: &[u32], ms: &dyn Fn(u32) -> Option<f64>| {
            sizes.iter().filter_map(|&size| Some((f64::from(size), ms(size)?))).collect::<Vec<_>>()
        };
        let singles = self.curves.iter().map(|&curve| {
            panel(curve, "one proof", "public inputs", &|engine| {
                let of = |operation| points(&INPUTS, &|n| self.ms(Name::new(curve, operation, n), engine));
                vec![(Line::Solid, of(Operation::FromBytes)), (Line::Dashed, of(Operation::ArkFromBytes))]
            })
        });
        let batches = self.curves.iter().map(|&curve| {
            panel(curve, "each proof of a batch", "proofs in the batch", &|engine| {
                let ark = self.ms(Name::new(curve, Operation::ArkFromBytes, USUAL), engine);
                vec![
                    (Line::Solid, points(&BATCHES, &|proofs| self.each(curve, proofs, 1, engine))),
                    (Line::Dotted, points(&BATCHES, &|proofs| self.each(curve, proofs, proofs, engine))),
                    (Line::Dashed, points(&BATCHES, &|_| ark)),
                ]
            })
        });
        Chart {
            description:
                "Milliseconds of a Groth16 verification from bytes, against public inputs and against the size \
                          of a batch"
                    .into(),
            legend: vec![
                ("native", Line::Solid, "native"),
                ("wasm", Line::Solid, "Wasm"),
                ("host", Line::Solid, "Wasm with host functions"),
                ("any", Line::Solid, "ours; in a batch: one key"),
                ("any", Line::Dotted, "ours, all keys different"),
                ("any", Line::Dashed, "arkworks, one after another"),
            ],
            rows: vec![singles.collect(), batches.collect()],
        }
    }

    /// All medians, in seconds.
    pub fn json(&self) -> Value {
        let medians = self.medians.iter().map(|(name, engine, seconds)| {
            json!({
                "curve": name.curve.name(),
                "operation": format!("{:?}", name.operation),
                "inputs": name.inputs,
                "proofs": name.proofs,
                "keys": name.keys,
                "bytes": self.bytes(name),
                "engine": engine.name(),
                "seconds": seconds,
            })
        });
        medians.collect()
    }

    /// Curves and engines, as a row begins with them.
    fn places(&self) -> impl Iterator<Item = (CurveId, Engine, String)> + '_ {
        let engines = |curve| Engine::ALL.into_iter().filter(move |engine| engine.has(&usual(curve)));
        self.curves.iter().flat_map(move |&curve| {
            engines(curve).map(move |engine| (curve, engine, format!("{}, {}", curve.name(), engine.name())))
        })
    }

    fn ms(&self, name: Name, engine: Engine) -> Option<f64> {
        Some(1000.0 * self.medians.get(name, engine)?)
    }

    /// Milliseconds for each proof of a batch.
    fn each(&self, curve: CurveId, proofs: u32, keys: u32, engine: Engine) -> Option<f64> {
        Some(self.ms(Name::batch(curve, proofs, keys), engine)? / f64::from(proofs))
    }

    fn bytes(&self, name: Name) -> Option<usize> {
        self.sizes.iter().find(|(other, _)| *other == name).map(|(_, bytes)| *bytes)
    }

    /// What the project wants to reach, and what it did.
    fn goals(&self) -> String {
        let heading = format!("Goals, for proofs of {USUAL} public inputs, in Wasm as nodes run it");
        let mut table = Table::new(&heading, &["", "arkworks (ms)", "ours (ms)", "ours / arkworks", "goal", ""]);
        for (curve, engine, proofs, goal) in GOALS.into_iter().filter(|goal| self.curves.contains(&goal.0)) {
            let ark = self.ms(Name::new(curve, Operation::ArkFromBytes, USUAL), Engine::Wasm);
            let (what, ours) = match proofs {
                1 => ("one proof".into(), self.ms(usual(curve), engine)),
                _ => (format!("each of a batch of {proofs}"), self.each(curve, proofs, 1, engine)),
            };
            let is_met = ark.zip(ours).is_some_and(|(ark, ours)| ours <= goal * ark);
            table.row([
                format!("{}, {}, {what}", curve.name(), engine.name()),
                number(ark),
                number(ours),
                ratio(ours, ark),
                format!("≤ {goal}"),
                if is_met { "met" } else { "missed" }.into(),
            ]);
        }
        table.0
    }

    fn charges(&self) -> String {
        self.charges.map(charge_table).unwrap_or_default()
    }

    fn singles(&self) -> String {
        let mut table = Table::new(
            "One proof, everything from bytes: read the key, decode the proof, verify (ms)",
            &[
                "",
                "inputs",
                "arkworks",
                "arkworks, key unchecked",
                "ours, key prepared",
                "ours / arkworks",
                "/ unchecked",
                "/ arkworks in Wasm",
            ],
        );
        for (curve, engine, place) in self.places() {
            for n in INPUTS {
                let ms = |operation| self.ms(Name::new(curve, operation, n), engine);
                let ark = ms(Operation::ArkFromBytes);
                let unchecked = ms(Operation::ArkFromBytesUnchecked);
                let ours = ms(Operation::FromBytes);
                let in_wasm = self.ms(Name::new(curve, Operation::ArkFromBytes, n), Engine::Wasm);
                table.row([
                    place.clone(),
                    n.to_string(),
                    number(ark),
                    number(unchecked),
                    number(ours),
                    ratio(ours, ark),
                    ratio(ours, unchecked),
                    ratio(ours, in_wasm),
                ]);
            }
        }
        table.0
    }

    fn per_input(&self) -> String {
        let [.., few, many] = INPUTS;
        let mut table = Table::new(
            &format!("One public input more, between {few} and {many} (ms)"),
            &["", "arkworks, one multiplication in G1", "arkworks", "ours", "ours / multiplication", "ours / arkworks"],
        );
        for (curve, engine, place) in self.places() {
            let slope = |operation| {
                let ms = |n| self.ms(Name::new(curve, operation, n), engine);
                Some((ms(many)? - ms(few)?) / f64::from(many - few))
            };
            let multiplication = self
                .ms(Name::new(curve, Operation::ArkScalarMul, MULTIPLICATIONS), engine)
                .map(|ms| ms / f64::from(MULTIPLICATIONS));
            // What is between reading a key and the end of its verification.
            let (ark, ours) = (slope(Operation::ArkVerify), slope(Operation::FromBytes));
            table.row([
                place,
                number(multiplication),
                number(ark),
                number(ours),
                ratio(ours, multiplication),
                ratio(ours, ark),
            ]);
        }
        table.0
    }

    fn batches(&self) -> String {
        let mut table = Table::new(
            &format!("A batch, from bytes, each proof with {USUAL} inputs (ms for each proof)"),
            &["", "proofs", "one key", "/ single", "all keys different", "/ single"],
        );
        for (curve, engine, place) in self.places() {
            let single = self.ms(usual(curve), engine);
            for proofs in BATCHES {
                let (one, all) = (self.each(curve, proofs, 1, engine), self.each(curve, proofs, proofs, engine));
                table.row([
                    place.clone(),
                    proofs.to_string(),
                    number(one),
                    ratio(one, single),
                    number(all),
                    ratio(all, single),
                ]);
            }
        }
        table.0
    }

    fn parts(&self) -> String {
        let parts = [
            ("ours: register (decode, check, prepare, encode)", Operation::Register),
            ("ours: read the prepared key", Operation::ReadPrepared),
            ("ours: verify, key at hand, proof from bytes", Operation::Verify),
            ("arkworks: decode and check the key", Operation::ArkKey),
            ("arkworks: read the key unchecked", Operation::ArkKeyUnchecked),
            ("arkworks: prepare the key", Operation::ArkPrepare),
            ("arkworks: decode and check the proof", Operation::ArkProof),
            ("arkworks: verify, key and proof at hand", Operation::ArkVerify),
        ];
        let places = self.places().map(|(.., place)| place).collect::<Vec<_>>();
        let columns = std::iter::once("").chain(places.iter().map(String::as_str)).collect::<Vec<_>>();
        let mut table = Table::new(&format!("Parts, with {USUAL} inputs (ms)"), &columns);
        for (part, operation) in parts {
            let times =
                self.places().map(|(curve, engine, _)| number(self.ms(Name::new(curve, operation, USUAL), engine)));
            table.row(std::iter::once(part.to_owned()).chain(times));
        }
        table.0
    }

    fn storage(&self) -> String {
        use Operation::*;
        let mut table = Table::new(
            &format!("What to store of a key with {USUAL} inputs (ms to have it in memory)"),
            &["", "what", "bytes", "native", "Wasm"],
        );
        let rows = [
            ("e(α, β), computed", AlphaBetaCompute),
            ("e(α, β), arkworks' uncompressed", AlphaBetaArkworks),
            ("e(α, β), Montgomery limbs", AlphaBetaLimbs),
            ("lines of one point of G2, computed", LinesCompute),
            ("lines of one point of G2, arkworks' uncompressed", LinesArkworks),
            ("lines of one point of G2, Montgomery limbs", LinesLimbs),
            ("IC, compressed, checked", PointsCompressed),
            ("IC, arkworks' uncompressed", PointsArkworks),
            ("IC, Montgomery limbs", PointsLimbs),
            ("the whole key, compressed, checked", ArkKey),
            ("the whole key, prepared", ReadPrepared),
        ];
        for &curve in self.curves {
            for (what, operation) in rows {
                let name = Name::new(curve, operation, USUAL);
                let bytes = match operation {
                    AlphaBetaCompute | LinesCompute => 0,
                    _ => self.bytes(name).unwrap_or_default(),
                };
                let ms = |engine| number(self.ms(name, engine));
                table.row([curve.name().into(), what.into(), bytes.to_string(), ms(Engine::Native), ms(Engine::Wasm)]);
            }
        }
        table.0
    }
}

/// What calls take and are charged, as Markdown.
pub fn charge_table(charges: &[Charge]) -> String {
    let heading =
        format!("Charged and measured, for proofs of {} public inputs, in the runtime as Wasm (ms)", charge::INPUTS);
    let columns = ["", "measured", "charged", "of it database and consumers", "the rest / measured"];
    let mut table = Table::new(&heading, &columns);
    for charge in charges {
        table.row([
            format!("{}, {}", charge.curve.name(), charge.call),
            number(Some(charge.took)),
            number(Some(charge.charged)),
            number(Some(charge.apart)),
            format!("{:.2}", charge.ratio()),
        ]);
    }
    table.0
        + "\nMeasured is `BlockBuilder_apply_extrinsic`, with signature, fee and events, on a state in memory. Apart is what the \
           call is charged for a database and for consumers that have nothing to do here; the rest has the base of any \
           transaction in it. Below 1, blocks take longer than they are charged for.\n"
}

/// A Markdown table under a heading.
struct Table(String);

impl Table {
    fn new(heading: &str, columns: &[&str]) -> Self {
        let rule = columns.iter().map(|_| " --- |").collect::<String>();
        Self(format!("### {heading}\n\n| {} |\n|{rule}\n", columns.join(" | ")))
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().collect::<Vec<_>>();
        self.0 += &format!("| {} |\n", cells.join(" | "));
    }
}

/// Three significant digits, or a dash for what was not measured.
fn number(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".into() };
    let digits = (2 - value.abs().max(1e-9).log10().floor() as i32).clamp(0, 6) as usize;
    format!("{value:.digits$}")
}

fn ratio(of: Option<f64>, to: Option<f64>) -> String {
    of.zip(to).map_or("–".into(), |(of, to)| format!("{:.2}", of / to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits() {
        let written = [0.001234, 0.1234, 1.234, 12.34, 123.4, 1234.0].map(|value| number(Some(value)));
        assert_eq!(written, ["0.00123", "0.123", "1.23", "12.3", "123", "1234"]);
        assert_eq!(number(None), "–");
    }

    #[test]
    fn a_ratio_has_two_decimals() {
        assert_eq!(ratio(Some(1.0), Some(3.0)), "0.33");
        assert_eq!(ratio(None, Some(3.0)), "–");
    }
}
