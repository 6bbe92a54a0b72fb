//! Services and workers as processes of their own: this very program, told by its first argument to be one.
#![allow(dead_code)] // Each program uses some of it.

use crate::common::Client;
use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use zkml_service::{logs, serve, work, LogFormat, ServeOptions, WorkOptions};

/// What all processes of a run share.
#[derive(Clone, Debug)]
pub struct Fleet {
    pub models: PathBuf,
    /// A folder for SQLite, or the address of another queue.
    pub queue: String,
    pub address: SocketAddr,
    pub lease: u64,
}

impl Fleet {
    pub fn new(models: &Path, queue: &str, lease: u64) -> Self {
        // Free now; whoever takes it in between makes the run fail at its start.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        Self { models: models.to_owned(), queue: queue.to_owned(), address, lease }
    }

    pub fn client(&self) -> Client {
        Client { address: self.address, token: None }
    }

    fn start(&self, role: &str, jobs: usize) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args([role, &self.queue, &self.address.to_string(), &jobs.to_string(), &self.lease.to_string()])
            .arg(&self.models)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    pub fn serve(&self, jobs: usize) -> Child {
        self.start("serve", jobs)
    }

    pub fn work(&self) -> Child {
        self.start("work", 1)
    }

    /// Until the service answers.
    pub fn wait_until_up(&self) {
        let began = Instant::now();
        while std::net::TcpStream::connect(self.address).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the service does not come up");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Is a service or a worker, if the arguments say so; does not return then.
pub fn be_a_process() {
    let args: Vec<String> = std::env::args().collect();
    let [_, role, queue, address, jobs, lease, models] = args.as_slice() else { return };
    let mut options = WorkOptions::new(PathBuf::from(queue));
    if queue.contains("://") {
        options.queue = Some(queue.clone());
    }
    options.models = vec![models.into()];
    options.jobs = jobs.parse().unwrap();
    options.lease = Duration::from_secs(lease.parse().unwrap());
    options.memory = Some(1 << 30);
    logs(LogFormat::Text);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let ended = runtime.block_on(async {
        match role.as_str() {
            "serve" => {
                let mut options = ServeOptions::new(options, address.parse().unwrap());
                options.limits.rate = 1_000_000;
                serve(options).await
            }
            _ => work(options).await,
        }
    });
    if let Err(error) = &ended {
        eprintln!("failed to {}: {error}", error.failed_to);
    }
    std::process::exit(ended.is_err().into());
}
