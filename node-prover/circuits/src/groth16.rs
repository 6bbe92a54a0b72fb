//! Setup and proving, with randomness of the operating system: keys are made by `ark-groth16`, and so is the quotient
//! polynomial; the multi-scalar multiplications read the key's points where they are, decoded or not.

mod encoded;
mod prover;

pub use encoded::EncodedKey;
pub use prover::{Observer, Stage, UNOBSERVED};

use crate::{
    circuit::{Circuit, CircuitError, Inference},
    sink::{ArkworksSink, CheckSink, Violation},
};
use ark_ec::AffineRepr;
use ark_ff::PrimeField;
use ark_groth16::Groth16;
use ark_relations::gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Valid};
use ark_std::rand::{rngs::OsRng, CryptoRng, RngCore};
use prover::Points;
use zkml_primitives::{
    curve::{G1, G2},
    encoding::decode_scalar,
    key::KeyPoints,
    verify, Context, Curve, KeyError, Statement, VerifyError, VerifyingKey,
};

/// Why a key or a proof could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The circuit, or the input for it.
    #[error(transparent)]
    Circuit(#[from] CircuitError),
    /// The proving key is not one for this circuit.
    #[error("the proving key does not fit the circuit: {0}")]
    ProvingKey(&'static str),
    /// The setup made a key that must not be used.
    #[error("the setup made an unusable key: {0}")]
    Setup(#[from] KeyError),
    /// Whoever watched the proof wanted it to stop.
    #[error("proving was stopped")]
    Stopped,
    /// arkworks failed.
    #[error("constraint system: {0}")]
    Synthesis(#[from] SynthesisError),
    /// The witness does not satisfy the circuit: a bug in an operator.
    #[error("bug: the witness violates {0}")]
    Unsatisfied(Violation),
    /// The proof does not verify although the witness satisfies the circuit: the key is of another circuit.
    #[error("the proof does not verify ({0}); the proving key is damaged or belongs to another circuit")]
    Invalid(VerifyError),
}

/// A proving key with its verifying key.
#[derive(Clone, Debug)]
pub struct ProvingKey<C: Curve> {
    key: ark_groth16::ProvingKey<C::Pairing>,
    verifying_key: VerifyingKey<C>,
}

/// A proof and what it proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// What was proved.
    pub statement: Statement,
    /// The model's output.
    pub output: Vec<i64>,
    /// Canonical bytes of the proof.
    pub proof: Vec<u8>,
}

/// One synthesis of a circuit into arkworks.
struct Instance<'a, F> {
    circuit: &'a Circuit,
    public: &'a [F],
    inference: Option<&'a Inference>,
}

impl<F: PrimeField> ConstraintSynthesizer<F> for Instance<'_, F> {
    fn generate_constraints(self, system: ConstraintSystemRef<F>) -> Result<(), SynthesisError> {
        let count = self.circuit.cost().public_inputs as usize;
        let values = (0..count).map(|i| self.public.get(i).copied());
        let mut sink = ArkworksSink::new(system, values)?;
        self.circuit.synthesize(self.public, self.inference, &mut sink);
        sink.finish()
    }
}

/// Makes the keys of a circuit with randomness of the operating system. Whoever runs this *could* have kept the secrets and
/// could then prove anything: the keys are for development.
pub fn setup<C: Curve>(circuit: &Circuit) -> Result<ProvingKey<C>, ProveError> {
    setup_with::<C>(circuit, &mut OsRng)
}

/// As [`setup`], with the caller's randomness. A known seed is a known trapdoor.
pub fn setup_with<C: Curve>(
    circuit: &Circuit,
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<ProvingKey<C>, ProveError> {
    let instance = Instance { circuit, public: &[], inference: None };
    let key = Groth16::<C::Pairing>::generate_random_parameters_with_reduction(instance, rng)?;
    let verifying_key = VerifyingKey::new(KeyPoints {
        alpha_g1: key.vk.alpha_g1,
        beta_g2: key.vk.beta_g2,
        gamma_g2: key.vk.gamma_g2,
        delta_g2: key.vk.delta_g2,
        ic: key.vk.gamma_abc_g1.clone(),
    })?;
    Ok(ProvingKey { key, verifying_key })
}

/// Proves one inference for a context. The proof is verified before it is handed out.
pub fn prove<C: Curve>(
    circuit: &Circuit,
    key: &impl Queries<C>,
    context: &Context,
    inference: &Inference,
) -> Result<Proved, ProveError> {
    prove_observed(circuit, key, context, inference, UNOBSERVED)
}

/// As [`prove`], telling `observer` what is being done and how much of the work is over; it may stop the proof.
pub fn prove_observed<C: Curve>(
    circuit: &Circuit,
    key: &impl Queries<C>,
    context: &Context,
    inference: &Inference,
    observer: &Observer<'_>,
) -> Result<Proved, ProveError> {
    let parts = key.parts();
    if parts.lengths() != Lengths::of(circuit) {
        return Err(ProveError::ProvingKey(OTHER_CIRCUIT));
    }
    let progress = prover::Progress::new(observer);
    progress.begin(Stage::Evaluate)?;
    let (statement, output) = circuit.statement::<C>(context, inference)?;
    let public_inputs = statement.public_inputs();
    let public = public_inputs
        .iter()
        .map(|bytes| decode_scalar::<C::Scalar>(bytes).expect("packing and hashing make canonical elements; qed"))
        .collect::<Vec<_>>();
    let instance = Instance { circuit, public: &public, inference: Some(inference) };
    let proof = prover::prove::<C, _>(instance, &parts, &progress)?.encode();
    progress.begin(Stage::Verify)?;
    if let Err(e) = verify(parts.verifying_key, &public_inputs, &proof) {
        // Say which of the two it is: a witness that is wrong, or a key that is.
        let mut check = CheckSink::new(public.clone());
        circuit.synthesize(&public, Some(inference), &mut check);
        return Err(match check.first_violation() {
            Some(violation) => ProveError::Unsatisfied(violation),
            None => ProveError::Invalid(e),
        });
    }
    Ok(Proved { statement, output, proof })
}

/// A proving key that proofs can be made with: [`ProvingKey`], or [`EncodedKey`].
pub trait Queries<C: Curve> {
    /// What a proof reads of it.
    fn parts(&self) -> Parts<'_, C>;
}

/// What a proof reads of a proving key.
pub struct Parts<'a, C: Curve> {
    verifying_key: &'a VerifyingKey<C>,
    beta_g1: G1<C>,
    delta_g1: G1<C>,
    a: Points<'a, G1<C>>,
    b_g1: Points<'a, G1<C>>,
    b_g2: Points<'a, G2<C>>,
    h: Points<'a, G1<C>>,
    l: Points<'a, G1<C>>,
}

impl<C: Curve> Parts<'_, C> {
    fn lengths(&self) -> Lengths {
        // Lists that should be equally long and are not fit no circuit.
        let same = self.a.len() == self.b_g1.len() && self.a.len() == self.b_g2.len();
        Lengths {
            public_inputs: self.verifying_key.public_inputs(),
            variables: if same { self.a.len() as u64 } else { 0 },
            powers: self.h.len() as u64,
            witnesses: self.l.len() as u64,
        }
    }
}

impl<C: Curve> Queries<C> for ProvingKey<C> {
    fn parts(&self) -> Parts<'_, C> {
        let key = &self.key;
        Parts {
            verifying_key: &self.verifying_key,
            beta_g1: key.beta_g1,
            delta_g1: key.delta_g1,
            a: Points::Decoded(&key.a_query),
            b_g1: Points::Decoded(&key.b_g1_query),
            b_g2: Points::Decoded(&key.b_g2_query),
            h: Points::Decoded(&key.h_query),
            l: Points::Decoded(&key.l_query),
        }
    }
}

impl<C: Curve> ProvingKey<C> {
    /// The verifying key.
    pub fn verifying_key(&self) -> &VerifyingKey<C> {
        &self.verifying_key
    }

    /// Uncompressed points, each list with its length before it (u64, little end first), the verifying key's canonical bytes
    /// first.
    pub fn encode(&self) -> Vec<u8> {
        let key = &self.key;
        let lists = (&key.a_query, &key.b_g1_query, &key.b_g2_query, &key.h_query, &key.l_query);
        let points = (&key.beta_g1, &key.delta_g1);
        let vk = self.verifying_key.encode();
        let mut bytes = Vec::with_capacity(vk.len() + lists.uncompressed_size() + points.uncompressed_size());
        bytes.extend(vk);
        points
            .serialize_uncompressed(&mut bytes)
            .and_then(|()| lists.serialize_uncompressed(&mut bytes))
            .expect("writing to a vector cannot fail; qed");
        bytes
    }

    /// Decodes [`ProvingKey::encode`]'s bytes for a circuit. Every length is compared with what the circuit asks for before
    /// anything is sized by it. The points are not checked one by one: that would cost more than proving, and a proof made
    /// with a damaged key does not pass [`prove`].
    ///
    /// δ in G1 is checked, because it blinds A: were it the identity, a key with the right zeros elsewhere would make proofs
    /// that verify and whose A is a function of the private input alone. With δ of full order in both groups A and B are
    /// uniformly random, and a C that verifies is determined by them, whatever else a stranger's key holds.
    pub fn decode(bytes: &[u8], circuit: &Circuit) -> Result<Self, ProveError> {
        let lengths = Lengths::of(circuit);
        let (verifying_key, rest) = split_verifying_key::<C>(bytes, circuit)?;
        let mut reader = Reader { rest };
        let key = ark_groth16::ProvingKey {
            beta_g1: reader.point()?,
            delta_g1: reader.point()?,
            a_query: reader.points(lengths.variables)?,
            b_g1_query: reader.points(lengths.variables)?,
            b_g2_query: reader.points(lengths.variables)?,
            h_query: reader.points(lengths.powers)?,
            l_query: reader.points(lengths.witnesses)?,
            vk: ark_vk(&verifying_key),
        };
        if !reader.rest.is_empty() {
            return Err(ProveError::ProvingKey("there are bytes left over"));
        }
        check_delta::<C>(&key.delta_g1)?;
        Ok(Self { key, verifying_key })
    }
}

/// The verifying key at the head of a proving key's bytes, and what is behind it.
fn split_verifying_key<'a, C: Curve>(
    bytes: &'a [u8],
    circuit: &Circuit,
) -> Result<(VerifyingKey<C>, &'a [u8]), ProveError> {
    let head = C::ID.key_bytes(circuit.cost().public_inputs);
    let (vk, rest) = bytes.split_at_checked(head).ok_or(ProveError::ProvingKey(CUT_OFF))?;
    let verifying_key = VerifyingKey::<C>::decode(vk).map_err(|e| match e {
        KeyError::Length | KeyError::PublicInputs => ProveError::ProvingKey(OTHER_CIRCUIT),
        _ => ProveError::ProvingKey("its verifying key is unusable"),
    })?;
    Ok((verifying_key, rest))
}

/// Refuses a δ that would not blind A; see [`ProvingKey::decode`].
fn check_delta<C: Curve>(delta_g1: &G1<C>) -> Result<(), ProveError> {
    if delta_g1.is_zero() || delta_g1.check().is_err() {
        return Err(ProveError::ProvingKey("its delta would not hide the input"));
    }
    Ok(())
}

const CUT_OFF: &str = "it is cut off or holds a malformed point";
const OTHER_CIRCUIT: &str = "it is of another circuit";

/// Lengths of a proving key's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lengths {
    public_inputs: u32,
    /// The constant one, the public inputs and the witnesses.
    variables: u64,
    /// Powers of τ: one less than the evaluation domain, which holds the constraints and a row for the constant one
    /// and for each public input.
    powers: u64,
    witnesses: u64,
}

impl Lengths {
    fn of(circuit: &Circuit) -> Self {
        let cost = circuit.cost();
        let instance = u64::from(cost.public_inputs) + 1;
        Self {
            public_inputs: cost.public_inputs,
            variables: cost.witnesses + instance,
            powers: (cost.constraints + instance).next_power_of_two() - 1,
            witnesses: cost.witnesses,
        }
    }
}

fn ark_vk<C: Curve>(key: &VerifyingKey<C>) -> ark_groth16::VerifyingKey<C::Pairing> {
    ark_groth16::VerifyingKey {
        alpha_g1: *key.alpha_g1(),
        beta_g2: *key.beta_g2(),
        gamma_g2: *key.gamma_g2(),
        delta_g2: *key.delta_g2(),
        gamma_abc_g1: key.ic().to_vec(),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn point<T: CanonicalDeserialize>(&mut self) -> Result<T, ProveError> {
        T::deserialize_uncompressed_unchecked(&mut self.rest).map_err(|_| ProveError::ProvingKey(CUT_OFF))
    }

    fn points<T: CanonicalDeserialize>(&mut self, expected: u64) -> Result<Vec<T>, ProveError> {
        if self.point::<u64>()? != expected {
            return Err(ProveError::ProvingKey(OTHER_CIRCUIT));
        }
        let mut points = Vec::new();
        // Grows with what is really there: a length says nothing until the bytes are read.
        for _ in 0..expected {
            points.push(self.point()?);
        }
        Ok(points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, Node},
        ops::{Dense, Relu},
    };
    use ark_std::rand::{rngs::StdRng, SeedableRng};
    use zkml_primitives::{Bls12_381, Bn254, Layout, Port, Scale, Shape, Visibility};

    /// `y = relu(Σ x)` of private inputs.
    fn circuit(inputs: usize) -> Circuit {
        let port = |visibility, len: usize, bits| Port {
            visibility,
            shape: Shape::new(&[len]).unwrap(),
            bits,
            signed: false,
            scale: Scale { mantissa: 1, exponent: 0 },
            zero_point: 0,
        };
        let node = |name: &str, op, input| Node { name: name.into(), op, inputs: vec![input] };
        let dense = Dense { weights: vec![1; inputs], bias: vec![-3] }.into();
        let relu = Relu { shifts: vec![0], max: None }.into();
        let graph = Graph { params: vec![], nodes: vec![node("dense", dense, 0), node("relu", relu, 1)], output: 2 };
        let (input, output) = (port(Visibility::Private, inputs, 3), port(Visibility::Public, 1, 8));
        Circuit::new(graph, Layout::new(input, output)).unwrap()
    }

    fn key<C: Curve>(circuit: &Circuit) -> ProvingKey<C> {
        setup_with(circuit, &mut StdRng::seed_from_u64(1)).unwrap()
    }

    /// A key with δ, β and B's points all zero in G1 makes proofs that verify, and whose A is a function of the private
    /// input: whoever hands out such a key guesses inputs and compares. What stops it is the check of δ in
    /// [`ProvingKey::decode`].
    fn a_key_that_does_not_hide_the_input<C: Curve>() {
        let circuit = circuit(2);
        let honest = key::<C>(&circuit);
        let a_of = |key: &ProvingKey<C>, input: &[i64]| {
            let proved = prove(&circuit, key, &Context::default(), &Inference::new(input)).expect("it verifies");
            proved.proof[..C::G1_BYTES].to_vec()
        };
        assert_ne!(a_of(&honest, &[4, 1]), a_of(&honest, &[4, 1]), "A is random");

        let mut leaking = honest.clone();
        leaking.key.delta_g1 = Default::default();
        leaking.key.beta_g1 = Default::default();
        leaking.key.b_g1_query.fill(Default::default());
        assert!(leaking.key.delta_g1.is_zero());
        // The same statement of two inputs, told apart.
        assert_eq!(a_of(&leaking, &[4, 1]), a_of(&leaking, &[4, 1]));
        assert_ne!(a_of(&leaking, &[4, 1]), a_of(&leaking, &[1, 4]));

        let refused = ProvingKey::<C>::decode(&leaking.encode(), &circuit).unwrap_err();
        assert_eq!(refused.to_string(), "the proving key does not fit the circuit: its delta would not hide the input");
        // Off the curve, or outside the prime-order subgroup, it would not either.
        let mut stray = honest.clone();
        stray.key.delta_g1 = stray_point::<C>();
        assert!(matches!(ProvingKey::<C>::decode(&stray.encode(), &circuit), Err(ProveError::ProvingKey(_))));
        assert!(ProvingKey::<C>::decode(&honest.encode(), &circuit).is_ok());
    }

    /// A point that is decoded without checks: outside the subgroup where the curve has such points, off the curve elsewhere.
    fn stray_point<C: Curve>() -> zkml_primitives::curve::G1<C> {
        type G1<C> = zkml_primitives::curve::G1<C>;
        let mut bytes = vec![0; G1::<C>::generator().uncompressed_size()];
        (0..255u8)
            .find_map(|x| {
                let compressed = C::G1_BYTES - 1;
                bytes.fill(0);
                let (bytes, at) = match C::ID {
                    zkml_primitives::CurveId::Bn254 => (&mut bytes[..], 0),
                    zkml_primitives::CurveId::Bls12_381 => {
                        bytes[0] = 0x80;
                        (&mut bytes[..=compressed], compressed)
                    }
                };
                bytes[at] = x;
                let point = match C::ID {
                    zkml_primitives::CurveId::Bn254 => G1::<C>::deserialize_uncompressed_unchecked(&*bytes),
                    zkml_primitives::CurveId::Bls12_381 => G1::<C>::deserialize_compressed_unchecked(&*bytes),
                };
                point.ok().filter(|point| !point.is_zero() && point.check().is_err())
            })
            .expect("most points are")
    }

    #[test]
    fn refuses_a_key_that_does_not_hide_the_input() {
        a_key_that_does_not_hide_the_input::<Bn254>();
        a_key_that_does_not_hide_the_input::<Bls12_381>();
    }

    #[test]
    fn refuses_to_prove_with_lists_of_another_length() {
        let circuit = circuit(2);
        let honest = key::<Bn254>(&circuit);
        let edits: [fn(&mut ark_groth16::ProvingKey<<Bn254 as Curve>::Pairing>); 6] = [
            |key| key.a_query.clear(),
            |key| key.a_query.truncate(3),
            |key| key.b_g1_query.clear(),
            |key| key.b_g2_query.push(Default::default()),
            |key| key.h_query.truncate(3),
            |key| key.l_query.clear(),
        ];
        for edit in edits {
            let mut key = honest.clone();
            edit(&mut key.key);
            let refused = prove(&circuit, &key, &Context::default(), &Inference::new(&[1, 2]));
            assert!(matches!(refused, Err(ProveError::ProvingKey(_))), "{refused:?}");
        }
        // A key of a circuit with as many public inputs.
        let refused = prove(&self::circuit(3), &honest, &Context::default(), &Inference::new(&[1, 2, 3]));
        assert!(matches!(refused, Err(ProveError::ProvingKey(_))), "{refused:?}");
    }
}
