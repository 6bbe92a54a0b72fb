//! What clients hand over as an input, checked against a model's port. No message repeats a value of it.

use crate::{bytes::Hex32, error::ApiError, models::Offered};
use zkml_compiler::quantize_input;
use zkml_primitives::{
    commitment::{commit, input_tag, Secret},
    encoding::decode_scalar,
    packing::PackError,
    with_curve, Curve, FieldBytes, LayoutError, Port,
};

const UNFIT: &str = "see the input of the model's layout in GET /v1/models";

fn unfit(message: impl Into<String>) -> ApiError {
    ApiError::unfit("input_unfit", message, UNFIT)
}

fn pack(e: &LayoutError) -> ApiError {
    unfit(match e {
        LayoutError::Pack(PackError::OutOfRange { index, min, max, .. }) => {
            format!("integer {index} is outside {min}..={max}")
        }
        LayoutError::Pack(
            e @ (PackError::Length { .. } | PackError::ElementCount { .. } | PackError::UnusedBits(_)),
        ) => e.to_string(),
        _ => "it does not fit the port".into(),
    })
}

/// Integers of a port.
pub fn integers(port: &Port, integers: Vec<i64>) -> Result<Vec<i64>, ApiError> {
    port.pack(&integers).map_err(|e| pack(&e))?;
    Ok(integers)
}

/// Real numbers, quantized as the model's inputs are.
pub fn values(port: &Port, values: &[f64]) -> Result<Vec<i64>, ApiError> {
    let expected = port.shape.len();
    if values.len() != expected {
        return Err(unfit(format!("expected {expected} values, got {}", values.len())));
    }
    quantize_input(port, values).map_err(|_| {
        let scale = port.scale.to_f64();
        let (min, max) = port.int_type().map_or((0, 0), |int| (int.min(), int.max()));
        let real = |integer: i64| (integer as f64 - port.zero_point as f64) * scale;
        unfit(format!("a value is outside {}..={}, which the model was compiled for", real(min), real(max)))
    })
}

/// Packed elements of a public port, as they stand on a chain.
pub fn elements(port: &Port, elements: &[Hex32]) -> Result<Vec<i64>, ApiError> {
    let elements: Vec<FieldBytes> = elements.iter().map(|element| element.0).collect();
    port.unpack(&elements).map_err(|e| pack(&e))
}

/// Either integers or real numbers.
pub fn either(
    port: &Port,
    integers_given: Option<Vec<i64>>,
    values_given: Option<Vec<f64>>,
) -> Result<Vec<i64>, ApiError> {
    match (integers_given, values_given) {
        (Some(given), None) => integers(port, given),
        (None, Some(given)) => values(port, &given),
        _ => {
            let help = "give one of `integers` and `values`";
            Err(ApiError::unfit("input_ambiguous", "the input is there twice, or not at all", help))
        }
    }
}

/// Refuses a digest that no field element of the model's curve is.
pub fn digest(offered: &Offered, digest: &Hex32) -> Result<(), ApiError> {
    let fits = with_curve!(offered.model.curve, C => decode_scalar::<<C as Curve>::Scalar>(&digest.0).is_ok());
    if fits {
        return Ok(());
    }
    let help = "take the digest that `zkml commit` prints";
    Err(ApiError::unfit("not_canonical", "the commitment is no element of the curve's scalar field", help))
}

/// The digest of an input under a salt.
pub fn committed(offered: &Offered, integers: &[i64], salt: &Secret) -> Result<Hex32, ApiError> {
    let layout = offered.layout();
    let broken = || unfit("the model's input cannot be committed to");
    let tag = input_tag(layout).ok_or_else(broken)?;
    let elements = match layout.input.int_type() {
        Some(int) => int.pack(integers).map_err(|e| pack(&LayoutError::Pack(e)))?,
        None => return Err(broken()),
    };
    let digest = with_curve!(offered.model.curve, C => commit::<C>(&tag, salt, &elements)).map_err(|_| broken())?;
    Ok(digest.into())
}
