//! Runtimes given as Wasm: what one of this source does, which the environment variable `ZKML_RUNTIME_WASM` names (and
//! `ZKML_NEXT_RUNTIME_WASM` one of its feature `next-version`), then `mod reject`. `tests/embedded.rs` runs on it as well.

use std::fs;
use zkml_chain::{Chain, ChainError, EmbeddedChain, RuntimeCall, RuntimeVersion, Signer, Weight};

fn blob(variable: &str) -> Vec<u8> {
    let path = std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} names no file"));
    fs::read(path).unwrap()
}

/// Everything that the state holds but for the code.
fn state(chain: &EmbeddedChain) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = chain.storage_pairs(&[]).unwrap().into_iter();
    pairs.filter(|(key, _)| key != b":code").collect()
}

#[test]
#[ignore = "needs ZKML_RUNTIME_WASM"]
fn the_preset_makes_the_state_that_the_native_chain_starts_from() {
    let wasm = EmbeddedChain::from_wasm(&blob("ZKML_RUNTIME_WASM")).unwrap();
    let native = EmbeddedChain::development().unwrap();
    assert_eq!(state(&wasm), state(&native));
    // A native runtime that is built together with the benchmarks answers them as well; every other API is in both.
    let (wasm_version, native_version) = (wasm.runtime_version().unwrap(), native.runtime_version().unwrap());
    assert!(wasm_version.apis.iter().all(|api| native_version.apis.contains(api)));
    let without_apis = |version| RuntimeVersion { apis: Default::default(), ..version };
    assert_eq!(without_apis(wasm_version), without_apis(native_version));
    assert_ne!(wasm.genesis_hash().unwrap(), native.genesis_hash().unwrap(), "the code is a part of the state");
}

#[test]
#[ignore = "needs ZKML_RUNTIME_WASM"]
fn a_trap_is_an_error_and_leaves_the_chain_as_it_was() {
    let chain = EmbeddedChain::from_wasm(&blob("ZKML_RUNTIME_WASM")).unwrap();
    chain.advance(1).unwrap();
    let before = state(&chain);
    let error = chain.ask("ZkmlApi_model", &[1]).unwrap_err();
    assert!(matches!(error, ChainError::Runtime { .. }));
    assert!(error.to_string().starts_with("the runtime failed in ZkmlApi_model: wasm trap"), "{error}");
    assert!(!error.to_string().contains("backtrace"), "{error}");
    let error = chain.ask("ZkmlApi_frobnicate", &[]).unwrap_err();
    assert!(error.to_string().contains("ZkmlApi_frobnicate"), "{error}");
    assert_eq!(state(&chain), before);
    chain.advance(1).unwrap();
    assert_eq!(chain.block_number().unwrap(), 2);
}

#[test]
#[ignore = "needs ZKML_RUNTIME_WASM and ZKML_NEXT_RUNTIME_WASM"]
fn an_upgrade_takes_effect_with_the_next_block() {
    let chain = EmbeddedChain::from_wasm(&blob("ZKML_RUNTIME_WASM")).unwrap();
    chain.advance(1).unwrap();
    let alice = Signer::development("alice").unwrap();
    let before = chain.runtime_version().unwrap().spec_version;
    let set_code = frame_system::Call::set_code { code: blob("ZKML_NEXT_RUNTIME_WASM") };
    let call = |call: RuntimeCall| {
        RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight { call: Box::new(call), weight: Weight::zero() })
    };
    let included = chain.call(&alice, call(set_code.into())).unwrap();
    assert!(included.events.iter().any(|event| event.to_string() == "System.CodeUpdated"), "{included:?}");
    assert_eq!(chain.runtime_version().unwrap().spec_version, before + 1);
    // The migrations of the new code run in the next block, and its version is signed for.
    let upgraded_at = frame_system::LastRuntimeUpgrade::<zkml_runtime::Runtime>::hashed_key();
    let last_upgrade = || chain.storage(&upgraded_at).unwrap();
    let genesis = last_upgrade();
    chain.advance(1).unwrap();
    assert_ne!(last_upgrade(), genesis);
    chain.call(&alice, frame_system::Call::remark { remark: vec![1] }.into()).unwrap();
}

mod reject {
    use super::*;
    use sp_maybe_compressed_blob::{compress_weakly, CODE_BLOB_BOMB_LIMIT};

    fn refused(blob: &[u8]) -> String {
        match EmbeddedChain::from_wasm(blob) {
            Err(error @ ChainError::NoRuntime(_)) => error.to_string(),
            Err(error) => panic!("{error:?}"),
            Ok(_) => panic!("it was taken"),
        }
    }

    #[test]
    fn fails_for_files_that_are_no_wasm() {
        for blob in [&b""[..], b"model", b"\x7fELF\x02\x01\x01", &[0; 1_000]] {
            assert!(refused(blob).starts_with("this is no runtime that can be executed: "), "{blob:?}");
        }
    }

    #[test]
    fn fails_for_wasm_that_is_no_runtime() {
        // A module with nothing in it.
        refused(b"\0asm\x01\0\0\0");
        // Cut off.
        refused(b"\0asm\x01\0\0\0\x01");
    }

    #[test]
    fn fails_for_what_does_not_decompress() {
        let mut blob = compress_weakly(&[0; 10_000], CODE_BLOB_BOMB_LIMIT).unwrap();
        blob.truncate(blob.len() - 4);
        assert!(refused(&blob).contains("Decompression"), "{}", refused(&blob));
    }

    #[test]
    fn fails_for_a_decompression_bomb() {
        let bomb = compress_weakly(&vec![0; CODE_BLOB_BOMB_LIMIT + 1], usize::MAX).unwrap();
        assert!(bomb.len() < 100_000);
        assert!(refused(&bomb).contains("PossibleBomb"), "{}", refused(&bomb));
    }
}
