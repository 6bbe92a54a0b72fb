//! The model and data files that tests read, and seeded damage to them.
#![allow(dead_code)] // each test file uses a part

use std::path::PathBuf;

use serde_json::Value;

pub fn models() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../models"))
}

pub fn bad(name: &str) -> PathBuf {
    models().join("bad").join(name)
}

pub fn bytes(path: PathBuf) -> Vec<u8> {
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub fn digits_model() -> Vec<u8> {
    bytes(models().join("digits-mlp/digits-mlp.onnx"))
}

pub fn expected() -> Value {
    serde_json::from_slice(&bytes(bad("expected.json"))).unwrap()
}

pub fn floats(value: &Value) -> Vec<f32> {
    let list = value.as_array().unwrap();
    list.iter().map(|v| v.as_f64().unwrap() as f32).collect()
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// `bytes` with one byte changed.
pub fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    damaged[random.below(bytes.len())] ^= 1 + random.below(255) as u8;
    damaged
}
