//! Files and exports of an earlier day still mean the same.

use std::path::PathBuf;
use zkml_circuits::{
    artifact::{ProofFile, VerifyingKeyFile},
    snarkjs,
};
use zkml_primitives::{Bn254, Proof};

fn golden(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn files() -> (VerifyingKeyFile, ProofFile) {
    let vk = VerifyingKeyFile::decode(&golden("digits-verifying-key.bin")).unwrap();
    let proof = ProofFile::decode(&golden("digits-proof.bin")).unwrap();
    (vk, proof)
}

#[test]
fn golden_files_decode_and_verify() {
    let (vk, proof) = files();
    let verified = proof.verify(&vk).unwrap();
    let output = verified.output.unwrap();
    let class = (0..output.len()).max_by_key(|&i| output[i]);
    assert_eq!(class, Some(6));
    assert_eq!(vk.encode(), golden("digits-verifying-key.bin"));
    assert_eq!(proof.encode(), golden("digits-proof.bin"));
}

/// The files that snarkjs accepted.
#[test]
fn exports_are_what_snarkjs_accepted() {
    let (file, proof) = files();
    let key = file.verifying_key::<Bn254>().unwrap();
    let public_inputs = proof.verify(&file).unwrap().public_inputs;
    let exports = [
        ("verification_key.json", snarkjs::verification_key(&key)),
        ("proof.json", snarkjs::proof(&Proof::<Bn254>::decode(&proof.proof).unwrap())),
        ("public.json", snarkjs::public::<Bn254>(&public_inputs).unwrap()),
    ];
    for (name, value) in exports {
        assert_eq!(format!("{value:#}\n").as_bytes(), golden(name), "{name}");
    }
}
