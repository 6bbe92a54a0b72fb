//! From measurements to weights.
//!
//! Time, reads and writes are fitted as the standard tool of FRAME does: least squares over the middle half of the
//! repeats for time, the greater of that and median slopes for reads and writes.
//!
//! The size of a storage proof is bounded and not recorded. Each entry that is read or written counts with its greatest
//! size and with a path to it, in a trie with as many entries as the item may have (a million where it states no limit),
//! and each item once with two more layers of the trie above it. The standard tool takes the greatest item in place of
//! the sum of all; a proof holds them all, so the sum is what bounds it.

use crate::{
    run::{at, Component, Measured},
    Error,
};
use frame_benchmarking::{Analysis, BenchmarkParameter, BenchmarkResult, BenchmarkSelector};
use frame_support::traits::StorageInfo;
use std::collections::BTreeMap;

/// Entries that an item is taken to have where it states no limit.
const MAP_ENTRIES: u32 = 1_000_000;
/// Bytes of one layer of a trie in a proof: 15 siblings, each a hash with its length.
const LAYER_BYTES: u64 = 15 * 33;
/// Layers between the root of the state and an item.
const LAYERS_ABOVE: u64 = 2;
/// What a line may be raised by, however little it charges, in picoseconds: little beside what any transaction costs. Else
/// it is a tenth.
const LIFT: u128 = 10_000_000;
/// Bytes of the hashed names of pallet and item that every key begins with.
const PREFIX: usize = 32;

/// `base + Σ slope · component`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What does not depend on any component.
    pub base: u128,
    /// What depends on one: its letter, its slope, the slope's standard error.
    pub slopes: Vec<(String, u128, u128)>,
}

impl Line {
    fn from_analysis(analysis: Analysis) -> Self {
        let errors = analysis.errors.unwrap_or_default().into_iter().chain(std::iter::repeat(0));
        let slopes = analysis.names.into_iter().zip(analysis.slopes).zip(errors);
        Self {
            base: analysis.base,
            slopes: slopes
                .filter(|((_, slope), _)| *slope != 0)
                .map(|((name, slope), error)| (name, slope, error))
                .collect(),
        }
    }

    /// The value at a point.
    pub fn at(&self, point: &[(BenchmarkParameter, u32)]) -> u128 {
        let slope = |name: &BenchmarkParameter| {
            let name = name.to_string();
            self.slopes.iter().find(|slope| slope.0 == name).map_or(0, |slope| slope.1)
        };
        self.base + point.iter().map(|(name, value)| slope(name) * u128::from(*value)).sum::<u128>()
    }
}

/// A storage item that a call touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `Pallet::Item`.
    pub name: String,
    /// Most entries that were read.
    pub reads: u32,
    /// Most entries that were written.
    pub writes: u32,
    /// Most entries that it may have.
    pub max_values: Option<u32>,
    /// Most bytes of an entry, key and value.
    pub max_size: u32,
}

impl Item {
    /// Bytes that each of its entries adds to a proof.
    pub fn entry_bytes(&self) -> u64 {
        layers(self.max_values.unwrap_or(MAP_ENTRIES)) * LAYER_BYTES + u64::from(self.max_size)
    }
}

/// Depth of a trie of so many entries with 16 children a node.
fn layers(entries: u32) -> u64 {
    let mut depth = 1;
    while 16u64.pow(depth) < entries.into() {
        depth += 1;
    }
    depth.into()
}

/// What a call costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The benchmark's name.
    pub name: String,
    /// The letters of its components, with their ranges.
    pub components: Vec<(String, u32, u32)>,
    /// Picoseconds.
    pub time: Line,
    /// The least time of all that was measured, in picoseconds.
    pub least_time: u128,
    /// Entries read.
    pub reads: Line,
    /// Entries written.
    pub writes: Line,
    /// Bytes of the storage proof.
    pub proof: Line,
    /// What is read and written.
    pub items: Vec<Item>,
}

impl Weighed {
    /// Fits the measurements of a benchmark, and checks that nothing that was measured costs more than the fit charges.
    pub fn new(measured: &Measured, storage: &[StorageInfo]) -> Result<Self, Error> {
        let Measured { name, components, results } = measured;
        let fit = |selector| {
            let analysis = match selector {
                BenchmarkSelector::ExtrinsicTime => Analysis::min_squares_iqr(results, selector),
                _ => Analysis::max(results, selector),
            };
            analysis
                .map(Line::from_analysis)
                .map_err(|cause| Error::Fit { benchmark: name.clone(), cause: cause.to_string() })
        };
        let (items, proof_sizes) = items(name, results, storage)?;
        let mut weighed = Self {
            name: name.clone(),
            components: components.iter().map(|&Component { name, min, max }| (name.to_string(), min, max)).collect(),
            time: fit(BenchmarkSelector::ExtrinsicTime)?,
            least_time: results.iter().map(|result| result.extrinsic_time * 1_000).min().unwrap_or_default(),
            reads: fit(BenchmarkSelector::Reads)?,
            writes: fit(BenchmarkSelector::Writes)?,
            proof: proof_line(components, results, &proof_sizes),
            items,
        };
        weighed.lift(results);
        weighed.covers(results)?;
        Ok(weighed)
    }

    /// The least time at each point, and what it is charged.
    fn least_and_charged<'a>(
        &'a self,
        results: &'a [BenchmarkResult],
    ) -> impl Iterator<Item = (&'a [(BenchmarkParameter, u32)], u128, u128)> {
        results.iter().map(|result| &result.components).map(|point| {
            let here = results.iter().filter(|result| result.components == *point);
            let took = here.map(|result| result.extrinsic_time * 1_000).min().unwrap_or_default();
            (&point[..], took, self.time.at(point))
        })
    }

    /// Raises the line over points that it passes a little below: at the foot of a steep one, and where the work grows less
    /// than linearly, as that of the host's multiplications does.
    fn lift(&mut self, results: &[BenchmarkResult]) {
        let shortfalls = self.least_and_charged(results).filter_map(|(_, took, charged)| {
            let short = took.saturating_sub(charged);
            (short <= LIFT.max(charged / 10)).then_some(short)
        });
        let short = shortfalls.max().unwrap_or_default();
        self.time.base += short;
    }

    /// The least time at each point must be covered, up to a twentieth that is left to noise.
    fn covers(&self, results: &[BenchmarkResult]) -> Result<(), Error> {
        for (point, took, charged) in self.least_and_charged(results) {
            if charged * 20 < took * 19 {
                return Err(Error::Undercharged {
                    at: at(&self.name, point),
                    took_us: took / 1_000_000,
                    charged_us: charged / 1_000_000,
                });
            }
        }
        Ok(())
    }
}

/// The items that a benchmark touches, by their names, and the bytes of the storage proof of each measurement.
fn items(
    benchmark: &str,
    results: &[BenchmarkResult],
    storage: &[StorageInfo],
) -> Result<(Vec<Item>, Vec<u64>), Error> {
    let mut items = BTreeMap::<String, Item>::new();
    let mut proof_sizes = Vec::with_capacity(results.len());
    for result in results {
        let mut touched = BTreeMap::<&[u8], [u32; 3]>::new();
        for (key, reads, writes, _) in &result.keys {
            let count = touched.entry(&key[..key.len().min(PREFIX)]).or_default();
            *count = [count[0] + reads, count[1] + writes, count[2] + 1];
        }
        let mut proof = 0;
        for (prefix, [reads, writes, entries]) in touched {
            let unbounded = || Error::Unbounded {
                benchmark: benchmark.into(),
                key: prefix.iter().map(|byte| format!("{byte:02x}")).collect(),
            };
            let info = storage.iter().find(|info| info.prefix == prefix).ok_or_else(unbounded)?;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let name = format!("{}::{}", text(&info.pallet_name), text(&info.storage_name));
            let item = items.entry(name.clone()).or_insert(Item {
                name,
                reads,
                writes,
                max_values: info.max_values,
                max_size: info.max_size.ok_or_else(unbounded)?,
            });
            item.reads = item.reads.max(reads);
            item.writes = item.writes.max(writes);
            proof += LAYERS_ABOVE * LAYER_BYTES + u64::from(entries) * item.entry_bytes();
        }
        proof_sizes.push(proof);
    }
    Ok((items.into_values().collect(), proof_sizes))
}

/// The line that no measured proof lies above: from the greatest sizes at the least and at the greatest value of each
/// component, and raised to the greatest of all.
fn proof_line(components: &[Component], results: &[BenchmarkResult], sizes: &[u64]) -> Line {
    let greatest_at = |name, value| {
        let here = results.iter().zip(sizes).filter(|(result, _)| result.components.contains(&(name, value)));
        here.map(|(_, size)| *size).max().unwrap_or_default()
    };
    let slopes = components
        .iter()
        .filter(|component| component.max > component.min)
        .map(|&Component { name, min, max }| {
            let rise = greatest_at(name, max).saturating_sub(greatest_at(name, min));
            (name.to_string(), u128::from(rise.div_ceil(u64::from(max - min))), 0)
        })
        .filter(|slope| slope.1 != 0)
        .collect();
    let mut line = Line { base: 0, slopes };
    let above =
        |(result, size): (&BenchmarkResult, &u64)| u128::from(*size).saturating_sub(line.at(&result.components));
    line.base = results.iter().zip(sizes).map(above).max().unwrap_or_default();
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use BenchmarkParameter::n;

    fn storage(max_size: Option<u32>) -> Vec<StorageInfo> {
        vec![StorageInfo {
            pallet_name: b"System".to_vec(),
            storage_name: b"Account".to_vec(),
            prefix: vec![7; PREFIX],
            max_values: None,
            max_size,
        }]
    }

    /// At n = 2, 4, 6, 8 with three repeats each.
    fn measured(nanos: impl Fn(u32) -> u128, keys: u8) -> Measured {
        let result = |value| BenchmarkResult {
            components: vec![(n, value)],
            extrinsic_time: nanos(value),
            reads: keys.into(),
            writes: 1,
            keys: (0..keys).map(|i| ([vec![7; PREFIX], vec![i]].concat(), 1, u32::from(i == 0), false)).collect(),
            ..Default::default()
        };
        Measured {
            name: "call".into(),
            components: vec![Component { name: n, min: 2, max: 8 }],
            results: [2, 4, 6, 8].into_iter().flat_map(|value| vec![result(value); 3]).collect(),
        }
    }

    #[test]
    fn fits_a_line_through_the_times() {
        let weighed = Weighed::new(&measured(|x| 1_000 + 50 * u128::from(x), 2), &storage(Some(128))).unwrap();
        let [(name, slope, _)] = &weighed.time.slopes[..] else { panic!("{:?}", weighed.time) };
        // Nanoseconds were measured, picoseconds are charged.
        assert_eq!((weighed.time.base, name.as_str(), *slope), (1_000_000, "n", 50_000));
        assert_eq!(weighed.time.at(&[(n, 4)]), 1_200_000);
        assert_eq!(weighed.least_time, 1_100_000);
        assert_eq!((weighed.reads.base, weighed.writes.base), (2, 1));
        assert!(weighed.reads.slopes.is_empty());
    }

    #[test]
    fn raises_a_line_that_passes_a_little_below() {
        let bent = |x| if x == 2 { 3_000 } else { 1_000 * u128::from(x) };
        let weighed = Weighed::new(&measured(bent, 1), &storage(Some(128))).unwrap();
        for x in [2, 4, 6, 8] {
            assert!(weighed.time.at(&[(n, x)]) >= bent(x) * 1_000, "{x}");
        }
    }

    #[test]
    fn rejects_a_cost_that_is_not_linear() {
        let error = Weighed::new(&measured(|x| 100_000 * u128::from(x).pow(4), 1), &storage(Some(128))).unwrap_err();
        assert!(matches!(error, Error::Undercharged { .. }), "{error}");
    }

    #[test]
    fn bounds_the_proof_by_the_greatest_size_of_what_is_touched() {
        let weighed = Weighed::new(&measured(|_| 1_000, 2), &storage(Some(128))).unwrap();
        let [item] = &weighed.items[..] else { panic!("{:?}", weighed.items) };
        assert_eq!((item.name.as_str(), item.reads, item.writes), ("System::Account", 2, 1));
        // What the standard tool gives for two accounts.
        assert_eq!(weighed.proof, Line { base: 6_196, slopes: vec![] });
    }

    #[test]
    fn a_proof_grows_with_what_is_touched() {
        let mut measured = measured(|_| 1_000, 0);
        for result in &mut measured.results {
            let entries = result.components[0].1 as u8;
            result.keys = (0..entries).map(|i| ([vec![7; PREFIX], vec![i]].concat(), 1, 0, false)).collect();
        }
        let weighed = Weighed::new(&measured, &storage(Some(128))).unwrap();
        let entry = 5 * 15 * 33 + 128;
        assert_eq!(weighed.proof, Line { base: 2 * 15 * 33, slopes: vec![("n".into(), entry, 0)] });
    }

    #[test]
    fn rejects_storage_without_a_bound() {
        for storage in [storage(None), vec![]] {
            let error = Weighed::new(&measured(|_| 1_000, 1), &storage).unwrap_err();
            assert!(matches!(error, Error::Unbounded { .. }), "{error}");
        }
    }

    #[test]
    fn a_trie_has_sixteen_children_a_node() {
        assert_eq!([1, 16, 17, 256, 257, 1_000_000].map(layers), [1, 1, 2, 2, 3, 5]);
    }
}
