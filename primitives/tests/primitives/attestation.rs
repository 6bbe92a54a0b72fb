//! Merkle trees of attestations.

use zkml_primitives::attestation::{leaf, root_of, Step, Tree};

fn leaves(n: u8) -> Vec<[u8; 32]> {
    let digest = |i| {
        let mut digest = [i; 32];
        digest[31] = 0;
        digest
    };
    (1..=n).map(|i| leaf(&[i; 32], &digest(i))).collect()
}

/// With `h` blake2-256: `leaf = h(b"zkml/attestation/leaf/v1" + account + digest)`, `node = h(b"zkml/attestation/node/v1" +
/// left + right)`, the root of three is `node(node(leaf 1, leaf 2), leaf 3)`.
#[test]
fn leaves_and_roots_are_pinned() {
    let hex = |bytes: [u8; 32]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let leaves = leaves(3);
    assert_eq!(hex(leaves[0]), "3f2b5309dd531c630a3d28e8a6743f0d5f4fe8e1579d006aca191a95d98020bc");
    let root = Tree::new(leaves).expect("there are leaves").root();
    assert_eq!(hex(root), "9b810a845d5d31260d24e6199746257c201da35cb7baa1abbcc6790ab209b0ac");
}

#[test]
fn every_leaf_has_a_path_and_no_other_leaf_takes_it() {
    for n in 1..=33 {
        let leaves = leaves(n);
        let tree = Tree::new(leaves.clone()).expect("there are leaves");
        for (i, own) in leaves.iter().enumerate() {
            let path = tree.path(i).expect("it is a leaf");
            assert!(path.len() <= 6);
            for other in &leaves {
                assert_eq!(root_of(other, &path) == tree.root(), other == own, "{n} leaves, leaf {i}");
            }
            for at in 0..path.len() {
                let mut turned = path.clone();
                turned[at].is_left ^= true;
                assert_ne!(root_of(own, &turned), tree.root());
                let mut changed = path.clone();
                changed[at].sibling[7] ^= 1;
                assert_ne!(root_of(own, &changed), tree.root());
                let shortened = [&path[..at], &path[at + 1..]].concat();
                assert_ne!(root_of(own, &shortened), tree.root());
            }
        }
        assert_eq!(tree.path(leaves.len()), None);
    }
    assert_eq!(Tree::new(vec![]), None);
}

#[test]
fn one_leaf_is_its_own_root() {
    let tree = Tree::new(leaves(1)).expect("there is a leaf");
    assert_eq!((tree.root(), tree.path(0)), (leaves(1)[0], Some(vec![])));
}

/// An inner node is no leaf: were they hashed alike, whoever knows two nodes could claim them as account and digest.
#[test]
fn a_node_does_not_pass_for_a_leaf() {
    let leaves = leaves(2);
    let tree = Tree::new(leaves.clone()).expect("there are leaves");
    assert_ne!(leaf(&leaves[0], &leaves[1]), tree.root());
    assert_eq!(root_of(&leaves[0], &[Step { sibling: leaves[1], is_left: false }]), tree.root());
}
