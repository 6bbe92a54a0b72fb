//! What calls are charged, and configurations that no runtime may have.

use super::*;
use crate::cost;
use zkml_primitives::attestation::{Step, MAX_PATH};

type W = <Test as Config>::WeightInfo;

/// The weights of the calls whose work depends on curve and inputs, as they were measured.
struct Measured {
    register_model: Weight,
    add_version: Weight,
    register_circuit: Weight,
    submit_proof: Weight,
    submit_circuit_proof: Weight,
}

fn measured(curve: CurveId, inputs: u32) -> Measured {
    match curve {
        CurveId::Bn254 => Measured {
            register_model: W::register_model_bn254(inputs),
            add_version: W::add_version_bn254(inputs),
            register_circuit: W::register_circuit_bn254(inputs),
            submit_proof: W::submit_proof_bn254(inputs),
            submit_circuit_proof: W::submit_circuit_proof_bn254(inputs),
        },
        CurveId::Bls12_381 => Measured {
            register_model: W::register_model_bls12_381(inputs),
            add_version: W::add_version_bls12_381(inputs),
            register_circuit: W::register_circuit_bls12_381(inputs),
            submit_proof: W::submit_proof_bls12_381(inputs),
            submit_circuit_proof: W::submit_circuit_proof_bls12_381(inputs),
        },
    }
}

fn charged(call: Call<Test>) -> Weight {
    let info = call.get_dispatch_info();
    assert_eq!(info.pays_fee, Pays::Yes);
    info.call_weight
}

on_every_curve!(
    charges_by_curve_and_inputs,
    charges_registration_by_the_length_of_the_key,
    charges_batches_by_what_is_shared
);

fn charges_by_curve_and_inputs<C: Curve>() {
    for inputs in [0usize, 1, 3, 255] {
        let elements: Elements = vec![[0; 32]; inputs].try_into().unwrap();
        let proof: ProofBytes = vec![0; C::PROOF_BYTES].try_into().unwrap();
        let submission = Submission {
            model: 0,
            version: 1,
            account: PROVER,
            subject: [0; 32],
            valid_until: 1,
            input: elements.clone(),
            output: Elements::default(),
            nullifier: None,
            attestation: None,
            proof: proof.clone(),
        };
        let RuntimeCall::Zkml(submit) = call(submission.clone()) else { unreachable!() };
        // The context is an input too, the digest of parameters may be one, and both consumers are told.
        let counted = (2 + inputs as u32).min(MAX_PUBLIC_INPUTS);
        assert_eq!(submission.public_inputs(), counted);
        let expected = measured(C::ID, counted).submit_proof;
        assert_eq!(charged(submit), expected + CONSUMER_WEIGHT * 2);
        let moved = Submission { input: Elements::default(), output: elements.clone(), ..submission.clone() };
        let RuntimeCall::Zkml(submit) = call(moved) else { unreachable!() };
        assert_eq!(charged(submit), expected + CONSUMER_WEIGHT * 2);
        // A nullifier comes with its scope.
        let once = Submission { nullifier: Some([0; 32]), ..submission.clone() };
        let counted = (4 + inputs as u32).min(MAX_PUBLIC_INPUTS);
        assert_eq!(once.public_inputs(), counted);
        let RuntimeCall::Zkml(submit) = call(once) else { unreachable!() };
        assert_eq!(charged(submit), measured(C::ID, counted).submit_proof + CONSUMER_WEIGHT * 2);
        for steps in [0, 1, MAX_PATH] {
            let path = vec![Step { sibling: [0; 32], is_left: true }; steps as usize].try_into().unwrap();
            let attestation = Some(Attestation { issuer: ISSUER, root: [0; 32], path });
            let RuntimeCall::Zkml(submit) = call(Submission { attestation, ..submission.clone() }) else {
                unreachable!()
            };
            let checked = W::attestation(steps) + ISSUERS_WEIGHT;
            assert_eq!(charged(submit), expected + checked + CONSUMER_WEIGHT * 2);
        }
        assert_eq!(
            charged(Call::submit_circuit_proof { circuit: 0, public_inputs: elements, proof }),
            measured(C::ID, inputs as u32).submit_circuit_proof
        );
    }
}

fn charges_registration_by_the_length_of_the_key<C: Curve>() {
    let setup = Setup::Development;
    for inputs in [0, 1, 4, MAX_PUBLIC_INPUTS] {
        // A length that is no key's is rounded up, and one that is too short counts as the shortest.
        for (bytes, inputs) in [
            (C::ID.key_bytes(inputs), inputs),
            (C::ID.key_bytes(inputs) + 1, inputs + 1),
            (C::ID.key_bytes(inputs) - 1, inputs),
            (0, 0),
        ] {
            let Ok(vk) = KeyBytes::try_from(vec![0; bytes]) else { continue };
            let measured = measured(C::ID, inputs);
            let (curve, layout) = (C::ID, public_layout());
            let name = Default::default();
            assert_eq!(
                charged(Call::register_model { name, curve, vk: vk.clone(), layout, setup, params: None }),
                measured.register_model
            );
            assert_eq!(
                charged(Call::add_version { model: 0, curve, vk: vk.clone(), layout, setup, params: None }),
                measured.add_version
            );
            assert_eq!(charged(Call::register_circuit { curve, vk, setup }), measured.register_circuit);
        }
    }
}

/// The weight of so many proofs.
type ByProofs = fn(u32) -> Weight;

/// Of proofs of as many versions, and of one.
fn batch_measured(curve: CurveId) -> (ByProofs, ByProofs) {
    match curve {
        CurveId::Bn254 => (W::submit_batch_distinct_bn254, W::submit_batch_alike_bn254),
        CurveId::Bls12_381 => (W::submit_batch_distinct_bls12_381, W::submit_batch_alike_bls12_381),
    }
}

/// A batch of such models on a curve, each with so many elements besides the context.
fn batch_of(curve: CurveId, items: &[(ModelId, usize)]) -> Vec<SubmissionOf<Test>> {
    let items = items.iter().map(|&(model, elements)| Submission {
        model,
        version: 1,
        account: PROVER,
        subject: [0; 32],
        valid_until: 1,
        input: vec![[0; 32]; elements].try_into().unwrap(),
        output: Elements::default(),
        nullifier: None,
        attestation: None,
        proof: vec![0; curve.proof_bytes()].try_into().unwrap(),
    });
    items.collect()
}

fn charges_batches_by_what_is_shared<C: Curve>() {
    let (distinct, alike) = batch_measured(C::ID);
    let charged =
        |items: &[SubmissionOf<Test>]| charged(Call::submit_batch { batch: items.to_vec().try_into().unwrap() });
    let told = |proofs: u64| CONSUMER_WEIGHT * 2 * proofs;
    assert_eq!(charged(&[]), Weight::zero());
    // Benchmarks have two inputs for each proof: the context and one element.
    let items = batch_of(C::ID, &[(0, 1), (1, 1), (2, 1)]);
    // A digest of parameters may be a third.
    let input = measured(C::ID, 1).submit_proof - measured(C::ID, 0).submit_proof;
    assert_eq!(charged(&items), distinct(3) + input * 3 + told(3));
    let items = batch_of(C::ID, &[(0, 1); 3]);
    assert_eq!(charged(&items), distinct(1) + alike(3) - alike(1) + input * 3 + told(3));
    let items = batch_of(C::ID, &[(0, 1), (1, 1), (0, 1)]);
    assert_eq!(charged(&items), distinct(2) + alike(3) - alike(2) + input * 3 + told(3));
    // Every input beyond is paid for, those that lack are no discount.
    let items = batch_of(C::ID, &[(0, 5), (1, 1)]);
    assert_eq!(charged(&items), distinct(2) + input * 6 + told(2));
    let items = batch_of(C::ID, &[(0, 0), (1, 0)]);
    assert_eq!(charged(&items), distinct(2) + told(2));
    // Attestations are checked one by one.
    let mut items = batch_of(C::ID, &[(0, 0), (1, 0), (2, 0)]);
    let path = |steps: usize| vec![Step { sibling: [0; 32], is_left: true }; steps].try_into().unwrap();
    items[0].attestation = Some(Attestation { issuer: ISSUER, root: [0; 32], path: path(3) });
    items[2].attestation = Some(Attestation { issuer: ISSUER, root: [0; 32], path: path(20) });
    let attestations = W::attestation(3) + W::attestation(20) + ISSUERS_WEIGHT * 2;
    assert_eq!(charged(&items), distinct(3) + attestations + told(3));
    // Another curve is another check.
    let other = batch_of(other_curve(C::ID), &[(0, 1), (3, 2)]);
    let mixed = [batch_of(C::ID, &[(0, 1)]), other.clone()].concat();
    assert_eq!(charged(&mixed), charged(&batch_of(C::ID, &[(0, 1)])) + charged(&other));
    assert!(charged(&mixed).ref_time() > distinct(1).ref_time());
}

/// What a wallet is told beforehand is what the call is charged, whatever the layout asks for.
#[test]
fn a_submission_is_charged_what_its_version_says() {
    new_test_ext().execute_with(|| {
        let layouts = [small_layout(), public_layout(), retrainable_layout(), attested_layout(), full_layout()];
        for (i, layout) in layouts.into_iter().enumerate() {
            let model = Model::<Bn254>::register_as(&[i as u8 + 1], 1, layout);
            let mut submission = model.submission();
            if let Some(attestation) = &mut submission.attestation {
                attestation.path = vec![attestation.path[0]; MAX_PATH as usize].try_into().unwrap();
            }
            let RuntimeCall::Zkml(submit) = call(submission.clone()) else { unreachable!() };
            assert_eq!(Zkml::submission_weight(model.id, 1), Some(charged(submit)));
            // Never less than for the key that is read.
            assert!(submission.public_inputs() >= layout.public_inputs().unwrap());
        }
    });
}

#[test]
fn charges_what_was_measured_for_the_rest() {
    new_test_ext().execute_with(|| {
        let target = PauseTarget::Everything;
        for (call, weight) in [
            (
                Call::add_retrained_version {
                    model: 0,
                    like: 1,
                    params: [0; 32],
                    output_scale: Scale { mantissa: 1, exponent: 0 },
                },
                W::add_retrained_version(),
            ),
            (Call::set_active_version { model: 0, version: 1 }, W::set_active_version()),
            (Call::deprecate_version { model: 0, version: 1 }, W::deprecate_version()),
            (Call::remove_version { model: 0, version: 1 }, W::remove_version()),
            (Call::remove_model { model: 0 }, W::remove_model()),
            (Call::transfer_model { model: 0, to: None }, W::transfer_model()),
            (Call::accept_model { model: 0 }, W::accept_model()),
            (Call::revoke_version { model: 0, version: 1 }, W::revoke_version()),
            (Call::pause { target }, W::pause()),
            (Call::resume { target }, W::resume()),
            (Call::remove_circuit { circuit: 0 }, W::remove_circuit()),
            (Call::revoke_circuit { circuit: 0 }, W::revoke_circuit()),
            (Call::clear_circuit_receipt { circuit: 0, statement: [0; 32] }, W::clear_circuit_receipt()),
        ] {
            assert_eq!(charged(call), weight);
        }
    });
}

#[test]
fn bounds_hold_the_largest_key_and_proof() {
    for curve in CURVES {
        assert!(curve.key_bytes(MAX_PUBLIC_INPUTS) <= types::MAX_KEY_BYTES as usize);
        assert!(curve.prepared_bytes(MAX_PUBLIC_INPUTS) <= types::MAX_PREPARED_KEY_BYTES as usize);
        assert!(curve.proof_bytes() <= types::MAX_PROOF_BYTES as usize);
    }
    let sizes = CURVES.map(|curve| curve.proof_bytes());
    assert_ne!(sizes[0], sizes[1], "the length of a proof stands for its curve");
}

#[test]
fn the_configuration_makes_sense() {
    new_test_ext().execute_with(|| {
        <Zkml as Hooks<u64>>::integrity_test();
        BatchLimit::set(zkml_primitives::MAX_BATCH);
        WeightOfConsumer::set(Weight::zero());
        BatchInputLimit::set(MAX_PUBLIC_INPUTS);
        PruneLimit::set(2);
        ValidityLimit::set(1);
        NameLimit::set(1);
        cost::integrity_test::<Test>();
    });
}

macro_rules! panics {
    ($($name:ident: $edit:expr, $message:literal;)*) => {
        $(#[test]
        #[should_panic(expected = $message)]
        fn $name() {
            new_test_ext().execute_with(|| {
                $edit;
                <Zkml as Hooks<u64>>::integrity_test();
            })
        })*
    };
}

panics! {
    fails_without_room_for_a_name: NameLimit::set(0), "a name must have at least one byte";
    fails_without_a_block_to_be_valid_in: ValidityLimit::set(0), "valid for at least one block";
    fails_where_pruning_cannot_move_on: PruneLimit::set(1), "a block must be able to remove a mark and to move on";
    fails_for_batches_of_nothing: BatchLimit::set(0), "a batch has too few or too many proofs";
    fails_for_too_large_batches: BatchLimit::set(zkml_primitives::MAX_BATCH + 1), "a batch has too few or too many proofs";
    fails_where_a_batch_has_no_room_for_a_single_proof: BatchInputLimit::set(MAX_PUBLIC_INPUTS - 1),
        "a batch must have room for every single proof";
    fails_for_consumers_that_no_block_has_room_for: WeightOfConsumer::set(Weight::from_parts(u64::MAX / 2, 0)),
        "submit_proof on bn254 at its largest takes";
    fails_for_attestations_that_no_block_has_room_for: WeightOfIssuers::set(Weight::from_parts(u64::MAX / 2, 0)),
        "submit_proof on bn254 at its largest takes";
    fails_where_a_batch_of_attestations_fits_no_block: WeightOfIssuers::set(Weight::from_parts(100_000_000_000, 0)),
        "submit_batch of as many versions on bn254 at its largest takes";
    fails_where_a_full_batch_fits_no_block: WeightOfConsumer::set(Weight::from_parts(100_000_000_000, 0)),
        "submit_batch of as many versions on bn254 at its largest takes";
}

/// Were verification stubbed out for benchmarks, the measured weights would be those of a transfer. The submission is
/// the very one that is measured.
#[cfg(feature = "runtime-benchmarks")]
mod benchmarked {
    use super::*;

    on_every_curve!(verification_is_real);

    fn verification_is_real<C: Curve>() {
        let Ok(model) = crate::benchmarking::registered::<Test, C>(&PROVER, 1, 4) else {
            panic!("the benchmark's own setup failed")
        };
        let Ok(good) = crate::benchmarking::submission::<Test, C>(&PROVER, model, 1, 4, 1) else {
            panic!("the benchmark's own setup failed")
        };
        let mut submission = good.clone();
        submission.output[0][0] ^= 1;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
        assert_ok!(submit(good));
    }
}

/// The mock's database costs nothing, so that what `()` charges beyond it is its database.
#[test]
fn weights_for_tests_are_the_measured_ones_and_a_database() {
    use frame_support::weights::constants::RocksDbWeight;

    let check = |name: &str, with_database: Weight, measured: Weight| {
        assert_eq!(with_database.proof_size(), measured.proof_size(), "{name}");
        let beyond = with_database.ref_time() - measured.ref_time();
        let access = RocksDbWeight::get().reads(1).ref_time();
        assert!(beyond >= access && beyond.is_multiple_of(access), "{name}: {beyond}");
    };
    macro_rules! check_all {
        (linear: $($linear:ident)*; constant: $($constant:ident)*) => {
            $(for n in [0, 7, 64] {
                check(stringify!($linear), <() as WeightInfo>::$linear(n), W::$linear(n));
            })*
            $(check(stringify!($constant), <() as WeightInfo>::$constant(), W::$constant());)*
        };
    }
    // Hashing a path touches no storage.
    for steps in [0, 7, MAX_PATH] {
        assert_eq!(<() as WeightInfo>::attestation(steps), W::attestation(steps));
    }
    check_all!(
        linear: register_model_bn254 register_model_bls12_381 add_version_bn254 add_version_bls12_381
            submit_proof_bn254 submit_proof_bls12_381 submit_batch_alike_bn254 submit_batch_alike_bls12_381
            submit_batch_distinct_bn254 submit_batch_distinct_bls12_381 register_circuit_bn254
            register_circuit_bls12_381 submit_circuit_proof_bn254 submit_circuit_proof_bls12_381 prune;
        constant: add_retrained_version set_active_version deprecate_version remove_version remove_model transfer_model accept_model
            revoke_version pause resume remove_circuit revoke_circuit clear_circuit_receipt
    );
}
