//! Runs the benchmarks of a pallet natively, to see what they read and write and that they do their work.

use crate::{state::CountingState, Error};
use frame_benchmarking::{BenchmarkConfig, BenchmarkList, BenchmarkMetadata, BenchmarkParameter, BenchmarkResult};
use zkml_runtime::benchmarks::{benchmark_metadata, dispatch_benchmark};

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
    /// One at the least and one at the greatest value of each component.
    pub results: Vec<BenchmarkResult>,
}

/// The benchmarks of a pallet, ready to run.
pub struct Benchmarks {
    list: BenchmarkList,
    state: CountingState,
}

impl Benchmarks {
    /// Of a pallet by its crate's name, as in `pallet_zkml`.
    pub fn of(pallet: &str) -> Result<Self, Error> {
        let (mut lists, _) = benchmark_metadata(false);
        let Some(found) = lists.iter().position(|list| list.pallet == pallet.as_bytes()) else {
            let known: Vec<_> = lists.iter().map(|list| String::from_utf8_lossy(&list.pallet)).collect();
            return Err(Error::UnknownPallet { pallet: pallet.into(), known: known.join(", ") });
        };
        Ok(Self { list: lists.swap_remove(found), state: CountingState::new(zkml_runtime::genesis::development([]))? })
    }

    /// Runs them all, at the least and at the greatest value of each component. There the benchmark's own assertions are run
    /// first, unmeasured.
    pub fn run(&self) -> Result<Vec<Measured>, Error> {
        let measure = |benchmark: &BenchmarkMetadata| {
            let name = String::from_utf8_lossy(&benchmark.name).into_owned();
            let components: Vec<_> =
                benchmark.components.iter().map(|&(name, min, max)| Component { name, min, max }).collect();
            let mut results = Vec::new();
            for point in points(&components) {
                self.dispatch(&name, &point, true)?;
                results.extend(self.dispatch(&name, &point, false)?);
            }
            Ok(Measured { name, components, results })
        };
        self.list.benchmarks.iter().map(measure).collect()
    }

    fn dispatch(
        &self,
        benchmark: &str,
        point: &[(BenchmarkParameter, u32)],
        verify: bool,
    ) -> Result<Vec<BenchmarkResult>, Error> {
        let config = BenchmarkConfig {
            pallet: self.list.pallet.clone(),
            instance: self.list.instance.clone(),
            benchmark: benchmark.as_bytes().to_vec(),
            selected_components: point.to_vec(),
            verify,
            internal_repeats: 1,
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
        if results.len() != 1 || results.iter().any(|result| result.extrinsic_time == 0) {
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

/// Where to run: each component at its least and its greatest value, the others at their greatest.
fn points(components: &[Component]) -> Vec<Vec<(BenchmarkParameter, u32)>> {
    let greatest: Vec<_> = components.iter().map(|component| (component.name, component.max)).collect();
    let least =
        components.iter().enumerate().filter(|(_, component)| component.min < component.max).map(|(i, component)| {
            let mut point = greatest.clone();
            point[i].1 = component.min;
            point
        });
    least.chain([greatest.clone()]).collect()
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
    fn points_are_the_ends_of_each_component_with_the_others_at_their_greatest() {
        let component = |name, min, max| Component { name, min, max };
        assert_eq!(points(&[]), [vec![]]);
        assert_eq!(points(&[component(n, 2, 256)]), [vec![(n, 2)], vec![(n, 256)]]);
        assert_eq!(points(&[component(n, 3, 3)]), [vec![(n, 3)]]);
        assert_eq!(
            points(&[component(n, 0, 4), component(k, 7, 8)]),
            [[(n, 0), (k, 8)], [(n, 4), (k, 7)], [(n, 4), (k, 8)]]
        );
    }

    #[test]
    fn names_the_pallets_that_there_are() {
        let error = Benchmarks::of("pallet_x").err().unwrap();
        assert_eq!(
            error.to_string(),
            "the runtime has no benchmarks of pallet_x; it has those of pallet_zkml, pallet_zkml_attestations, \
             pallet_zkml_market, pallet_credit_line, pallet_personhood, pallet_game, pallet_agent"
        );
    }

    #[test]
    fn reports_what_a_failing_benchmark_says() {
        let benchmarks = Benchmarks::of("pallet_zkml").unwrap();
        let error = benchmarks.dispatch("no_such_benchmark", &[], false).unwrap_err();
        assert_eq!(error.to_string(), "no_such_benchmark failed: Could not find extrinsic.");
    }
}
