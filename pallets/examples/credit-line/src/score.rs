//! From a threshold that people understand to one that integers are compared with.

use sp_core::U256;
use sp_runtime::{FixedI128, FixedPointNumber};
use zkml_primitives::Port;

/// The least integer of the port that stands for `threshold` or more. To compare an output with it decides as comparing
/// the exact real numbers would: nothing is rounded but the threshold, once and upwards, to a number that the port has.
///
/// `None` where the threshold tells nothing apart, because no integer of the port reaches it or every one does.
pub fn least_integer(port: &Port, threshold: FixedI128) -> Option<i64> {
    // With real = mantissa · 2^exponent · (integer − zero_point) and threshold = inner / DIV, the least integer is
    // zero_point + ⌈inner / (DIV · mantissa · 2^exponent)⌉.
    let inner = threshold.into_inner();
    let (mantissa, exponent) = (port.scale.mantissa, port.scale.exponent);
    let by = u32::from(exponent.unsigned_abs());
    let mut numerator = U256::from(inner.unsigned_abs());
    let mut denominator = U256::from(FixedI128::DIV) * U256::from(mantissa);
    if exponent < 0 {
        // What overflows here is beyond every integer: the denominator has 92 bits at most.
        numerator = checked_shl(numerator, by)?;
    } else {
        // What overflows here exceeds every numerator, as does the greatest number: the quotient is between −1 and 1.
        denominator = checked_shl(denominator, by).unwrap_or(U256::MAX);
    }
    if denominator.is_zero() {
        return None;
    }
    let (quotient, remainder) = numerator.div_mod(denominator);
    let steps = i128::try_from(quotient).ok()?;
    let steps = match inner {
        // Towards zero, which is upwards.
        ..0 => -steps,
        _ => steps.checked_add(i128::from(!remainder.is_zero()))?,
    };
    let least = i64::try_from(steps.checked_add(port.zero_point.into())?).ok()?;
    let int = port.int_type()?;
    (int.min() < least && least <= int.max()).then_some(least)
}

fn checked_shl(value: U256, by: u32) -> Option<U256> {
    (value.is_zero() || by <= value.leading_zeros()).then(|| value << by)
}
