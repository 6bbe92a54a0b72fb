"""Write a trained scikit-learn multilayer perceptron as ONNX: what the training scripts of the example models share."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def to_onnx(layers, name, input_name, output_name):
    """Build the graph fc1, relu1, fc2, …; `layers` are pairs of weights [in, out] and biases [out]."""
    nodes, initializers = [], []
    tensor = input_name
    for i, (w, b) in enumerate(layers, start=1):
        # scikit-learn keeps weights as [in, out]; Gemm with transB=1 wants [out, in].
        w = np.ascontiguousarray(w.T, dtype=np.float32)
        initializers.append(numpy_helper.from_array(w, f"fc{i}.weight"))
        initializers.append(numpy_helper.from_array(b.astype(np.float32), f"fc{i}.bias"))
        out = output_name if i == len(layers) else f"fc{i}_out"
        nodes.append(
            helper.make_node("Gemm", [tensor, f"fc{i}.weight", f"fc{i}.bias"], [out], name=f"fc{i}", transB=1)
        )
        tensor = out
        if i != len(layers):
            nodes.append(helper.make_node("Relu", [out], [f"relu{i}_out"], name=f"relu{i}"))
            tensor = f"relu{i}_out"
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(input_name, TensorProto.FLOAT, [1, layers[0][0].shape[0]])],
        [helper.make_tensor_value_info(output_name, TensorProto.FLOAT, [1, layers[-1][0].shape[1]])],
        initializers,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name=name
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)
