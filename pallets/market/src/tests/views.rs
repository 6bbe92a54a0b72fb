//! What wallets and provers ask.

use super::*;

#[test]
fn views_tell_what_is_stored() {
    test(|model| {
        assert_eq!((Market::request(0), Market::fee(0), Market::prover(RELAYER)), (None, None, None));
        let id = model.ask();
        assert_eq!(Market::request(id), Requests::<Test>::get(id));
        assert_eq!(Market::prover(PROVER), Provers::<Test>::get(PROVER));
    })
}

#[test]
fn the_fee_is_that_of_a_claim_in_the_next_block() {
    test(|model| {
        let id = model.ask();
        assert_eq!(Market::fee(id), Some(200));
        go_to(2);
        assert_ok!(claim(PROVER, id, 1));
        assert_eq!(Market::fee(id), Some(200));
        go_to(20);
        assert_eq!(Market::fee(id), Some(200));
    })
}
