//! From an answer to a transfer.

use crate::{Action, ActionOf, AgentId, Agents, BalanceOf, Class, Config, Error, Event, Pallet};
use frame_support::{
    ensure,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{Fortitude::Polite, Preservation::Preserve},
    },
};
use pallet_zkml::VerifiedInference;
use pallet_zkml_market::Answer;
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
    /// See [`Pallet::decide`].
    pub fn do_decide(agent: AgentId, answer: &Answer<T::AccountId>) -> DispatchResult {
        let mut record = Agents::<T>::get(agent).ok_or(Error::<T>::UnknownAgent)?;
        let account = Self::account(agent);
        // Anybody can ask the market anything, with this call as the callback: the answer must be to what the agent asked.
        ensure!(answer.requester == account, Error::<T>::NotAskedByAgent);
        ensure!(record.pending == Some(answer.request), Error::<T>::NotPending);
        let asked = (record.policy.model, record.policy.version);
        ensure!((answer.model, answer.version) == asked, Error::<T>::WrongVersion);

        let port = T::Models::layout(answer.model, answer.version).ok_or(Error::<T>::UnknownVersion)?.output;
        let output = port.unpack(&answer.output).map_err(|_| Error::<T>::UnsupportedOutput)?;
        let &[class] = output.as_slice() else { return Err(Error::<T>::UnsupportedOutput.into()) };
        let class = Class::try_from(class).map_err(|_| Error::<T>::UnsupportedOutput)?;
        let action = record.policy.actions.get(class as usize).cloned().unwrap_or(Action::Nothing);

        // Before anything is paid, so that no answer counts twice.
        record.pending = None;
        record.decided = frame_system::Pallet::<T>::block_number();
        record.decision = Some(class);
        Agents::<T>::insert(agent, record);
        let paid = Self::act(&account, &action)?;
        Self::deposit_event(Event::Decided { agent, request: answer.request, class, action, paid });
        Ok(())
    }

    /// Acts with the funds of an agent's account, which stays open. Returns what was paid.
    fn act(account: &T::AccountId, action: &ActionOf<T>) -> Result<BalanceOf<T>, DispatchError> {
        let (to, amount) = match action {
            Action::Nothing => return Ok(Zero::zero()),
            Action::Pay { to, amount } => (to, *amount),
            Action::PayShare { to, share } => {
                (to, share.mul_floor(T::Currency::reducible_balance(account, Preserve, Polite)))
            }
        };
        T::Currency::transfer(account, to, amount, Preserve)
    }
}
