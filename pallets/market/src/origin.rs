//! In whose name callbacks are called: nobody's but the answer's. A call that takes this origin takes nothing else that could
//! move somebody's funds, so that a requester cannot have a runtime do what its pallets did not mean to allow.

use crate::Answer;
use core::marker::PhantomData;
use frame_support::{pallet_prelude::*, traits::EnsureOrigin};

/// The origin of a callback.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum RawOrigin<AccountId> {
    /// An answer that was just verified and paid.
    Answered(Answer<AccountId>),
}

/// Lets answers in, and hands them on. Who asked is in [`Answer::requester`]: anybody can ask anything, so compare it.
pub struct EnsureAnswer<AccountId>(PhantomData<AccountId>);

impl<O, AccountId> EnsureOrigin<O> for EnsureAnswer<AccountId>
where
    O: Into<Result<RawOrigin<AccountId>, O>> + From<RawOrigin<AccountId>>,
    AccountId: Decode,
{
    type Success = Answer<AccountId>;

    fn try_origin(origin: O) -> Result<Self::Success, O> {
        origin.into().map(|RawOrigin::Answered(answer)| answer)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<O, ()> {
        let nobody = || {
            AccountId::decode(&mut sp_runtime::traits::TrailingZeroInput::zeroes())
                .expect("an account can be decoded from zeroes; qed")
        };
        Ok(RawOrigin::Answered(Answer {
            request: 0,
            requester: nobody(),
            prover: nobody(),
            model: 0,
            version: 1,
            statement: [0; 32],
            output: Default::default(),
        })
        .into())
    }
}
