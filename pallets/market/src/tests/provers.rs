//! Bonds, keys and addresses.

use super::*;
use sp_application_crypto::RuntimeAppPublic;

#[test]
fn a_bond_is_held_and_grows() {
    test(|_| {
        let before = free(RELAYER);
        assert_ok!(send(RELAYER, Call::deposit_bond { amount: MIN_BOND }));
        assert_eq!(last_event(), Event::BondChanged { prover: RELAYER, bond: MIN_BOND }.into());
        assert_ok!(send(RELAYER, Call::deposit_bond { amount: 1 }));
        assert_eq!(last_event(), Event::BondChanged { prover: RELAYER, bond: MIN_BOND + 1 }.into());
        assert_eq!(held(HoldReason::Bond, RELAYER), MIN_BOND + 1);
        assert_eq!(free(RELAYER), before - MIN_BOND - 1);
    })
}

#[test]
fn whoever_withdraws_all_is_no_prover_any_more() {
    test(|_| {
        assert_ok!(send(PROVER, Call::withdraw_bond { amount: 1 }));
        assert_eq!(last_event(), Event::BondChanged { prover: PROVER, bond: DEPOSIT - 1 }.into());
        assert_ok!(send(PROVER, Call::withdraw_bond { amount: DEPOSIT - 1 }));
        assert_eq!(last_event(), Event::BondChanged { prover: PROVER, bond: 0 }.into());
        assert!(!Provers::<Test>::contains_key(PROVER));
        assert_eq!((free(PROVER), held(HoldReason::Bond, PROVER)), (ENDOWMENT, 0));
    })
}

#[test]
fn a_prover_names_a_key_and_an_address() {
    test(|_| {
        let key = Some(ProverKey::generate_pair(None));
        let endpoint: EndpointOf<Test> = b"https://prover.example".to_vec().try_into().unwrap();
        assert_ok!(send(PROVER, Call::set_prover { key: key.clone(), endpoint: endpoint.clone() }));
        assert_eq!(last_event(), Event::ProverSet { prover: PROVER, key: key.clone() }.into());
        assert_eq!((prover(PROVER).key, prover(PROVER).endpoint), (key.clone(), endpoint.clone()));
        // Both stay when the bond changes.
        assert_ok!(send(PROVER, Call::deposit_bond { amount: 1 }));
        assert_ok!(send(PROVER, Call::withdraw_bond { amount: 2 }));
        assert_eq!((prover(PROVER).key, prover(PROVER).endpoint), (key, endpoint));
        assert_ok!(send(PROVER, Call::set_prover { key: None, endpoint: Default::default() }));
        assert_eq!(prover(PROVER).key, None);
    })
}

mod reject {
    use super::*;

    #[test]
    fn bonds_below_the_least() {
        test(|_| {
            for amount in [0, MIN_BOND - 1] {
                assert_noop!(send(RELAYER, Call::deposit_bond { amount }), Error::<Test>::BondTooLow);
            }
        })
    }

    #[test]
    fn bonds_beyond_the_funds() {
        test(|_| {
            for amount in [ENDOWMENT, u128::MAX - DEPOSIT] {
                assert_noop!(send(RELAYER, Call::deposit_bond { amount }), TokenError::FundsUnavailable);
            }
            let overflow = DispatchError::Arithmetic(sp_runtime::ArithmeticError::Overflow);
            assert_noop!(send(PROVER, Call::deposit_bond { amount: u128::MAX }), overflow);
        })
    }

    #[test]
    fn withdrawing_what_is_bound_or_not_there() {
        test(|model| {
            assert_noop!(send(RELAYER, Call::withdraw_bond { amount: 0 }), Error::<Test>::UnknownProver);
            assert_noop!(send(PROVER, Call::withdraw_bond { amount: DEPOSIT + 1 }), Error::<Test>::BondTooLow);
            let id = model.claimed();
            let beyond = DEPOSIT - BOUND + 1;
            assert_noop!(send(PROVER, Call::withdraw_bond { amount: beyond }), Error::<Test>::BondTooLow);
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: beyond - 1 }));
            // Until the promise is kept.
            assert_noop!(send(PROVER, Call::withdraw_bond { amount: 1 }), Error::<Test>::BondTooLow);
            assert_ok!(fulfil(id, model.answer(id, PROVER)));
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: BOUND }));
            assert!(!Provers::<Test>::contains_key(PROVER));
        })
    }

    /// Or records would be stored that nobody has paid for.
    #[test]
    fn withdrawing_all_but_dust() {
        test(|_| {
            let beyond = DEPOSIT - MIN_BOND + 1;
            assert_noop!(send(PROVER, Call::withdraw_bond { amount: beyond }), Error::<Test>::BondTooLow);
            assert_noop!(send(PROVER, Call::withdraw_bond { amount: DEPOSIT - 1 }), Error::<Test>::BondTooLow);
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: beyond - 1 }));
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: MIN_BOND }));
        })
    }

    /// Or with the record it is forgotten, and a new bond pays for it again.
    #[test]
    fn withdrawing_all_while_a_refused_order_counts() {
        test(|_| {
            Provers::<Test>::mutate_extant(PROVER, |prover| prover.void_until = 5);
            for block in [1, 5] {
                go_to(block);
                let all = Call::withdraw_bond { amount: DEPOSIT };
                assert_noop!(send(PROVER, all), Error::<Test>::RefusedOrderCounts);
            }
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: DEPOSIT - MIN_BOND }));
            go_to(6);
            assert_ok!(send(PROVER, Call::withdraw_bond { amount: MIN_BOND }));
            assert!(!Provers::<Test>::contains_key(PROVER));
        })
    }

    #[test]
    fn a_key_without_a_bond() {
        test(|_| {
            let call = Call::set_prover { key: None, endpoint: Default::default() };
            assert_noop!(send(RELAYER, call), Error::<Test>::UnknownProver);
        })
    }

    #[test]
    fn whoever_signs_nothing() {
        test(|_| {
            let root = RuntimeOrigin::root;
            assert_noop!(Market::deposit_bond(root(), 1), DispatchError::BadOrigin);
            assert_noop!(Market::withdraw_bond(root(), 1), DispatchError::BadOrigin);
            assert_noop!(Market::set_prover(root(), None, Default::default()), DispatchError::BadOrigin);
            assert_noop!(Market::expire(root(), 0), DispatchError::BadOrigin);
        })
    }
}
