//! Setup, prove and verify on both curves; keys that were damaged, cut off or belong elsewhere.

mod common;

use ark_ec::{AffineRepr, CurveGroup};
use ark_groth16::Groth16;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use common::*;
use zkml_circuits::{
    circuit::CircuitError,
    groth16::{prove, prove_observed, setup, setup_with, EncodedKey, ProveError, Proved, ProvingKey, Stage},
    Circuit,
};
use zkml_primitives::{
    curve::{G1, G2},
    verify, Bls12_381, Bn254, Context, Curve, Proof, VerifyError, VerifyingKey, Visibility,
};

fn key<C: Curve>(circuit: &Circuit) -> ProvingKey<C> {
    setup_with(circuit, &mut StdRng::seed_from_u64(7)).unwrap()
}

fn proved<C: Curve>(circuit: &Circuit, key: &ProvingKey<C>, input: &[i64]) -> Proved {
    let context = Context { vk_hash: key.verifying_key().hash(), ..context(1) };
    prove(circuit, key, &context, &inference(input)).unwrap()
}

/// arkworks' own verifier, on arkworks' own types. It zips inputs with the key; the caller gives as many.
fn arkworks_accepts<C: Curve>(key: &VerifyingKey<C>, proved: &Proved) -> bool {
    type Vk<C> = ark_groth16::VerifyingKey<<C as Curve>::Pairing>;
    let vk = Vk::<C>::deserialize_compressed(&*key.encode()).unwrap();
    let prepared = ark_groth16::prepare_verifying_key(&vk);
    let inputs = scalars::<C>(&proved.statement.public_inputs());
    let Proof { a, b, c } = Proof::<C>::decode(&proved.proof).unwrap();
    Groth16::<C::Pairing>::verify_proof(&prepared, &ark_groth16::Proof { a, b, c }, &inputs).unwrap()
}

fn proofs_verify<C: Curve>(visibility: Visibility) {
    let mut rng = StdRng::seed_from_u64(9);
    for circuit in [small(visibility), classifier(visibility)] {
        let key = key::<C>(&circuit);
        let vk = key.verifying_key();
        assert_eq!(vk.public_inputs(), circuit.cost().public_inputs);
        for _ in 0..2 {
            let input = random_input(&circuit, &mut rng);
            let proved = proved(&circuit, &key, &input);
            assert_eq!(proved.output, circuit.output(&input).unwrap());
            assert_eq!(proved.proof.len(), C::PROOF_BYTES);
            let public = proved.statement.public_inputs();
            assert_eq!(verify(vk, &public, &proved.proof), Ok(()));
            assert!(arkworks_accepts(vk, &proved));
            assert_ne!(proved.proof, self::proved(&circuit, &key, &input).proof, "proofs are random");
            // Each public input (the context, the packed input, the packed output) is bound.
            for i in 0..public.len() {
                let mut edited = public.clone();
                edited[i][0] ^= 1;
                assert_eq!(verify(vk, &edited, &proved.proof), Err(VerifyError::Invalid), "public input {i}");
                edited[i] = [if public[i] == [0; 32] { 1 } else { 0 }; 32];
                edited[i][31] = 0;
                assert_eq!(verify(vk, &edited, &proved.proof), Err(VerifyError::Invalid), "public input {i}");
            }
            let fewer = VerifyError::InputCount { expected: public.len() as u32, got: public.len() as u32 - 1 };
            assert_eq!(verify(vk, &public[1..], &proved.proof), Err(fewer));
        }
    }
}

#[test]
fn proofs_verify_on_bn254_and_on_nothing_else() {
    proofs_verify::<Bn254>(Private);
    proofs_verify::<Bn254>(Public);
}

#[test]
fn proofs_verify_on_bls12_381_and_on_nothing_else() {
    proofs_verify::<Bls12_381>(Private);
    proofs_verify::<Bls12_381>(Public);
}

#[test]
fn the_operating_system_makes_another_key_each_time() {
    let circuit = small(Private);
    let keys = [0, 1].map(|_| setup::<Bn254>(&circuit).unwrap());
    assert_ne!(keys[0].verifying_key(), keys[1].verifying_key());
    let proved = proved(&circuit, &keys[0], &[1, 2]);
    let public = proved.statement.public_inputs();
    assert_eq!(verify(keys[0].verifying_key(), &public, &proved.proof), Ok(()));
    assert_eq!(verify(keys[1].verifying_key(), &public, &proved.proof), Err(VerifyError::Invalid));
}

#[test]
fn refuses_to_prove_what_is_not_an_input() {
    let circuit = small(Private);
    let key = key::<Bn254>(&circuit);
    for input in [&[1][..], &[1, 2, 3], &[8, 0], &[0, -1]] {
        let refused = prove(&circuit, &key, &context(1), &inference(input));
        let expected =
            matches!(refused, Err(ProveError::Circuit(CircuitError::InputLength { .. } | CircuitError::InputRange(_))));
        assert!(expected, "{refused:?}");
    }
}

/// Bytes of an encoded key: the verifying key, two points, and where each list's length stands.
struct Places {
    points: usize,
    lists: Vec<usize>,
    end: usize,
}

fn places<C: Curve>(circuit: &Circuit) -> Places {
    let cost = circuit.cost();
    let (g1, g2) = (G1::<C>::generator().uncompressed_size(), G2::<C>::generator().uncompressed_size());
    let variables = (cost.witnesses + u64::from(cost.public_inputs) + 1) as usize;
    let domain = ((cost.constraints + u64::from(cost.public_inputs) + 1) as usize).next_power_of_two();
    let points = C::ID.key_bytes(cost.public_inputs);
    let sizes = [variables * g1, variables * g1, variables * g2, (domain - 1) * g1, cost.witnesses as usize * g1];
    let mut at = points + 2 * g1;
    let lists = sizes.map(|size| {
        at += 8 + size;
        at - 8 - size
    });
    Places { points, lists: lists.to_vec(), end: at }
}

fn keys_survive_their_encoding<C: Curve>() {
    for visibility in [Private, Public] {
        let circuit = classifier(visibility);
        let key = key::<C>(&circuit);
        let bytes = key.encode();
        assert_eq!(bytes.len(), places::<C>(&circuit).end);
        let decoded = ProvingKey::<C>::decode(&bytes, &circuit).unwrap();
        assert_eq!(decoded.verifying_key().encode(), key.verifying_key().encode());
        assert_eq!(decoded.encode(), bytes);
        let proved = proved(&circuit, &decoded, &[1, -8, 7]);
        assert_eq!(verify(key.verifying_key(), &proved.statement.public_inputs(), &proved.proof), Ok(()));
    }
}

#[test]
fn keys_survive_their_encoding_on_both_curves() {
    keys_survive_their_encoding::<Bn254>();
    keys_survive_their_encoding::<Bls12_381>();
}

fn message<C: Curve>(bytes: &[u8], circuit: &Circuit) -> String {
    match ProvingKey::<C>::decode(bytes, circuit) {
        Err(ProveError::ProvingKey(message)) => message.into(),
        other => panic!("{other:?}"),
    }
}

fn refuses_bytes_that_are_not_the_key<C: Curve>() {
    let circuit = small(Private);
    let bytes = key::<C>(&circuit).encode();
    let places = places::<C>(&circuit);
    for len in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]).chain(places.lists.clone()) {
        message::<C>(&bytes[..len], &circuit);
    }
    for more in [1, 8, 64, 1000] {
        let longer = [&bytes[..], &vec![0; more]].concat();
        assert_eq!(message::<C>(&longer, &circuit), "there are bytes left over");
    }
    // A length says nothing: neither what is allocated nor what is read.
    for (at, edited) in places.lists.iter().flat_map(|&at| {
        let length = u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        [0, length - 1, length + 1, 1 << 32, 1 << 60, u64::MAX].map(|edited| (at, edited))
    }) {
        let mut bytes = bytes.clone();
        bytes[at..at + 8].copy_from_slice(&edited.to_le_bytes());
        assert_eq!(message::<C>(&bytes, &circuit), "it is of another circuit", "{edited}");
    }
    let count = places.points - 8 - 3 * C::G1_BYTES;
    for edited in [0, 1, 2, 4, 257, 258, u64::MAX] {
        let mut bytes = bytes.clone();
        bytes[count..count + 8].copy_from_slice(&edited.to_le_bytes());
        assert_eq!(message::<C>(&bytes, &circuit), "it is of another circuit", "{edited} points");
    }
    // Another circuit's, of fewer and of more of everything.
    for other in [classifier(Private), small(Public), classifier(Public)] {
        let theirs = key::<C>(&other).encode();
        assert!(["it is of another circuit", "it is cut off or holds a malformed point"]
            .contains(&&*message::<C>(&theirs, &circuit)));
        message::<C>(&bytes, &other);
    }
    // Its verifying key, which proofs are checked against, has all its points checked.
    for at in 0..places.points {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x10;
        let vk = VerifyingKey::<C>::decode(&bytes[..places.points]);
        assert_eq!(ProvingKey::<C>::decode(&bytes, &circuit).is_ok(), vk.is_ok());
    }
}

#[test]
fn refuses_bytes_that_are_not_the_key_on_both_curves() {
    refuses_bytes_that_are_not_the_key::<Bn254>();
    refuses_bytes_that_are_not_the_key::<Bls12_381>();
}

#[test]
fn refuses_a_key_of_the_other_curve() {
    let circuit = small(Private);
    message::<Bls12_381>(&key::<Bn254>(&circuit).encode(), &circuit);
    message::<Bn254>(&key::<Bls12_381>(&circuit).encode(), &circuit);
}

/// Whatever is in the key, what `prove` hands out verifies under the key that everybody else has.
fn a_damaged_key_makes_no_bad_proof<C: Curve>() {
    let circuit = small(Private);
    let honest = key::<C>(&circuit);
    let bytes = honest.encode();
    let places = places::<C>(&circuit);
    let context = Context { vk_hash: honest.verifying_key().hash(), ..context(1) };
    let mut rng = StdRng::seed_from_u64(12);
    let mut outcomes = [0; 3];
    let mut try_with = |bytes: &[u8]| match ProvingKey::<C>::decode(bytes, &circuit) {
        Err(ProveError::ProvingKey(_)) => outcomes[0] += 1,
        Err(e) => panic!("{e:?}"),
        Ok(key) => match prove(&circuit, &key, &context, &inference(&[6, 1])) {
            Err(ProveError::Invalid(_)) => outcomes[1] += 1,
            Err(e) => panic!("{e:?}"),
            Ok(proved) => {
                let public = proved.statement.public_inputs();
                assert_eq!(verify(honest.verifying_key(), &public, &proved.proof), Ok(()));
                outcomes[2] += 1;
            }
        },
    };
    // Off the curve, malformed, another point's sign.
    for _ in 0..60 {
        let mut bytes = bytes.clone();
        let at = rng.gen_range(places.points..bytes.len());
        bytes[at] ^= 1 << rng.gen_range(0..8);
        try_with(&bytes);
    }
    // On the curve and in the subgroup, and not the point that it should be: the first of every list and the two before.
    let g1 = G1::<C>::generator().uncompressed_size();
    let mut firsts = vec![places.points, places.points + g1];
    firsts.extend(places.lists.iter().map(|at| at + 8));
    for (i, at) in firsts.into_iter().enumerate() {
        let mut point = Vec::new();
        let by = <C::Scalar as From<u64>>::from(rng.gen());
        if i == 4 {
            (G2::<C>::generator() * by).into_affine().serialize_uncompressed(&mut point).unwrap();
        } else {
            (G1::<C>::generator() * by).into_affine().serialize_uncompressed(&mut point).unwrap();
        }
        let mut bytes = bytes.clone();
        bytes[at..at + point.len()].copy_from_slice(&point);
        try_with(&bytes);
    }
    assert!(outcomes[0] > 0 && outcomes[1] > 10, "{outcomes:?}");
}

#[test]
fn a_damaged_key_makes_no_bad_proof_on_bn254() {
    a_damaged_key_makes_no_bad_proof::<Bn254>();
}

#[test]
fn a_damaged_key_makes_no_bad_proof_on_bls12_381() {
    a_damaged_key_makes_no_bad_proof::<Bls12_381>();
}

/// Another setup of the same circuit gives a key of the same shape.
#[test]
fn a_key_mixed_from_two_setups_makes_no_proof() {
    let circuit = small(Private);
    let [ours, theirs] = [1, 2].map(|seed| setup_with::<Bn254>(&circuit, &mut StdRng::seed_from_u64(seed)).unwrap());
    let places = places::<Bn254>(&circuit);
    let mut mixed = theirs.encode();
    mixed[..places.points].copy_from_slice(&ours.encode()[..places.points]);
    let key = ProvingKey::<Bn254>::decode(&mixed, &circuit).unwrap();
    let refused = prove(&circuit, &key, &context(1), &inference(&[6, 1]));
    assert!(matches!(refused, Err(ProveError::Invalid(VerifyError::Invalid))), "{refused:?}");
}

/// Whatever [`ProvingKey::decode`] refuses is refused, and what it takes makes the same proofs.
fn an_encoded_key_is_the_key<C: Curve>() {
    let mut rng = StdRng::seed_from_u64(11);
    let circuit = classifier(Visibility::Committed);
    let key = key::<C>(&circuit);
    let encoded = EncodedKey::of(&key, &circuit).unwrap();
    let context = Context { vk_hash: key.verifying_key().hash(), ..context(1) };
    let inference = inference(&random_input(&circuit, &mut rng));
    let proved = prove(&circuit, &encoded, &context, &inference).unwrap();
    assert_eq!(proved.statement, prove(&circuit, &key, &context, &inference).unwrap().statement);
    assert!(arkworks_accepts(key.verifying_key(), &proved));
    assert!(matches!(
        prove(&small(Visibility::Public), &encoded, &context, &inference),
        Err(ProveError::ProvingKey(_) | ProveError::Circuit(_))
    ));

    let bytes = key.encode();
    let open = |bytes: &[u8]| EncodedKey::<C, _>::open(bytes, 0..bytes.len(), &circuit).map(drop);
    assert!(open(&bytes).is_ok());
    let refused = |bytes: &[u8]| {
        let decoded = ProvingKey::<C>::decode(bytes, &circuit).map(drop).map_err(|e| e.to_string());
        assert_eq!(open(bytes).map_err(|e| e.to_string()), decoded);
        decoded.is_err()
    };
    for _ in 0..40 {
        assert!(refused(&bytes[..rng.gen_range(0..bytes.len())]), "cut off");
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(refused(&longer), "there is more");
        let mut damaged = bytes.clone();
        // A coordinate that is none: all bits set.
        let at = rng.gen_range(0..bytes.len() - 200);
        damaged[at..at + 200].fill(0xff);
        assert!(refused(&damaged), "no point at {at}");
    }
    // A part of the bytes, as in a file with a head and a checksum, and one that is none.
    let framed = [&[1; 7], &*bytes, &[2; 32]].concat();
    assert!(EncodedKey::<C, _>::open(&framed, 7..7 + bytes.len(), &circuit).is_ok());
    assert!(EncodedKey::<C, _>::open(&framed, 8..8 + bytes.len(), &circuit).is_err());
    assert!(EncodedKey::<C, _>::open(&framed, 7..framed.len() + 1, &circuit).is_err());
}

#[test]
fn an_encoded_key_is_the_key_on_both_curves() {
    an_encoded_key_is_the_key::<Bn254>();
    an_encoded_key_is_the_key::<Bls12_381>();
}

#[test]
fn whoever_watches_a_proof_sees_it_advance_and_may_stop_it() {
    use std::{cell::RefCell, ops::ControlFlow};
    let circuit = classifier(Visibility::Private);
    let key = key::<Bn254>(&circuit);
    let inference = inference(&random_input(&circuit, &mut StdRng::seed_from_u64(3)));
    let seen = RefCell::new(Vec::new());
    let watch = |stage, share| {
        seen.borrow_mut().push((stage, share));
        ControlFlow::Continue(())
    };
    prove_observed(&circuit, &key, &Context::default(), &inference, &watch).unwrap();
    let seen = seen.into_inner();
    assert!(seen.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{seen:?}");
    assert_eq!((seen[0], seen[seen.len() - 1].0), ((Stage::Evaluate, 0.0), Stage::Verify));
    assert!(seen.iter().filter(|(stage, _)| *stage == Stage::Multiply).count() > 5);
    for stop in [Stage::Evaluate, Stage::Synthesize, Stage::Quotient, Stage::Multiply, Stage::Verify] {
        let stopped = prove_observed(&circuit, &key, &Context::default(), &inference, &|stage, _| {
            if stage == stop {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(stopped, Err(ProveError::Stopped)), "{stop:?}: {stopped:?}");
    }
}
