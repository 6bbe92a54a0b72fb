//! Prints how many verifications a block of the runtime has room for, as a table in Markdown.

use benchmarking::capacity::{capacity, HEADINGS};
use std::process::ExitCode;

fn main() -> ExitCode {
    match capacity() {
        Ok(blocks) => {
            println!("{HEADINGS}");
            blocks.iter().for_each(|block| println!("{block}"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
