//! `zkml infer`: the integer model, which is what gets proved, with the float model beside it.

use super::{float_model, load_input};
use crate::{
    args,
    error::{CliError, Code},
    files,
    ui::{table, Report},
};
use serde_json::json;
use zkml_compiler::{decide, decision, dequantize, run_float};

pub fn run(args: &args::Infer) -> Result<Report, CliError> {
    let model = files::read_model(&args.model)?;
    let input = load_input(&args.input, &model)?;
    let integers = model.circuit.output(&input.integers).map_err(|e| {
        let help = "give the input that the model was compiled for";
        CliError::new("run the integer model", e.to_string(), help, Code::Input)
    })?;
    let real = dequantize(&model.circuit.layout().output, &integers);
    let float = run_float(&float_model(&model)?, &input.sample.values)
        .map(|float| decision(&model, float))
        .map_err(|e| CliError::compile("run the float model", e))?;
    let error = real.iter().zip(&float).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    let (class, class_float) = (decide(&model, &real), decide(&model, &float));
    let rows: Vec<Vec<String>> = integers
        .iter()
        .zip(&real)
        .zip(&float)
        .enumerate()
        .map(|(i, ((q, real), float))| {
            vec![i.to_string(), String::new(), q.to_string(), format!("{real:.5}"), format!("{float:.5}")]
        })
        .collect();
    let text = format!(
        "{}\n\n  class {class} (float {class_float}), greatest difference {error:.5}",
        table(&["output", "", "integer", "real", "float"], &rows)
    );
    let json = json!({
        "outputs_integer": integers,
        "outputs_real": real,
        "outputs_float": float,
        "max_abs_error": error,
        "class": class,
        "class_float": class_float,
        "label": input.sample.label,
    });
    Ok(Report::new(json, text))
}
