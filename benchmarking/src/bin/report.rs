//! Measures verification natively, in Wasm and with host functions, beside arkworks' own verifier, and writes the report and
//! its chart. Exits with 1 and writes nothing if anything about the measurement is wrong.

use benchmarking::{
    capacity::{capacity, HEADINGS, PUBLIC_INPUTS},
    machine::{load, Machine},
    verification::{
        cases::{cases, CURVES},
        charge::{charges, check, Charge},
        measure::measure,
        module::Module,
        report::{charge_table, Report},
        Error,
    },
};
use clap::Parser;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use zkml_primitives::CurveId;

/// Measures verification natively, in Wasm and with host functions, and writes the report.
#[derive(Parser)]
struct Arguments {
    /// The Wasm module, which `benchmarking/report` builds.
    #[arg(long, required_unless_present = "charges")]
    module: Option<PathBuf>,
    /// The runtime as Wasm, for what its calls are charged.
    #[arg(long)]
    runtime: Option<PathBuf>,
    /// Only what calls are charged: prints that and writes nothing. Fails if a charge is far from what the call takes.
    #[arg(long, requires = "runtime")]
    charges: bool,
    /// What built the module, for the report to name.
    #[arg(long, default_value = "an unnamed compiler")]
    module_compiler: String,
    /// Repetitions, of which medians are taken.
    #[arg(long, default_value_t = 15)]
    repetitions: u32,
    /// One curve only: bn254 or bls12-381.
    #[arg(long, value_parser = curve)]
    curve: Option<CurveId>,
    /// The folder to write REPORT.md and report.svg to.
    #[arg(long, default_value = ".")]
    output: PathBuf,
    /// Also writes all medians to a file.
    #[arg(long)]
    json: Option<PathBuf>,
}

fn curve(name: &str) -> Result<CurveId, String> {
    CURVES.into_iter().find(|curve| curve.name() == name).ok_or_else(|| "not one of bn254 and bls12-381".into())
}

fn main() -> ExitCode {
    // The host functions compute on as many cores as there are. What a block is charged for is the time of one.
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
    if let Some(load) = load().filter(|load| *load >= 1.0) {
        eprintln!("warning: the machine is busy (load {load}); ratios of one run are what to compare");
    }
    let Arguments { module, runtime, module_compiler, repetitions, output, json, .. } = arguments;
    let charges = runtime.as_ref().map(|path| measure_charges(path, *repetitions)).transpose()?;
    if let (true, Some(charges)) = (arguments.charges, &charges) {
        println!("{}", charge_table(charges));
        return check(charges);
    }
    let Some(module) = module else { return Ok(()) };
    let module = Module::open(module)?;
    let curves = arguments.curve.map_or(CURVES.to_vec(), |curve| vec![curve]);
    let cases = curves.iter().flat_map(|curve| cases(*curve)).collect::<Vec<_>>();
    eprintln!("{} operations, each natively, in Wasm and with host functions", cases.len());
    let medians = measure(&cases, &module, *repetitions, |done| eprintln!("[{}/{repetitions}] repetition", done + 1))?;

    let sizes = cases.iter().map(|case| (case.name, case.inputs[0].len())).collect::<Vec<_>>();
    let report = Report { charges: charges.as_deref(), curves: &curves, medians: &medians, sizes: &sizes };
    let Machine { cpu, cores, rustc, date } = Machine::here();
    let markdown = format!(
        "# What a verification costs\n\n\
         Written by `benchmarking/report` on {date}: {cpu}, {cores} cores; native code by {rustc}, Wasm by \
         {module_compiler}. Medians of {repetitions} repetitions, processor time, on one thread (`RAYON_NUM_THREADS=1`: host \
         functions compute on all cores otherwise). Ratios of one run are what to compare; times move with the machine.\n\n\
         Wasm is run as nodes run a runtime: by sc-executor, compiled by wasmtime, in a pooled instance, with the node's \
         allocator; host functions are the standard ones for BLS12-381 (RFC-163), with all crossings and encodings in the \
         time. Ours reads a key that was checked and prepared when it was registered, and decodes a proof with all checks, as \
         `submit_proof` does. arkworks decodes and checks the key as well, which `key unchecked` leaves out.\n\n\
         ![Milliseconds against public inputs and against the size of a batch](report.svg)\n\n{}\n{}",
        report.markdown(),
        block()?
    );
    let mut files = vec![(output.join("REPORT.md"), markdown), (output.join("report.svg"), report.chart().svg())];
    files.extend(json.as_ref().map(|path| (path.clone(), format!("{:#}\n", report.json()))));
    write(&files)?;
    for (path, _) in files {
        eprintln!("wrote {}", path.display());
    }
    Ok(())
}

/// What the charges come to in a block.
fn block() -> Result<String, Error> {
    let lines = capacity()?.iter().map(|line| format!("{line}\n")).collect::<String>();
    Ok(format!(
        "### Room in a block, by what is charged, for proofs of {PUBLIC_INPUTS} public inputs\n\n{HEADINGS}\n{lines}"
    ))
}

fn measure_charges(path: &Path, repetitions: u32) -> Result<Vec<Charge>, Error> {
    let runtime = fs::read(path).map_err(|cause| Error::Read { path: path.into(), cause })?;
    eprintln!("calls of the runtime {}", path.display());
    charges(&runtime, repetitions)
}

/// Writes all beside their places and renames them then, so that a file is there in full or as it was.
fn write(files: &[(PathBuf, String)]) -> Result<(), Error> {
    let beside = |path: &Path| path.with_extension("new");
    let failed = |path: &Path, cause| Error::Write { path: path.into(), cause };
    for (path, text) in files {
        fs::write(beside(path), text).map_err(|cause| failed(path, cause))?;
    }
    for (path, _) in files {
        fs::rename(beside(path), path).map_err(|cause| failed(path, cause))?;
    }
    Ok(())
}
