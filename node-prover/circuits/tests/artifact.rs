//! Files from somewhere else: damaged, cut off, made to deceive, or of another model, key, kind, version or curve.

mod common;

use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use common::*;
use parity_scale_codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;
use std::sync::OnceLock;
use zkml_circuits::{
    artifact::{
        decode_proving_key, encode_proving_key, is_valid_name, short_hash, ArtifactError, Kind, Model, ProofFile,
        VerifyingKeyFile, FORMAT_VERSION,
    },
    groth16::{prove, setup_with, ProveError, ProvingKey},
    sink::CheckSink,
    Circuit, Graph, Parameters,
};
use zkml_primitives::{
    Bls12_381, Bn254, Context, Curve, CurveId, KeyError, Layout, LayoutError, Params, Setup, VerifyError,
};

struct Files {
    model: Model,
    key: ProvingKey<Bn254>,
    vk: VerifyingKeyFile,
    proof: ProofFile,
}

fn model(name: &str, circuit: Circuit, curve: CurveId) -> Model {
    Model { name: name.into(), curve, circuit, decision: None, onnx: vec![8, 7, 6, 5] }
}

fn files_of(name: &str, circuit: Circuit, seed: u64) -> Files {
    let model = model(name, circuit, CurveId::Bn254);
    let key = setup_with::<Bn254>(&model.circuit, &mut StdRng::seed_from_u64(seed)).unwrap();
    let vk = VerifyingKeyFile::new(&model, Setup::Development, key.verifying_key()).unwrap();
    let context = Context { vk_hash: key.verifying_key().hash(), ..context(3) };
    let proved = prove(&model.circuit, &key, &context, &inference(&[5, 3])).unwrap();
    let proof = ProofFile::new(&model, context, &proved);
    Files { model, key, vk, proof }
}

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| files_of("digits", small(Public), 7))
}

impl Files {
    /// Every kind of file, and how it is read in full: decoded, and the verifying key and the proof verified.
    fn all(&self) -> Vec<(Kind, Vec<u8>)> {
        vec![
            (Kind::Model, self.model.encode()),
            (Kind::ProvingKey, encode_proving_key(&self.model, Setup::Development, &self.key)),
            (Kind::VerifyingKey, self.vk.encode()),
            (Kind::Proof, self.proof.encode()),
        ]
    }

    fn read(&self, kind: Kind, bytes: &[u8]) -> Result<(), ArtifactError> {
        match kind {
            Kind::Model => Model::decode(bytes).map(drop),
            Kind::ProvingKey => decode_proving_key::<Bn254>(bytes, &self.model).map(drop),
            Kind::VerifyingKey => self.proof.verify(&VerifyingKeyFile::decode(bytes)?).map(drop),
            Kind::Proof => ProofFile::decode(bytes)?.verify(&self.vk).map(drop),
        }
    }
}

/// What somebody does who edits a file and wants it to be read.
fn reseal(bytes: &mut [u8]) {
    let split = bytes.len() - 32;
    let checksum = blake2_256(&bytes[..split]);
    bytes[split..].copy_from_slice(&checksum);
}

/// magic, kind, version, curve, model hash.
const KIND: usize = 4;
const VERSION: usize = 5;
const CURVE: usize = 7;
const HASH: usize = 8;
const BODY: usize = 40;

#[test]
fn every_file_survives_its_encoding() {
    let files = files();
    let decoded = Model::decode(&files.model.encode()).unwrap();
    assert_eq!(decoded, files.model);
    assert_eq!((decoded.hash(), decoded.onnx), (files.model.hash(), vec![8, 7, 6, 5]));
    let bytes = encode_proving_key(&files.model, Setup::Ceremony { transcript: [9; 32] }, &files.key);
    let (key, setup) = decode_proving_key::<Bn254>(&bytes, &files.model).unwrap();
    assert_eq!((key.encode(), setup), (files.key.encode(), Setup::Ceremony { transcript: [9; 32] }));
    let decoded = VerifyingKeyFile::decode(&files.vk.encode()).unwrap();
    assert_eq!(decoded, files.vk);
    assert_eq!(&decoded.verifying_key::<Bn254>().unwrap(), files.key.verifying_key());
    assert_eq!(ProofFile::decode(&files.proof.encode()).unwrap(), files.proof);
    let verified = files.proof.verify(&files.vk).unwrap();
    assert_eq!((verified.input, verified.output), (Some(vec![5, 3]), Some(vec![8])));
    assert_eq!(verified.public_inputs, files.proof.statement().public_inputs());
    for (kind, bytes) in files.all() {
        assert!(files.read(kind, &bytes).is_ok(), "{kind}");
        assert_eq!((&bytes[..4], bytes[KIND], bytes[CURVE]), (&b"ZKML"[..], kind as u8, 0));
        assert_eq!(bytes[VERSION..CURVE], FORMAT_VERSION.to_le_bytes());
        assert_eq!(bytes[HASH..BODY], files.model.hash());
    }
}

#[test]
fn random_models_survive_their_encoding() {
    for seed in 0..60 {
        let visibility = if seed % 2 == 0 { Private } else { Public };
        let curve = if seed % 3 == 0 { CurveId::Bls12_381 } else { CurveId::Bn254 };
        let model = model("random", random_circuit(seed, visibility), curve);
        assert_eq!(Model::decode(&model.encode()).unwrap(), model);
    }
}

#[test]
fn the_hash_names_the_circuit_and_nothing_else() {
    let model = |circuit, curve| model("a", circuit, curve);
    let base = model(small(Public), CurveId::Bn254);
    let renamed = Model { name: "b".into(), onnx: vec![], ..base.clone() };
    assert_eq!(base.hash(), renamed.hash());
    for other in [
        model(small(Public), CurveId::Bls12_381),
        model(small(Private), CurveId::Bn254),
        model(circuit(vec![dense(&[2, -1], &[2]), relu(0, None)], port(Public, &[2], 3, false)), CurveId::Bn254),
    ] {
        assert_ne!(base.hash(), other.hash());
    }
}

#[test]
fn every_truncation_is_an_error() {
    let files = files();
    for (kind, bytes) in files.all() {
        let step = 1 + bytes.len() / 400;
        for len in (0..bytes.len()).step_by(step).chain([bytes.len() - 1, bytes.len() - 32, BODY + 31, BODY + 32]) {
            let error = files.read(kind, &bytes[..len]).unwrap_err();
            let expected =
                if len < 4 { matches!(error, ArtifactError::Magic) } else { matches!(error, ArtifactError::Checksum) };
            assert!(expected, "{kind} of {len} bytes: {error}");
            // Cut off and sealed again, with what is left of the head or without.
            if len >= BODY {
                let mut cut = [&bytes[..len.min(bytes.len() - 33)], &[0; 32]].concat();
                reseal(&mut cut);
                let error = files.read(kind, &cut).unwrap_err();
                assert!(!matches!(error, ArtifactError::Checksum | ArtifactError::Magic), "{kind}: {error}");
            }
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(matches!(files.read(kind, &longer), Err(ArtifactError::Checksum)));
        // Bytes left over within the seal.
        let mut longer = [&bytes[..bytes.len() - 32], &[0; 33]].concat();
        reseal(&mut longer);
        let error = files.read(kind, &longer).unwrap_err();
        assert!(matches!(error, ArtifactError::Body(_) | ArtifactError::ProvingKey(_)), "{kind}: {error}");
    }
}

#[test]
fn every_flipped_bit_is_an_error() {
    let files = files();
    let mut rng = StdRng::seed_from_u64(21);
    for (kind, bytes) in files.all() {
        let random: Vec<usize> = (0..300).map(|_| rng.gen_range(0..bytes.len())).collect();
        for at in (0..BODY).chain(random) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << rng.gen_range(0..8);
            let error = files.read(kind, &bytes).unwrap_err();
            let expected = match at {
                0..4 => matches!(error, ArtifactError::Magic),
                KIND => matches!(error, ArtifactError::Kind { .. } | ArtifactError::Head(_)),
                VERSION | 6 => matches!(error, ArtifactError::Version(_)),
                _ => matches!(error, ArtifactError::Checksum),
            };
            assert!(expected, "{kind}, byte {at}: {error}");
        }
    }
}

#[test]
fn another_kind_version_or_curve_is_named() {
    let files = files();
    for (kind, bytes) in files.all() {
        for (expected, _) in files.all().into_iter().filter(|(other, _)| *other != kind) {
            let error = files.read(expected, &bytes).unwrap_err();
            assert_eq!(error.to_string(), format!("this is a {kind} file, a {expected} file is wanted"));
        }
        let edited = |at: usize, value: u8| {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            reseal(&mut bytes);
            files.read(kind, &bytes).unwrap_err()
        };
        for unknown in [0, 5, 255] {
            assert!(matches!(edited(KIND, unknown), ArtifactError::Head(_)));
        }
        assert!(matches!(edited(VERSION, 1), ArtifactError::Version(1)));
        assert!(matches!(edited(VERSION + 1, 1), ArtifactError::Version(258)));
        assert!(matches!(edited(CURVE, 2), ArtifactError::Head(_)));
        // The other curve: a model's hash names its curve, and everything else is compared with the model.
        let error = edited(CURVE, 1);
        let expected = match kind {
            Kind::Model => matches!(error, ArtifactError::Body(_)),
            Kind::ProvingKey | Kind::VerifyingKey | Kind::Proof => matches!(error, ArtifactError::Curve { .. }),
        };
        assert!(expected, "{kind}: {error}");
    }
    let error = files.read(Kind::Model, b"\x89PNG\r\n").unwrap_err();
    assert_eq!(error.to_string(), "this is not a zkml file");
    assert!(matches!(files.read(Kind::Model, b""), Err(ArtifactError::Magic)));
}

#[test]
fn what_belongs_to_another_model_is_refused_by_name() {
    let ours = files();
    let theirs = files_of("faces", small(Private), 8);
    let hashes = [&theirs.model, &ours.model].map(|model| short_hash(&model.hash()));
    let message = |kind: &str| {
        format!("this {kind} belongs to model \"faces\" ({}), not to \"digits\" ({})", hashes[0], hashes[1])
    };
    let bytes = encode_proving_key(&theirs.model, Setup::Development, &theirs.key);
    let error = decode_proving_key::<Bn254>(&bytes, &ours.model).unwrap_err();
    assert_eq!(error.to_string(), message("proving key"));
    assert_eq!(theirs.proof.verify(&ours.vk).unwrap_err().to_string(), message("proof"));
    // The head says that it is ours, the lists say that it is not.
    let mut bytes = bytes.clone();
    bytes[HASH..BODY].copy_from_slice(&ours.model.hash());
    reseal(&mut bytes);
    let error = decode_proving_key::<Bn254>(&bytes, &ours.model).unwrap_err();
    assert!(matches!(error, ArtifactError::ProvingKey(ProveError::ProvingKey(_))), "{error}");
    // A head that lies about a model.
    let mut bytes = ours.model.encode();
    bytes[HASH..BODY].copy_from_slice(&theirs.model.hash());
    reseal(&mut bytes);
    assert!(matches!(Model::decode(&bytes), Err(ArtifactError::Body(_))));
}

/// Names are printed, in messages and beside outputs.
#[test]
fn names_that_would_write_on_the_terminal_are_refused() {
    let ours = files();
    for name in ["", "\x1b[2Jnice", "a\nb", "a\rb", "\u{7f}", "\u{9b}31m", "a\u{202e}b", "\u{2066}", &"x".repeat(129)] {
        let renamed = Files {
            model: Model { name: name.into(), ..ours.model.clone() },
            key: ours.key.clone(),
            vk: VerifyingKeyFile { model_name: name.into(), ..ours.vk.clone() },
            proof: ProofFile { model_name: name.into(), ..ours.proof.clone() },
        };
        assert!(!is_valid_name(name));
        for (kind, bytes) in renamed.all() {
            let error = ours.read(kind, &bytes).unwrap_err();
            assert!(matches!(error, ArtifactError::Body(_)), "{kind} {name:?}: {error}");
            assert!(!error.to_string().contains(char::is_control), "{kind} {name:?}");
        }
    }
    for name in ["x", "digits-mlp v2", "Ziffern_ä", "数字", &"ä".repeat(128)] {
        let renamed = Model { name: name.into(), ..ours.model.clone() };
        assert!(is_valid_name(name) && Model::decode(&renamed.encode()).unwrap() == renamed);
    }
}

#[test]
fn what_is_on_another_curve_is_refused_by_name() {
    let ours = files();
    let theirs = model("digits", small(Public), CurveId::Bls12_381);
    let key = setup_with::<Bls12_381>(&theirs.circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let bytes = encode_proving_key(&theirs, Setup::Development, &key);
    let error = decode_proving_key::<Bn254>(&bytes, &ours.model).unwrap_err();
    assert_eq!(error.to_string(), "this proving key is for curve bls12-381, not for bn254");
    let vk = VerifyingKeyFile::new(&theirs, Setup::Development, key.verifying_key()).unwrap();
    let error = ours.proof.verify(&vk).unwrap_err();
    assert_eq!(error.to_string(), "this proof is for curve bn254, not for bls12-381");
    // And on that curve all is well.
    let context = Context { vk_hash: key.verifying_key().hash(), ..context(1) };
    let proved = prove(&theirs.circuit, &key, &context, &inference(&[5, 3])).unwrap();
    let proof = ProofFile::decode(&ProofFile::new(&theirs, context, &proved).encode()).unwrap();
    let vk = VerifyingKeyFile::decode(&vk.encode()).unwrap();
    assert_eq!(proof.verify(&vk).unwrap().output, Some(vec![8]));
    let (key, _) = decode_proving_key::<Bls12_381>(&bytes, &theirs).unwrap();
    assert!(prove(&theirs.circuit, &key, &context, &inference(&[1, 1])).is_ok());
}

#[test]
fn a_proof_for_another_key_of_the_same_model_is_refused() {
    let (ours, theirs) = (files(), files_of("digits", small(Public), 8));
    assert_eq!(ours.model.hash(), theirs.model.hash());
    assert!(matches!(theirs.proof.verify(&ours.vk), Err(ArtifactError::OtherKey)));
    // Claiming ours does not help: the context is a public input.
    let context = Context { vk_hash: ours.key.verifying_key().hash(), ..theirs.proof.context };
    let claimed = ProofFile { context, ..theirs.proof.clone() };
    assert!(matches!(claimed.verify(&ours.vk), Err(ArtifactError::Verify(VerifyError::Invalid))));
    assert!(theirs.proof.verify(&theirs.vk).is_ok());
}

/// THREATS 24: whatever somebody reads in a proof file is what is verified.
#[test]
fn nothing_that_is_read_in_a_proof_can_be_edited() {
    let files = files();
    let verify = |edit: &dyn Fn(&mut ProofFile)| {
        let mut proof = files.proof.clone();
        edit(&mut proof);
        // By way of the file, as somebody would who edits one.
        let decoded = ProofFile::decode(&proof.encode()).unwrap();
        assert_eq!(decoded, proof);
        decoded.verify(&files.vk)
    };
    let invalid = |edit: &dyn Fn(&mut ProofFile)| {
        let refused = verify(edit);
        assert!(matches!(refused, Err(ArtifactError::Verify(VerifyError::Invalid))), "{refused:?}");
    };
    let port = |values: &[i64], of: fn(&Layout) -> zkml_primitives::Port| {
        of(files.model.circuit.layout()).pack(values).unwrap()
    };
    assert!(verify(&|_| ()).is_ok());
    for output in (0..16).filter(|&output| output != 8) {
        invalid(&|proof| proof.output = port(&[output], |layout| layout.output));
    }
    invalid(&|proof| proof.input = port(&[5, 4], |layout| layout.input));
    invalid(&|proof| proof.context.account[0] ^= 1);
    invalid(&|proof| proof.context.subject[31] ^= 1);
    invalid(&|proof| proof.context.genesis_hash[0] ^= 1);
    invalid(&|proof| proof.context.model_id += 1);
    invalid(&|proof| proof.context.version += 1);
    invalid(&|proof| proof.context.valid_until += 1);
    assert!(matches!(verify(&|proof| proof.context.vk_hash[0] ^= 1), Err(ArtifactError::OtherKey)));
    // Elements that are the packing of nothing.
    let layout = |edit: &dyn Fn(&mut ProofFile)| {
        let refused = verify(edit);
        assert!(matches!(refused, Err(ArtifactError::Layout(LayoutError::Pack(_)))), "{refused:?}");
    };
    layout(&|proof| proof.output[0][0] |= 16);
    layout(&|proof| proof.output[0][31] = 0xff);
    layout(&|proof| proof.output.push([0; 32]));
    layout(&|proof| proof.output.clear());
    layout(&|proof| proof.input.clear());
    layout(&|proof| proof.input.push([0; 32]));
    // An element moved from one port to the other.
    layout(&|proof| proof.input.extend(std::mem::take(&mut proof.output)));
    // The name is no part of the model: it is for messages, and nothing that is verified holds it.
    let renamed = verify(&|proof| proof.model_name = "something better".into()).unwrap();
    assert_eq!(renamed, files.proof.verify(&files.vk).unwrap());
}

#[test]
fn proofs_that_are_not_one_are_refused() {
    let files = files();
    let verify = |proof: Vec<u8>| ProofFile { proof, ..files.proof.clone() }.verify(&files.vk);
    for len in [0, 1, 127, 129] {
        let mut proof = files.proof.proof.clone();
        proof.resize(len, 0);
        assert!(matches!(verify(proof), Err(ArtifactError::Verify(VerifyError::Proof(_)))), "{len}");
    }
    for at in 0..128 {
        let mut proof = files.proof.proof.clone();
        proof[at] ^= 0x20;
        assert!(matches!(verify(proof), Err(ArtifactError::Verify(_))), "{at}");
    }
}

#[test]
fn verifying_keys_that_are_not_one_are_refused() {
    let files = files();
    let with = |edit: &dyn Fn(&mut VerifyingKeyFile)| {
        let mut vk = files.vk.clone();
        edit(&mut vk);
        files.proof.verify(&VerifyingKeyFile::decode(&vk.encode()).unwrap()).unwrap_err()
    };
    assert!(matches!(with(&|vk| vk.key.clear()), ArtifactError::Key(KeyError::Length)));
    assert!(matches!(with(&|vk| vk.key.push(0)), ArtifactError::Key(KeyError::Length)));
    assert!(matches!(with(&|vk| vk.key[..32].fill(0xff)), ArtifactError::Key(KeyError::Point(..))));
    // A layout with another number of public inputs than the key has, and one that is none.
    let error = with(&|vk| vk.layout.input.visibility = Private);
    assert!(matches!(error, ArtifactError::Body(_)), "{error}");
    let error = with(&|vk| vk.layout.output.visibility = Private);
    assert!(matches!(error, ArtifactError::Layout(LayoutError::PrivateOutput)), "{error}");
    let error = with(&|vk| vk.layout.input.bits = 0);
    assert!(matches!(error, ArtifactError::Layout(LayoutError::Bits)), "{error}");
    let error = with(&|vk| vk.layout.output.bits = 2);
    assert!(matches!(error, ArtifactError::Layout(LayoutError::Pack(_))), "{error}");
}

// Malice: the checksum is computed again, and so is the model's hash.

fn random_edit(bytes: &mut Vec<u8>, range: std::ops::Range<usize>, rng: &mut StdRng) {
    let at = rng.gen_range(range.clone());
    match rng.gen_range(0..6) {
        0 => bytes[at] ^= 1 << rng.gen_range(0..8),
        1 => bytes[at] = rng.gen(),
        2 => bytes[at] = [0, 1, 0x7f, 0x80, 0xfc, 0xff][rng.gen_range(0..6)],
        3 => drop(bytes.remove(at)),
        4 => bytes.insert(at, rng.gen()),
        _ => {
            let end = (at + rng.gen_range(1..9)).min(range.end);
            bytes[at..end].fill([0, 0xff][rng.gen_range(0..2)]);
        }
    }
}

/// The hash that a model of this body would have; `None` if the body is no model.
fn hash_of(curve: u8, body: &[u8]) -> Option<[u8; 32]> {
    type Body = (String, Layout, Graph, Option<Parameters>, Option<String>, Vec<u8>);
    let (_, layout, graph, ..) = Body::decode(&mut &body[..]).ok()?;
    let curve = CurveId::decode(&mut &[curve][..]).ok()?;
    Some(blake2_256(&(b"zkml/model/v2", curve, layout, graph).encode()))
}

/// A model that was accepted does everything that models do.
fn assert_is_sound(bytes: &[u8], model: &Model, rng: &mut StdRng) {
    assert_eq!(model.encode(), bytes, "one model, one file");
    let mut circuit = Circuit::new(model.circuit.graph().clone(), *model.circuit.layout()).unwrap();
    if let Some(parameters) = model.circuit.parameters() {
        circuit = circuit.with_parameters(parameters.clone()).unwrap();
    }
    assert_eq!(circuit, model.circuit);
    if circuit.cost().constraints > 20_000 || circuit.cost().terms > 1_000_000 {
        return;
    }
    for _ in 0..2 {
        let input = random_input(&circuit, rng);
        let (statement, output) = circuit.statement::<Bn254>(&context(1), &inference(&input)).unwrap();
        if circuit.layout().output.visibility == Public {
            assert_eq!(circuit.layout().output.unpack(&statement.output).unwrap(), output);
        }
        let public = scalars::<Bn254>(&statement.public_inputs());
        let mut sink = CheckSink::<<Bn254 as Curve>::Scalar>::new(public.clone());
        circuit.synthesize(&public, Some(&inference(&input)), &mut sink);
        assert_eq!(sink.first_violation(), None);
        assert_eq!(sink.constraint_count() as u64, circuit.cost().constraints);
    }
}

#[test]
fn a_malicious_model_is_refused_or_sound() {
    let mut rng = StdRng::seed_from_u64(31);
    let (mut accepted, mut tried) = (0, 0);
    let trained = retrainable(Committed, Public, true).with_parameters(training(1)).unwrap();
    let circuits = [classifier(Public), small(Private), random_circuit(3, Private), trained];
    for (which, circuit) in circuits.into_iter().enumerate() {
        let original = model("m", circuit, CurveId::Bn254).encode();
        for _ in 0..3000 {
            let mut bytes = original.clone();
            for _ in 0..rng.gen_range(1..=3) {
                let end = bytes.len() - 32;
                random_edit(&mut bytes, BODY..end, &mut rng);
            }
            let end = bytes.len() - 32;
            if let Some(hash) = hash_of(bytes[CURVE], &bytes[BODY..end]) {
                bytes[HASH..BODY].copy_from_slice(&hash);
            }
            reseal(&mut bytes);
            tried += 1;
            if let Ok(model) = Model::decode(&bytes) {
                accepted += 1;
                assert_is_sound(&bytes, &model, &mut rng);
            }
        }
        assert!(accepted > 100 * (which + 1), "{accepted} of {tried}: the edits reach nothing");
    }
    assert!(accepted < tried / 2, "{accepted} of {tried}");
}

#[test]
fn a_malicious_key_or_proof_proves_nothing_else() {
    let files = files();
    let mut rng = StdRng::seed_from_u64(32);
    let honest = files.proof.verify(&files.vk).unwrap();
    for (kind, original) in files.all().into_iter().skip(1) {
        let (mut accepted, tries) = (0, if kind == Kind::ProvingKey { 300 } else { 1500 });
        for _ in 0..tries {
            let mut bytes = original.clone();
            let end = bytes.len() - 32;
            // The model's hash too, and in a proving key its own head, where lengths and names stand.
            let end = if rng.gen() && kind == Kind::ProvingKey { BODY + 600 } else { end };
            random_edit(&mut bytes, HASH..end, &mut rng);
            reseal(&mut bytes);
            match kind {
                Kind::ProvingKey => accepted += u32::from(decode_proving_key::<Bn254>(&bytes, &files.model).is_ok()),
                Kind::Proof => {
                    let Ok(proof) = ProofFile::decode(&bytes) else { continue };
                    if let Ok(verified) = proof.verify(&files.vk) {
                        assert_eq!(verified, honest);
                        assert_eq!(ProofFile { model_name: "digits".into(), ..proof }, files.proof);
                        accepted += 1;
                    }
                }
                _ => {
                    let Ok(vk) = VerifyingKeyFile::decode(&bytes) else { continue };
                    if files.proof.verify(&vk).is_ok() {
                        // What a verifying key's file says beside the key is as trusted as the key.
                        assert_eq!((&vk.key, vk.model_hash), (&files.vk.key, files.vk.model_hash));
                        accepted += 1;
                    }
                }
            }
        }
        assert!(accepted < tries, "{kind}: {accepted}");
    }
}

/// A retrained model: same circuit, same keys, other parameters.
fn retrained(seed: u64) -> Model {
    let circuit = retrainable(Private, Public, false).with_parameters(training(seed)).unwrap();
    model("credit", circuit, CurveId::Bn254)
}

#[test]
fn one_pair_of_keys_serves_every_retraining() {
    let [first, second] = [1, 2].map(retrained);
    assert_eq!(first.hash(), second.hash());
    let key = setup_with::<Bn254>(&first.circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let vk = VerifyingKeyFile::new(&first, Setup::Development, key.verifying_key()).unwrap();
    let other = vk.retrained(&second).unwrap();
    assert_eq!(vk.key, other.key);
    assert_ne!(vk.params, other.params);
    assert_eq!(VerifyingKeyFile::decode(&other.encode()).unwrap(), other);
    let (decoded, _) =
        decode_proving_key::<Bn254>(&encode_proving_key(&first, Setup::Development, &key), &second).unwrap();
    let context = Context { vk_hash: key.verifying_key().hash(), ..context(3) };
    let proof_of = |model: &Model| {
        let proved = prove(&model.circuit, &decoded, &context, &inference(&[5, 3])).unwrap();
        ProofFile::new(model, context, &proved)
    };
    let (of_first, of_second) = (proof_of(&first), proof_of(&second));
    assert!(of_first.verify(&vk).is_ok() && of_second.verify(&other).is_ok());
    assert_eq!(ProofFile::decode(&of_second.encode()).unwrap(), of_second);
    assert!(matches!(of_first.verify(&other), Err(ArtifactError::OtherParams { .. })));
    // Whoever says that it was the other training is refused by the proof itself.
    let swapped = ProofFile { params: other.params, ..of_first };
    assert!(matches!(swapped.verify(&other), Err(ArtifactError::Verify(VerifyError::Invalid))));
    // A model of another circuit is not a retraining.
    assert!(matches!(vk.retrained(&files().model), Err(ArtifactError::OtherModel { .. })));
}

#[test]
fn an_architecture_has_keys_and_proves_nothing() {
    let circuit = retrainable(Private, Public, false);
    let architecture = model("credit", circuit, CurveId::Bn254);
    assert_eq!(architecture.hash(), retrained(1).hash());
    assert_eq!(Model::decode(&architecture.encode()).unwrap(), architecture);
    let key = setup_with::<Bn254>(&architecture.circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let refused = prove(&architecture.circuit, &key, &context(1), &inference(&[1, 1])).unwrap_err();
    assert!(refused.to_string().contains("whoever trained it"), "{refused}");
    assert!(VerifyingKeyFile::new(&architecture, Setup::Development, key.verifying_key()).is_err());
}

#[test]
fn refuses_model_files_with_parameters_that_do_not_fit() {
    let model = retrained(1);
    assert_eq!(Model::decode(&model.encode()).unwrap(), model);
    let refused = |edit: &dyn Fn(&mut Parameters)| {
        let mut parameters = training(1);
        edit(&mut parameters);
        let bytes = model.encode();
        let body = (
            &model.name,
            model.circuit.layout(),
            model.circuit.graph(),
            Some(parameters),
            &model.decision,
            &model.onnx,
        );
        let mut edited = [&bytes[..BODY], &body.encode(), &[0; 32]].concat();
        reseal(&mut edited);
        Model::decode(&edited).unwrap_err().to_string()
    };
    assert!(refused(&|p| p.values[0][2] = 8).contains("parameter a/w: element 2 is 8, outside -8..=7"));
    assert!(refused(&|p| p.values[3].push(1)).contains("parameter b/b: expected 1 integers, got 2"));
    assert!(refused(&|p| drop(p.values.pop())).contains("4 tensors of parameters, got values of 3"));
}

/// The public inputs of an honest proof, cut into input, output and nullifier in every other way: the list is the same, and the
/// proof holds for it. Were only the list compared, a nullifier or a digest would pass for an output.
#[test]
fn no_other_split_of_the_public_inputs_is_accepted() {
    for (input, output) in [(Committed, Public), (Committed, Committed), (Private, Public), (Public, Public)] {
        let circuit = retrainable(input, output, true).with_parameters(training(1)).unwrap();
        let files = files_of("m", circuit, 7);
        assert!(files.proof.verify(&files.vk).is_ok());
        let statement = files.proof.statement();
        let nullifier = statement.nullifier.unwrap();
        let tail: Vec<_> = statement
            .input
            .iter()
            .chain(&statement.output)
            .chain([&nullifier.scope, &nullifier.value])
            .copied()
            .collect();
        let honest = (files.proof.input.len(), true);
        for with_nullifier in [true, false] {
            let ports = if with_nullifier { &tail[..tail.len() - 2] } else { &tail[..] };
            for cut in 0..=ports.len() {
                let forged = ProofFile {
                    input: ports[..cut].to_vec(),
                    output: ports[cut..].to_vec(),
                    nullifier: with_nullifier.then_some(nullifier.value),
                    ..files.proof.clone()
                };
                assert_eq!(forged.statement().public_inputs(), statement.public_inputs());
                let accepted = forged.verify(&files.vk).is_ok();
                assert_eq!(accepted, (cut, with_nullifier) == honest, "{input:?} {output:?} {cut} {with_nullifier}");
            }
        }
    }
}

/// A file of a few hundred bytes that asks for the hash of millions of parameters.
#[test]
fn refuses_a_digest_beyond_the_limit_before_it_is_synthesized() {
    use zkml_circuits::{circuit::CircuitError, graph::GraphError};
    let graph = zkml_circuits::Graph { params: vec![], ..chain(vec![relu(0, None)]) };
    let wide = |len: usize| {
        let input = port(Committed, &[len], 59, false);
        let output = zkml_primitives::Port { visibility: Committed, ..input };
        Circuit::new(graph.clone(), layout(input, output)).map(drop)
    };
    assert_eq!(wide(100), Ok(()));
    let refused = wide(1 << 19);
    assert!(matches!(refused, Err(CircuitError::Graph(GraphError::TooLarge { op: "Digest", .. }))), "{refused:?}");
}

/// Parameters where the circuit has none would be bytes of a model that mean nothing.
#[test]
fn refuses_parameters_for_a_circuit_without() {
    use zkml_circuits::circuit::CircuitError;
    let none = Parameters { values: vec![], ..training(1) };
    let refused = small(Private).with_parameters(none).map(drop);
    assert_eq!(refused, Err(CircuitError::ParameterCount { expected: 0, got: 0 }));
}

#[test]
fn refuses_key_files_whose_digest_or_decision_is_out_of_place() {
    let body = |edit: &dyn Fn(&mut VerifyingKeyFile)| {
        let mut vk = files().vk.clone();
        edit(&mut vk);
        VerifyingKeyFile::decode(&vk.encode()).map(drop)
    };
    assert!(body(&|_| ()).is_ok());
    // A digest of parameters that the layout does not commit to, and none where it does.
    let edits: [fn(&mut VerifyingKeyFile); 2] =
        [|vk| vk.params = Some([1; 32]), |vk| vk.layout.params = Params::Committed];
    for edit in edits {
        assert!(matches!(body(&edit), Err(ArtifactError::Body(problem)) if problem.contains("digest")));
    }
    // What a file says that the output decides is printed.
    assert!(body(&|vk| vk.decision = Some("score >= 600".into())).is_ok());
    assert!(matches!(body(&|vk| vk.decision = Some("yes\nVALID".into())), Err(ArtifactError::Body(_))));
}
