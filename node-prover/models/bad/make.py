#!/usr/bin/env python3
"""Write small broken and unusual ONNX models, and input files, for importer tests.

Run it after ../digits-mlp/train.py, with the versions pinned in
../digits-mlp/requirements.txt. Everything is written beside this script and
depends only on fixed seeds.

expected.json says what each model is for:

  valid    the importer must accept these. Each has a flat input and the flat
           output that onnxruntime gives for it.
  either   the importer may refuse these, but if it accepts one it must give
           the listed output.
  refused  the importer must refuse these. The text says what is wrong.
  digits   the first test digit, its label and the logits of digits-mlp.onnx.

Weights and inputs in `valid` and `either` are multiples of 1/8, so that float
sums are exact and the output does not depend on the order of additions.
"""

import json
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from google.protobuf.message import DecodeError
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
DIGITS = HERE.parent / "digits-mlp"
MAX_BYTES = 20_000

# ---------------------------------------------------------------- helpers


def eighths(seed, *shape):
    """Seeded float32 multiples of 1/8 in -1..1, never zero."""
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 9, size=shape) * rng.choice([-1, 1], size=shape)
    return (values / 8).astype(np.float32)


def weight(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


def floats(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def ints(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)


def node(op, inputs, outputs, name, **attributes):
    return helper.make_node(op, inputs, outputs, name=name, **attributes)


def model(name, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    return helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
        producer_name="importer-tests",
    )


def one_gemm(name, w=None, b=None, input_shape=(1, 4), output_shape=(1, 3), **attributes):
    """x -> Gemm(transB=1) -> y, with 4 inputs and 3 outputs unless told otherwise."""
    w = weight("w", eighths(1, 3, 4)) if w is None else w
    b = weight("b", eighths(2, 3)) if b is None else b
    return model(
        name,
        [node("Gemm", ["x", "w", "b"], ["y"], "fc", transB=1, **attributes)],
        [floats("x", list(input_shape))],
        [floats("y", list(output_shape))],
        [w, b],
    )


def gemm_act_gemm(name, op, act_name, input_shape=(1, 4), output_shape=(1, 2)):
    """x -> Gemm 4-3 -> activation -> Gemm 3-2 -> y."""
    return model(
        name,
        [
            node("Gemm", ["x", "w1", "b1"], ["h"], "fc1", transB=1),
            node(op, ["h"], ["a"], act_name),
            node("Gemm", ["a", "w2", "b2"], ["y"], "fc2", transB=1),
        ],
        [floats("x", list(input_shape))],
        [floats("y", list(output_shape))],
        [
            weight("w1", eighths(11, 3, 4)),
            weight("b1", eighths(12, 3)),
            weight("w2", eighths(13, 2, 3)),
            weight("b2", eighths(14, 2)),
        ],
    )


# ---------------------------------------------------------------- valid models


def valid_models():
    """Yield (file name, model, input)."""
    yield (
        "dynamic_batch.onnx",
        gemm_act_gemm("dynamic_batch", "Relu", "relu1", ("batch", 4), ("batch", 2)),
        eighths(117, 1, 4),
    )

    yield (
        "matmul_add.onnx",
        model(
            "matmul_add",
            [
                node("MatMul", ["x", "w1"], ["m1"], "matmul1"),
                node("Add", ["m1", "b1"], ["h"], "add1"),
                node("Relu", ["h"], ["a"], "relu1"),
                node("MatMul", ["a", "w2"], ["y"], "matmul2"),
            ],
            [floats("x", [1, 4])],
            [floats("y", [1, 2])],
            [
                weight("w1", eighths(21, 4, 3)),
                weight("b1", eighths(22, 3)),
                weight("w2", eighths(23, 3, 2)),
            ],
        ),
        eighths(116, 1, 4),
    )

    yield (
        "gemm_attrs.onnx",
        model(
            "gemm_attrs",
            [node("Gemm", ["x", "w", "b"], ["y"], "fc", transB=0, alpha=0.5, beta=2.0)],
            [floats("x", [1, 4])],
            [floats("y", [1, 3])],
            [weight("w", eighths(31, 4, 3)), weight("b", eighths(32, 3))],
        ),
        eighths(103, 1, 4),
    )

    yield (
        "argmax.onnx",
        model(
            "argmax",
            [
                node("Gemm", ["x", "w", "b"], ["h"], "fc", transB=1),
                node("ArgMax", ["h"], ["y"], "argmax", axis=1, keepdims=0),
            ],
            [floats("x", [1, 4])],
            [ints("y", [1])],
            [weight("w", eighths(41, 3, 4)), weight("b", eighths(42, 3))],
        ),
        eighths(107, 1, 4),
    )

    yield (
        "reshape_flatten.onnx",
        model(
            "reshape_flatten",
            [
                node("Flatten", ["x"], ["f1"], "flatten1", axis=1),
                node("Gemm", ["f1", "w1", "b1"], ["h"], "fc1", transB=1),
                # 0 copies the first dimension, -1 is worked out: [1, 3] -> [1, 1, 3].
                node("Reshape", ["h", "shape"], ["r"], "reshape"),
                node("Identity", ["r"], ["i"], "identity"),
                node("Flatten", ["i"], ["f2"], "flatten2", axis=1),
                node("Gemm", ["f2", "w2", "b2"], ["y"], "fc2", transB=1),
            ],
            [floats("x", [1, 2, 2])],
            [floats("y", [1, 2])],
            [
                weight("w1", eighths(51, 3, 4)),
                weight("b1", eighths(52, 3)),
                weight("shape", np.array([0, 1, -1], dtype=np.int64)),
                weight("w2", eighths(53, 2, 3)),
                weight("b2", eighths(54, 2)),
            ],
        ),
        eighths(105, 1, 2, 2),
    )

    yield (
        "relu_no_requant.onnx",
        model(
            "relu_no_requant",
            [
                node("Relu", ["x"], ["a"], "relu0"),
                node("Gemm", ["a", "w", "b"], ["y"], "fc", transB=1),
            ],
            [floats("x", [1, 4])],
            [floats("y", [1, 3])],
            [weight("w", eighths(61, 3, 4)), weight("b", eighths(62, 3))],
        ),
        eighths(112, 1, 4),
    )


def either_models():
    """Yield (file name, model, input, why)."""
    # Outputs 0 and 2 are the same and the largest, so first and last index differ.
    row = [0.5, -0.25, 0.125, 1.0]
    w = np.array([row, [-1.0, -1.0, -1.0, -1.0], row], dtype=np.float32)
    yield (
        "argmax_last.onnx",
        model(
            "argmax_last",
            [
                node("Gemm", ["x", "w", "b"], ["h"], "fc", transB=1),
                node(
                    "ArgMax", ["h"], ["y"], "argmax", axis=1, keepdims=0, select_last_index=1
                ),
            ],
            [floats("x", [1, 4])],
            [ints("y", [1])],
            [weight("w", w), weight("b", np.zeros(3, dtype=np.float32))],
        ),
        np.array([[1.0, 0.5, 0.25, 0.75]], dtype=np.float32),
        "select_last_index=1 with a tie between 0 and 2: ignoring the attribute gives 0",
    )


# ---------------------------------------------------------------- refused models


def refused_models():
    """Yield (file name, model or bytes, what is wrong)."""
    whole = (DIGITS / "digits-mlp.onnx").read_bytes()
    yield "truncated.onnx", whole[: len(whole) // 2], "the file stops half way"

    yield (
        "unsupported_op.onnx",
        gemm_act_gemm("unsupported_op", "Erf", "act_erf"),
        "node act_erf uses the operator Erf",
    )

    yield (
        "dynamic_features.onnx",
        one_gemm("dynamic_features", None, None, ("batch", "features"), ("batch", 3)),
        "the feature dimension of the input is not fixed",
    )

    for name, shape, why in (
        ("huge_shape", [1, 2**40], "the input has 2^40 elements"),
        ("overflow_shape", [2**33, 2**33], "the element count, 2^66, does not fit in 64 bits"),
    ):
        yield (
            f"{name}.onnx",
            model(
                name,
                [node("Relu", ["x"], ["y"], "relu")],
                [floats("x", shape)],
                [floats("y", shape)],
            ),
            why,
        )

    w = eighths(1, 3, 4)
    w[1, 2] = np.nan
    yield "nan_weights.onnx", one_gemm("nan_weights", w=weight("w", w)), "w[1, 2] is NaN"

    b = eighths(2, 3)
    b[1] = np.inf
    yield "inf_bias.onnx", one_gemm("inf_bias", b=weight("b", b)), "b[1] is infinite"

    short = weight("w", eighths(1, 3, 4))
    short.raw_data = short.raw_data[:40]
    yield (
        "wrong_initializer_len.onnx",
        one_gemm("wrong_initializer_len", w=short),
        "w has dims [3, 4], which need 48 bytes, but holds 40",
    )

    external = weight("w", eighths(1, 3, 4))
    external.ClearField("raw_data")
    external.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", "0"), ("length", "48")):
        external.external_data.add(key=key, value=value)
    yield (
        "external_data.onnx",
        one_gemm("external_data", w=external),
        "w is kept in another file",
    )

    two_outputs = one_gemm("two_outputs")
    two_outputs.graph.node.append(node("Relu", ["y"], ["z"], "relu"))
    two_outputs.graph.output.append(floats("z", [1, 3]))
    yield "two_outputs.onnx", two_outputs, "the graph has two outputs, y and z"

    yield (
        "two_inputs.onnx",
        model(
            "two_inputs",
            [
                node("Gemm", ["x", "w", "b"], ["h"], "fc", transB=1),
                node("Add", ["h", "x2"], ["y"], "add"),
            ],
            [floats("x", [1, 4]), floats("x2", [1, 3])],
            [floats("y", [1, 3])],
            [weight("w", eighths(1, 3, 4)), weight("b", eighths(2, 3))],
        ),
        "the graph has two inputs, x and x2",
    )

    yield (
        "unknown_attr.onnx",
        one_gemm("unknown_attr", gamma=3.0),
        "Gemm has no attribute called gamma",
    )

    yield (
        "batch_two.onnx",
        one_gemm("batch_two", None, None, (2, 4), (2, 3)),
        "the batch size is fixed at 2",
    )

    yield (
        "no_nodes.onnx",
        model("no_nodes", [], [floats("x", [1, 4])], [floats("x", [1, 4])]),
        "the graph has no nodes; its output is its input",
    )

    dangling = one_gemm("dangling")
    dangling.graph.node[0].input[0] = "ghost"
    yield "dangling.onnx", dangling, "node fc reads the tensor ghost, which nothing writes"


# ---------------------------------------------------------------- writing


def save_model(name, content):
    if not isinstance(content, bytes):
        content = content.SerializeToString(deterministic=True)
    if len(content) >= MAX_BYTES:
        raise SystemExit(f"{name} is too big: {len(content)} bytes")
    (HERE / name).write_bytes(content)


def run(model_bytes, x):
    """Run a one-input, one-output model and describe the result."""
    session = ort.InferenceSession(model_bytes, providers=["CPUExecutionProvider"])
    (y,) = session.run(None, {session.get_inputs()[0].name: x})
    return {
        "input_name": session.get_inputs()[0].name,
        "input_shape": list(x.shape),
        "input": x.ravel().tolist(),
        "output_name": session.get_outputs()[0].name,
        "output_shape": list(y.shape),
        "output_type": str(y.dtype),
        "output": y.ravel().tolist(),
    }


def check_input_is_telling(name, content, x, output):
    """Refuse a test input that would not notice ignored inputs or a missing Relu."""
    variants = [(content, np.zeros_like(x))]
    if any(n.op_type == "Relu" for n in content.graph.node):
        linear = onnx.ModelProto.FromString(content.SerializeToString())
        for n in linear.graph.node:
            if n.op_type == "Relu":
                n.op_type = "Identity"
        variants.append((linear, x))
    for changed, x in variants:
        if run(changed.SerializeToString(), x)["output"] == output:
            raise SystemExit(f"{name}: choose another input, this one shows too little")


def write_models():
    expected = {"valid": {}, "either": {}, "refused": {}}
    for name, content, x in valid_models():
        onnx.checker.check_model(content, full_check=True)
        save_model(name, content)
        expected["valid"][name] = run((HERE / name).read_bytes(), x)
        if "argmax" not in name:
            check_input_is_telling(name, content, x, expected["valid"][name]["output"])
    for name, content, x, why in either_models():
        onnx.checker.check_model(content, full_check=True)
        save_model(name, content)
        expected["either"][name] = {"why": why, **run((HERE / name).read_bytes(), x)}
    for name, content, why in refused_models():
        save_model(name, content)
        expected["refused"][name] = why

    # Only the truncated file may be unreadable; the others must parse, so that
    # they reach the check they are meant for.
    for name in expected["refused"]:
        try:
            onnx.ModelProto.FromString((HERE / name).read_bytes())
            readable = True
        except DecodeError:
            readable = False
        if readable == (name == "truncated.onnx"):
            raise SystemExit(f"{name} is not broken in the way it should be")
    return expected


def numbers(row):
    """Pixel values as short numbers: 7, not 7.0."""
    return [int(v) if float(v).is_integer() else float(v) for v in row]


def write_json(name, value):
    (HERE / name).write_text(json.dumps(value) + "\n")


def write_csv(name, *lines):
    (HERE / name).write_text("".join(",".join(map(str, line)) + "\n" for line in lines))


def write_data():
    """Input files for a model 64 features wide. Return the first test digit."""
    test = np.load(DIGITS / "test.npz")
    first, second = numbers(test["x"][0]), numbers(test["x"][1])
    label, label2 = int(test["y"][0]), int(test["y"][1])
    header = [f"p{i}" for i in range(64)]

    # Good: the first test digit in each format.
    write_csv("ok.csv", first)
    write_csv("ok_labelled.csv", header + ["label"], first + [label])
    write_json("ok.json", first)
    write_json("ok_labelled.json", {"x": [first], "y": [label]})
    np.save(HERE / "ok.npy", test["x"][:1])  # float32 [1, 64]

    # Good as a data set, bad where exactly one sample is wanted.
    write_json("two_rows.json", [first, second])
    write_json("two_rows_labelled.json", {"x": [first, second], "y": [label, label2]})

    # Bad.
    write_csv("wrong_width.csv", first[:63])
    write_json("short.json", first[:63])
    write_json("long.json", first + [0])
    # A bare NaN is not JSON, so a strict reader stops there. The CSV file has
    # the same value, to reach the check for finite numbers.
    with_nan = first[:10] + [float("nan")] + first[11:]
    write_json("nan.json", with_nan)
    write_csv("nan.csv", with_nan)

    return test["x"][:1], label


def main():
    expected = write_models()
    x, label = write_data()
    expected["digits"] = {
        "model": "../digits-mlp/digits-mlp.onnx",
        "label": label,
        **run((DIGITS / "digits-mlp.onnx").read_bytes(), x),
    }
    text = json.dumps(expected, indent=2)
    # Put each list of numbers on one line.
    text = re.sub(r"\[\n[^\[\]{}]*\]", lambda m: " ".join(m[0].split()), text)
    assert json.loads(text) == expected
    (HERE / "expected.json").write_text(text + "\n")
    for path in sorted(HERE.iterdir()):
        if path.is_file() and path.name != Path(__file__).name:
            print(f"{path.stat().st_size:6d}  {path.name}")


if __name__ == "__main__":
    main()
