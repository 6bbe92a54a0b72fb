//! A runtime that calls the node for BLS12-381 and one that does not are one chain: calls have the same results and leave the
//! same state, and what a host function would trap on is refused before.

use super::*;
use crate::mock::in_runtime;

/// A result as it is encoded, and the root of the state after.
type Outcome = (Vec<u8>, Vec<u8>);

fn by_host(calls: &[(u64, Vec<u8>)]) -> Vec<Outcome> {
    new_test_ext().execute_with(|| {
        let outcome = |(who, call): &(u64, Vec<u8>)| {
            let call = RuntimeCall::decode(&mut &call[..]).unwrap();
            let result = call.dispatch_bypass_filter(RuntimeOrigin::signed(*who)).map(drop).map_err(|e| e.error);
            assert_ok!(Zkml::do_try_state());
            (result.encode(), sp_io::storage::root(sp_runtime::StateVersion::V1))
        };
        calls.iter().map(outcome).collect()
    })
}

fn by_runtime(calls: &[(u64, Vec<u8>)]) -> Vec<Outcome> {
    in_runtime::new_test_ext().execute_with(|| {
        let outcome = |(who, call): &(u64, Vec<u8>)| {
            let call = in_runtime::RuntimeCall::decode(&mut &call[..]).unwrap();
            let origin = in_runtime::RuntimeOrigin::signed(*who);
            let result = call.dispatch_bypass_filter(origin).map(drop).map_err(|e| e.error);
            assert_ok!(in_runtime::Zkml::do_try_state());
            (result.encode(), sp_io::storage::root(sp_runtime::StateVersion::V1))
        };
        calls.iter().map(outcome).collect()
    })
}

fn encoded(who: u64, call: Call<Test>) -> (u64, Vec<u8>) {
    (who, RuntimeCall::Zkml(call).encode())
}

#[test]
fn both_runtimes_are_one_chain() {
    type C = Bls12_381;
    // Submissions are made against a state like the one that the calls make.
    let (model, good) = new_test_ext().execute_with(|| {
        let model = Model::<C>::register(public_layout());
        let good: Vec<_> = (0..4).map(|i| model.submission_about([i; 32])).collect();
        (model, good)
    });
    let setup = Setup::Development;
    let register = |name: &[u8], vk: Vec<u8>| {
        let (name, vk) = (name.to_vec().try_into().unwrap(), vk.try_into().unwrap());
        encoded(OWNER, Call::register_model { name, curve: C::ID, vk, layout: public_layout(), setup, params: None })
    };
    let vk = model.vk.encode();
    let mut calls = vec![register(b"digits", vk.clone())];
    for (i, range) in points_in_key::<C>().into_iter().enumerate() {
        let (off, outside) = if is_g2::<C>(&range) {
            (near::<G2<C>>(false), near::<G2<C>>(true))
        } else {
            (near::<G1<C>>(false), near::<G1<C>>(true))
        };
        let mut junk = identity::<C>(&range);
        junk[range.len() / 2] = 1;
        for point in [off.unwrap(), outside.unwrap(), identity::<C>(&range), junk, vec![0xff; range.len()]] {
            let mut vk = vk.clone();
            vk[range.clone()].copy_from_slice(&point);
            calls.push(register(&[i as u8], vk));
        }
    }
    let with_proof = |proof| call(Submission { proof, ..good[0].clone() }).encode();
    let mut proofs = malformed_proofs::<C>(&good[0].proof);
    let [a, b, c] = points_in_proof::<C>();
    // Identities are points: in every place, and in all, which leaves a product without a factor.
    for ranges in [vec![a.clone()], vec![b.clone()], vec![c.clone()], vec![a.clone(), c.clone()], vec![a, b, c]] {
        let mut proof = good[0].proof.clone();
        for range in ranges {
            proof[range.clone()].copy_from_slice(&identity::<C>(&range));
        }
        proofs.push(proof);
    }
    proofs.extend([vec![0xff; 192], vec![0; 192]].map(|bytes| bytes.try_into().unwrap()));
    for proof in &proofs {
        calls.push((RELAYER, with_proof(proof.clone())));
        let bad = Submission { proof: proof.clone(), ..good[0].clone() };
        let batch = vec![good[1].clone(), bad].try_into().unwrap();
        calls.push(encoded(RELAYER, Call::submit_batch { batch }));
    }
    let refused = calls.len() - 1;
    calls.push((RELAYER, with_proof(good[1].proof.clone())));
    calls.push((RELAYER, call(good[0].clone()).encode()));
    calls.push(encoded(RELAYER, Call::submit_batch { batch: good[1..].to_vec().try_into().unwrap() }));
    let vk: KeyBytes = SimulatedKey::<C>::new(9, 1).verifying_key().encode().try_into().unwrap();
    calls.push(encoded(OWNER, Call::register_circuit { curve: C::ID, vk, setup }));
    let inputs = elements::<C>(&[5]);
    let proof: ProofBytes = SimulatedKey::<C>::new(9, 1).prove(&inputs, 1).try_into().unwrap();
    calls.push(encoded(PROVER, Call::submit_circuit_proof { circuit: 0, public_inputs: inputs, proof }));

    let outcomes = by_host(&calls);
    assert_eq!(outcomes, by_runtime(&calls));
    let ok = Ok::<(), DispatchError>(()).encode();
    let accepted: Vec<bool> = outcomes.iter().map(|(result, _)| *result == ok).collect();
    // The registration; then nothing; then all but the proof of another statement.
    assert!(accepted[0] && accepted[1..=refused].iter().all(|accepted| !accepted));
    assert_eq!(accepted[refused + 1..], [false, true, true, true, true]);
    let malformed = Err::<(), _>(DispatchError::from(Error::<Test>::MalformedProof)).encode();
    assert_eq!(outcomes.iter().filter(|(result, _)| *result == malformed).count(), 2 * (9 + 2));
}
