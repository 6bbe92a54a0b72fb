//! The embedded chain through its client: happy cases first, then `mod reject`.

use zkml_chain::{
    sign, Attestation, Chain, ChainError, EmbeddedChain, Registered, Registration, RuntimeCall, Signer, Submission,
};
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, Step, Tree, MAX_PATH},
    simulate::SimulatedKey,
    Bls12_381, Bn254, Curve, FieldBytes, Layout, Nullifier, Params, Port, Scale, Setup, Shape, Statement, Visibility,
};

const SUBJECT: [u8; 32] = [5; 32];

/// A chain of the runtime of this build, or of the one in the file that `ZKML_RUNTIME_WASM` names: what is here holds for both.
fn development() -> EmbeddedChain {
    match std::env::var_os("ZKML_RUNTIME_WASM") {
        Some(path) => EmbeddedChain::from_wasm(&std::fs::read(path).unwrap()).unwrap(),
        None => EmbeddedChain::development().unwrap(),
    }
}

/// Context and one element of output; the input is private.
fn layout() -> Layout {
    let port = |visibility, len: usize| Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits: 16,
        signed: true,
        scale: Scale { mantissa: 1, exponent: -8 },
        zero_point: 0,
    };
    Layout::new(port(Visibility::Private, 64), port(Visibility::Public, 10))
}

fn registration<C: Curve>(name: &str, key: &SimulatedKey<C>) -> Registration {
    Registration {
        name: name.into(),
        curve: C::ID,
        vk: key.verifying_key().encode(),
        layout: layout(),
        setup: Setup::Development,
        params: None,
    }
}

struct Scene<C: Curve> {
    chain: EmbeddedChain,
    key: SimulatedKey<C>,
    alice: Signer,
    bob: Signer,
    registered: Registered,
}

impl<C: Curve> Scene<C> {
    fn new() -> Self {
        let chain = development();
        let key = SimulatedKey::<C>::new(1, 2);
        let alice = Signer::development("alice").unwrap();
        let bob = Signer::development("Bob").unwrap();
        let registered = chain.register_model(&alice, registration("digits", &key)).unwrap();
        Self { chain, key, alice, bob, registered }
    }

    /// What Bob proved.
    fn submission(&self) -> Submission {
        let valid_until = self.chain.block_number().unwrap() + 10;
        let Registered { model, version, .. } = self.registered;
        let account = self.bob.account();
        let context = self.chain.context(model, version, &account, SUBJECT, valid_until, None).unwrap();
        let output = layout().output.pack(&[1, -2, 3, -4, 5, -6, 7, -8, 9, -10]).unwrap();
        let statement = Statement {
            context: context.digest(),
            params: None,
            input: vec![],
            output: output.clone(),
            nullifier: None,
        };
        Submission {
            model,
            version,
            account,
            subject: SUBJECT,
            valid_until,
            input: vec![],
            output,
            nullifier: None,
            attestation: None,
            proof: self.key.prove(&statement.public_inputs(), 3),
        }
    }
}

/// A model that asks for everything: committed parameters, an attested input and a nullifier. Alice owns it and Ferdie
/// attests inputs.
struct Attested {
    chain: EmbeddedChain,
    key: SimulatedKey<Bn254>,
    alice: Signer,
    bob: Signer,
    ferdie: Signer,
}

const INPUT: FieldBytes = [3; 32];
const NULLIFIER: FieldBytes = [4; 32];

impl Attested {
    fn layout() -> Layout {
        let mut layout = Layout { params: Params::Committed, attested: true, nullifier: true, ..layout() };
        layout.input.visibility = Visibility::Committed;
        layout
    }

    /// With a root of Ferdie's on the chain, until block 20.
    fn new() -> (Self, Tree) {
        let chain = development();
        let [alice, bob, ferdie] = ["alice", "bob", "ferdie"].map(|name| Signer::development(name).unwrap());
        let key = SimulatedKey::<Bn254>::new(2, 6);
        let registration =
            Registration { layout: Self::layout(), params: Some([1; 32]), ..registration("scores", &key) };
        chain.register_model(&alice, registration).unwrap();
        let leaves = [&alice, &bob, &ferdie].map(|signer| leaf(&account_bytes(&signer.account()), &INPUT));
        let tree = Tree::new(leaves.to_vec()).unwrap();
        let included = chain.attest(&ferdie, tree.root(), 20).unwrap();
        assert!(names(&included).contains(&"ZkmlAttestations.Attested".into()));
        (Self { chain, key, alice, bob, ferdie }, tree)
    }

    /// What Bob proved with the parameters of a digest.
    fn submission(&self, version: u32, params: FieldBytes, tree: &Tree) -> Submission {
        let valid_until = self.chain.block_number().unwrap() + 10;
        let (account, issuer) = (self.bob.account(), self.ferdie.account());
        let context = self.chain.context(0, version, &account, SUBJECT, valid_until, Some(&issuer)).unwrap();
        let output = layout().output.pack(&[5; 10]).unwrap();
        let statement = Statement {
            context: context.digest(),
            params: Some(params),
            input: vec![INPUT],
            output: output.clone(),
            nullifier: Some(Nullifier { scope: context.scope(), value: NULLIFIER }),
        };
        Submission {
            model: 0,
            version,
            account,
            subject: SUBJECT,
            valid_until,
            input: vec![INPUT],
            output,
            nullifier: Some(NULLIFIER),
            attestation: Some(Attestation { issuer, root: tree.root(), path: tree.path(1).unwrap() }),
            proof: self.key.prove(&statement.public_inputs(), 3),
        }
    }
}

#[test]
fn verifies_attested_inputs_of_retrained_versions() {
    let (scene, tree) = Attested::new();
    scene.chain.submit_proof(&scene.bob, scene.submission(1, [1; 32], &tree)).unwrap();
    let scale = Scale { mantissa: 3, exponent: -9 };
    let added = scene.chain.add_retrained_version(&scene.alice, 0, 1, [2; 32], scale).unwrap();
    assert_eq!((added.model, added.version, added.vk_hash), (0, 2, scene.key.verifying_key().hash()));
    let stored = scene.chain.version(0, 2).unwrap().unwrap();
    assert_eq!((stored.params, stored.layout.output.scale), (Some([2; 32]), scale));
    assert_eq!(scene.chain.verifying_key(0, 2).unwrap(), Some(scene.key.verifying_key().encode()));
    let estimate = scene.chain.submission_fee(0, 2).unwrap().unwrap();
    let submitted = scene.chain.submit_proof(&scene.bob, scene.submission(2, [2; 32], &tree)).unwrap();
    assert!(submitted.included.fee <= estimate, "the estimate has the longest path");
    assert!(scene.chain.receipt(submitted.statement).unwrap().is_some());
}

#[test]
fn a_revoked_attestation_is_refused_and_the_advice_says_whom_to_ask() {
    let (scene, tree) = Attested::new();
    let bobs = leaf(&account_bytes(&scene.bob.account()), &INPUT);
    let included = scene.chain.revoke_attestation(&scene.ferdie, tree.root(), Some(bobs)).unwrap();
    assert!(names(&included).contains(&"ZkmlAttestations.Revoked".into()));
    let refused = |submission| scene.chain.submit_proof(&scene.bob, submission).unwrap_err();
    let error = refused(scene.submission(1, [1; 32], &tree));
    assert_eq!(error.name(), Some("AttestationRevoked"));
    assert_eq!(error.help(), "Ask the issuer why");
    let mut elsewhere = scene.submission(1, [1; 32], &tree);
    elsewhere.attestation.as_mut().unwrap().issuer = scene.alice.account();
    assert_eq!(refused(elsewhere).name(), Some("UnknownAttestation"));
    let mut moved = scene.submission(1, [1; 32], &tree);
    moved.attestation.as_mut().unwrap().path.pop();
    assert_eq!(refused(moved).name(), Some("NotAttested"));
    let mut swapped = scene.submission(1, [2; 32], &tree);
    swapped.attestation = None;
    assert_eq!(refused(swapped).name(), Some("MissingAttestation"));
    let mut long = scene.submission(1, [1; 32], &tree);
    long.attestation.as_mut().unwrap().path = vec![Step { sibling: [0; 32], is_left: true }; MAX_PATH as usize + 1];
    assert_eq!(refused(long).to_string(), "the path of the attestation has length 33, and the chain takes at most 32");
    let error = scene.chain.revoke_attestation(&scene.bob, tree.root(), None).unwrap_err();
    assert_eq!(error.name(), Some("UnknownAttestation"));
    let error = scene.chain.add_retrained_version(&scene.bob, 0, 1, [2; 32], layout().output.scale).unwrap_err();
    assert_eq!(error.name(), Some("NotOwner"));
}

fn names(included: &zkml_chain::Included) -> Vec<String> {
    included.events.iter().map(ToString::to_string).collect()
}

fn registers_and_verifies<C: Curve>() {
    let scene = Scene::<C>::new();
    let Registered { model, version, vk_hash, included } = scene.registered.clone();
    assert_eq!((model, version, included.block), (0, 1, 1));
    assert!(names(&included).contains(&"Zkml.ModelRegistered".into()));
    assert_eq!(vk_hash, scene.key.verifying_key().hash());
    let stored = scene.chain.model(model).unwrap().unwrap();
    assert_eq!(stored.owner, scene.alice.account());
    assert_eq!(stored.name.to_vec(), b"digits");
    let stored = scene.chain.version(model, version).unwrap().unwrap();
    assert_eq!((stored.curve, stored.vk_hash, stored.layout), (C::ID, vk_hash, layout()));
    assert_eq!(scene.chain.verifying_key(model, version).unwrap(), Some(scene.key.verifying_key().encode()));

    let submission = scene.submission();
    let submitted = scene.chain.submit_proof(&scene.bob, submission.clone()).unwrap();
    assert_eq!(submitted.included.block, 2);
    assert_eq!(submitted.output, submission.output);
    assert!(names(&submitted.included).contains(&"Zkml.ProofVerified".into()));
    assert!(submitted.included.weight.ref_time() > 1_000_000_000, "pairings take milliseconds");
    let receipt = scene.chain.receipt(submitted.statement).unwrap().unwrap();
    assert_eq!(receipt.account, scene.bob.account());
    assert_eq!((receipt.model, receipt.version, receipt.block), (model, version, 2));
    assert_eq!((receipt.subject, receipt.valid_until), (SUBJECT, submission.valid_until));
    assert!(receipt.has_output(&submission.output));
}

#[test]
fn registers_and_verifies_on_bn254() {
    registers_and_verifies::<Bn254>()
}

#[test]
fn registers_and_verifies_on_bls12_381() {
    registers_and_verifies::<Bls12_381>()
}

/// The estimate takes the longest encoding of every number of the call, so that it may be a few bytes too high, and all that
/// consumers may take, which is given back where they do not.
#[test]
fn the_estimate_of_a_fee_is_what_a_submission_pays() {
    let scene = Scene::<Bn254>::new();
    let Registered { model, version, .. } = scene.registered;
    let estimate = scene.chain.submission_fee(model, version).unwrap().unwrap();
    let paid = scene.chain.submit_proof(&scene.bob, scene.submission()).unwrap().included.fee;
    let consumers =
        <<zkml_runtime::Runtime as pallet_zkml::Config>::Consumers as pallet_zkml::Consumers<_, _>>::weight();
    let given_back = zkml_runtime::TransactionPayment::weight_to_fee(consumers);
    let of_bytes = 8 * zkml_runtime::FEE_PER_BYTE;
    assert!(paid < estimate, "no consumer has anything to do with the model");
    assert!((paid..=paid + of_bytes + given_back).contains(&estimate), "estimated {estimate}, paid {paid}");
    assert_eq!(scene.chain.submission_fee(model, version + 1).unwrap(), None);
}

#[test]
fn the_signer_pays_exactly_the_reported_fee() {
    let scene = Scene::<Bn254>::new();
    let before = scene.chain.free_balance(&scene.alice.account()).unwrap();
    let submission = scene.submission();
    // Alice relays what Bob proved: she pays and he is the one whom the receipt names.
    let submitted = scene.chain.submit_proof(&scene.alice, submission).unwrap();
    let after = scene.chain.free_balance(&scene.alice.account()).unwrap();
    assert!(submitted.included.fee > 0);
    assert_eq!(before - after, submitted.included.fee);
    let receipt = scene.chain.receipt(submitted.statement).unwrap().unwrap();
    assert_eq!(receipt.account, scene.bob.account());
}

#[test]
fn answers_for_what_does_not_exist() {
    let chain = development();
    assert_eq!(chain.block_number().unwrap(), 0);
    assert_eq!(chain.model(0).unwrap(), None);
    assert_eq!(chain.version(0, 1).unwrap(), None);
    assert_eq!(chain.verifying_key(0, 1).unwrap(), None);
    assert_eq!(chain.receipt([0; 32]).unwrap(), None);
    let nobody = Signer::from_secret("//Nobody").unwrap();
    assert_eq!(chain.free_balance(&nobody.account()).unwrap(), 0);
    assert_eq!(&*chain.runtime_version().unwrap().spec_name, "zkml");
    let context = chain.context(0, 1, &nobody.account(), SUBJECT, 10, None);
    assert_eq!(context, Err(ChainError::UnknownModel(0)));
    let scene = Scene::<Bn254>::new();
    let context = scene.chain.context(0, 3, &nobody.account(), SUBJECT, 10, None);
    assert_eq!(context, Err(ChainError::UnknownVersion { model: 0, version: 3, latest: 1 }));
}

#[test]
fn outlives_the_window_of_block_hashes() {
    let scene = Scene::<Bn254>::new();
    // Block hashes are pruned after 2400 blocks, and the first one must not be: every context holds it.
    scene.chain.advance(2_500).unwrap();
    scene.chain.submit_proof(&scene.bob, scene.submission()).unwrap();
}

mod reject {
    use super::*;

    /// The pallet's error by which a call failed, after checks of what every failure must say.
    fn refused<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
        let error = result.unwrap_err();
        assert!(!error.help().is_empty());
        let ChainError::Dispatch(failure) = &error else { panic!("{error:?}") };
        assert!(failure.fee > 0 && failure.block > 0 && !failure.refusal.reason.is_empty(), "{failure:?}");
        let name = format!("{}.{}", failure.refusal.pallet.as_ref().unwrap(), failure.refusal.name);
        assert!(error.to_string().starts_with(&name));
        name
    }

    fn invalid<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
        match result.unwrap_err() {
            ChainError::InvalidTransaction { name, .. } => name,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn fails_for_a_replayed_statement() {
        let scene = Scene::<Bn254>::new();
        let submission = scene.submission();
        scene.chain.submit_proof(&scene.bob, submission.clone()).unwrap();
        for signer in [&scene.bob, &scene.alice] {
            let result = scene.chain.submit_proof(signer, submission.clone());
            assert_eq!(refused(result), "Zkml.AlreadyVerified");
        }
    }

    #[test]
    fn fails_for_another_accounts_claim() {
        let scene = Scene::<Bn254>::new();
        let mut submission = scene.submission();
        submission.account = scene.alice.account();
        let result = scene.chain.submit_proof(&scene.alice, submission);
        assert_eq!(refused(result), "Zkml.InvalidProof");
    }

    #[test]
    fn fails_for_an_edited_output() {
        let scene = Scene::<Bn254>::new();
        let mut submission = scene.submission();
        submission.output[0][0] ^= 1;
        let result = scene.chain.submit_proof(&scene.bob, submission);
        assert_eq!(refused(result), "Zkml.InvalidProof");
    }

    #[test]
    fn fails_for_a_proof_of_another_chain() {
        let scene = Scene::<Bn254>::new();
        let submission = scene.submission();
        let other =
            EmbeddedChain::new(zkml_runtime::genesis::development([scene.alice.account(), scene.bob.account()]))
                .unwrap();
        assert_ne!(other.genesis_hash(), scene.chain.genesis_hash());
        other.register_model(&scene.alice, registration("digits", &scene.key)).unwrap();
        let result = other.submit_proof(&scene.bob, submission);
        assert_eq!(refused(result), "Zkml.InvalidProof");
    }

    #[test]
    fn fails_after_the_last_block() {
        let scene = Scene::<Bn254>::new();
        let submission = scene.submission();
        scene.chain.advance(10).unwrap();
        let result = scene.chain.submit_proof(&scene.bob, submission);
        assert_eq!(refused(result), "Zkml.Expired");
    }

    #[test]
    fn fails_for_a_name_that_is_taken_and_still_charges() {
        let scene = Scene::<Bn254>::new();
        let before = scene.chain.free_balance(&scene.alice.account()).unwrap();
        let result = scene.chain.register_model(&scene.alice, registration("digits", &scene.key));
        let fee = match &result {
            Err(ChainError::Dispatch(failure)) => failure.fee,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(result), "Zkml.NameTaken");
        let after = scene.chain.free_balance(&scene.alice.account()).unwrap();
        assert_eq!(before - after, fee);
    }

    #[test]
    fn names_the_errors_of_other_pallets_and_of_none() {
        let scene = Scene::<Bn254>::new();
        let call = RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
            dest: Signer::from_secret("//Nobody").unwrap().account().into(),
            value: 1,
        });
        let error = scene.chain.call(&scene.alice, call).unwrap_err();
        assert_eq!(error.to_string(), "Token(BelowMinimum): Account cannot exist with the funds that would be given");
        let call = RuntimeCall::Balances(pallet_balances::Call::force_adjust_total_issuance {
            direction: pallet_balances::AdjustmentDirection::Increase,
            delta: 1,
        });
        let error = scene.chain.call(&scene.alice, call).unwrap_err();
        assert_eq!(error.name(), Some("BadOrigin"));
        let call = RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code: vec![] });
        assert_eq!(refused(scene.chain.call(&scene.alice, call)), "System.NothingAuthorized");
    }

    #[test]
    fn fails_for_an_unfunded_signer() {
        let scene = Scene::<Bn254>::new();
        let nobody = Signer::from_secret("//Nobody").unwrap();
        let block = scene.chain.block_number().unwrap();
        assert_eq!(invalid(scene.chain.submit_proof(&nobody, scene.submission())), "Payment");
        assert_eq!(scene.chain.block_number().unwrap(), block, "an invalid transaction has no block");
    }

    #[test]
    fn fails_for_a_wrong_nonce() {
        let scene = Scene::<Bn254>::new();
        let next = scene.chain.nonce(&scene.alice.account()).unwrap();
        assert_eq!(next, 1);
        for (nonce, name) in [(next - 1, "Stale"), (next + 1, "Future")] {
            let call = scene.submission().into_call().unwrap();
            let transaction = sign(&scene.alice, call, &scene.chain.signing(nonce));
            assert_eq!(invalid(scene.chain.apply(transaction)), name);
        }
    }

    #[test]
    fn fails_for_a_transaction_that_was_sent_already() {
        let scene = Scene::<Bn254>::new();
        let call = scene.submission().into_call().unwrap();
        let next = scene.chain.nonce(&scene.bob.account()).unwrap();
        let transaction = sign(&scene.bob, call, &scene.chain.signing(next));
        scene.chain.apply(transaction.clone()).unwrap();
        assert_eq!(invalid(scene.chain.apply(transaction)), "Stale");
    }

    /// The signature covers genesis, version and birth block, none of which is in the transaction.
    #[test]
    fn fails_for_a_signature_on_other_terms() {
        let scene = Scene::<Bn254>::new();
        let next = scene.chain.nonce(&scene.bob.account()).unwrap();
        let good = scene.chain.signing(next);
        let mut genesis = good.clone();
        genesis.genesis_hash = [1; 32].into();
        let mut version = good.clone();
        version.version.spec_version += 1;
        let mut birth = good.clone();
        birth.birth.1 = [1; 32].into();
        for signing in [genesis, version, birth] {
            let call = scene.submission().into_call().unwrap();
            assert_eq!(invalid(scene.chain.apply(sign(&scene.bob, call, &signing))), "BadProof");
        }
        let call = scene.submission().into_call().unwrap();
        scene.chain.apply(sign(&scene.bob, call, &good)).unwrap();
    }

    #[test]
    fn fails_once_the_mortality_has_ended() {
        let scene = Scene::<Bn254>::new();
        let next = scene.chain.nonce(&scene.bob.account()).unwrap();
        let call = scene.submission().into_call().unwrap();
        let transaction = sign(&scene.bob, call, &scene.chain.signing(next));
        scene.chain.advance(70).unwrap();
        assert!(["BadProof", "AncientBirthBlock"].contains(&invalid(scene.chain.apply(transaction)).as_str()));
    }

    #[test]
    fn fails_for_what_no_chain_takes() {
        let scene = Scene::<Bn254>::new();
        let mut submission = scene.submission();
        submission.proof = vec![0; 193];
        let error = scene.chain.submit_proof(&scene.bob, submission).unwrap_err();
        assert_eq!(error, ChainError::TooLong { what: "proof", got: 193, max: 192 });
        let mut long = registration("digits", &scene.key);
        long.name = "n".repeat(65);
        let error = scene.chain.register_model(&scene.alice, long).unwrap_err();
        assert_eq!(error, ChainError::TooLong { what: "name of the model", got: 65, max: 64 });
        assert!(Signer::development("mallory").is_err());
        assert!(Signer::from_secret("not a secret").is_err());
    }
}
