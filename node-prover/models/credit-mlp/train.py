#!/usr/bin/env python3
"""Train a 12-16-8-1 credit score on made-up applicants and write it as ONNX.

Run it from anywhere; it writes four files beside itself:

  credit-mlp.onnx            the model: twelve features in, a score out
  credit-mlp-retrained.onnx  the same network, a month later: trained again on
                             other applicants
  calibration.npz            300 applicants, for choosing quantization scales
  test.npz                   400 others, with y = 1 where the score that the
                             generator has in mind is 600 or more

There is no person behind any row: a generator with a fixed seed draws the
features and a "true" score from them, with noise. Every feature is scaled to
0..1 and lies on a grid of 1/255, so that 8 bits hold it exactly.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import hashlib
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import mlp_onnx
import numpy as np
import onnxruntime as ort
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

HERE = Path(__file__).resolve().parent
SEED = 31
THRESHOLD = 600.0
FEATURES = [
    "age",
    "income",
    "years_employed",
    "years_at_address",
    "debt_to_income",
    "utilization",
    "open_lines",
    "late_payments",
    "inquiries",
    "savings",
    "collateral",
    "defaults",
]


def applicants(count, seed):
    """Draw features in 0..1 on a grid of 1/255, and scores in 300..850."""
    rng = np.random.default_rng(seed)
    stable = rng.beta(2, 2, count)  # what nobody sees and everything hangs on
    noise = lambda spread: rng.normal(0, spread, count)
    x = np.stack(
        [
            rng.beta(2, 3, count),
            0.5 * stable + 0.5 * rng.beta(2, 4, count),
            0.6 * stable + 0.4 * rng.beta(1, 3, count),
            0.3 * stable + 0.7 * rng.beta(1, 3, count),
            0.9 - 0.7 * stable + noise(0.12),
            0.8 - 0.6 * stable + noise(0.15),
            rng.beta(2, 5, count),
            np.maximum(0, 0.5 - 0.7 * stable + noise(0.12)),
            np.maximum(0, 0.4 - 0.4 * stable + noise(0.1)),
            stable * rng.beta(3, 2, count),
            rng.beta(1, 3, count),
            (rng.random(count) < 0.25 * (1 - stable)).astype(float),
        ],
        axis=1,
    )
    x = np.round(np.clip(x, 0, 1) * 255) / 255
    good = 1.5 * x[:, 1] + 0.9 * x[:, 2] + 0.4 * x[:, 3] + 1.2 * x[:, 9] + 0.5 * x[:, 10] + 0.3 * x[:, 0]
    bad = 1.4 * x[:, 4] + 1.1 * x[:, 5] ** 2 + 2.2 * x[:, 7] + 0.7 * x[:, 8] + 1.2 * x[:, 11] * (1 - x[:, 9])
    score = 300 + 550 / (1 + np.exp(-(1.3 * (good - bad) + 0.6)))
    return x.astype(np.float32), (score + noise(8)).clip(300, 850)


def train(x, score, seed):
    """Train on scores scaled to about -1..1."""
    model = MLPRegressor(
        hidden_layer_sizes=(16, 8),
        activation="relu",
        alpha=0.01,
        batch_size=64,
        max_iter=120,
        n_iter_no_change=120,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x.astype(np.float64), (score - 575) / 275)
    return model


def to_onnx(model):
    """The model in points: the scale of the score is folded into the last layer."""
    *first, (w, b) = zip(model.coefs_, model.intercepts_)
    return mlp_onnx.to_onnx([*first, (w * 275, b * 275 + 575)], "credit-mlp", "features", "score")


def main():
    x_cal, _ = applicants(300, SEED + 10)
    x_test, score_test = applicants(400, SEED + 20)
    np.savez_compressed(HERE / "calibration.npz", x=x_cal)
    np.savez_compressed(HERE / "test.npz", x=x_test, y=(score_test >= THRESHOLD).astype(np.int64))
    for name, seed in (("credit-mlp.onnx", SEED), ("credit-mlp-retrained.onnx", SEED + 1)):
        model = train(*applicants(4000, seed), seed)
        (HERE / name).write_bytes(to_onnx(model))
        session = ort.InferenceSession(str(HERE / name), providers=["CPUExecutionProvider"])
        scores = np.concatenate([session.run(["score"], {"features": row[None, :]})[0] for row in x_test])[:, 0]
        agree = float(((scores >= THRESHOLD) == (score_test >= THRESHOLD)).mean())
        error = float(np.abs(scores - score_test).mean())
        print(f"{name}: mean error {error:.1f}, decides as the true score on {agree:.2%} of {len(scores)}")
        if agree < 0.9:
            raise SystemExit("the model is no use")
    print(f"{float((score_test >= THRESHOLD).mean()):.0%} of the test applicants have {THRESHOLD:.0f} or more")
    for name in ("credit-mlp.onnx", "credit-mlp-retrained.onnx", "calibration.npz", "test.npz"):
        data = (HERE / name).read_bytes()
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  ({len(data)} bytes)")


if __name__ == "__main__":
    main()
