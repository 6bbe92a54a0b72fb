//! Layouts and what else of the chain's state is decoded: one encoding each, and every question has an answer.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use parity_scale_codec::{Decode, DecodeAll, Encode};
use zkml_primitives::{Context, CurveId, FieldBytes, Layout, Port, Setup, Shape, MAX_PUBLIC_INPUTS};

/// The encoding of a layout, with fields that mostly decode.
#[derive(Arbitrary, Debug)]
struct Fields {
    params: u8,
    ports: [PortFields; 2],
}

#[derive(Arbitrary, Debug)]
struct PortFields {
    visibility: u8,
    rank: u8,
    dims: [u16; 6],
    bits: u8,
    signed: bool,
    /// Scale and zero point.
    rest: [u8; 14],
}

impl Fields {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.params % 3];
        for port in &self.ports {
            let rank = port.rank % 8;
            bytes.extend([port.visibility % 4, rank]);
            for (i, &dim) in port.dims.iter().enumerate() {
                let dim = if i < rank as usize { u32::from(dim).max(1) } else { u32::from(dim / 0xffff) };
                dim.encode_to(&mut bytes);
            }
            (port.bits, port.signed, port.rest).encode_to(&mut bytes);
        }
        bytes
    }
}

#[derive(Arbitrary, Debug)]
enum Bytes {
    Raw(Vec<u8>),
    Fields(Fields),
}

fuzz_target!(|input: (Bytes, Vec<FieldBytes>, Vec<i64>)| {
    let (bytes, elements, values) = input;
    let bytes = match bytes {
        Bytes::Raw(bytes) => bytes,
        Bytes::Fields(fields) => fields.encode(),
    };
    fn one<T: Encode + Decode>(bytes: &[u8]) -> Option<T> {
        let value = T::decode_all(&mut &bytes[..]).ok()?;
        assert_eq!(value.encode(), bytes);
        Some(value)
    }
    if let Some(layout) = one::<Layout>(&bytes) {
        if let Ok(count) = layout.public_inputs() {
            assert!((1..=MAX_PUBLIC_INPUTS).contains(&count));
        }
        ask(&layout.input, &elements, &values);
        ask(&layout.output, &elements, &values);
    }
    if let Some(port) = one::<Port>(&bytes) {
        ask(&port, &elements, &values);
    }
    one::<Shape>(&bytes);
    one::<CurveId>(&bytes);
    one::<Setup>(&bytes);
    if let Some(context) = one::<Context>(&bytes) {
        assert_eq!(context.digest()[31], 0);
    }
});

fn ask(port: &Port, elements: &[FieldBytes], values: &[i64]) {
    let len = port.shape.len();
    assert!(len >= 1 && len == port.shape.dims().product());
    assert_eq!(Shape::new(&port.shape.dims().collect::<Vec<_>>()), Some(port.shape));
    let _ = (port.elements(), port.int_type(), port.scale.to_f64(), port.shape.to_string());
    if let Ok(unpacked) = port.unpack(elements) {
        assert_eq!(port.pack(&unpacked).as_deref(), Ok(elements));
    }
    if let Ok(packed) = port.pack(values) {
        assert_eq!(port.unpack(&packed).as_deref(), Ok(values));
    }
    if len <= 1 << 10 {
        // Of the length that the port asks for, whatever it is.
        let values: Vec<i64> = values.iter().copied().chain([0]).cycle().take(len).collect();
        if let Ok(packed) = port.pack(&values) {
            assert_eq!(port.unpack(&packed), Ok(values));
        }
    }
}
