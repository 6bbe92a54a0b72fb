//! Statements and contexts: another one has another hash, wherever the boundaries between their parts are.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_primitives::{account_bytes, Context, FieldBytes, Nullifier, Statement};

#[derive(Arbitrary, Clone, Copy, Debug)]
struct Fields {
    bytes: [FieldBytes; 4],
    model_id: u32,
    version: u32,
    valid_until: u64,
    issuer: Option<FieldBytes>,
}

impl Fields {
    fn context(self) -> Context {
        let [genesis_hash, vk_hash, account, subject] = self.bytes;
        let Self { model_id, version, valid_until, issuer, .. } = self;
        Context { genesis_hash, model_id, version, vk_hash, account, subject, valid_until, issuer }
    }
}

/// Elements, and where the parts of a statement begin.
#[derive(Arbitrary, Debug)]
struct Case {
    elements: Vec<u8>,
    cuts: [(bool, u8, bool); 2],
    changed: Option<(u8, u8)>,
    contexts: [Fields; 2],
    same: bool,
    account: Vec<u8>,
}

fn statement(elements: &[FieldBytes], (params, cut, nullifier): (bool, u8, bool)) -> Option<Statement> {
    let (&context, rest) = elements.split_first()?;
    let (params, rest) = if params { (Some(*rest.first()?), &rest[1..]) } else { (None, rest) };
    let (rest, nullifier) = match rest {
        [rest @ .., scope, value] if nullifier => (rest, Some(Nullifier { scope: *scope, value: *value })),
        _ => (rest, None),
    };
    let (input, output) = rest.split_at(cut as usize % (rest.len() + 1));
    Some(Statement { context, params, input: input.to_vec(), output: output.to_vec(), nullifier })
}

fuzz_target!(|case: Case| {
    let elements: Vec<FieldBytes> = case.elements.iter().map(|&byte| [byte; 32]).collect();
    let mut others = elements.clone();
    if let (Some((at, by)), 1..) = (case.changed, others.len()) {
        let at = at as usize % others.len();
        others[at][by as usize % 32] ^= 1;
    }
    if let (Some(one), Some(two)) = (statement(&elements, case.cuts[0]), statement(&others, case.cuts[1])) {
        assert_eq!(one.public_inputs(), elements);
        assert_eq!(two.public_inputs(), others);
        assert_eq!(one.hash() == two.hash(), one == two);
    }
    let [one, mut two] = case.contexts.map(Fields::context);
    if case.same {
        two = Context { valid_until: two.valid_until, ..one };
    }
    assert_eq!(one.digest() == two.digest(), one == two);
    assert_eq!(one.digest()[31], 0);
    // An account of 32 bytes stands for itself, and no other account stands for the same.
    if let Ok(account) = <[u8; 32]>::try_from(&case.account[..]) {
        assert_eq!(account_bytes(&account), account);
    } else {
        assert_ne!(account_bytes(&case.account), account_bytes(&(&case.account, 0u8)));
    }
});
