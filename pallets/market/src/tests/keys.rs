//! Orders of a prover's key, through the extension that lets them in.

use super::*;
use frame_support::{dispatch::PostDispatchInfo, storage::with_transaction, traits::tokens::Precision};
use frame_system::AuthorizeCall;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{
    traits::DispatchTransaction,
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction},
    TransactionOutcome,
};

/// Gives a prover a key.
fn key_of(who: u64) -> ProverKey {
    let key = ProverKey::generate_pair(None);
    assert_ok!(Market::set_prover(signed(who), Some(key.clone()), Default::default()));
    key
}

fn claim_order(request: RequestId) -> ClaimOrderOf<Test> {
    ClaimOrder { prover: PROVER, request, version: 1, valid_until: System::block_number() + 5, tip: 0 }
}

fn fulfil_order(request: RequestId, submission: SubmissionOf<Test>) -> FulfilOrderOf<Test> {
    let callback_weight = MaxCallbackWeight::get();
    FulfilOrder { request, submission, callback_weight, valid_until: System::block_number() + 5, tip: 0 }
}

fn claim_call(key: &ProverKey, order: ClaimOrderOf<Test>) -> RuntimeCall {
    let signature = key.sign(&order.digest::<Test>()).unwrap();
    Call::claim_by_key { order, signature }.into()
}

fn fulfil_call(key: &ProverKey, order: FulfilOrderOf<Test>) -> RuntimeCall {
    let signature = key.sign(&order.digest::<Test>()).unwrap();
    Call::fulfil_by_key { order: Box::new(order), signature }.into()
}

/// What the pool makes of a transaction that nobody signed.
fn validate(call: &RuntimeCall) -> Result<ValidTransaction, TransactionValidityError> {
    let info = call.get_dispatch_info();
    AuthorizeCall::<Test>::new()
        .validate_only(RuntimeOrigin::none(), call, &info, 0, TransactionSource::External, 0)
        .map(|(validity, ..)| validity)
}

/// Why a block has no room for a transaction that nobody signed: the same that the pool says.
fn refusal(call: &RuntimeCall) -> TransactionValidityError {
    let refused = validate(call).expect_err("the pool takes it");
    let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
    let again = include_in_block(call.clone()).expect_err("the block takes it");
    assert_eq!(root, sp_io::storage::root(sp_runtime::StateVersion::V1));
    assert_eq!(again, refused);
    refused
}

fn include_in_block(call: RuntimeCall) -> Result<PostDispatchInfo, TransactionValidityError> {
    let info = call.get_dispatch_info();
    let applied = AuthorizeCall::<Test>::new().dispatch_transaction(RuntimeOrigin::none(), call, &info, 0, 0)?;
    Ok(applied.expect("an order that is refused is included all the same"))
}

/// Includes an order and returns the fee that it took from the bond, which is the beneficiary's.
fn paid(call: RuntimeCall) -> Balance {
    let before = (prover(PROVER).bond, free(BENEFICIARY));
    include_in_block(call).expect("the order is let in");
    let fee = before.0 - prover(PROVER).bond;
    assert_eq!((free(BENEFICIARY), held(HoldReason::Bond, PROVER)), (before.1 + fee, before.0 - fee));
    fee
}

fn claim_fee() -> Balance {
    fee_of_claim(&claim_order(0))
}

fn custom(refusal: crate::keys::Refusal) -> TransactionValidityError {
    refusal.into()
}

const LIVES_TOO_LONG: crate::keys::Refusal = crate::keys::Refusal::LivesTooLong;
const NO_KEY: crate::keys::Refusal = crate::keys::Refusal::NoKey;
const BOND_TOO_LOW: crate::keys::Refusal = crate::keys::Refusal::BondTooLow;
const NOT_DUE: crate::keys::Refusal = crate::keys::Refusal::NotDue;
const VOID: crate::keys::Refusal = crate::keys::Refusal::Void;
const BAD_PROOF: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::BadProof);
const STALE: TransactionValidityError = TransactionValidityError::Invalid(InvalidTransaction::Stale);

#[test]
fn an_order_claims_for_the_prover_at_a_fee_from_the_bond() {
    test(|model| {
        let key = key_of(PROVER);
        let before = free(PROVER);
        let id = model.ask();
        let call = claim_call(&key, claim_order(id));
        let validity = validate(&call).unwrap();
        assert_eq!((validity.longevity, validity.propagate), (6, true));
        assert!(validity.requires.is_empty());
        assert_eq!(paid(call), claim_fee());
        assert_eq!(Requests::<Test>::get(id).unwrap().claim.unwrap().prover, PROVER);
        assert_eq!((prover(PROVER).bound, free(PROVER)), (BOUND, before));
    })
}

#[test]
fn an_order_fulfils_for_the_prover_at_a_fee_from_the_bond() {
    test(|model| {
        let key = key_of(PROVER);
        let before = free(PROVER);
        let id = model.claimed();
        let order = fulfil_order(id, model.answer(id, PROVER));
        let (weight, fee) = (Market::fulfil_by_key_weight(&order), fee_of_proof(&order));
        let call = fulfil_call(&key, order);
        assert_eq!(call.get_dispatch_info().call_weight, weight);
        assert_eq!(paid(call), fee);
        assert!(!Requests::<Test>::contains_key(id));
        assert_eq!(free(PROVER), before + LEAST);
    })
}

#[test]
fn an_order_fulfils_an_open_request() {
    test(|model| {
        let key = key_of(PROVER);
        let before = free(PROVER);
        let id = model.ask_anybody();
        paid(fulfil_call(&key, fulfil_order(id, model.answer(id, PROVER))));
        assert_eq!(free(PROVER), before + LEAST);
    })
}

/// As many as fit in a block, times what each adds to its fee: how FRAME ranks a signed transaction.
#[test]
fn an_order_competes_by_its_tip_as_signed_transactions_do() {
    test(|model| {
        let key = key_of(PROVER);
        let (id, claimed) = (model.ask(), model.claimed());
        let priority = |call: &RuntimeCall| validate(call).unwrap().priority;
        let block = block_weights();
        let fit = |call: &RuntimeCall| {
            use frame_support::traits::Authorize;
            let weight = call.get_dispatch_info().call_weight + call.weight_of_authorize();
            let weight = weight + block.get(DispatchClass::Normal).base_extrinsic;
            let lengths: frame_system::limits::BlockLength = <Test as frame_system::Config>::BlockLength::get();
            let length = *lengths.max.get(DispatchClass::Normal) as usize;
            // Without the two bytes that say which call it is.
            block.max_block.checked_div_per_component(&weight).unwrap().min((length / (call.encoded_size() - 2)) as u64)
        };
        for tip in [0, 1, 9] {
            let claim = claim_call(&key, ClaimOrder { tip, ..claim_order(id) });
            assert_eq!(priority(&claim), (tip as u64 + 1) * fit(&claim));
            let order = FulfilOrder { tip, ..fulfil_order(claimed, model.answer(claimed, PROVER)) };
            let fee = fee_of_proof(&order);
            let proof = fulfil_call(&key, order);
            assert_eq!(priority(&proof), (tip as u64 + 1) * fit(&proof));
            if tip == 9 {
                assert_eq!((paid(claim), paid(proof)), (claim_fee() + tip, fee + tip));
            }
        }
    })
}

#[test]
fn what_is_signed_is_known() {
    test(|model| {
        let id = model.claimed();
        let (claim, fulfil) = (claim_order(id), fulfil_order(id, model.answer(id, PROVER)));
        let request = Requests::<Test>::get(id).unwrap();
        let question = (REQUESTER, request.model, request.versions, request.ports, request.input, request.audience);
        let prices = (LEAST, MOST, BOUND);
        let terms = (question, prices, (CLAIM_BY, PROVE_BY), None::<()>).using_encoded(sp_io::hashing::blake2_256);
        for chain in [0, 7] {
            let genesis = [chain; 32];
            frame_system::BlockHash::<Test>::insert(0, sp_core::H256(genesis));
            let digest = |domain: &[u8; 20], order: Vec<u8>| {
                sp_io::hashing::blake2_256(&[domain.as_slice(), &genesis, &order, &terms].concat())
            };
            assert_eq!(claim.digest::<Test>(), digest(b"zkml-market/claim/v1", claim.encode()));
            assert_eq!(fulfil.digest::<Test>(), digest(b"zkml-market/proof/v1", fulfil.encode()));
        }
    })
}

#[test]
fn an_order_lives_until_its_last_block() {
    test(|model| {
        let key = key_of(PROVER);
        let id = model.ask();
        let order = ClaimOrder { valid_until: 1 + MAX_ORDER_LIFE, ..claim_order(id) };
        let call = claim_call(&key, order);
        assert_eq!(validate(&call).unwrap().longevity, MAX_ORDER_LIFE + 1);
        go_to(1 + MAX_ORDER_LIFE);
        assert_eq!(validate(&call).unwrap().longevity, 1);
        paid(call);
    })
}

#[test]
fn a_prover_has_one_order_of_a_kind_for_a_request_in_the_pool() {
    test(|model| {
        let keys = [PROVER, OTHER].map(key_of);
        let ids = [model.ask(), model.ask(), model.claimed()];
        let tags = |call| validate(&call).unwrap().provides;
        let first = tags(claim_call(&keys[0], claim_order(ids[0])));
        assert_eq!(first, [(b"zkml-market", b"claim", PROVER, ids[0]).encode()]);
        let later = ClaimOrder { valid_until: 9, ..claim_order(ids[0]) };
        assert_eq!(tags(claim_call(&keys[0], later)), first);
        let others = [
            tags(claim_call(&keys[1], ClaimOrder { prover: OTHER, ..claim_order(ids[0]) })),
            tags(claim_call(&keys[0], claim_order(ids[1]))),
            tags(fulfil_call(&keys[0], fulfil_order(ids[2], model.answer(ids[2], PROVER)))),
        ];
        assert_eq!(others[2], [(b"zkml-market", b"proof", PROVER, ids[2]).encode()]);
        assert!(others.iter().all(|other| *other != first && other.len() == 1));
    })
}

#[test]
fn an_order_with_an_invalid_proof_costs_its_fee_and_changes_nothing_else() {
    test(|model| {
        let key = key_of(PROVER);
        let id = model.claimed();
        let before = (Requests::<Test>::get(id), prover(PROVER), free(PROVER), free(REQUESTER));
        let mut forged = model.answer(id, PROVER);
        forged.output[0][0] ^= 1;
        let order = fulfil_order(id, forged);
        let (expected, valid_until) = (fee_of_proof(&order), order.valid_until);
        let fee = paid(fulfil_call(&key, order));
        assert_eq!(fee, expected);
        let error = pallet_zkml::Error::<Test>::InvalidProof.into();
        assert_eq!(last_event(), Event::OrderRefused { prover: PROVER, request: id, fee, error }.into());
        let marked = Prover { bond: before.1.bond - fee, void_until: valid_until, ..before.1 };
        assert_eq!(
            (Requests::<Test>::get(id), prover(PROVER), free(PROVER), free(REQUESTER)),
            (before.0, marked, before.2, before.3)
        );
        assert_eq!(pallet_zkml::Receipts::<Test>::iter().count(), 0);
        // The prover can still prove it.
        let order = FulfilOrder { valid_until: valid_until + 1, ..fulfil_order(id, model.answer(id, PROVER)) };
        paid(fulfil_call(&key, order));
        assert!(!Requests::<Test>::contains_key(id));
    })
}

#[test]
fn an_order_pays_for_the_verification_and_reports_what_it_took() {
    test(|model| {
        let key = key_of(PROVER);
        let base = <Test as Config>::WeightInfo::fulfil_by_key();
        for first in [false, true] {
            let id = model.claimed();
            let submission = model.answer(id, PROVER);
            let verification = if first { Weight::zero() } else { Zkml::accept_weight(&submission) };
            if first {
                assert_ok!(submit(submission.clone()));
            }
            let taken = include_in_block(fulfil_call(&key, fulfil_order(id, submission))).unwrap();
            assert_eq!(taken.actual_weight, Some(base + verification));
            assert_eq!(taken.pays_fee, frame_support::dispatch::Pays::No);
        }
        let id = model.claimed();
        let mut forged = model.answer(id, PROVER);
        forged.output[0][0] ^= 1;
        let call = fulfil_call(&key, fulfil_order(id, forged));
        let charged = call.get_dispatch_info().call_weight;
        let refused = include_in_block(call).unwrap();
        assert_eq!((refused.actual_weight, refused.pays_fee), (Some(charged), frame_support::dispatch::Pays::No));
    })
}

#[test]
fn an_order_that_fails_half_way_leaves_nothing_half_done() {
    test(|model| {
        let key = key_of(PROVER);
        let id = model.claimed();
        let call = fulfil_call(&key, fulfil_order(id, model.answer(id, PROVER)));
        // No call could do this: the fee cannot be paid, although the proof is accepted and the bond free again by then.
        assert_ok!(Balances::release(&HoldReason::Fee.into(), &REQUESTER, MOST, Precision::Exact));
        paid(call);
        assert!(matches!(last_event(), RuntimeEvent::Market(Event::OrderRefused { .. })));
        assert_eq!((prover(PROVER).bound, prover(PROVER).claims), (BOUND, 1));
        assert_eq!(pallet_zkml::Receipts::<Test>::iter().count(), 0);
        assert_ok!(Balances::hold(&HoldReason::Fee.into(), &REQUESTER, MOST));
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
    })
}

#[test]
fn a_fee_may_take_the_last_of_the_bond() {
    test(|model| {
        let id = model.ask_anybody();
        let order = fulfil_order(id, model.answer(id, RELAYER));
        let fee = fee_of_proof(&order);
        assert_ok!(Market::deposit_bond(signed(RELAYER), fee));
        let key = key_of(RELAYER);
        include_in_block(fulfil_call(&key, order)).unwrap();
        assert!(!Provers::<Test>::contains_key(RELAYER) && !Requests::<Test>::contains_key(id));
        assert_eq!(free(RELAYER), ENDOWMENT - fee + LEAST);
    })
}

mod reject {
    use super::*;

    #[test]
    fn an_order_of_another_key() {
        test(|model| {
            key_of(PROVER);
            let thief = ProverKey::generate_pair(None);
            let (id, claimed) = (model.ask(), model.claimed());
            let order = fulfil_order(claimed, model.answer(claimed, PROVER));
            assert_eq!(refusal(&claim_call(&thief, claim_order(id))), BAD_PROOF);
            assert_eq!(refusal(&fulfil_call(&thief, order)), BAD_PROOF);
        })
    }

    /// Two requests that are made at the same time have one number or the other, by the fork. A claim of the one that the prover
    /// has looked at must not bind it to the other.
    #[test]
    fn an_order_for_another_request_of_the_same_number() {
        test(|model| {
            let key = key_of(PROVER);
            let here = Inquiry { claim_by: CLAIM_BY, prove_by: PROVE_BY, ..model.inquiry() };
            let order = with_transaction(|| {
                let call = claim_call(&key, claim_order(ask(here.clone())));
                assert!(validate(&call).is_ok());
                TransactionOutcome::Rollback(Ok::<_, DispatchError>(call))
            });
            let order = order.unwrap();
            for there in [
                Inquiry { prove_by: CLAIM_BY, ..here.clone() },
                Inquiry { max_fee: MOST + 1, ..here.clone() },
                Inquiry { audience: Audience::Direct(PROVER), ..here.clone() },
                Inquiry { rule: VersionRule::AtLeast(1), ..here.clone() },
                Inquiry { callback: Some(listener::Call::note { tag: 7, fail: false }.into()), ..here.clone() },
            ] {
                let refused = with_transaction(|| {
                    ask(there);
                    TransactionOutcome::Rollback(Ok::<_, DispatchError>(refusal(&order)))
                });
                assert_eq!(refused, Ok(BAD_PROOF));
            }
            // The same one, some blocks later.
            go_to(3);
            ask(here);
            paid(order);
        })
    }

    #[test]
    fn an_order_of_a_key_that_was_replaced() {
        test(|model| {
            let old = key_of(PROVER);
            let id = model.ask();
            let call = claim_call(&old, claim_order(id));
            assert!(validate(&call).is_ok());
            let new = key_of(PROVER);
            assert_eq!(refusal(&call), BAD_PROOF);
            assert!(validate(&claim_call(&new, claim_order(id))).is_ok());
            assert_ok!(Market::set_prover(signed(PROVER), None, Default::default()));
            assert_eq!(refusal(&call), custom(NO_KEY));
        })
    }

    #[test]
    fn an_order_for_whoever_has_no_key() {
        test(|model| {
            let key = key_of(PROVER);
            let (id, open) = (model.ask(), model.ask_anybody());
            for who in [OTHER, RELAYER] {
                let order = ClaimOrder { prover: who, ..claim_order(id) };
                assert_eq!(refusal(&claim_call(&key, order)), custom(NO_KEY));
                let order = fulfil_order(open, model.answer(open, who));
                assert_eq!(refusal(&fulfil_call(&key, order)), custom(NO_KEY));
            }
        })
    }

    #[test]
    fn an_order_that_was_tampered_with() {
        test(|model| {
            model.add_version(2, layout());
            let key = key_of(PROVER);
            let other_key = key_of(OTHER);
            let asked = Inquiry { rule: VersionRule::AtLeast(1), ..model.inquiry() };
            let ids = [ask(asked.clone()), ask(asked)];
            let order = claim_order(ids[0]);
            let signature = key.sign(&order.digest::<Test>()).unwrap();
            for tampered in [
                // A signature for another request, the most that a thief could want.
                ClaimOrder { request: ids[1], ..order.clone() },
                ClaimOrder { version: 2, ..order.clone() },
                ClaimOrder { valid_until: order.valid_until + 1, ..order.clone() },
                ClaimOrder { prover: OTHER, ..order.clone() },
                ClaimOrder { tip: 1, ..order.clone() },
            ] {
                let call = Call::claim_by_key { order: tampered, signature: signature.clone() }.into();
                assert_eq!(refusal(&call), BAD_PROOF);
            }
            let by_other = other_key.sign(&order.digest::<Test>()).unwrap();
            assert_eq!(refusal(&Call::claim_by_key { order, signature: by_other }.into()), BAD_PROOF);

            let id = model.ask_anybody();
            let order = fulfil_order(id, model.answer(id, PROVER));
            let signature = key.sign(&order.digest::<Test>()).unwrap();
            let mut forged = order.submission.clone();
            forged.output[0][0] ^= 1;
            for tampered in [
                FulfilOrder { submission: forged, ..order.clone() },
                FulfilOrder { submission: Submission { valid_until: 3, ..order.submission.clone() }, ..order.clone() },
                FulfilOrder { callback_weight: Weight::zero(), ..order.clone() },
                FulfilOrder { valid_until: order.valid_until + 1, ..order.clone() },
                FulfilOrder { tip: 1, ..order.clone() },
            ] {
                let call = Call::fulfil_by_key { order: tampered.into(), signature: signature.clone() }.into();
                assert_eq!(refusal(&call), BAD_PROOF);
            }
        })
    }

    #[test]
    fn a_signature_that_was_given_for_the_other_kind_of_order() {
        test(|model| {
            let key = key_of(PROVER);
            let (id, claimed) = (model.ask(), model.claimed());
            let (claim, fulfil) = (claim_order(id), fulfil_order(claimed, model.answer(claimed, PROVER)));
            let signatures = [claim.digest::<Test>(), fulfil.digest::<Test>()].map(|digest| key.sign(&digest).unwrap());
            let [for_claim, for_fulfil] = signatures;
            assert_eq!(refusal(&Call::claim_by_key { order: claim, signature: for_fulfil }.into()), BAD_PROOF);
            assert_eq!(refusal(&Call::fulfil_by_key { order: fulfil.into(), signature: for_claim }.into()), BAD_PROOF);
        })
    }

    #[test]
    fn an_order_of_another_chain() {
        test(|model| {
            let key = key_of(PROVER);
            let (id, open) = (model.ask(), model.ask_anybody());
            let orders =
                [claim_call(&key, claim_order(id)), fulfil_call(&key, fulfil_order(open, model.answer(open, PROVER)))];
            frame_system::BlockHash::<Test>::insert(0, sp_core::H256([7; 32]));
            for call in orders {
                assert_eq!(refusal(&call), BAD_PROOF);
            }
        })
    }

    #[test]
    fn an_order_that_has_expired_or_lives_too_long() {
        test(|model| {
            let key = key_of(PROVER);
            let (id, open) = (model.ask(), model.ask_anybody());
            let submission = model.answer(open, PROVER);
            go_to(5);
            for (valid_until, refused) in [
                (0, STALE),
                (4, STALE),
                (5 + MAX_ORDER_LIFE + 1, custom(LIVES_TOO_LONG)),
                (u64::MAX, custom(LIVES_TOO_LONG)),
            ] {
                let order = ClaimOrder { valid_until, ..claim_order(id) };
                assert_eq!(refusal(&claim_call(&key, order)), refused);
                let order = FulfilOrder { valid_until, ..fulfil_order(open, submission.clone()) };
                assert_eq!(refusal(&fulfil_call(&key, order)), refused);
            }
        })
    }

    #[test]
    fn an_order_that_the_bond_cannot_pay() {
        test(|model| {
            let (id, open) = (model.ask(), model.ask_anybody());
            assert_ok!(Market::deposit_bond(signed(RELAYER), claim_fee() + BOUND - 1));
            let key = key_of(RELAYER);
            let claim = claim_call(&key, ClaimOrder { prover: RELAYER, ..claim_order(id) });
            // Enough for either, and not for both.
            assert_eq!(refusal(&claim), custom(BOND_TOO_LOW));
            assert_ok!(Market::deposit_bond(signed(RELAYER), 1));
            assert!(validate(&claim).is_ok());

            let order = fulfil_order(open, model.answer(open, RELAYER));
            let fee = fee_of_proof(&order);
            let missing = fee - prover(RELAYER).bond;
            assert_ok!(Market::deposit_bond(signed(RELAYER), missing - 1));
            let fulfil = fulfil_call(&key, order);
            assert_eq!(refusal(&fulfil), custom(BOND_TOO_LOW));
            assert_ok!(Market::deposit_bond(signed(RELAYER), 1));
            assert!(validate(&fulfil).is_ok());
            // Nor a tip beyond what is there.
            let tipped = FulfilOrder { tip: 1, ..fulfil_order(open, model.answer(open, RELAYER)) };
            assert_eq!(refusal(&fulfil_call(&key, tipped)), custom(BOND_TOO_LOW));
            let most = ClaimOrder { prover: RELAYER, tip: Balance::MAX, ..claim_order(id) };
            assert_eq!(refusal(&claim_call(&key, most)), custom(BOND_TOO_LOW));
            // What a claim binds pays no fees.
            assert_ok!(super::super::claim(RELAYER, id, 1));
            assert_eq!(refusal(&fulfil), custom(BOND_TOO_LOW));
        })
    }

    #[test]
    fn an_order_of_the_greatest_weight() {
        test(|model| {
            let key = key_of(PROVER);
            let open = model.ask_anybody();
            let order = FulfilOrder { callback_weight: Weight::MAX, ..fulfil_order(open, model.answer(open, PROVER)) };
            assert_eq!(refusal(&fulfil_call(&key, order)), custom(BOND_TOO_LOW));
        })
    }

    #[test]
    fn an_order_that_was_carried_out() {
        test(|model| {
            let key = key_of(PROVER);
            let id = model.ask();
            let claim = claim_call(&key, claim_order(id));
            paid(claim.clone());
            // In the same block, and in the next.
            for block in [1, 2] {
                go_to(block);
                assert_eq!(refusal(&claim), custom(NOT_DUE));
            }
            let fulfil = fulfil_call(&key, fulfil_order(id, model.answer(id, PROVER)));
            paid(fulfil.clone());
            for block in [2, 3] {
                go_to(block);
                assert_eq!(refusal(&fulfil), custom(NOT_DUE));
            }
        })
    }

    /// Everybody has seen it: whoever sent it again would spend the prover's bond.
    #[test]
    fn an_order_that_was_refused_before() {
        test(|model| {
            let key = key_of(PROVER);
            let id = model.claimed();
            let mut forged = model.answer(id, PROVER);
            forged.output[0][0] ^= 1;
            let order = fulfil_order(id, forged);
            let call = fulfil_call(&key, order.clone());
            let earlier = FulfilOrder { valid_until: order.valid_until - 1, ..order.clone() };
            let earlier = fulfil_call(&key, earlier);
            let later = FulfilOrder { valid_until: order.valid_until + 1, ..order };
            let later = fulfil_call(&key, later);
            paid(call.clone());
            let bond = prover(PROVER).bond;
            for block in 1..=5 {
                go_to(block);
                assert_eq!(refusal(&call), custom(VOID));
                assert_eq!(refusal(&earlier), custom(VOID));
                // Another that the prover has signed is its own affair.
                assert!(validate(&later).is_ok());
            }
            assert_eq!(prover(PROVER).bond, bond);
        })
    }

    #[test]
    fn an_order_that_no_longer_goes_with_its_request() {
        test(|model| {
            let key = key_of(PROVER);
            let claim_of = |id| claim_call(&key, claim_order(id));
            let fulfil_of = |id, submission| fulfil_call(&key, fulfil_order(id, submission));
            let (free, open) = (model.ask(), model.ask_anybody());
            let direct = ask(Inquiry { audience: Audience::Direct(OTHER), ..model.inquiry() });
            let taken = model.ask();
            assert_ok!(super::super::claim(OTHER, taken, 1));
            for id in [open, direct, taken, 99] {
                assert_eq!(refusal(&claim_of(id)), custom(NOT_DUE), "claim of {id}");
            }
            for id in [free, taken] {
                assert_eq!(refusal(&fulfil_of(id, model.answer(id, PROVER))), custom(NOT_DUE), "answer of {id}");
            }
            assert_eq!(refusal(&fulfil_of(99, model.answer(open, PROVER))), custom(NOT_DUE));
            let submission = Submission { subject: [1; 32], ..model.answer(open, PROVER) };
            assert_eq!(refusal(&fulfil_of(open, submission)), custom(NOT_DUE));
            let late = model.answer(open, PROVER);
            let wrong = ClaimOrder { version: 2, ..claim_order(free) };
            assert_eq!(refusal(&claim_call(&key, wrong)), custom(NOT_DUE));
            pause(PauseTarget::Everything);
            assert_eq!(refusal(&claim_of(free)), custom(NOT_DUE));
            resume(PauseTarget::Everything);
            go_to(CLAIM_BY + 1);
            assert_eq!(refusal(&claim_of(free)), custom(NOT_DUE));
            go_to(PROVE_BY + 1);
            assert_eq!(refusal(&fulfil_of(open, late)), custom(NOT_DUE));
        })
    }

    #[test]
    fn an_order_that_comes_round_the_extension() {
        test(|model| {
            let key = key_of(PROVER);
            let id = model.ask();
            let call = claim_call(&key, claim_order(id));
            for origin in [signed(PROVER), signed(RELAYER), RuntimeOrigin::root(), RuntimeOrigin::none()] {
                let refused = call.clone().dispatch(origin).unwrap_err();
                assert_eq!(refused.error, DispatchError::BadOrigin);
            }
            let info = call.get_dispatch_info();
            let extension = AuthorizeCall::<Test>::new();
            let applied = extension.dispatch_transaction(signed(RELAYER), call, &info, 0, 0).unwrap();
            assert_eq!(applied.unwrap_err().error, DispatchError::BadOrigin);
            assert_eq!(prover(PROVER).bond, DEPOSIT);
        })
    }

    /// A call that no key authorizes is not let in by the extension.
    #[test]
    fn whatever_else_is_not_signed() {
        test(|model| {
            let id = model.ask();
            let call: RuntimeCall = Call::claim { request: id, version: 1 }.into();
            let info = call.get_dispatch_info();
            let unsigned = AuthorizeCall::<Test>::new().dispatch_transaction(RuntimeOrigin::none(), call, &info, 0, 0);
            assert!(unsigned.is_err() || unsigned.unwrap().is_err());
        })
    }
}
