//! Benchmarks of the calls and of the hook, with a model that is registered in `pallet-zkml`.

use crate::{
    BalanceOf, Call, Config, Line, Lines, NumberedPolicy, Outstanding, Pallet, Policy, PolicyInForce, PolicyOf,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{
    fungible::{Inspect, Mutate},
    Consideration, EnsureOrigin, Footprint,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_zkml::{Consumers, Inference, Registration};
use sp_runtime::{
    traits::{One, Zero},
    FixedI128,
};
use zkml_primitives::{simulate::SimulatedKey, Bn254, Curve, Layout, Port, Scale, Setup, Shape, Visibility};

/// An attested input and a score of 62 bits in steps of 2^-20.
fn layout() -> Layout {
    let port = |visibility| Port {
        visibility,
        shape: Shape::new(&[1]).expect("a tensor may have one element; qed"),
        bits: 62,
        signed: true,
        scale: Scale { mantissa: 1, exponent: -20 },
        zero_point: 0,
    };
    Layout { attested: true, ..Layout::new(port(Visibility::Committed), port(Visibility::Public)) }
}

fn issuer<T: Config>() -> T::AccountId {
    account("issuer", 0, 0)
}

/// A policy about a version that is registered for it. Its limit is what the pot can lend at least.
fn policy<T: Config + pallet_zkml::Config>() -> Result<PolicyOf<T>, BenchmarkError> {
    let owner: T::AccountId = account("owner", 0, 0);
    T::Consideration::ensure_successful(&owner, Footprint::from_parts(10_000, 100_000_000));
    let key = SimulatedKey::<Bn254>::new(1, layout().public_inputs().map_err(|_| "the layout is refused")?);
    let model = pallet_zkml::Pallet::<T>::do_register_model(Registration {
        owner,
        name: b"score".to_vec().try_into().map_err(|_| "names are shorter")?,
        curve: Bn254::ID,
        vk: key.verifying_key().encode().try_into().map_err(|_| "keys are shorter")?,
        layout: layout(),
        setup: Setup::Development,
        params: None,
    })
    .map_err(|_| "registration failed")?;
    let (threshold, limit) = (FixedI128::from_u32(700), amount::<T>());
    Ok(Policy { model, version: 1, threshold, limit, term: One::one(), issuer: Some(issuer::<T>()) })
}

fn amount<T: Config>() -> BalanceOf<T> {
    T::Currency::minimum_balance() * 100u32.into()
}

/// Gives an account twice what a line lends, and the pot as well.
fn fund<T: Config>(account: &T::AccountId) -> Result<(), BenchmarkError> {
    for account in [account, &Pallet::<T>::pot()] {
        T::Currency::mint_into(account, amount::<T>() * 2u32.into())?;
    }
    Ok(())
}

/// A line of the account's that has lent so much.
fn line<T: Config>(account: &T::AccountId, drawn: BalanceOf<T>) {
    // The first block is where a benchmark is run that was set up before it.
    frame_system::Pallet::<T>::set_block_number(One::one());
    let until = frame_system::Pallet::<T>::block_number();
    Lines::<T>::insert(account, Line { limit: amount::<T>(), drawn, until });
    Outstanding::<T>::put(drawn);
}

#[benchmarks(where T: pallet_zkml::Config)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn set_policy() -> Result<(), BenchmarkError> {
        let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        let wanted = policy::<T>()?;
        let Policy { model, version, threshold, limit, term, issuer } = wanted.clone();

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, model, version, threshold, limit, term, issuer);

        assert_eq!(Pallet::<T>::policy().map(|policy| policy.policy), Some(wanted));
        Ok(())
    }

    #[benchmark]
    fn clear_policy() -> Result<(), BenchmarkError> {
        let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        Pallet::<T>::do_set_policy(policy::<T>()?).map_err(|_| "the policy is refused")?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin);

        assert_eq!(Pallet::<T>::policy(), None);
        Ok(())
    }

    #[benchmark]
    fn draw() -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        fund::<T>(&caller)?;
        line::<T>(&caller, Zero::zero());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), amount::<T>());

        assert_eq!(Pallet::<T>::line(caller).map(|line| line.drawn), Some(amount::<T>()));
        Ok(())
    }

    #[benchmark]
    fn repay() -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        fund::<T>(&caller)?;
        line::<T>(&caller, amount::<T>());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), amount::<T>());

        assert_eq!(Pallet::<T>::line(caller).map(|line| line.drawn), Some(Zero::zero()));
        Ok(())
    }

    #[benchmark]
    fn close() {
        let caller: T::AccountId = whitelisted_caller();
        line::<T>(&caller, Zero::zero());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), caller.clone());

        assert_eq!(Pallet::<T>::line(caller), None);
    }

    /// The renewal of a line, in the storage layer that `pallet-zkml` puts around it. All else takes less.
    #[benchmark]
    fn on_verified() -> Result<(), BenchmarkError> {
        let who: T::AccountId = account("borrower", 0, 0);
        Pallet::<T>::do_set_policy(policy::<T>()?).map_err(|_| "the policy is refused")?;
        let NumberedPolicy { number, policy, least_score } = PolicyInForce::<T>::get().ok_or("there is no policy")?;
        line::<T>(&who, amount::<T>());
        let (layout, now) = (layout(), frame_system::Pallet::<T>::block_number());
        let output = layout.output.pack(&[least_score]).map_err(|_| "the score is beyond its port")?;
        let issuer = issuer::<T>();
        let inference = Inference::<T::AccountId, BlockNumberFor<T>> {
            model: policy.model,
            version: policy.version,
            account: &who,
            subject: Pallet::<T>::subject(number),
            valid_until: now,
            statement: [0; 32],
            layout: &layout,
            params: None,
            issuer: Some(&issuer),
            input: &[[1; 32]],
            output: &output,
            nullifier: None,
        };
        let failed;

        #[block]
        {
            failed = <(Pallet<T>,)>::notify(&inference).failed;
        }

        assert!(failed.is_empty());
        assert_eq!(Pallet::<T>::line(who).map(|line| line.until), Some(now + One::one()));
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
