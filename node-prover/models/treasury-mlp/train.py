#!/usr/bin/env python3
"""Train a 4-8-3 treasurer on a rule and write it as ONNX.

Run it from anywhere; it writes three files beside itself:

  treasury-mlp.onnx  the model: four counts in, a score for each decision out
  calibration.npz    300 states of a treasury, for choosing quantization scales
  test.npz           400 others, with the decision of the rule as y

A treasury pays workers. What the chain observes for it are four counts, 0 to
255 each, so that 8 bits hold them exactly: the treasury's own funds, what the
workers have, the time since the last decision, and the price that a reporter
has signalled. The rule (`decide`) is what a person would write; the network
learns it from states that a generator with a fixed seed draws.
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
SEED = 47
FEATURES = ["funds", "workers", "waited", "price"]
HOLD, PAY, SAVE = range(3)


def decide(x):
    """Pay when the funds allow it and the workers need it, the more so the longer they wait; else save what is too much."""
    funds, workers, waited, price = x.T.astype(np.float64)
    need = waited + price - workers
    pay = (funds > 60) & (need > 40)
    save = (funds > 160) & ~pay
    return np.where(pay, PAY, np.where(save, SAVE, HOLD))


def states(count, seed):
    """Draw states of a treasury. The corners are among them, so that calibration sees the whole range."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 256, (count, len(FEATURES)))
    x[0], x[1] = 0, 255
    return x.astype(np.float32), decide(x)


def train(x, y):
    """Train on counts scaled to 0..1."""
    model = MLPClassifier(
        hidden_layer_sizes=(8,),
        activation="relu",
        alpha=1e-4,
        batch_size=64,
        learning_rate_init=0.01,
        max_iter=150,
        n_iter_no_change=150,
        random_state=SEED,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x.astype(np.float64) / 255, y)
    return model


def to_onnx(model):
    """The model of counts: their scale is folded into the first layer."""
    (w, b), *rest = zip(model.coefs_, model.intercepts_)
    return mlp_onnx.to_onnx([(w / 255, b), *rest], "treasury-mlp", "state", "scores")


def main():
    x_cal, y_cal = states(300, SEED + 10)
    x_test, y_test = states(400, SEED + 20)
    np.savez_compressed(HERE / "calibration.npz", x=x_cal, y=y_cal.astype(np.int64))
    np.savez_compressed(HERE / "test.npz", x=x_test, y=y_test.astype(np.int64))
    (HERE / "treasury-mlp.onnx").write_bytes(to_onnx(train(*states(8000, SEED))))
    session = ort.InferenceSession(str(HERE / "treasury-mlp.onnx"), providers=["CPUExecutionProvider"])
    scores = np.concatenate([session.run(["scores"], {"state": row[None, :]})[0] for row in x_test])
    agree = float((scores.argmax(axis=1) == y_test).mean())
    print(f"decides as the rule on {agree:.2%} of {len(y_test)}; of these {np.bincount(y_test) / len(y_test)}")
    if agree < 0.9:
        raise SystemExit("the model is no use")
    for name in ("treasury-mlp.onnx", "calibration.npz", "test.npz"):
        data = (HERE / name).read_bytes()
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  ({len(data)} bytes)")


if __name__ == "__main__":
    main()
