//! Runs the benchmarks of a pallet.

use crate::{state::CountingState, Error};
use frame_benchmarking::{BenchmarkConfig, BenchmarkList, BenchmarkParameter, BenchmarkResult};
use frame_support::traits::StorageInfo;
use zkml_runtime::benchmarks::{benchmark_metadata, dispatch_benchmark};

/// How much to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Values of each component, from its least to its greatest.
    pub steps: u32,
    /// Measurements at each value.
    pub repeat: u32,
}

/// A component of a benchmark and its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// Its letter.
    pub name: BenchmarkParameter,
    /// The least value.
    pub min: u32,
    /// The greatest value.
    pub max: u32,
}

/// The measurements of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The benchmark's name.
    pub name: String,
    /// Its components.
    pub components: Vec<Component>,
    /// At every value that was sampled, as many as repeats.
    pub results: Vec<BenchmarkResult>,
}

/// The benchmarks of a pallet, ready to run.
pub struct Benchmarks {
    list: BenchmarkList,
    /// The storage that they may touch.
    pub storage: Vec<StorageInfo>,
    state: CountingState,
}

impl Benchmarks {
    /// Of a pallet by its crate's name, as in `pallet_zkml`.
    pub fn of(pallet: &str) -> Result<Self, Error> {
        let (mut lists, storage) = benchmark_metadata(false);
        let Some(found) = lists.iter().position(|list| list.pallet == pallet.as_bytes()) else {
            let known: Vec<_> = lists.iter().map(|list| String::from_utf8_lossy(&list.pallet)).collect();
            return Err(Error::UnknownPallet { pallet: pallet.into(), known: known.join(", ") });
        };
        Ok(Self {
            list: lists.swap_remove(found),
            storage,
            state: CountingState::new(zkml_runtime::genesis::development([]))?,
        })
    }

    /// Runs them all. At each point the benchmark's own assertions are run once, unmeasured. `progress` is told of every
    /// point that is done: which of how many, and what.
    pub fn run(
        &self,
        sampling: Sampling,
        mut progress: impl FnMut(usize, usize, &str),
    ) -> Result<Vec<Measured>, Error> {
        if sampling.steps < 2 || sampling.repeat < 1 {
            return Err(Error::Sampling);
        }
        let mut measured: Vec<_> = self
            .list
            .benchmarks
            .iter()
            .map(|benchmark| Measured {
                name: String::from_utf8_lossy(&benchmark.name).into_owned(),
                components: benchmark.components.iter().map(|&(name, min, max)| Component { name, min, max }).collect(),
                results: Vec::new(),
            })
            .collect();
        let total = measured.iter().map(|benchmark| points(&benchmark.components, sampling.steps).len()).sum();
        let mut done = 0;
        for benchmark in &mut measured {
            for point in points(&benchmark.components, sampling.steps) {
                self.dispatch(&benchmark.name, &point, true, 1)?;
                let results = self.dispatch(&benchmark.name, &point, false, sampling.repeat)?;
                benchmark.results.extend(results);
                done += 1;
                progress(done, total, &at(&benchmark.name, &point));
            }
        }
        Ok(measured)
    }

    fn dispatch(
        &self,
        benchmark: &str,
        point: &[(BenchmarkParameter, u32)],
        verify: bool,
        repeat: u32,
    ) -> Result<Vec<BenchmarkResult>, Error> {
        let config = BenchmarkConfig {
            pallet: self.list.pallet.clone(),
            instance: self.list.instance.clone(),
            benchmark: benchmark.as_bytes().to_vec(),
            selected_components: point.to_vec(),
            verify,
            internal_repeats: repeat,
        };
        let mut batches = self
            .state
            .execute(|| dispatch_benchmark(config))
            .map_err(|cause| Error::Failed { at: at(benchmark, point), cause })?;
        let not_measured = |reason| Error::NotMeasured { at: at(benchmark, point), reason };
        let results = match batches.pop() {
            Some(batch) if batches.is_empty() => batch.results,
            _ => return Err(not_measured("it was skipped")),
        };
        // The macros turn `Override` and `Weightless` into results as well.
        if results.len() != repeat as usize || results.iter().any(|result| result.extrinsic_time == 0) {
            return Err(not_measured("it declares a weight or none in place of running"));
        }
        if results
            .iter()
            .flat_map(|result| &result.keys)
            .any(|(key, ..)| [b"Benchmark Override".as_slice(), b"Skipped Metadata"].contains(&key.as_slice()))
        {
            return Err(not_measured("it does not count its reads and writes"));
        }
        Ok(results)
    }
}

/// Where to measure: each component from its least value to its greatest, the others at their greatest.
fn points(components: &[Component], steps: u32) -> Vec<Vec<(BenchmarkParameter, u32)>> {
    if components.is_empty() {
        return vec![vec![]];
    }
    let varied = components.iter().enumerate().flat_map(|(varied, component)| {
        let span = u64::from(component.max.saturating_sub(component.min));
        let mut values: Vec<u32> =
            (0..u64::from(steps)).map(|step| component.min + (span * step / u64::from(steps - 1)) as u32).collect();
        values.dedup();
        values.into_iter().map(move |value| {
            let value_of = |(i, c): (usize, &Component)| (c.name, if i == varied { value } else { c.max });
            components.iter().enumerate().map(value_of).collect()
        })
    });
    varied.collect()
}

/// A benchmark at a point, as people read it.
pub fn at(benchmark: &str, point: &[(BenchmarkParameter, u32)]) -> String {
    let point: Vec<_> = point.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    if point.is_empty() {
        benchmark.into()
    } else {
        format!("{benchmark} at {}", point.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BenchmarkParameter::{k, n};

    #[test]
    fn points_span_each_component_with_the_others_at_their_greatest() {
        let component = |name, min, max| Component { name, min, max };
        assert_eq!(points(&[], 5), [vec![]]);
        assert_eq!(points(&[component(n, 2, 256)], 3), [vec![(n, 2)], vec![(n, 129)], vec![(n, 256)]]);
        assert_eq!(
            points(&[component(n, 0, 4), component(k, 7, 8)], 3),
            [[(n, 0), (k, 8)], [(n, 2), (k, 8)], [(n, 4), (k, 8)], [(n, 4), (k, 7)], [(n, 4), (k, 8)]]
        );
    }

    #[test]
    fn names_the_pallets_that_there_are() {
        let error = Benchmarks::of("pallet_x").err().unwrap();
        assert_eq!(
            error.to_string(),
            "the runtime has no benchmarks of pallet_x; it has those of pallet_zkml, pallet_zkml_attestations, \
             pallet_credit_line, pallet_personhood"
        );
    }

    #[test]
    fn reports_what_a_failing_benchmark_says() {
        let benchmarks = Benchmarks::of("pallet_zkml").unwrap();
        let error = benchmarks.dispatch("no_such_benchmark", &[], false, 1).unwrap_err();
        assert_eq!(error.to_string(), "no_such_benchmark failed: Could not find extrinsic.");
    }
}
