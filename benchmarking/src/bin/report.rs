//! Measures verification natively and in Wasm, beside arkworks' own verifier, and prints Markdown. Exits with 1 and prints
//! no table if anything about the measurement is wrong.

use benchmarking::{
    machine::Machine,
    verification::{
        cases::{cases, CURVES},
        measure::measure,
        module::{build, Module},
        report::Report,
        Error,
    },
};
use clap::Parser;
use std::{fs, path::PathBuf, process::ExitCode};
use zkml_primitives::CurveId;

/// Measures verification natively and in Wasm, beside arkworks' own verifier, and prints Markdown.
#[derive(Parser)]
struct Arguments {
    /// Repetitions, of which medians are taken.
    #[arg(long, default_value_t = 15)]
    repetitions: u32,
    /// One curve only: bn254 or bls12-381.
    #[arg(long, value_parser = curve)]
    curve: Option<CurveId>,
    /// A module that was built already; otherwise it is built with $CARGO or `cargo`.
    #[arg(long)]
    module: Option<PathBuf>,
    /// Also writes all medians to a file.
    #[arg(long)]
    json: Option<PathBuf>,
}

fn curve(name: &str) -> Result<CurveId, String> {
    CURVES.into_iter().find(|curve| curve.name() == name).ok_or_else(|| "not one of bn254 and bls12-381".into())
}

fn main() -> ExitCode {
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
    let path = match &arguments.module {
        Some(path) => path.clone(),
        None => build()?,
    };
    let mut module = Module::open(&path)?;
    let curves = arguments.curve.map_or(CURVES.to_vec(), |curve| vec![curve]);
    let cases = curves.iter().flat_map(|curve| cases(*curve)).collect::<Vec<_>>();
    eprintln!("{} operations, each natively and in Wasm", cases.len());
    let repetitions = arguments.repetitions;
    let medians =
        measure(&cases, &mut module, repetitions, |done| eprintln!("[{}/{repetitions}] repetition", done + 1))?;

    let sizes = cases.iter().map(|case| (case.name, case.inputs[0].len())).collect::<Vec<_>>();
    let report = Report { curves: &curves, medians: &medians, sizes: &sizes };
    if let Some(path) = &arguments.json {
        fs::write(path, format!("{:#}\n", report.json()))
            .map_err(|cause| Error::Write { path: path.clone(), cause })?;
    }
    let Machine { cpu, cores, rustc, date } = Machine::here();
    println!("{cpu}, {cores} cores; native code by {rustc}; {date}; medians of {repetitions}, processor time\n");
    println!("{}", report.markdown());
    Ok(())
}
