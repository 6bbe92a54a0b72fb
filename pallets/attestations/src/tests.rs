//! Happy cases first, then `mod reject`.

use crate::{mock::*, Attestation, AttestationOf, Attestations as Stored, Error, Event, RevokedLeaves, WeightInfo};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchResult, GetDispatchInfo},
    traits::{fungible::InspectHold, Hooks},
    weights::Weight,
};
use pallet_zkml::{AttestationProblem, CheckAttestation};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::{DispatchError, TokenError};
use std::collections::{btree_map::Entry, BTreeMap, BTreeSet};

const ISSUER: u64 = 1;
const OTHER: u64 = 2;
const STRANGER: u64 = 3;
const ROOT: [u8; 32] = [7; 32];
const LEAF: [u8; 32] = [1; 32];
const EXPIRES: u64 = 10;

fn signed(who: u64) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

fn attest(who: u64, root: [u8; 32]) -> DispatchResult {
    Attestations::attest(signed(who), root, EXPIRES)
}

fn revoke(who: u64, leaf: Option<[u8; 32]>) -> DispatchResult {
    Attestations::revoke(signed(who), ROOT, leaf)
}

fn check(issuer: u64, root: [u8; 32], leaf: [u8; 32]) -> Result<(), AttestationProblem> {
    <Attestations as CheckAttestation<u64, u64>>::check(&issuer, &root, &leaf, System::block_number())
}

fn held(who: u64) -> Balance {
    Balances::balance_on_hold(&AttestationHold::get(), &who)
}

/// What storing one attestation with so many revoked leaves costs, from what is stored.
fn price(leaves: usize) -> Balance {
    let attestation = 8 + 32 + AttestationOf::<Test>::max_encoded_len();
    ITEM_PRICE + BYTE_PRICE * (attestation + leaves * (8 + 32 + 32)) as Balance
}

/// Runs on a chain where the issuer has attested the root.
fn attested(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        assert_ok!(attest(ISSUER, ROOT));
        test();
        assert_ok!(Attestations::do_try_state());
    })
}

#[test]
fn can_attest() {
    attested(|| {
        System::assert_last_event(Event::Attested { issuer: ISSUER, root: ROOT, expires: EXPIRES }.into());
        let stored = Attestations::attestation(ISSUER, ROOT).unwrap();
        assert_eq!((stored.expires, stored.revoked, stored.revoked_leaves), (EXPIRES, false, 0));
        assert_eq!(held(ISSUER), price(0));
        assert_eq!(Balances::free_balance(ISSUER), ENDOWMENT - price(0));
        assert_eq!(check(ISSUER, ROOT, LEAF), Ok(()));
    });
}

#[test]
fn an_attestation_is_of_one_issuer_and_one_root() {
    attested(|| {
        assert_eq!(check(OTHER, ROOT, LEAF), Err(AttestationProblem::Unknown));
        assert_eq!(check(ISSUER, [8; 32], LEAF), Err(AttestationProblem::Unknown));
        assert_ok!(attest(OTHER, ROOT));
        assert_ok!(revoke(ISSUER, None));
        assert_eq!((check(ISSUER, ROOT, LEAF), check(OTHER, ROOT, LEAF)), (Err(AttestationProblem::Revoked), Ok(())));
    });
}

#[test]
fn counts_until_the_block_in_which_it_expires() {
    attested(|| {
        System::set_block_number(EXPIRES - 1);
        assert_eq!(check(ISSUER, ROOT, LEAF), Ok(()));
        System::set_block_number(EXPIRES);
        assert_eq!(check(ISSUER, ROOT, LEAF), Err(AttestationProblem::Expired));
    });
}

#[test]
fn can_revoke_all() {
    attested(|| {
        assert_ok!(revoke(ISSUER, None));
        System::assert_last_event(Event::Revoked { issuer: ISSUER, root: ROOT, leaf: None }.into());
        assert_eq!(check(ISSUER, ROOT, LEAF), Err(AttestationProblem::Revoked));
        // Nothing is released before it expires: until then the record is what keeps the root from coming back.
        assert_eq!(held(ISSUER), price(0));
        assert_noop!(attest(ISSUER, ROOT), Error::<Test>::AlreadyAttested);
    });
}

#[test]
fn can_revoke_leaves_one_by_one() {
    attested(|| {
        for (i, leaf) in [LEAF, [2; 32]].into_iter().enumerate() {
            assert_ok!(revoke(ISSUER, Some(leaf)));
            System::assert_last_event(Event::Revoked { issuer: ISSUER, root: ROOT, leaf: Some(leaf) }.into());
            assert_eq!(check(ISSUER, ROOT, leaf), Err(AttestationProblem::Revoked));
            assert!(Attestations::is_leaf_revoked(ISSUER, ROOT, leaf));
            assert_eq!(held(ISSUER), price(i + 1));
        }
        assert_eq!(check(ISSUER, ROOT, [3; 32]), Ok(()));
        // Of this root alone.
        assert_ok!(attest(ISSUER, [8; 32]));
        assert_eq!(check(ISSUER, [8; 32], LEAF), Ok(()));
        assert_ok!(revoke(ISSUER, None));
        assert_eq!(check(ISSUER, ROOT, [3; 32]), Err(AttestationProblem::Revoked));
    });
}

#[test]
fn anybody_can_remove_what_has_expired_and_the_issuer_has_the_hold() {
    attested(|| {
        assert_ok!(revoke(ISSUER, Some(LEAF)));
        assert_ok!(revoke(ISSUER, Some([2; 32])));
        System::set_block_number(EXPIRES);
        for (left, leaf) in [(1, LEAF), (0, [2; 32])] {
            assert_ok!(Attestations::remove_revoked_leaf(signed(STRANGER), ISSUER, ROOT, leaf));
            System::assert_last_event(Event::RevokedLeafRemoved { issuer: ISSUER, root: ROOT, leaf }.into());
            assert_eq!(held(ISSUER), price(left));
            assert_ok!(Attestations::do_try_state());
        }
        assert_ok!(Attestations::remove(signed(STRANGER), ISSUER, ROOT));
        System::assert_last_event(Event::Removed { issuer: ISSUER, root: ROOT }.into());
        assert_eq!((held(ISSUER), Balances::free_balance(ISSUER)), (0, ENDOWMENT));
        assert_eq!(Balances::free_balance(STRANGER), ENDOWMENT);
        assert_eq!((Stored::<Test>::iter().count(), RevokedLeaves::<Test>::iter().count()), (0, 0));
        assert_eq!(check(ISSUER, ROOT, LEAF), Err(AttestationProblem::Unknown));
        // The issuer starts over.
        assert_ok!(Attestations::attest(signed(ISSUER), ROOT, EXPIRES + 5));
        assert_eq!(check(ISSUER, ROOT, LEAF), Ok(()));
    });
}

#[test]
fn can_remove_what_was_revoked_and_has_expired() {
    attested(|| {
        assert_ok!(revoke(ISSUER, None));
        System::set_block_number(EXPIRES);
        assert_ok!(Attestations::remove(signed(STRANGER), ISSUER, ROOT));
        assert_eq!(held(ISSUER), 0);
    });
}

#[test]
fn calls_are_charged_what_was_measured() {
    type W = <Test as crate::Config>::WeightInfo;
    let (root, issuer, leaf) = (ROOT, ISSUER, LEAF);
    let charged = |call: crate::Call<Test>| call.get_dispatch_info().call_weight;
    assert_eq!(charged(crate::Call::attest { root, expires: 1 }), W::attest());
    assert_eq!(charged(crate::Call::revoke { root, leaf: None }), W::revoke());
    assert_eq!(charged(crate::Call::revoke { root, leaf: Some(leaf) }), W::revoke_leaf());
    assert_eq!(charged(crate::Call::remove { issuer, root }), W::remove());
    assert_eq!(charged(crate::Call::remove_revoked_leaf { issuer, root, leaf }), W::remove_revoked_leaf());
    let weight = <Attestations as CheckAttestation<u64, u64>>::weight();
    assert_eq!(weight, W::check());
    assert!(weight.all_gt(Weight::zero()));
}

#[test]
fn the_configuration_makes_sense() {
    new_test_ext().execute_with(<Attestations as Hooks<u64>>::integrity_test);
}

#[test]
#[should_panic(expected = "an issuer must be able to revoke one leaf at least")]
fn fails_where_no_leaf_can_be_revoked() {
    new_test_ext().execute_with(|| {
        LeafLimit::set(0);
        <Attestations as Hooks<u64>>::integrity_test();
    });
}

mod reject {
    use super::*;

    #[test]
    fn fails_to_attest_what_has_expired_already() {
        new_test_ext().execute_with(|| {
            System::set_block_number(5);
            for expires in [0, 4, 5] {
                assert_noop!(Attestations::attest(signed(ISSUER), ROOT, expires), Error::<Test>::Expired);
            }
            assert_ok!(Attestations::attest(signed(ISSUER), ROOT, 6));
            assert_ok!(Attestations::attest(signed(ISSUER), LEAF, u64::MAX));
        });
    }

    /// Attesting again would bring back what was revoked, or prolong what should expire.
    #[test]
    fn fails_to_attest_a_root_twice() {
        attested(|| {
            assert_noop!(Attestations::attest(signed(ISSUER), ROOT, EXPIRES + 1), Error::<Test>::AlreadyAttested);
            System::set_block_number(EXPIRES);
            assert_noop!(Attestations::attest(signed(ISSUER), ROOT, EXPIRES + 1), Error::<Test>::AlreadyAttested);
        });
    }

    #[test]
    fn fails_without_funds() {
        new_test_ext().execute_with(|| {
            assert_noop!(attest(77, ROOT), TokenError::FundsUnavailable);
            // The existential deposit stays free.
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), 77, price(0) + 1));
            assert_ok!(attest(77, ROOT));
            assert_noop!(revoke(77, Some(LEAF)), TokenError::FundsUnavailable);
            // Taking all of it back costs nothing more.
            assert_ok!(revoke(77, None));
        });
    }

    #[test]
    fn fails_to_revoke_what_is_not_the_signers() {
        attested(|| {
            for leaf in [None, Some(LEAF)] {
                assert_noop!(revoke(OTHER, leaf), Error::<Test>::UnknownAttestation);
            }
            assert_noop!(Attestations::revoke(signed(ISSUER), [8; 32], None), Error::<Test>::UnknownAttestation);
        });
    }

    #[test]
    fn fails_to_revoke_twice() {
        attested(|| {
            assert_ok!(revoke(ISSUER, Some(LEAF)));
            assert_noop!(revoke(ISSUER, Some(LEAF)), Error::<Test>::AlreadyRevoked);
            assert_ok!(revoke(ISSUER, None));
            for leaf in [None, Some(LEAF), Some([2; 32])] {
                assert_noop!(revoke(ISSUER, leaf), Error::<Test>::AlreadyRevoked);
            }
        });
    }

    #[test]
    fn fails_to_revoke_what_has_expired() {
        attested(|| {
            System::set_block_number(EXPIRES);
            for leaf in [None, Some(LEAF)] {
                assert_noop!(revoke(ISSUER, leaf), Error::<Test>::Expired);
            }
        });
    }

    #[test]
    fn fails_to_revoke_more_leaves_than_can_be() {
        attested(|| {
            for i in 0..MAX_REVOKED_LEAVES {
                assert_ok!(revoke(ISSUER, Some([i as u8; 32])));
            }
            assert_noop!(revoke(ISSUER, Some([9; 32])), Error::<Test>::TooManyRevokedLeaves);
            assert_ok!(revoke(ISSUER, None));
        });
    }

    /// While it counts, what is revoked must stay revoked, and what is held must stay held.
    #[test]
    fn fails_to_remove_what_has_not_expired() {
        attested(|| {
            assert_ok!(revoke(ISSUER, Some(LEAF)));
            for block in [1, EXPIRES - 1] {
                System::set_block_number(block);
                let leaf = Attestations::remove_revoked_leaf(signed(ISSUER), ISSUER, ROOT, LEAF);
                assert_noop!(leaf, Error::<Test>::NotExpired);
                assert_noop!(Attestations::remove(signed(ISSUER), ISSUER, ROOT), Error::<Test>::NotExpired);
            }
            assert_ok!(revoke(ISSUER, None));
            assert_noop!(Attestations::remove(signed(ISSUER), ISSUER, ROOT), Error::<Test>::NotExpired);
        });
    }

    /// Were marks left behind, the root would come back with leaves revoked that nobody can see or pay for.
    #[test]
    fn fails_to_remove_an_attestation_before_its_marks() {
        attested(|| {
            assert_ok!(revoke(ISSUER, Some(LEAF)));
            System::set_block_number(EXPIRES);
            assert_noop!(Attestations::remove(signed(STRANGER), ISSUER, ROOT), Error::<Test>::HasRevokedLeaves);
            let other = Attestations::remove_revoked_leaf(signed(STRANGER), ISSUER, ROOT, [2; 32]);
            assert_noop!(other, Error::<Test>::UnknownLeaf);
        });
    }

    #[test]
    fn fails_to_remove_what_is_not_there() {
        new_test_ext().execute_with(|| {
            let unknown = Error::<Test>::UnknownAttestation;
            assert_noop!(Attestations::remove(signed(STRANGER), ISSUER, ROOT), unknown);
            let leaf = Attestations::remove_revoked_leaf(signed(STRANGER), ISSUER, ROOT, LEAF);
            assert_noop!(leaf, Error::<Test>::UnknownAttestation);
        });
    }

    #[test]
    fn fails_without_a_signature() {
        new_test_ext().execute_with(|| {
            let root = RuntimeOrigin::root;
            assert_noop!(Attestations::attest(root(), ROOT, EXPIRES), DispatchError::BadOrigin);
            assert_noop!(Attestations::revoke(root(), ROOT, None), DispatchError::BadOrigin);
            assert_noop!(Attestations::remove(root(), ISSUER, ROOT), DispatchError::BadOrigin);
            let leaf = Attestations::remove_revoked_leaf(root(), ISSUER, ROOT, LEAF);
            assert_noop!(leaf, DispatchError::BadOrigin);
        });
    }
}

mod invariants {
    use super::*;

    fn broken(damage: fn(), message: &'static str) {
        new_test_ext().execute_with(|| {
            assert_ok!(attest(ISSUER, ROOT));
            assert_ok!(revoke(ISSUER, Some(LEAF)));
            assert_ok!(Attestations::do_try_state());
            damage();
            assert_eq!(Attestations::do_try_state(), Err(DispatchError::Other(message)));
        });
    }

    #[test]
    fn finds_an_attestation_that_miscounts_its_leaves() {
        let miscount = || Stored::<Test>::mutate(ISSUER, ROOT, |stored| stored.as_mut().unwrap().revoked_leaves = 2);
        broken(miscount, "an attestation does not know how many of its leaves are revoked");
    }

    #[test]
    fn finds_a_leaf_of_nothing() {
        broken(|| RevokedLeaves::<Test>::insert((OTHER, ROOT, LEAF), ()), "a revoked leaf belongs to nothing");
    }
}

/// Random calls of few issuers over few roots and leaves, against what the documentation says.
#[test]
fn goes_as_the_documentation_says() {
    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    type Known = BTreeMap<(u64, [u8; 32]), (u64, bool, BTreeSet<[u8; 32]>)>;

    new_test_ext().execute_with(|| {
        let (mut seed, mut known, mut answers) = (1, Known::new(), BTreeMap::new());
        for _ in 0..6_000 {
            let mut below = |bound| next(&mut seed) % bound;
            let now = System::block_number();
            let (who, issuer) = (1 + below(2), 1 + below(2));
            let (root, leaf) = ([below(2) as u8; 32], [below(4) as u8; 32]);
            let kind = below(6);
            let (result, expected) = match kind {
                0 => {
                    let expires = now + below(12);
                    let expected = if expires <= now {
                        Err(Error::Expired)
                    } else if let Entry::Vacant(entry) = known.entry((who, root)) {
                        entry.insert((expires, false, BTreeSet::new()));
                        Ok(())
                    } else {
                        Err(Error::AlreadyAttested)
                    };
                    (Attestations::attest(signed(who), root, expires), expected)
                }
                1 | 2 => {
                    let leaf = (kind == 2 || below(4) > 0).then_some(leaf);
                    let expected = match known.get_mut(&(who, root)) {
                        None => Err(Error::UnknownAttestation),
                        Some((expires, ..)) if *expires <= now => Err(Error::Expired),
                        Some((_, true, _)) => Err(Error::AlreadyRevoked),
                        Some((_, revoked, leaves)) => match leaf {
                            None => {
                                *revoked = true;
                                Ok(())
                            }
                            Some(leaf) if leaves.contains(&leaf) => Err(Error::AlreadyRevoked),
                            Some(_) if leaves.len() == MAX_REVOKED_LEAVES as usize => Err(Error::TooManyRevokedLeaves),
                            Some(leaf) => {
                                leaves.insert(leaf);
                                Ok(())
                            }
                        },
                    };
                    (Attestations::revoke(signed(who), root, leaf), expected)
                }
                3 => {
                    let expected = match known.get(&(issuer, root)) {
                        None => Err(Error::UnknownAttestation),
                        Some((expires, ..)) if *expires > now => Err(Error::NotExpired),
                        Some((.., leaves)) if !leaves.is_empty() => Err(Error::HasRevokedLeaves),
                        Some(_) => {
                            known.remove(&(issuer, root));
                            Ok(())
                        }
                    };
                    (Attestations::remove(signed(who), issuer, root), expected)
                }
                4 => {
                    let expected = match known.get_mut(&(issuer, root)) {
                        None => Err(Error::UnknownAttestation),
                        Some((expires, ..)) if *expires > now => Err(Error::NotExpired),
                        Some((.., leaves)) => leaves.remove(&leaf).then_some(()).ok_or(Error::UnknownLeaf),
                    };
                    (Attestations::remove_revoked_leaf(signed(who), issuer, root, leaf), expected)
                }
                _ => {
                    System::set_block_number(now + below(2));
                    (Ok(()), Ok(()))
                }
            };
            let expected = expected.map_err(|error: Error<Test>| DispatchError::from(error));
            assert_eq!(result, expected);
            *answers.entry((kind, format!("{result:?}"))).or_insert(0u32) += 1;

            assert_ok!(Attestations::do_try_state());
            let now = System::block_number();
            for issuer in 1..=2 {
                let of_issuer = known.range((issuer, [0; 32])..=(issuer, [0xff; 32]));
                let expected: Balance = of_issuer.map(|(_, (.., leaves))| price(leaves.len())).sum();
                assert_eq!(held(issuer), expected);
            }
            let standing = match known.get(&(issuer, root)) {
                None => Err(AttestationProblem::Unknown),
                Some((_, true, _)) => Err(AttestationProblem::Revoked),
                Some((expires, ..)) if *expires <= now => Err(AttestationProblem::Expired),
                Some((.., leaves)) if leaves.contains(&leaf) => Err(AttestationProblem::Revoked),
                Some(_) => Ok(()),
            };
            assert_eq!(check(issuer, root, leaf), standing);
        }
        // None of this is worth anything if nothing happens: every answer of every call was given.
        assert_eq!(answers.len(), 3 + 5 + 5 + 4 + 4 + 1, "{answers:#?}");
        assert!(answers.values().all(|count| *count >= 3), "{answers:#?}");
    });
}

#[test]
fn an_attestation_has_a_small_bounded_size() {
    assert_eq!(AttestationOf::<Test>::max_encoded_len(), 8 + 1 + 4 + 16);
    attested(|| {
        let stored: AttestationOf<Test> = Stored::<Test>::get(ISSUER, ROOT).unwrap();
        assert!(stored.encoded_size() <= AttestationOf::<Test>::max_encoded_len());
        let Attestation { expires, revoked, revoked_leaves, .. } = stored;
        assert_eq!((expires, revoked, revoked_leaves), (EXPIRES, false, 0));
    });
}
