//! Configurations that make no sense are refused when the runtime is tested.

use super::*;

fn check(change: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        change();
        Market::integrity_test();
    })
}

#[test]
fn the_mock_makes_sense() {
    check(|| {})
}

#[test]
fn the_longest_request_ends_a_block_before_a_deprecated_version() {
    check(|| LongestRequest::set(MAX_VALIDITY - LATE_GRACE - 1))
}

#[test]
#[should_panic(expected = "could be gone before the requests that it has begun to serve")]
fn fails_for_requests_that_outlive_a_deprecated_version() {
    check(|| LongestRequest::set(MAX_VALIDITY - LATE_GRACE))
}

#[test]
#[should_panic(expected = "could be gone before the requests that it has begun to serve")]
fn fails_for_requests_that_never_end() {
    check(|| LongestRequest::set(u64::MAX))
}

#[test]
#[should_panic(expected = "without an end")]
fn fails_where_nothing_may_be_late() {
    check(|| Grace::set(0))
}

#[test]
#[should_panic(expected = "no block has room for the largest answer")]
fn fails_for_callbacks_that_no_block_has_room_for() {
    check(|| CallbackLimit::set(Weight::MAX))
}
