//! Circuits that are not models: any Groth16 key, verified against public inputs given as field elements.
//!
//! They have identifiers, storage, calls, events and receipts of their own, so that nobody takes a proof about some circuit
//! for an inference of a model. Nothing here says what the inputs mean, to whom a proof belongs or until when it holds: a
//! circuit that needs an owner, a purpose or a nullifier must have it among its public inputs, and its users must read it
//! there. Anyone can copy a proof out of the transaction pool and submit it first.

use crate::{
    keys::{self, check_key, on_curve},
    Circuit, CircuitId, CircuitOf, CircuitReceipt, CircuitReceipts, Circuits, Config, Elements, Error, Event, KeyBytes,
    KeyId, NextCircuitId, Pallet, ProofBytes, RevokedKeys,
};
use frame_support::{
    ensure,
    traits::{Consideration, Footprint},
};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::{DispatchError, DispatchResult};
use zkml_primitives::{verify_prepared, Curve, CurveId, FieldBytes, Setup};

/// What the mark of an accepted statement is keyed on: blake2-256 of a domain, the circuit and the public inputs, never
/// the proof, which can be re-randomized.
pub fn circuit_statement_hash(circuit: CircuitId, public_inputs: &[FieldBytes]) -> [u8; 32] {
    (*b"zkml/circuit-statement/v1", circuit, public_inputs).using_encoded(sp_io::hashing::blake2_256)
}

impl<T: Config> Pallet<T> {
    /// Registers a circuit and returns its identifier. See [`Pallet::register_circuit`].
    pub fn do_register_circuit(
        owner: T::AccountId,
        curve: CurveId,
        vk: KeyBytes,
        setup: Setup,
    ) -> Result<CircuitId, DispatchError> {
        let id = NextCircuitId::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::TooManyCircuits)?;
        let key = check_key::<T>(curve, vk)?;
        let (vk_hash, public_inputs) = (key.hash, key.public_inputs);
        let ticket = Some(T::Consideration::new(&owner, Self::circuit_footprint(key.bytes()))?);
        NextCircuitId::<T>::put(next);
        Circuits::<T>::insert(
            id,
            Circuit { owner: owner.clone(), curve, vk_hash, public_inputs, setup, paused: false, ticket },
        );
        key.store::<T>(KeyId::Circuit(id));
        Self::deposit_event(Event::CircuitRegistered { circuit: id, owner, vk_hash });
        Ok(id)
    }

    /// Verifies a proof, accepts its statement and returns the statement's hash. See [`Pallet::submit_circuit_proof`].
    pub fn do_submit_circuit_proof(
        submitter: T::AccountId,
        id: CircuitId,
        public_inputs: Elements,
        proof: ProofBytes,
    ) -> Result<[u8; 32], DispatchError> {
        let hash = Self::check_circuit_proof(id, &public_inputs, &proof)?;
        let ticket = T::Consideration::new(&submitter, Self::circuit_receipt_footprint())?;
        let block = frame_system::Pallet::<T>::block_number();
        CircuitReceipts::<T>::insert(id, hash, CircuitReceipt { submitter: submitter.clone(), block, ticket });
        Self::deposit_event(Event::CircuitProofVerified { circuit: id, submitter, statement: hash, public_inputs });
        Ok(hash)
    }

    /// Verifies a proof without accepting its statement, and returns the statement's hash.
    pub(crate) fn check_circuit_proof(
        id: CircuitId,
        public_inputs: &[FieldBytes],
        proof: &[u8],
    ) -> Result<[u8; 32], Error<T>> {
        ensure!(!crate::Paused::<T>::get(), Error::<T>::Paused);
        let circuit = Circuits::<T>::get(id).ok_or(Error::<T>::UnknownCircuit)?;
        ensure!(!is_revoked::<T>(&circuit), Error::<T>::CircuitRevoked);
        ensure!(!RevokedKeys::<T>::contains_key(circuit.vk_hash), Error::<T>::RevokedKey);
        ensure!(!circuit.paused, Error::<T>::Paused);
        // Both lengths also tie the charged weight to the curve and to the size of the key that is read below.
        ensure!(proof.len() == circuit.curve.proof_bytes(), Error::<T>::ProofLength);
        ensure!(public_inputs.len() == circuit.public_inputs as usize, Error::<T>::InputCount);
        let hash = circuit_statement_hash(id, public_inputs);
        ensure!(!CircuitReceipts::<T>::contains_key(id, hash), Error::<T>::AlreadyVerified);
        on_curve!(T, circuit.curve, verify(id, public_inputs, proof))?;
        Ok(hash)
    }

    /// What storing one receipt takes.
    pub(crate) fn circuit_receipt_footprint() -> Footprint {
        Footprint::from_parts(1, crate::CircuitReceiptOf::<T>::max_encoded_len())
    }

    /// See [`Pallet::remove_circuit`].
    pub fn do_remove_circuit(who: &T::AccountId, id: CircuitId) -> DispatchResult {
        let circuit = Circuits::<T>::get(id).ok_or(Error::<T>::UnknownCircuit)?;
        ensure!(circuit.owner == *who, Error::<T>::NotOwner);
        let Some(ticket) = circuit.ticket else { return Err(Error::<T>::CircuitRevoked.into()) };
        ticket.drop(&circuit.owner)?;
        Circuits::<T>::remove(id);
        keys::remove::<T>(KeyId::Circuit(id));
        Self::deposit_event(Event::CircuitRemoved { circuit: id });
        Ok(())
    }

    /// See [`Pallet::revoke_circuit`].
    pub fn do_revoke_circuit(id: CircuitId) -> DispatchResult {
        let mut circuit = Circuits::<T>::get(id).ok_or(Error::<T>::UnknownCircuit)?;
        let Some(ticket) = circuit.ticket.take() else { return Err(Error::<T>::CircuitRevoked.into()) };
        ticket.drop(&circuit.owner)?;
        keys::remove::<T>(KeyId::Circuit(id));
        let vk_hash = circuit.vk_hash;
        RevokedKeys::<T>::insert(vk_hash, ());
        Circuits::<T>::insert(id, circuit);
        Self::deposit_event(Event::CircuitRevoked { circuit: id, vk_hash });
        Ok(())
    }

    /// See [`Pallet::clear_circuit_receipt`].
    pub fn do_clear_circuit_receipt(id: CircuitId, statement: [u8; 32]) -> DispatchResult {
        // While proofs of the circuit are accepted, the mark is what keeps the statement from being accepted again.
        ensure!(Circuits::<T>::get(id).is_none_or(|circuit| is_revoked::<T>(&circuit)), Error::<T>::CircuitLive);
        let receipt = CircuitReceipts::<T>::take(id, statement).ok_or(Error::<T>::UnknownReceipt)?;
        receipt.ticket.drop(&receipt.submitter)?;
        Self::deposit_event(Event::CircuitReceiptCleared { circuit: id, statement });
        Ok(())
    }
}

fn is_revoked<T: Config>(circuit: &CircuitOf<T>) -> bool {
    circuit.ticket.is_none()
}

fn verify<T: Config, C: Curve>(id: CircuitId, public_inputs: &[FieldBytes], proof: &[u8]) -> Result<(), Error<T>> {
    let key = keys::prepared::<T, C>(KeyId::Circuit(id))?;
    verify_prepared::<C>(&key, public_inputs, proof).map_err(Error::from)
}
