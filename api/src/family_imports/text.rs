//! From the bytes of a file to lines of cells: encodings, separators and habits of spreadsheets.

use encoding_rs::{Encoding, WINDOWS_1252};
use shared::wire::{ImportFault, ImportFaultCode};

/// The most lines of people in a file.
pub const MAX_LINES: usize = 5_000;
/// What separates cells, the likeliest first.
const SEPARATORS: [u8; 3] = *b";\t,";

/// A line, as many cells as were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
}

/// A fault of the whole file, at a line.
pub(super) type FileFault = (u32, ImportFault);

/// The lines of a file, those that are empty left out.
///
/// # Errors
///
/// Why it is no such file.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, FileFault> {
    let text = decode(bytes).map_err(|code| (1, ImportFault::of(code)))?;
    if let Some(line) = unclosed(&text) {
        return Err((line, ImportFault::of(ImportFaultCode::Quotes)));
    }
    let (text, separator, skipped) = separated(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut counter = Counter { text: text.as_bytes(), at: 0, line: 1 + skipped };
    for record in reader.records() {
        let record = record.map_err(|_| (1, ImportFault::of(ImportFaultCode::NotCsv)))?;
        let cells: Vec<String> = record.iter().map(clean).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        found.push(Line { number: counter.line_of(start), cells });
        if found.len() > MAX_LINES + 1 {
            let fault = ImportFault::of(ImportFaultCode::TooManyLines);
            return Err((1, fault.with("lines", MAX_LINES.to_string())));
        }
    }
    match found.len() {
        0 => Err((1, ImportFault::of(ImportFaultCode::EmptyFile))),
        1 => Err((1, ImportFault::of(ImportFaultCode::NoLines))),
        _ => Ok(found),
    }
}

/// Counts lines as an editor shows them: the reader begins a record at the line end before it.
struct Counter<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Counter<'_> {
    /// The line of the record that begins at a byte, or after the line ends that stand there.
    fn line_of(&mut self, start: u64) -> u32 {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at).filter(|byte| self.at < start || b"\r\n".contains(byte))
        {
            let next = self.text.get(self.at + 1);
            if *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n')) {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

/// As UTF-8 where it is, as UTF-16 where it says so, else as Windows writes Western European texts.
fn decode(bytes: &[u8]) -> Result<String, ImportFaultCode> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportFaultCode::EmptyFile);
    }
    if infer::get(bytes).is_some() {
        return Err(ImportFaultCode::NotCsv);
    }
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if wrong {
            return Err(ImportFaultCode::NotCsv);
        }
        text.into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    };
    if text.contains('\0') { Err(ImportFaultCode::NotCsv) } else { Ok(text) }
}

/// The line on which a quotation mark opens that is never closed.
fn unclosed(text: &str) -> Option<u32> {
    if text.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let odd = text.lines().position(|line| line.matches('"').count() % 2 == 1).unwrap_or_default();
    u32::try_from(odd + 1).ok()
}

/// The text from its first line of names on, what separates its cells, and how many lines are left out: Excel may be told
/// the separator on a line of its own, `sep=;`.
fn separated(text: &str) -> (&str, u8, u32) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some([separator]) = first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        return (rest, *separator, 1);
    }
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    let mut best = SEPARATORS[0];
    for separator in SEPARATORS {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    (text, best, 0)
}

/// A cell without blanks around it, and without what keeps a spreadsheet from counting: `="0612"`, `'0612`.
fn clean(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    let cell = match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c)) => rest,
        _ => cell,
    };
    cell.trim().to_owned()
}

/// A cell that we write, which no spreadsheet takes for a formula.
#[must_use]
pub(super) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { ["'", cell].concat() } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        lines(bytes).unwrap().into_iter().map(|line| line.cells).collect()
    }

    fn fault(bytes: &[u8]) -> String {
        lines(bytes).unwrap_err().1.code
    }

    #[test]
    fn every_spreadsheet_is_read() {
        let wanted = [["a", "b"], ["Zoé", "D’Alès"]];
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("a\tb\r\nZoé\tD’Alès\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let files: [&[u8]; 7] = [
            "a;b\nZoé;D’Alès\n".as_bytes(),
            "\u{feff}a;b\r\nZoé;D’Alès\r\n;\r\n".as_bytes(),
            b"a;b\r\nZo\xe9;D\x92Al\xe8s\r\n",
            "a,b\nZoé,D’Alès".as_bytes(),
            "a\tb\nZoé\tD’Alès".as_bytes(),
            "sep=;\na;b\n\"Zoé\";\"D’Alès\"\n".as_bytes(),
            &utf16,
        ];
        for file in files {
            assert_eq!(cells(file), wanted);
        }
        let numbers = |bytes: &[u8]| lines(bytes).unwrap().iter().map(|line| line.number).collect::<Vec<_>>();
        assert_eq!(numbers(b"sep=;\na;b\n\nx;y\n"), [2, 4]);
        assert_eq!(numbers(b"a;b\r\n\r\n\"x\r\ny\";z\r\n;\r\nu;v"), [1, 3, 6]);
        assert_eq!(numbers(b"a;b\rx;y\ru;v"), [1, 2, 3]);
    }

    #[test]
    fn what_keeps_a_spreadsheet_from_counting_is_left_out() {
        assert_eq!(cells(b"a;b;c\n=\"0612\";'0612;'=1+1")[1], ["0612", "0612", "=1+1"]);
        assert_eq!(cells("a;b\n'Olivier;\u{a0}x\u{a0}".as_bytes())[1], ["'Olivier", "x"]);
        for formula in ["=1+1", "@SUM(A1)", "+33", "-1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn what_is_no_such_file_is_said() {
        assert_eq!(fault(b""), "empty_file");
        assert_eq!(fault(b" \r\n"), "empty_file");
        assert_eq!(fault(b"a;b\n"), "no_lines");
        assert_eq!(fault(b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"), "not_csv");
        assert_eq!(fault(b"%PDF-1.7\nx"), "not_csv");
        assert_eq!(fault(b"a;b\n\0;\0"), "not_csv");
        assert_eq!(lines(b"a;b\nx;\"y\nz;t\n").unwrap_err().0, 2);
        let many = ["a;b\n", &"x;y\n".repeat(MAX_LINES + 1)].concat();
        assert_eq!(fault(many.as_bytes()), "too_many_lines");
        let all = ["a;b\n", &"x;y\n".repeat(MAX_LINES)].concat();
        assert_eq!(lines(all.as_bytes()).unwrap().len(), MAX_LINES + 1);
    }
}
