//! What the feature `next-version` adds: one migration more, so that an upgrade can be rehearsed on a running chain.
//!
//! A chain of this version has nothing left to migrate, and yet an upgrade that changes no state shows little: that the
//! migrations of the new code ran, ran once, and left the rest as it was. So the next version takes a census of the models,
//! which is read from outside at the storage key `twox128("Rehearsal") ‖ twox128("Census")`.

use crate::Runtime;
use frame_support::{
    migrations::VersionedMigration,
    pallet_prelude::*,
    storage_alias,
    traits::{CrateVersion, GetStorageVersion, PalletInfoAccess, UncheckedOnRuntimeUpgrade},
    StorageHasher,
};
use frame_system::Config;

/// What the storage of the rehearsal is found under. No pallet of the runtime has this name.
pub struct Rehearsal;

impl Rehearsal {
    const NAME: &'static str = "Rehearsal";
}

impl PalletInfoAccess for Rehearsal {
    fn index() -> usize {
        usize::MAX
    }

    fn name() -> &'static str {
        Self::NAME
    }

    fn name_hash() -> [u8; 16] {
        Twox128::hash(Self::NAME.as_bytes())
    }

    fn module_name() -> &'static str {
        module_path!()
    }

    fn crate_version() -> CrateVersion {
        frame_support::crate_to_crate_version!()
    }
}

impl GetStorageVersion for Rehearsal {
    type InCodeStorageVersion = StorageVersion;

    fn in_code_storage_version() -> StorageVersion {
        StorageVersion::new(1)
    }

    fn on_chain_storage_version() -> StorageVersion {
        StorageVersion::get::<Self>()
    }
}

/// How many models and versions the chain had when it was upgraded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct Counted {
    /// Models.
    pub models: u32,
    /// Versions of all of them.
    pub versions: u32,
    /// Whether that is all, or [`MAX_COUNTED`] of one or the other was reached.
    pub complete: bool,
}

/// The census.
#[storage_alias(verbatim)]
pub type Census = StorageValue<Rehearsal, Counted>;

/// Models, and versions, that are counted at most: an upgrade has one block.
pub const MAX_COUNTED: u32 = 1_000;

/// Takes the census. From storage version 0 to 1 of the rehearsal, and so once in the life of a chain.
pub type TakeCensus = VersionedMigration<0, 1, UncheckedTakeCensus, Rehearsal, <Runtime as Config>::DbWeight>;

/// The work of [`TakeCensus`] without the look at the storage version.
pub struct UncheckedTakeCensus;

fn count() -> Counted {
    let (models, all_models) = count_of(pallet_zkml::Models::<Runtime>::iter_keys());
    let (versions, all_versions) = count_of(pallet_zkml::Versions::<Runtime>::iter_keys());
    Counted { models, versions, complete: all_models && all_versions }
}

/// How many there are up to [`MAX_COUNTED`], and whether that is all.
fn count_of(mut keys: impl Iterator) -> (u32, bool) {
    let count = keys.by_ref().take(MAX_COUNTED as usize).count();
    (count as u32, keys.next().is_none())
}

impl UncheckedOnRuntimeUpgrade for UncheckedTakeCensus {
    fn on_runtime_upgrade() -> Weight {
        let counted = count();
        Census::put(counted);
        // Each count also looks at what comes after its last key.
        let reads = u64::from(counted.models.saturating_add(counted.versions)).saturating_add(2);
        <Runtime as Config>::DbWeight::get().reads_writes(reads, 1)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
        ensure!(!Census::exists(), "there is a census before there was a migration");
        Ok(count().encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(before: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let before = Counted::decode(&mut &before[..]).map_err(|_| "what was counted before does not decode")?;
        ensure!(Census::get() == Some(before), "the census is not what there was before the migration");
        ensure!(count() == before, "the migration changed models or versions");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{genesis, AccountId, Executive, Header, RuntimeBlockWeights, RuntimeOrigin, System, Zkml, VERSION};
    use frame_support::assert_ok;
    use frame_system::LastRuntimeUpgrade;
    use pallet_zkml::{Models, Versions};
    use sp_io::TestExternalities;
    use sp_runtime::{traits::Header as _, BuildStorage};
    use zkml_primitives::{simulate::SimulatedKey, Bn254, CurveId, Layout, Port, Scale, Setup, Shape, Visibility};

    const OWNER: AccountId = AccountId::new([1; 32]);

    /// Runs on a chain whose last block was made by the version before this one.
    fn before_the_upgrade(test: impl FnOnce()) {
        let storage = genesis::development([OWNER]).build_storage().unwrap();
        TestExternalities::new(storage).execute_with(|| {
            next_block();
            made_by_the_last_version();
            test()
        });
    }

    fn made_by_the_last_version() {
        LastRuntimeUpgrade::<Runtime>::mutate(|last| {
            last.as_mut().unwrap().spec_version = (VERSION.spec_version - 1).into();
        });
    }

    /// Begins a block, which is where an upgrade migrates.
    fn next_block() {
        let number = System::block_number() + 1;
        let header =
            Header::new(number, Default::default(), Default::default(), Default::default(), Default::default());
        Executive::initialize_block(&header);
    }

    fn register(name: u8) {
        let key = SimulatedKey::<Bn254>::new(1, 2).verifying_key();
        let port = |visibility| Port {
            visibility,
            shape: Shape::new(&[1]).unwrap(),
            bits: 16,
            signed: true,
            scale: Scale { mantissa: 1, exponent: 0 },
            zero_point: 0,
        };
        assert_ok!(Zkml::register_model(
            RuntimeOrigin::signed(OWNER),
            vec![name].try_into().unwrap(),
            CurveId::Bn254,
            key.encode().try_into().unwrap(),
            Layout::new(port(Visibility::Private), port(Visibility::Public)),
            Setup::Development,
            None,
        ));
    }

    #[test]
    fn an_upgrade_takes_the_census_once_and_leaves_the_models_as_they_were() {
        before_the_upgrade(|| {
            register(b'a');
            register(b'b');
            let stored =
                || (Models::<Runtime>::iter().collect::<Vec<_>>(), Versions::<Runtime>::iter().collect::<Vec<_>>());
            let before = stored();
            assert!(!Census::exists());
            next_block();
            let taken = Some(Counted { models: 2, versions: 2, complete: true });
            assert_eq!(Census::get(), taken);
            assert_eq!(stored(), before);

            register(b'c');
            next_block();
            assert_eq!(Census::get(), taken, "a block that upgrades nothing migrates nothing");
            made_by_the_last_version();
            next_block();
            assert_eq!(Census::get(), taken, "the storage version says that it was taken");
        });
    }

    #[test]
    fn a_census_is_bounded() {
        before_the_upgrade(|| {
            register(b'a');
            let model = Models::<Runtime>::get(0).unwrap();
            for id in 0..MAX_COUNTED {
                Models::<Runtime>::insert(id, model.clone());
            }
            assert_eq!(count(), Counted { models: MAX_COUNTED, versions: 1, complete: true });
            Models::<Runtime>::insert(MAX_COUNTED, model);
            assert_eq!(count(), Counted { models: MAX_COUNTED, versions: 1, complete: false });
            let block = RuntimeBlockWeights::get().max_block;
            assert!(UncheckedTakeCensus::on_runtime_upgrade().all_lt(block / 10));
        });
    }

    #[cfg(feature = "try-runtime")]
    #[test]
    fn a_rehearsal_of_the_rehearsal_finds_a_census_that_is_wrong() {
        use frame_support::traits::OnRuntimeUpgrade;
        before_the_upgrade(|| {
            register(b'a');
            let before = UncheckedTakeCensus::pre_upgrade().unwrap();
            assert!(UncheckedTakeCensus::post_upgrade(before.clone()).is_err(), "there is none");
            assert_ok!(TakeCensus::try_on_runtime_upgrade(true));
            assert_ok!(UncheckedTakeCensus::post_upgrade(before.clone()));
            assert!(UncheckedTakeCensus::pre_upgrade().is_err(), "there is one already");
            register(b'b');
            assert!(UncheckedTakeCensus::post_upgrade(before).is_err(), "it is of other models");
        });
    }
}
