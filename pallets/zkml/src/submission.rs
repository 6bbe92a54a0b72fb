//! Submission: from an untrusted proof to an accepted statement.

use crate::{
    attestations, cost,
    keys::{self, on_curve},
    registry::{last_served, version},
    types::output_hash,
    AcceptInference, Acceptance, BatchOf, Call, Config, Consumers, Elements, Error, Event, Inference, KeyId, ModelId,
    Models, Pallet, PauseTarget, Paused, Receipts, Resumptions, RevokedKeys, Status, Submission, SubmissionOf,
    VersionNumber, VersionOf, Versions,
};
use alloc::{
    collections::{btree_map::Entry, BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{ensure, traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Zero, DispatchError};
use zkml_primitives::{
    account_bytes,
    batch::{verify_batch, BatchError, BatchItem},
    verify_prepared, Context, Curve, CurveId, FieldBytes, Nullifier, Port, Statement, VerifyError, Visibility,
};

/// A submission that has passed every check that needs no point.
pub(crate) struct Checked<T: Config> {
    submission: SubmissionOf<T>,
    version: VersionOf<T>,
    hash: [u8; 32],
    public_inputs: Vec<FieldBytes>,
}

impl<T: Config> Checked<T> {
    fn key(&self) -> KeyId {
        KeyId::Version(self.submission.model, self.version.key)
    }
}

/// A statement that was accepted just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its hash.
    pub statement: [u8; 32],
    /// The weight that is charged for telling consumers and was not taken.
    pub spared: Weight,
}

impl<T: Config> Pallet<T> {
    /// Verifies a proof and accepts its statement. See [`Pallet::submit_proof`].
    pub fn do_submit_proof(submission: SubmissionOf<T>) -> Result<Accepted, Error<T>> {
        let checked = Self::check_proof(submission)?;
        let statement = checked.hash;
        Self::mark(&checked);
        Ok(Accepted { statement, spared: Self::tell(checked) })
    }

    /// Verifies a batch as one, accepts its statements and returns the weight that is charged for telling consumers and was
    /// not taken. See [`Pallet::submit_batch`].
    pub fn do_submit_batch(batch: BatchOf<T>) -> Result<Weight, Error<T>> {
        ensure!(!batch.is_empty(), Error::<T>::EmptyBatch);
        let inputs = batch.iter().map(|submission| submission.public_inputs()).fold(0u32, u32::saturating_add);
        ensure!(inputs <= T::MaxBatchInputs::get(), Error::<T>::TooManyBatchInputs);

        let mut statements = BTreeSet::new();
        let mut checked = Vec::with_capacity(batch.len());
        for submission in batch {
            let item = Self::check_statement(submission)?;
            // Nothing is marked before everything is verified, so that a statement must not stand twice in a batch either.
            ensure!(statements.insert(item.hash), Error::<T>::AlreadyVerified);
            checked.push(item);
        }
        for curve in [CurveId::Bn254, CurveId::Bls12_381] {
            let items: Vec<_> = checked.iter().filter(|item| item.version.curve == curve).collect();
            if !items.is_empty() {
                on_curve!(T, curve, verify_items(&items))?;
            }
        }
        // All are marked before anybody is told of one: a consumer may submit proofs itself, and must not find a statement of
        // the batch still new.
        checked.iter().for_each(Self::mark);
        Ok(checked.into_iter().map(Self::tell).fold(Weight::zero(), |sum, spared| sum.saturating_add(spared)))
    }

    /// Verifies a proof without accepting its statement.
    pub(crate) fn check_proof(submission: SubmissionOf<T>) -> Result<Checked<T>, Error<T>> {
        let checked = Self::check_statement(submission)?;
        on_curve!(T, checked.version.curve, verify_one(&checked))?;
        Ok(checked)
    }

    /// As [`Pallet::do_submit_proof`], and leaves everything as it was: what the call would answer in this block.
    pub fn dry_run(submission: SubmissionOf<T>) -> Result<[u8; 32], Error<T>> {
        Self::check_proof(submission).map(|checked| checked.hash)
    }

    /// Every check that needs no point, cheapest first.
    fn check_statement(submission: SubmissionOf<T>) -> Result<Checked<T>, Error<T>> {
        ensure!(!Paused::<T>::get(), Error::<T>::Paused);
        let version = version::<T>(submission.model, submission.version)?;
        // The deadline of the statement before anything that reads further.
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(submission.valid_until >= now, Error::<T>::Expired);
        // The subtraction cannot underflow, where `now + MaxValidity` could overflow.
        ensure!(submission.valid_until - now <= T::MaxValidity::get(), Error::<T>::ValidityTooLong);
        match version.status {
            Status::Live => {}
            Status::Deprecated { since } => {
                ensure!(submission.valid_until <= last_served::<T>(since), Error::<T>::VersionDeprecated)
            }
            Status::Revoked => return Err(Error::VersionRevoked),
        }
        // Governance revoked the key, perhaps as that of another version: whoever can forge for one can for all.
        ensure!(!RevokedKeys::<T>::contains_key(version.vk_hash), Error::<T>::RevokedKey);
        // A model that is gone has revoked versions at most, which were refused above.
        let model = Models::<T>::get(submission.model).ok_or(Error::<T>::UnknownModel)?;
        ensure!(!model.paused, Error::<T>::Paused);
        // Both lengths also tie the charged weight to the curve and to the size of the key that is read below.
        ensure!(submission.proof.len() == version.curve.proof_bytes(), Error::<T>::ProofLength);
        match (version.layout.nullifier, submission.nullifier) {
            (true, None) => return Err(Error::MissingNullifier),
            (false, Some(_)) => return Err(Error::UnexpectedNullifier),
            _ => {}
        }
        attestations::check_presence(&submission, version.layout.attested)?;
        check_elements(&version.layout.input, &submission.input, Error::InputCount, Error::InputPacking)?;
        check_elements(&version.layout.output, &submission.output, Error::OutputCount, Error::OutputPacking)?;

        let statement = statement::<T>(&submission, &version)?;
        let hash = statement.hash();
        // By the statement and never by the proof's bytes: anyone can make another proof out of a valid one.
        ensure!(!Receipts::<T>::contains_key(hash), Error::<T>::AlreadyVerified);
        attestations::check(&submission, now)?;
        Ok(Checked { public_inputs: statement.public_inputs(), submission, version, hash })
    }

    /// Marks a verified statement as accepted.
    fn mark(checked: &Checked<T>) {
        Self::insert_receipt(checked.hash, &checked.submission, output_hash(&checked.submission.output));
    }

    /// Tells the consumers, and whoever reads events, of a statement that was just accepted. Returns what of their weight the
    /// consumers left over.
    fn tell(checked: Checked<T>) -> Weight {
        let Checked { submission, version, hash, .. } = checked;
        let inference = Inference {
            model: submission.model,
            version: submission.version,
            account: &submission.account,
            subject: submission.subject,
            valid_until: submission.valid_until,
            statement: hash,
            layout: &version.layout,
            params: version.params,
            issuer: submission.attestation.as_ref().map(|attestation| &attestation.issuer),
            nullifier: submission.nullifier,
            input: &submission.input,
            output: &submission.output,
        };
        let told = T::Consumers::notify(&inference);
        Self::deposit_event(Event::ProofVerified {
            model: submission.model,
            version: submission.version,
            account: submission.account,
            subject: submission.subject,
            statement: hash,
            output: submission.output,
        });
        for (consumer, error) in told.failed {
            Self::deposit_event(Event::ConsumerFailed { statement: hash, consumer, error });
        }
        T::Consumers::weight().saturating_sub(told.weight)
    }
}

/// The call that submits it alone, whose arguments are flat so that wallets show them.
impl<T: Config> From<SubmissionOf<T>> for Call<T> {
    fn from(submission: SubmissionOf<T>) -> Self {
        let Submission { model, version, account, subject, valid_until, input, output, nullifier, attestation, proof } =
            submission;
        Call::submit_proof {
            model,
            version,
            account,
            subject,
            valid_until,
            input,
            output,
            nullifier,
            attestation,
            proof,
        }
    }
}

impl<T: Config> AcceptInference<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn accept(submission: SubmissionOf<T>) -> Result<Acceptance<BlockNumberFor<T>>, DispatchError> {
        let version = version::<T>(submission.model, submission.version)?;
        ensure!(version.status != Status::Revoked, Error::<T>::VersionRevoked);
        ensure!(!RevokedKeys::<T>::contains_key(version.vk_hash), Error::<T>::RevokedKey);
        let statement = statement::<T>(&submission, &version)?.hash();
        // A receipt says that all else was in order when it was given.
        if let Some(receipt) = Receipts::<T>::get(statement) {
            return Ok(Acceptance { statement, block: receipt.block, newly: false, spared: Weight::zero() });
        }
        let Accepted { statement, spared } = Self::do_submit_proof(submission)?;
        Ok(Acceptance { statement, block: frame_system::Pallet::<T>::block_number(), newly: true, spared })
    }

    fn accept_weight(submission: &SubmissionOf<T>) -> Weight {
        let path = submission.attestation.as_ref().map(|attestation| attestation.path.len() as u32);
        cost::submission::<T>(submission.public_inputs(), submission.proof.len(), path)
    }

    fn interrupted_since(model: ModelId, number: VersionNumber, since: BlockNumberFor<T>) -> bool {
        let usable = Versions::<T>::get(model, number).is_some_and(|version| {
            version.status != Status::Revoked && !RevokedKeys::<T>::contains_key(version.vk_hash)
        });
        let paused = || Paused::<T>::get() || Models::<T>::get(model).is_none_or(|model| model.paused);
        let resumed = |target| Resumptions::<T>::get(target).is_some_and(|block| block > since);
        !usable || paused() || resumed(PauseTarget::Everything) || resumed(PauseTarget::Model(model))
    }

    fn vk_hash(model: ModelId, number: VersionNumber) -> Option<[u8; 32]> {
        Versions::<T>::get(model, number).map(|version| version.vk_hash)
    }

    fn max_validity() -> BlockNumberFor<T> {
        T::MaxValidity::get()
    }
}

fn verify_one<T: Config, C: Curve>(item: &Checked<T>) -> Result<(), Error<T>> {
    let key = keys::prepared::<T, C>(item.key())?;
    verify_prepared::<C>(&key, &item.public_inputs, &item.submission.proof).map_err(Error::from)
}

/// Verifies items of one curve as one. Each key is read once.
fn verify_items<T: Config, C: Curve>(items: &[&Checked<T>]) -> Result<(), Error<T>> {
    let mut prepared = BTreeMap::new();
    for item in items {
        if let Entry::Vacant(entry) = prepared.entry(item.key()) {
            entry.insert(keys::prepared::<T, C>(item.key())?);
        }
    }
    let batch = items
        .iter()
        .map(|item| {
            Ok(BatchItem {
                vk_hash: item.version.vk_hash,
                key: prepared.get(&item.key()).ok_or(Error::<T>::CorruptKey)?,
                public_inputs: &item.public_inputs,
                proof: &item.submission.proof,
            })
        })
        .collect::<Result<Vec<BatchItem<'_, C>>, Error<T>>>()?;
    verify_batch(&batch).map_err(|error| match error {
        BatchError::Item { error, .. } => Error::from(error),
        BatchError::Invalid => Error::InvalidBatch,
    })
}

/// Elements of a port must have its number, and those of a public port must be what packing makes of some tensor.
fn check_elements<T: Config>(
    port: &Port,
    elements: &Elements,
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
fn statement<T: Config>(submission: &SubmissionOf<T>, version: &VersionOf<T>) -> Result<Statement, Error<T>> {
    let context = Context {
        genesis_hash: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into(),
        model_id: submission.model,
        version: submission.version,
        vk_hash: version.vk_hash,
        account: account_bytes(&submission.account),
        subject: submission.subject,
        // A chain that counts past u64 would give two blocks one context.
        valid_until: submission.valid_until.try_into().map_err(|_| Error::<T>::ValidityTooLong)?,
        // Without it, whoever carries the proof could use the statement up with an attestation of their own.
        issuer: submission.attestation.as_ref().map(|attestation| account_bytes(&attestation.issuer)),
    };
    Ok(Statement {
        context: context.digest(),
        // From the registry: a prover who named it could run a model of their own.
        params: version.params,
        input: submission.input.to_vec(),
        output: submission.output.to_vec(),
        nullifier: submission.nullifier.map(|value| Nullifier { scope: context.scope(), value }),
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
