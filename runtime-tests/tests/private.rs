//! Data that never leaves, on the real runtime: a credit line by an attested input that nobody sees, one key for every
//! retraining, a seat for a person whom nobody knows.

use runtime_tests::{Example, CREDIT, DIGITS, TYPING};
use zkml_chain::{
    AccountId, Attestation, Chain, ChainError, EmbeddedChain, Registration, RuntimeCall, Signer, Submission, Submitted,
};
use zkml_circuits::{
    artifact::Model,
    circuit::random_secret,
    groth16::{prove, setup, ProvingKey},
    Inference,
};
use zkml_compiler::{quantize_input, Options, Quantization};
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, Tree},
    commitment::{domain, Secret},
    Bls12_381, Bn254, Curve, FieldBytes, Params, Setup, Visibility,
};
use zkml_runtime::{
    genesis::{development, ENDOWMENT},
    BlockNumber, CreditLine, Personhood, Runtime, RuntimeGenesisConfig, UNIT,
};

fn signer(name: &str) -> Signer {
    Signer::development(name).unwrap()
}

fn accounts() -> [AccountId; 6] {
    ["alice", "bob", "charlie", "dave", "eve", "ferdie"].map(|name| signer(name).account())
}

fn refused<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
    match result {
        Err(ChainError::Dispatch(e)) => e.refusal.name.clone(),
        other => panic!("{other:?}"),
    }
}

fn compiled<C: Curve>(example: Example, reveal: &str, quantization: Quantization) -> Model {
    let quantization = Quantization { reveal: Some(reveal.parse().unwrap()), domain: domain("test"), ..quantization };
    example.model(&Options { curve: C::ID, quantization, ..Options::default() })
}

/// The model as a part of the genesis, owned by Alice.
fn genesis_model<C: Curve>(model: &Model, key: &ProvingKey<C>) -> pallet_zkml::genesis::GenesisModel<AccountId> {
    pallet_zkml::genesis::GenesisModel {
        owner: signer("alice").account(),
        name: model.name.clone(),
        curve: C::ID,
        vk: key.verifying_key().encode(),
        layout: *model.circuit.layout(),
        setup: Setup::Development,
        params: model.circuit.params_digest::<C>().unwrap().map(Into::into),
    }
}

fn genesis() -> RuntimeGenesisConfig {
    development(accounts())
}

/// The bank, which knows its customers; what it publishes is a root.
struct Bank {
    signer: Signer,
    customers: Vec<Customer>,
    tree: Tree,
}

/// A customer with the data that the bank has of them, and the salt that both keep.
#[derive(Clone)]
struct Customer {
    account: AccountId,
    input: Vec<i64>,
    salt: Secret,
    digest: FieldBytes,
}

impl Bank {
    fn new<C: Curve>(model: &Model, customers: &[(&str, usize)]) -> Self {
        let rows = CREDIT.data("test.npz").rows;
        let customers: Vec<Customer> = customers
            .iter()
            .map(|&(name, row)| {
                let input = quantize_input(&model.circuit.layout().input, &rows[row]).unwrap();
                let salt = random_secret();
                let digest = model.circuit.input_digest::<C>(&input, &salt).unwrap();
                Customer { account: signer(name).account(), input, salt, digest }
            })
            .collect();
        let leaves = customers.iter().map(|customer| leaf(&account_bytes(&customer.account), &customer.digest));
        let tree = Tree::new(leaves.collect()).unwrap();
        Self { signer: signer("bob"), customers, tree }
    }

    fn attestation(&self, customer: usize) -> Attestation {
        let path = self.tree.path(customer).unwrap();
        Attestation { issuer: self.signer.account(), root: self.tree.root(), path }
    }

    fn leaf(&self, customer: usize) -> [u8; 32] {
        let Customer { account, digest, .. } = &self.customers[customer];
        leaf(&account_bytes(account), digest)
    }
}

/// A chain with the credit model and a lender who trusts the bank.
struct Scene<C: Curve> {
    chain: EmbeddedChain,
    model: Model,
    key: ProvingKey<C>,
    bank: Bank,
}

impl<C: Curve> Scene<C> {
    fn new() -> Self {
        let quantization = Quantization {
            input: Visibility::Committed,
            params: Params::Committed,
            attested: true,
            ..Quantization::default()
        };
        let model = compiled::<C>(CREDIT, "score >= 600", quantization);
        let key = setup::<C>(&model.circuit).unwrap();
        // Two customers who score 600 and more, and one who does not.
        let decides = |row: &usize, decision| model.circuit.output(&row_of(&model, *row)).unwrap() == [decision];
        let good: Vec<usize> = (0..400).filter(|row| decides(row, 1)).take(2).collect();
        let bad = (0..400).find(|row| decides(row, 0)).unwrap();
        let bank = Bank::new::<C>(&model, &[("charlie", good[0]), ("dave", good[1]), ("eve", bad)]);

        let mut genesis = genesis();
        genesis.zkml.models = vec![genesis_model(&model, &key)];
        genesis.credit_line.policy = Some(pallet_credit_line::Policy {
            model: 0,
            version: 1,
            threshold: 1.into(),
            limit: 100 * UNIT,
            term: 1000,
            issuer: Some(bank.signer.account()),
        });
        Self { chain: EmbeddedChain::new(genesis).unwrap(), model, key, bank }
    }

    fn prove(&self, model: &Model, version: u32, customer: usize, issuer: &Signer) -> Submission {
        let Customer { account, input, salt, .. } = self.bank.customers[customer].clone();
        let (subject, valid_until) = (CreditLine::subject(0), self.chain.block_number().unwrap() + 50);
        let issuer = issuer.account();
        let context = self.chain.context(0, version, &account, subject, valid_until, Some(&issuer)).unwrap();
        let inference = Inference { input_salt: Some(salt), ..Inference::new(&input) };
        let proved = prove(&model.circuit, &self.key, &context, &inference).unwrap();
        Submission {
            model: 0,
            version,
            account,
            subject,
            valid_until,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: None,
            attestation: Some(Attestation { issuer, ..self.bank.attestation(customer) }),
            proof: proved.proof,
        }
    }

    fn submit(&self, submission: &Submission) -> Result<Submitted, ChainError> {
        // Ferdie is a relayer: borrowers need no funds to prove.
        self.chain.submit_proof(&signer("ferdie"), submission.clone())
    }
}

fn row_of(model: &Model, row: usize) -> Vec<i64> {
    quantize_input(&model.circuit.layout().input, &CREDIT.data("test.npz").rows[row]).unwrap()
}

fn events(submitted: &Submitted) -> Vec<String> {
    submitted.included.events.iter().map(ToString::to_string).collect()
}

fn has(submitted: &Submitted, event: &str) -> bool {
    events(submitted).iter().any(|name| name.contains(event))
}

/// The issuer attests, the borrower proves, the line opens; neither the chain nor the lender sees a feature, the score, or a
/// weight. On the way everything is tried that must not work.
fn a_line_opens_for_data_that_nobody_sees<C: Curve>() {
    let scene = Scene::<C>::new();
    let (bank, chain) = (&scene.bank, &scene.chain);
    let honest = scene.prove(&scene.model, 1, 0, &bank.signer);
    // All that leaves the borrower: a digest, a bit, and a proof.
    assert_eq!((honest.input.len(), honest.output.len()), (1, 1));
    assert_eq!(honest.input, [bank.customers[0].digest]);

    assert_eq!(refused(scene.submit(&honest)), "UnknownAttestation");
    let expires: BlockNumber = chain.block_number().unwrap() + 40;
    chain.attest(&bank.signer, bank.tree.root(), expires).unwrap();

    let without = Submission { attestation: None, ..honest.clone() };
    assert_eq!(refused(scene.submit(&without)), "MissingAttestation");
    // Dave comes with Charlie's data and its attestation, and with his own attestation for it.
    let thief = Submission { account: bank.customers[1].account.clone(), ..honest.clone() };
    assert_eq!(refused(scene.submit(&thief)), "NotAttested");
    let mixed = Submission { attestation: Some(bank.attestation(1)), ..honest.clone() };
    assert_eq!(refused(scene.submit(&mixed)), "NotAttested");
    // Eve attests Charlie's input herself, to use up his statement: the proof names the bank.
    let eve = signer("eve");
    chain.attest(&eve, bank.tree.root(), expires).unwrap();
    let attestation = Some(Attestation { issuer: eve.account(), ..bank.attestation(0) });
    assert_eq!(refused(scene.submit(&Submission { attestation, ..honest.clone() })), "InvalidProof");
    // A proof that relies on Eve is a proof, and opens nothing.
    let by_eve = scene.submit(&scene.prove(&scene.model, 1, 0, &eve)).unwrap();
    assert!(has(&by_eve, "ConsumerFailed") && !has(&by_eve, "LineOpened"), "{:?}", events(&by_eve));
    // The customer whose score is too low proves that it is.
    let low = scene.submit(&scene.prove(&scene.model, 1, 2, &bank.signer)).unwrap();
    assert!(has(&low, "LineRefused") && !has(&low, "LineOpened"), "{:?}", events(&low));
    // Claiming the other answer is no proof.
    let liar = scene.prove(&scene.model, 1, 2, &bank.signer);
    let liar = Submission { output: honest.output.clone(), subject: liar.subject, ..liar };
    assert_eq!(refused(scene.submit(&liar)), "InvalidProof");

    let opened = scene.submit(&honest).unwrap();
    assert!(has(&opened, "ProofVerified") && has(&opened, "LineOpened"), "{:?}", events(&opened));
    let charlie = signer("charlie");
    let draw = RuntimeCall::CreditLine(pallet_credit_line::Call::<Runtime>::draw { amount: 60 * UNIT });
    chain.call(&charlie, draw).unwrap();
    assert!(chain.free_balance(&charlie.account()).unwrap() > ENDOWMENT + 59 * UNIT);
    assert_eq!(refused(scene.submit(&honest)), "AlreadyVerified");

    // Taken back for one customer, and for all.
    let dave = scene.prove(&scene.model, 1, 1, &bank.signer);
    chain.revoke_attestation(&bank.signer, bank.tree.root(), Some(bank.leaf(1))).unwrap();
    assert_eq!(refused(scene.submit(&dave)), "AttestationRevoked");
    // Stale: Charlie asks for another line after the attestation has expired.
    chain.advance(45).unwrap();
    let stale = scene.prove(&scene.model, 1, 0, &bank.signer);
    assert_eq!(refused(scene.submit(&stale)), "AttestationExpired");
}

#[test]
fn a_line_opens_for_data_that_nobody_sees_on_bn254() {
    a_line_opens_for_data_that_nobody_sees::<Bn254>();
}

#[test]
fn a_line_opens_for_data_that_nobody_sees_on_bls12_381() {
    a_line_opens_for_data_that_nobody_sees::<Bls12_381>();
}

#[test]
fn a_retrained_model_is_one_digest_and_no_new_setup() {
    let scene = Scene::<Bn254>::new();
    let (bank, chain) = (&scene.bank, &scene.chain);
    chain.attest(&bank.signer, bank.tree.root(), 90).unwrap();
    let retrained = CREDIT.retrained(&scene.model);
    let digest = retrained.circuit.params_digest::<Bn254>().unwrap().unwrap();
    let scale = retrained.circuit.layout().output.scale;
    let alice = signer("alice");
    assert_eq!(refused(chain.add_retrained_version(&bank.signer, 0, 1, digest, scale)), "NotOwner");
    let added = chain.add_retrained_version(&alice, 0, 1, digest, scale).unwrap();
    assert_eq!(added.version, 2);

    // Each version takes proofs of its own weights, and of no others.
    let of_old = scene.prove(&scene.model, 1, 0, &bank.signer);
    let of_new = scene.prove(&retrained, 2, 0, &bank.signer);
    for (weights, version) in [(&scene.model, 2), (&retrained, 1)] {
        let swapped = scene.prove(weights, version, 1, &bank.signer);
        assert_eq!(refused(scene.submit(&swapped)), "InvalidProof");
    }
    scene.submit(&of_old).unwrap();
    scene.submit(&of_new).unwrap();
}

/// The size that matters: 6,570 weights, two trainings, one key.
#[test]
fn two_trainings_of_the_digits_network_are_verified_with_one_key() {
    let quantization = Quantization {
        input: Visibility::Committed,
        params: Params::Committed,
        domain: domain("digits"),
        ..Quantization::default()
    };
    let first = DIGITS.model(&Options { quantization, ..Options::default() });
    assert!(first.circuit.cost().constraints <= 90_000);
    let second = DIGITS.retrained(&first);
    let key = setup::<Bn254>(&first.circuit).unwrap();
    let (chain, alice) = (EmbeddedChain::new(genesis()).unwrap(), signer("alice"));
    let registration = Registration {
        name: first.name.clone(),
        curve: first.curve,
        vk: key.verifying_key().encode(),
        layout: *first.circuit.layout(),
        setup: Setup::Development,
        params: first.circuit.params_digest::<Bn254>().unwrap(),
    };
    let id = chain.register_model(&alice, registration).unwrap().model;
    let digest = second.circuit.params_digest::<Bn254>().unwrap().unwrap();
    chain.add_retrained_version(&alice, id, 1, digest, second.circuit.layout().output.scale).unwrap();

    let digits = DIGITS.data("test.npz");
    let submit = |model: &Model, version: u32| {
        let input = quantize_input(&model.circuit.layout().input, &digits.rows[3]).unwrap();
        let account = signer("bob").account();
        let context = chain.context(id, version, &account, [1; 32], 60, None).unwrap();
        let inference = Inference { input_salt: Some(random_secret()), ..Inference::new(&input) };
        let proved = prove(&model.circuit, &key, &context, &inference).unwrap();
        chain.submit_proof(
            &alice,
            Submission {
                model: id,
                version,
                account,
                subject: [1; 32],
                valid_until: 60,
                input: proved.statement.input.clone(),
                output: proved.statement.output.clone(),
                nullifier: None,
                attestation: None,
                proof: proved.proof,
            },
        )
    };
    submit(&first, 1).unwrap();
    submit(&second, 2).unwrap();
    assert_eq!(refused(submit(&first, 2)), "InvalidProof", "the weights of the first as the second's");
}

/// The verdict of a behavioural model on data that stays where it is, and one seat a secret and epoch.
#[test]
fn a_seat_opens_for_a_person_whom_nobody_knows() {
    let quantization = Quantization { input: Visibility::Private, nullifier: true, ..Quantization::default() };
    let model = compiled::<Bn254>(TYPING, "human > 0", quantization);
    let key = setup::<Bn254>(&model.circuit).unwrap();
    let mut genesis = genesis();
    genesis.zkml.models = vec![genesis_model(&model, &key)];
    genesis.personhood.policy = Some(pallet_personhood::Policy { model: 0, version: 1, verdict: 1 });
    let chain = EmbeddedChain::new(genesis).unwrap();

    let sessions = TYPING.data("test.npz");
    let inputs: Vec<Vec<i64>> =
        sessions.rows.iter().map(|row| quantize_input(&model.circuit.layout().input, row).unwrap()).collect();
    let verdict = |input: &Vec<i64>| model.circuit.output(input).unwrap()[0];
    let human = inputs.iter().find(|input| verdict(input) == 1).unwrap();
    let other_session = inputs.iter().filter(|input| verdict(input) == 1).nth(1).unwrap();
    let script = inputs.iter().find(|input| verdict(input) == 0).unwrap();

    let submission = |name: &str, secret: u8, input: &[i64]| {
        let (account, subject) = (signer(name).account(), Personhood::subject(0));
        let context = chain.context(0, 1, &account, subject, 60, None).unwrap();
        let inference = Inference { nullifier_secret: Some(Secret([secret; 31])), ..Inference::new(input) };
        let proved = prove(&model.circuit, &key, &context, &inference).unwrap();
        Submission {
            model: 0,
            version: 1,
            account,
            subject,
            valid_until: 60,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: proved.statement.nullifier.map(|nullifier| nullifier.value),
            attestation: None,
            proof: proved.proof,
        }
    };
    let relayer = signer("ferdie");
    let submit = |submission: &Submission| chain.submit_proof(&relayer, submission.clone());

    let first = submission("charlie", 1, human);
    assert!(first.input.is_empty(), "nothing of the session is sent");
    let missing = Submission { nullifier: None, ..first.clone() };
    assert_eq!(refused(submit(&missing)), "MissingNullifier");
    let swapped = Submission { nullifier: submission("charlie", 2, human).nullifier, ..first.clone() };
    assert_eq!(refused(submit(&swapped)), "InvalidProof");
    let opened = submit(&first).unwrap();
    assert!(has(&opened, "SeatOpened"), "{:?}", events(&opened));

    // The same person with another session and another account: the secret is used up in this epoch.
    let again = submit(&submission("dave", 1, other_session)).unwrap();
    assert!(has(&again, "ConsumerFailed") && !has(&again, "SeatOpened"), "{:?}", events(&again));
    // A script proves that it is one.
    let refused = submit(&submission("dave", 3, script)).unwrap();
    assert!(has(&refused, "VerdictRefused"), "{:?}", events(&refused));
    let other = submit(&submission("dave", 4, other_session)).unwrap();
    assert!(has(&other, "SeatOpened"), "{:?}", events(&other));
}
