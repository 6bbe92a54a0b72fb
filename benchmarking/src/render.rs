//! From weights to a source file: the trait `WeightInfo`, `SubstrateWeight<T>` for runtimes and `()` for tests.

use crate::{
    machine::Machine,
    run::Sampling,
    weigh::{Line, Weighed},
};

/// All that a weight file says.
#[derive(Clone, Debug)]
pub struct WeightFile<'a> {
    /// The pallet's crate, as in `pallet_zkml`.
    pub pallet: &'a str,
    /// The command that makes the file.
    pub command: &'a str,
    /// Where it was measured.
    pub machine: &'a Machine,
    /// How much was measured.
    pub sampling: Sampling,
    /// The calls.
    pub calls: &'a [Weighed],
}

impl WeightFile<'_> {
    /// The source file.
    pub fn render(&self) -> String {
        let Self { pallet, command, machine, sampling, calls } = self;
        let Machine { cpu, cores, rustc, date } = machine;
        let Sampling { steps, repeat } = sampling;
        let signatures: String = calls.iter().map(|call| format!("    {};\n", signature(call, true))).collect();
        let functions = |db: &str| calls.iter().map(|call| function(call, db)).collect::<String>();
        let (substrate, unit) = (functions("T::DbWeight"), functions("RocksDbWeight"));
        format!(
            "\
//! What the calls of `{pallet}` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! {command}
//! ```
//!
//! | | |
//! | --- | --- |
//! | date | {date} |
//! | machine | {cpu}, {cores} cores |
//! | compiler | {rustc}, release |
//! | execution | native, not Wasm; on a state in memory |
//! | sampling | {steps} steps, {repeat} repeats |
//!
//! Times come from least squares over the middle half of the repeats. Proof sizes are bounds: the greatest size of every
//! entry touched, with the path to it.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{{traits::Get, weights::{{constants::RocksDbWeight, Weight}}}};

/// Weight functions needed for `{pallet}`.
pub trait WeightInfo {{
{signatures}}}

/// Weights for `{pallet}` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {{
{substrate}}}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {{
{unit}}}
"
        )
    }
}

/// `fn name(n: u32) -> Weight`. A component that nothing depends on is an unused argument of an implementation.
fn signature(call: &Weighed, declared: bool) -> String {
    let used = |name: &String| {
        [&call.time, &call.proof, &call.reads, &call.writes]
            .iter()
            .any(|line| line.slopes.iter().any(|slope| slope.0 == *name))
    };
    let argument = |name: &String| format!("{}{name}: u32", if declared || used(name) { "" } else { "_" });
    let arguments: Vec<_> = call.components.iter().map(|(name, ..)| argument(name)).collect();
    format!("fn {}({}) -> Weight", call.name, arguments.join(", "))
}

fn function(call: &Weighed, db: &str) -> String {
    let mut out = String::new();
    let mut line = |text: String| out.extend(["    ", &text, "\n"]);
    for item in &call.items {
        line(format!(
            "/// Storage: `{}` (r:{} w:{}), at most {} bytes each, proof: {} each",
            item.name,
            item.reads,
            item.writes,
            grouped(item.max_size.into()),
            grouped(item.entry_bytes().into())
        ));
    }
    for (name, min, max) in &call.components {
        line(format!("/// The range of component `{name}` is `[{min}, {max}]`."));
    }
    line(format!("{} {{", signature(call, false)));
    line(format!("    // Minimum execution time: {} picoseconds.", grouped(call.least_time)));
    line(format!("    Weight::from_parts({}, {})", grouped(call.time.base), grouped(call.proof.base)));
    for (name, ..) in &call.components {
        let slope_of = |line: &Line| line.slopes.iter().find(|slope| slope.0 == *name).map_or((0, 0), |s| (s.1, s.2));
        let ((time, error), (proof, _)) = (slope_of(&call.time), slope_of(&call.proof));
        if (time, proof) == (0, 0) {
            continue;
        }
        line(format!("        // Standard error: {}", grouped(error)));
        line(format!(
            "        .saturating_add(Weight::from_parts({}, {}).saturating_mul({name}.into()))",
            grouped(time),
            grouped(proof)
        ));
    }
    for (access, count) in [("reads", &call.reads), ("writes", &call.writes)] {
        let Line { base, slopes } = count;
        if *base != 0 {
            line(format!("        .saturating_add({db}::get().{access}({base}))"));
        }
        for (name, slope, _) in slopes {
            line(format!("        .saturating_add({db}::get().{access}({slope}).saturating_mul({name}.into()))"));
        }
    }
    line("}".into());
    out
}

/// A number with its digits in groups of three.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(base: u128, slopes: &[(&str, u128)]) -> Line {
        Line { base, slopes: slopes.iter().map(|&(name, slope)| (name.into(), slope, 7)).collect() }
    }

    #[test]
    fn groups_digits() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1_000", "1_234_567"]);
    }

    #[test]
    fn renders_a_call() {
        let call = Weighed {
            name: "call".into(),
            components: vec![("k".into(), 0, 1), ("n".into(), 2, 256)],
            time: line(2_000_000, &[("n", 50_000)]),
            least_time: 2_100_000,
            reads: line(2, &[("n", 1)]),
            writes: line(0, &[]),
            proof: line(3_000, &[("n", 40)]),
            items: vec![],
        };
        assert_eq!(signature(&call, true), "fn call(k: u32, n: u32) -> Weight");
        assert_eq!(
            function(&call, "T::DbWeight"),
            "    /// The range of component `k` is `[0, 1]`.
    /// The range of component `n` is `[2, 256]`.
    fn call(_k: u32, n: u32) -> Weight {
        // Minimum execution time: 2_100_000 picoseconds.
        Weight::from_parts(2_000_000, 3_000)
            // Standard error: 7
            .saturating_add(Weight::from_parts(50_000, 40).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
    }
"
        );
    }
}
