//! `zkml demo`: the whole way on real data, from an ONNX file to a chain that accepts, and three attacks that it refuses.

use super::{
    compile::{describe, summary, Compared},
    setup::WARNING,
};
use crate::{
    args,
    error::{CliError, Code},
    files,
    ui::{hex, peak_rss_mb, seconds, size, Report, Ui},
};
use serde_json::json;
use std::time::{Duration, Instant};
use zkml_chain::{Chain, ChainError, EmbeddedChain, Included, Registration, Signer, Submission};
use zkml_circuits::{
    artifact::{encode_proving_key, Model, VerifyingKeyFile},
    groth16::{prove, setup, Proved},
    Inference,
};
use zkml_compiler::{
    compare, compile,
    data::{Dataset, Format},
    decide, dequantize,
    float::FloatModel,
    onnx::OnnxModel,
    quantize_input, CompileError, Options,
};
use zkml_primitives::{verify, with_curve, Curve, Setup, VerifyingKey};

const ONNX: &[u8] = include_bytes!("../../../models/digits-mlp/digits-mlp.onnx");
const CALIBRATION: &[u8] = include_bytes!("../../../models/digits-mlp/calibration.npz");
const TEST: &[u8] = include_bytes!("../../../models/digits-mlp/test.npz");

/// Pixels of a digit: 8 × 8 of 0 to 16.
const WIDTH: usize = 8;
const BRIGHTEST: f64 = 16.0;

/// What the demonstration's proof is for.
const SUBJECT: [u8; 32] = *b"zkml demo: which digit is this??";

pub fn run(args: &args::Demo, ui: &Ui) -> Result<Report, CliError> {
    let failed = |e| CliError::compile("compile the demonstration's model", e);
    let test = Dataset::from_bytes("test.npz", Format::Npz, TEST, WIDTH * WIDTH).map_err(failed)?;
    let Some(digit) = test.rows.get(args.sample) else {
        return Err(CliError::new(
            format!("choose test digit {}", args.sample),
            format!("there are {}", test.rows.len()),
            format!("give --sample a number from 0 to {}", test.rows.len() - 1),
            Code::Input,
        ));
    };
    let label = test.labels.as_ref().and_then(|labels| labels.get(args.sample)).copied();
    ui.say(&format!("Test digit {} of scikit-learn's handwritten digits:\n\n{}", args.sample, picture(digit)));

    let (compiled, compile_took) = ui.step("Compiling the ONNX model", |_| compile_digits(&test));
    let (model, compared) = compiled.map_err(failed)?;
    ui.say(&format!("1. Compile: {}\n", describe(&model, &compared)));
    with_curve!(model.curve, C => on_curve::<C>(args, ui, &model, &compared, compile_took, digit, label))
}

fn compile_digits(test: &Dataset) -> Result<(Model, Vec<Compared>), CompileError> {
    let calibration = Dataset::from_bytes("calibration.npz", Format::Npz, CALIBRATION, WIDTH * WIDTH)?;
    let model = compile(ONNX, &calibration, &Options::default(), |_| ())?;
    let float = FloatModel::new(&OnnxModel::parse(ONNX)?)?;
    let compared = vec![
        ("calibration", compare(&model, &float, &calibration, |_| ())?),
        ("test", compare(&model, &float, test, |_| ())?),
    ];
    Ok((model, compared))
}

fn on_curve<C: Curve>(
    args: &args::Demo,
    ui: &Ui,
    model: &Model,
    compared: &[Compared],
    compile_took: Duration,
    digit: &[f64],
    label: Option<i64>,
) -> Result<Report, CliError> {
    eprintln!("{WARNING}");
    let (key, setup_took) = ui.step("Making development keys", |_| setup::<C>(&model.circuit));
    let key = key.map_err(|e| CliError::prove("make the keys", e))?;
    let vk = VerifyingKeyFile::new(model, Setup::Development, key.verifying_key())
        .map_err(|e| CliError::new("make the keys", e.to_string(), "please report this", Code::Bug))?;
    let pk_bytes = encode_proving_key(model, Setup::Development, &key).len();
    let vk_bytes = vk.encode().len();
    ui.say(&format!(
        "2. Keys: proving key {}, verifying key {}, made in {:.2} s (development keys!)\n",
        size(pk_bytes),
        size(vk_bytes),
        setup_took.as_secs_f64()
    ));

    let chain = match &args.runtime {
        None => EmbeddedChain::development(),
        Some(path) => {
            let code = files::read(path, files::MAX_RUNTIME_BYTES)?;
            ui.step("Compiling the runtime", |_| EmbeddedChain::from_wasm(&code)).0
        }
    };
    let chain = chain.map_err(chain_failed("start the chain"))?;
    let [alice, bob, charlie] = ["alice", "bob", "charlie"].map(Signer::development);
    let signer = |signer: Result<Signer, ChainError>| signer.map_err(chain_failed("find the account"));
    let (alice, bob, charlie) = (signer(alice)?, signer(bob)?, signer(charlie)?);
    let genesis_hash = chain.genesis_hash().map_err(chain_failed("read the chain"))?;
    let registration = Registration {
        name: model.name.clone(),
        curve: model.curve,
        vk: vk.key.clone(),
        layout: vk.layout,
        setup: vk.setup,
        params: vk.params,
    };
    let registered = chain.register_model(&alice, registration).map_err(chain_failed("register the model"))?;
    ui.say(&format!(
        "3. Register: Alice registers model {} version {} on chain {}…\n{}\n",
        registered.model,
        registered.version,
        &hex(&genesis_hash)[..10],
        receipt(&registered.included)
    ));

    let valid_until = chain.block_number().map_err(chain_failed("read the chain"))? + 50;
    let context = chain
        .context(registered.model, registered.version, &bob.account(), SUBJECT, valid_until, None)
        .map_err(chain_failed("read the context"))?;
    let input =
        quantize_input(&model.circuit.layout().input, digit).map_err(|e| CliError::compile("use the digit", e))?;
    let started = Instant::now();
    let (proved, _) = ui.step("Proving", |_| prove(&model.circuit, &key, &context, &Inference::new(&input)));
    let prove_took = started.elapsed();
    let proved = proved.map_err(|e| CliError::prove("prove", e))?;
    let class = decide(model, &dequantize(&model.circuit.layout().output, &proved.output));
    let verify_ms = verify_milliseconds(key.verifying_key(), &proved)?;
    ui.say(&format!(
        "4. Prove: Bob's digit is a {class}{}; the proof takes {:.0} ms to make, {} bytes and {verify_ms:.2} ms to verify. \
         The pixels stay with Bob.\n",
        label.map_or_else(String::new, |label| format!(" (it is a {label})")),
        prove_took.as_secs_f64() * 1e3,
        proved.proof.len(),
    ));

    let submission = Submission {
        model: registered.model,
        version: registered.version,
        account: bob.account(),
        subject: SUBJECT,
        valid_until,
        input: proved.statement.input.clone(),
        output: proved.statement.output.clone(),
        nullifier: None,
        attestation: None,
        proof: proved.proof.clone(),
    };
    // Two forgeries are tried before the honest proof lands, so that nothing but verification can stop them.
    let mut edited = submission.clone();
    edited.output = edit(model, &proved.output, class)
        .map_err(|e| CliError::new("edit the output", e, "please report this", Code::Bug))?;
    let stolen = Submission { account: charlie.account(), ..submission.clone() };
    let mut rejected = vec![
        attack(&chain, &bob, "an edited output", edited)?,
        attack(&chain, &charlie, "another account claims the proof", stolen)?,
    ];
    let submitted = chain.submit_proof(&bob, submission.clone()).map_err(chain_failed("submit the proof"))?;
    let included = &submitted.included;
    rejected.push(attack(&chain, &bob, "the same proof a second time", submission)?);
    let attacks: Vec<String> = rejected.iter().map(|(attack, error)| format!("   {attack:<34} {error}")).collect();
    let text = format!(
        "5. Submit: ACCEPTED\n{}\n   statement {}\n\n6. Attacks, each refused by the chain:\n{}",
        receipt(included),
        hex(&submitted.statement),
        attacks.join("\n")
    );

    let mut json = summary(model, compared);
    let more = json!({
        "accepted": true,
        "block": included.block,
        "block_hash": hex(&included.block_hash),
        "statement": hex(&submitted.statement),
        "events": included.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "class": class,
        "label": label,
        "compile_seconds": seconds(compile_took),
        "setup_seconds": seconds(setup_took),
        "prove_seconds": seconds(prove_took),
        "verify_ms": (verify_ms * 1e3).round() / 1e3,
        "pk_bytes": pk_bytes,
        "vk_bytes": vk_bytes,
        "proof_bytes": proved.proof.len(),
        "charged_weight": included.weight.ref_time(),
        "charged_proof_size": included.weight.proof_size(),
        "fee": included.fee,
        "peak_rss_mb": peak_rss_mb(),
        "rejected": rejected
            .iter()
            .map(|(attack, error)| json!({ "attack": attack, "error": error }))
            .collect::<Vec<_>>(),
    });
    if let (Some(json), Some(more)) = (json.as_object_mut(), more.as_object()) {
        json.extend(more.clone());
    }
    Ok(Report::new(json, text))
}

/// Submits what must be refused, and returns the chain's error. That it is accepted is the worst that can happen.
fn attack(
    chain: &impl Chain,
    signer: &Signer,
    name: &str,
    submission: Submission,
) -> Result<(String, String), CliError> {
    match chain.submit_proof(signer, submission) {
        Ok(_) => Err(CliError::new(
            "keep out an attack",
            format!("the chain accepted {name}"),
            "this is a soundness bug; please report it at once",
            Code::Bug,
        )),
        // Only the runtime's own refusal counts as one.
        Err(ChainError::Dispatch(e)) => Ok((name.into(), e.to_string())),
        Err(e) => Err(chain_failed("try an attack")(e)),
    }
}

/// The output's elements with the greatest logit moved to another class.
fn edit(model: &Model, output: &[i64], class: i64) -> Result<Vec<zkml_primitives::FieldBytes>, String> {
    let mut edited = output.to_vec();
    let class = usize::try_from(class).map_err(|e| e.to_string())?;
    let other = (class + 1) % edited.len().max(1);
    if class >= edited.len() {
        return Err("the model has no such output".into());
    }
    edited.swap(class, other);
    model.circuit.layout().output.pack(&edited).map_err(|e| e.to_string())
}

/// The median of several verifications, in milliseconds.
fn verify_milliseconds<C: Curve>(key: &VerifyingKey<C>, proved: &Proved) -> Result<f64, CliError> {
    let public_inputs = proved.statement.public_inputs();
    let mut times = Vec::new();
    for _ in 0..9 {
        let started = Instant::now();
        verify(key, &public_inputs, &proved.proof)
            .map_err(|e| CliError::new("verify the proof", e.to_string(), "please report this", Code::Bug))?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

fn chain_failed(doing: &str) -> impl Fn(ChainError) -> CliError + '_ {
    move |e| CliError::chain(doing, e)
}

/// What a transaction left on the chain.
fn receipt(included: &Included) -> String {
    let events: Vec<String> = included.events.iter().map(ToString::to_string).collect();
    format!(
        "   block {}, events {}\n   charged weight {:.3} ms of execution, fee {:.6} UNIT",
        included.block,
        events.join(", "),
        included.weight.ref_time() as f64 / 1e9,
        included.fee as f64 / 1e12,
    )
}

/// A digit in shades, two characters a pixel.
fn picture(digit: &[f64]) -> String {
    const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
    let shade = |value: f64| {
        let step = (value / BRIGHTEST * (SHADES.len() - 1) as f64).round().clamp(0.0, 4.0);
        SHADES[step as usize]
    };
    let line = |row: &[f64]| -> String { row.iter().flat_map(|&value| [shade(value); 2]).collect() };
    digit.chunks(WIDTH).map(|row| format!("    {}\n", line(row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_drawn_eight_lines_high() {
        let drawn = picture(&[16.0; 64]);
        assert_eq!(drawn.lines().count(), 8);
        assert!(drawn.lines().all(|line| line == format!("    {}", "█".repeat(16))));
    }
}
