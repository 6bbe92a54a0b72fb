#!/usr/bin/env python3
"""Writes the vectors beside this file from published packages: convert.py FOLDER

FOLDER holds the packages of README.md, unpacked, each as NAME-VERSION. Only the standard library is used. Points are
compressed here independently of arkworks, so the test that compares the two checks both.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = Path(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(__doc__)

P = {
    "bn254": 21888242871839275222246405745257275088696311157297823662689037894645226208583,
    "bls12-381": int(
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
        "1eabfffeb153ffffb9feffffffffaaab",
        16,
    ),
}
R = {
    "bn254": 21888242871839275222246405745257275088548364400416034343698204186575808495617,
    "bls12-381": int("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16),
}

# Points: (x, y) in G1 and ((x.c0, x.c1), (y.c0, y.c1)) in G2, where an element of Fp2 is c0 + c1·u and u² = −1.


def is_greater(y, p):
    """Whether y is above −y, c1 before c0: the bit that a compressed point keeps of y."""
    c0, c1 = y if isinstance(y, tuple) else (y, 0)
    return c1 > p - c1 if c1 else c0 > p - c0


def compress(point, curve):
    x, y = point
    parts = list(x) if isinstance(x, tuple) else [x]
    if curve == "bn254":
        out = bytearray(b"".join(c.to_bytes(32, "little") for c in parts))
        out[-1] |= 0x80 if is_greater(y, P[curve]) else 0
    else:
        out = bytearray(b"".join(c.to_bytes(48, "big") for c in reversed(parts)))
        out[0] |= 0x80 | (0x20 if is_greater(y, P[curve]) else 0)
    return bytes(out)


def mul(a, b, p):
    return ((a[0] * b[0] - a[1] * b[1]) % p, (a[0] * b[1] + a[1] * b[0]) % p)


def sqrt(a, p):
    """A square root in Fp, for p = 3 mod 4."""
    root = pow(a, (p + 1) // 4, p)
    assert root * root % p == a % p, "not a square"
    return root


def sqrt2(a, p):
    """A square root in Fp2 by the norm: √(c0² + c1²) gives the square of the root's c0."""
    norm = sqrt(a[0] * a[0] + a[1] * a[1], p)
    half = pow(2, -1, p)
    for n in (norm, p - norm):
        square = (a[0] + n) * half % p
        if pow(square, (p - 1) // 2, p) == 1:
            c0 = sqrt(square, p)
            root = (c0, a[1] * half * pow(c0, -1, p) % p)
            assert mul(root, root, p) == a
            return root
    raise AssertionError("not a square")


def gnark_compressed(data):
    """A compressed point of BN254 in gnark: big end first, c1 before c0; flags 0b10 for the lesser y, 0b11 for the greater."""
    p = P["bn254"]
    flag, data = data[0] >> 6, bytes([data[0] & 0x3F]) + data[1:]
    assert flag in (2, 3)
    words = [int.from_bytes(data[i : i + 32], "big") for i in range(0, len(data), 32)]
    if len(words) == 1:
        x = words[0]
        y = sqrt(pow(x, 3, p) + 3, p)
        negative = p - y
    else:
        x = (words[1], words[0])
        inverse = pow(82, -1, p)
        b = (27 * inverse % p, -3 * inverse % p)  # 3 / (9 + u)
        cube = mul(mul(x, x, p), x, p)
        y = sqrt2(((cube[0] + b[0]) % p, (cube[1] + b[1]) % p), p)
        negative = (-y[0] % p, -y[1] % p)
    return (x, y if is_greater(y, p) == (flag == 3) else negative)


def evm_proof(data):
    """256 bytes as Ethereum's precompiles read them: big end first, c1 before c0."""
    assert len(data) == 256
    w = [int.from_bytes(data[i : i + 32], "big") for i in range(0, 256, 32)]
    return {"a": (w[0], w[1]), "b": ((w[3], w[2]), (w[5], w[4])), "c": (w[6], w[7])}


def number(s):
    return int(s, 0) if isinstance(s, str) else int(s)


def g1(point):
    """[x, y, 1] or {x, y}, affine."""
    if isinstance(point, dict):
        point = [point[k] if k in point else point[k.upper()] for k in "xy"]
    assert len(point) == 2 or number(point[2]) == 1
    return (number(point[0]), number(point[1]))


def g2(point):
    def fp2(c):
        return (number(c["A0"]), number(c["A1"])) if isinstance(c, dict) else (number(c[0]), number(c[1]))

    if isinstance(point, dict):
        point = [point[k] if k in point else point[k.upper()] for k in "xy"]
    assert len(point) == 2 or fp2(point[2]) == (1, 0)
    return (fp2(point[0]), fp2(point[1]))


def snarkjs_key(k):
    return {
        "alpha_g1": g1(k["vk_alpha_1"]),
        "beta_g2": g2(k["vk_beta_2"]),
        "gamma_g2": g2(k["vk_gamma_2"]),
        "delta_g2": g2(k["vk_delta_2"]),
        "ic": [g1(p) for p in k["IC"]],
    }


def snarkjs_proof(p):
    return {"a": g1(p["pi_a"]), "b": g2(p["pi_b"]), "c": g1(p["pi_c"])}


def garaga_key(k):
    k = k["verifying_key"]
    g2s = {name: g2(k[name]) for name in ("beta_g2", "gamma_g2", "delta_g2")}
    return {"alpha_g1": g1(k["alpha_g1"]), **g2s, "ic": [g1(p) for p in k["ic"]]}


def garaga_proof(p):
    return {"a": g1(p["proof"]["a"]), "b": g2(p["proof"]["b"]), "c": g1(p["proof"]["c"])}


def sp1_key(data):
    """gnark's key: α, β in G1, β, γ, δ in G1, δ, number of IC points (u32), IC, commitments (none)."""
    count = int.from_bytes(data[288:292], "big")
    return {
        "alpha_g1": gnark_compressed(data[:32]),
        "beta_g2": gnark_compressed(data[64:128]),
        "gamma_g2": gnark_compressed(data[128:192]),
        "delta_g2": gnark_compressed(data[224:288]),
        "ic": [gnark_compressed(data[292 + 32 * i : 324 + 32 * i]) for i in range(count)],
    }


def sp1_inputs(vkey_hash, public_values):
    """The program's hash, and sha256 of what it made public with its three highest bits cleared."""
    digest = bytearray(hashlib.sha256(public_values).digest())
    digest[0] &= 0x1F
    return [int(vkey_hash, 16), int.from_bytes(digest, "big")]


def risc0_key(source):
    c = {name: int(value) for name, value in re.findall(r'const (\w+): &str =\s*"(\d+)"', source)}

    def point(name):  # X1 is c1 and X2 is c0
        return ((c[f"{name}_X2"], c[f"{name}_X1"]), (c[f"{name}_Y2"], c[f"{name}_Y1"]))

    return {
        "alpha_g1": (c["ALPHA_X"], c["ALPHA_Y"]),
        "beta_g2": point("BETA"),
        "gamma_g2": point("GAMMA"),
        "delta_g2": point("DELTA"),
        "ic": [(c[f"IC{i}_X"], c[f"IC{i}_Y"]) for i in range(6)],
    }


def risc0_inputs(control, image_id, journal):
    """Control root and claim, each as two halves of its reversed bytes, low half first, and the control id, reversed."""

    def sha256(data):
        return hashlib.sha256(data).digest()

    def tagged(tag, down, data=b""):
        return sha256(sha256(tag) + b"".join(down) + data + len(down).to_bytes(2, "little"))

    def constant(name):
        return bytes.fromhex(re.search(name + r': Digest =\s*digest!\("(\w+)"\)', control)[1])

    def halves(digest):
        low, high = digest[:16], digest[16:]
        return [int.from_bytes(low, "little"), int.from_bytes(high, "little")]

    zero = bytes(32)
    output = tagged(b"risc0.Output", [sha256(journal), zero])
    halted = tagged(b"risc0.SystemState", [zero], bytes(4))
    claim = tagged(b"risc0.ReceiptClaim", [zero, image_id, halted, output], bytes(8))
    return (
        halves(constant("ALLOWED_CONTROL_ROOT"))
        + halves(claim)
        + [int.from_bytes(constant("BN254_IDENTITY_CONTROL_ID"), "little")]
    )


def read(path):
    return (PACKAGES / path).read_bytes()


def parsed(path):
    return json.loads(read(path))


def rust_bytes(source, name):
    """The numbers of a Rust byte array, which is all there is between its name and the next item."""
    return bytes(int(n) for n in re.findall(r"\b\d+\b", source.split(name, 1)[1].split("=", 1)[1].split(";", 1)[0]))


def write(name, about, made_with, origin, curve, key, proof=None, inputs=None, refused=None):
    p, r = P[curve], R[curve]

    def strings(v):
        if isinstance(v, (tuple, list)):
            return [strings(x) for x in v]
        assert 0 <= v < p
        return str(v)

    order = [key["alpha_g1"], key["beta_g2"], key["gamma_g2"], key["delta_g2"]]
    canonical = {
        "key": b"".join(compress(x, curve) for x in order)
        + len(key["ic"]).to_bytes(8, "little")
        + b"".join(compress(x, curve) for x in key["ic"])
    }
    vector = {"about": about, "made_with": made_with, "origin": origin, "curve": curve}
    if refused:
        vector["refused"] = refused
    vector["key"] = {name: strings(value) for name, value in key.items()}
    if proof:
        assert len(key["ic"]) == len(inputs) + 1 and all(0 <= x < r for x in inputs)
        vector["public_inputs"] = [str(x) for x in inputs]
        vector["proof"] = {name: strings(value) for name, value in proof.items()}
        canonical["public_inputs"] = [x.to_bytes(32, "little") for x in inputs]
        canonical["proof"] = b"".join(compress(proof[x], curve) for x in "abc")
    vector["canonical"] = {k: [x.hex() for x in v] if isinstance(v, list) else v.hex() for k, v in canonical.items()}
    (HERE / f"{name}.json").write_text(json.dumps(vector, indent=2, ensure_ascii=False) + "\n")


GARAGA = "garaga/starknet/groth16_contract_generator/examples/"

CRATES = {
    "ark-circom-0.6.0": ("MIT OR Apache-2.0", "2021 Georgios Konstantopoulos"),
    "groth16-solana-0.3.1": ("MIT in its metadata, Apache-2.0 in its licence file", "Light Protocol"),
    "risc0-circuit-recursion-3.0.0": ("Apache-2.0", "2025 RISC Zero, Inc."),
    "risc0-groth16-3.0.5": ("Apache-2.0", "2024 RISC Zero, Inc."),
    "sp1-verifier-3.4.0": ("MIT OR Apache-2.0", "Succinct Labs"),
    "sp1-verifier-5.2.4": ("MIT OR Apache-2.0", "Succinct Labs"),
}


def crate(name, *files):
    licence, copyright = CRATES[name]
    return {"package": name, "kind": "Rust crate", "files": files, "licence": licence, "copyright": copyright}


def garaga(*files):
    return {
        "package": "garaga-1.1.0",
        "kind": "Python package",
        "files": [GARAGA + f for f in files],
        "licence": "MIT",
        "copyright": "2023 Keep StarkNet Strange",
    }


def garaga_file(file):
    return parsed(f"garaga-1.1.0/{GARAGA}{file}")


def main():
    folder = "risc0-groth16-3.0.5/tests/data/"
    write(
        "risc0_snarkjs",
        "knowledge of two factors of 33, from the verifier's own test",
        "circom and snarkjs",
        [crate("risc0-groth16-3.0.5", *(f"tests/data/{f}.json" for f in ("verification_key", "proof", "public")))],
        "bn254",
        snarkjs_key(parsed(folder + "verification_key.json")),
        snarkjs_proof(parsed(folder + "proof.json")),
        [int(x) for x in parsed(folder + "public.json")],
    )

    # A serialized SP1ProofWithPublicValues; what is taken from it is found by what it must equal.
    saved = read("sp1-verifier-3.4.0/test_binaries/fibonacci-groth16.bin")
    vk = read("sp1-verifier-3.4.0/bn254-vk/groth16_vk.bin")
    assert hashlib.sha256(vk).digest() in saved
    at = saved.index((512).to_bytes(8, "little")) + 8
    vkey_hash = re.search(r'vkey_hash = "(\w+)"', read("sp1-verifier-3.4.0/src/tests.rs").decode())[1]
    values = b"".join(x.to_bytes(4, "little") for x in (500, 1268, 1926))
    inputs = sp1_inputs(vkey_hash, values)
    assert values in saved and all(str(x).encode() in saved for x in inputs)
    write(
        "sp1_v3",
        "a run of a program (a Fibonacci number) on the SP1 zkVM, version 3",
        "SP1 and gnark",
        [
            crate(
                "sp1-verifier-3.4.0",
                "bn254-vk/groth16_vk.bin",
                "test_binaries/fibonacci-groth16.bin",
                "src/tests.rs (the program's hash)",
            )
        ],
        "bn254",
        sp1_key(vk),
        evm_proof(bytes.fromhex(saved[at : at + 512].decode())),
        inputs,
    )

    vk = read("sp1-verifier-5.2.4/bn254-vk/groth16_vk.bin")
    saved = garaga_file("proof_sp1.json")
    seal = bytes.fromhex(saved["proof"][2:])
    assert hashlib.sha256(vk).digest()[:4] == seal[:4]
    write(
        "sp1_v5",
        "a run of a program (a Fibonacci number) on the SP1 zkVM, version 5",
        "SP1 and gnark",
        [crate("sp1-verifier-5.2.4", "bn254-vk/groth16_vk.bin"), garaga("proof_sp1.json")],
        "bn254",
        sp1_key(vk),
        evm_proof(seal[4:]),
        sp1_inputs(saved["vkey"], bytes.fromhex(saved["publicValues"][2:])),
    )

    saved = garaga_file("proof_risc0.json")
    write(
        "risc0_receipt",
        "a run of a program on the RISC Zero zkVM, version 2.2, whose journal is 'just a simple receipt'",
        "RISC Zero, circom and a ceremony of phase 2",
        [
            crate("risc0-groth16-3.0.5", "src/verifier.rs (the constants of the key)"),
            crate("risc0-circuit-recursion-3.0.0", "src/control_id.rs (control root and id)"),
            garaga("proof_risc0.json"),
        ],
        "bn254",
        risc0_key(read("risc0-groth16-3.0.5/src/verifier.rs").decode()),
        evm_proof(bytes.fromhex(saved["seal"][2:])[4:]),
        risc0_inputs(
            read("risc0-circuit-recursion-3.0.0/src/control_id.rs").decode(),
            bytes.fromhex(saved["image_id"][2:]),
            bytes.fromhex(saved["journal"][2:]),
        ),
    )

    vk, proof = garaga_file("gnark_vk_bn254.json"), garaga_file("gnark_proof_bn254.json")
    assert not vk["PublicAndCommitmentCommitted"] and not proof["Commitments"]
    public = garaga_file("gnark_public_bn254.json")
    write(
        "gnark_bn254",
        "two public inputs, from gnark's JSON",
        "gnark",
        [garaga("gnark_vk_bn254.json", "gnark_proof_bn254.json", "gnark_public_bn254.json")],
        "bn254",
        {
            "alpha_g1": g1(vk["G1"]["Alpha"]),
            "beta_g2": g2(vk["G2"]["Beta"]),
            "gamma_g2": g2(vk["G2"]["Gamma"]),
            "delta_g2": g2(vk["G2"]["Delta"]),
            "ic": [g1(p) for p in vk["G1"]["K"]],
        },
        {"a": g1(proof["Ar"]), "b": g2(proof["Bs"]), "c": g1(proof["Krs"])},
        list(public.values()),
    )

    for curve, suffix in (("bn254", "bn254"), ("bls12-381", "bls")):
        proof = garaga_file(f"proof_{suffix}.json")
        write(
            f"garaga_{suffix}",
            f"one public input, on {curve}",
            "not said by its publisher",
            [garaga(f"vk_{suffix}.json", f"proof_{suffix}.json")],
            curve,
            garaga_key(garaga_file(f"vk_{suffix}.json")),
            garaga_proof(proof),
            [number(x) for x in proof["public_inputs"]],
        )

    for curve, suffix, refused in (("bn254", "bn254", "RelatedPoints"), ("bls12-381", "bls12381", None)):
        write(
            f"snarkjs_{suffix}",
            f"one public input, on {curve}",
            "circom and snarkjs" + (", without a contribution to phase 2" if refused else ""),
            [garaga(*(f"snarkjs_{what}_{suffix}.json" for what in ("vk", "proof", "public")))],
            curve,
            snarkjs_key(garaga_file(f"snarkjs_vk_{suffix}.json")),
            snarkjs_proof(garaga_file(f"snarkjs_proof_{suffix}.json")),
            [int(x) for x in garaga_file(f"snarkjs_public_{suffix}.json")],
            refused,
        )

    source = read("groth16-solana-0.3.1/src/groth16.rs").decode()
    key = source.split("const VERIFYING_KEY", 1)[1].split("vk_commitment", 1)[0]

    def words(field, end):
        data = bytes(int(n) for n in re.findall(r"\b\d+\b", key.split(field, 1)[1].split(end, 1)[0]))
        return [int.from_bytes(data[i : i + 32], "big") for i in range(0, len(data), 32)]

    def point(field, end):
        w = words(field, end)
        assert len(w) == 4
        return ((w[1], w[0]), (w[3], w[2]))

    ic = words("vk_ic:", "//")
    public = rust_bytes(source, "const PUBLIC_INPUTS: [[u8; 32]; 9]")
    write(
        "groth16_solana",
        "nine public inputs, the key and proof of the verifier's own test",
        "circom and snarkjs, without a contribution to phase 2",
        [crate("groth16-solana-0.3.1", "src/groth16.rs (its test)")],
        "bn254",
        {
            "alpha_g1": tuple(words("vk_alpha_g1:", "],")),
            "beta_g2": point("vk_beta_g2:", "],"),
            "gamma_g2": point("vk_gamma_g2:", "],"),
            "delta_g2": point("vk_delta_g2:", "],"),
            "ic": list(zip(ic[::2], ic[1::2])),
        },
        evm_proof(rust_bytes(source, "const PROOF: [u8; 256]")),
        [int.from_bytes(public[i : i + 32], "big") for i in range(0, len(public), 32)],
        "RelatedPoints",
    )

    write(
        "ark_circom",
        "one public input, no proof",
        "circom and snarkjs, without a contribution to phase 2",
        [crate("ark-circom-0.6.0", "test-vectors/verification_key.json")],
        "bn254",
        snarkjs_key(parsed("ark-circom-0.6.0/test-vectors/verification_key.json")),
        refused="RelatedPoints",
    )

    # One file for every depth of the tree: α, β and γ are shared, δ and IC are by depth.
    keys = parsed("semaphore-protocol-proof-4.14.3/src/verification-keys.json")
    depth = 20
    write(
        "semaphore_20",
        f"membership in a group, a tree of depth {depth}; no proof",
        "circom, snarkjs and a ceremony",
        [
            {
                "package": "@semaphore-protocol/proof 4.14.3",
                "kind": "npm package",
                "files": [f"src/verification-keys.json (depth {depth})"],
                "licence": "MIT",
                "copyright": "2025 Ethereum Foundation",
            }
        ],
        "bn254",
        snarkjs_key({**keys, "vk_delta_2": keys["vk_delta_2"][depth - 1], "IC": keys["IC"][depth - 1]}),
    )


main()
