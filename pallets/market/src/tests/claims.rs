//! Promises, and what they bind.

use super::*;

#[test]
fn a_claim_binds_a_part_of_the_bond_and_the_fee_of_its_block() {
    test(|model| {
        let id = model.ask();
        go_to(4);
        assert_ok!(claim(PROVER, id, 1));
        let fee = 400;
        assert_eq!(last_event(), Event::RequestClaimed { request: id, prover: PROVER, version: 1, fee }.into());
        let request = Requests::<Test>::get(id).unwrap();
        assert_eq!(request.claim, Some(Claim { prover: PROVER, version: 1, block: 4, fee }));
        let ProverOf::<Test> { bond, bound, claims, .. } = prover(PROVER);
        assert_eq!((bond, bound, claims), (DEPOSIT, BOUND, 1));
        assert_eq!(prover(PROVER).free(), DEPOSIT - BOUND);
        // Nobody can claim it any more, so that this is no deadline.
        assert_eq!(Deadlines::<Test>::get(CLAIM_BY), vec![]);
        assert_eq!(Deadlines::<Test>::get(LAST), vec![id]);
        // The fee does not rise any further.
        go_to(9);
        assert_eq!(Market::fee(id), Some(fee));
    })
}

#[test]
fn the_last_block_of_a_claim_is_part_of_its_time() {
    test(|model| {
        let id = model.ask();
        go_to(CLAIM_BY);
        assert_ok!(claim(PROVER, id, 1));
        assert_eq!(Requests::<Test>::get(id).unwrap().claim.unwrap().fee, MOST);
    })
}

#[test]
fn a_direct_request_is_for_one_prover() {
    test(|model| {
        let id = ask(Inquiry { audience: Audience::Direct(PROVER), ..model.inquiry() });
        assert_noop!(claim(OTHER, id, 1), Error::<Test>::NotForThisProver);
        assert_ok!(claim(PROVER, id, 1));
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
    })
}

#[test]
fn a_claim_that_ends_makes_room_for_another() {
    test(|model| {
        let ids: Vec<_> = (0..MAX_CLAIMS).map(|_| model.claimed()).collect();
        let next = model.ask();
        assert_noop!(claim(PROVER, next, 1), Error::<Test>::TooManyClaims);
        assert_ok!(fulfil(ids[1], model.answer(ids[1], PROVER)));
        assert_ok!(claim(PROVER, next, 1));
        assert_eq!((prover(PROVER).claims, prover(PROVER).bound), (MAX_CLAIMS, 3 * BOUND));
    })
}

#[test]
fn the_requester_may_claim_too() {
    test(|model| {
        assert_ok!(Market::deposit_bond(signed(REQUESTER), DEPOSIT));
        let id = model.ask();
        assert_ok!(claim(REQUESTER, id, 1));
    })
}

mod reject {
    use super::*;

    #[test]
    fn what_is_not_there() {
        test(|model| {
            assert_noop!(claim(PROVER, 0, 1), Error::<Test>::UnknownRequest);
            let id = model.claimed();
            assert_ok!(fulfil(id, model.answer(id, PROVER)));
            assert_noop!(claim(OTHER, id, 1), Error::<Test>::UnknownRequest);
            assert_noop!(Market::claim(RuntimeOrigin::none(), id, 1), DispatchError::BadOrigin);
        })
    }

    #[test]
    fn what_is_claimed_or_needs_no_claim() {
        test(|model| {
            let id = model.claimed();
            for who in [PROVER, OTHER] {
                assert_noop!(claim(who, id, 1), Error::<Test>::AlreadyClaimed);
            }
            let open = model.ask_anybody();
            assert_noop!(claim(PROVER, open, 1), Error::<Test>::NoClaimNeeded);
        })
    }

    #[test]
    fn what_is_too_late() {
        test(|model| {
            let id = model.ask();
            go_to(CLAIM_BY + 1);
            assert_noop!(claim(PROVER, id, 1), Error::<Test>::ClaimTooLate);
        })
    }

    #[test]
    fn versions_that_may_not_answer() {
        test(|model| {
            model.add_version(2, layout());
            let id = model.ask();
            for version in [0, 2, 3, u32::MAX] {
                assert_noop!(claim(PROVER, id, version), Error::<Test>::WrongVersion);
            }
            let id = ask(Inquiry { rule: VersionRule::AtLeast(2), ..model.inquiry() });
            assert_noop!(claim(PROVER, id, 1), Error::<Test>::WrongVersion);
            assert_noop!(claim(PROVER, id, 3), Error::<Test>::UnknownVersion);
        })
    }

    #[test]
    fn versions_that_are_deprecated_or_revoked() {
        test(|model| {
            model.add_version(2, layout());
            let ids = [1, 2].map(|n| ask(Inquiry { rule: VersionRule::Exactly(n), ..model.inquiry() }));
            assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model.id, 2));
            assert_noop!(claim(PROVER, ids[0], 1), Error::<Test>::VersionNotLive);
            assert_noop!(claim(PROVER, ids[1], 2), Error::<Test>::VersionNotLive);
        })
    }

    /// Nobody is slashed for what a pause made impossible: such a claim would risk nothing and keep others away.
    #[test]
    fn in_a_pause() {
        test(|model| {
            let id = model.ask();
            for target in [PauseTarget::Everything, PauseTarget::Model(model.id)] {
                pause(target);
                assert_noop!(claim(PROVER, id, 1), Error::<Test>::VersionPaused);
                resume(target);
            }
            // Resumed in the block of the claim, which misses nothing.
            assert_ok!(claim(PROVER, id, 1));
            go_to(LAST + 1);
            assert_ok!(expire(id));
            assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
        })
    }

    #[test]
    fn more_than_the_bond_allows() {
        test(|model| {
            let first = model.ask();
            assert_noop!(claim(RELAYER, first, 1), Error::<Test>::UnknownProver);
            assert_ok!(Market::deposit_bond(signed(RELAYER), 2 * BOUND - 1));
            assert_ok!(claim(RELAYER, first, 1));
            let second = model.ask();
            assert_noop!(claim(RELAYER, second, 1), Error::<Test>::BondTooLow);
            assert_ok!(Market::deposit_bond(signed(RELAYER), 1));
            assert_ok!(claim(RELAYER, second, 1));
            assert_eq!(prover(RELAYER).free(), 0);
        })
    }

    #[test]
    fn more_claims_than_a_prover_may_have() {
        test(|model| {
            for _ in 0..MAX_CLAIMS {
                model.claimed();
            }
            let next = model.ask();
            assert_noop!(claim(PROVER, next, 1), Error::<Test>::TooManyClaims);
        })
    }
}
