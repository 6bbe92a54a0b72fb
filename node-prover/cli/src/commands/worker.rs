//! `zkml worker`: proves the jobs of a service's queue.

use super::serve::{run_until_ended, work_options};
use crate::{args, error::CliError, ui::Report};
use zkml_service::work;

pub fn run(args: &args::Worker) -> Result<Report, CliError> {
    run_until_ended(&args.proving, work(work_options(&args.proving, args.jobs as usize)))
}
