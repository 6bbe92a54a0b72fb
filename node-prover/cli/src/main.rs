//! `zkml`: from an ONNX file to a proof that a chain accepts.

mod args;
mod commands;
mod error;
mod files;
mod service;
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
        Command::Register(args) => commands::register::run(args, &ui),
        Command::Submit(args) => commands::submit::run(args, &ui),
        Command::Batch(args) => commands::batch::run(args, &ui),
        Command::Status(args) => commands::status::run(args, &ui),
        Command::Watch(args) => commands::watch::run(args, &ui),
        Command::Models(args) => commands::models::run(args, &ui),
        Command::Receipts(args) => commands::receipts::run(args, &ui),
        Command::Request(args) => commands::request::run(args, &ui),
        Command::Requests(args) => commands::requests::run(args, &ui),
        Command::Cancel(args) => commands::cancel::run(args, &ui),
        Command::Bond(args) => commands::bond::run(args, &ui),
        Command::Delegate(args) => commands::delegate::run(args, &ui),
        Command::Operate(args) => commands::operate::run(args, &ui),
        Command::Serve(args) => commands::serve::run(args),
        Command::Worker(args) => commands::worker::run(args),
    };
    match outcome {
        Ok(report) => ui.report(&report),
        Err(error) => ui.error(&error),
    }
}
