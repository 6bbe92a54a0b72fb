//! Benchmarks of the calls and of the hook, with a model that is registered in `pallet-zkml`.

use crate::{
    rules::{Board, INPUTS},
    Awaited, BalanceOf, Call, Config, GameId, Games, NextGame, Opponent, Pallet, Side, Tables,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{
    fungible::{Inspect, Mutate},
    Consideration, Footprint, Get,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_zkml::{Consumers, Inference, RevokedKeys, Versions};
use sp_runtime::traits::{One, Saturating};
use zkml_primitives::{simulate::SimulatedKey, Bn254, Curve, Layout, Params, Port, Scale, Setup, Shape, Visibility};

/// A board in, a cell out.
fn layout() -> Layout {
    let port = |len, bits| Port {
        visibility: Visibility::Public,
        shape: Shape::new(&[len]).expect("a tensor may have a few elements; qed"),
        bits,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout { params: Params::Committed, ..Layout::new(port(INPUTS, 1), port(1, 4)) }
}

fn opponent<T: Config + pallet_zkml::Config>() -> Result<Opponent, BenchmarkError> {
    let owner: T::AccountId = account("owner", 0, 0);
    T::Consideration::ensure_successful(&owner, Footprint::from_parts(10_000, 100_000_000));
    let key = SimulatedKey::<Bn254>::new(1, layout().public_inputs().map_err(|_| "the layout is refused")?);
    let model = pallet_zkml::Pallet::<T>::do_register_model(pallet_zkml::Registration {
        owner,
        name: b"tic-tac-toe".to_vec().try_into().map_err(|_| "names are shorter")?,
        curve: Bn254::ID,
        vk: key.verifying_key().encode().try_into().map_err(|_| "keys are shorter")?,
        layout: layout(),
        setup: Setup::Development,
        params: Some([1; 32].map(|byte| byte & 1)),
    })
    .map_err(|_| "registration failed")?;
    Ok(Opponent { model, version: 1 })
}

fn stake<T: Config>() -> BalanceOf<T> {
    T::LeastStake::get()
}

/// Gives an account ten stakes and what it must have to exist.
fn endow<T>(account: &T::AccountId) -> Result<(), BenchmarkError>
where
    T: Config,
    T::Currency: Mutate<T::AccountId>,
{
    let amount = stake::<T>().saturating_mul(10u32.into()).saturating_add(T::Currency::minimum_balance());
    T::Currency::mint_into(account, amount)?;
    Ok(())
}

/// A house with a table of three stakes.
fn table<T>() -> Result<(T::AccountId, Opponent), BenchmarkError>
where
    T: Config + pallet_zkml::Config,
    T::Currency: Mutate<T::AccountId>,
{
    // The first block is where a benchmark is run that was set up before it.
    frame_system::Pallet::<T>::set_block_number(One::one());
    let (house, opponent): (T::AccountId, _) = (whitelisted_caller(), opponent::<T>()?);
    endow::<T>(&house)?;
    Pallet::<T>::do_open_table(house.clone(), opponent, stake::<T>().saturating_mul(3u32.into()))?;
    Ok((house, opponent))
}

/// A game with two stones of each side, in which both would win next.
fn game<T>(turn: Side) -> Result<(GameId, T::AccountId, T::AccountId), BenchmarkError>
where
    T: Config + pallet_zkml::Config,
    T::Currency: Mutate<T::AccountId>,
{
    let (house, opponent) = table::<T>()?;
    let player: T::AccountId = account("player", 0, 0);
    endow::<T>(&player)?;
    let id = Pallet::<T>::do_open_game(player.clone(), house.clone(), opponent, stake::<T>(), turn)?;
    let mut game = Games::<T>::get(id).ok_or("the game is not there")?;
    game.board = Board { player: 0b000_000_011, house: 0b000_011_000 };
    Awaited::<T>::remove(Pallet::<T>::subject(id, 0));
    if turn == Side::House {
        Awaited::<T>::insert(Pallet::<T>::subject(id, game.board.stones()), id);
    }
    Games::<T>::insert(id, game);
    Ok((id, player, house))
}

/// Tells the pallet of the model's move in a game of [`game`].
fn verified<T: Config>(id: GameId, cell: i64) -> Result<bool, BenchmarkError> {
    let game = Games::<T>::get(id).ok_or("the game is not there")?;
    let layout = layout();
    let input = layout.input.pack(&game.board.input(Side::House)).map_err(|_| "the board is beyond its port")?;
    let output = layout.output.pack(&[cell]).map_err(|_| "the cell is beyond its port")?;
    let inference = Inference::<T::AccountId, BlockNumberFor<T>> {
        model: game.opponent.model,
        version: game.opponent.version,
        account: &game.house,
        subject: Pallet::<T>::subject(id, game.board.stones()),
        valid_until: game.deadline,
        statement: [0; 32],
        layout: &layout,
        params: None,
        issuer: None,
        input: &input,
        output: &output,
        nullifier: None,
    };
    Ok(<(Pallet<T>,)>::notify(&inference).failed.is_empty())
}

fn bankroll<T: Config>(house: &T::AccountId) -> Option<BalanceOf<T>> {
    Tables::<T>::get(house).map(|table| table.bankroll)
}

#[benchmarks(where T: pallet_zkml::Config, T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn open_table() -> Result<(), BenchmarkError> {
        let (house, opponent): (T::AccountId, _) = (whitelisted_caller(), opponent::<T>()?);
        endow::<T>(&house)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(house.clone()), opponent, stake::<T>());

        assert_eq!(bankroll::<T>(&house), Some(stake::<T>()));
        Ok(())
    }

    #[benchmark]
    fn set_opponent() -> Result<(), BenchmarkError> {
        let (house, opponent) = table::<T>()?;
        Pallet::<T>::do_set_opponent(house.clone(), None).map_err(|_| "the table is not there")?;

        #[extrinsic_call]
        _(RawOrigin::Signed(house.clone()), Some(opponent));

        assert_eq!(Tables::<T>::get(house).and_then(|table| table.opponent), Some(opponent));
        Ok(())
    }

    #[benchmark]
    fn fund() -> Result<(), BenchmarkError> {
        let (house, _) = table::<T>()?;

        #[extrinsic_call]
        _(RawOrigin::Signed(house.clone()), stake::<T>());

        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 4u32.into()));
        Ok(())
    }

    #[benchmark]
    fn withdraw() -> Result<(), BenchmarkError> {
        let (house, _) = table::<T>()?;

        #[extrinsic_call]
        _(RawOrigin::Signed(house.clone()), stake::<T>());

        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 2u32.into()));
        Ok(())
    }

    #[benchmark]
    fn close_table() -> Result<(), BenchmarkError> {
        let (house, _) = table::<T>()?;

        #[extrinsic_call]
        _(RawOrigin::Signed(house.clone()));

        assert_eq!(bankroll::<T>(&house), None);
        Ok(())
    }

    /// The model begins, so that its move is awaited at once.
    #[benchmark]
    fn open_game() -> Result<(), BenchmarkError> {
        let (house, opponent) = table::<T>()?;
        let player: T::AccountId = account("player", 0, 0);
        endow::<T>(&player)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(player.clone()), house, opponent, stake::<T>(), Side::House);

        assert_eq!(NextGame::<T>::get(), 1);
        assert!(Pallet::<T>::awaited(0).is_some());
        Ok(())
    }

    /// The move that wins. All else takes less.
    #[benchmark]
    fn play() -> Result<(), BenchmarkError> {
        let (id, player, house) = game::<T>(Side::Player)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(player), id, 2);

        assert_eq!(Games::<T>::get(id), None);
        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 2u32.into()));
        Ok(())
    }

    /// Of the model, whose version has to be looked at, too.
    #[benchmark]
    fn claim_timeout() -> Result<(), BenchmarkError> {
        let (id, player, house) = game::<T>(Side::House)?;
        let late = frame_system::Pallet::<T>::block_number() + T::Clock::get() + One::one();
        frame_system::Pallet::<T>::set_block_number(late);

        #[extrinsic_call]
        _(RawOrigin::Signed(player), id);

        assert_eq!(Games::<T>::get(id), None);
        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 2u32.into()));
        Ok(())
    }

    /// Because the key was revoked, which is the last thing that is looked at.
    #[benchmark]
    fn call_off() -> Result<(), BenchmarkError> {
        let (id, player, house) = game::<T>(Side::House)?;
        let opponent = Games::<T>::get(id).ok_or("the game is not there")?.opponent;
        let version = Versions::<T>::get(opponent.model, opponent.version).ok_or("the version is not there")?;
        RevokedKeys::<T>::insert(version.vk_hash, ());

        #[extrinsic_call]
        _(RawOrigin::Signed(player), id);

        assert_eq!(Games::<T>::get(id), None);
        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 3u32.into()));
        Ok(())
    }

    /// The model wins. In the storage layer that `pallet-zkml` puts around it, as the next.
    #[benchmark]
    fn on_verified_won() -> Result<(), BenchmarkError> {
        let (id, _, house) = game::<T>(Side::House)?;
        let taken;

        #[block]
        {
            taken = verified::<T>(id, 5)?;
        }

        assert!(taken);
        assert_eq!(Games::<T>::get(id), None);
        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 4u32.into()));
        Ok(())
    }

    /// The model moves to a cell that is taken.
    #[benchmark]
    fn on_verified_forfeited() -> Result<(), BenchmarkError> {
        let (id, _, house) = game::<T>(Side::House)?;
        let taken;

        #[block]
        {
            taken = verified::<T>(id, 0)?;
        }

        assert!(taken);
        assert_eq!(Games::<T>::get(id), None);
        assert_eq!(bankroll::<T>(&house), Some(stake::<T>() * 2u32.into()));
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
