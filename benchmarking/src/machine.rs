//! What a source file says about where it was measured.

use std::fs;

/// Where and when measurements were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Model of the processor.
    pub cpu: String,
    /// Cores that this process may use.
    pub cores: usize,
    /// The compiler.
    pub rustc: &'static str,
    /// The day, in UTC, as `year-month-day`.
    pub date: String,
}

impl Machine {
    /// This one, today.
    pub fn here() -> Self {
        Self {
            cpu: cpu_model().unwrap_or_else(|| "unknown processor".into()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            rustc: env!("RUSTC_VERSION"),
            date: time::OffsetDateTime::now_utc().date().to_string(),
        }
    }
}

fn cpu_model() -> Option<String> {
    let info = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = info.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Processes that wanted to run during the last minute, where the system says so.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}
