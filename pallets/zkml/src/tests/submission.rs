//! Submission of single proofs.

use super::*;

on_every_curve!(
    can_submit_with_every_visibility_of_the_input,
    can_submit_a_committed_output,
    can_submit_for_an_account_that_is_not_the_signer,
    can_submit_until_the_last_block,
    can_submit_as_far_ahead_as_marks_are_kept,
    can_submit_a_rerandomized_proof_first,
    can_submit_the_same_inference_for_another_subject,
    can_submit_to_every_version,
    whoever_carries_a_proof_the_account_is_the_one_it_names,
);

/// Copying a proof out of the transaction pool earns the copier nothing but the fee.
fn whoever_carries_a_proof_the_account_is_the_one_it_names<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let submission = model.submission();
    let mut claimed = submission.clone();
    claimed.account = STRANGER;
    let copy = |submission| call(submission).dispatch_bypass_filter(signed(STRANGER)).map(drop).map_err(|e| e.error);
    assert_noop!(copy(claimed), Error::<Test>::InvalidProof);
    assert_ok!(copy(submission.clone()));
    let hash = model.statement(&submission).hash();
    assert_eq!(Receipts::<Test>::get(hash).unwrap().account, PROVER);
    assert!(Seen::get().iter().all(|told| told.account == PROVER));
    assert_noop!(submit(submission), Error::<Test>::AlreadyVerified);
}

fn can_submit_with_every_visibility_of_the_input<C: Curve>() {
    for (i, visibility) in [Visibility::Public, Visibility::Committed, Visibility::Private].into_iter().enumerate() {
        let model = Model::<C>::register_as(&[i as u8], i as u64, with_input(visibility));
        let submission = model.submission();
        let statement = model.statement(&submission).hash();
        assert_ok!(submit(submission.clone()));
        System::assert_last_event(
            Event::ProofVerified {
                model: model.id,
                version: 1,
                account: PROVER,
                subject: [7; 32],
                statement,
                output: submission.output.clone(),
            }
            .into(),
        );
        let receipt = Receipts::<Test>::get(statement).unwrap();
        assert_eq!(
            receipt,
            Receipt {
                model: model.id,
                version: 1,
                account: PROVER,
                subject: [7; 32],
                valid_until: 11,
                block: 1,
                output_hash: types::output_hash(&submission.output),
            }
        );
        assert!(receipt.has_output(&submission.output));
        assert!(!receipt.has_output(&[]));
        assert_ok!(Zkml::do_try_state());
    }
}

fn can_submit_a_committed_output<C: Curve>() {
    let mut layout = public_layout();
    layout.output.visibility = Visibility::Committed;
    assert_ok!(submit(Model::<C>::register(layout).submission()));
}

fn can_submit_for_an_account_that_is_not_the_signer<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let submission = model.submission();
    assert_ok!(call(submission).dispatch_bypass_filter(RuntimeOrigin::signed(RELAYER)));
    assert_eq!(Receipts::<Test>::iter_values().next().unwrap().account, PROVER);
}

fn can_submit_until_the_last_block<C: Curve>() {
    let submission = Model::<C>::register(public_layout()).submission();
    System::set_block_number(submission.valid_until);
    assert_ok!(submit(submission));
}

fn can_submit_as_far_ahead_as_marks_are_kept<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let mut submission = model.submission();
    submission.valid_until = System::block_number() + MAX_VALIDITY;
    submission.proof = model.prove(&submission);
    assert_ok!(submit(submission));
}

/// A re-randomized proof is a proof. What must not happen is that it counts as a second statement.
fn can_submit_a_rerandomized_proof_first<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let mut submission = model.submission();
    submission.proof = rerandomized::<C>(&submission.proof);
    assert_ok!(submit(submission));
}

fn can_submit_the_same_inference_for_another_subject<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    assert_ok!(submit(model.submission()));
    let mut again = model.submission();
    again.subject = [8; 32];
    again.proof = model.prove(&again);
    assert_ok!(submit(again));
    assert_eq!(Receipts::<Test>::iter().count(), 2);
}

fn can_submit_to_every_version<C: Curve>() {
    let first = Model::<C>::register(public_layout());
    let second = first.add_version(2);
    assert_ok!(submit(first.submission()));
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_for_unknown_models_and_versions,
        fails_outside_of_the_validity,
        fails_for_one_input_too_many,
        fails_for_a_missing_last_input_that_is_zero,
        fails_for_elements_moved_between_ports,
        fails_for_elements_that_no_tensor_packs_to,
        fails_for_scalars_beyond_the_order,
        fails_for_the_same_statement_twice,
        fails_for_a_rerandomized_proof_of_an_accepted_statement,
        fails_on_another_chain,
        fails_for_another_model_with_the_same_key,
        fails_for_another_version_with_the_same_key,
        fails_for_another_version_with_another_key,
        fails_for_another_account,
        fails_for_another_subject,
        fails_for_another_last_block,
        fails_for_edited_elements,
        fails_for_proofs_of_another_length,
        fails_for_malformed_points_in_the_proof,
        fails_for_coordinates_beyond_the_modulus,
        fails_for_a_proof_of_another_statement,
        fails_cheaply_before_reading_the_key,
        charges_a_refused_proof_in_full,
        fails_without_a_signature,
        fails_for_a_damaged_key,
        errors_come_in_the_order_of_what_finding_them_costs,
        fails_to_decode_lists_beyond_their_bounds,
    );

    /// A submission with everything wrong, repaired step by step.
    fn errors_come_in_the_order_of_what_finding_them_costs<C: Curve>() {
        let model = Model::<C>::register(with_input(Visibility::Committed));
        System::set_block_number(500);
        let good = model.submission();
        let hash = model.vk.hash();
        let mut s = good.clone();
        (s.model, s.version, s.valid_until) = (1, 2, 499);
        s.input = vec![[0xff; 32]; 2].try_into().unwrap();
        s.output = vec![[0xff; 32]; 2].try_into().unwrap();
        s.proof = vec![0xff; C::PROOF_BYTES - 1].try_into().unwrap();
        let set_status = |status| Versions::<Test>::mutate(0, 1, |version| version.as_mut().unwrap().status = status);
        set_status(Status::Revoked);
        RevokedKeys::<Test>::insert(hash, ());
        assert_ok!(Zkml::pause(RuntimeOrigin::root(), PauseTarget::Model(0)));
        assert_ok!(Zkml::pause(RuntimeOrigin::root(), PauseTarget::Everything));

        assert_noop!(submit(s.clone()), Error::<Test>::Paused);
        assert_ok!(Zkml::resume(RuntimeOrigin::root(), PauseTarget::Everything));
        assert_noop!(submit(s.clone()), Error::<Test>::UnknownModel);
        s.model = 0;
        assert_noop!(submit(s.clone()), Error::<Test>::UnknownVersion);
        s.version = 1;
        assert_noop!(submit(s.clone()), Error::<Test>::Expired);
        s.valid_until = u64::MAX;
        assert_noop!(submit(s.clone()), Error::<Test>::ValidityTooLong);
        s.valid_until = good.valid_until;
        assert_noop!(submit(s.clone()), Error::<Test>::VersionRevoked);
        set_status(Status::Deprecated { since: 300 });
        assert_noop!(submit(s.clone()), Error::<Test>::VersionDeprecated);
        set_status(Status::Live);
        assert_noop!(submit(s.clone()), Error::<Test>::RevokedKey);
        RevokedKeys::<Test>::remove(hash);
        assert_noop!(submit(s.clone()), Error::<Test>::Paused);
        assert_ok!(Zkml::resume(RuntimeOrigin::root(), PauseTarget::Model(0)));
        assert_noop!(submit(s.clone()), Error::<Test>::ProofLength);
        s.proof = vec![0xff; C::PROOF_BYTES].try_into().unwrap();
        assert_noop!(submit(s.clone()), Error::<Test>::InputCount);
        s.input.pop();
        assert_noop!(submit(s.clone()), Error::<Test>::OutputCount);
        s.output.pop();
        assert_noop!(submit(s.clone()), Error::<Test>::OutputPacking);
        s.output = good.output.clone();
        let statement = model.statement(&s).hash();
        Zkml::insert_receipt(statement, &s, [0; 32]);
        assert_noop!(submit(s.clone()), Error::<Test>::AlreadyVerified);
        Receipts::<Test>::remove(statement);
        assert_noop!(submit(s.clone()), Error::<Test>::ElementNotCanonical);
        s.input = good.input.clone();
        assert_noop!(submit(s.clone()), Error::<Test>::MalformedProof);
        s.proof = model.submission_about([1; 32]).proof;
        assert_noop!(submit(s.clone()), Error::<Test>::InvalidProof);
        s.proof = good.proof.clone();
        assert_eq!(s, good);
        assert_ok!(submit(s));
    }

    /// Whoever decodes a call must not make room for what a length promises.
    fn fails_to_decode_lists_beyond_their_bounds<C: Curve>() {
        let submission = Model::<C>::register(public_layout()).submission();
        let encoded = call(submission.clone()).encode();
        assert_eq!(RuntimeCall::decode(&mut &encoded[..]), Ok(call(submission.clone())));
        // Two bytes name the call; model, version, account, subject and last block follow, then the input.
        let head = &encoded[..2 + 4 + 4 + 8 + 32 + 8];
        let input = submission.input.encode();
        assert_eq!(encoded[head.len()..head.len() + input.len()], input);
        for len in [MAX_PUBLIC_INPUTS + 1, u32::MAX] {
            let promised = parity_scale_codec::Compact(len).encode();
            assert!(RuntimeCall::decode(&mut &[head, &promised].concat()[..]).is_err());
            let sent = vec![0; 32 * (MAX_PUBLIC_INPUTS as usize + 1)];
            assert!(RuntimeCall::decode(&mut &[head, &promised, &sent].concat()[..]).is_err());
        }
        let batch = Call::<Test>::submit_batch { batch: vec![submission.clone(); 2].try_into().unwrap() }.encode();
        let items = &batch[2..];
        for len in [MAX_BATCH + 1, u32::MAX] {
            let promised = parity_scale_codec::Compact(len).encode();
            let sent = items.repeat(MAX_BATCH as usize);
            assert!(Call::<Test>::decode(&mut &[&batch[..1], &promised, &sent].concat()[..]).is_err());
        }
        let long = vec![b'x'; MAX_NAME_LENGTH as usize + 1];
        assert!(NameOf::<Test>::try_from(long.clone()).is_err());
        assert!(NameOf::<Test>::decode(&mut &long.encode()[..]).is_err());
    }

    /// Adds the modulus to a compressed coordinate below its flags; `None` if it does not fit.
    fn plus<C: Curve>(point: &[u8], modulus: &[u8]) -> Option<Vec<u8>> {
        let mut point = point.to_vec();
        // arkworks writes BN254 little end first and BLS12-381 big end first; the flags are in the greatest bits.
        let big_endian = C::ID == CurveId::Bls12_381;
        if big_endian {
            point.reverse();
        }
        let flags = if big_endian { 0b1110_0000 } else { 0b1100_0000 };
        let last = point.len() - 1;
        let kept = point[last] & flags;
        point[last] &= !flags;
        let mut carry = 0u16;
        for (byte, add) in point.iter_mut().zip(modulus) {
            carry += u16::from(*byte) + u16::from(*add);
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry != 0 || point[last] & flags != 0 {
            return None;
        }
        point[last] |= kept;
        if big_endian {
            point.reverse();
        }
        Some(point)
    }

    fn fails_for_unknown_models_and_versions<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        let mut submission = good.clone();
        submission.model = 1;
        assert_noop!(submit(submission), Error::<Test>::UnknownModel);
        for version in [0, 2] {
            let mut submission = good.clone();
            submission.version = version;
            assert_noop!(submit(submission), Error::<Test>::UnknownVersion);
        }
    }

    fn fails_outside_of_the_validity<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        System::set_block_number(50);
        for (valid_until, error) in [
            (0, Error::<Test>::Expired),
            (49, Error::Expired),
            (50 + MAX_VALIDITY + 1, Error::ValidityTooLong),
            (u64::MAX, Error::ValidityTooLong),
        ] {
            let mut submission = model.submission();
            submission.valid_until = valid_until;
            submission.proof = model.prove(&submission);
            assert_noop!(submit(submission), error);
        }
    }

    fn fails_for_one_input_too_many<C: Curve>() {
        for visibility in [Visibility::Public, Visibility::Committed, Visibility::Private] {
            let name = visibility.name().as_bytes();
            let good = Model::<C>::register_as(name, 1, with_input(visibility)).submission();
            let mut submission = good.clone();
            submission.input.try_push([0; 32]).unwrap();
            assert_noop!(submit(submission), Error::<Test>::InputCount);
            let mut submission = good;
            submission.output.try_push([0; 32]).unwrap();
            assert_noop!(submit(submission), Error::<Test>::OutputCount);
        }
    }

    fn fails_for_a_missing_last_input_that_is_zero<C: Curve>() {
        let mut layout = public_layout();
        layout.output.signed = false;
        let model = Model::<C>::register(layout);
        let mut full = model.submission();
        full.input[1] = [0; 32];
        full.output[0] = [0; 32];
        full.proof = model.prove(&full);

        let mut submission = full.clone();
        submission.output.clear();
        assert_noop!(submit(submission), Error::<Test>::OutputCount);
        let mut submission = full.clone();
        submission.input.pop();
        assert_noop!(submit(submission), Error::<Test>::InputCount);
        assert_ok!(submit(full));
    }

    /// The public inputs are the same, so the proof holds; taken for another statement it would count twice.
    fn fails_for_elements_moved_between_ports<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let mut submission = model.submission();
        let moved = submission.input.pop().unwrap();
        submission.output.try_insert(0, moved).unwrap();
        assert_ok!(verify::<C>(&model.vk, &model.statement(&model.submission()).public_inputs(), &submission.proof));
        assert_noop!(submit(submission), Error::<Test>::InputCount);
    }

    fn fails_for_elements_that_no_tensor_packs_to<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        // 40 integers of 8 bits fill 248 bits of the first element and 72 of the second; 10 of 16 bits fill 160.
        for (element, byte) in [(0, 31), (1, 9), (1, 30)] {
            let mut submission = model.submission();
            submission.input[element][byte] |= 1;
            submission.proof = model.prove(&submission);
            assert_noop!(submit(submission), Error::<Test>::InputPacking);
        }
        let mut submission = model.submission();
        submission.output[0][20] |= 1;
        submission.proof = model.prove(&submission);
        assert_noop!(submit(submission), Error::<Test>::OutputPacking);
    }

    /// x and x + r are the same scalar: were both accepted, a statement would count twice.
    fn fails_for_scalars_beyond_the_order<C: Curve>() {
        let model = Model::<C>::register(with_input(Visibility::Committed));
        let submission = model.submission();
        assert_ok!(submit(submission.clone()));
        let x = C::Scalar::deserialize_compressed(&submission.input[0][..]).unwrap();
        let mut alias = x.into_bigint();
        assert!(!alias.add_with_carry(&C::Scalar::MODULUS));
        for value in [C::Scalar::MODULUS, alias] {
            let mut submission = submission.clone();
            submission.input[0] = value.to_bytes_le().try_into().unwrap();
            assert_noop!(submit(submission), Error::<Test>::ElementNotCanonical);
        }
        let mut submission = submission;
        submission.input[0] = [0xff; 32];
        assert_noop!(submit(submission), Error::<Test>::ElementNotCanonical);
    }

    fn fails_for_the_same_statement_twice<C: Curve>() {
        let submission = Model::<C>::register(public_layout()).submission();
        assert_ok!(submit(submission.clone()));
        assert_noop!(submit(submission.clone()), Error::<Test>::AlreadyVerified);
        System::set_block_number(submission.valid_until);
        assert_noop!(submit(submission), Error::<Test>::AlreadyVerified);
    }

    fn fails_for_a_rerandomized_proof_of_an_accepted_statement<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let submission = model.submission();
        assert_ok!(submit(submission.clone()));
        let vk = &model.vk;
        let inputs = model.statement(&submission).public_inputs();
        for proof in [
            rerandomized::<C>(&submission.proof),
            rerandomized_with_delta::<C>(&submission.proof, vk),
            model.key.prove(&inputs, 78).try_into().unwrap(),
        ] {
            assert_ne!(proof, submission.proof);
            assert_ok!(verify::<C>(vk, &inputs, &proof));
            let mut submission = submission.clone();
            submission.proof = proof;
            assert_noop!(submit(submission), Error::<Test>::AlreadyVerified);
        }
    }

    fn fails_on_another_chain<C: Curve>() {
        let submission = Model::<C>::register(public_layout()).submission();
        frame_system::BlockHash::<Test>::insert(0, sp_runtime::testing::H256([9; 32]));
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    fn fails_for_another_model_with_the_same_key<C: Curve>() {
        let mut submission = Model::<C>::register_as(b"digits", 1, public_layout()).submission();
        submission.model = Model::<C>::register_as(b"letters", 1, public_layout()).id;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    fn fails_for_another_version_with_the_same_key<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        model.add_version(1);
        let mut submission = model.submission();
        submission.version = 2;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    fn fails_for_another_version_with_another_key<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        model.add_version(2);
        let mut submission = model.submission();
        submission.version = 2;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    fn fails_for_another_account<C: Curve>() {
        let mut submission = Model::<C>::register(public_layout()).submission();
        submission.account = RELAYER;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    fn fails_for_another_subject<C: Curve>() {
        let mut submission = Model::<C>::register(public_layout()).submission();
        submission.subject[31] ^= 1;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    /// A later last block would bring an accepted statement back once its mark is pruned.
    fn fails_for_another_last_block<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        for valid_until in [good.valid_until - 1, good.valid_until + 1] {
            let mut submission = good.clone();
            submission.valid_until = valid_until;
            assert_noop!(submit(submission), Error::<Test>::InvalidProof);
        }
    }

    fn fails_for_edited_elements<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        let mut submission = good.clone();
        submission.output[0][0] ^= 1;
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
        for element in 0..2 {
            let mut submission = good.clone();
            submission.input[element][0] ^= 1;
            assert_noop!(submit(submission), Error::<Test>::InvalidProof);
        }
    }

    fn fails_for_proofs_of_another_length<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        let len = good.proof.len();
        for other in (0..=types::MAX_PROOF_BYTES as usize).filter(|&other| other != len) {
            let mut bytes = good.proof.to_vec();
            bytes.resize(other, 0);
            let mut submission = good.clone();
            submission.proof = bytes.try_into().unwrap();
            assert_noop!(submit(submission), Error::<Test>::ProofLength);
        }
    }

    fn fails_for_malformed_points_in_the_proof<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        for proof in malformed_proofs::<C>(&good.proof) {
            let mut submission = good.clone();
            submission.proof = proof;
            assert_noop!(submit(submission), Error::<Test>::MalformedProof);
        }
    }

    /// x + p is a second encoding of x wherever it fits the bytes.
    fn fails_for_coordinates_beyond_the_modulus<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let good = model.submission();
        let inputs = model.statement(&good).public_inputs();
        let modulus = <G1<C> as AffineRepr>::BaseField::characteristic();
        let modulus: Vec<u8> = modulus.iter().flat_map(|limb| limb.to_le_bytes()).collect();
        let aliases = (0..200)
            .filter_map(|seed| {
                let proof = model.key.prove(&inputs, seed);
                let alias = plus::<C>(&proof[..C::G1_BYTES], &modulus)?;
                Some((proof, alias))
            })
            .take(3);
        let mut found = 0;
        for (proof, alias) in aliases {
            let mut submission = good.clone();
            submission.proof = [&alias[..], &proof[C::G1_BYTES..]].concat().try_into().unwrap();
            assert_noop!(submit(submission), Error::<Test>::MalformedProof);
            found += 1;
        }
        assert!(found > 0, "no coordinate was small enough to have an alias");
    }

    fn fails_for_a_proof_of_another_statement<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let mut other = model.submission();
        other.output[0][0] ^= 1;
        let mut submission = model.submission();
        submission.proof = model.prove(&other);
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
        // All identities: e(0, 0) = 1 must not meet e(α, β).
        let mut submission = model.submission();
        let [a, b, c] = points_in_proof::<C>();
        let zeros = [identity::<C>(&a), identity::<C>(&b), identity::<C>(&c)].concat();
        submission.proof = zeros.try_into().unwrap();
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    /// Without a key, whatever comes before the key still gives its own error.
    fn fails_cheaply_before_reading_the_key<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let good = model.submission();
        assert_ok!(submit(good.clone()));
        PreparedKeys::<Test>::remove(KeyId::Version(model.id, 1));
        type Edit = fn(&mut SubmissionOf<Test>);
        let cases: [(Edit, Error<Test>); 8] = [
            (|_| (), Error::AlreadyVerified),
            (|s| s.version = 2, Error::UnknownVersion),
            (|s| s.valid_until = 0, Error::Expired),
            (|s| s.valid_until = u64::MAX, Error::ValidityTooLong),
            (|s| s.proof.truncate(1), Error::ProofLength),
            (|s| s.input.clear(), Error::InputCount),
            (|s| s.output.clear(), Error::OutputCount),
            (|s| s.output[0][31] = 1, Error::OutputPacking),
        ];
        for (edit, error) in cases {
            let mut submission = good.clone();
            // Bytes that are no points: they must not be looked at.
            submission.proof.iter_mut().for_each(|byte| *byte = 0xff);
            edit(&mut submission);
            assert_noop!(submit(submission), error);
        }
    }

    fn charges_a_refused_proof_in_full<C: Curve>() {
        let mut submission = Model::<C>::register(public_layout()).submission();
        submission.output[0][0] ^= 1;
        let call = call(submission);
        let info = call.get_dispatch_info();
        let error = call.dispatch_bypass_filter(RuntimeOrigin::signed(RELAYER)).unwrap_err();
        assert_eq!(error.error, Error::<Test>::InvalidProof.into());
        assert_eq!(error.post_info.actual_weight, None);
        assert_eq!(error.post_info.pays_fee, Pays::Yes);
        assert_eq!(info.pays_fee, Pays::Yes);
    }

    fn fails_without_a_signature<C: Curve>() {
        let submission = Model::<C>::register(public_layout()).submission();
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
            let error = call(submission.clone()).dispatch_bypass_filter(origin).unwrap_err().error;
            assert_eq!(error, DispatchError::BadOrigin);
        }
    }

    fn fails_for_a_damaged_key<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let submission = model.submission();
        PreparedKeys::<Test>::mutate(KeyId::Version(model.id, 1), |key| {
            key.as_mut().unwrap().truncate(9);
        });
        assert_noop!(submit(submission.clone()), Error::<Test>::CorruptKey);
        assert!(Zkml::do_try_state().is_err());
        PreparedKeys::<Test>::remove(KeyId::Version(model.id, 1));
        assert_noop!(submit(submission), Error::<Test>::CorruptKey);
        assert!(Zkml::do_try_state().is_err());
    }
}
