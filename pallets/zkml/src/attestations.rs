//! Who vouches for committed inputs.
//!
//! A layout can ask that a committed input be attested: then a proof counts only with a path from the account and the
//! digest of its input to a root that an issuer published. This pallet checks the path. Where roots are kept, and what
//! has become of them, is up to whoever implements [`CheckAttestation`]. Which issuers are trusted is up to the consumers,
//! who find the issuer in [`Inference`](crate::Inference).

use crate::{Attestation, Config, Error, SubmissionOf};
use frame_support::{ensure, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, root_of},
    FieldBytes,
};

/// Why an attestation does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttestationProblem {
    /// The issuer has not published this root.
    Unknown,
    /// It has expired.
    Expired,
    /// The issuer has revoked it, or this leaf of it.
    Revoked,
}

/// What is known of the roots that issuers published.
pub trait CheckAttestation<AccountId, BlockNumber> {
    /// The most weight that [`CheckAttestation::check`] takes. It is charged with every submission that has an attestation.
    fn weight() -> Weight;

    /// Whether the issuer vouches for this leaf of the root in block `now`. That the leaf is below the root has been checked.
    fn check(issuer: &AccountId, root: &[u8; 32], leaf: &[u8; 32], now: BlockNumber) -> Result<(), AttestationProblem>;
}

/// Nobody vouches for anything.
impl<AccountId, BlockNumber> CheckAttestation<AccountId, BlockNumber> for () {
    fn weight() -> Weight {
        Weight::zero()
    }

    fn check(_: &AccountId, _: &[u8; 32], _: &[u8; 32], _: BlockNumber) -> Result<(), AttestationProblem> {
        Err(AttestationProblem::Unknown)
    }
}

impl<T: Config> From<AttestationProblem> for Error<T> {
    fn from(problem: AttestationProblem) -> Self {
        match problem {
            AttestationProblem::Unknown => Error::UnknownAttestation,
            AttestationProblem::Expired => Error::AttestationExpired,
            AttestationProblem::Revoked => Error::AttestationRevoked,
        }
    }
}

/// The leaf of an account and its committed input, if the path leads from there to the root.
pub(crate) fn covered<T: Config>(
    attestation: &Attestation<T::AccountId>,
    account: &T::AccountId,
    digest: &FieldBytes,
) -> Result<[u8; 32], Error<T>> {
    let leaf = leaf(&account_bytes(account), digest);
    ensure!(root_of(&leaf, &attestation.path) == attestation.root, Error::<T>::NotAttested);
    Ok(leaf)
}

/// Whether a submission has an attestation exactly where one is asked for. Looks at nothing else.
pub(crate) fn check_presence<T: Config>(submission: &SubmissionOf<T>, attested: bool) -> Result<(), Error<T>> {
    match (attested, &submission.attestation) {
        (true, None) => Err(Error::MissingAttestation),
        (false, Some(_)) => Err(Error::UnexpectedAttestation),
        _ => Ok(()),
    }
}

/// Whether the attestation of a submission, if there is one, covers its input and stands.
pub(crate) fn check<T: Config>(submission: &SubmissionOf<T>, now: BlockNumberFor<T>) -> Result<(), Error<T>> {
    let Some(attestation) = &submission.attestation else { return Ok(()) };
    // A layout that asks for an attestation has a committed input, which is one digest.
    let digest = submission.input.first().ok_or(Error::<T>::InputCount)?;
    let leaf = covered::<T>(attestation, &submission.account, digest)?;
    Ok(T::Attestations::check(&attestation.issuer, &attestation.root, &leaf, now)?)
}
