#!/usr/bin/env python3
"""Train an 18-48-9 network that plays tic-tac-toe, and write it as ONNX.

Run it from anywhere; it writes three files beside itself:

  tictactoe-mlp.onnx            the model: a board in, a score for each cell out
  tictactoe-mlp-retrained.onnx  the same network from other random weights
  calibration.npz               every board that somebody is to move on

There are 4,520 boards on which somebody is to move, and the network is trained
on all of them: there is nothing to generalize to. The labels are ours, by
minimax. A move is perfect if no other one wins sooner, or, where none wins,
draws, or, where none draws, loses later. Where several moves are perfect, any
of them will do, so that the loss is that of their probabilities' sum.

Nine of the hidden units are there to keep the network off occupied cells: unit
i starts as the sum of both stones of cell i, and takes from the score of that
cell. They are trained as the others are.

Half of the training is done with weights and activations rounded to 8 bits, as
the compiler will round them: gradients pass the rounding as if it were not
there.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import hashlib
import sys
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import mlp_onnx
import numpy as np
import onnxruntime as ort

HERE = Path(__file__).resolve().parent
SEED = 5
HIDDEN = 48
STEPS = 6000
LINES = [0o007, 0o070, 0o700, 0o111, 0o222, 0o444, 0o421, 0o124]
FULL = 0o777


def has_line(stones):
    return any(stones & line == line for line in LINES)


@lru_cache(maxsize=None)
def moves(own, other):
    """Value of each legal move for the mover: 10 less the moves to a win, 0 for a draw, negative for a loss."""
    return {cell: value_after(own | 1 << cell, other) for cell in range(9) if not (own | other) >> cell & 1}


def value_after(own, other):
    """Value for whoever has just moved. A step further away brings it closer to 0."""
    if has_line(own):
        return 9
    if own | other == FULL:
        return 0
    value = -max(moves(other, own).values())
    return value - (value > 0) + (value < 0)


def boards():
    """Every board that can be reached and that somebody is to move on, as the stones of the mover and of the other."""
    seen, todo = set(), [(0, 0)]
    while todo:
        own, other = todo.pop()
        if (own, other) not in seen and not has_line(other) and own | other != FULL:
            seen.add((own, other))
            todo += [(other, own | 1 << cell) for cell in moves(own, other)]
    return sorted(seen)


def rounded(values, bits):
    """The values on a grid that `bits` bits hold."""
    step = max(np.abs(values).max() / (2**bits - 1), 1e-12)
    return np.round(values / step) * step


def train(x, perfect, seed):
    """Full batches, Adam, a cosine for the rate."""
    rng = np.random.default_rng(seed)
    w1, w2 = (rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in ((x.shape[1], HIDDEN), (HIDDEN, 9)))
    b1, b2 = np.zeros(HIDDEN), np.zeros(9)
    w1[:, :9] = np.concatenate([np.eye(9), np.eye(9)])
    w2[:9] = -3 * np.eye(9)
    weights = [w1, b1, w2, b2]
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    for step in range(1, STEPS + 1):
        rounding = step > STEPS // 2
        v1, v2 = (rounded(w, 7) if rounding else w for w in (w1, w2))
        hidden = np.maximum(x @ v1 + b1, 0)
        passed = hidden > 0
        if rounding:
            hidden = rounded(hidden, 8)
        # A perfect move must be ahead by 1 at least.
        scores = hidden @ v2 + b2 - perfect
        e = np.exp(scores - scores.max(1, keepdims=True))
        right = e * perfect
        to_scores = (e / e.sum(1, keepdims=True) - right / right.sum(1, keepdims=True)) / len(x)
        to_hidden = (to_scores @ v2.T) * passed
        gradients = [x.T @ to_hidden, to_hidden.sum(0), hidden.T @ to_scores, to_scores.sum(0)]
        rate = 3e-3 * min(1, step / 100) * (1 + np.cos(np.pi * step / STEPS)) / 2
        for w, gradient, m, v in zip(weights, gradients, first, second):
            m += 0.1 * (gradient - m)
            v += 0.001 * (gradient**2 - v)
            w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-9)
    return [(w1, b1), (w2, b2)]


def main():
    every = boards()
    stones = lambda bits: [bits >> cell & 1 for cell in range(9)]
    x = np.array([stones(own) + stones(other) for own, other in every], np.float32)
    perfect = np.zeros((len(x), 9))
    for row, board in zip(perfect, every):
        values = moves(*board)
        row[[cell for cell, value in values.items() if value == max(values.values())]] = 1
    np.savez_compressed(HERE / "calibration.npz", x=x)
    for name, seed in (("tictactoe-mlp.onnx", SEED), ("tictactoe-mlp-retrained.onnx", SEED + 1)):
        layers = train(x.astype(np.float64), perfect, seed)
        (HERE / name).write_bytes(mlp_onnx.to_onnx(layers, "tictactoe-mlp", "board", "scores"))
        session = ort.InferenceSession(str(HERE / name), providers=["CPUExecutionProvider"])
        chosen = [int(session.run(["scores"], {"board": row[None, :]})[0].argmax()) for row in x]
        share = float(np.mean([row[cell] for row, cell in zip(perfect, chosen)]))
        print(f"{name}: a perfect move on {share:.2%} of {len(x)} boards")
        if share < 1:
            raise SystemExit("the model is no use")
    for name in ("tictactoe-mlp.onnx", "tictactoe-mlp-retrained.onnx", "calibration.npz"):
        data = (HERE / name).read_bytes()
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  ({len(data)} bytes)")


if __name__ == "__main__":
    main()
