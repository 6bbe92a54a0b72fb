//! What becomes of requests that nobody answers.

use super::*;
use frame_support::traits::{tokens::Precision, LockableCurrency, WithdrawReasons};
use sp_runtime::Perbill;

/// What the requester gets of a broken promise, and what the beneficiary gets.
const SHARES: [Balance; 2] = [220, 330];

/// Goes on to a block, with every block before it idle.
fn idle_until(block: u64) {
    while System::block_number() < block {
        go_to(System::block_number() + 1);
        idle();
    }
}

fn step() -> Weight {
    <Test as Config>::WeightInfo::expire_due(1) - <Test as Config>::WeightInfo::expire_due(0)
}

#[test]
fn what_nobody_claims_is_refunded() {
    test(|model| {
        let before = free(REQUESTER);
        let id = model.ask();
        go_to(CLAIM_BY + 1);
        assert_ok!(expire(id));
        assert_eq!(last_event(), Event::RequestExpired { request: id, prover: None, slashed: 0 }.into());
        assert_eq!(free(REQUESTER), before);
        assert_eq!(Deadlines::<Test>::iter().count(), 0);
    })
}

#[test]
fn what_nobody_answers_is_refunded() {
    test(|model| {
        let before = free(REQUESTER);
        let id = model.ask_anybody();
        go_to(PROVE_BY + 1);
        assert_ok!(expire(id));
        assert_eq!(last_event(), Event::RequestExpired { request: id, prover: None, slashed: 0 }.into());
        assert_eq!(free(REQUESTER), before);
    })
}

#[test]
fn a_prover_that_breaks_its_promise_is_slashed() {
    test(|model| {
        let before = [REQUESTER, BENEFICIARY, PROVER].map(free);
        let id = model.claimed();
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert_eq!(last_event(), Event::RequestExpired { request: id, prover: Some(PROVER), slashed: BOUND }.into());
        let after = [before[0] + SHARES[0], before[1] + SHARES[1], before[2]];
        assert_eq!([REQUESTER, BENEFICIARY, PROVER].map(free), after);
        assert_eq!((prover(PROVER).bond, prover(PROVER).bound, prover(PROVER).claims), (DEPOSIT - BOUND, 0, 0));
        assert_eq!(held(HoldReason::Bond, PROVER), DEPOSIT - BOUND);
        assert!(has_event(Event::BondChanged { prover: PROVER, bond: DEPOSIT - BOUND }));
    })
}

#[test]
fn a_prover_that_loses_its_whole_bond_is_none() {
    test(|model| {
        assert_ok!(Market::deposit_bond(signed(RELAYER), BOUND));
        let id = model.ask();
        assert_ok!(claim(RELAYER, id, 1));
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert!(!Provers::<Test>::contains_key(RELAYER));
        assert!(has_event(Event::BondChanged { prover: RELAYER, bond: 0 }));
    })
}

#[test]
fn nobody_is_slashed_while_a_proof_still_counts() {
    test(|model| {
        let id = model.claimed();
        for block in [CLAIM_BY + 1, PROVE_BY, PROVE_BY + 1, LAST] {
            idle_until(block);
            assert_noop!(expire(id), Error::<Test>::NotExpired);
        }
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
        idle_until(LAST + 5);
        assert_eq!(prover(PROVER).bond, DEPOSIT - PENALTY);
    })
}

#[test]
fn a_prover_whom_governance_kept_from_proving_is_not_slashed() {
    type Interruption = fn(u32);
    let interruptions: [Interruption; 6] = [
        |_| pause(PauseTarget::Everything),
        |model| pause(PauseTarget::Model(model)),
        |_| {
            pause(PauseTarget::Everything);
            go_to(5);
            resume(PauseTarget::Everything);
        },
        |model| {
            pause(PauseTarget::Model(model));
            go_to(5);
            resume(PauseTarget::Model(model));
        },
        |model| {
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model, 1));
        },
        // The same key, as that of a circuit.
        |_| {
            let vk = SimulatedKey::<Bn254>::new(1, layout().public_inputs().unwrap()).verifying_key();
            let vk = vk.encode().try_into().unwrap();
            assert_ok!(Zkml::register_circuit(signed(OWNER), Bn254::ID, vk, Setup::Development));
            assert_ok!(Zkml::revoke_circuit(RuntimeOrigin::root(), 0));
        },
    ];
    for (i, interrupt) in interruptions.into_iter().enumerate() {
        test(|model| {
            let before = free(REQUESTER);
            let id = model.claimed();
            go_to(3);
            interrupt(model.id);
            go_to(LAST + 1);
            assert_ok!(expire(id));
            let expired = Event::RequestExpired { request: id, prover: Some(PROVER), slashed: 0 };
            assert_eq!(last_event(), expired.into(), "interruption {i}");
            assert_eq!(free(REQUESTER), before);
            assert_eq!((prover(PROVER).bond, prover(PROVER).bound, prover(PROVER).claims), (DEPOSIT, 0, 0));
        })
    }
}

#[test]
fn an_interruption_of_something_else_or_before_the_claim_excuses_nobody() {
    test(|model| {
        let other = Model::register(b"other", Layout { domain: [1; 32], ..layout() });
        for target in [PauseTarget::Everything, PauseTarget::Model(model.id)] {
            pause(target);
            go_to(2);
            resume(target);
        }
        go_to(3);
        let id = model.claimed();
        pause(PauseTarget::Model(other.id));
        go_to(5);
        resume(PauseTarget::Model(other.id));
        go_to(LAST + 3);
        assert_ok!(expire(id));
        assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
    })
}

#[test]
fn a_beneficiary_that_cannot_take_its_part_leaves_it_to_the_requester() {
    test(|model| {
        Treasury::set(NOBODY);
        RequesterShare::set(Perbill::from_percent(95));
        let before = free(REQUESTER);
        let id = ask(Inquiry { min_fee: MIN_FEE, max_fee: MIN_FEE, ..model.inquiry() });
        assert_ok!(claim(PROVER, id, 1));
        go_to(LAST + 1);
        assert_ok!(expire(id));
        // Five would be less than an account may have.
        assert_eq!((free(REQUESTER), free(NOBODY)), (before + MIN_BOND, 0));
        assert_eq!(prover(PROVER).bond, DEPOSIT - MIN_BOND);
    })
}

#[test]
fn prover_beneficiary_and_requester_may_be_one() {
    for beneficiary in [PROVER, REQUESTER] {
        test(|model| {
            Treasury::set(beneficiary);
            let before = [REQUESTER, PROVER].map(free);
            let id = model.claimed();
            go_to(LAST + 1);
            assert_ok!(expire(id));
            let rest = |who| if beneficiary == who { SHARES[1] } else { 0 };
            assert_eq!(
                [REQUESTER, PROVER].map(free),
                [before[0] + SHARES[0] + rest(REQUESTER), before[1] + rest(PROVER)]
            );
        })
    }
    test(|model| {
        assert_ok!(Market::deposit_bond(signed(REQUESTER), DEPOSIT));
        let before = free(REQUESTER);
        let id = model.ask();
        assert_ok!(claim(REQUESTER, id, 1));
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert_eq!(free(REQUESTER), before + SHARES[0]);
        assert_eq!(prover(REQUESTER).bond, DEPOSIT - BOUND);
    })
}

#[test]
fn a_freeze_keeps_no_slash_back() {
    test(|model| {
        let id = model.claimed();
        for who in [PROVER, REQUESTER] {
            Balances::set_lock(*b"frozen!!", &who, u128::MAX, WithdrawReasons::all());
        }
        let before = free(REQUESTER);
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
        assert_eq!(free(REQUESTER), before + MOST + SHARES[0] + held_before(&model));
    })
}

/// What the storage of the test's request costs.
fn held_before(model: &Model) -> Balance {
    let before = held(HoldReason::Storage, OTHER);
    let id = NextRequestId::<Test>::get();
    assert_ok!(send(OTHER, request_call(model.inquiry())));
    let price = held(HoldReason::Storage, OTHER) - before;
    assert_ok!(cancel(OTHER, id));
    price
}

#[test]
fn blocks_end_what_is_due_with_the_weight_that_they_have_left() {
    test(|model| {
        let (unclaimed, claimed) = (model.ask(), model.claimed());
        let open = model.ask_anybody();
        let left = || Requests::<Test>::iter_keys().collect::<std::collections::BTreeSet<_>>();
        idle_until(CLAIM_BY);
        assert_eq!(left(), [unclaimed, claimed, open].into());
        idle_until(CLAIM_BY + 1);
        assert_eq!(left(), [claimed, open].into());
        idle_until(PROVE_BY);
        assert_eq!(left(), [claimed, open].into());
        idle_until(PROVE_BY + 1);
        assert_eq!(left(), [claimed].into());
        idle_until(LAST);
        assert_eq!(left(), [claimed].into());
        idle_until(LAST + 1);
        assert_eq!(left(), [].into());
        assert_eq!(NextDeadline::<Test>::get(), Some(LAST + 1));
        assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
    })
}

#[test]
fn a_block_ends_no_more_than_it_may() {
    test(|model| {
        for _ in 0..MAX_PER_DEADLINE {
            model.ask();
        }
        idle_until(CLAIM_BY);
        let base = <Test as Config>::WeightInfo::expire_due(0);
        let left = || Requests::<Test>::iter().count() as u32;
        go_to(CLAIM_BY + 1);
        // Without weight for a step, nothing is looked at.
        for weight in [Weight::zero(), base - Weight::from_parts(1, 0), base, base + step() - Weight::from_parts(1, 0)]
        {
            assert_eq!(Market::on_idle(CLAIM_BY + 1, weight), Weight::zero());
        }
        assert_eq!(left(), MAX_PER_DEADLINE);
        assert_eq!(Market::on_idle(CLAIM_BY + 1, base + step() * 2), base + step() * 2);
        assert_eq!(left(), MAX_PER_DEADLINE - 2);
        assert_eq!(idle(), base + step() * u64::from(MAX_EXPIRED));
        assert_eq!(left(), MAX_PER_DEADLINE - 2 - MAX_EXPIRED);
        // The last one, and on to this block, where nothing may be over yet.
        assert_eq!(idle(), base + step() * 2);
        assert_eq!((left(), NextDeadline::<Test>::get()), (0, Some(CLAIM_BY + 1)));
        assert_eq!(idle(), base);
    })
}

#[test]
fn blocks_that_pass_without_weight_are_caught_up_with_in_bounded_steps() {
    test(|model| {
        let id = model.ask();
        go_to(1_000);
        // From block 1 to the one with the deadline, five at a time.
        for next in [6, 11] {
            idle();
            assert_eq!(NextDeadline::<Test>::get(), Some(next));
            assert!(Requests::<Test>::contains_key(id));
        }
        idle();
        assert!(!Requests::<Test>::contains_key(id));
        assert_eq!(NextDeadline::<Test>::get(), Some(15));
        // What is asked now is found when it is due, however far behind the blocks are.
        let id = model.ask();
        go_to(1_100);
        for _ in 0..300 {
            idle();
        }
        assert!(!Requests::<Test>::contains_key(id));
    })
}

#[test]
fn a_request_that_cannot_be_ended_holds_up_no_other() {
    test(|model| {
        let stuck = model.claimed();
        let other = NextRequestId::<Test>::get();
        assert_ok!(send(OTHER, request_call(Inquiry { audience: Audience::Open, prove_by: LAST, ..model.inquiry() })));
        // No call could do this.
        assert_ok!(Balances::release(&HoldReason::Fee.into(), &REQUESTER, MOST, Precision::Exact));
        idle_until(LAST + 1);
        assert!(Requests::<Test>::contains_key(stuck) && !Requests::<Test>::contains_key(other));
        // Nothing is half done.
        assert_eq!((prover(PROVER).bond, prover(PROVER).bound, prover(PROVER).claims), (DEPOSIT, BOUND, 1));
        assert_eq!(held(HoldReason::Bond, PROVER), DEPOSIT);
        assert_ok!(Balances::hold(&HoldReason::Fee.into(), &REQUESTER, MOST));
        assert_ok!(expire(stuck));
    })
}

/// What the beneficiary cannot take is the requester's, who ends the request.
#[test]
fn no_end_is_nested_so_deep_that_the_beneficiary_loses_its_share() {
    for depth in DEPTHS {
        test(|model| {
            let id = model.claimed();
            go_to(LAST + 1);
            let before = free(BENEFICIARY);
            let ended = send_nested(depth, Call::expire { request: id });
            assert!(ended.is_ok() || depth >= 63, "{depth}");
            let share = BOUND * Balance::from(REQUESTER_PERCENT) / 100;
            let rest = if ended.is_ok() { BOUND - share } else { 0 };
            assert_eq!(free(BENEFICIARY), before + rest, "{depth}");
        })
    }
}

mod reject {
    use super::*;

    #[test]
    fn what_is_not_over() {
        test(|model| {
            let (unclaimed, claimed, open) = (model.ask(), model.claimed(), model.ask_anybody());
            for (id, last) in [(unclaimed, CLAIM_BY), (claimed, LAST), (open, PROVE_BY)] {
                for block in [1, last] {
                    go_to(block);
                    assert_noop!(expire(id), Error::<Test>::NotExpired);
                }
                go_to(last + 1);
                assert_ok!(expire(id));
                assert_noop!(expire(id), Error::<Test>::UnknownRequest);
                go_to(1);
            }
        })
    }

    #[test]
    fn what_is_closing() {
        test(|model| {
            let id = model.ask_anybody();
            assert_ok!(cancel(REQUESTER, id));
            go_to(1 + CANCEL_NOTICE);
            assert_noop!(expire(id), Error::<Test>::NotExpired);
            go_to(2 + CANCEL_NOTICE);
            assert_ok!(expire(id));
        })
    }
}
