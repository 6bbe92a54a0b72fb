//! Measures a pallet of the runtime and writes its weight file. Exits with 1 and writes nothing if anything about the
//! measurement is wrong.

use benchmarking::{
    machine::{load, Machine},
    reality,
    render::WeightFile,
    run::{Benchmarks, Sampling},
    weigh::Weighed,
    Error,
};
use clap::Parser;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Measures a pallet of the runtime and writes its weight file.
#[derive(Parser)]
struct Arguments {
    /// The pallet's crate, as in pallet_zkml.
    #[arg(long)]
    pallet: String,
    /// Values of each component, from its least to its greatest.
    #[arg(long, default_value_t = 20)]
    steps: u32,
    /// Measurements at each value.
    #[arg(long, default_value_t = 10)]
    repeat: u32,
    /// Where to write the file.
    #[arg(long)]
    output: PathBuf,
}

fn main() -> ExitCode {
    // The host functions of curves compute on as many cores as there are. A block's weight is that of one.
    std::env::set_var("RAYON_NUM_THREADS", "1");
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    if cfg!(debug_assertions) {
        return Err(Error::DebugBuild);
    }
    let Arguments { pallet, steps, repeat, output } = arguments;
    let sampling = Sampling { steps: *steps, repeat: *repeat };
    if let Some(load) = load().filter(|load| *load >= 1.0) {
        eprintln!("warning: the machine is busy (load {load}); times will be too long");
    }
    reality::check_runtime()?;

    let benchmarks = Benchmarks::of(pallet)?;
    let measured = benchmarks.run(sampling, |done, total, at| eprintln!("[{done}/{total}] {at}"))?;
    let calls = measured
        .iter()
        .map(|measured| {
            reality::check_time(measured, reality::floor)?;
            Weighed::new(measured, &benchmarks.storage)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let command = std::iter::once("cargo run --release -p benchmarking --bin weights --".to_owned())
        .chain(std::env::args().skip(1))
        .collect::<Vec<_>>()
        .join(" ");
    let file = WeightFile { pallet, command: &command, machine: &Machine::here(), sampling, calls: &calls };
    write(output, &file.render())?;
    eprintln!("wrote {}", output.display());
    Ok(())
}

/// Writes beside and renames, so that a file is there in full or as it was.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    let beside = path.with_extension("rs.new");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|cause| Error::Write { path: path.into(), cause })
}
