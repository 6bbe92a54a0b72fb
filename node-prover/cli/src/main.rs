//! `zkml`: from an ONNX file to a proof that a chain accepts.

mod args;
mod commands;
mod error;
mod files;
mod ui;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;
use ui::Ui;

fn main() -> ExitCode {
    let args = Args::parse();
    let ui = Ui::new(args.json);
    let outcome = match &args.command {
        Command::Inspect(args) => commands::inspect::run(args),
        Command::Compile(args) => commands::compile::run(args, &ui),
        Command::Infer(args) => commands::infer::run(args),
        Command::Commit(args) => commands::commit::run(args),
        Command::Open(args) => commands::open::run(args),
        Command::Setup(args) => commands::setup::run(args, &ui),
        Command::Prove(args) => commands::prove::run(args, &ui),
        Command::Verify(args) => commands::verify::run(args),
        Command::Export(args) => commands::export::run(args),
        Command::Demo(args) => commands::demo::run(args, &ui),
    };
    match outcome {
        Ok(report) => ui.report(&report),
        Err(error) => ui.error(&error),
    }
}
