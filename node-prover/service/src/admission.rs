//! Whether a job fits into memory: what a proof takes, what there is, and who has how much of it.

use std::{fs, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zkml_circuits::artifact::Model;
use zkml_primitives::CurveId;

/// Bytes that a proof is reckoned with: everything that grows with the circuit, and a part that every proof takes. The key is
/// not among it: it is read from a mapped file, whose pages the system takes back when it needs them.
///
/// Measured; a test holds it against what proofs really take.
pub fn estimate(model: &Model) -> u64 {
    let cost = model.circuit.cost();
    let domain = (cost.constraints + u64::from(cost.public_inputs) + 1).next_power_of_two();
    // BLS12-381's points are half as large again.
    let chunk = domain.min(CHUNK) * if model.curve == CurveId::Bn254 { PER_POINT } else { PER_POINT / 2 * 3 };
    BASE + PER_ROW * domain + PER_TERM * cost.terms + PER_WITNESS * cost.witnesses + chunk
}

/// What a proof takes whatever its size: stacks, buckets, the allocator's slack.
const BASE: u64 = 16 << 20;
/// For each row of the evaluation domain: the vectors of the quotient, and the matrices' rows.
const PER_ROW: u64 = 10 * 32;
/// For each term of a linear combination, as arkworks keeps it while it makes matrices of them.
const PER_TERM: u64 = 3 * 40;
/// For each witness: its value, its integer, its linear combination.
const PER_WITNESS: u64 = 6 * 32;
/// Points that are decoded at a time.
const CHUNK: u64 = 1 << 17;
/// For each of them: the point, its scalar, and the digits of the scalar.
const PER_POINT: u64 = 128 + 32 + 512;

/// A budget that jobs take their share of.
#[derive(Clone, Debug)]
pub struct Budget {
    /// In MiB, so that it fits a permit's number.
    room: Arc<Semaphore>,
    total: u64,
}

impl Budget {
    /// Of so many bytes.
    pub fn new(bytes: u64) -> Self {
        let total = bytes >> 20;
        Self { room: Arc::new(Semaphore::new(total.min(Semaphore::MAX_PERMITS as u64) as usize)), total }
    }

    /// The whole of it, in bytes.
    pub fn total(&self) -> u64 {
        self.total << 20
    }

    /// What is taken, in bytes.
    pub fn taken(&self) -> u64 {
        (self.total << 20).saturating_sub((self.room.available_permits() as u64) << 20)
    }

    /// A share, if there is room now.
    pub fn try_take(&self, bytes: u64) -> Option<OwnedSemaphorePermit> {
        self.room.clone().try_acquire_many_owned(mebibytes(bytes)).ok()
    }

    /// A share, as soon as there is room. Who asks first gets first, so that a large job is not passed by small ones for
    /// ever. `None` if there never will be room.
    pub async fn take(&self, bytes: u64) -> Option<OwnedSemaphorePermit> {
        if u64::from(mebibytes(bytes)) > self.total {
            return None;
        }
        self.room.clone().acquire_many_owned(mebibytes(bytes)).await.ok()
    }
}

fn mebibytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1 << 20)).unwrap_or(u32::MAX)
}

/// Three fifths of the memory that this process may use: the machine's, or its control group's where that has less. The
/// rest is for the service itself, and for the page cache that the keys are read from.
pub fn default_budget() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?.trim().strip_suffix("kB")?.trim();
        line.parse::<u64>().ok().map(|kib| kib << 10)
    });
    let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let group = groups.iter().find_map(|path| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok());
    let least = machine.into_iter().chain(group).min();
    // Where nothing tells, a machine of 4 GiB is assumed.
    least.unwrap_or(4 << 30) / 5 * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_large_job_waits_for_room_and_is_not_passed_by() {
        let budget = Budget::new(100 << 20);
        let first = budget.take(60 << 20).await.unwrap();
        assert_eq!(budget.taken(), 60 << 20);
        assert!(budget.try_take(50 << 20).is_none());
        let large = tokio::spawn({
            let budget = budget.clone();
            async move { budget.take(90 << 20).await.is_some() }
        });
        tokio::task::yield_now().await;
        let small = tokio::spawn({
            let budget = budget.clone();
            async move { budget.take(10 << 20).await.is_some() }
        });
        tokio::task::yield_now().await;
        assert!(!large.is_finished() && !small.is_finished());
        drop(first);
        assert!(large.await.unwrap() && small.await.unwrap());
        assert!(budget.take(101 << 20).await.is_none(), "it never fits");
    }
}
