//! TOML files that people write: read whole, every error naming file, line and field.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml_edit::Item;

/// What is wrong in a file, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; none where the file itself cannot be read.
    pub line: Option<usize>,
    /// The field, `activities[2].slots[0].start`; empty for the file as a whole.
    pub field: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Everything that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

/// A file that was read, for findings about what it means.
pub struct Source {
    path: PathBuf,
    text: String,
    document: Option<toml_edit::Document<String>>,
    findings: Vec<Finding>,
}

/// Reads a file into a type.
///
/// # Errors
/// The file cannot be read, is no TOML, or has a field of the wrong name or form.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<(T, Source), Findings> {
    let one = |line, field: String, message: String| {
        Findings(vec![Finding { file: path.to_owned(), line, field, message }])
    };
    let text = std::fs::read_to_string(path).map_err(|error| one(None, String::new(), error.to_string()))?;
    let syntax = |error: &toml::de::Error| {
        let line = error.span().map(|span| line_of(&text, span.start));
        one(line, String::new(), error.message().to_owned())
    };
    let table: toml::Table = toml::from_str(&text).map_err(|error| syntax(&error))?;
    let document = toml_edit::Document::parse(text.clone()).ok();
    let source = Source { path: path.to_owned(), text: text.clone(), document, findings: Vec::new() };
    match serde_path_to_error::deserialize(dates_as_text(toml::Value::Table(table))) {
        Ok(value) => Ok((value, source)),
        Err(error) => {
            let field = error.path().to_string();
            let field = if field == "." { String::new() } else { field };
            Err(one(source.line(&field), field, error.inner().message().to_owned()))
        }
    }
}

/// Dates may stand in the file with or without quotes; the types of `shared` read them as JSON has them, as text.
fn dates_as_text(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Datetime(date) => toml::Value::String(date.to_string()),
        toml::Value::Array(items) => toml::Value::Array(items.into_iter().map(dates_as_text).collect()),
        toml::Value::Table(table) => {
            toml::Value::Table(table.into_iter().map(|(key, item)| (key, dates_as_text(item))).collect())
        }
        other => other,
    }
}

impl Source {
    /// Notes that a field, `activities[2].slots[0].requires`, says something that cannot be.
    pub fn find(&mut self, field: &str, message: impl Into<String>) {
        let finding = Finding {
            file: self.path.clone(),
            line: self.line(field),
            field: field.to_owned(),
            message: message.into(),
        };
        self.findings.push(finding);
    }

    /// Where the file is, for files it names.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// # Errors
    /// What was found.
    pub fn finish(self) -> Result<(), Findings> {
        if self.findings.is_empty() { Ok(()) } else { Err(Findings(self.findings)) }
    }

    /// The line of a field, or of the nearest thing around it that the file has.
    fn line(&self, field: &str) -> Option<usize> {
        let mut item: &Item = self.document.as_ref()?.as_item();
        let mut line = None;
        for step in field.split(['.', '[']) {
            let next = match step.strip_suffix(']') {
                Some(index) => item.get(index.parse::<usize>().ok()?),
                None => item.get(step),
            };
            let Some(next) = next else { break };
            item = next;
            line = item.span().map(|span| line_of(&self.text, span.start)).or(line);
        }
        line
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// Within a transaction findings travel as any error, so that it rolls back; the command takes them out again. No
/// request reads files.
impl From<Findings> for crate::error::Error {
    fn from(findings: Findings) -> Self {
        Self::Internal(findings.into())
    }
}
