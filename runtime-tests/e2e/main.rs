//! The whole system end to end: on a stock node with the built runtime, or on the same Wasm in this process. `run` beside this
//! file builds what it needs and finds the node.

mod cli;
mod market;
mod node;
mod scenario;

use clap::Parser;
use node::Setup;
use scenario::{census, left, say};
use std::path::PathBuf;
use zkml_chain::{Chain, EmbeddedChain};

/// Plays the scenario and says what worked; panics with what did not.
#[derive(Parser)]
struct Arguments {
    /// The runtime as Wasm
    #[arg(long)]
    runtime: PathBuf,
    /// The runtime's next version, to upgrade to
    #[arg(long)]
    next_runtime: PathBuf,
    /// A node that executes it, such as polkadot-omni-node; without it the Wasm is executed in this process
    #[arg(long, requires = "zkml")]
    node: Option<PathBuf>,
    /// The command line
    #[arg(long)]
    zkml: Option<PathBuf>,
    /// Where the node keeps its chain, which may be there from an earlier run [default: a new folder that is removed]
    #[arg(long, requires = "node")]
    base_path: Option<PathBuf>,
    /// How often to play on the same chain
    #[arg(long, default_value_t = 1)]
    times: u32,
}

fn main() {
    let arguments = Arguments::parse();
    let next = std::fs::read(&arguments.next_runtime).expect("the next runtime can be read");
    let (Some(program), Some(zkml)) = (&arguments.node, &arguments.zkml) else {
        let code = std::fs::read(&arguments.runtime).expect("the runtime can be read");
        println!("{} in this process", arguments.runtime.display());
        let chain = EmbeddedChain::from_wasm(&code).expect("the runtime is executed");
        for time in 0..arguments.times {
            let (digits, left) = scenario::play(&chain, &format!("digits {time}"));
            scenario::upgrade(&chain, next.clone(), &digits, &left);
        }
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let base = arguments.base_path.clone().unwrap_or_else(|| folder.path().join("node"));
    let setup = Setup::new(program, &arguments.runtime, &base);
    for time in 0..arguments.times {
        println!("{} with {}, run {} on {}", program.display(), arguments.runtime.display(), time + 1, base.display());
        on_node(&setup, zkml, next.clone());
    }
}

fn on_node(setup: &Setup, zkml: &std::path::Path, next: Vec<u8>) {
    let (node, chain) = setup.start();
    let begun = chain.block_number().expect("a block");
    let (models, marked) = (chain.models().expect("models").len(), census(&chain));
    say(&format!("the node answers at block {begun}, with {models} models"));
    assert!(begun > 2 || models == 0);
    assert_eq!(models > 0, marked.is_some(), "a chain from an earlier run has its models and was upgraded");

    let (digits, played) = scenario::play(&chain, &format!("digits {begun}"));
    let folder = tempfile::tempdir().expect("a folder");
    let cli = cli::play(zkml, folder.path(), setup, &chain, &format!("digits-cli-{begun}"));
    market::play(&cli, &chain, begun);
    scenario::upgrade(&chain, next, &digits, &played);
    let node = cli::dies_in_flight(&cli, setup, node, 11);

    let (models, mark) = (chain.models().expect("models"), census(&chain));
    let (kept, height) = (left(&chain, digits.id), chain.finalized_number().expect("a block"));
    node.stop();
    let (node, chain) = setup.start();
    assert!(chain.block_number().expect("a block") >= height, "the chain goes on where it was");
    assert_eq!(chain.models(), Ok(models));
    assert_eq!((left(&chain, digits.id), census(&chain)), (kept, mark));
    say("the node was started again, and models, keys, receipts and the census are in place");
    node.stop();
}
