//! Which versions may answer, and what becomes of a request when its version does not stay what it was.

use super::*;

fn at_least(model: &Model) -> InquiryOf<Test> {
    Inquiry { rule: VersionRule::AtLeast(model.version), ..model.inquiry() }
}

#[test]
fn a_later_version_with_the_same_ports_answers_where_it_may() {
    test(|model| {
        let id = ask(at_least(&model));
        let open = ask(Inquiry { audience: Audience::Open, ..at_least(&model) });
        let second = model.add_version(2, layout());
        assert_ok!(claim(PROVER, id, 2));
        assert_ok!(fulfil(id, second.answer(id, PROVER)));
        assert_ok!(fulfil(open, second.answer(open, PROVER)));
    })
}

#[test]
fn a_retraining_with_the_same_scale_answers_where_it_may() {
    test(|_| {
        let model = Model::register(b"trained", Layout { params: Params::Committed, ..layout() });
        let id = ask(at_least(&model));
        let second = model.retrain(layout().output.scale);
        assert_ok!(claim(PROVER, id, 2));
        let mut stale = second.answer(id, PROVER);
        stale.proof = Model { params: model.params, ..second.clone() }.prove(&stale);
        assert_noop!(fulfil(id, stale), pallet_zkml::Error::<Test>::InvalidProof);
        assert_ok!(fulfil(id, second.answer(id, PROVER)));
    })
}

/// Otherwise nobody could promise to prove anything.
#[test]
fn a_version_that_is_deprecated_serves_what_it_has_begun() {
    test(|model| {
        let id = model.claimed();
        let open = model.ask_anybody();
        assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
        go_to(PROVE_BY);
        assert_ok!(fulfil(open, model.answer(open, PROVER)));
        go_to(LAST);
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
    })
}

#[test]
fn a_version_that_is_deprecated_as_late_as_can_be_serves_the_longest_request() {
    test(|model| {
        let end = 1 + MAX_DURATION;
        let id = ask(Inquiry { claim_by: end, prove_by: end, ..model.inquiry() });
        assert_ok!(claim(PROVER, id, 1));
        assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
        go_to(end + LATE_GRACE);
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
    })
}

/// It is the prover's own doing: the version was deprecated, and went on serving what was begun.
#[test]
fn deprecation_is_no_excuse() {
    test(|model| {
        let id = model.claimed();
        assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
    })
}

/// An owner who proves, or is paid by whoever does, must not make an excuse of a removal.
#[test]
fn no_version_goes_before_the_want_of_its_proof_is_settled() {
    test(|model| {
        LongestRequest::set(MAX_VALIDITY - LATE_GRACE - 1);
        Market::integrity_test();
        let prove_by = 1 + LongestRequest::get();
        let id = ask(Inquiry { prove_by, ..model.inquiry() });
        assert_ok!(claim(PROVER, id, 1));
        assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
        go_to(prove_by + LATE_GRACE + 1);
        let gone = pallet_zkml::Error::<Test>::VersionStillServed;
        assert_noop!(Zkml::remove_version(signed(OWNER), model.id, 1), gone);
        assert_ok!(expire(id));
        assert_eq!(prover(PROVER).bond, DEPOSIT - BOUND);
    })
}

/// The version was removed after it had served all that was begun.
#[test]
fn a_version_that_is_gone_excuses_whoever_claimed_it() {
    test(|model| {
        let id = model.claimed();
        assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
        go_to(1 + MAX_VALIDITY + 1);
        assert_ok!(Zkml::remove_version(signed(OWNER), model.id, 1));
        assert_ok!(Zkml::remove_model(signed(OWNER), model.id));
        assert_ok!(expire(id));
        assert_eq!(prover(PROVER).bond, DEPOSIT);
    })
}

mod reject {
    use super::*;

    #[test]
    fn versions_that_take_or_give_something_else() {
        test(|_| {
            // A model whose versions may be retrained, and one that takes commitments.
            let first = Layout { params: Params::Committed, ..with_input(Visibility::Committed) };
            let model = Model::register(b"first", first);
            let inquiry = Inquiry { input: Input::Committed(digest(9)), ..at_least(&model) };
            let id = ask(inquiry.clone());
            let open = ask(Inquiry { audience: Audience::Open, ..inquiry });
            let (mut wider, mut rescaled, mut hidden) = (first, first, first);
            wider.output.bits = 16;
            rescaled.output.scale.exponent = -9;
            hidden.output.visibility = Visibility::Committed;
            let unlike = [
                wider,
                rescaled,
                hidden,
                Layout { domain: [1; 32], ..first },
                Layout { attested: true, ..first },
                Layout { nullifier: true, ..first },
                Layout { input: port(Visibility::Committed, 41, 8), ..first },
            ];
            for (i, layout) in unlike.into_iter().enumerate() {
                let other = model.add_version(10 + i as u64, layout);
                assert_noop!(claim(PROVER, id, other.version), Error::<Test>::WrongVersion);
                assert_noop!(fulfil(open, other.answer(open, PROVER)), Error::<Test>::WrongVersion);
            }
            let retrained = model.retrain(Scale { mantissa: 3, exponent: -8 });
            assert_noop!(claim(PROVER, id, retrained.version), Error::<Test>::WrongVersion);
        })
    }

    #[test]
    fn earlier_versions() {
        test(|model| {
            let second = model.add_version(2, layout());
            let open = ask(Inquiry { audience: Audience::Open, ..at_least(&second) });
            assert_noop!(fulfil(open, model.answer(open, PROVER)), Error::<Test>::WrongVersion);
            let submission = Submission { version: 3, ..second.answer(open, PROVER) };
            assert_noop!(fulfil(open, submission), Error::<Test>::UnknownVersion);
        })
    }

    /// What the owner recommends later changes nothing for whoever has begun to prove.
    #[test]
    fn versions_that_are_recommended_later() {
        test(|model| {
            let open = ask(Inquiry { rule: VersionRule::Active, audience: Audience::Open, ..model.inquiry() });
            let second = model.add_version(2, layout());
            assert_ok!(Zkml::set_active_version(signed(OWNER), model.id, 2));
            assert_noop!(fulfil(open, second.answer(open, PROVER)), Error::<Test>::WrongVersion);
            assert_ok!(fulfil(open, model.answer(open, PROVER)));
        })
    }
}
