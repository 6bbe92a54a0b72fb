//! Comma-separated values: one row a line, an optional header, an optional column of labels.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Samples, Source, Table, LABELS, MAX_VALUES};
use crate::error::{printable, printable_to, CompileError};

const NUMBERS: &str =
    "write one sample a line, numbers with a decimal point, separated by commas; rows and columns count from 0";

/// The first line is a header if it names a column of labels, or if no cell of it is a number.
pub(super) fn read(source: Source, bytes: &[u8]) -> Result<Table, CompileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(bytes);
    let mut record = StringRecord::new();
    let mut next = |record: &mut StringRecord| {
        reader
            .read_record(record)
            .map_err(|error| source.error(printable_to(&format!("it is not CSV: {error}"), 200), NUMBERS))
    };

    let mut label_column = None;
    let mut more = next(&mut record)?;
    if more {
        let is_label = |cell: &str| LABELS.iter().any(|name| cell.eq_ignore_ascii_case(name));
        let mut named = (0..record.len()).filter(|&i| is_label(&record[i]));
        label_column = named.next();
        if named.next().is_some() {
            return source.fail("two columns are labels", "keep one column called `label`");
        }
        if label_column.is_some() || record.iter().all(|cell| cell.parse::<f64>().is_err()) {
            more = next(&mut record)?;
        }
    }
    let (mut rows, mut labels, mut count) = (Vec::new(), Vec::new(), 0usize);
    while more {
        count = count.saturating_add(record.len());
        if count > MAX_VALUES {
            return source.too_large();
        }
        let mut values = Vec::with_capacity(record.len());
        for (column, cell) in record.iter().enumerate() {
            let Ok(value) = cell.parse::<f64>() else {
                let line = record.position().map_or(0, |p| p.line());
                let cell = if cell.is_empty() { "empty".into() } else { format!("`{}`", printable(cell)) };
                let row = rows.len();
                return source
                    .fail(format!("row {row}, column {column} (line {line}) is {cell}, not a number"), NUMBERS);
            };
            if label_column == Some(column) {
                labels.push(value);
            } else {
                values.push(value);
            }
        }
        rows.push(values);
        if label_column.is_some() && labels.len() != rows.len() {
            return source.fail(format!("row {} has no label", rows.len() - 1), NUMBERS);
        }
        more = next(&mut record)?;
    }
    Ok(Table { samples: Some(Samples::Rows(rows)), labels: label_column.map(|_| Samples::Flat(labels)) })
}
