//! Verifying keys: what decodes is canonical and is what arkworks decodes; every refusal has its reason.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{bytes, decoded, Edits, FuzzCurve, Point};
use zkml_primitives::{key::KeyPoint, with_curve, CurveId, DecodeError, KeyError, PreparedKey, VerifyingKey};

#[derive(Arbitrary, Debug)]
enum Bytes {
    Raw(Vec<u8>),
    Edited(u8, Edits),
    /// Of multiples alone.
    Multiples([i8; 4], Vec<i8>),
    Made([Point; 4], Vec<Point>, Option<Edits>),
}

fuzz_target!(|input: (bool, Bytes)| {
    let curve = if input.0 { CurveId::Bn254 } else { CurveId::Bls12_381 };
    with_curve!(curve, C => run::<C>(input.1))
});

fn run<C: FuzzCurve>(input: Bytes) {
    let mut expected = None;
    let encoded = match input {
        Bytes::Raw(bytes) => bytes,
        Bytes::Edited(of, edits) => {
            let mut bytes = C::key(of).key.encode();
            edits.apply(&mut bytes);
            bytes
        }
        Bytes::Multiples(points, ic) => {
            let ic: Vec<Point> = ic.into_iter().take(6).map(Point::Multiple).collect();
            let points = points.map(Point::Multiple);
            expected = verdict(&points, &ic);
            made::<C>(&points, &ic)
        }
        Bytes::Made(points, ic, edits) => {
            let ic = &ic[..ic.len().min(6)];
            let mut bytes = made::<C>(&points, ic);
            match edits {
                Some(edits) => edits.apply(&mut bytes),
                None => expected = verdict(&points, ic),
            }
            bytes
        }
    };
    let arkworks = decoded::<ark_groth16::VerifyingKey<C::Pairing>>(&encoded);
    let result = VerifyingKey::<C>::decode(&encoded);
    if let Some(expected) = expected {
        assert_eq!(result.clone().map(|_| ()), expected);
    }
    match result {
        Ok(key) => {
            assert_eq!(key.encode(), encoded);
            let arkworks = arkworks.expect("arkworks decodes every key");
            assert_eq!(bytes(&arkworks), encoded);
            assert_eq!((key.alpha_g1(), key.ic()), (&arkworks.alpha_g1, &arkworks.gamma_abc_g1[..]));
            key.hash();
            let prepared = PreparedKey::new(&key);
            assert_eq!(PreparedKey::decode(&prepared.encode()), Some(prepared));
        }
        Err(KeyError::Point(_, DecodeError::Length { .. })) => panic!("points are cut to their length"),
        // arkworks refuses too, or does not write what it has read.
        Err(KeyError::Point(..) | KeyError::Length) => assert!(arkworks.is_none()),
        Err(KeyError::PublicInputs | KeyError::Identity(_) | KeyError::RelatedPoints | KeyError::Generator) => {}
    }
}

/// The encoding of α, β, γ, δ and IC.
fn made<C: FuzzCurve>([alpha, beta, gamma, delta]: &[Point; 4], ic: &[Point]) -> Vec<u8> {
    let mut bytes = [alpha.g1::<C>(), beta.g2::<C>(), gamma.g2::<C>(), delta.g2::<C>()].concat();
    bytes.extend((ic.len() as u64).to_le_bytes());
    bytes.extend(ic.iter().flat_map(|point| point.g1::<C>()));
    bytes
}

/// What is to be said of multiples of the generators, where all points are.
fn verdict(points: &[Point; 4], ic: &[Point]) -> Option<Result<(), KeyError>> {
    let [Some(alpha), Some(beta), Some(gamma), Some(delta)] = points.each_ref().map(Point::multiple) else {
        return None;
    };
    let ic = ic.iter().map(Point::multiple).collect::<Option<Vec<i8>>>()?;
    if ic.is_empty() {
        return Some(Err(KeyError::PublicInputs));
    }
    let named = [(alpha, KeyPoint::Alpha), (beta, KeyPoint::Beta), (gamma, KeyPoint::Gamma), (delta, KeyPoint::Delta)];
    let all = named.into_iter().chain(ic.iter().enumerate().map(|(i, &by)| (by, KeyPoint::Ic(i as u32))));
    if let Some((_, name)) = all.into_iter().find(|(by, _)| *by == 0) {
        return Some(Err(KeyError::Identity(name)));
    }
    let [alpha, beta, gamma, delta] = [alpha, beta, gamma, delta].map(i8::abs);
    Some(if gamma == delta || beta == gamma || beta == delta {
        Err(KeyError::RelatedPoints)
    } else if delta == 1 || beta == 1 || alpha == 1 {
        Err(KeyError::Generator)
    } else {
        Ok(())
    })
}
