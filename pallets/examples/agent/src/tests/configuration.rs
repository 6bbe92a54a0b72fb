//! Configurations that make no sense are refused when the runtime is tested.

use super::*;

fn check(change: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        change();
        Treasury::integrity_test();
    })
}

#[test]
fn the_mock_makes_sense() {
    check(|| {})
}

#[test]
#[should_panic(expected = "nobody could claim a question")]
fn fails_where_nobody_has_time_to_claim() {
    check(|| ClaimTime::set(0))
}

#[test]
#[should_panic(expected = "nobody would answer a question")]
fn fails_where_an_answer_earns_nothing() {
    check(|| LeastFee::set(0))
}

/// The callback must be one that the market takes.
#[test]
fn the_market_takes_the_callback() {
    let call = RuntimeCall::from(Call::decide { agent: AgentId::MAX });
    assert!(call.encoded_size() <= 128);
    assert!(<Test as Config>::WeightInfo::decide().all_lte(MaxCallbackWeight::get()));
}
