//! Happy cases first, then `mod reject`. Everything that depends on the curve runs on each of them. The runtime that is tested
//! calls the node for BLS12-381; [`host`] compares it with one that does not.
//!
//! Attacks that were real, and what fails here if the defence is taken out:
//!
//! | attack | tests |
//! | --- | --- |
//! | one input too many, a missing last zero, an empty key | `submission::reject::fails_for_one_input_too_many`, `…::fails_for_a_missing_last_input_that_is_zero`, `circuits::reject::fails_for_another_number_of_inputs`, `registration::reject::fails_for_a_key_that_counts_differently` |
//! | keys without a second phase | `registration::reject::fails_for_a_key_of_an_unfinished_setup`, `vectors::keys_of_unfinished_setups_are_refused` |
//! | identity points, an input that no constraint touches | `registration::reject::fails_for_identity_points_in_the_key`, `circuits::reject::fails_for_identity_points_in_the_key` |
//! | re-randomization | `submission::reject::fails_for_a_rerandomized_proof_of_an_accepted_statement`, `batch::reject::fails_for_a_rerandomized_duplicate`, `circuits::reject::fails_for_a_rerandomized_proof_of_an_accepted_statement` |
//! | encodings | `submission::reject::fails_for_malformed_points_in_the_proof`, `…::fails_for_coordinates_beyond_the_modulus`, `…::fails_for_scalars_beyond_the_order`, `circuits::reject::fails_for_scalars_beyond_the_order` |
//! | replay: chain, model, version, subject, account, twice | `submission::reject::fails_on_another_chain` and those after it, `receipts::a_statement_is_never_accepted_again`, `batch::a_consumer_cannot_have_a_statement_accepted_twice`, `migration::accepted_statements_stay_accepted` |
//! | batches whose bad proofs cancel | `batch::reject::fails_for_proofs_whose_errors_cancel` |
//! | weights measured on a stub | `cost::benchmarked::verification_is_real`, `submission::reject::charges_a_refused_proof_in_full` |
//! | host functions that trap | `host`, and all tests on BLS12-381 |
//! | a proof copied out of the pool | `submission::reject::fails_for_another_account`, `submission::whoever_carries_a_proof_the_account_is_the_one_it_names` |
//! | failing callbacks, holds that do not add up, overflow of deadlines | `consumers`, `state_machine`, `submission::reject::fails_outside_of_the_validity`, `lifecycle::deadlines_do_not_overflow` |
//! | unbounded lists, iteration, lengths | `receipts::pruning_is_bounded`, `submission::reject::fails_to_decode_lists_beyond_their_bounds` |
//! | weights of another version under the same key | `retraining::reject::fails_for_a_proof_with_the_parameters_of_another_version`, `…::fails_for_a_digest_beyond_the_order`, `retraining::revoking_one_stops_all_that_share_the_key` |
//! | another issuer's attestation, another account's data | `attestations::reject::fails_for_an_attestation_that_another_issuer_put_in_its_place`, `…::fails_for_an_attestation_of_another_account`, `…::fails_for_an_input_that_is_not_below_the_root` |
//! | a fresh nullifier for every proof | `attestations::reject::fails_for_a_nullifier_of_another_scope`, `…::fails_for_another_nullifier`, `…::fails_for_a_nullifier_beyond_the_order` |
//! | somebody else submits the proof first | `acceptance::what_was_accepted_before_is_found_without_its_proof` |
//! | a prover that is slashed although governance kept it from proving | `acceptance::pauses_interrupt_while_they_last_and_whoever_waited_through_them`, `acceptance::revocations_interrupt_for_ever` |
//! | a migration that leaves half of the old layout | `migration::nothing_of_the_old_layout_is_left` |

use crate::{mock::*, *};
use ark_ec::AffineRepr;
use ark_ff::{BigInteger, Field, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use core::ops::Range;
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchResult, GetDispatchInfo, Pays},
    traits::{fungible::InspectHold, Hooks, UnfilteredDispatchable},
    weights::Weight,
};
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};
use sp_runtime::{traits::Dispatchable, DispatchError, TokenError};
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, Tree},
    commitment::scope,
    curve::{G1, G2},
    simulate::SimulatedKey,
    verify, with_curve, Bls12_381, Bn254, Context, Curve, CurveId, FieldBytes, Layout, Nullifier, Params, Port, Proof,
    Scale, Setup, Shape, Statement, VerifyingKey, Visibility, MAX_PUBLIC_INPUTS,
};

const OWNER: u64 = 1;
const PROVER: u64 = 2;
const RELAYER: u64 = 3;
const STRANGER: u64 = 4;
const ISSUER: u64 = 8;

const CURVES: [CurveId; 2] = [CurveId::Bn254, CurveId::Bls12_381];

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

mod acceptance;
mod attestations;
mod batch;
mod circuits;
mod consumers;
mod cost;
mod genesis;
mod governance;
mod host;
mod invariants;
mod lifecycle;
mod migration;
mod receipts;
mod registration;
mod retraining;
mod state_machine;
mod submission;
mod vectors;
mod views;

fn signed(who: u64) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

fn other_curve(curve: CurveId) -> CurveId {
    match curve {
        CurveId::Bn254 => CurveId::Bls12_381,
        CurveId::Bls12_381 => CurveId::Bn254,
    }
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
    Layout::new(port(Visibility::Public, 40, 8, false), port(Visibility::Public, 10, 16, true))
}

fn with_input(visibility: Visibility) -> Layout {
    let mut layout = public_layout();
    layout.input.visibility = visibility;
    layout
}

/// Context and one element of output: the cheapest layout whose output is public.
fn small_layout() -> Layout {
    with_input(Visibility::Private)
}

/// Context, parameters and one element of output.
fn retrainable_layout() -> Layout {
    Layout { params: Params::Committed, ..small_layout() }
}

/// Context, one digest of an input that must be attested, and one element of output.
fn attested_layout() -> Layout {
    Layout { attested: true, ..with_input(Visibility::Committed) }
}

/// All that a layout can ask for at once.
fn full_layout() -> Layout {
    Layout { params: Params::Committed, nullifier: true, ..attested_layout() }
}

/// A registered model and the secrets to prove anything about it.
struct Model<C: Curve> {
    id: ModelId,
    version: VersionNumber,
    key: SimulatedKey<C>,
    vk: VerifyingKey<C>,
    layout: Layout,
    params: Option<FieldBytes>,
}

/// A digest of parameters, where a layout commits to them.
fn params_of(layout: &Layout) -> Option<FieldBytes> {
    (layout.params == Params::Committed).then(|| digest(1))
}

/// An element of every field.
fn digest(of: u8) -> FieldBytes {
    let mut digest = [of; 32];
    digest[31] = 0;
    digest
}

fn register_for<C: Curve>(owner: u64, name: &[u8], vk: Vec<u8>, layout: Layout) -> DispatchResult {
    let (name, vk) = (name.to_vec().try_into().unwrap(), vk.try_into().unwrap());
    Zkml::register_model(signed(owner), name, C::ID, vk, layout, Setup::Development, params_of(&layout))
}

fn register_key<C: Curve>(name: &[u8], vk: Vec<u8>, layout: Layout) -> DispatchResult {
    register_for::<C>(OWNER, name, vk, layout)
}

impl<C: Curve> Model<C> {
    fn register_as(name: &[u8], seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::<C>::new(seed, layout.public_inputs().unwrap());
        let vk = key.verifying_key();
        assert_ok!(register_key::<C>(name, vk.encode(), layout));
        let id = NextModelId::<Test>::get() - 1;
        Model { id, version: 1, key, vk, layout, params: params_of(&layout) }
    }

    fn register(layout: Layout) -> Self {
        Self::register_as(b"digits", 1, layout)
    }

    /// Adds a version on the same curve.
    fn add_version(&self, seed: u64) -> Self {
        self.add_version_on::<C>(seed)
    }

    fn add_version_on<D: Curve>(&self, seed: u64) -> Model<D> {
        let key = SimulatedKey::<D>::new(seed, self.layout.public_inputs().unwrap());
        let vk = key.verifying_key();
        assert_ok!(Zkml::add_version(
            signed(OWNER),
            self.id,
            D::ID,
            vk.encode().try_into().unwrap(),
            self.layout,
            Setup::Development,
            params_of(&self.layout),
        ));
        let version = Models::<Test>::get(self.id).unwrap().latest_version;
        Model { id: self.id, version, key, vk, layout: self.layout, params: params_of(&self.layout) }
    }

    /// Adds a version with the same key and other parameters.
    fn retrain(&self, params: FieldBytes) -> Self {
        let scale = Scale { mantissa: 5, exponent: -6 };
        assert_ok!(Zkml::add_retrained_version(signed(OWNER), self.id, self.version, params, scale));
        let version = Models::<Test>::get(self.id).unwrap().latest_version;
        let mut layout = self.layout;
        layout.output.scale = scale;
        Model { id: self.id, version, key: self.key.clone(), vk: self.vk.clone(), layout, params: Some(params) }
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
        self.submission_about([7; 32])
    }

    fn submission_about(&self, subject: [u8; 32]) -> SubmissionOf<Test> {
        self.proved(subject, System::block_number() + 10)
    }

    /// A submission that the pallet accepts until a block, where that is not too far ahead.
    fn proved(&self, subject: [u8; 32], valid_until: u64) -> SubmissionOf<Test> {
        let mut submission = Submission {
            model: self.id,
            version: self.version,
            account: PROVER,
            subject,
            valid_until,
            input: Self::elements(&self.layout.input),
            output: Self::elements(&self.layout.output),
            nullifier: self.layout.nullifier.then(|| digest(9)),
            attestation: None,
            proof: ProofBytes::default(),
        };
        submission.attestation = self.layout.attested.then(|| attest(ISSUER, &submission));
        submission.proof = self.prove(&submission);
        submission
    }

    /// What the submission's proof has to prove, from the definition of the statement and not from the pallet.
    fn statement(&self, submission: &SubmissionOf<Test>) -> Statement {
        statement_of(submission, self.vk.hash(), self.params)
    }

    fn prove(&self, submission: &SubmissionOf<Test>) -> ProofBytes {
        let inputs = self.statement(submission).public_inputs();
        self.key.prove(&inputs, 77).try_into().unwrap()
    }

    fn key_id(&self) -> KeyId {
        KeyId::Version(self.id, self.version)
    }
}

/// Publishes a root in the name of an issuer, with the leaf of the submission's account and input below it.
fn attest(issuer: u64, submission: &SubmissionOf<Test>) -> Attestation<u64> {
    let leaf = leaf(&account_bytes(&submission.account), &submission.input[0]);
    let tree = Tree::new(vec![[1; 32], leaf, [2; 32]]).unwrap();
    Published::mutate(|published| published.insert((issuer, tree.root()), Ok(())));
    Attestation { issuer, root: tree.root(), path: tree.path(1).unwrap().try_into().unwrap() }
}

/// The scope of a subject on the chain of the tests.
fn scope_of(subject: [u8; 32]) -> FieldBytes {
    scope(&System::block_hash(0).0, &subject)
}

fn statement_of(submission: &SubmissionOf<Test>, vk_hash: [u8; 32], params: Option<FieldBytes>) -> Statement {
    let context = Context {
        genesis_hash: System::block_hash(0).0,
        model_id: submission.model,
        version: submission.version,
        vk_hash,
        account: account_bytes(&submission.account),
        subject: submission.subject,
        valid_until: submission.valid_until,
        issuer: submission.attestation.as_ref().map(|attestation| account_bytes(&attestation.issuer)),
    };
    Statement {
        context: context.digest(),
        params,
        input: submission.input.to_vec(),
        output: submission.output.to_vec(),
        nullifier: submission.nullifier.map(|value| Nullifier { scope: context.scope(), value }),
    }
}

fn submit(s: SubmissionOf<Test>) -> DispatchResult {
    let result = Dispatchable::dispatch(RuntimeCall::Zkml(s.into()), signed(RELAYER));
    result.map(|_| ()).map_err(|failed| failed.error)
}

fn call(s: SubmissionOf<Test>) -> RuntimeCall {
    RuntimeCall::Zkml(s.into())
}

fn submit_batch(batch: &[SubmissionOf<Test>]) -> DispatchResult {
    let result = Zkml::submit_batch(signed(RELAYER), batch.to_vec().try_into().unwrap());
    result.map(|_| ()).map_err(|failed| failed.error)
}

/// A registered circuit and the secrets to prove anything about it.
struct CircuitKey<C: Curve> {
    id: CircuitId,
    key: SimulatedKey<C>,
    vk: VerifyingKey<C>,
}

fn register_circuit_key<C: Curve>(owner: u64, vk: Vec<u8>) -> DispatchResult {
    Zkml::register_circuit(signed(owner), C::ID, vk.try_into().unwrap(), Setup::Development)
}

impl<C: Curve> CircuitKey<C> {
    fn register(seed: u64, inputs: u32) -> Self {
        let key = SimulatedKey::<C>::new(seed, inputs);
        let vk = key.verifying_key();
        assert_ok!(register_circuit_key::<C>(OWNER, vk.encode()));
        CircuitKey { id: NextCircuitId::<Test>::get() - 1, key, vk }
    }

    fn prove(&self, inputs: &[FieldBytes]) -> ProofBytes {
        self.key.prove(inputs, 5).try_into().unwrap()
    }
}

fn elements<C: Curve>(values: &[u64]) -> Elements {
    values.iter().map(|value| field_bytes::<C>(*value)).collect::<Vec<_>>().try_into().unwrap()
}

fn submit_circuit(who: u64, circuit: CircuitId, inputs: &Elements, proof: &ProofBytes) -> DispatchResult {
    Zkml::submit_circuit_proof(signed(who), circuit, inputs.clone(), proof.clone())
}

/// What is held of an account's funds.
fn held(who: u64) -> Balance {
    Balances::balance_on_hold(&StorageHold::get(), &who)
}

/// What storage of so many bytes costs.
fn price(bytes: usize) -> Balance {
    ITEM_PRICE + BYTE_PRICE * bytes as Balance
}

/// Bytes of a model and of its versions, given their curves and numbers of inputs, from what is stored and not from the
/// pallet's own sums.
fn model_bytes(versions: &[(CurveId, u32)]) -> usize {
    let by_name = <(u64, NameOf<Test>, ModelId)>::max_encoded_len();
    let key = |&(curve, inputs): &(CurveId, u32)| {
        VersionOf::<Test>::max_encoded_len()
            + 2 * KeyId::max_encoded_len()
            + curve.key_bytes(inputs)
            + curve.prepared_bytes(inputs)
    };
    ModelOf::<Test>::max_encoded_len() + by_name + versions.iter().map(key).sum::<usize>()
}

fn circuit_bytes(curve: CurveId, inputs: u32) -> usize {
    CircuitOf::<Test>::max_encoded_len()
        + 2 * KeyId::max_encoded_len()
        + curve.key_bytes(inputs)
        + curve.prepared_bytes(inputs)
}

/// Goes on to a block, with every block before it idle.
fn run_to(block: u64) {
    while System::block_number() < block {
        System::set_block_number(System::block_number() + 1);
        Zkml::on_idle(System::block_number(), Weight::MAX);
    }
}

fn bytes_of(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = vec![];
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

fn field_bytes<C: Curve>(value: u64) -> FieldBytes {
    bytes_of(&C::Scalar::from(value)).try_into().unwrap()
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

/// Proofs whose points are not points: off the curve, outside the subgroup, junk behind an infinity flag.
fn malformed_proofs<C: Curve>(good: &ProofBytes) -> Vec<ProofBytes> {
    let [a, b, c] = points_in_proof::<C>();
    let junk = |range: &Range<usize>| {
        let mut junk = identity::<C>(range);
        junk[range.len() / 2] = 1;
        Some(junk)
    };
    let mut points = vec![];
    for range in [a, c] {
        points.extend([near::<G1<C>>(false), near::<G1<C>>(true), junk(&range)].map(|point| (range.clone(), point)));
    }
    points.extend([near::<G2<C>>(false), near::<G2<C>>(true), junk(&b)].map(|point| (b.clone(), point)));
    let malformed: Vec<_> = points
        .into_iter()
        .filter_map(|(range, point)| {
            let mut proof = good.clone();
            proof[range].copy_from_slice(&point?);
            Some(proof)
        })
        .collect();
    // All of BN254's G1 is of prime order.
    assert_eq!(malformed.len(), if C::ID == CurveId::Bn254 { 7 } else { 9 });
    malformed
}
