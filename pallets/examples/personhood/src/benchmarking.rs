//! Benchmarks of the calls and of the hooks, with a model that is registered in `pallet-zkml`.

use crate::{Call, Config, Epoch, FirstEpoch, Nullifiers, Pallet, Personhood, Policy, PolicyInForce, SeatCount, Seats};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{Consideration, EnsureOrigin, Footprint, Get, Hooks},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{Consumers, Inference, Registration};
use sp_runtime::traits::One;
use zkml_primitives::{simulate::SimulatedKey, Bn254, Curve, Layout, Port, Scale, Setup, Shape, Visibility};

/// A private input, one bit, and a nullifier.
fn layout() -> Layout {
    let port = |visibility| Port {
        visibility,
        shape: Shape::new(&[1]).expect("a tensor may have one element; qed"),
        bits: 1,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout { nullifier: true, ..Layout::new(port(Visibility::Private), port(Visibility::Public)) }
}

/// A policy about a version that is registered for it.
fn policy<T: Config + pallet_zkml::Config>() -> Result<Policy, BenchmarkError> {
    let owner: T::AccountId = account("owner", 0, 0);
    T::Consideration::ensure_successful(&owner, Footprint::from_parts(10_000, 100_000_000));
    let key = SimulatedKey::<Bn254>::new(1, layout().public_inputs().map_err(|_| "the layout is refused")?);
    let model = pallet_zkml::Pallet::<T>::do_register_model(Registration {
        owner,
        name: b"human".to_vec().try_into().map_err(|_| "names are shorter")?,
        curve: Bn254::ID,
        vk: key.verifying_key().encode().try_into().map_err(|_| "keys are shorter")?,
        layout: layout(),
        setup: Setup::Development,
        params: None,
    })
    .map_err(|_| "registration failed")?;
    Ok(Policy { model, version: 1, verdict: 1 })
}

fn nullifier(of: u32) -> [u8; 32] {
    sp_io::hashing::blake2_256(&of.to_le_bytes())
}

/// So many seats of an epoch.
fn seated<T: Config>(epoch: Epoch, seats: u32) {
    for i in 0..seats {
        Seats::<T>::insert(epoch, account::<T::AccountId>("seated", i, 0), ());
        Nullifiers::<T>::insert(epoch, nullifier(i), ());
    }
    if seats > 0 {
        SeatCount::<T>::insert(epoch, seats);
    }
}

#[benchmarks(where T: pallet_zkml::Config)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn set_policy() -> Result<(), BenchmarkError> {
        let origin = T::ForceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        let wanted = policy::<T>()?;
        let Policy { model, version, verdict } = wanted;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, model, version, verdict);

        assert_eq!(Pallet::<T>::policy(), Some(wanted));
        Ok(())
    }

    #[benchmark]
    fn clear_policy() -> Result<(), BenchmarkError> {
        let origin = T::ForceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        Pallet::<T>::do_set_policy(policy::<T>()?).map_err(|_| "the policy is refused")?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin);

        assert_eq!(Pallet::<T>::policy(), None);
        Ok(())
    }

    /// The first seat of all, in the storage layer that `pallet-zkml` puts around it. All else takes less.
    #[benchmark]
    fn on_verified() -> Result<(), BenchmarkError> {
        let who: T::AccountId = account("person", 0, 0);
        Pallet::<T>::do_set_policy(policy::<T>()?).map_err(|_| "the policy is refused")?;
        let Policy { model, version, verdict } = PolicyInForce::<T>::get().ok_or("there is no policy")?;
        // The first block is where a benchmark is run that was set up before it.
        frame_system::Pallet::<T>::set_block_number(One::one());
        let (layout, now) = (layout(), frame_system::Pallet::<T>::block_number());
        let output = layout.output.pack(&[verdict]).map_err(|_| "the verdict is beyond its port")?;
        let inference = Inference::<T::AccountId, BlockNumberFor<T>> {
            model,
            version,
            account: &who,
            subject: Pallet::<T>::subject(Pallet::<T>::epoch()),
            valid_until: now,
            statement: [0; 32],
            layout: &layout,
            params: None,
            issuer: None,
            input: &[],
            output: &output,
            nullifier: Some(nullifier(0)),
        };
        let failed;

        #[block]
        {
            failed = <(Pallet<T>,)>::notify(&inference).failed;
        }

        assert!(failed.is_empty());
        assert!(Pallet::<T>::is_seated(&who));
        assert!(Nullifiers::<T>::contains_key(Pallet::<T>::epoch(), nullifier(0)));
        assert_eq!(Pallet::<T>::seats(), 1);
        assert_eq!(FirstEpoch::<T>::get(), Some(Pallet::<T>::epoch()));
        Ok(())
    }

    /// A step of pruning either removes a seat with a nullifier, as here, or goes on to the next epoch, which takes less.
    #[benchmark]
    fn prune(m: Linear<0, { <T as Config>::MaxPruned::get() }>) -> Result<(), BenchmarkError> {
        let ended = Pallet::<T>::epoch();
        seated::<T>(ended, m);
        FirstEpoch::<T>::put(ended);
        let now = Pallet::<T>::last_block() + One::one();
        frame_system::Pallet::<T>::set_block_number(now);

        #[block]
        {
            Pallet::<T>::on_idle(now, Weight::MAX);
        }

        assert_eq!(Seats::<T>::iter_keys().count(), 0);
        assert_eq!(Nullifiers::<T>::iter_keys().count(), 0);
        assert_eq!(SeatCount::<T>::iter_keys().count(), 0);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
