//! The data loader on whole files.

mod common;

use std::io::{Cursor, Write};
use std::path::Path;

use common::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use zkml_compiler::data::{load_labels, load_sample, Dataset, Format};
use zkml_compiler::{CompileError, ErrorKind};

fn is_clear(error: &CompileError) {
    let text = error.to_string();
    assert!(!text.is_empty() && !text.contains('\n') && text.len() < 400, "{text}");
    assert!(!error.help().is_empty());
}

fn from(format: Format, bytes: impl AsRef<[u8]>, width: usize) -> Result<Dataset, CompileError> {
    let result = Dataset::from_bytes("file", format, bytes.as_ref(), width);
    if let Err(error) = &result {
        is_clear(error);
    }
    result
}

fn npy(shape: &str, values: &[f32]) -> Vec<u8> {
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    bytes
}

fn npz(arrays: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in arrays {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(format!("{name}.npy"), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn all_formats_agree_on_the_same_digit() {
    let test = Dataset::load(&models().join("digits-mlp/test.npz"), 64).unwrap();
    assert_eq!((test.rows.len(), test.labels.as_ref().unwrap().len()), (360, 360));
    let label = expected()["digits"]["label"].as_i64();
    let digit = test.rows[0].clone();
    assert_eq!(test.into_sample("test.npz", Some(0)).unwrap().label, label);
    for name in ["ok.npy", "ok.csv", "ok.json", "ok_labelled.csv", "ok_labelled.json"] {
        let sample = load_sample(&bad(name), 64, None).unwrap();
        assert_eq!(sample.values, digit, "{name}");
        let labelled = name.contains("labelled");
        assert_eq!(sample.label, label.filter(|_| labelled), "{name}");
    }
}

#[test]
fn bad_files_say_what_is_wrong_with_them() {
    use ErrorKind::*;
    let errors = [
        ("nan.csv", Data, "row 0, column 10 is NaN"),
        ("nan.json", Data, "is NaN"),
        ("short.json", Data, "row 0 has 63 values, the model takes 64"),
        ("long.json", Data, "row 0 has 65 values, the model takes 64"),
        ("wrong_width.csv", Data, "row 0 has 63 values, the model takes 64"),
        ("two_rows.json", Input, "holds 2 rows, and one inference takes one"),
        ("two_rows_labelled.json", Input, "holds 2 rows, and one inference takes one"),
        ("make.py", Data, "is not a .npy, .npz, .json or .csv file"),
        ("no_such.npy", Data, "cannot read"),
    ];
    for (name, kind, text) in errors {
        let error = load_sample(&bad(name), 64, None).unwrap_err();
        assert!(error.to_string().contains(text), "{name}: {error}");
        assert!(error.to_string().contains(name), "{name}: {error}");
        assert_eq!(error.kind(), kind, "{name}");
        is_clear(&error);
    }
}

#[test]
fn one_of_several_rows_is_chosen_by_its_number() {
    let path = bad("two_rows_labelled.json");
    let all = Dataset::load(&path, 64).unwrap();
    let second = load_sample(&path, 64, Some(1)).unwrap();
    assert_eq!((second.values, second.label), (all.rows[1].clone(), Some(all.labels.unwrap()[1])));

    let error = load_sample(&path, 64, None).unwrap_err();
    assert_eq!(error.help(), "choose one with `--row N`, from 0 to 1");
    let error = load_sample(&path, 64, Some(2)).unwrap_err();
    assert!(error.to_string().ends_with("has no row 2: it holds 2, counted from 0"), "{error}");
}

#[test]
fn labels_are_read_alone_or_beside_samples() {
    let digits = load_labels(&models().join("digits-mlp/test.npz")).unwrap();
    assert_eq!(digits.len(), 360);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let three = [
        write("y.json", b"[3, 1, 4]"),
        write("y.csv", b"3\n1\n4\n"),
        write("named.csv", b"id,label\n7,3\n8,1\n9,4\n"),
        write("y.npy", &npy("(3,)", &[3.0, 1.0, 4.0])),
        write("column.npy", &npy("(3, 1)", &[3.0, 1.0, 4.0])),
        write("y.npz", &npz(&[("y", npy("(3,)", &[3.0, 1.0, 4.0]))])),
    ];
    for path in three {
        assert_eq!(load_labels(&path).unwrap(), [3, 1, 4], "{}", path.display());
    }
    let error = load_labels(&write("half.json", b"[3, 1.5]")).unwrap_err();
    assert!(error.to_string().contains("the label of row 1 is 1.5"), "{error}");
    let error = load_labels(&write("hot.json", b"[[0, 1], [1, 0]]")).unwrap_err();
    assert!(error.to_string().contains("lists of 2 numbers"), "{error}");
}

#[test]
fn arrays_of_several_dimensions_are_flattened_row_by_row() {
    let values: Vec<f32> = (0..8).map(|v| v as f32).collect();
    let rows = |shape| from(Format::Npy, npy(shape, &values), 4).unwrap().rows;
    let expected = [[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]];
    assert_eq!(rows("(2, 4)"), expected);
    assert_eq!(rows("(2, 2, 2)"), expected);
    assert_eq!(rows("(2, 1, 2, 2)"), expected);
    assert_eq!(from(Format::Npy, npy("(8,)", &values), 8).unwrap().rows.len(), 1);
    assert_eq!(from(Format::Npy, npy("(8,)", &values), 1).unwrap().rows.len(), 8);
    assert_eq!(from(Format::Json, "[[[1, 2], [3, 4]]]", 4).unwrap().rows, [[1.0, 2.0, 3.0, 4.0]]);
}

#[test]
fn rejects_npy_that_does_not_fit() {
    let rejected = [
        (npy("(2, 3)", &[0.0; 6]), "row 0 has 3 values, the model takes 4"),
        (npy("(8,)", &[0.0; 8]), "row 0 has 8 values"),
        (npy("()", &[0.0]), "row 0 has 1 values"),
        (npy("(0, 4)", &[]), "no rows"),
        (npy("(0,)", &[]), "no rows"),
        (npy("(0, 4294967296, 4294967296)", &[]), "no rows"),
        (npy("(1, 4)", &[0.0, f32::NAN, 0.0, 0.0]), "row 0, column 1 is NaN"),
        (npy("(1, 4)", &[0.0, 0.0, f32::INFINITY, 0.0]), "row 0, column 2 is infinite"),
        (npy("(4294967296, 4294967296)", &[]), "more than"),
        (npy("(1000, 4)", &[0.0; 4]), "needs 16000 bytes, it holds 16"),
        (vec![], "not a NumPy array"),
    ];
    for (bytes, text) in rejected {
        let error = from(Format::Npy, bytes, 4).unwrap_err();
        assert!(error.to_string().contains(text), "{error} instead of {text}");
    }
}

#[test]
fn npz_finds_the_samples_or_says_what_it_found() {
    let row = || npy("(1, 2)", &[1.0, 2.0]);
    for arrays in [&["x"][..], &["X", "other"], &["images", "y"], &["whatever"], &["whatever", "labels"]] {
        let arrays: Vec<_> = arrays
            .iter()
            .map(|&name| (name, if matches!(name, "y" | "labels") { npy("(1,)", &[3.0]) } else { row() }))
            .collect();
        let data = from(Format::Npz, npz(&arrays), 2).unwrap();
        assert_eq!(data.rows, [[1.0, 2.0]]);
        assert_eq!(data.labels.is_some(), arrays.len() == 2 && arrays[0].0 != "X");
    }
    let rejected = [
        (npz(&[("a", row()), ("b", row())]), "which array to read: `a`, `b`"),
        (npz(&[("x", row()), ("inputs", row())]), "which array to read: `x`, `inputs`"),
        (npz(&[("y", npy("(1,)", &[1.0]))]), "no samples"),
        (npz(&[]), "no samples"),
        (npz(&[("x", row()), ("y", npy("(2,)", &[1.0, 2.0]))]), "1 rows and 2 labels"),
        (npz(&[("x", b"PK".to_vec())]), "file[x]: it is not a NumPy array"),
        (b"not a zip".to_vec(), "not an .npz archive"),
    ];
    for (bytes, text) in rejected {
        let error = from(Format::Npz, bytes, 2).unwrap_err();
        assert!(error.to_string().contains(text), "{error} instead of {text}");
    }
}

#[test]
fn a_decompression_bomb_is_cut_off() {
    // 1.1 GB of zeros, about a megabyte deflated.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("x.npy", options).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..1_100 {
        zip.write_all(&zeros).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 2_000_000);
    let error = from(Format::Npz, bomb, 64).unwrap_err();
    assert!(error.to_string().contains("it is larger than"), "{error}");
}

#[test]
fn json_takes_one_row_several_rows_or_an_object() {
    let rows = |text: &str| from(Format::Json, text, 2).unwrap();
    assert_eq!(rows("[1, 2.5]").rows, [[1.0, 2.5]]);
    assert_eq!(rows("[[1, 2], [3, 4]]").rows, [[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(rows(r#"{"input_data": [[1, 2]]}"#).rows, [[1.0, 2.0]]);
    let labelled = rows(r#"{"x": [1, 2], "label": 3}"#);
    assert_eq!((labelled.rows, labelled.labels), (vec![vec![1.0, 2.0]], Some(vec![3])));

    let deep = "[".repeat(100_000);
    let rejected = [
        ("", "it is not JSON"),
        ("[1, 2", "it is not JSON"),
        (&*deep, "it is not JSON"),
        ("[]", "no rows"),
        ("[[]]", "row 0 has 0 values"),
        ("{}", "neither `x` nor `y`"),
        (r#"{"y": [1]}"#, "no samples"),
        (r#"{"x": [1, 2], "data": [1, 2]}"#, "both `x` and `data`"),
        (r#"{"x": [1, 2], "y": [1, 2]}"#, "1 rows and 2 labels"),
        (r#"[1, "2"]"#, "row 0, column 1 is a text"),
        ("[[1, 2], [1, null]]", "row 1, column 1 is null"),
        ("[[1, 2], 3]", "row 1 is not a list"),
        ("[1, NaN]", "line 1, column 5 is NaN"),
        ("[1, -Infinity]", "is -Infinity"),
        // Refused by the parser, or after it where a dependency switches on numbers of any precision.
        ("[1, 1e400]", "file: "),
        ("[1, 1e300]", "row 0, column 1 is 1e300, too large for a 32-bit float"),
        ("[[1, 2], [1, 2, 3]]", "row 1 has 3 values, the model takes 2"),
    ];
    for (text, expected) in rejected {
        let error = from(Format::Json, text, 2).unwrap_err();
        assert!(error.to_string().contains(expected), "{error} instead of {expected}");
    }
}

#[test]
fn csv_takes_an_optional_header_and_a_column_of_labels() {
    let read = |text: &str| from(Format::Csv, text, 2).unwrap();
    assert_eq!(read("1,2\n3,4\n").rows, [[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(read("\u{feff}a,b\r\n 1 , 2 \r\n\r\n").rows, [[1.0, 2.0]]);
    let labelled = read("0,Label,1\n5,9,6\n");
    assert_eq!((labelled.rows, labelled.labels), (vec![vec![5.0, 6.0]], Some(vec![9])));

    let rejected = [
        ("", "no rows"),
        ("a,b\n", "no rows"),
        ("1,2\n3\n", "row 1 has 1 values, the model takes 2"),
        ("1,2\n3,4,5\n", "row 1 has 3 values"),
        ("1,x\n", "row 0, column 1 (line 1) is `x`, not a number"),
        ("a,b\n1,2\n1,\n", "row 1, column 1 (line 3) is empty"),
        ("1;2\n3;4\n", "row 0, column 0 (line 2) is `3;4`"),
        ("1,inf\n", "row 0, column 1 is infinite"),
        ("label,y,a\n1,2,3\n", "two columns are labels"),
        ("a,b,label\n1,2\n", "row 0 has no label"),
        ("a,b,label\n1,2,0.5\n", "the label of row 0 is 0.5"),
        ("a,b,label\n1,2,nan\n", "the label of row 0 is NaN"),
    ];
    for (text, expected) in rejected {
        let error = from(Format::Csv, text, 2).unwrap_err();
        assert!(error.to_string().contains(expected), "{error} instead of {expected}");
    }
    assert!(from(Format::Csv, b"1,\xff\n", 2).is_err());
}

#[test]
fn the_extension_decides_the_format() {
    assert_eq!(Format::of(Path::new("a.b/c.NPZ")).unwrap(), Format::Npz);
    assert!(Format::of(Path::new("npy")).is_err());
    assert!(Format::of(Path::new("x.txt")).is_err());
}

#[test]
fn no_damage_makes_the_loader_panic() {
    let mut random = Random(19);
    let row: Vec<f32> = (0..64).map(|v| v as f32).collect();
    let small = npz(&[("x", npy("(1, 64)", &row)), ("y", npy("(1,)", &[3.0]))]);
    let files = [
        (Format::Npy, bytes(bad("ok.npy"))),
        (Format::Npz, small),
        (Format::Json, bytes(bad("ok_labelled.json"))),
        (Format::Csv, bytes(bad("ok_labelled.csv"))),
    ];
    for (format, whole) in files {
        assert!(from(format, &whole, 64).is_ok());
        for length in 0..whole.len() {
            let _ = from(format, &whole[..length], 64);
        }
        for _ in 0..2_000 {
            let _ = from(format, damaged(&whole, &mut random), 64);
        }
    }
    let whole = bytes(models().join("digits-mlp/test.npz"));
    for length in (0..whole.len()).step_by(101) {
        assert!(from(Format::Npz, &whole[..length], 64).is_err());
    }
    for _ in 0..300 {
        let _ = from(Format::Npz, damaged(&whole, &mut random), 64);
    }
}
