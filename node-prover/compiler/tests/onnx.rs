//! The importer and the float model on whole files.

mod common;

use common::*;
use prost::Message;
use serde_json::Value;
use tract_onnx::pb::{self, attribute_proto::AttributeType};
use zkml_compiler::data::Dataset;
use zkml_compiler::float::FloatModel;
use zkml_compiler::onnx::{inspect, OnnxModel};
use zkml_compiler::{CompileError, ErrorKind};

fn parse(name: &str) -> Result<OnnxModel, CompileError> {
    OnnxModel::parse(&bytes(bad(name)))
}

/// One line, with a way out.
fn is_clear(error: &CompileError) {
    let text = error.to_string();
    assert!(!text.is_empty() && !text.contains('\n') && text.len() < 400, "{text}");
    assert!(!error.help().is_empty() && !error.help().contains('\n'));
}

fn close(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (f, e) in found.iter().zip(expected) {
        assert!((f - e).abs() <= 1e-4 * e.abs().max(1.0), "{f} instead of {e}");
    }
}

fn runs_as_expected(model: &OnnxModel, case: &Value) {
    let shape = |key: &str| floats(&case[key]).iter().map(|&d| d as usize).collect::<Vec<_>>();
    assert_eq!(model.input.name, case["input_name"]);
    assert_eq!(model.output.name, case["output_name"]);
    assert_eq!(model.input.shape, shape("input_shape"));
    assert_eq!(model.output.shape, shape("output_shape"));
    let float = FloatModel::new(model).unwrap();
    let input = floats(&case["input"]);
    let output = float.run(&input).unwrap();
    close(&output, &floats(&case["output"]));

    let all = float.run_all(&input).unwrap();
    assert_eq!(all[&*model.input.name], input);
    assert_eq!(all[&*model.output.name], output);
    assert_eq!(all.len(), model.nodes.len() + 1);
    for node in &model.nodes {
        let ty = model.tensor_type(node.output()).unwrap();
        assert_eq!(all[node.output()].len(), ty.shape.iter().product::<usize>());
    }
}

#[test]
fn valid_models_parse_and_run_as_in_another_runtime() {
    let expected = expected();
    for group in ["valid", "either"] {
        for (name, case) in expected[group].as_object().unwrap() {
            let model = parse(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            runs_as_expected(&model, case);
            assert_eq!(model.batch_was_symbolic, name == "dynamic_batch.onnx");
        }
    }
    let digits = OnnxModel::parse(&digits_model()).unwrap();
    runs_as_expected(&digits, &expected["digits"]);
    assert_eq!(digits.nodes.len(), 5);
}

#[test]
fn refused_models_say_what_is_wrong_with_them() {
    use ErrorKind::*;
    let errors = [
        ("truncated.onnx", Model, "this is not a readable ONNX model"),
        ("unsupported_op.onnx", Unsupported, "node `act_erf` (Erf) is not supported: there is no circuit"),
        ("dynamic_features.onnx", Model, "input `x`: dimension 1 is `features`, not a number"),
        ("huge_shape.onnx", Model, "input `x`: it has more than 16777216 elements"),
        ("overflow_shape.onnx", Model, "input `x`: the batch size is 8589934592"),
        ("nan_weights.onnx", Model, "constant `w` of node `fc` (Gemm): the value at [1, 2] is NaN"),
        ("inf_bias.onnx", Model, "constant `b` of node `fc` (Gemm): the value at [1] is infinite"),
        (
            "wrong_initializer_len.onnx",
            Model,
            "constant `w` of node `fc` (Gemm): dims [3, 4] need 48 bytes, it holds 40",
        ),
        ("external_data.onnx", Model, "constant `w` of node `fc` (Gemm): its data is kept in another file"),
        ("two_outputs.onnx", Model, "the graph has 2 outputs (`y`, `z`)"),
        ("two_inputs.onnx", Model, "the graph has 2 inputs (`x`, `x2`)"),
        ("unknown_attr.onnx", Unsupported, "node `fc` (Gemm) is not supported: it has the attribute `gamma`"),
        ("batch_two.onnx", Model, "input `x`: the batch size is 2"),
        ("no_nodes.onnx", Model, "the graph has no nodes"),
        ("dangling.onnx", Model, "node `fc` (Gemm) reads the tensor `ghost`, which nothing writes"),
    ];
    let expected = expected();
    let listed: Vec<_> = expected["refused"].as_object().unwrap().keys().collect();
    assert_eq!(listed.len(), errors.len());
    for (name, kind, text) in errors {
        assert!(listed.iter().any(|l| *l == name), "{name}");
        let error = parse(name).unwrap_err();
        assert!(error.to_string().starts_with(text), "{name}: {error}");
        assert_eq!(error.kind(), kind, "{name}");
        is_clear(&error);
    }
}

#[test]
fn inspect_lists_nodes_whatever_else_is_wrong() {
    let found = inspect(&bytes(bad("unsupported_op.onnx"))).unwrap();
    let listed: Vec<_> = found.nodes.iter().map(|n| (&*n.name, &*n.op, n.supported)).collect();
    assert_eq!(listed, [("fc1", "Gemm", true), ("act_erf", "Erf", false), ("fc2", "Gemm", true)]);
    let unsupported: Vec<_> = found.unsupported().collect();
    assert_eq!(unsupported.len(), 1);
    assert_eq!(unsupported[0].reason.as_deref(), Some("there is no circuit for this operator"));
    assert_eq!(found.model.unwrap_err().kind(), ErrorKind::Unsupported);

    let found = inspect(&bytes(bad("two_inputs.onnx"))).unwrap();
    assert_eq!(found.unsupported().count(), 0);
    assert!(found.model.is_err());

    let found = inspect(&digits_model()).unwrap();
    assert_eq!((&*found.name, found.opset), ("digits-mlp", Some(17)));
    assert_eq!(found.nodes[1].outputs[0].shape, Some(vec![1, 64]));
    assert!(found.model.is_ok());

    assert!(inspect(&bytes(bad("truncated.onnx"))).is_err());
    for name in expected()["refused"].as_object().unwrap().keys() {
        if name != "truncated.onnx" {
            assert!(inspect(&bytes(bad(name))).unwrap().model.is_err(), "{name}");
        }
    }
}

#[test]
fn every_test_digit_is_classified_as_in_another_runtime() {
    let model = OnnxModel::parse(&digits_model()).unwrap();
    let float = FloatModel::new(&model).unwrap();
    let test = Dataset::load(&models().join("digits-mlp/test.npz"), 64).unwrap();
    let labels = test.labels.unwrap();
    let right = test.rows.iter().zip(&labels).filter(|(row, &label)| {
        let row: Vec<f32> = row.iter().map(|&v| v as f32).collect();
        let logits = float.run(&row).unwrap();
        let best = (0..10).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap();
        best as i64 == label
    });
    assert_eq!((right.count(), labels.len()), (353, 360));
}

#[test]
fn the_float_model_refuses_inputs_that_do_not_fit() {
    let float = FloatModel::new(&OnnxModel::parse(&digits_model()).unwrap()).unwrap();
    for (input, text) in [
        (vec![0.0; 63], "the input has 63 values, the model takes 64"),
        (vec![0.0; 65], "the input has 65 values, the model takes 64"),
        (vec![f32::NAN; 64], "value 0 of the input is NaN"),
    ] {
        let error = float.run(&input).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.kind(), ErrorKind::Input);
    }
}

mod built {
    //! Models that no exporter would write, and a few that one does.
    use super::*;
    use pb::tensor_proto::DataType;
    use pb::tensor_shape_proto::{dimension::Value as Dim, Dimension};

    fn info(name: &str, element: DataType, dims: &[i64]) -> pb::ValueInfoProto {
        let dim = |&d: &i64| Dimension { value: Some(Dim::DimValue(d)), ..Default::default() };
        let tensor = pb::type_proto::Tensor {
            elem_type: element as i32,
            shape: Some(pb::TensorShapeProto { dim: dims.iter().map(dim).collect() }),
        };
        let value = Some(pb::type_proto::Value::TensorType(tensor));
        let r#type = Some(pb::TypeProto { value, ..Default::default() });
        pb::ValueInfoProto { name: name.into(), r#type, ..Default::default() }
    }

    fn node(op: &str, inputs: &[&str], output: &str) -> pb::NodeProto {
        pb::NodeProto {
            op_type: op.into(),
            input: inputs.iter().map(|s| s.to_string()).collect(),
            output: vec![output.into()],
            ..Default::default()
        }
    }

    fn with(mut node: pb::NodeProto, name: &str, value: i64) -> pb::NodeProto {
        let r#type = AttributeType::Int as i32;
        node.attribute.push(pb::AttributeProto { name: name.into(), r#type, i: value, ..Default::default() });
        node
    }

    fn weights(name: &str, dims: &[i64]) -> pb::TensorProto {
        let count = dims.iter().product::<i64>() as usize;
        pb::TensorProto {
            name: name.into(),
            dims: dims.to_vec(),
            data_type: DataType::Float as i32,
            float_data: (0..count).map(|i| i as f32 - 2.0).collect(),
            ..Default::default()
        }
    }

    fn ints(name: &str, values: &[i64]) -> pb::TensorProto {
        pb::TensorProto {
            name: name.into(),
            dims: vec![values.len() as i64],
            data_type: DataType::Int64 as i32,
            int64_data: values.to_vec(),
            ..Default::default()
        }
    }

    /// From `x` of this shape to `y`, of whatever shape the last node gives it.
    fn model(shape: &[i64], nodes: Vec<pb::NodeProto>, initializer: Vec<pb::TensorProto>) -> pb::ModelProto {
        let graph = pb::GraphProto {
            node: nodes,
            initializer,
            input: vec![info("x", DataType::Float, shape)],
            output: vec![pb::ValueInfoProto { name: "y".into(), ..Default::default() }],
            ..Default::default()
        };
        let opset = pb::OperatorSetIdProto { domain: String::new(), version: 17 };
        pb::ModelProto { graph: Some(graph), opset_import: vec![opset], ir_version: 8, ..Default::default() }
    }

    fn read(proto: &pb::ModelProto) -> Result<OnnxModel, CompileError> {
        OnnxModel::parse(&proto.encode_to_vec())
    }

    fn relu() -> pb::ModelProto {
        model(&[1, 4], vec![node("Relu", &["x"], "y")], vec![])
    }

    fn edited(change: impl FnOnce(&mut pb::GraphProto)) -> pb::ModelProto {
        let mut proto = relu();
        change(proto.graph.as_mut().unwrap());
        proto
    }

    #[test]
    fn shapes_are_worked_out_and_agree_with_tract() {
        let cases = [
            (vec![1, 2, 3], with(node("Flatten", &["x"], "y"), "axis", 0), vec![1, 6]),
            (vec![1, 2, 3], with(node("Flatten", &["x"], "y"), "axis", 3), vec![6, 1]),
            (vec![1, 2, 3], with(node("Flatten", &["x"], "y"), "axis", -1), vec![2, 3]),
            (vec![1, 2, 3], node("Flatten", &["x"], "y"), vec![1, 6]),
            (vec![1, 2, 3], node("ArgMax", &["x"], "y"), vec![1, 2, 3]),
            (vec![1, 2, 3], with(node("ArgMax", &["x"], "y"), "axis", -2), vec![1, 1, 3]),
            (vec![1, 2, 3], with(with(node("ArgMax", &["x"], "y"), "axis", 2), "keepdims", 0), vec![1, 2]),
            (vec![1, 2, 3], node("MatMul", &["x", "w"], "y"), vec![1, 2, 2]),
            (vec![3], node("MatMul", &["x", "w"], "y"), vec![2]),
            (vec![1, 3], node("MatMul", &["x", "w"], "y"), vec![1, 2]),
            (vec![1, 3], node("Gemm", &["x", "w", ""], "y"), vec![1, 2]),
            (vec![1, 2, 3], node("Add", &["b", "x"], "y"), vec![1, 2, 3]),
            (vec![1, 2, 3], node("Add", &["x", "x"], "y"), vec![1, 2, 3]),
            (vec![1, 2, 3], node("Reshape", &["x", "s"], "y"), vec![1, 3, 2]),
            (vec![1, 2, 3], node("Identity", &["x"], "y"), vec![1, 2, 3]),
        ];
        for (shape, op, expected) in cases {
            let name = format!("{} {shape:?}", op.op_type);
            let constants = vec![weights("w", &[3, 2]), weights("b", &[3]), ints("s", &[0, 3, -1])];
            let parsed = read(&model(&shape, vec![op], constants)).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(parsed.output.shape, expected, "{name}");
            let width = parsed.input.width();
            let input: Vec<f32> = (0..width).map(|i| i as f32).collect();
            let output = FloatModel::new(&parsed).unwrap().run(&input).unwrap();
            assert_eq!(output.len(), parsed.output.width());
        }
    }

    #[test]
    fn constants_of_every_form_are_constants() {
        let mut value = node("Constant", &[], "c");
        value.attribute.push(pb::AttributeProto {
            name: "value".into(),
            r#type: AttributeType::Tensor as i32,
            t: Some(weights("", &[4])),
            ..Default::default()
        });
        let mut list = node("Constant", &[], "d");
        list.attribute.push(pb::AttributeProto {
            name: "value_floats".into(),
            r#type: AttributeType::Floats as i32,
            floats: vec![1.0, 2.0, 3.0, 4.0],
            ..Default::default()
        });
        let nodes = vec![
            value,
            list,
            node("Identity", &["c"], "shared"),
            node("Add", &["x", "shared"], "s"),
            node("Add", &["s", "d"], "y"),
        ];
        let parsed = read(&model(&[1, 4], nodes, vec![weights("unused", &[2])])).unwrap();
        assert_eq!(parsed.nodes.iter().map(|n| n.op_type).collect::<Vec<_>>(), ["Add", "Add"]);
        assert_eq!(parsed.nodes[0].name, "Add_3");
        assert_eq!(parsed.constants.keys().collect::<Vec<_>>(), ["c", "d", "shared", "unused"]);
        let output = FloatModel::new(&parsed).unwrap().run(&[0.0; 4]).unwrap();
        assert_eq!(output, [-1.0, 1.0, 3.0, 5.0]);
    }

    #[test]
    fn attributes_not_given_have_their_defaults() {
        let parsed = read(&model(&[1, 3], vec![node("Gemm", &["x", "w"], "y")], vec![weights("w", &[3, 2])]));
        let parsed = parsed.unwrap();
        let gemm = &parsed.nodes[0];
        assert_eq!(gemm.float("alpha").unwrap(), 1.0);
        assert!(!gemm.flag("transB").unwrap());
        assert_eq!(gemm.int("axis").unwrap_err().kind(), ErrorKind::Internal);
    }

    #[test]
    fn rejects_graphs_that_could_mean_something_else() {
        let gemm = |dims: &[i64]| model(&[1, 3], vec![node("Gemm", &["x", "w"], "y")], vec![weights("w", dims)]);
        let after = |op: pb::NodeProto| {
            model(&[1, 4], vec![op], vec![weights("w", &[5, 4]), ints("s", &[2, -1, -1]), ints("z", &[0, 0, 4])])
        };
        let mut opset = relu();
        opset.opset_import[0].version = 8;
        let mut newer = relu();
        newer.opset_import[0].version = 99;
        let mut two = relu();
        two.opset_import.push(pb::OperatorSetIdProto { domain: "ai.onnx".into(), version: 13 });
        let mut none = relu();
        none.opset_import.clear();
        let mut function = relu();
        function.functions.push(pb::FunctionProto { name: Some("Relu".into()), ..Default::default() });
        let rejected = [
            (opset, "opset 8, supported are"),
            (newer, "opset 99, supported are"),
            (two, "two versions"),
            (none, "names no operator set"),
            (function, "functions of its own, `Relu`"),
            (
                edited(|g| g.node[0].domain = "com.example".into()),
                "node `Relu_0` (Relu) is not supported: it belongs to the operator domain `com.example`",
            ),
            (edited(|g| g.node[0].input[0] = String::new()), "it has 0 inputs, 1 expected"),
            (edited(|g| g.node[0].input.push("x".into())), "it has 2 inputs, 1 expected"),
            (edited(|g| g.node[0].output.push("z".into())), "it has 2 outputs, 1 expected"),
            (edited(|g| g.node.push(node("Relu", &["x"], "y"))), "`y` is written twice"),
            (
                edited(|g| g.node.insert(0, node("Relu", &["y"], "z"))),
                "reads the tensor `y`, which is only written later",
            ),
            (edited(|g| g.node[0].input[0] = "y".into()), "which is only written later"),
            (edited(|g| g.initializer = vec![weights("w", &[4]), weights("w", &[4])]), "two constants are called `w`"),
            (edited(|g| g.sparse_initializer.push(Default::default())), "is sparse"),
            (edited(|g| g.input[0] = info("x", DataType::Int64, &[1, 4])), "input `x`: it is INT64"),
            (edited(|g| g.input[0] = info("x", DataType::Float16, &[1, 4])), "input `x`: it is FLOAT16"),
            (edited(|g| g.input[0] = info("x", DataType::Float, &[1, 0])), "dimension 1 is 0"),
            (edited(|g| g.input[0] = info("x", DataType::Float, &[-1, 4])), "dimension 0 is -1"),
            (edited(|g| g.input[0] = info("x", DataType::Float, &[])), "shape is not declared"),
            (edited(|g| g.input[0].r#type = None), "not a tensor"),
            (edited(|g| g.input.clear()), "the graph has 0 inputs"),
            (
                edited(|g| g.output[0] = info("y", DataType::Float, &[1, 5])),
                "the output `y` is FLOAT [1, 4], the file declares it otherwise",
            ),
            (edited(|g| g.output[0] = info("y", DataType::Int64, &[1, 4])), "declares it otherwise"),
            (edited(|g| g.output[0].name = "x".into()), "no node computes the output `x`"),
            (
                edited(|g| {
                    g.initializer = vec![weights("w", &[4])];
                    g.node[0].input[0] = "w".into()
                }),
                "no node computes the output `y` from the input",
            ),
            (gemm(&[4, 2]), "it multiplies [1, 3] by [4, 2]"),
            (gemm(&[3]), "a matrix is expected"),
            // Silently broadcast, these would be five inferences.
            (after(node("Add", &["x", "w"], "y")), "it adds [1, 4] and [5, 4]"),
            (after(node("MatMul", &["w", "x"], "y")), "it multiplies [5, 4] by [1, 4]"),
            (after(node("Reshape", &["x", "s"], "y")), "it reshapes [1, 4] to [2, -1, -1]"),
            (after(node("Reshape", &["x", "z"], "y")), "it reshapes [1, 4] to [0, 0, 4]"),
            (after(node("Reshape", &["x", "x"], "y")), "its new shape is computed"),
            (after(node("Reshape", &["x", "w"], "y")), "its new shape is FLOAT"),
            (after(node("Relu", &["s"], "y")), "its operands are INT64"),
            (after(with(node("Flatten", &["x"], "y"), "axis", 3)), "axis 3 is outside"),
            (after(with(node("Flatten", &["x"], "y"), "axis", i64::MIN)), "is outside"),
            (after(with(node("ArgMax", &["x"], "y"), "axis", 2)), "axis 2 is outside"),
            (after(with(node("ArgMax", &["x"], "y"), "keepdims", 2)), "attribute `keepdims` is 2"),
            (after(with(with(node("Flatten", &["x"], "y"), "axis", 1), "axis", 1)), "`axis` is given twice"),
        ];
        for (proto, text) in rejected {
            let error = read(&proto).map(|m| m.nodes).expect_err(text);
            assert!(error.to_string().contains(text), "{error} instead of {text}");
            is_clear(&error);
        }
    }

    #[test]
    fn a_small_file_cannot_ask_for_a_huge_tensor() {
        let column = |name| weights(name, &[1 << 13, 1]);
        let proto = model(
            &[1 << 13],
            vec![node("Reshape", &["x", "s"], "c"), with(node("Gemm", &["c", "w"], "y"), "transB", 1)],
            vec![column("w"), ints("s", &[-1, 1])],
        );
        let error = read(&proto).unwrap_err();
        assert!(error.to_string().contains("has more than 16777216 elements"), "{error}");
    }

    #[test]
    fn a_tensor_that_overflows_is_named() {
        let nodes = vec![node("Add", &["x", "x"], "sum"), node("Relu", &["sum"], "y")];
        let float = FloatModel::new(&read(&model(&[1, 2], nodes, vec![])).unwrap()).unwrap();
        let error = float.run(&[f32::MAX, 1.0]).unwrap_err();
        assert_eq!(error.to_string(), "the float model fails: the tensor `sum` holds inf for this input");
        assert_eq!(float.run(&[2.0, 1.0]).unwrap(), [4.0, 2.0]);
    }

    #[test]
    fn subgraphs_and_all_other_unsupported_nodes_are_counted() {
        let mut branch = node("If", &["x"], "t");
        branch.attribute.push(pb::AttributeProto {
            name: "then_branch".into(),
            r#type: AttributeType::Graph as i32,
            g: Some(Default::default()),
            ..Default::default()
        });
        let proto = model(&[1, 4], vec![branch, node("Erf", &["t"], "u"), node("Sin", &["u"], "y")], vec![]);
        let error = read(&proto).unwrap_err();
        assert_eq!(
            error.to_string(),
            "node `If_0` (If) is not supported: there is no circuit for this operator (and 2 more nodes)"
        );
    }

    #[test]
    fn names_are_made_unique_and_cannot_break_a_line() {
        let mut nodes = vec![node("Relu", &["x"], "a"), node("Relu", &["a"], "b"), node("Relu", &["b"], "y")];
        nodes[0].name = "same\n\u{1b}[31m".into();
        nodes[1].name = nodes[0].name.clone();
        let parsed = read(&model(&[1, 4], nodes, vec![])).unwrap();
        let names: Vec<_> = parsed.nodes.iter().map(|n| &*n.name).collect();
        assert_eq!(names, ["same\\n\\u{1b}[31m", "same\\n\\u{1b}[31m_1", "Relu_2"]);
    }
}

mod damage {
    //! No damage to a file makes anything panic.
    use super::*;

    fn survives(bytes: &[u8]) {
        let _ = inspect(bytes).map_err(|e| is_clear(&e));
        match OnnxModel::parse(bytes) {
            Err(error) => is_clear(&error),
            Ok(model) => {
                let run = FloatModel::new(&model).and_then(|f| f.run(&vec![1.0; model.input.width()]));
                if let Err(error) = run {
                    is_clear(&error);
                    // A panic that was caught is a bug all the same.
                    assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
                }
            }
        }
    }

    #[test]
    fn every_prefix_of_a_model_is_an_error() {
        let whole = digits_model();
        // All of the structure at either end, and a stride through the weights between.
        let ends = 600;
        let strided = (ends..whole.len() - ends).step_by(37);
        for length in (0..ends).chain(strided).chain(whole.len() - ends..whole.len()) {
            survives(&whole[..length]);
        }
        assert!(OnnxModel::parse(&whole[..whole.len() - 1]).is_err());
    }

    #[test]
    fn a_changed_byte_is_an_error_or_another_model() {
        let mut random = Random(17);
        let whole = digits_model();
        for _ in 0..400 {
            survives(&damaged(&whole, &mut random));
        }
        let small = ["reshape_flatten.onnx", "argmax.onnx", "matmul_add.onnx", "gemm_attrs.onnx", "dynamic_batch.onnx"];
        for name in small {
            let whole = bytes(bad(name));
            for _ in 0..800 {
                survives(&damaged(&whole, &mut random));
            }
            for length in 0..whole.len() {
                survives(&whole[..length]);
            }
        }
    }

    #[test]
    fn noise_is_an_error() {
        let mut random = Random(18);
        for _ in 0..2_000 {
            let length = random.below(200);
            let noise: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
            assert!(OnnxModel::parse(&noise).is_err());
        }
    }
}

#[test]
fn a_graph_of_thousands_of_nodes_is_refused_at_once() {
    let mut proto = pb::ModelProto::decode(&*digits_model()).unwrap();
    let graph = proto.graph.as_mut().unwrap();
    let relu = graph.node[1].clone();
    graph.node.extend(std::iter::repeat_n(relu, 40_000));
    let many = proto.encode_to_vec();
    let started = std::time::Instant::now();
    for error in [OnnxModel::parse(&many).unwrap_err(), inspect(&many).unwrap_err()] {
        assert!(error.to_string().contains("the graph has 40005 nodes, at most 4096"), "{error}");
    }
    // Without the limit it takes most of a minute.
    assert!(started.elapsed().as_secs() < 5);
}
