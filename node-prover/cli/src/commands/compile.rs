//! `zkml compile`: from an ONNX file to a circuit.

use crate::{
    args,
    error::{CliError, Code},
    files,
    ui::{count, hex, seconds, size, table, Report, Ui},
};
use serde_json::{json, Value};
use std::path::Path;
use zkml_circuits::{artifact::Model, ops::Op};
use zkml_compiler::{
    compare, compile,
    data::{load_labels, Dataset},
    float::FloatModel,
    onnx::OnnxModel,
    retrain, Comparison, Options, Quantization,
};
use zkml_primitives::{commitment::domain, with_curve, FieldBytes, Params};

pub fn run(args: &args::Compile, ui: &Ui) -> Result<Report, CliError> {
    let failed = |e| CliError::compile(format!("compile {}", args.onnx.display()), e);
    let onnx = files::read(&args.onnx, files::MAX_MODEL_BYTES)?;
    let parsed = OnnxModel::parse(&onnx).map_err(failed)?;
    if parsed.batch_was_symbolic {
        eprintln!("the batch size of {} is open; taken as 1", args.onnx.display());
    }
    let width = parsed.input.width();
    let calibration = load(&args.calibration, args.labels.as_deref(), width)?;
    let test = match &args.test {
        Some(path) => Some(load(path, args.test_labels.as_deref(), width)?),
        None => None,
    };
    let stem = args.onnx.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = Options {
        name: args.name.clone().or_else(|| Some(parsed.name.clone()).filter(|n| !n.is_empty())).or(stem),
        curve: args.curve.into(),
        quantization: Quantization {
            input_bits: args.input_bits,
            weight_bits: args.weight_bits,
            activation_bits: args.activation_bits,
            input: args.input.into(),
            output: args.output.into(),
            params: args.params.into(),
            reveal: args.reveal.clone(),
            domain: [0; 32],
            attested: args.attested,
            nullifier: args.nullifier,
        },
        input_range: args.input_range,
    };
    let mut options = options;
    let domain_text = args.domain.clone().or_else(|| options.name.clone()).unwrap_or_default();
    options.quantization.domain = domain(&domain_text);
    if args.attested && !matches!(args.input, args::VisibilityArg::Committed) {
        return Err(CliError::new(
            format!("compile {}", args.onnx.display()),
            "only a committed input can be attested",
            "add --input committed",
            Code::Unsupported,
        ));
    }
    let architecture = args.architecture.as_deref().map(files::read_model).transpose()?;
    let (compiled, took) = ui.step("Compiling", |bar| {
        let rows = calibration.rows.len();
        let progress = |done| bar.set_message(format!("calibration row {done} of {rows}"));
        let model = match &architecture {
            Some(architecture) => retrain(&onnx, &calibration, architecture, &options, progress),
            None => compile(&onnx, &calibration, &options, progress),
        }?;
        let float = FloatModel::new(&parsed)?;
        let mut compared = Vec::new();
        for (name, data) in [("calibration", Some(&calibration)), ("test", test.as_ref())] {
            let Some(data) = data else { continue };
            let rows = data.rows.len();
            let comparison = compare(&model, &float, data, |done| {
                bar.set_message(format!("{name} row {done} of {rows}"));
            })?;
            compared.push((name, comparison));
        }
        Ok((model, compared))
    });
    let (model, compared) = compiled.map_err(failed)?;
    let out = files::beside(&args.onnx, args.out.as_ref(), "zkml");
    let data = [Some(&args.calibration), args.labels.as_ref(), args.test.as_ref(), args.test_labels.as_ref()];
    let inputs: Vec<&Path> =
        data.into_iter().flatten().chain([&args.onnx]).chain(&args.architecture).map(|path| path.as_path()).collect();
    // Committed parameters are the owner's secret, and so is their salt.
    let write = if model.circuit.parameters().is_some() { files::write_secret } else { files::write };
    write(&out, &model.encode(), &inputs)?;

    for warning in warnings(&compared) {
        ui.warn(&warning);
    }
    let mut json = summary(&model, &compared);
    json["seconds"] = json!(seconds(took));
    json["model"] = json!(out);
    let text = format!("{}\n\n  model written to {}", describe(&model, &compared), out.display());
    Ok(Report::new(json, text))
}

fn load(path: &Path, labels: Option<&Path>, width: usize) -> Result<Dataset, CliError> {
    let failed = |e| CliError::compile(format!("use the samples {}", path.display()), e);
    let mut data = Dataset::load(path, width).map_err(failed)?;
    if let Some(path) = labels {
        let labels =
            load_labels(path).map_err(|e| CliError::compile(format!("use the labels {}", path.display()), e))?;
        if labels.len() != data.rows.len() {
            return Err(CliError::new(
                format!("use the labels {}", path.display()),
                format!("there are {} labels for {} samples", labels.len(), data.rows.len()),
                "give one label for each sample, in the same order",
                Code::Data,
            ));
        }
        data.labels = Some(labels);
    }
    Ok(data)
}

/// Constraints of the linear layers: those that fold into their consumers have none.
fn linear_constraints(model: &Model) -> u64 {
    let cost = model.circuit.cost();
    let is_linear = |name: &str| {
        let mut nodes = model.circuit.graph().nodes.iter();
        nodes.any(|node| node.name == name && matches!(node.op, Op::Dense(_) | Op::Gemm(_)))
    };
    cost.layers.iter().filter(|layer| is_linear(&layer.name)).map(|layer| layer.constraints).sum()
}

/// A data set's name, and how the two models compare on it.
pub type Compared = (&'static str, Comparison);

/// What must be known before the integer model is trusted, with the data set that shows it.
fn warnings(compared: &[Compared]) -> Vec<String> {
    let of = |(name, comparison): &Compared| {
        comparison.warnings().into_iter().map(|warning| format!("{name} data: {warning}")).collect::<Vec<_>>()
    };
    compared.iter().flat_map(of).collect()
}

/// The digest of a model's parameters, where they are committed and known.
pub fn params_digest(model: &Model) -> Option<FieldBytes> {
    with_curve!(model.curve, C => model.circuit.params_digest::<C>().ok().flatten())
}

/// What committed parameters cost: their number, and the constraints that are there because of them.
fn params_cost(model: &Model) -> Option<(u64, u64)> {
    let circuit = &model.circuit;
    let count: usize = circuit.graph().params.iter().map(|param| param.shape.len()).sum();
    let bound = circuit.cost().layers.iter().filter(|layer| layer.op == "Params" || layer.op == "Gemm");
    (circuit.layout().params == Params::Committed).then(|| (count as u64, bound.map(|layer| layer.constraints).sum()))
}

/// The JSON of a compiled model.
pub fn summary(model: &Model, compared: &[Compared]) -> Value {
    let cost = model.circuit.cost();
    let layout = model.circuit.layout();
    let layers: Vec<Value> = cost
        .layers
        .iter()
        .map(|layer| {
            json!({
                "name": layer.name,
                "op": layer.op,
                "constraints": layer.constraints,
                "bits": layer.bits,
                "interval": [layer.interval.lo, layer.interval.hi],
            })
        })
        .collect();
    let port = |port: &zkml_primitives::Port| {
        json!({
            "visibility": port.visibility.name(),
            "shape": port.shape.dims().collect::<Vec<_>>(),
            "bits": port.bits,
            "signed": port.signed,
            "scale": port.scale.to_f64(),
        })
    };
    let worst = compared.iter().map(|(_, c)| c.max_abs_error).fold(0.0, f64::max);
    // The last data set is the test set where there is one.
    let last = compared.last().map(|(_, comparison)| comparison);
    json!({
        "name": model.name,
        "model_hash": hex(&model.hash()),
        "curve": model.curve.name(),
        "constraints": cost.constraints,
        "constraints_linear": linear_constraints(model),
        "witnesses": cost.witnesses,
        "public_inputs": cost.public_inputs,
        "layers": layers,
        "params": params_digest(model).map(|digest| hex(&digest)),
        "params_count": params_cost(model).map(|(count, _)| count),
        "params_constraints": params_cost(model).map(|(_, constraints)| constraints),
        "domain": hex(&layout.domain),
        "decision": model.decision,
        "attested": layout.attested,
        "nullifier": layout.nullifier,
        "input": port(&layout.input),
        "output": port(&layout.output),
        "max_abs_error": worst,
        "warnings": warnings(compared),
        "accuracy_float": last.and_then(|c| c.accuracy_float),
        "accuracy_integer": last.and_then(|c| c.accuracy_integer),
        "data": compared.iter().map(|(name, c)| json!({
            "name": name,
            "rows": c.rows,
            "out_of_range": c.out_of_range,
            "max_abs_error": c.max_abs_error,
            "mean_abs_error": c.mean_abs_error,
            "disagreements": c.disagreements,
            "accuracy_float": c.accuracy_float,
            "accuracy_integer": c.accuracy_integer,
        })).collect::<Vec<_>>(),
    })
}

/// The same for people.
pub fn describe(model: &Model, compared: &[Compared]) -> String {
    let cost = model.circuit.cost();
    let rows: Vec<Vec<String>> = cost
        .layers
        .iter()
        .map(|layer| {
            let bits = if layer.bits > 0 { layer.bits.to_string() } else { "-".into() };
            let interval = match layer.op {
                "Context" | "Nullifier" => "-".into(),
                _ => format!("{} … {}", layer.interval.lo, layer.interval.hi),
            };
            vec![layer.name.clone(), layer.op.into(), count(layer.constraints), bits, interval]
        })
        .collect();
    let mut text = format!(
        "model \"{}\" on {}\n\n{}\n\n  {} constraints, {} of them from linear layers; {} public inputs",
        model.name,
        model.curve,
        table(&["layer", "operator", "constraints", "bits", "proven interval"], &rows),
        count(cost.constraints),
        count(linear_constraints(model)),
        cost.public_inputs,
    );
    if let Some((params, constraints)) = params_cost(model) {
        text += &format!(
            "\n  {} parameters are bound to a digest and cost {} constraints, {:.1} each: with --params fixed they cost none, and \
             every retraining needs a setup",
            count(params),
            count(constraints),
            constraints as f64 / params.max(1) as f64,
        );
    }
    if let Some(digest) = params_digest(model) {
        text += &format!("\n  parameters {}", hex(&digest));
    }
    if let Some(decision) = &model.decision {
        text += &format!("\n  revealed: only `{decision}`");
    }
    let percent = |share: f64| format!("{:.2} %", share * 100.0);
    for (name, c) in compared {
        text += &format!("\n  {name}: {} samples", c.rows);
        if let (Some(float), Some(integer)) = (c.accuracy_float, c.accuracy_integer) {
            text += &format!(", accuracy float {} integer {}", percent(float), percent(integer));
        }
        text += &format!(", greatest error {:.4}, {} disagreements", c.max_abs_error, c.disagreements);
    }
    for warning in warnings(compared) {
        text += &format!("\n\n  WARNING: {warning}\n");
    }
    text += &format!("\n  {} of model file", size(model.encode().len()));
    text
}
