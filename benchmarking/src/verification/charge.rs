//! What a chain charges for a call, beside what the call takes: the runtime as Wasm, in this process, as a node executes it.
//!
//! The state is in memory, so that reads and writes cost next to nothing here and are told apart: a charge has a part for
//! the database, one for consumers that no model here concerns, and the rest, which is for computing and is what to compare.

use super::{
    measure::{median, processor_nanoseconds},
    Error,
};
use crate::reality::spared_by_consumers;
use frame_support::{derive_impl, weights::Weight};
use pallet_zkml::{
    weights::{SubstrateWeight, WeightInfo},
    Consumers,
};
use zkml_chain::{batch_call, Chain, ChainError, EmbeddedChain, Registration, RuntimeCall, Signer, Submission};
use zkml_primitives::{
    simulate::SimulatedKey, Bls12_381, Bn254, Curve, CurveId, Layout, Port, Scale, Setup, Shape, Statement, Visibility,
};
use zkml_runtime::Runtime;

/// Public inputs of the keys.
pub const INPUTS: u32 = 4;
/// Proofs of the batch.
pub const PROOFS: u32 = 16;
/// Charge for computing over time that is accepted. Wide, as weights were measured on some machine and this is some other.
pub const MARGIN: (f64, f64) = (0.8, 2.0);

/// What is told of every submission.
type Told = <Runtime as pallet_zkml::Config>::Consumers;

/// A runtime whose database costs nothing.
mod free {
    // The macro makes items without documentation, and asks for a feature that is a runtime's.
    #![allow(missing_docs, unexpected_cfgs)]
    use super::*;

    frame_support::construct_runtime!(
        pub enum Free {
            System: frame_system,
        }
    );

    #[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
    impl frame_system::Config for Free {
        type Block = frame_system::mocking::MockBlock<Free>;
    }
}

/// A call, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge {
    /// The curve.
    pub curve: CurveId,
    /// The call.
    pub call: String,
    /// Milliseconds that `BlockBuilder_apply_extrinsic` takes, of processor time.
    pub took: f64,
    /// Milliseconds that the chain charged, in all.
    pub charged: f64,
    /// Milliseconds of these that are for the database, and for telling consumers.
    pub apart: f64,
}

impl Charge {
    /// What is charged for computing over what computing takes.
    pub fn ratio(&self) -> f64 {
        (self.charged - self.apart) / self.took
    }
}

/// Measures registration, a proof and a batch on both curves, medians of so many repetitions.
pub fn charges(runtime: &[u8], repetitions: u32) -> Result<Vec<Charge>, Error> {
    if repetitions == 0 {
        return Err(Error::Repetitions);
    }
    let chain = EmbeddedChain::from_wasm(runtime)?;
    // The state of the first block knows the hash of none, so that no signature can be checked on it.
    chain.advance(1)?;
    let mut charges = charges_on::<Bn254>(&chain, repetitions)?;
    charges.extend(charges_on::<Bls12_381>(&chain, repetitions)?);
    Ok(charges)
}

/// Fails if a charge is not of its time.
pub fn check(charges: &[Charge]) -> Result<(), Error> {
    let (least, most) = MARGIN;
    match charges.iter().find(|charge| !(least..=most).contains(&charge.ratio())) {
        Some(charge) => Err(Error::Charge(charge.clone())),
        None => Ok(()),
    }
}

fn charges_on<C: Curve>(chain: &EmbeddedChain, repetitions: u32) -> Result<Vec<Charge>, Error> {
    let alice = Signer::development("alice")?;
    let key = SimulatedKey::<C>::new(1, INPUTS);
    let registration = Registration {
        name: format!("charged on {}", C::ID),
        curve: C::ID,
        vk: key.verifying_key().encode(),
        layout: layout(),
        setup: Setup::Development,
        params: None,
    };
    let model = chain.models()?.len() as u32;
    let submission = |subject: u8| submission(chain, &alice, &key, model, subject);
    let measure = |call: &str, apart: Weight, request: RuntimeCall| -> Result<Charge, Error> {
        let took = took(chain, &alice, call, &request, repetitions)?;
        let charged = chain.call(&alice, request)?.weight;
        Ok(Charge { curve: C::ID, call: call.into(), took, charged: ms(charged), apart: ms(apart) })
    };

    let registered = measure("register_model", database(C::ID, Call::Register), registration.into_call()?)?;
    let (genuine, forged) = submission(0)?;
    if !matches!(chain.dry_run(&forged), Err(ChainError::WouldFail(_))) {
        return Err(Error::Call { call: "submit_proof".into(), what: "accepts a forged proof".into() });
    }
    let told = Told::weight().saturating_sub(spared_by_consumers()?);
    let apart = database(C::ID, Call::Submit).saturating_add(told);
    let single = measure("submit_proof", apart, genuine.into_call()?)?;
    let proofs = (1..=PROOFS as u8).map(|subject| Ok(submission(subject)?.0)).collect::<Result<Vec<_>, Error>>()?;
    let apart = database(C::ID, Call::Batch).saturating_add(told.saturating_mul(PROOFS.into()));
    let batch = measure(&format!("submit_batch of {PROOFS}, one key"), apart, batch_call(proofs)?)?;
    Ok(vec![registered, single, batch])
}

/// Milliseconds of processor time that a call takes on the state after the best block, with all that a transaction is.
fn took(chain: &EmbeddedChain, signer: &Signer, call: &str, request: &RuntimeCall, times: u32) -> Result<f64, Error> {
    let transaction = chain.signed(signer, request, chain.nonce(&signer.account())?)?;
    let mut samples = Vec::new();
    // The first compiles the runtime, or touches memory for the first time.
    for _ in 0..=times {
        let start = processor_nanoseconds();
        let outcome = chain.ask("BlockBuilder_apply_extrinsic", &transaction)?;
        samples.push((processor_nanoseconds() - start) as f64 * 1e-6);
        // `Ok(Ok(()))`, as SCALE encodes it.
        if outcome != [0, 0] {
            return Err(Error::Call { call: call.into(), what: format!("fails with {outcome:?}") });
        }
    }
    Ok(median(samples.split_off(1)))
}

/// What a submission is, and the same with a proof of something else.
fn submission<C: Curve>(
    chain: &EmbeddedChain,
    signer: &Signer,
    key: &SimulatedKey<C>,
    model: u32,
    subject: u8,
) -> Result<(Submission, Submission), Error> {
    let (account, subject, valid_until) = (signer.account(), [subject; 32], chain.block_number()? + 100);
    let context = chain.context(model, 1, &account, subject, valid_until, None)?;
    let layout = layout();
    let pack = |value| {
        let integers = vec![value; layout.output.shape.len()];
        layout.output.pack(&integers).expect("both values have eight bits; qed")
    };
    let statement = |value| Statement {
        context: context.digest(),
        params: None,
        input: vec![],
        output: pack(value),
        nullifier: None,
    };
    let proof = |value| key.prove(&statement(value).public_inputs(), 1);
    let genuine = Submission {
        model,
        version: 1,
        account,
        subject,
        valid_until,
        input: vec![],
        output: pack(200),
        nullifier: None,
        attestation: None,
        proof: proof(200),
    };
    let forged = Submission { proof: proof(201), ..genuine.clone() };
    Ok((genuine, forged))
}

/// A private input, and an output of as many full elements as the public inputs leave beside the context.
fn layout() -> Layout {
    let port = |visibility, len| Port {
        visibility,
        shape: Shape::new(&[len]).expect("one short dimension is a shape; qed"),
        bits: 8,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout::new(port(Visibility::Private, 1), port(Visibility::Public, 31 * (INPUTS as usize - 1)))
}

enum Call {
    Register,
    Submit,
    Batch,
}

/// What of a call's weight is for the database: that by the runtime's prices less that by none.
fn database(curve: CurveId, call: Call) -> Weight {
    fn weight<W: WeightInfo>(curve: CurveId, call: &Call) -> Weight {
        match (call, curve) {
            (Call::Register, CurveId::Bn254) => W::register_model_bn254(INPUTS),
            (Call::Register, CurveId::Bls12_381) => W::register_model_bls12_381(INPUTS),
            (Call::Submit, CurveId::Bn254) => W::submit_proof_bn254(INPUTS),
            (Call::Submit, CurveId::Bls12_381) => W::submit_proof_bls12_381(INPUTS),
            (Call::Batch, CurveId::Bn254) => {
                W::submit_batch_distinct_bn254(1) + W::submit_batch_alike_bn254(PROOFS) - W::submit_batch_alike_bn254(1)
            }
            (Call::Batch, CurveId::Bls12_381) => {
                W::submit_batch_distinct_bls12_381(1) + W::submit_batch_alike_bls12_381(PROOFS)
                    - W::submit_batch_alike_bls12_381(1)
            }
        }
    }
    weight::<SubstrateWeight<Runtime>>(curve, &call).saturating_sub(weight::<SubstrateWeight<free::Free>>(curve, &call))
}

fn ms(weight: Weight) -> f64 {
    weight.ref_time() as f64 * 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_far_from_its_time_is_an_error() {
        let charge =
            |charged| Charge { curve: CurveId::Bn254, call: "submit_proof".into(), took: 4.0, charged, apart: 1.0 };
        assert!(check(&[charge(4.3), charge(8.9)]).is_ok());
        for (charged, ratio) in [(4.0, "0.75"), (9.4, "2.10")] {
            let error = check(&[charge(5.0), charge(charged)]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("submit_proof on bn254 charges {ratio} times")), "{error}");
        }
    }

    #[test]
    fn the_part_for_the_database_is_that_of_the_file() {
        let prices = <Runtime as frame_system::Config>::DbWeight::get();
        for curve in [CurveId::Bn254, CurveId::Bls12_381] {
            let [register, submit, batch] =
                [Call::Register, Call::Submit, Call::Batch].map(|call| database(curve, call).ref_time());
            // Nothing but whole reads and writes.
            let unit = prices.read.min(prices.write);
            assert_eq!([register % unit, submit % unit, batch % unit], [0; 3]);
            assert!(register >= prices.write && submit >= prices.read, "{register}, {submit}");
            // Each proof of a batch reads and writes its own mark.
            assert!(batch >= u64::from(PROOFS) * (prices.read + prices.write), "{batch}");
        }
    }
}
