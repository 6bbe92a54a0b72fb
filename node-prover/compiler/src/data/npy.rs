//! NumPy's formats: one array (`.npy`, versions 1 to 3) and a zip archive of arrays (`.npz`, stored or deflated).
//!
//! The header is a Python literal of three known entries, so it is read as just that, without recursion: the crates
//! that read it take any literal, nested as deeply as the stack can or cannot bear, and allocate what it says.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Samples, Source, Table, LABELS, MAX_BYTES, MAX_VALUES, SAMPLES};
use crate::error::{printable, printable_to, CompileError};

const RESAVE: &str = "save it again with numpy.save or numpy.savez_compressed";

/// One array, in C order.
struct Array {
    shape: Vec<usize>,
    values: Vec<f64>,
}

impl Array {
    /// `[n]` is flat; `[n, …]` is n rows.
    fn into_samples(self) -> Samples {
        match self.shape.split_first() {
            None | Some((_, [])) => Samples::Flat(self.values),
            // A dimension is 0, and the others may be anything.
            _ if self.values.is_empty() => Samples::default(),
            Some((_, inner)) => {
                let width = inner.iter().product();
                Samples::Rows(self.values.chunks(width).map(<[f64]>::to_vec).collect())
            }
        }
    }
}

pub(super) fn read_npy(source: Source, bytes: &[u8]) -> Result<Table, CompileError> {
    let array = parse(bytes).map_err(|problem| source.error(problem, RESAVE))?;
    Ok(Table { samples: Some(array.into_samples()), labels: None })
}

/// The samples are in the array with one of the known names, or in the only one that does not hold labels.
pub(super) fn read_npz(source: Source, bytes: &[u8]) -> Result<Table, CompileError> {
    let not_zip = |error| source.error(printable_to(&format!("it is not an .npz archive: {error}"), 200), RESAVE);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
    let files = archive.file_names().collect::<Result<Vec<_>, _>>().map_err(not_zip)?;
    let arrays = files.iter().filter_map(|file| file.strip_suffix(".npy"));
    let names: Vec<String> = arrays.map(str::to_owned).collect();
    let named = |known: &[&str]| names.iter().filter(|n| known.contains(&&***n)).collect::<Vec<_>>();
    let labels = named(LABELS);
    let mut samples = named(SAMPLES);
    if samples.is_empty() {
        samples = names.iter().filter(|name| !labels.contains(name)).collect();
    }
    if samples.len() > 1 || labels.len() > 1 {
        let several = if samples.len() > 1 { samples } else { labels };
        let listed: Vec<_> = several.iter().take(8).map(|n| format!("`{}`", printable(n))).collect();
        return source.fail(
            format!("it is not clear which array to read: {}", listed.join(", ")),
            "call the samples `x` and the labels `y`",
        );
    }
    let mut array = |name: &&String| -> Result<Samples, CompileError> {
        let at = format!("{}[{}]", source.file, printable(name));
        let within = Source { file: &at };
        let entry = archive.by_name(&format!("{name}.npy")).map_err(not_zip)?;
        let mut bytes = Vec::new();
        // A bomb is cut off at the limit; the size that the archive declares is not believed.
        entry
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| within.error(printable_to(&format!("it cannot be unpacked: {error}"), 200), RESAVE))?;
        if bytes.len() as u64 > MAX_BYTES {
            return within.too_large();
        }
        let array = parse(&bytes).map_err(|problem| within.error(problem, RESAVE))?;
        Ok(array.into_samples())
    };
    Ok(Table {
        samples: samples.first().map(&mut array).transpose()?,
        labels: labels.first().map(&mut array).transpose()?,
    })
}

fn parse(bytes: &[u8]) -> Result<Array, String> {
    let cut_short = || "it is cut short".to_owned();
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or("it is not a NumPy array")?;
    let (length, rest) = match rest {
        [1, _, a, b, rest @ ..] => (u16::from_le_bytes([*a, *b]) as usize, rest),
        [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        [0 | 4.., ..] => return Err("it is of an unknown version of the NumPy format".into()),
        _ => return Err(cut_short()),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(cut_short)?;
    let header = std::str::from_utf8(header).ok().and_then(Header::parse);
    let Header { dtype, fortran_order, shape } = header.ok_or("its header cannot be read")?;
    if fortran_order && shape.len() > 1 {
        return Err("it is in Fortran order, use numpy.ascontiguousarray".into());
    }
    let count = shape.iter().try_fold(1usize, |n, &size| n.checked_mul(size));
    let count = count
        .filter(|&n| n <= MAX_VALUES)
        .ok_or_else(|| format!("its shape {shape:?} has more than {MAX_VALUES} values"))?;
    let dtype = DType::parse(&dtype)
        .ok_or_else(|| format!("its numbers are of the type `{}`, which is not read", printable(&dtype)))?;
    // Bounded by the limits on both factors.
    let needed = count * dtype.size;
    if data.len() != needed {
        return Err(format!("its shape {shape:?} needs {needed} bytes, it holds {}", data.len()));
    }
    Ok(Array { shape, values: dtype.read(data) })
}

/// The three entries that `numpy.save` writes.
struct Header {
    dtype: String,
    fortran_order: bool,
    shape: Vec<usize>,
}

impl Header {
    /// Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (360, 64), }`, the entries in any order.
    fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
        let (mut dtype, mut fortran_order, mut shape) = (None, None, None);
        while !rest.is_empty() {
            let (key, after) = quoted(rest)?;
            let value = after.trim_start().strip_prefix(':')?.trim_start();
            rest = match key {
                "descr" if dtype.is_none() => {
                    // A list of fields is no number.
                    let (text, after) = quoted(value)?;
                    dtype = Some(text.to_owned());
                    after
                }
                "fortran_order" if fortran_order.is_none() => {
                    let yes = value.strip_prefix("True");
                    fortran_order = Some(yes.is_some());
                    yes.or_else(|| value.strip_prefix("False"))?
                }
                "shape" if shape.is_none() => {
                    let (sizes, after) = value.strip_prefix('(')?.split_once(')')?;
                    let sizes = sizes.split(',').map(str::trim).filter(|size| !size.is_empty());
                    shape = Some(sizes.map(|size| size.parse().ok()).collect::<Option<Vec<usize>>>()?);
                    after
                }
                _ => return None,
            };
            rest = rest.trim_start();
            rest = match rest.strip_prefix(',') {
                Some(after) => after.trim_start(),
                None if rest.is_empty() => rest,
                None => return None,
            };
        }
        Some(Self { dtype: dtype?, fortran_order: fortran_order?, shape: shape? })
    }
}

/// A quoted text at the start, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    text[1..].split_once(quote)
}

/// A type of numbers, as `<f4`: byte order, kind, size in bytes.
struct DType {
    big_endian: bool,
    kind: u8,
    size: usize,
}

impl DType {
    fn parse(text: &str) -> Option<Self> {
        let [order, kind, size] = *text.as_bytes() else {
            return None;
        };
        let size = size.checked_sub(b'0').map(usize::from)?;
        let known = matches!((kind, size), (b'f', 4 | 8) | (b'i' | b'u', 1 | 2 | 4 | 8) | (b'b', 1));
        let ordered = matches!(order, b'<' | b'>') || (order == b'|' && size == 1);
        (known && ordered).then_some(Self { big_endian: order == b'>', kind, size })
    }

    /// `data` is a whole number of values long.
    fn read(&self, data: &[u8]) -> Vec<f64> {
        let one = |chunk: &[u8]| {
            let mut bytes = [0; 8];
            bytes[..self.size].copy_from_slice(chunk);
            if self.big_endian {
                bytes[..self.size].reverse();
            }
            let bits = u64::from_le_bytes(bytes);
            match (self.kind, self.size) {
                (b'f', 4) => f32::from_bits(bits as u32).into(),
                (b'f', _) => f64::from_bits(bits),
                (b'b', _) => f64::from(bits != 0),
                (b'u', _) => bits as f64,
                (_, size) => {
                    let unused = 64 - 8 * size as u32;
                    ((bits << unused) as i64 >> unused) as f64
                }
            }
        };
        data.chunks_exact(self.size).map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(header: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    fn header(dtype: &str, shape: &str) -> String {
        format!("{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}   \n")
    }

    #[test]
    fn reads_every_type_in_both_byte_orders() {
        let cases: [(&str, &[u8], f64); 17] = [
            ("<f4", &(-1.5f32).to_le_bytes(), -1.5),
            (">f4", &(-1.5f32).to_be_bytes(), -1.5),
            ("<f8", &0.1f64.to_le_bytes(), 0.1),
            (">f8", &0.1f64.to_be_bytes(), 0.1),
            ("|i1", &[0x80], -128.0),
            ("<i2", &(-2i16).to_le_bytes(), -2.0),
            (">i2", &(-2i16).to_be_bytes(), -2.0),
            ("<i4", &i32::MIN.to_le_bytes(), i32::MIN as f64),
            (">i4", &i32::MIN.to_be_bytes(), i32::MIN as f64),
            ("<i8", &i64::MIN.to_le_bytes(), i64::MIN as f64),
            (">i8", &(-7i64).to_be_bytes(), -7.0),
            ("|u1", &[0xff], 255.0),
            (">u2", &65535u16.to_be_bytes(), 65535.0),
            ("<u4", &u32::MAX.to_le_bytes(), u32::MAX as f64),
            ("<u8", &u64::MAX.to_le_bytes(), u64::MAX as f64),
            ("|b1", &[1], 1.0),
            ("|b1", &[0], 0.0),
        ];
        for (dtype, data, expected) in cases {
            let array = parse(&npy(&header(dtype, "(1,)"), data)).unwrap();
            assert_eq!(array.values, [expected], "{dtype}");
        }
    }

    #[test]
    fn rejects_what_a_header_gets_wrong() {
        let rejected = [
            (header("<f4", "(2,)"), "needs 8 bytes, it holds 4"),
            (header("<f4", "(0,)"), "needs 0 bytes, it holds 4"),
            (header("<f4", "(18446744073709551615, 18446744073709551615)"), "more than"),
            (header("<f4", "(99999999999999999999,)"), "header cannot be read"),
            (header("<f4", "(-1,)"), "header cannot be read"),
            (header("<f4", "(1,").replace(')', ""), "header cannot be read"),
            (header("|O", "(1,)"), "`|O`"),
            (header("<f2", "(2,)"), "`<f2`"),
            (header("<U1", "(1,)"), "`<U1`"),
            (header("<f4", "(1,)").replace("'<f4'", "[('a', '<f4')]"), "header cannot be read"),
            ("{".repeat(60_000), "header cannot be read"),
            ("(".repeat(60_000), "header cannot be read"),
            (String::new(), "header cannot be read"),
        ];
        for (header, expected) in rejected {
            let problem = parse(&npy(&header, &[0; 4])).err().unwrap();
            assert!(problem.contains(expected), "{problem}");
        }
        let fortran = header("<f4", "(1, 1)").replace("False", "True");
        assert!(parse(&npy(&fortran, &[0; 4])).err().unwrap().contains("Fortran"));
    }

    #[test]
    fn a_header_that_claims_four_gigabytes_allocates_nothing() {
        let bytes = b"\x93NUMPY\x02\x00\xff\xff\xff\xff{}";
        assert_eq!(parse(bytes).err().unwrap(), "it is cut short");
    }
}
