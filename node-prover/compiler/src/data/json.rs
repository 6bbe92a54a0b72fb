//! JSON: a flat list is one row, a list of lists is rows, an object holds samples and labels by name.

use serde_json::{Map, Value};

use super::{Samples, Source, Table, LABELS, MAX_JSON_BYTES, MAX_VALUES, SAMPLES};
use crate::error::{printable_to, CompileError};

const SHAPE: &str = "write one row as [1, 2, …], several as [[1, 2, …], …], or {\"x\": rows, \"y\": labels}";

pub(super) fn read(source: Source, bytes: &[u8]) -> Result<Table, CompileError> {
    if bytes.len() > MAX_JSON_BYTES {
        return source.fail(
            format!("it has {} bytes, at most {MAX_JSON_BYTES} are read", bytes.len()),
            "save the samples as .npy or .npz",
        );
    }
    // The parser limits its own recursion.
    let value = serde_json::from_slice(bytes).map_err(|error| {
        // Python writes these, and JSON has no such numbers.
        let found = word_at(bytes, &error)
            .filter(|word| ["NaN", "Infinity", "-Infinity"].iter().any(|name| name.as_bytes() == *word));
        let problem = match found {
            Some(word) => {
                let word = String::from_utf8_lossy(word);
                format!("line {}, column {} is {word}", error.line(), error.column())
            }
            None => printable_to(&format!("it is not JSON: {error}"), 200),
        };
        source.error(problem, "use finite numbers and valid JSON")
    })?;
    match value {
        Value::Object(mut object) => {
            let samples = take(source, &mut object, SAMPLES)?;
            let labels = take(source, &mut object, LABELS)?;
            if samples.is_none() && labels.is_none() {
                return source.fail("it has neither `x` nor `y`", SHAPE);
            }
            Ok(Table {
                samples: samples.map(|v| numbers(source, v)).transpose()?,
                labels: labels.map(|v| numbers(source, v)).transpose()?,
            })
        }
        other => Ok(Table { samples: Some(numbers(source, other)?), labels: None }),
    }
}

/// The word around the place of an error, which lies on the first character that is wrong.
fn word_at<'a>(bytes: &'a [u8], error: &serde_json::Error) -> Option<&'a [u8]> {
    let line = bytes.split(|&b| b == b'\n').nth(error.line().checked_sub(1)?)?;
    let (before, after) = line.split_at_checked(error.column().checked_sub(1)?)?;
    let inside = |b: &u8| b.is_ascii_alphabetic() || *b == b'-';
    let start = before.iter().rposition(|b| !inside(b)).map_or(0, |i| i + 1);
    let end = after.iter().position(|b| !inside(b)).unwrap_or(after.len());
    Some(&line[start..before.len() + end])
}

/// The value under one of `names`; an error if several are there.
fn take(source: Source, object: &mut Map<String, Value>, names: &[&str]) -> Result<Option<Value>, CompileError> {
    let mut found = names.iter().filter_map(|name| Some((name, object.remove(*name)?)));
    match (found.next(), found.next()) {
        (Some((a, _)), Some((b, _))) => source.fail(format!("it has both `{a}` and `{b}`"), "keep one of them"),
        (first, _) => Ok(first.map(|(_, value)| value)),
    }
}

fn numbers(source: Source, value: Value) -> Result<Samples, CompileError> {
    let list = match value {
        Value::Array(list) => list,
        // One label for one row.
        single => return Ok(Samples::Flat(vec![number(source, &single, 0, 0)?])),
    };
    if list.len() > MAX_VALUES {
        return source.too_large();
    }
    if !list.iter().any(Value::is_array) {
        let each = list.iter().enumerate().map(|(column, v)| number(source, v, 0, column));
        return each.collect::<Result<_, _>>().map(Samples::Flat);
    }
    let mut rows = Vec::with_capacity(list.len());
    for (row, value) in list.iter().enumerate() {
        if !value.is_array() {
            return source.fail(format!("row {row} is not a list, others are"), SHAPE);
        }
        let mut values = Vec::new();
        flatten(source, value, row, &mut values)?;
        rows.push(values);
    }
    Ok(Samples::Rows(rows))
}

/// Appends the numbers of nested lists, in order.
fn flatten(source: Source, value: &Value, row: usize, into: &mut Vec<f64>) -> Result<(), CompileError> {
    match value {
        Value::Array(list) => list.iter().try_for_each(|inner| flatten(source, inner, row, into)),
        other => {
            into.push(number(source, other, row, into.len())?);
            Ok(())
        }
    }
}

fn number(source: Source, value: &Value, row: usize, column: usize) -> Result<f64, CompileError> {
    value.as_f64().ok_or_else(|| {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::String(_) => "a text",
            _ => "not a number",
        };
        let problem = format!("row {row}, column {column} is {found}, a number is expected");
        source.error(problem, SHAPE)
    })
}
