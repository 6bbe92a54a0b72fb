//! Keys: one encoding each, and the ones that let anyone forge.

use crate::{
    allocation::allocated_by,
    common::{
        bad_g1, bad_g2, bytes, cases, g1, g2, key_positions, negated, on_every_curve, raw_key, RawKey, Real, TestCurve,
        Trapdoor,
    },
};
use ark_ec::AffineRepr;
use ark_ff::AdditiveGroup;
use ark_serialize::CanonicalDeserialize;
use proptest::{prelude::*, test_runner::TestRunner};
use zkml_primitives::{
    curve::{G1, G2},
    key::{KeyPoint, KeyPoints},
    simulate::SimulatedKey,
    Bls12_381, Bn254, CurveId, DecodeError, KeyError, VerifyingKey, MAX_PUBLIC_INPUTS,
};

on_every_curve!(
    accepts_a_key_of_a_real_setup,
    accepts_no_public_input_and_the_most,
    decoding_and_encoding_are_inverse,
    rejects_a_key_whose_alpha_is_the_generator,
    rejects_a_key_whose_beta_is_delta,
    rejects_a_key_whose_beta_is_gamma,
    rejects_a_key_whose_beta_is_the_generator,
    rejects_a_key_whose_delta_is_the_generator,
    rejects_a_key_whose_gamma_is_delta,
    accepts_a_key_whose_gamma_is_the_generator,
    rejects_a_key_without_ic,
    rejects_a_truncation_at_every_length,
    rejects_another_ic_count_and_allocates_nothing_for_it,
    rejects_bad_encodings_of_every_point,
    rejects_more_public_inputs_than_the_most,
    rejects_the_identity_in_every_point,
    rejects_trailing_bytes,
    the_bytes_are_those_of_arkworks,
    the_hash_covers_domain_curve_and_bytes,
);

const INPUTS: u32 = 3;

fn good<C: TestCurve>() -> KeyPoints<C> {
    SimulatedKey::<C>::new(1, INPUTS).points()
}

/// The refusal of these points, which is the same whether they come as points or as bytes.
fn refusal<C: TestCurve>(points: KeyPoints<C>) -> KeyError {
    let decoded = VerifyingKey::<C>::decode(&bytes(&raw_key(&points))).unwrap_err();
    assert_eq!(VerifyingKey::new(points), Err(decoded));
    decoded
}

fn accepts_a_key_of_a_real_setup<C: TestCurve>() {
    let points = Real::<C>::new(1, 2, None).points;
    let key = VerifyingKey::new(points.clone()).unwrap();
    assert_eq!(key.public_inputs(), 2);
    assert_eq!(key.alpha_g1(), &points.alpha_g1);
    assert_eq!(key.beta_g2(), &points.beta_g2);
    assert_eq!(key.gamma_g2(), &points.gamma_g2);
    assert_eq!(key.delta_g2(), &points.delta_g2);
    assert_eq!(key.ic(), points.ic);
}

fn the_bytes_are_those_of_arkworks<C: TestCurve>() {
    let points = Real::<C>::new(2, 3, None).points;
    let raw = raw_key(&points);
    let encoded = VerifyingKey::new(points).unwrap().encode();
    assert_eq!(encoded, bytes(&raw));
    assert_eq!(RawKey::<C>::deserialize_compressed(&encoded[..]).unwrap(), raw);
}

fn decoding_and_encoding_are_inverse<C: TestCurve>() {
    TestRunner::new(cases(24))
        .run(&(any::<u64>(), 0u32..6), |(seed, inputs)| {
            let key = SimulatedKey::<C>::new(seed, inputs).verifying_key();
            let encoded = key.encode();
            prop_assert_eq!(encoded.len(), C::ID.key_bytes(inputs));
            let decoded = VerifyingKey::<C>::decode(&encoded).unwrap();
            prop_assert_eq!(decoded.encode(), encoded);
            prop_assert_eq!(decoded, key);
            Ok(())
        })
        .unwrap();
}

/// The preimage is written out here, so that a change of the domain or of the order of its parts is seen.
fn the_hash_covers_domain_curve_and_bytes<C: TestCurve>() {
    let key = SimulatedKey::<C>::new(1, INPUTS).verifying_key();
    let curve = match C::ID {
        CurveId::Bn254 => 0,
        CurveId::Bls12_381 => 1,
    };
    let preimage = [b"zkml/vk/v1".as_slice(), &[curve], &key.encode()].concat();
    assert_eq!(key.hash(), sp_crypto_hashing::blake2_256(&preimage));
    assert_ne!(key.hash(), SimulatedKey::<C>::new(2, INPUTS).verifying_key().hash());
}

fn accepts_no_public_input_and_the_most<C: TestCurve>() {
    for inputs in [0, MAX_PUBLIC_INPUTS] {
        let key = SimulatedKey::<C>::new(1, inputs).verifying_key();
        assert_eq!(VerifyingKey::decode(&key.encode()).as_ref(), Ok(&key));
        assert_eq!(key.public_inputs(), inputs);
    }
}

fn rejects_more_public_inputs_than_the_most<C: TestCurve>() {
    let points = SimulatedKey::<C>::new(1, MAX_PUBLIC_INPUTS + 1).points();
    assert_eq!(refusal(points), KeyError::PublicInputs);
}

fn rejects_a_key_without_ic<C: TestCurve>() {
    assert_eq!(refusal(KeyPoints { ic: Vec::new(), ..good::<C>() }), KeyError::PublicInputs);
}

fn rejects_a_key_whose_gamma_is_delta<C: TestCurve>() {
    for delta in [good::<C>().delta_g2, negated(good::<C>().delta_g2)] {
        assert_eq!(refusal(KeyPoints { gamma_g2: delta, ..good::<C>() }), KeyError::RelatedPoints);
    }
}

fn rejects_a_key_whose_beta_is_gamma<C: TestCurve>() {
    for gamma in [good::<C>().gamma_g2, negated(good::<C>().gamma_g2)] {
        assert_eq!(refusal(KeyPoints { beta_g2: gamma, ..good::<C>() }), KeyError::RelatedPoints);
    }
}

fn rejects_a_key_whose_beta_is_delta<C: TestCurve>() {
    for delta in [good::<C>().delta_g2, negated(good::<C>().delta_g2)] {
        assert_eq!(refusal(KeyPoints { beta_g2: delta, ..good::<C>() }), KeyError::RelatedPoints);
    }
}

fn rejects_a_key_whose_delta_is_the_generator<C: TestCurve>() {
    for delta_g2 in [G2::<C>::generator(), negated(G2::<C>::generator())] {
        assert_eq!(refusal(KeyPoints { delta_g2, ..good::<C>() }), KeyError::Generator);
    }
}

fn rejects_a_key_whose_beta_is_the_generator<C: TestCurve>() {
    for beta_g2 in [G2::<C>::generator(), negated(G2::<C>::generator())] {
        assert_eq!(refusal(KeyPoints { beta_g2, ..good::<C>() }), KeyError::Generator);
    }
}

fn rejects_a_key_whose_alpha_is_the_generator<C: TestCurve>() {
    for alpha_g1 in [G1::<C>::generator(), negated(G1::<C>::generator())] {
        assert_eq!(refusal(KeyPoints { alpha_g1, ..good::<C>() }), KeyError::Generator);
    }
}

/// Every key that snarkjs makes has it.
fn accepts_a_key_whose_gamma_is_the_generator<C: TestCurve>() {
    let points = KeyPoints { gamma_g2: G2::<C>::generator(), ..good::<C>() };
    assert!(VerifyingKey::new(points).is_ok());
}

fn rejects_the_identity_in_every_point<C: TestCurve>() {
    for (name, _, _) in key_positions::<C>(INPUTS) {
        let mut points = good::<C>();
        match name {
            KeyPoint::Alpha => points.alpha_g1 = G1::<C>::zero(),
            KeyPoint::Beta => points.beta_g2 = G2::<C>::zero(),
            KeyPoint::Gamma => points.gamma_g2 = G2::<C>::zero(),
            KeyPoint::Delta => points.delta_g2 = G2::<C>::zero(),
            KeyPoint::Ic(i) => points.ic[i as usize] = G1::<C>::zero(),
        }
        // arkworks takes it without complaint.
        let raw = bytes(&raw_key(&points));
        assert!(RawKey::<C>::deserialize_compressed(&raw[..]).is_ok());
        assert_eq!(refusal(points), KeyError::Identity(name));
    }
    let mut trapdoor = Trapdoor::<C>::new(1, 1);
    trapdoor.ic[0] = C::Scalar::ZERO;
    assert_eq!(refusal(trapdoor.points()), KeyError::Identity(KeyPoint::Ic(0)));
}

fn rejects_bad_encodings_of_every_point<C: TestCurve>() {
    let key = SimulatedKey::<C>::new(1, INPUTS).verifying_key().encode();
    let (bad_g1, bad_g2) = (bad_g1::<C>(), bad_g2::<C>());
    for (name, at, in_g2) in key_positions::<C>(INPUTS) {
        for (what, point) in if in_g2 { &bad_g2 } else { &bad_g1 } {
            let mut key = key.clone();
            key[at..at + point.len()].copy_from_slice(point);
            match VerifyingKey::<C>::decode(&key) {
                Err(KeyError::Point(refused, DecodeError::Value | DecodeError::NotCanonical)) => {
                    assert_eq!(refused, name, "{what}")
                }
                other => panic!("{what} as {name}: {other:?}"),
            }
        }
    }
}

fn rejects_trailing_bytes<C: TestCurve>() {
    let key = SimulatedKey::<C>::new(1, INPUTS).verifying_key().encode();
    for extra in [1, 2, C::G1_BYTES, 1 << 16] {
        let mut long = key.clone();
        long.resize(key.len() + extra, 0);
        assert_eq!(VerifyingKey::<C>::decode(&long), Err(KeyError::Length));
    }
    // A whole point more, without being counted.
    let long = [key, bytes(&g1::<C>(7u64.into()))].concat();
    assert_eq!(VerifyingKey::<C>::decode(&long), Err(KeyError::Length));
}

fn rejects_a_truncation_at_every_length<C: TestCurve>() {
    let key = SimulatedKey::<C>::new(1, INPUTS).verifying_key().encode();
    for len in 0..key.len() {
        assert_eq!(VerifyingKey::<C>::decode(&key[..len]), Err(KeyError::Length), "{len} bytes");
    }
}

fn rejects_another_ic_count_and_allocates_nothing_for_it<C: TestCurve>() {
    let key = SimulatedKey::<C>::new(1, INPUTS).verifying_key().encode();
    let honest = u64::from(INPUTS) + 1;
    let at = C::G1_BYTES + 3 * C::G2_BYTES;
    let most = u64::from(MAX_PUBLIC_INPUTS) + 1;
    // 2³² + n is n to whoever cuts it to 32 bits; 2⁶¹ overflows once it is multiplied by a point's size.
    let huge = [1 << 32, (1 << 32) + honest, 1 << 58, 1 << 59, 1 << 61, 1 << 63, u64::MAX - 1, u64::MAX];
    for count in (0..=most + 10).chain(huge).filter(|&count| count != honest) {
        let mut key = key.clone();
        key[at..at + 8].copy_from_slice(&count.to_le_bytes());
        let (refused, allocated) = allocated_by(|| VerifyingKey::<C>::decode(&key));
        let expected = if count == 0 || count > most { KeyError::PublicInputs } else { KeyError::Length };
        assert_eq!(refused, Err(expected), "{count}");
        assert_eq!(allocated, 0, "{count}");
    }
}

/// The reason to encode again and compare: arkworks decodes this and forgets the coordinate.
#[test]
fn arkworks_takes_junk_behind_the_infinity_flag_of_bn254() {
    let mut junk = bytes(&G1::<Bn254>::zero());
    junk[0] = 1;
    assert!(G1::<Bn254>::deserialize_compressed(&junk[..]).unwrap().is_zero());
    let mut key = SimulatedKey::<Bn254>::new(1, INPUTS).verifying_key().encode();
    key[..32].copy_from_slice(&junk);
    assert_eq!(VerifyingKey::<Bn254>::decode(&key), Err(KeyError::Point(KeyPoint::Alpha, DecodeError::NotCanonical)));
}

/// Decoding without validation, which is faster and tempting, takes a point outside the subgroup.
#[test]
fn unchecked_decoding_takes_a_point_outside_the_subgroup() {
    let point = bytes(&Bn254::g2_outside_subgroup());
    assert!(G2::<Bn254>::deserialize_compressed_unchecked(&point[..]).is_ok());
    assert!(G2::<Bn254>::deserialize_compressed(&point[..]).is_err());
    let point = bytes(&Bls12_381::g1_outside_subgroup().unwrap());
    assert!(G1::<Bls12_381>::deserialize_compressed_unchecked(&point[..]).is_ok());
    assert!(G1::<Bls12_381>::deserialize_compressed(&point[..]).is_err());
}

#[test]
fn a_key_of_one_curve_is_none_of_the_other() {
    let bn254 = SimulatedKey::<Bn254>::new(1, INPUTS).verifying_key().encode();
    let bls12_381 = SimulatedKey::<Bls12_381>::new(1, INPUTS).verifying_key().encode();
    assert!(VerifyingKey::<Bls12_381>::decode(&bn254).is_err());
    assert!(VerifyingKey::<Bn254>::decode(&bls12_381).is_err());
}

#[test]
fn the_sizes_are_as_documented() {
    assert_eq!(CurveId::Bn254.proof_bytes(), 128);
    assert_eq!(CurveId::Bls12_381.proof_bytes(), 192);
    assert_eq!(CurveId::Bn254.key_bytes(0), 32 + 3 * 64 + 8 + 32);
    assert_eq!(CurveId::Bls12_381.key_bytes(2), 48 + 3 * 96 + 8 + 3 * 48);
    assert_eq!(bytes(&g1::<Bn254>(3u64.into())).len(), 32);
    assert_eq!(bytes(&g2::<Bn254>(3u64.into())).len(), 64);
    assert_eq!(bytes(&g1::<Bls12_381>(3u64.into())).len(), 48);
    assert_eq!(bytes(&g2::<Bls12_381>(3u64.into())).len(), 96);
}
