//! From one layout of the storage to the next.

use crate::{Config, NumberedPolicyOf, Pallet, Policy, PolicyInForce};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
    migrations::VersionedMigration,
    pallet_prelude::*,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
};

/// Version 1 to 2: a policy has an issuer. One that is in force goes on without, as it was set.
pub type V1ToV2<T> = VersionedMigration<1, 2, UncheckedV1ToV2<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The work of [`V1ToV2`] without the look at the storage version.
pub struct UncheckedV1ToV2<T>(PhantomData<T>);

/// The types of version 1 that are others now.
// The attribute makes a type for the prefix of the alias and leaves it undocumented.
#[allow(missing_docs)]
pub mod v1 {
    use super::*;
    use crate::{BalanceOf, PolicyNumber};
    use frame_support::storage_alias;
    use frame_system::pallet_prelude::BlockNumberFor;
    use pallet_zkml::{ModelId, VersionNumber};
    use sp_runtime::FixedI128;

    /// Who gets a line, and on which terms.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
    pub struct PolicyV1<Balance, BlockNumber> {
        /// The model whose scores count.
        pub model: ModelId,
        /// Its version.
        pub version: VersionNumber,
        /// The least score.
        pub threshold: FixedI128,
        /// The most that a line lends at a time.
        pub limit: Balance,
        /// How many blocks a line lends for.
        pub term: BlockNumber,
    }

    /// The policy in force.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
    pub struct NumberedPolicyV1<Balance, BlockNumber> {
        /// Its number.
        pub number: PolicyNumber,
        /// What governance decided.
        pub policy: PolicyV1<Balance, BlockNumber>,
        /// The threshold as an integer of the output port.
        pub least_score: i64,
    }

    /// A numbered policy as the chain stored it.
    pub type NumberedPolicyOf<T> = NumberedPolicyV1<BalanceOf<T>, BlockNumberFor<T>>;

    /// The policy in force.
    #[storage_alias]
    pub type PolicyInForce<T: Config> = StorageValue<Pallet<T>, NumberedPolicyOf<T>>;
}

impl<T: Config> UncheckedOnRuntimeUpgrade for UncheckedV1ToV2<T> {
    fn on_runtime_upgrade() -> Weight {
        let translated = PolicyInForce::<T>::translate(|old: Option<v1::NumberedPolicyOf<T>>| {
            let v1::NumberedPolicyV1 { number, policy, least_score } = old?;
            let v1::PolicyV1 { model, version, threshold, limit, term } = policy;
            let policy = Policy { model, version, threshold, limit, term, issuer: None };
            Some(NumberedPolicyOf::<T> { number, policy, least_score })
        });
        if translated.is_err() {
            // Under the new type its bytes could mean anything, and without a policy nothing is lent.
            PolicyInForce::<T>::kill();
            frame_support::defensive!("the policy in force cannot be read");
        }
        T::DbWeight::get().reads_writes(1, 1)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        Ok(v1::PolicyInForce::<T>::get().map(|policy| policy.number).encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let number = Option::<crate::PolicyNumber>::decode(&mut &state[..])
            .map_err(|_| "the state before the upgrade is lost")?;
        ensure!(PolicyInForce::<T>::get().map(|policy| policy.number) == number, "the policy in force was lost");
        Pallet::<T>::do_try_state()
    }
}
