#!/usr/bin/env python3
"""Train a 16-12-1 network that tells typing people from scripts, on made-up
sessions, and write it as ONNX.

Run it from anywhere; it writes three files beside itself:

  typing-mlp.onnx   the model: sixteen pauses between keys in, a logit out
  calibration.npz   300 sessions, for choosing quantization scales
  test.npz          400 others, with y = 1 for a person

Nobody typed any of it: a generator with a fixed seed draws the pauses, in
steps of 4 milliseconds up to 1020, scaled to 0..1. People have a rhythm that
drifts and now and then stop to think; scripts are even, or uniformly random.
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
from sklearn.neural_network import MLPClassifier

HERE = Path(__file__).resolve().parent
SEED = 7
PAUSES = 16


def sessions(count, seed):
    """Draw pauses in 0..1 on a grid of 1/255, and 1 for people."""
    rng = np.random.default_rng(seed)
    person = rng.random(count) < 0.5
    base = rng.uniform(0.08, 0.3, (count, 1))
    drift = np.cumsum(rng.normal(0, 0.08, (count, PAUSES)), axis=1)
    thinking = (rng.random((count, PAUSES)) < 0.12) * rng.uniform(0.2, 0.6, (count, PAUSES))
    people = base * np.exp(drift + rng.normal(0, 0.25, (count, PAUSES))) + thinking
    even = base + rng.normal(0, 0.01, (count, PAUSES))
    uniform = rng.uniform(0.0, 2 * base, (count, PAUSES))
    scripts = np.where(rng.random((count, 1)) < 0.5, even, uniform)
    x = np.round(np.clip(np.where(person[:, None], people, scripts), 0, 1) * 255) / 255
    # Sorted, so that a small network sees the distribution and not the text.
    return np.sort(x, axis=1).astype(np.float32), person.astype(np.int64)


def main():
    x_train, y_train = sessions(6000, SEED)
    x_cal, y_cal = sessions(300, SEED + 10)
    x_test, y_test = sessions(400, SEED + 20)
    model = MLPClassifier(
        hidden_layer_sizes=(12,), alpha=0.01, batch_size=64, max_iter=150, n_iter_no_change=150, random_state=SEED
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x_train.astype(np.float64), y_train)
    layers = list(zip(model.coefs_, model.intercepts_))
    (HERE / "typing-mlp.onnx").write_bytes(mlp_onnx.to_onnx(layers, "typing-mlp", "pauses", "human"))
    np.savez_compressed(HERE / "calibration.npz", x=x_cal, y=y_cal)
    np.savez_compressed(HERE / "test.npz", x=x_test, y=y_test)
    session = ort.InferenceSession(str(HERE / "typing-mlp.onnx"), providers=["CPUExecutionProvider"])
    logits = np.concatenate([session.run(["human"], {"pauses": row[None, :]})[0] for row in x_test])[:, 0]
    accuracy = float(((logits > 0) == y_test).mean())
    print(f"test accuracy: {accuracy:.2%}")
    if accuracy < 0.93:
        raise SystemExit("the model is no use")
    for name in ("typing-mlp.onnx", "calibration.npz", "test.npz"):
        data = (HERE / name).read_bytes()
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  ({len(data)} bytes)")


if __name__ == "__main__":
    main()
