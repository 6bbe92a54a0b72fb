//! What the constants of the runtime mean for a proof.

use frame_support::{
    dispatch::DispatchClass,
    weights::{Weight, WeightToFee},
};
use pallet_zkml::WeightInfo;
use zkml_runtime::{LengthToFee, Runtime, RuntimeBlockWeights, EXISTENTIAL_DEPOSIT, MILLIUNIT, UNIT};

type Weights = <Runtime as pallet_zkml::Config>::WeightInfo;
type Fee = <Runtime as pallet_transaction_payment::Config>::WeightToFee;

#[test]
fn a_proof_costs_a_visible_and_small_fee() {
    let small =
        Fee::weight_to_fee(&Weights::submit_proof_bn254(4)) + LengthToFee::weight_to_fee(&Weight::from_parts(500, 0));
    assert!(small > EXISTENTIAL_DEPOSIT, "{small}");
    assert!(small < 100 * MILLIUNIT, "{small}");
    let largest = Fee::weight_to_fee(&Weights::submit_proof_bls12_381(256));
    assert!(largest < UNIT, "{largest}");
}

#[test]
fn a_block_has_room_for_many_proofs() {
    let limit = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
    for proof in [Weights::submit_proof_bn254(4), Weights::submit_proof_bls12_381(4)] {
        assert!(limit.checked_div_per_component(&proof).unwrap() >= 50);
    }
}
