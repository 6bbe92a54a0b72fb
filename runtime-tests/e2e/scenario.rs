//! What must work on any chain that runs the runtime, and what it must refuse.

use frame_support::weights::Weight;
use runtime_tests::{digits_data, digits_model};
use std::collections::BTreeSet;
use zkml_chain::{
    Accepted, Chain, ChainError, ModelId, Receipt, Registration, RuntimeCall, Signer, Submission, VersionNumber,
};
use zkml_circuits::{
    artifact::{Model, VerifyingKeyFile},
    groth16::{prove, setup, ProvingKey},
    Inference,
};
use zkml_compiler::{quantize_input, Options};
use zkml_primitives::{Bls12_381, Bn254, Curve, Setup};

/// A model with its keys on a curve, and where the chain has it.
pub struct Registered<C: Curve> {
    model: Model,
    key: ProvingKey<C>,
    vk: VerifyingKeyFile,
    /// The model on the chain.
    pub id: ModelId,
    version: VersionNumber,
}

/// What a scenario left on the chain.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    /// The model.
    pub model: ModelId,
    /// Hashes of its versions' keys.
    pub keys: Vec<[u8; 32]>,
    /// The receipts of its statements.
    pub receipts: Vec<([u8; 32], Receipt)>,
}

pub fn signer(name: &str) -> Signer {
    Signer::development(name).expect("a development account")
}

pub fn say(what: &str) {
    println!("  ✓ {what}");
}

impl<C: Curve> Registered<C> {
    fn registration(model: &Model, vk: &VerifyingKeyFile, name: &str) -> Registration {
        Registration {
            name: name.into(),
            curve: model.curve,
            vk: vk.key.clone(),
            layout: vk.layout,
            setup: vk.setup,
            params: vk.params,
        }
    }

    /// Makes keys for the digits network and registers it: as a model of this name, or as a version of a model.
    fn new(chain: &impl Chain, owner: &Signer, name: &str, of: Option<ModelId>) -> Self {
        let model = digits_model(&Options { curve: C::ID, ..Options::default() });
        let key = setup::<C>(&model.circuit).expect("keys");
        let vk = VerifyingKeyFile::new(&model, Setup::Development, key.verifying_key()).expect("fixed parameters");
        let registration = Self::registration(&model, &vk, name);
        let registered = match of {
            None => chain.register_model(owner, registration),
            Some(of) => chain.add_version(owner, of, registration),
        };
        let registered = registered.expect("the chain registers it");
        assert_eq!(registered.vk_hash, key.verifying_key().hash());
        assert_eq!(chain.verifying_key(registered.model, registered.version), Ok(Some(vk.key.clone())));
        Self { model, key, vk, id: registered.model, version: registered.version }
    }

    /// Proves which digit a test picture shows.
    pub fn prove(&self, chain: &impl Chain, sample: usize, account: &Signer, subject: [u8; 32]) -> Submission {
        let valid_until = chain.block_number().expect("a block") + 500;
        let context = chain
            .context(self.id, self.version, &account.account(), subject, valid_until, None)
            .expect("the model is registered");
        let row = &digits_data("test.npz").rows[sample];
        let input = quantize_input(&self.model.circuit.layout().input, row).expect("a digit");
        let proved = prove(&self.model.circuit, &self.key, &context, &Inference::new(&input)).expect("a proof");
        Submission {
            model: self.id,
            version: self.version,
            account: account.account(),
            subject,
            valid_until,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: None,
            attestation: None,
            proof: proved.proof,
        }
    }
}

fn subject(number: u8) -> [u8; 32] {
    [number; 32]
}

/// The name of the error with which the chain refuses, in a block and at the signer's expense.
fn refused<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
    match result {
        Err(ChainError::Dispatch(failure)) => {
            assert!(failure.fee > 0, "a refused proof pays");
            failure.refusal.name
        }
        other => panic!("it should be refused in a block: {other:?}"),
    }
}

/// The name of the error with which the chain would refuse, which costs nothing.
fn would_fail<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
    match result {
        Err(ChainError::WouldFail(refusal)) => refusal.name,
        other => panic!("it should be refused before it is sent: {other:?}"),
    }
}

/// Registers on both curves, proves, submits, and tries what must be refused. `name` must be new on the chain.
pub fn play(chain: &impl Chain, name: &str) -> (Registered<Bn254>, Left) {
    let [alice, bob, charlie] = ["alice", "bob", "charlie"].map(signer);
    let digits = Registered::<Bn254>::new(chain, &alice, name, None);
    let on_bls = Registered::<Bls12_381>::new(chain, &alice, name, Some(digits.id));
    say(&format!("model {} \"{name}\" with a version on BN254 and one on BLS12-381", digits.id));

    let honest = digits.prove(chain, 3, &bob, subject(1));
    attacks(chain, &digits, &on_bls, &honest);

    let fee = chain.submission_fee(digits.id, 1).expect("an answer").expect("a version");
    let before = chain.free_balance(&charlie.account()).expect("a balance");
    let Ok(Accepted::Now(accepted)) = chain.submit_once(&charlie, honest.clone()) else {
        panic!("an honest proof is accepted")
    };
    let after = chain.free_balance(&charlie.account()).expect("a balance");
    assert_eq!(before - after, accepted.included.fee, "a relayer pays the fee that was reported");
    assert!(accepted.included.fee <= fee, "and no more than the estimate");
    assert_eq!(accepted.output, honest.output);
    let receipt = chain.receipt(accepted.statement).expect("an answer").expect("a receipt");
    assert_eq!((receipt.account.clone(), receipt.block), (bob.account(), accepted.included.block));
    assert!(receipt.has_output(&honest.output));
    say("an honest proof, carried by another account, has a receipt");

    assert_eq!(refused(chain.submit_proof(&bob, honest.clone())), "AlreadyVerified");
    match chain.submit_once(&charlie, honest) {
        Ok(Accepted::Before { statement, .. }) => assert_eq!(statement, accepted.statement),
        other => panic!("nothing is sent for a statement that is accepted: {other:?}"),
    }
    assert_eq!(chain.free_balance(&charlie.account()), Ok(after), "nor paid");
    say("a second time it is refused, and the client does not even send it");

    let other = on_bls.prove(chain, 4, &bob, subject(2));
    assert!(matches!(chain.submit_once(&bob, other), Ok(Accepted::Now(_))));
    say("a proof on BLS12-381");

    let batch: Vec<_> = (5..9).map(|sample| digits.prove(chain, sample, &bob, subject(sample as u8))).collect();
    let mut spoiled = batch.clone();
    spoiled[2].output = batch[1].output.clone();
    assert_eq!(refused(chain.submit_batch(&bob, spoiled)), "InvalidBatch");
    let verified = chain.submit_batch(&bob, batch).expect("a batch").verified;
    assert_eq!(verified.len(), 4);
    say("a batch of four, and none of one with a bad proof");
    let left = left(chain, digits.id);
    assert_eq!(left.receipts.len(), 1 + 1 + 4);
    (digits, left)
}

/// Each is stopped by verification alone: the honest proof is not on the chain yet.
fn attacks(chain: &impl Chain, digits: &Registered<Bn254>, on_bls: &Registered<Bls12_381>, honest: &Submission) {
    let [bob, charlie] = ["bob", "charlie"].map(signer);
    let other = digits.prove(chain, 10, &bob, subject(1));
    assert_ne!(other.output, honest.output, "another digit");
    let change = |change: &dyn Fn(&mut Submission)| {
        let mut changed = honest.clone();
        change(&mut changed);
        changed
    };
    let attacks = [
        ("another output", change(&|s| s.output = other.output.clone()), "InvalidProof"),
        ("another account", change(&|s| s.account = charlie.account()), "InvalidProof"),
        ("another subject", change(&|s| s.subject = subject(9)), "InvalidProof"),
        ("another last block", change(&|s| s.valid_until += 1), "InvalidProof"),
        ("another proof's bytes", change(&|s| s.proof = other.proof.clone()), "InvalidProof"),
        ("a proof that is cut off", change(&|s| s.proof.truncate(100)), "ProofLength"),
        ("a version on another curve", change(&|s| s.version = on_bls.version), "ProofLength"),
        ("a version that is not there", change(&|s| s.version = 99), "UnknownVersion"),
        ("a model that is not there", change(&|s| s.model = u32::MAX), "UnknownModel"),
        ("an output that is cut off", change(&|s| s.output.truncate(0)), "OutputCount"),
        ("an input that is private", change(&|s| s.input = vec![[0; 32]]), "InputCount"),
        ("a block that has passed", change(&|s| s.valid_until = 0), "Expired"),
        ("a block too far away", change(&|s| s.valid_until = u32::MAX), "ValidityTooLong"),
    ];
    let mut names = BTreeSet::new();
    for (attack, submission, name) in &attacks {
        assert_eq!(would_fail(chain.dry_run(submission)), *name, "{attack}");
        assert_eq!(refused(chain.submit_proof(&charlie, submission.clone())), *name, "{attack}");
        names.insert(*name);
    }
    say(&format!("{} attacks, refused as {}", attacks.len(), names.into_iter().collect::<Vec<_>>().join(", ")));

    let registration = || Registered::<Bn254>::registration(&digits.model, &digits.vk, "attack");
    let cut = Registration { vk: digits.vk.key[..digits.vk.key.len() - 1].to_vec(), ..registration() };
    assert_eq!(refused(chain.register_model(&charlie, cut)), "KeyLength");
    let mut beta_is_gamma = registration();
    // alpha in G1, then beta and gamma in G2.
    beta_is_gamma.vk.copy_within(32..96, 96);
    assert_eq!(refused(chain.register_model(&charlie, beta_is_gamma)), "RelatedPointsInKey");
    say("keys that are cut off, and keys that anyone could forge with");
}

/// What the chain has of a model.
pub fn left(chain: &impl Chain, model: ModelId) -> Left {
    let latest = chain.model(model).expect("an answer").expect("the model").latest_version;
    let version = |number| chain.version(model, number).expect("an answer").expect("a version").vk_hash;
    let mut receipts = chain.receipts().expect("an answer");
    receipts.retain(|(_, receipt)| receipt.model == model);
    Left { model, keys: (1..=latest).map(version).collect(), receipts }
}

/// How often the next version's migration ran, and what it counted.
pub fn census(chain: &impl Chain) -> Option<(u32, u32)> {
    let key = frame_support::storage::storage_prefix(b"Rehearsal", b"Census");
    let bytes = chain.storage(&key).expect("an answer")?;
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    Some((word(0), word(4)))
}

/// Upgrades the chain's runtime, unless it is that version already, and checks that the migration ran once and everything is
/// as it was.
pub fn upgrade(chain: &impl Chain, code: Vec<u8>, digits: &Registered<Bn254>, left: &Left) {
    let (alice, bob) = (signer("alice"), signer("bob"));
    let before = chain.runtime_version().expect("a version").spec_version;
    let models = chain.models().expect("models");
    let there = (models.len() as u32, models.iter().map(|(_, model)| model.versions).sum::<u32>());
    let counted = census(chain);
    let set_code = RuntimeCall::System(frame_system::Call::set_code { code });
    let as_root = RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight {
        call: Box::new(set_code.clone()),
        weight: Weight::zero(),
    });
    assert_eq!(refused(chain.call(&bob, set_code)), "BadOrigin");
    let included = chain.call(&alice, as_root).expect("root may call it");
    let sudone = included.events.iter().find_map(|event| event.decode("Sudo"));
    let Some(pallet_sudo::Event::<zkml_runtime::Runtime>::Sudid { sudo_result }) = sudone else {
        panic!("sudo says what became of the call")
    };
    // The next block runs the migrations.
    let proof = digits.prove(chain, 20, &bob, subject(20));
    match (counted, sudo_result) {
        (None, Ok(())) => {
            assert_eq!(chain.runtime_version().expect("a version").spec_version, before + 1);
            assert!(matches!(chain.submit_once(&bob, proof), Ok(Accepted::Now(_))));
            assert_eq!(census(chain), Some(there), "the migration counts what is there");
            say(&format!("upgraded from version {before}; the migration counted {there:?} models and versions"));
        }
        (Some(counted), Err(error)) => {
            let name = chain.refusal(&error).expect("an answer").name;
            assert_eq!(name, "SpecVersionNeedsToIncrease");
            assert!(matches!(chain.submit_once(&bob, proof), Ok(Accepted::Now(_))));
            assert_eq!(census(chain), Some(counted), "a migration does not run again");
            say(&format!("version {before} was upgraded to before, and its migration did not run again"));
        }
        (counted, result) => panic!("the census is {counted:?} and the upgrade {result:?}"),
    }
    let mut now = self::left(chain, left.model);
    assert_eq!(now.receipts.len(), left.receipts.len() + 1, "with the proof after the upgrade");
    now.receipts.retain(|receipt| left.receipts.contains(receipt));
    assert_eq!(now, *left, "models, keys and receipts are as they were");
    say("models, keys and receipts are as they were, and proofs go on being accepted");
}
