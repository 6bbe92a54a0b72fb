//! Submission: from an untrusted proof to an accepted statement.

use crate::{
    types::output_hash, Config, Elements, Error, Event, Keys, ModelId, Models, Pallet, ProofBytes, Receipt, Receipts,
    Version, VersionNumber, Versions,
};
use frame_support::{ensure, traits::Get, CloneNoBound, DebugNoBound};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Zero;
use zkml_primitives::{
    account_bytes, verify, with_curve, Context, FieldBytes, Port, Statement, VerifyError, VerifyingKey, Visibility,
};

/// A proof and what it claims.
#[derive(CloneNoBound, DebugNoBound)]
pub struct Submission<T: Config> {
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Whom the proof speaks for.
    pub account: T::AccountId,
    /// What the proof is for.
    pub subject: [u8; 32],
    /// The last block that accepts the statement.
    pub valid_until: BlockNumberFor<T>,
    /// Elements of the input port.
    pub input: Elements,
    /// Elements of the output port.
    pub output: Elements,
    /// Canonical bytes of the proof.
    pub proof: ProofBytes,
}

impl<T: Config> Pallet<T> {
    /// Verifies a proof, accepts its statement and returns the statement's hash. See [`Pallet::submit_proof`].
    pub fn do_submit_proof(submission: Submission<T>) -> Result<[u8; 32], Error<T>> {
        let version = Versions::<T>::get(submission.model, submission.version).ok_or_else(|| {
            if Models::<T>::contains_key(submission.model) {
                Error::<T>::UnknownVersion
            } else {
                Error::<T>::UnknownModel
            }
        })?;
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(submission.valid_until >= now, Error::<T>::Expired);
        // The subtraction cannot underflow, where `now + MaxValidity` could overflow.
        ensure!(submission.valid_until - now <= T::MaxValidity::get(), Error::<T>::ValidityTooLong);
        // Both lengths also tie the charged weight to the curve and to the size of the key that is read below.
        ensure!(submission.proof.len() == version.curve.proof_bytes(), Error::<T>::ProofLength);
        check_elements(&version.layout.input, &submission.input, Error::InputCount, Error::InputPacking)?;
        check_elements(&version.layout.output, &submission.output, Error::OutputCount, Error::OutputPacking)?;

        let statement = statement::<T>(&submission, &version)?;
        let hash = statement.hash();
        // By the statement and never by the proof's bytes: anyone can make another proof out of a valid one.
        ensure!(!Receipts::<T>::contains_key(hash), Error::<T>::AlreadyVerified);

        let vk = Keys::<T>::get(submission.model, submission.version).ok_or(Error::<T>::CorruptKey)?;
        with_curve!(version.curve, C => {
            let key = VerifyingKey::<C>::decode(&vk).map_err(|_| Error::<T>::CorruptKey)?;
            verify::<C>(&key, &statement.public_inputs(), &submission.proof)
        })
        .map_err(Error::<T>::from)?;

        let Submission { model, version, account, subject, valid_until, output, .. } = submission;
        Receipts::<T>::insert(
            hash,
            Receipt {
                model,
                version,
                account: account.clone(),
                subject,
                valid_until,
                block: now,
                output_hash: output_hash(&output),
            },
        );
        Self::deposit_event(Event::ProofVerified { model, version, account, subject, statement: hash, output });
        Ok(hash)
    }
}

/// Elements of a port must have its number, and those of a public port must be what packing makes of some tensor.
fn check_elements<T: Config>(
    port: &Port,
    elements: &[FieldBytes],
    count: Error<T>,
    packing: Error<T>,
) -> Result<(), Error<T>> {
    ensure!(port.elements().map_err(Error::<T>::from)? == elements.len(), count);
    if port.visibility == Visibility::Public {
        port.unpack(elements).map_err(|_| packing)?;
    }
    Ok(())
}

/// The statement that the proof must prove. Chain, key and the order of inputs come from here and not from the caller.
fn statement<T: Config>(submission: &Submission<T>, version: &Version) -> Result<Statement, Error<T>> {
    let context = Context {
        genesis_hash: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into(),
        model_id: submission.model,
        version: submission.version,
        vk_hash: version.vk_hash,
        account: account_bytes(&submission.account),
        subject: submission.subject,
        // A chain that counts past u64 would give two blocks one context.
        valid_until: submission.valid_until.try_into().map_err(|_| Error::<T>::ValidityTooLong)?,
    };
    Ok(Statement {
        context: context.digest(),
        params: None,
        input: submission.input.to_vec(),
        output: submission.output.to_vec(),
    })
}

impl<T: Config> From<VerifyError> for Error<T> {
    fn from(error: VerifyError) -> Self {
        match error {
            // The elements were counted against the layout, and the key was when it was registered.
            VerifyError::InputCount { .. } => Error::CorruptKey,
            VerifyError::InputNotCanonical(_) => Error::ElementNotCanonical,
            VerifyError::Proof(_) => Error::MalformedProof,
            VerifyError::Invalid => Error::InvalidProof,
        }
    }
}
