//! Interleaved repetitions and their medians.

use super::{
    cases::{Case, Name},
    module::Module,
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
struct Ready {
    name: Name,
    place: Place,
    /// Runs within one sample.
    times: u32,
    samples: Vec<f64>,
}

enum Place {
    Native(Task),
    Wasm(u32),
}

impl Place {
    fn new(case: &Case, inputs: &[Vec<u8>], engine: Engine, module: &mut Module) -> Result<Self, Error> {
        let Name { operation, curve, .. } = case.name;
        let place = match engine {
            Engine::Native => operations::task(operation, curve, inputs.to_vec()).map(Place::Native),
            Engine::Wasm => module.load(operation, curve, inputs)?.map(Place::Wasm),
        };
        place.ok_or(Error::Unsound { operation, engine, what: "does not take its inputs" })
    }

    /// How often the task succeeded.
    fn run(&self, times: u32, module: &mut Module) -> Result<u32, Error> {
        match self {
            Place::Native(task) => Ok((0..times).map(|_| u32::from(task())).sum()),
            Place::Wasm(task) => module.run(*task, times),
        }
    }

    fn seconds(&self, times: u32, module: &mut Module) -> Result<f64, Error> {
        let start = processor_time();
        self.run(times, module)?;
        Ok(processor_time() - start)
    }

    const fn engine(&self) -> Engine {
        match self {
            Place::Native(_) => Engine::Native,
            Place::Wasm(_) => Engine::Wasm,
        }
    }
}

/// Measures all cases on all engines so many times, one sample of each after another, so that what else the machine does
/// falls on all alike. `progress` is told how many repetitions are done.
pub fn measure(
    cases: &[Case],
    module: &mut Module,
    repetitions: u32,
    progress: impl Fn(u32),
) -> Result<Medians, Error> {
    if repetitions == 0 {
        return Err(Error::Repetitions);
    }
    let mut ready = Vec::new();
    for case in cases {
        for engine in Engine::ALL {
            ready.push(make_ready(case, engine, module)?);
        }
    }
    for done in 0..repetitions {
        progress(done);
        for case in &mut ready {
            case.samples.push(case.place.seconds(case.times, module)? / f64::from(case.times));
        }
    }
    Ok(Medians(ready.into_iter().map(|case| (case.name, case.place.engine(), median(case.samples))).collect()))
}

/// Checks that a task tells true from false, and finds how often to run it in a sample.
fn make_ready(case: &Case, engine: Engine, module: &mut Module) -> Result<Ready, Error> {
    let unsound = |what| Error::Unsound { operation: case.name.operation, engine, what };
    if let Some(forged) = &case.forged {
        if Place::new(case, forged, engine, module)?.run(1, module)? != 0 {
            return Err(unsound("accepts a forged proof"));
        }
    }
    let place = Place::new(case, &case.inputs, engine, module)?;
    if place.run(1, module)? != 1 {
        return Err(unsound("does not succeed"));
    }
    let mut times = 1;
    while place.seconds(times, module)? < SAMPLE && times < MOST_TIMES {
        times *= 2;
    }
    Ok(Ready { name: case.name, place, times, samples: Vec::new() })
}

/// Processor time of all threads of this process, in seconds.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

fn median(mut samples: Vec<f64>) -> f64 {
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
