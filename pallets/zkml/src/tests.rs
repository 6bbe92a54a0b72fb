//! Happy cases first, then `mod reject`: the attacks of the threat list as they reach the pallet. Everything that
//! depends on the curve runs on each of them.

use crate::{mock::*, *};
use ark_ec::AffineRepr;
use ark_ff::{BigInteger, Field, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchResult, GetDispatchInfo, Pays},
    traits::UnfilteredDispatchable,
};
use sp_runtime::DispatchError;
use zkml_primitives::{
    account_bytes,
    curve::{G1, G2},
    simulate::SimulatedKey,
    verify, with_curve, Context, Curve, CurveId, FieldBytes, Layout, Params, Port, Proof, Scale, Setup, Shape,
    Statement, VerifyingKey, Visibility, MAX_PUBLIC_INPUTS,
};

const OWNER: u64 = 1;
const PROVER: u64 = 2;
const RELAYER: u64 = 3;

/// Runs each of the named generic tests on every curve.
macro_rules! on_every_curve {
    ($($name:ident),* $(,)?) => {
        mod bn254 {
            $(#[test]
            fn $name() {
                crate::mock::new_test_ext().execute_with(super::$name::<zkml_primitives::Bn254>)
            })*
        }
        mod bls12_381 {
            $(#[test]
            fn $name() {
                crate::mock::new_test_ext().execute_with(super::$name::<zkml_primitives::Bls12_381>)
            })*
        }
    };
}

fn port(visibility: Visibility, len: usize, bits: u8, signed: bool) -> Port {
    Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits,
        signed,
        scale: Scale { mantissa: 1, exponent: -8 },
        zero_point: 0,
    }
}

/// Context, two elements of input and one of output.
fn public_layout() -> Layout {
    Layout {
        params: Params::Fixed,
        input: port(Visibility::Public, 40, 8, false),
        output: port(Visibility::Public, 10, 16, true),
    }
}

fn with_input(visibility: Visibility) -> Layout {
    let mut layout = public_layout();
    layout.input.visibility = visibility;
    layout
}

/// A registered model and the secrets to prove anything about it.
struct Model<C: Curve> {
    id: ModelId,
    version: VersionNumber,
    key: SimulatedKey<C>,
    layout: Layout,
}

fn register_key<C: Curve>(name: &[u8], vk: Vec<u8>, layout: Layout) -> DispatchResult {
    Zkml::register_model(
        RuntimeOrigin::signed(OWNER),
        name.to_vec().try_into().unwrap(),
        C::ID,
        vk.try_into().unwrap(),
        layout,
        Setup::Development,
    )
}

impl<C: Curve> Model<C> {
    fn register_as(name: &[u8], seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::<C>::new(seed, layout.public_inputs().unwrap());
        assert_ok!(register_key::<C>(name, key.verifying_key().encode(), layout));
        let id = NextModelId::<Test>::get() - 1;
        Model { id, version: 1, key, layout }
    }

    fn register(layout: Layout) -> Self {
        Self::register_as(b"digits", 1, layout)
    }

    /// Adds a second version.
    fn add_version(&self, seed: u64) -> Self {
        let key = SimulatedKey::<C>::new(seed, self.layout.public_inputs().unwrap());
        assert_ok!(Zkml::add_version(
            RuntimeOrigin::signed(OWNER),
            self.id,
            C::ID,
            key.verifying_key().encode().try_into().unwrap(),
            self.layout,
            Setup::Development,
        ));
        Model { id: self.id, version: 2, key, layout: self.layout }
    }

    fn elements(port: &Port) -> Elements {
        match port.visibility {
            Visibility::Public => {
                let values: Vec<i64> = (0..port.shape.len() as i64).map(|i| 5 + i % 20).collect();
                port.pack(&values).unwrap().try_into().unwrap()
            }
            Visibility::Committed => vec![field_bytes::<C>(1234567)].try_into().unwrap(),
            Visibility::Private => Elements::default(),
        }
    }

    /// A submission that the pallet accepts.
    fn submission(&self) -> SubmissionOf<Test> {
        let mut submission = Submission {
            model: self.id,
            version: self.version,
            account: PROVER,
            subject: [7; 32],
            valid_until: System::block_number() + 10,
            input: Self::elements(&self.layout.input),
            output: Self::elements(&self.layout.output),
            proof: ProofBytes::default(),
        };
        submission.proof = self.prove(&submission);
        submission
    }

    /// What the submission's proof has to prove, from the definition of the statement and not from the pallet.
    fn statement(&self, submission: &SubmissionOf<Test>) -> Statement {
        let context = Context {
            genesis_hash: System::block_hash(0).0,
            model_id: submission.model,
            version: submission.version,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&submission.account),
            subject: submission.subject,
            valid_until: submission.valid_until,
        };
        Statement {
            context: context.digest(),
            params: None,
            input: submission.input.to_vec(),
            output: submission.output.to_vec(),
        }
    }

    fn prove(&self, submission: &SubmissionOf<Test>) -> ProofBytes {
        let inputs = self.statement(submission).public_inputs();
        self.key.prove(&inputs, 77).try_into().unwrap()
    }
}

fn submit(s: SubmissionOf<Test>) -> DispatchResult {
    Zkml::submit_proof(
        RuntimeOrigin::signed(RELAYER),
        s.model,
        s.version,
        s.account,
        s.subject,
        s.valid_until,
        s.input,
        s.output,
        s.proof,
    )
}

fn call(s: SubmissionOf<Test>) -> RuntimeCall {
    RuntimeCall::Zkml(Call::submit_proof {
        model: s.model,
        version: s.version,
        account: s.account,
        subject: s.subject,
        valid_until: s.valid_until,
        input: s.input,
        output: s.output,
        proof: s.proof,
    })
}

fn bytes_of(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = vec![];
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

fn field_bytes<C: Curve>(value: u64) -> FieldBytes {
    bytes_of(&C::Scalar::from(value)).try_into().unwrap()
}

mod accept {
    use super::*;

    on_every_curve!(
        can_register_a_model,
        can_register_the_same_name_for_another_owner,
        can_submit_with_every_visibility_of_the_input,
        can_submit_a_committed_output,
        can_submit_for_an_account_that_is_not_the_signer,
        can_submit_until_the_last_block,
        can_submit_as_far_ahead_as_marks_are_kept,
        can_submit_a_rerandomized_proof_first,
        can_submit_the_same_inference_for_another_subject,
        can_submit_to_every_version,
        charges_by_curve_and_inputs,
    );

    fn can_register_a_model<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        let vk = model.key.verifying_key();
        System::assert_last_event(
            Event::ModelRegistered {
                model: 0,
                owner: OWNER,
                name: b"digits".to_vec().try_into().unwrap(),
                version: 1,
                vk_hash: vk.hash(),
            }
            .into(),
        );
        let stored = Models::<Test>::get(0).unwrap();
        assert_eq!((stored.owner, stored.latest_version), (OWNER, 1));
        assert_eq!(ModelIds::<Test>::get(OWNER, stored.name), Some(0));
        assert_eq!(
            Versions::<Test>::get(0, 1),
            Some(Version {
                curve: C::ID,
                vk_hash: vk.hash(),
                layout: public_layout(),
                setup: Setup::Development,
                status: Status::Live
            })
        );
        assert_eq!(Keys::<Test>::get(KeyId::Version(0, 1)).unwrap().to_vec(), vk.encode());
        assert_ok!(Zkml::do_try_state());
    }

    fn can_register_the_same_name_for_another_owner<C: Curve>() {
        let model = Model::<C>::register(public_layout());
        assert_ok!(Zkml::register_model(
            RuntimeOrigin::signed(PROVER),
            b"digits".to_vec().try_into().unwrap(),
            C::ID,
            model.key.verifying_key().encode().try_into().unwrap(),
            public_layout(),
            Setup::Ceremony { transcript: [1; 32] },
        ));
        assert_eq!(NextModelId::<Test>::get(), 2);
        assert_ok!(Zkml::do_try_state());
    }

    fn can_submit_with_every_visibility_of_the_input<C: Curve>() {
        for (i, visibility) in [Visibility::Public, Visibility::Committed, Visibility::Private].into_iter().enumerate()
        {
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

    fn charges_by_curve_and_inputs<C: Curve>() {
        type W = <Test as Config>::WeightInfo;
        let model = Model::<C>::register(public_layout());
        let (submit, register) = match C::ID {
            CurveId::Bn254 => (W::submit_proof_bn254(4), W::register_model_bn254(4)),
            CurveId::Bls12_381 => (W::submit_proof_bls12_381(4), W::register_model_bls12_381(4)),
        };
        assert_eq!(call(model.submission()).get_dispatch_info().call_weight, submit);
        let call = Call::<Test>::register_model {
            name: Default::default(),
            curve: C::ID,
            vk: model.key.verifying_key().encode().try_into().unwrap(),
            layout: public_layout(),
            setup: Setup::Development,
        };
        assert_eq!(call.get_dispatch_info().call_weight, register);
    }

    #[test]
    fn bounds_hold_the_largest_key_and_proof() {
        for curve in [CurveId::Bn254, CurveId::Bls12_381] {
            assert!(curve.key_bytes(MAX_PUBLIC_INPUTS) <= types::MAX_KEY_BYTES as usize);
            assert!(curve.proof_bytes() <= types::MAX_PROOF_BYTES as usize);
        }
    }
}

/// Another proof of the same statement: (rA, r⁻¹B + r⁻¹sδ, C + sA), which moves all three points.
fn rerandomized_with_delta<C: Curve>(proof: &[u8], vk: &VerifyingKey<C>) -> ProofBytes {
    let Proof { a, b, c } = Proof::<C>::decode(proof).unwrap();
    let (r, s) = (C::Scalar::from(11u64), C::Scalar::from(13u64));
    let inverse = r.inverse().unwrap();
    let a2 = a.mul_bigint(r.into_bigint());
    let b2 = (b.into_group() + vk.delta_g2().mul_bigint(s.into_bigint())).into().mul_bigint(inverse.into_bigint());
    let c2 = c.into_group() + a.mul_bigint(s.into_bigint());
    Proof::<C> { a: a2.into(), b: b2.into(), c: c2.into() }.encode().try_into().unwrap()
}

/// Another proof of the same statement: (r⁻¹A, rB, C).
fn rerandomized<C: Curve>(proof: &[u8]) -> ProofBytes {
    let Proof { a, b, c } = Proof::<C>::decode(proof).unwrap();
    let r = C::Scalar::from(11u64);
    let a = a.mul_bigint(r.inverse().unwrap().into_bigint());
    let b = b.mul_bigint(r.into_bigint());
    Proof::<C> { a: a.into(), b: b.into(), c }.encode().try_into().unwrap()
}

mod reject {
    use super::*;
    use core::ops::Range;

    on_every_curve!(
        fails_without_a_name,
        fails_for_a_taken_name,
        fails_when_identifiers_run_out,
        fails_for_layouts_that_prove_nothing_or_do_not_fit,
        fails_for_a_key_of_another_size,
        fails_for_a_key_of_the_other_curve,
        fails_for_a_key_that_counts_differently,
        fails_for_identity_points_in_the_key,
        fails_for_junk_behind_an_infinity_flag_in_the_key,
        fails_for_a_key_of_an_unfinished_setup,
        fails_for_malformed_points_in_the_key,
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
    );

    fn rejects_key<C: Curve>(vk: Vec<u8>, error: Error<Test>) {
        assert_noop!(register_key::<C>(b"digits", vk, public_layout()), error);
    }

    fn good_key<C: Curve>() -> Vec<u8> {
        SimulatedKey::<C>::new(1, 4).verifying_key().encode()
    }

    /// Where the points of a key with four inputs stand: α, β, γ, δ, IC[0] … IC[4].
    fn points_in_key<C: Curve>() -> Vec<Range<usize>> {
        let mut at = 0;
        let mut next = |len| {
            at += len;
            at - len..at
        };
        let mut ranges = vec![next(C::G1_BYTES)];
        ranges.extend((0..3).map(|_| next(C::G2_BYTES)));
        next(8);
        ranges.extend((0..5).map(|_| next(C::G1_BYTES)));
        ranges
    }

    fn points_in_proof<C: Curve>() -> [Range<usize>; 3] {
        let (g1, g2) = (C::G1_BYTES, C::G2_BYTES);
        [0..g1, g1..g1 + g2, g1 + g2..2 * g1 + g2]
    }

    fn is_g2<C: Curve>(range: &Range<usize>) -> bool {
        range.len() == C::G2_BYTES
    }

    fn identity<C: Curve>(range: &Range<usize>) -> Vec<u8> {
        if is_g2::<C>(range) {
            bytes_of(&G2::<C>::zero())
        } else {
            bytes_of(&G1::<C>::zero())
        }
    }

    /// Bytes that decode without checks to a point outside the prime-order subgroup, or that are not on the curve.
    fn near<P: AffineRepr>(on_curve: bool) -> Option<Vec<u8>> {
        let generator = bytes_of(&P::generator());
        (1..=255).find_map(|change| {
            let mut bytes = generator.clone();
            // Away from both ends, where the flags and the greatest digits are.
            bytes[generator.len() / 2 + 3] ^= change;
            let unchecked = P::deserialize_compressed_unchecked(&bytes[..]);
            let wanted = match (on_curve, unchecked) {
                (true, Ok(point)) => point.check().is_err(),
                (false, unchecked) => unchecked.is_err(),
                (true, Err(_)) => false,
            };
            wanted.then_some(bytes)
        })
    }

    fn fails_without_a_name<C: Curve>() {
        assert_noop!(register_key::<C>(b"", good_key::<C>(), public_layout()), Error::<Test>::EmptyName);
    }

    fn fails_for_a_taken_name<C: Curve>() {
        Model::<C>::register(public_layout());
        rejects_key::<C>(good_key::<C>(), Error::NameTaken);
    }

    fn fails_when_identifiers_run_out<C: Curve>() {
        NextModelId::<Test>::put(ModelId::MAX);
        rejects_key::<C>(good_key::<C>(), Error::TooManyModels);
    }

    fn fails_for_layouts_that_prove_nothing_or_do_not_fit<C: Curve>() {
        type Edit = fn(&mut Layout);
        let cases: [(Edit, Error<Test>); 6] = [
            (|l| l.params = Params::Committed, Error::UnsupportedLayout),
            (|l| l.output.visibility = Visibility::Private, Error::PrivateOutput),
            (|l| l.input.scale.mantissa = 0, Error::ZeroScale),
            (|l| l.input.bits = 0, Error::PortBits),
            (|l| l.output.bits = 64, Error::PortBits),
            (|l| l.input.shape = Shape::new(&[31 * 255]).unwrap(), Error::TooManyPublicInputs),
        ];
        for (edit, error) in cases {
            let mut layout = public_layout();
            edit(&mut layout);
            assert_noop!(register_key::<C>(b"digits", good_key::<C>(), layout), error);
        }
    }

    fn fails_for_a_key_of_another_size<C: Curve>() {
        let key = good_key::<C>();
        rejects_key::<C>(vec![], Error::KeyLength);
        rejects_key::<C>(key[..key.len() - 1].to_vec(), Error::KeyLength);
        rejects_key::<C>([&key[..], &[0]].concat(), Error::KeyLength);
        for inputs in [3, 5] {
            let other = SimulatedKey::<C>::new(1, inputs).verifying_key().encode();
            rejects_key::<C>(other, Error::KeyLength);
        }
    }

    fn fails_for_a_key_of_the_other_curve<C: Curve>() {
        let other = match C::ID {
            CurveId::Bn254 => CurveId::Bls12_381,
            CurveId::Bls12_381 => CurveId::Bn254,
        };
        let vk = with_curve!(other, D => good_key::<D>());
        rejects_key::<C>(vk, Error::KeyLength);
    }

    /// The count inside the key must not be trusted over the length, nor the length over the count.
    fn fails_for_a_key_that_counts_differently<C: Curve>() {
        let count = points_in_key::<C>()[3].end;
        for (says, error) in [
            (4u64, Error::KeyLength),
            (6, Error::KeyLength),
            (0, Error::TooManyPublicInputs),
            (u64::from(MAX_PUBLIC_INPUTS) + 2, Error::TooManyPublicInputs),
            (u64::MAX, Error::TooManyPublicInputs),
        ] {
            let mut vk = good_key::<C>();
            vk[count..count + 8].copy_from_slice(&says.to_le_bytes());
            rejects_key::<C>(vk, error);
        }
    }

    fn fails_for_identity_points_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            let mut vk = good_key::<C>();
            vk[range.clone()].copy_from_slice(&identity::<C>(&range));
            rejects_key::<C>(vk, Error::IdentityInKey);
        }
    }

    fn fails_for_junk_behind_an_infinity_flag_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            let mut vk = good_key::<C>();
            let mut junk = identity::<C>(&range);
            junk[range.len() / 2] = 1;
            vk[range].copy_from_slice(&junk);
            rejects_key::<C>(vk, Error::MalformedKey);
        }
    }

    fn negated<P: AffineRepr>(bytes: &[u8]) -> Vec<u8> {
        let point = P::deserialize_compressed(bytes).unwrap();
        let negated: P = (-point.into_group()).into();
        bytes_of(&negated)
    }

    /// A setup without one of its phases leaves two equal points or a generator, and −1 is as well known as 1.
    fn fails_for_a_key_of_an_unfinished_setup<C: Curve>() {
        let good = good_key::<C>();
        let points = points_in_key::<C>();
        let [alpha, beta, gamma, delta] = [0, 1, 2, 3].map(|i| points[i].clone());
        let with = |at: &Range<usize>, bytes: &[u8]| {
            let mut vk = good.clone();
            vk[at.clone()].copy_from_slice(bytes);
            vk
        };
        for (at, other) in [(&delta, &gamma), (&beta, &gamma), (&beta, &delta)] {
            let other = &good[other.clone()];
            rejects_key::<C>(with(at, other), Error::RelatedPointsInKey);
            rejects_key::<C>(with(at, &negated::<G2<C>>(other)), Error::RelatedPointsInKey);
        }
        let generator = bytes_of(&G2::<C>::generator());
        for at in [&delta, &beta] {
            rejects_key::<C>(with(at, &generator), Error::GeneratorInKey);
            rejects_key::<C>(with(at, &negated::<G2<C>>(&generator)), Error::GeneratorInKey);
        }
        let generator = bytes_of(&G1::<C>::generator());
        rejects_key::<C>(with(&alpha, &generator), Error::GeneratorInKey);
        rejects_key::<C>(with(&alpha, &negated::<G1<C>>(&generator)), Error::GeneratorInKey);
    }

    fn fails_for_malformed_points_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            for on_curve in [false, true] {
                let point = if is_g2::<C>(&range) { near::<G2<C>>(on_curve) } else { near::<G1<C>>(on_curve) };
                let Some(point) = point else {
                    // All of BN254's G1 is of prime order.
                    assert!(C::ID == CurveId::Bn254 && on_curve && !is_g2::<C>(&range));
                    continue;
                };
                let mut vk = good_key::<C>();
                vk[range.clone()].copy_from_slice(&point);
                rejects_key::<C>(vk, Error::MalformedKey);
            }
        }
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
        assert_ok!(verify::<C>(
            &model.key.verifying_key(),
            &model.statement(&model.submission()).public_inputs(),
            &submission.proof
        ));
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
        let vk = model.key.verifying_key();
        let inputs = model.statement(&submission).public_inputs();
        for proof in [
            rerandomized::<C>(&submission.proof),
            rerandomized_with_delta::<C>(&submission.proof, &vk),
            model.key.prove(&inputs, 78).try_into().unwrap(),
        ] {
            assert_ne!(proof, submission.proof);
            assert_ok!(verify::<C>(&vk, &inputs, &proof));
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

    fn rejects_point(good: &SubmissionOf<Test>, range: Range<usize>, point: &[u8]) {
        let mut proof = good.proof.to_vec();
        proof[range].copy_from_slice(point);
        let mut submission = good.clone();
        submission.proof = proof.try_into().unwrap();
        assert_noop!(submit(submission), Error::<Test>::MalformedProof);
    }

    fn fails_for_malformed_points_in_the_proof<C: Curve>() {
        let good = Model::<C>::register(public_layout()).submission();
        let [a, b, c] = points_in_proof::<C>();
        for range in [a, c] {
            rejects_point(&good, range.clone(), &near::<G1<C>>(false).unwrap());
            if let Some(outside) = near::<G1<C>>(true) {
                rejects_point(&good, range.clone(), &outside);
            }
            let mut junk = identity::<C>(&range);
            junk[range.len() / 2] = 1;
            rejects_point(&good, range, &junk);
        }
        rejects_point(&good, b.clone(), &near::<G2<C>>(false).unwrap());
        rejects_point(&good, b.clone(), &near::<G2<C>>(true).unwrap());
        let mut junk = identity::<C>(&b);
        junk[b.len() / 2] = 1;
        rejects_point(&good, b, &junk);
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
}
