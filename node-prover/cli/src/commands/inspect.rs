//! `zkml inspect`: what is in an ONNX file, and what of it is supported.

use crate::{
    args,
    error::CliError,
    files,
    ui::{table, Report},
};
use serde_json::json;
use zkml_compiler::{inspect, CompileError};

pub fn run(args: &args::Inspect) -> Result<Report, CliError> {
    let bytes = files::read(&args.onnx, files::MAX_MODEL_BYTES)?;
    let failed = |e: CompileError| CliError::compile(format!("inspect {}", args.onnx.display()), e);
    let inspection = inspect(&bytes).map_err(failed)?;
    let unsupported: Vec<&str> = inspection.unsupported().map(|node| node.name.as_str()).collect();
    let mut problem = None;
    if let Err(e) = inspection.model.as_ref() {
        // Not of a node: an input that is open, say. It is said beside the list.
        if unsupported.is_empty() {
            problem = Some(e);
        }
    }
    let shape = |shape: &Option<Vec<u64>>| match shape {
        Some(dims) => format!("{dims:?}"),
        None => "?".into(),
    };
    let rows: Vec<Vec<String>> = inspection
        .nodes
        .iter()
        .map(|node| {
            let output = node.outputs.first().map(|tensor| shape(&tensor.shape));
            let verdict = if node.supported { "yes" } else { "NO" };
            let reason = node.reason.clone().unwrap_or_default();
            vec![node.name.clone(), node.op.clone(), output.unwrap_or_default(), verdict.into(), reason]
        })
        .collect();
    let mut text = table(&["node", "operator", "output", "supported", ""], &rows);
    if let Ok(model) = &inspection.model {
        text += &format!(
            "\n\n  input  {} {:?}{}\n  output {} {:?}",
            model.input.name,
            model.input.shape,
            if model.batch_was_symbolic { ", the open batch size taken as 1" } else { "" },
            model.output.name,
            model.output.shape,
        );
    }
    if let Some(e) = problem {
        text += &format!("\n\n  cannot be compiled: {e}; {}", e.help());
    }
    let json = json!({
        "name": inspection.name,
        "opset": inspection.opset,
        "nodes": inspection.nodes,
        "unsupported": unsupported,
        "supported": inspection.model.is_ok(),
        "problem": problem.map(|e| json!({ "cause": e.to_string(), "help": e.help() })),
        "input": inspection.model.as_ref().ok().map(|model| json!({
            "name": model.input.name,
            "shape": model.input.shape,
            "batch_taken_as_1": model.batch_was_symbolic,
        })),
        "output": inspection.model.as_ref().ok().map(|model| json!({
            "name": model.output.name,
            "shape": model.output.shape,
        })),
    });
    Ok(Report::new(json, text))
}
