//! The runtime charges what was measured, and what was measured is the real work.

use benchmarking::{
    capacity::{capacity, Capacity},
    reality::{self, on_a_chain, Calls},
    run::Benchmarks,
};
use frame_support::{
    dispatch::{DispatchClass, GetDispatchInfo},
    weights::Weight,
};
use pallet_zkml::{
    weights::{SubstrateWeight, WeightInfo},
    Consumers,
};
use std::any::TypeId;
use zkml_primitives::{Bls12_381, Bn254, CurveId};
use zkml_runtime::{AccountId, Balance, Runtime, RuntimeBlockWeights, RuntimeCall};

/// The consumers of the runtime, whose weight every submission pays.
type Told = <Runtime as pallet_zkml::Config>::Consumers;
type Weights = <Runtime as pallet_zkml::Config>::WeightInfo;
type DbWeight = <Runtime as frame_system::Config>::DbWeight;

const FILE: &str = include_str!("../../pallets/zkml/src/weights.rs");
/// Pallets whose weights are measured, with their files.
const FILES: [(&str, &str); 7] = [
    ("pallet_zkml", FILE),
    ("pallet_zkml_attestations", include_str!("../../pallets/attestations/src/weights.rs")),
    ("pallet_zkml_market", include_str!("../../pallets/market/src/weights.rs")),
    ("pallet_credit_line", include_str!("../../pallets/examples/credit-line/src/weights.rs")),
    ("pallet_personhood", include_str!("../../pallets/examples/personhood/src/weights.rs")),
    ("pallet_game", include_str!("../../pallets/examples/game/src/weights.rs")),
    ("pallet_agent", include_str!("../../pallets/examples/agent/src/weights.rs")),
];
const MILLISECOND: u64 = 1_000_000_000;

/// A weight function by its name.
fn charged(function: &str, n: u32) -> Weight {
    macro_rules! known {
        (linear: $($linear:ident)*; constant: $($constant:ident)*) => {
            match function {
                $(stringify!($linear) => Weights::$linear(n),)*
                $(stringify!($constant) => Weights::$constant(),)*
                other => panic!("{other} is not known here; add it"),
            }
        };
    }
    known!(
        linear: register_model_bn254 register_model_bls12_381 add_version_bn254 add_version_bls12_381
            submit_proof_bn254 submit_proof_bls12_381 submit_batch_alike_bn254 submit_batch_alike_bls12_381
            submit_batch_distinct_bn254 submit_batch_distinct_bls12_381 register_circuit_bn254
            register_circuit_bls12_381 submit_circuit_proof_bn254 submit_circuit_proof_bls12_381 prune attestation;
        constant: add_retrained_version set_active_version deprecate_version remove_version remove_model transfer_model accept_model
            revoke_version pause resume remove_circuit revoke_circuit clear_circuit_receipt
    )
}

/// What the file says of a function.
#[derive(Debug, Default)]
struct Written {
    name: String,
    /// The range of the component, and the least time that was measured.
    range: (u64, u64),
    least_time: u64,
    base: (u64, u64),
    slope: (u64, u64),
    /// What does not depend on the component, and what each unit of it adds.
    reads: (u64, u64),
    writes: (u64, u64),
}

impl Written {
    /// The functions of `SubstrateWeight`.
    fn all(file: &str) -> Vec<Self> {
        let (_, from) = file.split_once("WeightInfo for SubstrateWeight<T> {").unwrap();
        let (implementation, _) = from.split_once("WeightInfo for () {").unwrap();
        // What stands above a function is at the end of what follows the last.
        let mut parts = implementation.split(" fn ");
        let mut above = parts.next().unwrap();
        let parse = |function| {
            let written = Self::parse(above, function);
            above = function;
            written
        };
        parts.map(parse).collect()
    }

    fn parse(above: &str, function: &str) -> Self {
        let number = |text: &str| text.replace('_', "").trim().parse::<u64>().unwrap();
        // All that stands between a token and the parenthesis after it.
        let after = |token: &str| {
            let found = function.split(token).skip(1);
            found.map(|rest| rest.split_once(')').unwrap().0).collect::<Vec<_>>()
        };
        let pair = |text: &&str| text.split_once(',').map(|(a, b)| (number(a), number(b))).unwrap();
        let parts: Vec<_> = after("Weight::from_parts(").iter().map(pair).collect();
        let documented = above.rsplit_once("}\n").map_or(above, |(_, docs)| docs);
        let range = documented.split_once("` is `[").map(|(_, rest)| rest.split_once(']').unwrap().0);
        let least = function.split_once("Minimum execution time: ").unwrap().1;
        Self {
            name: function.split_once('(').unwrap().0.into(),
            range: range.map(|range| pair(&range)).unwrap_or_default(),
            least_time: number(least.split_once(" picoseconds").unwrap().0),
            base: parts[0],
            // Those of time and of proof size stand apart.
            slope: parts[1..].iter().fold((0, 0), |sum, slope| (sum.0 + slope.0, sum.1 + slope.1)),
            reads: Self::accesses(function, ".reads("),
            writes: Self::accesses(function, ".writes("),
        }
    }

    fn accesses(function: &str, token: &str) -> (u64, u64) {
        let mut line = (0, 0);
        for rest in function.split(token).skip(1) {
            let (count, rest) = rest.split_once(')').unwrap();
            let count = count.parse::<u64>().unwrap();
            if rest.starts_with(".saturating_mul(") {
                line.1 += count;
            } else {
                line.0 += count;
            }
        }
        line
    }
}

#[test]
fn the_runtime_charges_what_the_generated_file_says() {
    assert_eq!(TypeId::of::<Weights>(), TypeId::of::<SubstrateWeight<Runtime>>());
    let written = Written::all(FILE);
    assert!(!written.is_empty());
    for Written { name, base, slope, reads, writes, .. } in written {
        for n in [0, 1, 4, 16, 256] {
            let expected = Weight::from_parts(base.0 + slope.0 * n, base.1 + slope.1 * n)
                + DbWeight::get().reads_writes(reads.0 + reads.1 * n, writes.0 + writes.1 * n);
            assert_eq!(charged(&name, n as u32), expected, "{name}({n})");
        }
    }
}

#[test]
fn the_files_say_that_they_were_measured_in_wasm_and_how() {
    for (pallet, file) in FILES {
        for says in ["Generated from measurements; do not edit", "measured in Wasm", "| machine | ", "| compiler | "] {
            assert!(file.contains(says), "{pallet}: {says}");
        }
        assert!(file.contains(&format!("\n//! benchmarking/weights {pallet}\n")), "{pallet}");
    }
}

/// Runs every benchmark natively, and compares what it reads and writes with the file: a change of the
/// pallet's storage without a new measurement is caught here.
#[test]
fn the_file_counts_what_the_calls_read_and_write() {
    for (pallet, file) in FILES {
        let measured = Benchmarks::of(pallet).unwrap().run().unwrap();
        let written = Written::all(file);
        assert_eq!(measured.len(), written.len(), "run the generator again");
        for (measured, written) in measured.iter().zip(&written) {
            assert_eq!(measured.name, written.name);
            for result in &measured.results {
                let n = result.components.first().map_or(0, |component| u64::from(component.1));
                let counted = (u64::from(result.reads), u64::from(result.writes));
                let line = |line: (u64, u64)| line.0 + line.1 * n;
                let charged = (line(written.reads), line(written.writes));
                // Pruning that has nothing to do, or is out of steps, does not look whether there is more: its line is up
                // to two accesses above it.
                let above = 2 * u64::from(written.name == "prune");
                let fits = |counted, charged| counted <= charged && charged <= counted + above;
                assert!(
                    fits(counted.0, charged.0) && fits(counted.1, charged.1),
                    "{} at {n} counts {counted:?} and is charged {charged:?}: run the generator again",
                    written.name
                );
            }
            reality::check_time(measured, reality::floor).unwrap();
        }
    }
}

/// A pairing check takes milliseconds, in Wasm more than natively. Whoever is charged microseconds for it stuffs blocks for
/// the price of transfers. The floors are about half of what was measured: no faster machine is that much faster.
#[test]
fn a_verification_is_not_charged_as_a_transfer() {
    const FLOORS: [(&str, u64); 10] = [
        ("submit_proof_bn254", 3 * MILLISECOND / 2),
        ("submit_proof_bls12_381", MILLISECOND),
        ("submit_circuit_proof_bn254", 3 * MILLISECOND / 2),
        ("submit_circuit_proof_bls12_381", MILLISECOND),
        ("submit_batch_alike_bn254", 3 * MILLISECOND / 2),
        ("submit_batch_alike_bls12_381", MILLISECOND),
        ("submit_batch_distinct_bn254", 3 * MILLISECOND / 2),
        ("submit_batch_distinct_bls12_381", MILLISECOND),
        ("register_model_bn254", 3 * MILLISECOND / 2),
        ("register_model_bls12_381", MILLISECOND),
    ];
    let written = Written::all(FILE);
    for (name, floor) in FLOORS {
        let written = written.iter().find(|written| written.name == name).unwrap();
        assert!(written.least_time >= floor, "{name} was measured to take {} ps", written.least_time);
        let charged = written.base.0 + written.slope.0 * written.range.0;
        assert!(charged >= floor, "{name} is charged {charged} ps");
    }
}

/// What was measured is charged, the database on top, and never less for more work.
#[test]
fn a_call_is_charged_what_it_was_measured_to_take() {
    for (pallet, file) in FILES {
        for Written { name, range, least_time, base, slope, reads, writes } in Written::all(file) {
            let database = DbWeight::get().reads_writes(reads.0 + reads.1 * range.0, writes.0 + writes.1 * range.0);
            let charged = base.0 + slope.0 * range.0 + database.ref_time();
            assert!(charged >= least_time, "{pallet}: {name} took {least_time} ps and is charged {charged}");
            if range.0 < range.1 {
                assert!(slope.0 > 0, "{pallet}: {name} does not grow with its component");
            }
        }
    }
}

/// Each input is a multiplication in G1, and each proof of a batch a pairing of its own.
#[test]
fn a_charge_grows_with_the_work() {
    for weight in [Weights::submit_proof_bn254, Weights::submit_proof_bls12_381] {
        assert!(weight(18).ref_time() - weight(2).ref_time() >= MILLISECOND / 20);
    }
    for weight in [Weights::submit_batch_alike_bn254, Weights::submit_batch_alike_bls12_381] {
        assert!(weight(17).ref_time() - weight(1).ref_time() >= 2 * MILLISECOND);
    }
}

#[test]
fn a_block_has_room_for_hundreds_of_verifications() {
    let capacity = capacity().unwrap();
    for curve in [CurveId::Bn254, CurveId::Bls12_381] {
        let blocks: Vec<_> = capacity.iter().filter(|block| block.curve == curve).collect();
        assert!(blocks[0].proofs == 1 && blocks[0].verifications() >= 200, "{}", blocks[0]);
        assert!(blocks[1].proofs == 16 && blocks[1].verifications() >= 2 * blocks[0].verifications(), "{}", blocks[1]);
        // A block takes whole batches, so that more of a block's weight may be left over by greater ones.
        let of_a_proof = |block: &Capacity| block.fee / Balance::from(block.proofs);
        assert!(blocks.windows(2).all(|pair| of_a_proof(pair[1]) < of_a_proof(pair[0])));
    }
    let limit = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
    for block in &capacity {
        let (full, more) = (u64::from(block.transactions), u64::from(block.transactions) + 1);
        let takes = |transactions| block.weight.saturating_mul(transactions).saturating_add(block.spared);
        assert!(takes(full).all_lte(limit));
        assert!(takes(more).any_gt(limit), "weight is what a block runs out of");
    }
}

/// The weight file was made on some machine and this runs on some other, so half of the time is granted.
#[test]
fn the_charge_of_a_verification_is_of_the_order_of_its_time() {
    // Without optimization everything takes longer than any node would.
    if cfg!(debug_assertions) {
        return;
    }
    let picoseconds = |time: std::time::Duration| u64::try_from(time.as_nanos() * 1_000).unwrap();
    for n in [4, 64] {
        let (charged, took) = (Weights::submit_proof_bn254(n), picoseconds(reality::verification::<Bn254>(n)));
        assert!(charged.ref_time() >= took / 2, "bn254, {n} inputs: took {took}, charged {charged}");
        let (charged, took) = (Weights::submit_proof_bls12_381(n), picoseconds(reality::verification::<Bls12_381>(n)));
        assert!(charged.ref_time() >= took / 2, "bls12-381, {n} inputs: took {took}, charged {charged}");
    }
}

#[test]
fn a_call_is_charged_by_its_curve_and_its_number_of_inputs() {
    let account = AccountId::new([1; 32]);
    let weight = |call: &RuntimeCall| call.get_dispatch_info().call_weight;
    for n in [2, 7] {
        let calls =
            on_a_chain(|| [Calls::new::<Bn254>(account.clone(), n), Calls::new::<Bls12_381>(account.clone(), n)]);
        let [bn254, bls12_381] = calls.unwrap();
        assert_eq!(weight(&bn254.register), Weights::register_model_bn254(n));
        assert_eq!(weight(&bls12_381.register), Weights::register_model_bls12_381(n));
        // A forgery costs what a proof costs.
        for (calls, expected) in
            [(&bn254, Weights::submit_proof_bn254(n + 1)), (&bls12_381, Weights::submit_proof_bls12_381(n + 1))]
        {
            // A digest of parameters might be one input more.
            let expected = expected + Told::weight();
            assert_eq!(weight(&calls.submit), expected);
            assert_eq!(weight(&calls.submit_forged), expected);
        }
    }
}

/// This build has `runtime-benchmarks`: what the benchmarks measure must be what a chain runs.
#[test]
fn verification_is_real_while_benchmarks_are_compiled_in() {
    reality::check_runtime().unwrap();
}
