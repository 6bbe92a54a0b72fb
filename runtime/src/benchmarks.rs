//! Lists and runs the benchmarks of the pallets on this runtime. The two functions are what the runtime API
//! `frame_benchmarking::Benchmark` answers, inside externalities that count reads and writes.

use crate::{Agent, AllPalletsWithSystem, CreditLine, Game, Market, Personhood, Zkml, ZkmlAttestations};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};

frame_benchmarking::define_benchmarks!(
    [pallet_zkml, Zkml]
    [pallet_zkml_attestations, ZkmlAttestations]
    [pallet_zkml_market, Market]
    [pallet_credit_line, CreditLine]
    [pallet_personhood, Personhood]
    [pallet_game, Game]
    [pallet_agent, Agent]
);

/// The benchmarks of every pallet with their components, and the storage that they may touch. `extra` also lists
/// benchmarks that no weight is made of.
pub fn benchmark_metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
    let mut list = Vec::<BenchmarkList>::new();
    list_benchmarks!(list, extra);
    (list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark at the components that the configuration selects.
pub fn dispatch_benchmark(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
    let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
    let mut batches = Vec::<BenchmarkBatch>::new();
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}
