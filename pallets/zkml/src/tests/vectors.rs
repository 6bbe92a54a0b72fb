//! Keys and proofs that others made with other programs, as circuits. Every byte of them is tried in the primitives; here a
//! sample is, on its way through the call.

use super::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    curve: CurveId,
    refused: Option<String>,
    canonical: Canonical,
}

#[derive(Deserialize)]
struct Canonical {
    key: String,
    public_inputs: Option<Vec<String>>,
    proof: Option<String>,
}

fn bytes(hex: &str) -> Vec<u8> {
    sp_core::bytes::from_hex(&format!("0x{hex}")).unwrap()
}

impl Vector {
    fn register(&self) -> DispatchResult {
        let vk = bytes(&self.canonical.key).try_into().unwrap();
        Zkml::register_circuit(signed(OWNER), self.curve, vk, Setup::Ceremony { transcript: [1; 32] })
    }

    fn inputs(&self) -> Elements {
        let inputs = self.canonical.public_inputs.iter().flatten().map(|input| bytes(input).try_into().unwrap());
        inputs.collect::<Vec<_>>().try_into().unwrap()
    }

    fn proof(&self) -> ProofBytes {
        bytes(self.canonical.proof.as_ref().unwrap()).try_into().unwrap()
    }
}

macro_rules! vectors {
    ($($name:ident: $fate:ident;)*) => {
        $(#[test]
        fn $name() {
            let json = include_str!(concat!("../../../../primitives/tests/vectors/", stringify!($name), ".json"));
            new_test_ext().execute_with(|| $fate(&serde_json::from_str(json).unwrap()))
        })*

        #[test]
        fn every_vector_is_tested() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../primitives/tests/vectors");
            let mut files: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
                .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            files.sort();
            let mut tested = [$(stringify!($name)),*];
            tested.sort();
            assert_eq!(files, tested);
        }
    };
}

vectors! {
    ark_circom: keys_of_unfinished_setups_are_refused;
    garaga_bls: is_accepted_and_nothing_near_it_is;
    garaga_bn254: is_accepted_and_nothing_near_it_is;
    gnark_bn254: is_accepted_and_nothing_near_it_is;
    groth16_solana: keys_of_unfinished_setups_are_refused;
    risc0_receipt: is_accepted_and_nothing_near_it_is;
    risc0_snarkjs: is_accepted_and_nothing_near_it_is;
    semaphore_20: the_key_is_accepted;
    snarkjs_bls12381: is_accepted_and_nothing_near_it_is;
    snarkjs_bn254: keys_of_unfinished_setups_are_refused;
    sp1_v3: is_accepted_and_nothing_near_it_is;
    sp1_v5: is_accepted_and_nothing_near_it_is;
}

fn is_accepted_and_nothing_near_it_is(vector: &Vector) {
    assert_eq!(vector.refused, None);
    assert_ok!(vector.register());
    let (inputs, proof) = (vector.inputs(), vector.proof());
    assert_eq!(Circuits::<Test>::get(0).unwrap().public_inputs as usize, inputs.len());
    let refused = |inputs: &Elements, proof: &ProofBytes, errors: Vec<Error<Test>>| {
        let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
        let error = submit_circuit(PROVER, 0, inputs, proof).unwrap_err();
        let expected = errors.into_iter().any(|expected| DispatchError::from(expected) == error);
        assert!(expected, "{error:?}");
        assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
    };
    for at in (0..proof.len()).step_by(13).chain([proof.len() - 1]) {
        for mask in [1, 0x80] {
            let mut changed = proof.clone();
            changed[at] ^= mask;
            refused(&inputs, &changed, vec![Error::MalformedProof, Error::InvalidProof]);
        }
    }
    for at in (0..32 * inputs.len()).step_by(7) {
        let mut changed = inputs.clone();
        changed[at / 32][at % 32] ^= 1;
        refused(&changed, &proof, vec![Error::ElementNotCanonical, Error::InvalidProof]);
    }
    refused(&inputs[1..].to_vec().try_into().unwrap(), &proof, vec![Error::InputCount]);
    refused(&[&inputs[..], &[[0; 32]]].concat().try_into().unwrap(), &proof, vec![Error::InputCount]);
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &proof));
    assert!(CircuitReceipts::<Test>::contains_key(0, circuit_statement_hash(0, &inputs)));
    assert_noop!(submit_circuit(RELAYER, 0, &inputs, &proof), Error::<Test>::AlreadyVerified);
    assert_ok!(Zkml::do_try_state());
}

/// Their own publishers accept proofs with them, and with that, proofs of anything.
fn keys_of_unfinished_setups_are_refused(vector: &Vector) {
    assert_eq!(vector.refused.as_deref(), Some("RelatedPoints"));
    assert_noop!(vector.register(), Error::<Test>::RelatedPointsInKey);
}

fn the_key_is_accepted(vector: &Vector) {
    assert_eq!((&vector.refused, &vector.canonical.proof), (&None, &None));
    assert_ok!(vector.register());
    assert_ok!(Zkml::do_try_state());
}
