//! What people and programs see: progress on stderr, one report on stdout.

use crate::error::{CliError, Code};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{json, Value};
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

/// Version of the JSON contract.
pub const SCHEMA: u32 = 1;

/// What a command has to say: to programs and to people.
pub struct Report {
    /// An object; `schema` is added.
    pub json: Value,
    /// Lines of text.
    pub text: String,
    /// What a program sees in the exit code: 0, or what the command found.
    pub exit: u8,
}

impl Report {
    pub fn new(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), exit: 0 }
    }
}

pub struct Ui {
    json: bool,
}

impl Ui {
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Says something to a person: on stdout, or on stderr where stdout belongs to a program.
    pub fn say(&self, text: &str) {
        if self.json {
            eprintln!("{text}");
        } else {
            // A reader that has gone away is no reason to fail.
            let _ = writeln!(std::io::stdout(), "{text}");
        }
    }

    /// Says one of many things as they happen: an object on a line of its own, or text.
    pub fn say_line(&self, json: &Value, text: &str) {
        let line = if self.json { with_schema(json.clone()).to_string() } else { text.to_owned() };
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    /// Warns on stderr where stdout belongs to a program. People read warnings at the end of the report, where they are last seen.
    pub fn warn(&self, warning: &str) {
        if self.json {
            eprintln!("WARNING: {warning}");
        }
    }

    /// Runs a step with a spinner and the time it takes; the step may say how far it is.
    pub fn step<T>(&self, what: &str, run: impl FnOnce(&ProgressBar) -> T) -> (T, Duration) {
        let started = Instant::now();
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {msg} [{elapsed}]") {
            bar.set_style(style);
        }
        bar.set_prefix(what.to_owned());
        if std::io::stderr().is_terminal() {
            bar.enable_steady_tick(Duration::from_millis(100));
        } else {
            eprintln!("{what} …");
        }
        let result = run(&bar);
        bar.finish_and_clear();
        (result, started.elapsed())
    }

    pub fn report(&self, report: &Report) -> ExitCode {
        let mut stdout = std::io::stdout();
        let text =
            if self.json { with_schema(report.json.clone()).to_string() } else { report.text.trim_end().to_owned() };
        match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
            // A reader that has gone away is no reason to fail; a full disk is.
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
                eprintln!("zkml: failed to write the report: {e}; check where stdout goes");
                ExitCode::from(Code::Io as u8)
            }
            _ => ExitCode::from(report.exit),
        }
    }

    pub fn error(&self, error: &CliError) -> ExitCode {
        if self.json {
            let object = json!({
                "error": format!("failed to {}", error.failed_to),
                "cause": error.cause,
                "help": error.help,
                "exit_code": error.code as u8,
            });
            let _ = writeln!(std::io::stdout(), "{}", with_schema(object));
        } else {
            eprintln!("zkml: {}", error.line());
        }
        ExitCode::from(error.code as u8)
    }
}

fn with_schema(mut object: Value) -> Value {
    object["schema"] = json!(SCHEMA);
    object
}

pub fn hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// Bytes as people read them.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} B"),
        10_000..=9_999_999 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A count with thin groups of three digits.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Rows under a head, columns as wide as they need; all but the first are aligned to the right.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain(head.get(column).map(|cell| cell.chars().count())).max().unwrap_or(0)
    };
    let line = |cells: Vec<&str>| {
        let mut text = String::from(" ");
        for (column, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(width(column).saturating_sub(cell.chars().count()));
            text += &if column < 2 { format!(" {cell}{pad} ") } else { format!(" {pad}{cell} ") };
        }
        text.trim_end().to_owned()
    };
    let rows = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    std::iter::once(line(head.to_vec())).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The most memory that this process has had, in MB of 2^20 bytes, where the system says so.
pub fn peak_rss_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kib / 1024.0 * 10.0).round() / 10.0)
}

/// Seconds with three decimals, for JSON.
pub fn seconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e3).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn tables_align_numbers_to_the_right() {
        let rows = [vec!["fc1".to_owned(), "Dense".to_owned(), "5".to_owned()]];
        assert_eq!(table(&["layer", "op", "count"], &rows), "  layer  op     count\n  fc1    Dense      5");
    }
}
