//! `zkml serve`: a prover for others.

use crate::{
    args,
    error::{CliError, Code},
    ui::Report,
};
use serde_json::json;
use std::{future::Future, time::Duration};
use zkml_service::{
    logs, serve,
    tokens::{new_token, Role},
    LogFormat, ServeOptions, ServiceError, WorkOptions,
};

pub fn run(args: &args::Serve) -> Result<Report, CliError> {
    if let Some(name) = &args.new_token {
        let role = match args.role {
            args::RoleArg::Client => Role::Client,
            args::RoleArg::Operator => Role::Operator,
        };
        let (token, lines) = new_token(name, role).map_err(CliError::service)?;
        let text = format!("  token, for the client alone:\n\n{token}\n\n  for the file of --tokens:\n\n{lines}");
        return Ok(Report::new(json!({ "token": token, "lines": lines }), text));
    }
    let mut options = ServeOptions::new(work_options(&args.proving, args.jobs), args.listen);
    options.allow_host = args.allow_host.clone();
    options.tokens = args.tokens.clone();
    options.limits.rate = args.rate;
    options.limits.body = args.max_body.map_or(0, |bytes| bytes as usize);
    options.limits.jobs = args.max_jobs;
    options.limits.inputs = args.max_inputs;
    options.limits.input_retention = days(args.keep_inputs);
    run_until_ended(&args.proving, serve(options))
}

fn days(days: u64) -> Duration {
    Duration::from_secs(days.saturating_mul(24 * 3600))
}

/// What a service and a worker have in common.
pub fn work_options(args: &args::Proving, jobs: usize) -> WorkOptions {
    let mut options = WorkOptions::new(args.data.clone());
    options.models = args.models.clone();
    options.model = args.model.clone();
    options.queue = args.queue.clone();
    options.jobs = jobs;
    options.memory = args.memory.map(|mebibytes| mebibytes << 20);
    options.lease = Duration::from_secs(args.lease);
    options.grace = Duration::from_secs(args.grace);
    options.input_grace = Duration::from_secs(args.input_grace.saturating_mul(3600));
    options.job_retention = days(args.keep_jobs);
    options
}

/// Runs until the program is asked to end, or cannot go on.
pub fn run_until_ended(
    args: &args::Proving,
    run: impl Future<Output = Result<(), ServiceError>>,
) -> Result<Report, CliError> {
    logs(match args.log {
        args::LogArg::Text => LogFormat::Text,
        args::LogArg::Json => LogFormat::Json,
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| CliError::new("start", e.to_string(), "see how many threads this user may have", Code::Io))?;
    runtime.block_on(run).map_err(CliError::service)?;
    Ok(Report::new(json!({ "ended": "as asked" }), "  ended as asked"))
}
