//! From the ONNX file to the chain, on both curves: what the demonstration shows, asserted.

use runtime_tests::{digits_data, digits_model};
use zkml_chain::{Chain, ChainError, EmbeddedChain, Registration, Signer, Submission};
use zkml_circuits::{
    artifact::{Model, ProofFile, VerifyingKeyFile},
    groth16::{prove, setup, ProvingKey},
    Inference,
};
use zkml_compiler::{decide, dequantize, quantize_input, Options};
use zkml_primitives::{Bls12_381, Bn254, Curve, CurveId, Setup};

const SUBJECT: [u8; 32] = [5; 32];

struct Scene<C: Curve> {
    chain: EmbeddedChain,
    model: Model,
    key: ProvingKey<C>,
    vk: VerifyingKeyFile,
    id: u32,
}

impl<C: Curve> Scene<C> {
    fn new() -> Self {
        let model = digits_model(&Options { curve: C::ID, ..Options::default() });
        let key = setup::<C>(&model.circuit).unwrap();
        let vk = VerifyingKeyFile::new(&model, Setup::Development, key.verifying_key()).unwrap();
        let chain = EmbeddedChain::development().unwrap();
        let registration = Registration {
            name: model.name.clone(),
            curve: model.curve,
            vk: vk.key.clone(),
            layout: vk.layout,
            setup: vk.setup,
            params: vk.params,
        };
        let registered = chain.register_model(&signer("alice"), registration).unwrap();
        assert_eq!(registered.vk_hash, key.verifying_key().hash());
        Self { chain, model, key, vk, id: registered.model }
    }

    /// Proves a test digit for an account.
    fn prove(&self, sample: usize, account: &Signer) -> (Submission, ProofFile, Vec<i64>) {
        let valid_until = self.chain.block_number().unwrap() + 20;
        let context = self.chain.context(self.id, 1, &account.account(), SUBJECT, valid_until, None).unwrap();
        let row = &digits_data("test.npz").rows[sample];
        let input = quantize_input(&self.model.circuit.layout().input, row).unwrap();
        let proved = prove(&self.model.circuit, &self.key, &context, &Inference::new(&input)).unwrap();
        let submission = Submission {
            model: self.id,
            version: 1,
            account: account.account(),
            subject: SUBJECT,
            valid_until,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: None,
            attestation: None,
            proof: proved.proof.clone(),
        };
        (submission, ProofFile::new(&self.model, context, &proved), proved.output)
    }
}

fn signer(name: &str) -> Signer {
    Signer::development(name).unwrap()
}

fn refused(result: Result<zkml_chain::Submitted, ChainError>) -> String {
    match result {
        Err(ChainError::Dispatch(e)) => e.refusal.name.clone(),
        other => panic!("{other:?}"),
    }
}

fn accepts_an_honest_proof_and_refuses_the_attacks<C: Curve>() {
    let scene = Scene::<C>::new();
    let (alice, bob, charlie) = (signer("alice"), signer("bob"), signer("charlie"));
    let (submission, file, output) = scene.prove(3, &bob);
    assert_eq!(submission.proof.len(), C::PROOF_BYTES);
    let verified = file.verify(&scene.vk).unwrap();
    assert_eq!(verified.output, Some(output.clone()));

    let mut edited = submission.clone();
    let mut claimed = output.clone();
    claimed[0] += 1;
    edited.output = scene.model.circuit.layout().output.pack(&claimed).unwrap();
    assert_eq!(refused(scene.chain.submit_proof(&bob, edited)), "InvalidProof");

    let stolen = Submission { account: charlie.account(), ..submission.clone() };
    assert_eq!(refused(scene.chain.submit_proof(&charlie, stolen)), "InvalidProof");

    let other_subject = Submission { subject: [6; 32], ..submission.clone() };
    assert_eq!(refused(scene.chain.submit_proof(&bob, other_subject)), "InvalidProof");

    // A relayer may carry it: what it earns goes to the account that it names.
    let before = scene.chain.free_balance(&alice.account()).unwrap();
    let submitted = scene.chain.submit_proof(&alice, submission.clone()).unwrap();
    assert!(scene.chain.free_balance(&alice.account()).unwrap() < before);
    let receipt = scene.chain.receipt(submitted.statement).unwrap().unwrap();
    assert_eq!(receipt.account, bob.account());
    assert_eq!(submitted.output, submission.output);

    assert_eq!(refused(scene.chain.submit_proof(&bob, submission)), "AlreadyVerified");

    // The class that the chain accepted is the digit's.
    let real = dequantize(&scene.model.circuit.layout().output, &output);
    let label = digits_data("test.npz").labels.unwrap()[3];
    assert_eq!(decide(&scene.model, &real), label);
}

#[test]
fn accepts_an_honest_proof_and_refuses_the_attacks_on_bn254() {
    accepts_an_honest_proof_and_refuses_the_attacks::<Bn254>();
}

#[test]
fn accepts_an_honest_proof_and_refuses_the_attacks_on_bls12_381() {
    accepts_an_honest_proof_and_refuses_the_attacks::<Bls12_381>();
}

#[test]
fn refuses_a_proof_made_for_another_chain_or_after_its_time() {
    let scene = Scene::<Bn254>::new();
    let bob = signer("bob");
    let (submission, _, _) = scene.prove(7, &bob);

    let elsewhere = Submission { valid_until: submission.valid_until + 1, ..submission.clone() };
    assert_eq!(refused(scene.chain.submit_proof(&bob, elsewhere)), "InvalidProof");

    scene.chain.advance(40).unwrap();
    assert_eq!(refused(scene.chain.submit_proof(&bob, submission)), "Expired");
}

#[test]
fn a_key_of_another_curve_is_not_registered() {
    let model = digits_model(&Options::default());
    let key = setup::<Bn254>(&model.circuit).unwrap();
    let chain = EmbeddedChain::development().unwrap();
    let registration = Registration {
        name: "digits".into(),
        curve: CurveId::Bls12_381,
        vk: key.verifying_key().encode(),
        layout: *model.circuit.layout(),
        setup: Setup::Development,
        params: None,
    };
    match chain.register_model(&signer("alice"), registration) {
        Err(ChainError::Dispatch(e)) => assert_eq!(e.refusal.name, "KeyLength"),
        other => panic!("{other:?}"),
    }
}
