//! Tests of the pallet.
