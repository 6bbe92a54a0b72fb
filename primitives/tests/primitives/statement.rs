//! The statement: the order of the public inputs, and digests that another implementation can compute.
//!
//! Golden values are from Python, where `h = lambda b: hashlib.blake2b(b, digest_size=32).digest()`; each test gives the
//! preimage. They change only together with the version in the domain.

use ark_ff::PrimeField;
use std::collections::BTreeSet;
use zkml_primitives::{
    account_bytes, encoding::decode_scalar, Bls12_381, Bn254, Context, Curve, FieldBytes, Nullifier, Statement,
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn element(fill: u8) -> FieldBytes {
    let mut bytes = [fill; 32];
    bytes[31] = 0;
    bytes
}

const CONTEXT: Context = Context {
    genesis_hash: [1; 32],
    model_id: 2,
    version: 3,
    vk_hash: [4; 32],
    account: [5; 32],
    subject: [6; 32],
    valid_until: 7,
    issuer: None,
};

/// With `c = b"zkml/context/v2" + bytes([1]*32) + struct.pack("<I", 2) + struct.pack("<I", 3) + bytes([4]*32) +
/// bytes([5]*32) + bytes([6]*32) + struct.pack("<Q", 7)`: `h(c + b"\0")[:31] + b"\0"`, and with an issuer
/// `h(c + b"\1" + bytes([8]*32))[:31] + b"\0"`
#[test]
fn the_context_digest_is_pinned() {
    assert_eq!(hex(&CONTEXT.digest()), "fe703b6c1a82817673f6b339aebb295e8d9ac08412b2528f3ba0fee2d9cbd400");
    let attested = Context { issuer: Some([8; 32]), ..CONTEXT };
    assert_eq!(hex(&attested.digest()), "c2662c24298a0624d18b9c57d35dd6a646c4c247c0a786b5abdcce72a0652400");
}

/// `h(b"zkml/context/v2" + bytes(4*32 + 16) + b"\0")[:31] + b"\0"`
#[test]
fn the_digest_of_an_empty_context_is_pinned() {
    assert_eq!(hex(&Context::default().digest()), "9eacb3fc30add79332bf0ddfb656d833378b47e432e8d7f22ef7f3ae66dca700");
}

/// Replay on another chain, of another model, another version, another key, account, subject or time.
#[test]
fn every_field_of_the_context_changes_its_digest() {
    let changed = [
        CONTEXT,
        Context { genesis_hash: [0; 32], ..CONTEXT },
        Context { model_id: 3, ..CONTEXT },
        Context { version: 2, ..CONTEXT },
        Context { model_id: 3, version: 2, ..CONTEXT },
        Context { vk_hash: [5; 32], ..CONTEXT },
        Context { account: [4; 32], ..CONTEXT },
        Context { vk_hash: [5; 32], account: [4; 32], ..CONTEXT },
        Context { subject: [5; 32], ..CONTEXT },
        Context { account: [6; 32], subject: [5; 32], ..CONTEXT },
        Context { valid_until: 8, ..CONTEXT },
        Context { valid_until: 7 << 32, ..CONTEXT },
        Context { issuer: Some([0; 32]), ..CONTEXT },
        Context { issuer: Some([5; 32]), ..CONTEXT },
    ];
    let digests: BTreeSet<FieldBytes> = changed.iter().map(Context::digest).collect();
    assert_eq!(digests.len(), changed.len());
}

/// And so does every single bit of each field.
#[test]
fn every_bit_of_the_context_changes_its_digest() {
    let flip = |bytes: &[u8; 32], bit: usize| {
        let mut bytes = *bytes;
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    let mut digests = BTreeSet::from([CONTEXT.digest()]);
    let mut count = 1;
    let mut add = |context: Context| {
        count += 1;
        digests.insert(context.digest());
    };
    for bit in 0..256 {
        add(Context { genesis_hash: flip(&CONTEXT.genesis_hash, bit), ..CONTEXT });
        add(Context { vk_hash: flip(&CONTEXT.vk_hash, bit), ..CONTEXT });
        add(Context { account: flip(&CONTEXT.account, bit), ..CONTEXT });
        add(Context { subject: flip(&CONTEXT.subject, bit), ..CONTEXT });
    }
    for bit in 0..32 {
        add(Context { model_id: CONTEXT.model_id ^ 1 << bit, ..CONTEXT });
        add(Context { version: CONTEXT.version ^ 1 << bit, ..CONTEXT });
    }
    for bit in 0..64 {
        add(Context { valid_until: CONTEXT.valid_until ^ 1 << bit, ..CONTEXT });
    }
    assert_eq!(digests.len(), count);
}

/// Below 2²⁴⁸, so that it is one canonical element of either field.
#[test]
fn the_context_digest_fits_every_field() {
    fn decodes<C: Curve>(bytes: &FieldBytes) {
        assert!(decode_scalar::<C::Scalar>(bytes).is_ok());
        assert!(C::Scalar::MODULUS_BIT_SIZE > 248);
    }
    for model_id in 0..1000 {
        let digest = Context { model_id, ..CONTEXT }.digest();
        assert_eq!(digest[31], 0);
        decodes::<Bn254>(&digest);
        decodes::<Bls12_381>(&digest);
    }
}

#[test]
fn the_order_of_the_public_inputs_is_pinned() {
    let statement = Statement {
        context: element(1),
        params: Some(element(2)),
        input: vec![element(3), element(4)],
        output: vec![element(5), element(6)],
        nullifier: None,
    };
    assert_eq!(statement.public_inputs(), [1, 2, 3, 4, 5, 6].map(element));
    let nullifier = Some(Nullifier { scope: element(7), value: element(8) });
    let anonymous = Statement { nullifier, ..statement.clone() };
    assert_eq!(anonymous.public_inputs(), [1, 2, 3, 4, 5, 6, 7, 8].map(element));
    let fixed = Statement { params: None, ..statement.clone() };
    assert_eq!(fixed.public_inputs(), [1, 3, 4, 5, 6].map(element));
    let private = Statement { input: vec![], ..fixed };
    assert_eq!(private.public_inputs(), [1, 5, 6].map(element));
}

/// With `e = lambda n: bytes([n]*31) + b"\0"` and the context digest `d`:
/// `h(b"zkml/statement/v2" + d + b"\1" + e(8) + bytes([2*4]) + e(9) + e(10) + bytes([1*4]) + e(11) + b"\1" + e(12) + e(13))` (SCALE: an option's
/// byte, a length times four)
#[test]
fn the_statement_hash_is_pinned() {
    let statement = Statement {
        context: CONTEXT.digest(),
        params: Some(element(8)),
        input: vec![element(9), element(10)],
        output: vec![element(11)],
        nullifier: Some(Nullifier { scope: element(12), value: element(13) }),
    };
    assert_eq!(hex(&statement.hash()), "60792192eea3dcff40f5a518d1054bdf0f325893428d5ec6676f04bbadc01b18");
}

/// `h(b"zkml/statement/v2" + d + b"\0" + b"\0" + bytes([1*4]) + e(11) + b"\0")`
#[test]
fn the_hash_of_a_statement_with_fixed_parameters_and_private_input_is_pinned() {
    let (context, output) = (CONTEXT.digest(), vec![element(11)]);
    let statement = Statement { context, params: None, input: vec![], output, nullifier: None };
    assert_eq!(hex(&statement.hash()), "a3657bd21985dbd77e6e01b54787d8f87c29a559cb8533455ea7f49d82b512a0");
}

/// The same elements in other places are other statements, though the public inputs in a row may be the same.
#[test]
fn the_statement_hash_tells_the_parts_apart() {
    let (a, b) = (element(1), element(2));
    let of = |params: Option<FieldBytes>, input: &[FieldBytes], output: &[FieldBytes]| Statement {
        context: CONTEXT.digest(),
        params,
        input: input.to_vec(),
        output: output.to_vec(),
        nullifier: None,
    };
    let nullified = |statement| Statement { nullifier: Some(Nullifier { scope: a, value: b }), ..statement };
    let statements = [
        nullified(of(None, &[], &[])),
        nullified(of(None, &[], &[a])),
        of(Some(a), &[], &[b]),
        of(None, &[a], &[b]),
        of(None, &[], &[a, b]),
        of(None, &[a, b], &[]),
        of(Some(a), &[b], &[]),
        of(None, &[b], &[a]),
        Statement { context: Context::default().digest(), ..of(None, &[a], &[b]) },
    ];
    let hashes: BTreeSet<[u8; 32]> = statements.iter().map(Statement::hash).collect();
    assert_eq!(hashes.len(), statements.len());
}

#[test]
fn an_account_of_32_bytes_stands_for_itself() {
    let account: [u8; 32] = core::array::from_fn(|i| i as u8);
    assert_eq!(account_bytes(&account), account);
}

/// `h(b"zkml/account/v1" + bytes(range(20)))`
#[test]
fn an_account_of_20_bytes_is_hashed() {
    let account: [u8; 20] = core::array::from_fn(|i| i as u8);
    assert_eq!(hex(&account_bytes(&account)), "1c0c76384fb4ed47890de33f0e4dddfcd5ecc1db50ad8510ac6fbdbd67fb79ac");
}

/// Padding would give an account of 20 bytes the name of one of 32.
#[test]
fn accounts_of_every_length_are_told_apart() {
    let mut seen = BTreeSet::new();
    seen.insert(account_bytes(&[0u8; 0]));
    seen.insert(account_bytes(&[0u8; 1]));
    seen.insert(account_bytes(&[0u8; 20]));
    seen.insert(account_bytes(&[0u8; 31]));
    seen.insert(account_bytes(&[0u8; 32]));
    seen.insert(account_bytes(&[0u8; 33]));
    seen.insert(account_bytes(&[0u8; 64]));
    assert_eq!(seen.len(), 7);
    assert_eq!(account_bytes(&7u64), account_bytes(&7u64.to_le_bytes()));
}
