//! Interleaved repetitions and their medians.

use super::{
    cases::{Case, Name},
    module::{Module, Runs},
    operations::{self, Task},
    Engine, Error,
};
use rustix::time::{clock_gettime, ClockId};

/// Processor time that a sample takes at least, in seconds, so that the clock's own cost does not matter.
const SAMPLE: f64 = 0.01;
/// Most repetitions within one sample.
const MOST_TIMES: u32 = 1 << 16;

/// Medians, in seconds of processor time.
#[derive(Clone, Debug, Default)]
pub struct Medians(Vec<(Name, Engine, f64)>);

impl Medians {
    /// Of one operation.
    pub fn get(&self, name: Name, engine: Engine) -> Option<f64> {
        self.iter().find(|(n, e, _)| (*n, *e) == (name, engine)).map(|(.., seconds)| seconds)
    }

    /// All, in the order in which they were measured.
    pub fn iter(&self) -> impl Iterator<Item = (Name, Engine, f64)> + '_ {
        self.0.iter().copied()
    }
}

/// A case made ready on an engine.
struct Ready<'a> {
    case: &'a Case,
    engine: Engine,
    /// In this process.
    task: Option<Task>,
    /// Runs within one sample.
    times: u32,
    samples: Vec<f64>,
}

/// Runs on an engine.
struct Runner<'a> {
    module: &'a Module,
    case: &'a Case,
    engine: Engine,
}

impl Runner<'_> {
    fn unsound(&self, what: &'static str) -> Error {
        Error::Unsound { operation: self.case.name.operation, engine: self.engine, what }
    }

    /// The task in this process, if that is where it runs.
    fn task(&self, inputs: &[Vec<u8>]) -> Result<Option<Task>, Error> {
        if self.engine != Engine::Native {
            return Ok(None);
        }
        let Name { operation, curve, .. } = self.case.name;
        operations::task(operation, curve, self.engine.arithmetic(), inputs.to_vec())
            .map(Some)
            .ok_or_else(|| self.unsound(REFUSES))
    }

    /// Runs once, and so many times with the clock.
    fn run(&self, task: Option<&Task>, inputs: &[Vec<u8>], times: u32) -> Result<Runs, Error> {
        let Some(task) = task else {
            let Name { operation, curve, .. } = self.case.name;
            let runs = self.module.run(operation, curve, self.engine.arithmetic(), inputs, times)?;
            return runs.ok_or_else(|| self.unsound(REFUSES));
        };
        let mut succeeded = u32::from(task());
        let start = processor_nanoseconds();
        for _ in 0..times {
            succeeded += u32::from(task());
        }
        Ok(Runs { succeeded, nanoseconds: processor_nanoseconds() - start })
    }

    /// Seconds of one run, of which all must succeed.
    fn seconds(&self, task: Option<&Task>, times: u32) -> Result<f64, Error> {
        let runs = self.run(task, &self.case.inputs, times)?;
        if runs.succeeded != times + 1 {
            return Err(self.unsound("does not succeed"));
        }
        Ok(runs.nanoseconds as f64 * 1e-9 / f64::from(times))
    }
}

const REFUSES: &str = "does not take its inputs";

/// Measures all cases on all engines that have them so many times, one sample of each after another, so that what else the
/// machine does falls on all alike. `progress` is told how many repetitions are done.
pub fn measure(cases: &[Case], module: &Module, repetitions: u32, progress: impl Fn(u32)) -> Result<Medians, Error> {
    if repetitions == 0 {
        return Err(Error::Repetitions);
    }
    let mut ready = Vec::new();
    for case in cases {
        for engine in Engine::ALL.into_iter().filter(|engine| engine.has(&case.name)) {
            ready.push(make_ready(Runner { module, case, engine })?);
        }
    }
    for done in 0..repetitions {
        progress(done);
        for Ready { case, engine, task, times, samples } in &mut ready {
            samples.push(Runner { module, case, engine: *engine }.seconds(task.as_ref(), *times)?);
        }
    }
    Ok(Medians(ready.into_iter().map(|ready| (ready.case.name, ready.engine, median(ready.samples))).collect()))
}

/// Checks that a task tells true from false, and finds how often to run it in a sample.
fn make_ready(runner: Runner<'_>) -> Result<Ready<'_>, Error> {
    let Runner { case, engine, .. } = runner;
    if let Some(forged) = &case.forged {
        let task = runner.task(forged)?;
        if runner.run(task.as_ref(), forged, 1)?.succeeded != 0 {
            return Err(runner.unsound("accepts a forged proof"));
        }
    }
    let task = runner.task(&case.inputs)?;
    let mut times = 1;
    while runner.seconds(task.as_ref(), times)? * f64::from(times) < SAMPLE && times < MOST_TIMES {
        times *= 2;
    }
    Ok(Ready { case, engine, task, times, samples: Vec::new() })
}

/// Processor time of all threads of this process, in nanoseconds.
pub fn processor_nanoseconds() -> u64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs()
}

/// The middle of numbers, of which there is one at least.
pub fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    let middle = samples.len() / 2;
    if samples.len() % 2 == 1 {
        samples[middle]
    } else {
        (samples[middle - 1] + samples[middle]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
