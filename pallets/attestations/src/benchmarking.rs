//! Benchmarks of the calls, and of the check that submissions pay for.

use crate::{registry::footprint, Attestations, Call, Config, Pallet, RevokedLeaves};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, Get};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_zkml::CheckAttestation;

const ROOT: [u8; 32] = [7; 32];
const LEAF: [u8; 32] = [1; 32];

/// An account that can pay for a few attestations.
fn funded<T: Config>(account: T::AccountId) -> T::AccountId {
    T::Consideration::ensure_successful(&account, footprint::<T>(T::MaxRevokedLeaves::get()));
    account
}

/// A block that is not over when the measured call begins, which may be in a later block than its setup.
fn later<T: Config>() -> BlockNumberFor<T> {
    frame_system::Pallet::<T>::block_number() + 10u32.into()
}

/// An attestation of the account, with a revoked leaf.
fn attested<T: Config>(issuer: &T::AccountId) -> Result<(), BenchmarkError> {
    Pallet::<T>::do_attest(issuer.clone(), ROOT, later::<T>())?;
    Ok(Pallet::<T>::do_revoke(issuer.clone(), ROOT, Some(LEAF))?)
}

fn expire<T: Config>() {
    frame_system::Pallet::<T>::set_block_number(later::<T>());
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn attest() {
        let caller = funded::<T>(whitelisted_caller());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), ROOT, later::<T>());

        assert!(Attestations::<T>::contains_key(caller, ROOT));
    }

    #[benchmark]
    fn revoke() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        attested::<T>(&caller)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), ROOT, None);

        assert!(Attestations::<T>::get(caller, ROOT).is_some_and(|attestation| attestation.revoked));
        Ok(())
    }

    #[benchmark]
    fn revoke_leaf() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        attested::<T>(&caller)?;

        #[extrinsic_call]
        revoke(RawOrigin::Signed(caller.clone()), ROOT, Some([2; 32]));

        assert!(RevokedLeaves::<T>::contains_key((caller, ROOT, [2; 32])));
        Ok(())
    }

    #[benchmark]
    fn remove() -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        let issuer = funded::<T>(account("issuer", 0, 0));
        attested::<T>(&issuer)?;
        expire::<T>();
        Pallet::<T>::do_remove_revoked_leaf(issuer.clone(), ROOT, LEAF)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), issuer.clone(), ROOT);

        assert!(!Attestations::<T>::contains_key(issuer, ROOT));
        Ok(())
    }

    #[benchmark]
    fn remove_revoked_leaf() -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        let issuer = funded::<T>(account("issuer", 0, 0));
        attested::<T>(&issuer)?;
        expire::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), issuer.clone(), ROOT, LEAF);

        assert!(!RevokedLeaves::<T>::contains_key((issuer, ROOT, LEAF)));
        Ok(())
    }

    /// Of a leaf that stands below a root with one that does not, so that everything is read.
    #[benchmark]
    fn check() -> Result<(), BenchmarkError> {
        let issuer = funded::<T>(account("issuer", 0, 0));
        attested::<T>(&issuer)?;
        let now = frame_system::Pallet::<T>::block_number();
        let standing;

        #[block]
        {
            standing = <Pallet<T> as CheckAttestation<_, _>>::check(&issuer, &ROOT, &[2; 32], now);
        }

        assert_eq!(standing, Ok(()));
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
