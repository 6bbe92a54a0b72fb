//! Poseidon beside independent implementations: `light-poseidon` with random inputs, poseidon-lite (JavaScript) and the
//! authors' test vectors as golden values.

use ark_ff::{Field, PrimeField};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use light_poseidon::{Poseidon as Light, PoseidonBytesHasher};
use zkml_primitives::{
    encoding::encode_scalar,
    poseidon::{permutation, Poseidon, FULL_ROUNDS, MAX_INPUTS, PARTIAL_ROUNDS},
    Bls12_381, Bn254, Curve,
};

type Bn = <Bn254 as Curve>::Scalar;
type Bls = <Bls12_381 as Curve>::Scalar;

/// Big end first, as everybody prints it.
fn hex<F: PrimeField>(value: &F) -> String {
    encode_scalar(value).iter().rev().map(|byte| format!("{byte:02x}")).collect()
}

/// light-poseidon has constants for up to 12 inputs.
#[test]
fn equals_light_poseidon_on_random_inputs() {
    let mut rng = StdRng::seed_from_u64(1);
    for inputs in 1..=12 {
        let ours = permutation::<Bn>(inputs);
        let mut light = Light::<Bn>::new_circom(inputs).expect("circomlib has it");
        for _ in 0..8 {
            let values: Vec<Bn> = (0..inputs).map(|_| <Bn as ark_ff::UniformRand>::rand(&mut rng)).collect();
            let bytes: Vec<[u8; 32]> = values.iter().map(encode_scalar).collect();
            let slices: Vec<&[u8]> = bytes.iter().map(|bytes| bytes.as_slice()).collect();
            assert_eq!(
                encode_scalar(&ours.hash(&values)),
                light.hash_bytes_le(&slices).expect("canonical"),
                "{inputs}"
            );
        }
    }
}

/// `poseidonN([1n, …, Nn])` of poseidon-lite 0.3.
#[test]
fn equals_poseidon_lite_at_every_number_of_inputs() {
    let expected = [
        "29176100eaa962bdc1fe6c654d6a3c130e96a4d1168b33848b897dc502820133",
        "115cc0f5e7d690413df64c6b9662e9cf2a3617f2743245519e19607a4417189a",
        "0e7732d89e6939c0ff03d5e58dab6302f3230e269dc5b968f725df34ab36d732",
        "299c867db6c1fdd79dcefa40e4510b9837e60ebb1ce0663dbaa525df65250465",
        "0dab9449e4a1398a15224c0b15a49d598b2174d305a316c918125f8feeb123c0",
        "2d1a03850084442813c8ebf094dea47538490a68b05f2239134a4cca2f6302e1",
        "1c2f3482dbb140c4ebb9ada49abdbc374a9a85fcfc6533ec2e9df45b4921c318",
        "2921ab9bd0140cbc98e40395c0fefb40337a4d54fbbecd9a4d43b3d8d0c4d8d1",
        "1e0b893aa2ad802275e749d260330b7675b22bb3aaa4461d204af32e60cd9078",
        "0816126a09c29ecfcc0628461dacfb9459816fc60d6738b78db9ad07206fdc21",
        "07e5b070aa2dba008f30a6b785b6c5ae2429e211f71cacdbdae0e07fc05b47a8",
        "058814945232937db248a01e7cc55b3d681cc08702c8168494e856c1ef7693b5",
        "0f918939632fadca6456a2fe6e65a124828d4c3920d379cc744e90a666887806",
        "1278779aaafc5ca58bf573151005830cdb4683fb26591c85a7464d4f0e527776",
        "094ae33b67a845998abb55e917642d4022d078d96f7c36ea11da4273ecf20f50",
        "16159a551cbb66108281a48099fff949ae08afd7f1f2ec06de2ffb96b919b765",
    ];
    for (i, expected) in expected.iter().enumerate() {
        let inputs: Vec<Bn> = (1..=i as u64 + 1).map(Bn::from).collect();
        assert_eq!(hex(&permutation(inputs.len()).hash(&inputs)), *expected);
    }
}

/// The authors' vectors for the permutation of [0, 1, 2] and of [0, 1, 2, 3, 4] (poseidonperm_x5_255_3 and _5): the hash of
/// what follows the zero is the first element.
#[test]
fn equals_the_authors_vectors_over_bls12_381() {
    let hash = |inputs: &[u64]| {
        let inputs: Vec<Bls> = inputs.iter().map(|&x| Bls::from(x)).collect();
        hex(&permutation(inputs.len()).hash(&inputs))
    };
    assert_eq!(hash(&[1, 2]), "28ce19420fc246a05553ad1e8c98f5c9d67166be2c18e9e4cb4b4e317dd2a78a");
    assert_eq!(hash(&[1, 2, 3, 4]), "2a918b9c9f9bd7bb509331c81e297b5707f6fc7393dcee1b13901a0b22202e18");
}

/// The definition, one round after the other, over the constants as the generator gives them.
fn by_rounds<F: PrimeField>(inputs: &[F]) -> F {
    let (constants, matrix) = ark_crypto_primitives::sponge::poseidon::find_poseidon_ark_and_mds::<F>(
        F::MODULUS_BIT_SIZE.into(),
        inputs.len(),
        FULL_ROUNDS as u64,
        PARTIAL_ROUNDS[inputs.len() - 1] as u64,
        0,
    );
    let mut state = vec![F::ZERO];
    state.extend(inputs);
    for (round, constants) in constants.iter().enumerate() {
        state.iter_mut().zip(constants).for_each(|(x, constant)| *x += constant);
        let full = !(FULL_ROUNDS / 2..constants_len(inputs.len()) - FULL_ROUNDS / 2).contains(&round);
        let powers = if full { state.len() } else { 1 };
        state[..powers].iter_mut().for_each(|x| *x = x.pow([5]));
        state = matrix.iter().map(|row| row.iter().zip(&state).map(|(by, x)| *by * x).sum()).collect();
    }
    state[0]
}

fn constants_len(inputs: usize) -> usize {
    FULL_ROUNDS + PARTIAL_ROUNDS[inputs - 1]
}

#[test]
fn rows_compute_what_rounds_do() {
    fn check<F: PrimeField>() {
        let mut rng = StdRng::seed_from_u64(2);
        for inputs in 1..=MAX_INPUTS {
            let values: Vec<F> = (0..inputs).map(|_| F::rand(&mut rng)).collect();
            assert_eq!(permutation::<F>(inputs).hash(&values), by_rounds(&values), "{inputs}");
        }
    }
    check::<Bn>();
    check::<Bls>();
}

/// x⁵ must be a permutation of the field, or hashes would collide by construction.
#[test]
fn the_power_is_coprime_to_the_order_of_the_group() {
    fn check<F: PrimeField>() {
        let mut rest = 0u64;
        for limb in F::MODULUS.as_ref().iter().rev() {
            // 2^64 is 1 modulo 5.
            rest = (rest + limb % 5) % 5;
        }
        assert_ne!(rest, 1, "5 divides the order");
    }
    check::<Bn>();
    check::<Bls>();
}

/// No subspace without an active S-box survives partial rounds for ever: the first element of M^i·x over all i determines
/// x, and no state goes round without one. (Grassi, Rechberger, Schofnegger, "Proving Resistance Against Infinitely Long
/// Subspace Trails".)
#[test]
fn no_state_avoids_the_s_box_of_the_partial_rounds() {
    fn check<F: PrimeField>() {
        for inputs in 1..=MAX_INPUTS {
            let Poseidon { matrix, .. } = &*permutation::<F>(inputs);
            let width = matrix.len();
            let mut row: Vec<F> = (0..width).map(|i| if i == 0 { F::ONE } else { F::ZERO }).collect();
            let mut rows = Vec::new();
            for _ in 0..width {
                rows.push(row.clone());
                row = (0..width).map(|j| (0..width).map(|i| row[i] * matrix[i][j]).sum()).collect();
            }
            assert_eq!(rank(rows), width, "{inputs} inputs");
        }
    }
    check::<Bn>();
    check::<Bls>();
}

fn rank<F: Field>(mut rows: Vec<Vec<F>>) -> usize {
    let mut rank = 0;
    for column in 0..rows.len() {
        let Some(pivot) = (rank..rows.len()).find(|&row| !rows[row][column].is_zero()) else { continue };
        rows.swap(rank, pivot);
        let inverse = rows[rank][column].inverse().expect("a pivot is not zero");
        let pivot = rows[rank].clone();
        for row in &mut rows[rank + 1..] {
            let by = row[column] * inverse;
            row.iter_mut().zip(&pivot).for_each(|(to, from)| *to -= by * from);
        }
        rank += 1;
    }
    rank
}

#[test]
fn takes_one_to_sixteen_inputs() {
    assert!(Poseidon::<Bn>::new(0).is_none() && Poseidon::<Bn>::new(MAX_INPUTS + 1).is_none());
    assert!(Poseidon::<Bn>::new(1).is_some() && Poseidon::<Bn>::new(MAX_INPUTS).is_some());
}

#[test]
#[should_panic(expected = "permutation of its own")]
fn refuses_another_number_of_inputs() {
    permutation::<Bn>(2).hash(&[Bn::from(1)]);
}
