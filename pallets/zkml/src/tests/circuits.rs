//! Circuits that are not models: any key, any inputs, and never an inference.

use super::*;

on_every_curve!(
    can_register_a_circuit,
    can_register_a_circuit_without_inputs,
    can_submit_a_proof,
    can_submit_the_same_inputs_to_another_circuit,
    can_remove_a_circuit_and_clear_its_receipts,
    can_revoke_a_circuit_and_clear_its_receipts,
    can_pause_a_circuit,
    the_statement_names_the_circuit,
);

fn circuit_price<C: Curve>(inputs: u32) -> Balance {
    price(circuit_bytes(C::ID, inputs))
}

fn receipt_price() -> Balance {
    price(CircuitReceiptOf::<Test>::max_encoded_len())
}

fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

fn can_register_a_circuit<C: Curve>() {
    let circuit = CircuitKey::<C>::register(1, 3);
    let vk_hash = circuit.vk.hash();
    System::assert_last_event(Event::CircuitRegistered { circuit: 0, owner: OWNER, vk_hash }.into());
    let stored = Circuits::<Test>::get(0).unwrap();
    assert_eq!((stored.owner, stored.curve, stored.vk_hash), (OWNER, C::ID, vk_hash));
    assert_eq!((stored.public_inputs, stored.setup, stored.paused), (3, Setup::Development, false));
    assert_eq!(Keys::<Test>::get(KeyId::Circuit(0)).unwrap().to_vec(), circuit.vk.encode());
    assert_eq!(held(OWNER), circuit_price::<C>(3));
    // The same key again is another circuit.
    assert_eq!(CircuitKey::<C>::register(1, 3).id, 1);
    assert_eq!(NextModelId::<Test>::get(), 0);
    assert_ok!(Zkml::do_try_state());
}

/// A key without inputs proves one sentence, once.
fn can_register_a_circuit_without_inputs<C: Curve>() {
    let circuit = CircuitKey::<C>::register(1, 0);
    let none = Elements::default();
    assert_noop!(submit_circuit(PROVER, 0, &elements::<C>(&[0]), &circuit.prove(&none)), Error::<Test>::InputCount);
    assert_ok!(submit_circuit(PROVER, 0, &none, &circuit.prove(&none)));
    assert_noop!(submit_circuit(PROVER, 0, &none, &circuit.prove(&none)), Error::<Test>::AlreadyVerified);
    assert_ok!(Zkml::do_try_state());
}

fn can_submit_a_proof<C: Curve>() {
    let circuit = CircuitKey::<C>::register(1, 3);
    let inputs = elements::<C>(&[1, 0, u64::MAX]);
    System::set_block_number(7);
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)));
    let statement = circuit_statement_hash(0, &inputs);
    let event = Event::CircuitProofVerified { circuit: 0, submitter: PROVER, statement, public_inputs: inputs.clone() };
    System::assert_last_event(event.into());
    let receipt = CircuitReceipts::<Test>::get(0, statement).unwrap();
    assert_eq!((receipt.submitter, receipt.block), (PROVER, 7));
    assert_eq!(receipt.ticket.encode(), receipt_price().encode());
    assert_eq!((held(PROVER), held(OWNER)), (receipt_price(), circuit_price::<C>(3)));
    let greatest = bytes_of(&-C::Scalar::from(1u64)).try_into().unwrap();
    let inputs: Elements = vec![greatest; 3].try_into().unwrap();
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)));
    assert_eq!(held(PROVER), 2 * receipt_price());
    // No consumer of inferences hears of it, and no receipt of an inference comes of it.
    assert!(Seen::get().is_empty());
    assert_eq!(Receipts::<Test>::iter().count(), 0);
    assert_ok!(Zkml::do_try_state());
}

fn can_submit_the_same_inputs_to_another_circuit<C: Curve>() {
    let one = CircuitKey::<C>::register(1, 1);
    let twin = CircuitKey::<C>::register(1, 1);
    let inputs = elements::<C>(&[5]);
    let proof = one.prove(&inputs);
    assert_ok!(submit_circuit(PROVER, one.id, &inputs, &proof));
    assert_ok!(submit_circuit(PROVER, twin.id, &inputs, &proof));
    assert_noop!(submit_circuit(PROVER, one.id, &inputs, &proof), Error::<Test>::AlreadyVerified);
}

/// Three accepted statements, two of them of one submitter.
fn with_receipts<C: Curve>() -> (CircuitKey<C>, [[u8; 32]; 3]) {
    let circuit = CircuitKey::<C>::register(1, 1);
    let statements = [(PROVER, 1), (PROVER, 2), (RELAYER, 3)].map(|(who, x)| {
        let inputs = elements::<C>(&[x]);
        assert_ok!(submit_circuit(who, circuit.id, &inputs, &circuit.prove(&inputs)));
        circuit_statement_hash(circuit.id, &inputs)
    });
    (circuit, statements)
}

/// What anybody does once a circuit has ended.
fn clears_every_receipt([a, b, c]: [[u8; 32]; 3]) {
    assert_eq!((held(PROVER), held(RELAYER)), (2 * receipt_price(), receipt_price()));
    for (statement, left) in [(a, (1, 1)), (c, (1, 0)), (b, (0, 0))] {
        assert_ok!(Zkml::clear_circuit_receipt(signed(STRANGER), 0, statement));
        System::assert_last_event(Event::CircuitReceiptCleared { circuit: 0, statement }.into());
        assert_noop!(Zkml::clear_circuit_receipt(signed(STRANGER), 0, statement), Error::<Test>::UnknownReceipt);
        assert_eq!((held(PROVER), held(RELAYER)), (left.0 * receipt_price(), left.1 * receipt_price()));
        assert_ok!(Zkml::do_try_state());
    }
    assert_eq!(CircuitReceipts::<Test>::iter().count(), 0);
    assert_eq!((Balances::free_balance(PROVER), Balances::free_balance(RELAYER)), (ENDOWMENT, ENDOWMENT));
}

fn can_remove_a_circuit_and_clear_its_receipts<C: Curve>() {
    let (circuit, statements) = with_receipts::<C>();
    for statement in statements {
        assert_noop!(Zkml::clear_circuit_receipt(signed(PROVER), 0, statement), Error::<Test>::CircuitLive);
    }
    assert_ok!(Zkml::remove_circuit(signed(OWNER), 0));
    System::assert_last_event(Event::CircuitRemoved { circuit: 0 }.into());
    assert_eq!(held(OWNER), 0);
    assert_eq!((Circuits::<Test>::iter().count(), Keys::<Test>::iter().count()), (0, 0));
    assert_eq!(PreparedKeys::<Test>::iter().count(), 0);
    clears_every_receipt(statements);
    // The identifier is not given out again, so that no old statement can be accepted under it.
    let inputs = elements::<C>(&[1]);
    assert_noop!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)), Error::<Test>::UnknownCircuit);
    assert_eq!(CircuitKey::<C>::register(1, 1).id, 1);
}

fn can_revoke_a_circuit_and_clear_its_receipts<C: Curve>() {
    let (circuit, statements) = with_receipts::<C>();
    assert_ok!(Zkml::revoke_circuit(root(), 0));
    let vk_hash = circuit.vk.hash();
    System::assert_last_event(Event::CircuitRevoked { circuit: 0, vk_hash }.into());
    assert!(RevokedKeys::<Test>::contains_key(vk_hash));
    assert_eq!((held(OWNER), Keys::<Test>::iter().count(), PreparedKeys::<Test>::iter().count()), (0, 0, 0));
    assert_ok!(Zkml::do_try_state());
    let inputs = elements::<C>(&[1]);
    for inputs in [&inputs, &elements::<C>(&[9])] {
        assert_noop!(submit_circuit(PROVER, 0, inputs, &circuit.prove(inputs)), Error::<Test>::CircuitRevoked);
    }
    assert_noop!(Zkml::revoke_circuit(root(), 0), Error::<Test>::CircuitRevoked);
    assert_noop!(Zkml::remove_circuit(signed(OWNER), 0), Error::<Test>::CircuitRevoked);
    assert_noop!(register_circuit_key::<C>(OWNER, circuit.vk.encode()), Error::<Test>::RevokedKey);
    clears_every_receipt(statements);
    // With the mark gone the statement is still refused.
    assert_noop!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)), Error::<Test>::CircuitRevoked);
}

fn can_pause_a_circuit<C: Curve>() {
    let circuit = CircuitKey::<C>::register(1, 1);
    let other = CircuitKey::<C>::register(2, 1);
    let model = Model::<C>::register(small_layout());
    let inputs = elements::<C>(&[1]);
    let target = PauseTarget::Circuit(0);
    assert_ok!(Zkml::pause(root(), target));
    System::assert_last_event(Event::VerificationPaused { target }.into());
    assert_noop!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)), Error::<Test>::Paused);
    // The model of the same identifier goes on, and so does another circuit.
    assert_ok!(submit(model.submission()));
    assert_ok!(submit_circuit(PROVER, other.id, &inputs, &other.prove(&inputs)));
    assert_ok!(Zkml::resume(root(), target));
    System::assert_last_event(Event::VerificationResumed { target }.into());
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)));
}

fn the_statement_names_the_circuit<C: Curve>() {
    let inputs = elements::<C>(&[1, 2]);
    assert_ne!(circuit_statement_hash(0, &inputs), circuit_statement_hash(1, &inputs));
    assert_ne!(circuit_statement_hash(0, &inputs), circuit_statement_hash(0, &inputs[..1]));
    assert_ne!(circuit_statement_hash(0, &inputs), circuit_statement_hash(0, &elements::<C>(&[2, 1])));
    let preimage = [&b"zkml/circuit-statement/v1"[..], &[7, 0, 0, 0], &[8], &inputs.concat()].concat();
    assert_eq!(circuit_statement_hash(7, &inputs), sp_io::hashing::blake2_256(&preimage));
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_for_another_number_of_inputs,
        fails_for_scalars_beyond_the_order,
        fails_for_the_same_statement_twice,
        fails_for_a_rerandomized_proof_of_an_accepted_statement,
        fails_for_edited_inputs,
        fails_for_malformed_proofs,
        fails_for_a_proof_of_another_circuit,
        fails_without_funds_for_the_receipt,
        fails_for_whoever_is_not_the_owner,
        fails_for_circuits_and_receipts_that_are_not_there,
        fails_when_identifiers_run_out,
        fails_for_identity_points_in_the_key,
        fails_for_unusable_keys,
        a_proof_of_a_circuit_is_never_an_inference,
        a_proof_of_an_inference_is_no_other_circuits,
        errors_come_in_the_order_of_what_finding_them_costs,
        fails_for_a_damaged_key,
    );

    /// Among them one too many, which zipping would drop, and a missing last one that is zero.
    fn fails_for_another_number_of_inputs<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 2);
        let good = elements::<C>(&[5, 0]);
        let proof = circuit.prove(&good);
        for inputs in [&[][..], &[5], &[5, 0, 0], &[5, 0, 7], &[5, 0, 0, 0]] {
            assert_noop!(submit_circuit(PROVER, 0, &elements::<C>(inputs), &proof), Error::<Test>::InputCount);
        }
        let most: Elements = vec![[0; 32]; MAX_PUBLIC_INPUTS as usize].try_into().unwrap();
        assert_noop!(submit_circuit(PROVER, 0, &most, &proof), Error::<Test>::InputCount);
        assert_ok!(submit_circuit(PROVER, 0, &good, &proof));
    }

    /// x + r is x to the circuit: were it accepted, one proof would stand for two statements.
    fn fails_for_scalars_beyond_the_order<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 2);
        let good = elements::<C>(&[5, 0]);
        let proof = circuit.prove(&good);
        assert_ok!(submit_circuit(PROVER, 0, &good, &proof));
        for at in 0..2 {
            let mut alias = C::Scalar::deserialize_compressed(&good[at][..]).unwrap().into_bigint();
            assert!(!alias.add_with_carry(&C::Scalar::MODULUS));
            for bytes in [alias.to_bytes_le(), vec![0xff; 32]] {
                let mut inputs = good.clone();
                inputs[at] = bytes.try_into().unwrap();
                assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::ElementNotCanonical);
            }
        }
    }

    fn fails_for_the_same_statement_twice<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let inputs = elements::<C>(&[5]);
        let proof = circuit.prove(&inputs);
        assert_ok!(submit_circuit(PROVER, 0, &inputs, &proof));
        // By anybody, at any time: a circuit's marks are not pruned.
        for block in [1, 2, 10_000] {
            run_to(block.min(30));
            System::set_block_number(block);
            for who in [PROVER, RELAYER] {
                assert_noop!(submit_circuit(who, 0, &inputs, &proof), Error::<Test>::AlreadyVerified);
            }
        }
    }

    fn fails_for_a_rerandomized_proof_of_an_accepted_statement<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let inputs = elements::<C>(&[5]);
        let proof = circuit.prove(&inputs);
        let others = [rerandomized::<C>(&proof), rerandomized_with_delta::<C>(&proof, &circuit.vk)];
        for other in &others {
            assert_ok!(verify::<C>(&circuit.vk, &inputs, other));
        }
        assert_ok!(submit_circuit(PROVER, 0, &inputs, &others[0]));
        for again in [&proof, &others[0], &others[1]] {
            assert_noop!(submit_circuit(RELAYER, 0, &inputs, again), Error::<Test>::AlreadyVerified);
        }
    }

    fn fails_for_edited_inputs<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 3);
        let good = elements::<C>(&[5, 0, 1]);
        let proof = circuit.prove(&good);
        for at in 0..3 {
            for byte in [0, 15, 30] {
                let mut inputs = good.clone();
                inputs[at][byte] ^= 1;
                assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::InvalidProof);
            }
        }
        assert_noop!(submit_circuit(PROVER, 0, &elements::<C>(&[0, 5, 1]), &proof), Error::<Test>::InvalidProof);
    }

    fn fails_for_malformed_proofs<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let inputs = elements::<C>(&[5]);
        let good = circuit.prove(&inputs);
        for proof in malformed_proofs::<C>(&good) {
            assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::MalformedProof);
        }
        let [a, b, c] = points_in_proof::<C>();
        let zeros: ProofBytes = [identity::<C>(&a), identity::<C>(&b), identity::<C>(&c)].concat().try_into().unwrap();
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &zeros), Error::<Test>::InvalidProof);
        for len in [0, 1, good.len() - 1, types::MAX_PROOF_BYTES as usize].into_iter().filter(|len| *len != good.len())
        {
            let mut proof = good.to_vec();
            proof.resize(len, 0);
            let proof = proof.try_into().unwrap();
            assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::ProofLength);
        }
    }

    fn fails_for_a_proof_of_another_circuit<C: Curve>() {
        let one = CircuitKey::<C>::register(1, 1);
        let other = CircuitKey::<C>::register(2, 1);
        let inputs = elements::<C>(&[5]);
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &other.prove(&inputs)), Error::<Test>::InvalidProof);
        assert_noop!(submit_circuit(PROVER, 1, &inputs, &one.prove(&inputs)), Error::<Test>::InvalidProof);
    }

    fn fails_without_funds_for_the_receipt<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let inputs = elements::<C>(&[5]);
        let proof = circuit.prove(&inputs);
        for funds in [1, receipt_price()] {
            assert_ok!(Balances::force_set_balance(root(), STRANGER, funds));
            assert_noop!(submit_circuit(STRANGER, 0, &inputs, &proof), TokenError::FundsUnavailable);
        }
        // Nothing was marked, so that whoever can pay still finds the statement new.
        assert_ok!(Balances::force_set_balance(root(), STRANGER, receipt_price() + 1));
        assert_ok!(submit_circuit(STRANGER, 0, &inputs, &proof));
    }

    fn fails_for_whoever_is_not_the_owner<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let inputs = elements::<C>(&[5]);
        assert_noop!(Zkml::remove_circuit(signed(STRANGER), 0), Error::<Test>::NotOwner);
        for origin in [RuntimeOrigin::none(), root()] {
            let vk: KeyBytes = circuit.vk.encode().try_into().unwrap();
            let calls: [Call<Test>; 4] = [
                Call::register_circuit { curve: C::ID, vk, setup: Setup::Development },
                Call::submit_circuit_proof { circuit: 0, public_inputs: inputs.clone(), proof: circuit.prove(&inputs) },
                Call::remove_circuit { circuit: 0 },
                Call::clear_circuit_receipt { circuit: 0, statement: [0; 32] },
            ];
            for call in calls {
                assert_noop!(call.dispatch_bypass_filter(origin.clone()), DispatchError::BadOrigin);
            }
        }
    }

    fn fails_for_circuits_and_receipts_that_are_not_there<C: Curve>() {
        let inputs = elements::<C>(&[5]);
        let proof = SimulatedKey::<C>::new(1, 1).prove(&inputs, 1).try_into().unwrap();
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::UnknownCircuit);
        assert_noop!(Zkml::remove_circuit(signed(OWNER), 0), Error::<Test>::UnknownCircuit);
        assert_noop!(Zkml::clear_circuit_receipt(signed(OWNER), 0, [0; 32]), Error::<Test>::UnknownReceipt);
        // A model of that identifier does not stand in.
        Model::<C>::register(small_layout());
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::UnknownCircuit);
        assert_noop!(Zkml::remove_circuit(signed(OWNER), 0), Error::<Test>::UnknownCircuit);
        assert_noop!(Zkml::revoke_circuit(root(), 0), Error::<Test>::UnknownCircuit);
    }

    fn fails_when_identifiers_run_out<C: Curve>() {
        NextCircuitId::<Test>::put(CircuitId::MAX);
        let vk = SimulatedKey::<C>::new(1, 1).verifying_key().encode();
        assert_noop!(register_circuit_key::<C>(OWNER, vk), Error::<Test>::TooManyCircuits);
    }

    /// An identity in IC[i] leaves input i free: the circuit does not touch it, and any value is proved.
    fn fails_for_identity_points_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            let mut vk = SimulatedKey::<C>::new(1, 4).verifying_key().encode();
            vk[range.clone()].copy_from_slice(&identity::<C>(&range));
            assert_noop!(register_circuit_key::<C>(OWNER, vk), Error::<Test>::IdentityInKey);
        }
    }

    fn fails_for_unusable_keys<C: Curve>() {
        let good = SimulatedKey::<C>::new(1, 4).verifying_key().encode();
        let points = points_in_key::<C>();
        let with = |at: usize, bytes: &[u8]| {
            let mut vk = good.clone();
            vk[points[at].clone()].copy_from_slice(bytes);
            vk
        };
        let count = points[3].end;
        let mut no_points = good[..count + 8].to_vec();
        no_points[count..].fill(0);
        let (gamma, generator) = (&good[points[2].clone()], bytes_of(&G2::<C>::generator()));
        for (vk, error) in [
            (vec![], Error::<Test>::KeyLength),
            (good[..good.len() - 1].to_vec(), Error::KeyLength),
            ([&good[..], &[0]].concat(), Error::KeyLength),
            (no_points, Error::TooManyPublicInputs),
            (with(3, gamma), Error::RelatedPointsInKey),
            (with(3, &generator), Error::GeneratorInKey),
            (with(0, &near::<G1<C>>(false).unwrap()), Error::MalformedKey),
            (with(1, &near::<G2<C>>(true).unwrap()), Error::MalformedKey),
        ] {
            assert_noop!(register_circuit_key::<C>(OWNER, vk), error);
        }
    }

    /// Model 0 and circuit 0 have one key; a proof of the circuit about inputs of its prover's choice is no inference.
    fn a_proof_of_a_circuit_is_never_an_inference<C: Curve>() {
        let model = Model::<C>::register(small_layout());
        let circuit = CircuitKey::<C>::register(1, 2);
        let good = model.submission();
        let mut inputs = Elements::try_from(model.statement(&good).public_inputs()).unwrap();
        inputs[0] = field_bytes::<C>(1);
        let proof = circuit.prove(&inputs);
        let mut claimed = good.clone();
        claimed.proof = proof.clone();
        assert_noop!(submit(claimed), Error::<Test>::InvalidProof);
        assert_ok!(submit_circuit(PROVER, 0, &inputs, &proof));
        // Not even the inference's own proof counts as one by way of the circuit.
        let inputs = Elements::try_from(model.statement(&good).public_inputs()).unwrap();
        assert_ok!(submit_circuit(PROVER, 0, &inputs, &good.proof));
        assert!(Seen::get().is_empty());
        assert_eq!(Receipts::<Test>::iter().count(), 0);
        assert_ok!(submit(good));
        // Ending the one does not end the other, though their identifiers are equal.
        assert_ok!(Zkml::remove_circuit(signed(OWNER), 0));
        assert!(Keys::<Test>::contains_key(KeyId::Version(0, 1)));
        assert_ok!(submit(model.submission_about([1; 32])));
        assert_ok!(Zkml::do_try_state());
    }

    fn a_proof_of_an_inference_is_no_other_circuits<C: Curve>() {
        let model = Model::<C>::register(small_layout());
        let circuit = CircuitKey::<C>::register(2, 2);
        let good = model.submission();
        let inputs = Elements::try_from(model.statement(&good).public_inputs()).unwrap();
        assert_noop!(submit_circuit(PROVER, circuit.id, &inputs, &good.proof), Error::<Test>::InvalidProof);
        let mut claimed = good.clone();
        claimed.proof = circuit.prove(&inputs);
        assert_noop!(submit(claimed), Error::<Test>::InvalidProof);
    }

    fn errors_come_in_the_order_of_what_finding_them_costs<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let vk_hash = circuit.vk.hash();
        let good = elements::<C>(&[5]);
        let too_many: Elements = vec![[0xff; 32]; 2].try_into().unwrap();
        let not_canonical: Elements = vec![[0xff; 32]].try_into().unwrap();
        let short: ProofBytes = vec![0xff; C::PROOF_BYTES - 1].try_into().unwrap();
        let junk: ProofBytes = vec![0xff; C::PROOF_BYTES].try_into().unwrap();
        let poor = 77;
        let submit = |circuit, inputs: &Elements, proof: &ProofBytes| submit_circuit(poor, circuit, inputs, proof);
        assert_ok!(Zkml::pause(root(), PauseTarget::Everything));
        assert_ok!(Zkml::pause(root(), PauseTarget::Circuit(0)));
        RevokedKeys::<Test>::insert(vk_hash, ());
        let ticket = Circuits::<Test>::mutate(0, |circuit| circuit.as_mut().unwrap().ticket.take());
        assert_noop!(submit(1, &too_many, &short), Error::<Test>::Paused);
        assert_ok!(Zkml::resume(root(), PauseTarget::Everything));
        assert_noop!(submit(1, &too_many, &short), Error::<Test>::UnknownCircuit);
        assert_noop!(submit(0, &too_many, &short), Error::<Test>::CircuitRevoked);
        Circuits::<Test>::mutate(0, |circuit| circuit.as_mut().unwrap().ticket = ticket);
        assert_noop!(submit(0, &too_many, &short), Error::<Test>::RevokedKey);
        RevokedKeys::<Test>::remove(vk_hash);
        assert_noop!(submit(0, &too_many, &short), Error::<Test>::Paused);
        assert_ok!(Zkml::resume(root(), PauseTarget::Circuit(0)));
        assert_noop!(submit(0, &too_many, &short), Error::<Test>::ProofLength);
        assert_noop!(submit(0, &too_many, &junk), Error::<Test>::InputCount);
        assert_noop!(submit(0, &not_canonical, &junk), Error::<Test>::ElementNotCanonical);
        assert_noop!(submit(0, &good, &junk), Error::<Test>::MalformedProof);
        assert_noop!(submit(0, &good, &circuit.prove(&elements::<C>(&[6]))), Error::<Test>::InvalidProof);
        assert_noop!(submit(0, &good, &circuit.prove(&good)), TokenError::FundsUnavailable);
        assert_ok!(submit_circuit(PROVER, 0, &good, &circuit.prove(&good)));
        // The mark is found before the key is read and the proof is looked at.
        PreparedKeys::<Test>::remove(KeyId::Circuit(0));
        assert_noop!(submit(0, &good, &junk), Error::<Test>::AlreadyVerified);
    }

    fn fails_for_a_damaged_key<C: Curve>() {
        let circuit = CircuitKey::<C>::register(1, 1);
        let other = CircuitKey::<C>::register(1, 2);
        let inputs = elements::<C>(&[5]);
        let proof = circuit.prove(&inputs);
        // A key for another number of inputs.
        let wrong = PreparedKeys::<Test>::get(KeyId::Circuit(other.id)).unwrap();
        PreparedKeys::<Test>::insert(KeyId::Circuit(0), wrong);
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::CorruptKey);
        PreparedKeys::<Test>::remove(KeyId::Circuit(0));
        assert_noop!(submit_circuit(PROVER, 0, &inputs, &proof), Error::<Test>::CorruptKey);
    }
}
