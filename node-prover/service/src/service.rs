//! The service and the worker as processes.

use crate::{
    admission,
    api::{self, App, Limits},
    connections,
    error::{ErrorKind, ServiceError},
    gate::Gate,
    models::Catalogue,
    queue::{open_folder, open_url, Opened},
    shutdown::{Asked, Stop},
    store::Store,
    tokens::Tokens,
    upkeep::Upkeep,
    worker::{worker_name, Worker, WorkerOptions},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{
    collections::HashMap,
    future::Future,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{net::TcpListener, sync::Mutex, task::JoinHandle};

/// What a service and a worker both need.
#[derive(Clone, Debug)]
pub struct WorkOptions {
    /// Folders of models.
    pub models: Vec<PathBuf>,
    /// Single models.
    pub model: Vec<PathBuf>,
    /// The address of a queue that a fleet shares; `None` for one in the folder `data`.
    pub queue: Option<String>,
    /// The queue's folder, where it is SQLite.
    pub data: PathBuf,
    /// Proofs at a time; 0 for a service that leaves them to workers.
    pub jobs: usize,
    /// Bytes of memory for all proofs; a share of the machine's if `None`.
    pub memory: Option<u64>,
    /// How long a job stays with a worker that is not heard of.
    pub lease: Duration,
    /// How long running jobs may take to finish when the process is asked to end; then they go back to the queue.
    pub grace: Duration,
    /// How long a private input is kept after the proof that it was used for.
    pub input_grace: Duration,
    /// How long a job is kept when it is over.
    pub job_retention: Duration,
}

impl WorkOptions {
    /// With a day's grace for inputs and a month for jobs, a lease of half a minute, and one proof at a time.
    ///
    /// A proof that was made may have to be made again, for a later last block, as long as its request stands; requests on a
    /// chain are a matter of hours, so a day is enough, and longer would only keep what is private.
    pub fn new(data: PathBuf) -> Self {
        Self {
            models: Vec::new(),
            model: Vec::new(),
            queue: None,
            data,
            jobs: 1,
            memory: None,
            lease: Duration::from_secs(30),
            grace: Duration::from_secs(60),
            input_grace: Duration::from_secs(24 * 3600),
            job_retention: Duration::from_secs(30 * 24 * 3600),
        }
    }
}

/// What a service needs besides.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The worker in the same process.
    pub work: WorkOptions,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Further names of this host.
    pub allow_host: Vec<String>,
    /// The file of tokens.
    pub tokens: Option<PathBuf>,
    /// What requests may take. A body of 0 bytes stands for what the largest input needs.
    pub limits: Limits,
}

impl ServeOptions {
    /// At a loopback address, with a week's patience for private inputs.
    pub fn new(work: WorkOptions, listen: SocketAddr) -> Self {
        let limits = Limits {
            body: 0,
            rate: 200,
            requests: 256,
            jobs: 10_000,
            inputs: 10_000,
            input_retention: Duration::from_secs(7 * 24 * 3600),
            patience: Duration::from_secs(30),
        };
        Self { work, listen, allow_host: Vec::new(), tokens: None, limits }
    }
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line.
    Json,
}

/// Writes logs to stderr, from `RUST_LOG` or else everything from `info` on. Once a process; further calls do nothing.
pub fn logs(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,apalis_core=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}

/// The recorder of this process. There can be one only.
fn metrics_handle() -> Result<PrometheusHandle, ServiceError> {
    static HANDLE: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();
    let install = || {
        let times = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
        let proofs = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0];
        PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full("zkml_http_request_seconds".into()), &times)
            .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full("zkml_proving_seconds".into()), &proofs))
            .and_then(|builder| builder.install_recorder())
            .map_err(|e| e.to_string())
    };
    HANDLE.get_or_init(install).clone().map_err(|cause| {
        ServiceError::new(ErrorKind::Options, "count anything", cause, "start one service in a process")
    })
}

/// Opens the models. Reading their keys takes a while, in which the runtime has other things to do.
async fn open_models(options: &WorkOptions) -> Result<Arc<Catalogue>, ServiceError> {
    let (folders, files) = (options.models.clone(), options.model.clone());
    let opened = tokio::task::spawn_blocking(move || Catalogue::open(&folders, &files));
    let opened = opened.await.map_err(|e| ServiceError::new(ErrorKind::Model, "open the models", e, "see the log"))?;
    Ok(Arc::new(opened?))
}

async fn open_queue(options: &WorkOptions) -> Result<Opened, ServiceError> {
    match &options.queue {
        Some(url) => open_url(url, options.lease).await,
        None => open_folder(&options.data, options.lease).await,
    }
}

/// What runs in the background.
struct Background {
    worker: Option<Arc<Worker>>,
    tasks: Vec<JoinHandle<()>>,
    stop: Stop,
    grace: Duration,
    store: Store,
}

impl Background {
    fn start(options: &WorkOptions, opened: &Opened, catalogue: &Arc<Catalogue>) -> Result<Self, ServiceError> {
        let Opened { queue, store } = opened.clone();
        let stop = Stop::default();
        let mut tasks = Vec::new();
        let worker = match options.jobs {
            0 => None,
            jobs => {
                let memory = options.memory.unwrap_or_else(admission::default_budget);
                let (lease, input_grace) = (options.lease, options.input_grace);
                let worker_options = WorkerOptions { jobs, memory, lease, input_grace };
                let (store, queue) = (store.clone(), queue.clone());
                Some(Arc::new(Worker::new(worker_name(), store, queue, catalogue.clone(), worker_options)?))
            }
        };
        if let Some(worker) = worker.clone() {
            let (queue, stop) = (queue.clone(), stop.clone());
            tasks.push(tokio::spawn(async move {
                // A worker ends by itself when the database fails, and is begun again under another name: the queue takes
                // the old one for alive for a while.
                for begun in 0u32.. {
                    let name = format!("{}-{begun}", worker.name());
                    match queue.run(&name, &worker, &stop).await {
                        Ok(()) if stop.is_told() => break,
                        Ok(()) => tracing::warn!("the queue's worker ended"),
                        Err(error) => tracing::warn!(%error, "the queue's worker failed"),
                    }
                    if stop.is_told() {
                        break;
                    }
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }));
        }
        let upkeep = Upkeep {
            store: store.clone(),
            queue,
            lease: options.lease,
            job_retention: options.job_retention,
            worker: worker.as_ref().map(|worker| worker.name().to_owned()),
        };
        let told = stop.clone();
        tasks.push(tokio::spawn(async move { upkeep.run(&told).await }));
        Ok(Self { worker, tasks, stop, grace: options.grace, store })
    }

    /// Lets running jobs finish, or gives them back when their time is over. Requests that are being answered have as long.
    async fn end(self, requests: impl Future<Output = ()>) {
        self.stop.tell();
        let mut all = std::pin::pin!(futures_util::future::join(futures_util::future::join_all(self.tasks), requests));
        if tokio::time::timeout(self.grace, &mut all).await.is_err() {
            if let Some(worker) = &self.worker {
                tracing::info!("running jobs go back to the queue");
                worker.abandon();
            }
            // A prover looks up between two parts of its work; what is not given back by then is taken over when its lease
            // is over.
            let _ = tokio::time::timeout(self.grace.max(Duration::from_secs(5)), &mut all).await;
        }
        if let Err(error) = self.store.tidy().await {
            tracing::warn!(%error, "what was deleted may be in the database's log still");
        }
    }
}

/// Hears from before there are jobs, so that none is cut short by a signal.
fn listen() -> Result<Asked, ServiceError> {
    let help = "see what signals this process may handle";
    Asked::listen().map_err(|e| ServiceError::new(ErrorKind::Io, "listen for signals", e, help))
}

/// Proves jobs of a queue until the process is asked to end.
pub async fn work(options: WorkOptions) -> Result<(), ServiceError> {
    let mut asked = listen()?;
    let open = async {
        let catalogue = open_models(&options).await?;
        Ok((open_queue(&options).await?, catalogue))
    };
    let (opened, catalogue) = tokio::select! {
        opened = open => opened?,
        () = asked.wait() => return Ok(()),
    };
    let background = Background::start(&options, &opened, &catalogue)?;
    tracing::info!(jobs = options.jobs, "the worker is ready");
    asked.wait().await;
    tracing::info!("asked to end");
    background.end(std::future::ready(())).await;
    Ok(())
}

/// A service that runs.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: Stop,
    task: JoinHandle<Result<(), ServiceError>>,
}

impl Running {
    /// Ends it in good order.
    pub async fn end(self) -> Result<(), ServiceError> {
        self.stop.tell();
        self.ended().await
    }

    /// Until it has ended.
    async fn ended(self) -> Result<(), ServiceError> {
        let ended = self.task.await;
        ended.map_err(|e| ServiceError::new(ErrorKind::Io, "serve", e, "see the log"))?
    }
}

/// Serves until the process is asked to end.
pub async fn serve(options: ServeOptions) -> Result<(), ServiceError> {
    let mut asked = listen()?;
    let running = tokio::select! {
        // Nothing runs before it is there, so there is nothing to end.
        running = start(options) => running?,
        () = asked.wait() => return Ok(()),
    };
    let stop = running.stop.clone();
    let ended = running.ended();
    tokio::pin!(ended);
    tokio::select! {
        ended = &mut ended => return ended,
        () = asked.wait() => {}
    }
    tracing::info!("asked to end");
    stop.tell();
    ended.await
}

/// Starts a service, and returns as soon as it listens.
pub async fn start(mut options: ServeOptions) -> Result<Running, ServiceError> {
    let tokens = options.tokens.as_deref().map(Tokens::read).transpose()?;
    let gate = Arc::new(Gate::new(options.listen, tokens, options.allow_host.clone(), options.limits.rate)?);
    let catalogue = open_models(&options.work).await?;
    if options.limits.body == 0 {
        options.limits.body = largest_body(&catalogue);
    }
    let opened = open_queue(&options.work).await?;
    let id_key = opened
        .store
        .id_key()
        .await
        .map_err(|e| ServiceError::new(ErrorKind::Queue, "read the queue", e, "check that the database runs"))?;
    let listen = options.listen;
    let bound = |e: std::io::Error| {
        let help = "choose another address with --listen, or end what listens there";
        ServiceError::new(ErrorKind::Io, format!("listen at {listen}"), e, help)
    };
    let listener = TcpListener::bind(listen).await.map_err(bound)?;
    let address = listener.local_addr().map_err(bound)?;
    let metrics = metrics_handle()?;
    let background = Background::start(&options.work, &opened, &catalogue)?;
    let app = Arc::new(App {
        store: opened.store,
        queue: opened.queue,
        catalogue,
        budget: background.worker.as_ref().map(|worker| worker.budget().clone()),
        limits: options.limits.clone(),
        id_key,
        lease: options.work.lease,
        metrics: metrics.clone(),
        medians: Mutex::new(HashMap::new()),
    });
    let stop = Stop::default();
    let patience = options.limits.patience;
    let router = api::router(app, gate.clone());
    let told = stop.clone();
    let tidy = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(10)).await;
            gate.tidy();
            metrics.run_upkeep();
        }
    });
    let (jobs, memory) = (options.work.jobs, background.worker.as_ref().map(|worker| worker.budget().total() >> 20));
    tracing::info!(%address, jobs, memory_mb = memory, "the service is ready");
    let task = tokio::spawn(async move {
        let open = connections::take(&listener, router, patience, &told).await;
        // Who comes now is refused, and can look for another.
        drop(listener);
        tidy.abort();
        background.end(open.shutdown()).await;
        Ok(())
    });
    Ok(Running { address, stop, task })
}

/// Bytes of the longest request that makes sense: an input of the largest model, with a number's digits for each value.
fn largest_body(catalogue: &Catalogue) -> usize {
    let values = catalogue.iter().map(|offered| offered.layout().input.shape.len()).max().unwrap_or(0);
    (16 << 10) + 32 * values
}
