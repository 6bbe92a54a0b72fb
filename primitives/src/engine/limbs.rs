//! Field elements as the limbs that arithmetic works on, so that state is read by copying.

use alloc::vec::Vec;
use ark_ff::{BigInt, Field, Fp, FpConfig};
use core::marker::PhantomData;

/// A prime field element as the bytes of its internal (Montgomery) limbs, little end first.
pub trait Limbs: Sized + 'static {
    /// Bytes of an element.
    const BYTES: usize;

    /// Appends the limbs.
    fn write(&self, out: &mut Vec<u8>);

    /// The element of exactly [`Limbs::BYTES`] bytes. Limbs at or above the modulus are refused: arithmetic is only defined
    /// below it, and an inversion of the modulus itself would not end.
    fn read(bytes: &[u8]) -> Option<Self>;
}

impl<P: FpConfig<N>, const N: usize> Limbs for Fp<P, N> {
    const BYTES: usize = 8 * N;

    fn write(&self, out: &mut Vec<u8>) {
        for limb in self.0 .0 {
            out.extend(limb.to_le_bytes());
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != Self::BYTES {
            return None;
        }
        let mut limbs = [0u64; N];
        for (limb, bytes) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
            *limb = u64::from_le_bytes(bytes.try_into().ok()?);
        }
        let element = Self(BigInt(limbs), PhantomData);
        (!element.is_geq_modulus()).then_some(element)
    }
}

/// Appends an element of an extension field, coefficient by coefficient.
pub(crate) fn write<F: Field<BasePrimeField: Limbs>>(element: &F, out: &mut Vec<u8>) {
    for coefficient in element.to_base_prime_field_elements() {
        coefficient.write(out);
    }
}

/// Reads what [`write`] wrote.
pub(crate) fn read<F: Field<BasePrimeField: Limbs>>(bytes: &[u8]) -> Option<F> {
    if bytes.len() != bytes_of::<F>() {
        return None;
    }
    let coefficients =
        bytes.chunks_exact(F::BasePrimeField::BYTES).map(Limbs::read).collect::<Option<Vec<F::BasePrimeField>>>()?;
    F::from_base_prime_field_elems(coefficients)
}

/// Bytes of an element of an extension field.
pub(crate) fn bytes_of<F: Field<BasePrimeField: Limbs>>() -> usize {
    F::extension_degree() as usize * F::BasePrimeField::BYTES
}
