//! Agents as they begin.

use super::*;

#[test]
fn an_agent_is_what_its_policy_says() {
    test(|model| {
        let policy = model.policy();
        let agent = create(policy.clone()).unwrap();
        let account = Treasury::account(agent);
        let created = Event::AgentCreated { agent, founder: FOUNDER, account, policy: policy.clone() };
        assert_eq!(last_event(), created.into());
        let AgentOf::<Test> { founder, policy: stored, woken, pending, decided, decision, .. } = record(agent);
        assert_eq!((founder, stored), (FOUNDER, policy));
        assert_eq!((woken, pending, decided, decision), (None, None, 1, None));
    })
}

#[test]
fn every_agent_has_an_account_of_its_own() {
    test(|model| {
        let [a, b] = [(); 2].map(|()| create(model.policy()).unwrap());
        assert_ne!(Treasury::account(a), Treasury::account(b));
        give(Treasury::account(a), FUNDS);
        assert_eq!([a, b].map(|agent| free(Treasury::account(agent))), [FUNDS, 0]);
    })
}

#[test]
fn the_founder_pays_for_the_storage() {
    test(|model| {
        let mut larger = model.policy();
        larger.actions.try_push(Action::Pay { to: HEIR, amount: 1 }).unwrap();
        create(model.policy()).unwrap();
        let small = held(FOUNDER);
        create(larger).unwrap();
        assert!(small > 0 && held(FOUNDER) - small > small);
        // An account without funds cannot.
        assert_noop!(send(WORKER, create_call(model.policy())), TokenError::FundsUnavailable);
    })
}

#[test]
fn a_policy_may_have_an_action_for_every_class() {
    test(|model| {
        let mut policy = model.policy();
        policy.actions.try_push(Action::Nothing).unwrap();
        assert_ok!(create(policy));
    })
}

mod reject {
    use super::*;
    use zkml_primitives::Params;

    fn refused(policy: PolicyOf<Test>, error: Error<Test>) {
        assert_noop!(create(policy), error);
    }

    /// A policy like the test's about a version with another layout.
    fn with_layout(change: impl FnOnce(&mut Layout), error: Error<Test>) {
        let mut layout = layout();
        change(&mut layout);
        refused(Model::register(layout).policy(), error);
    }

    #[test]
    fn versions_that_nobody_can_ask() {
        test(|model| {
            refused(PolicyOf::<Test> { model: 9, ..model.policy() }, Error::UnknownVersion);
            refused(PolicyOf::<Test> { version: 2, ..model.policy() }, Error::UnknownVersion);
            assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
            refused(model.policy(), Error::VersionNotLive);
            let other = Model::register(layout());
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), other.id, 1));
            refused(other.policy(), Error::VersionNotLive);
        })
    }

    #[test]
    fn inputs_that_the_chain_cannot_make() {
        test(|_| {
            with_layout(|layout| layout.input.visibility = Visibility::Private, Error::UnsupportedInput);
            with_layout(|layout| layout.input.visibility = Visibility::Committed, Error::UnsupportedInput);
            with_layout(|layout| layout.nullifier = true, Error::UnsupportedInput);
            for len in [4, 6] {
                with_layout(|layout| layout.input.shape = Shape::new(&[len]).unwrap(), Error::FeatureCount);
            }
        })
    }

    #[test]
    fn outputs_that_are_no_class() {
        test(|_| {
            with_layout(|layout| layout.output.visibility = Visibility::Committed, Error::UnsupportedOutput);
            with_layout(|layout| layout.output.shape = Shape::new(&[2]).unwrap(), Error::UnsupportedOutput);
            with_layout(|layout| layout.output.signed = true, Error::UnsupportedOutput);
            with_layout(|layout| layout.output.zero_point = 1, Error::UnsupportedOutput);
            // A score, of which most values would be no class.
            with_layout(|layout| layout.output.bits = 3, Error::UnsupportedOutput);
            with_layout(|layout| layout.output.bits = 62, Error::UnsupportedOutput);
            // With two classes there can be no third action; committed weights are as good as fixed ones.
            with_layout(|layout| layout.output.bits = 1, Error::ActionCount);
            let committed = Model::register(Layout { params: Params::Committed, ..layout() });
            assert_ok!(create(committed.policy()));
        })
    }

    #[test]
    fn policies_that_do_nothing() {
        test(|model| {
            refused(PolicyOf::<Test> { actions: Default::default(), ..model.policy() }, Error::ActionCount);
            refused(PolicyOf::<Test> { features: Default::default(), ..model.policy() }, Error::FeatureCount);
        })
    }

    #[test]
    fn units_and_intervals_of_zero() {
        test(|model| {
            let zero = [
                Feature::Balance { unit: 0 },
                Feature::BalanceOf { account: WORKER, unit: 0 },
                Feature::BlocksSinceDecision { unit: 0 },
            ];
            for feature in zero {
                let mut policy = model.policy();
                policy.features[4] = feature;
                refused(policy, Error::ZeroUnit);
            }
            refused(PolicyOf::<Test> { interval: 0, ..model.policy() }, Error::ZeroInterval);
        })
    }

    #[test]
    fn fees_that_the_market_does_not_take() {
        test(|model| {
            refused(PolicyOf::<Test> { max_fee: MIN_FEE - 1, ..model.policy() }, Error::FeeTooLow);
            assert_ok!(create(PolicyOf::<Test> { max_fee: MIN_FEE, ..model.policy() }));
        })
    }

    #[test]
    fn an_agent_that_is_its_own_heir() {
        test(|model| {
            let heir = Treasury::account(NextAgentId::<Test>::get());
            refused(PolicyOf::<Test> { heir, ..model.policy() }, Error::InvalidHeir);
        })
    }

    #[test]
    fn whoever_does_not_sign() {
        test(|model| {
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert_noop!(from(origin, create_call(model.policy())), DispatchError::BadOrigin);
            }
        })
    }

    #[test]
    fn more_agents_than_there_are_numbers() {
        test(|model| {
            NextAgentId::<Test>::put(AgentId::MAX);
            refused(model.policy(), Error::TooManyAgents);
        })
    }
}
