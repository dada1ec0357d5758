//! Samples: the values of an invented mail, at the end of each built-in text, in a comment. They show an operator what a template
//! may name, they are what previews are written with, and with them every template is tried before a server starts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use minijinja::value::Serde;
use serde_json::{Map, Value};

use super::Templates;
use super::templates::Written;

/// How such a comment begins; it ends as all do.
const BEGIN: &str = "{#- sample";
const END: &str = "#}";
/// What the HTML of a letter, and what is around it, may name besides.
const AROUND: [&str; 2] = ["subject", "locale"];

/// Values that a template may name; of several, each is another case.
pub(super) type Cases = Vec<Map<String, Value>>;

/// The sample in the source of a text.
///
/// # Errors
///
/// When it is badly written.
pub(super) fn sample(source: &str) -> anyhow::Result<Option<Cases>> {
    let Some((_, rest)) = source.split_once(BEGIN) else { return Ok(None) };
    let (json, _) = rest.split_once(END).context("the comment does not end")?;
    let cases = match serde_json::from_str(json)? {
        Value::Array(cases) => cases,
        one => vec![one],
    };
    let object = |case| match case {
        Value::Object(values) => Ok(values),
        other => Err(anyhow!("{other} is no object")),
    };
    cases.into_iter().map(object).collect::<anyhow::Result<Cases>>().map(Some)
}

/// What a mail looks like, of invented values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
}

impl Templates {
    /// The names of all letters, without language and kind.
    pub fn letters(&self) -> impl Iterator<Item = &str> {
        let names = self.samples_of("txt").filter_map(|file| file.strip_prefix("fr/"));
        names.filter_map(|file| file.strip_suffix(".txt"))
    }

    /// The values of a letter's sample, if there is such a letter.
    #[must_use]
    pub fn sample(&self, locale: &str, letter: &str) -> Option<&Map<String, Value>> {
        self.samples.get(&format!("{locale}/{letter}.txt"))?.as_ref()?.first()
    }

    /// A letter written with its sample, if there is such a letter.
    ///
    /// # Errors
    ///
    /// When the template is badly written.
    pub fn preview(&self, locale: &str, letter: &str) -> anyhow::Result<Option<Preview>> {
        let Some(values) = self.sample(locale, letter) else { return Ok(None) };
        let Written { subject, text, html } = self.write(locale, letter, values)?;
        Ok(Some(Preview { subject, text, html }))
    }

    /// Tries every letter and every text with its sample, those too that an operator has replaced.
    ///
    /// # Errors
    ///
    /// Names the file and what in it is wrong: above all what it names and this mail does not tell.
    pub fn check(&self) -> anyhow::Result<()> {
        for (file, cases) in &self.samples {
            let cases = cases.as_ref().with_context(|| format!("{file}: no sample at its end"))?;
            let (path, _) = file.rsplit_once('.').context("a template has an ending")?;
            let (locale, name) = path.split_once('/').context("a template has a language")?;
            let known: BTreeSet<&str> = cases.iter().flat_map(Map::keys).map(String::as_str).collect();
            self.check_names(file, &known)?;
            let is_letter = is_of_kind(file, "txt");
            if is_letter {
                self.check_names(&format!("{path}.html"), &known)?;
            }
            for case in cases {
                if is_letter {
                    self.write(locale, name, case)?;
                } else {
                    self.text(locale, name, case)?;
                }
            }
        }
        Ok(())
    }

    fn check_names(&self, file: &str, known: &BTreeSet<&str>) -> anyhow::Result<()> {
        let template = self.template(file)?;
        let html = is_of_kind(file, "html");
        let is_known = |name: &str| known.contains(name) || (html && AROUND.contains(&name));
        let named: BTreeSet<String> = template.undeclared_variables(false).into_iter().collect();
        let globals: BTreeSet<&str> = self.environment.globals().map(|(name, _)| name).collect();
        let unknown = named.iter().find(|name| !is_known(name) && !globals.contains(name.as_str()));
        if let Some(unknown) = unknown {
            let known: Vec<_> = known.iter().copied().collect();
            bail!("{}: there is no {unknown} here; there are {}", self.place(file), known.join(", "));
        }
        Ok(())
    }

    fn samples_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.samples.keys().map(String::as_str).filter(move |file| is_of_kind(file, kind))
    }

    /// Whether a letter's values are those of its sample, by name: else the sample checks, and an operator reads, what is not so.
    pub(super) fn agrees(&self, locale: &str, letter: &str, values: &minijinja::Value) -> bool {
        let Some(sample) = self.sample(locale, letter) else { return true };
        let told: BTreeSet<String> = values
            .try_iter()
            .into_iter()
            .flatten()
            .filter_map(|key| key.as_str().map(str::to_owned))
            .collect();
        told == sample.keys().cloned().collect()
    }
}

/// Whether a file's name has an ending.
fn is_of_kind(file: &str, kind: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == kind)
}

/// The samples of built-in templates: letters by their texts, and texts.
pub(super) fn samples<'a>(
    built_in: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> anyhow::Result<BTreeMap<String, Option<Cases>>> {
    let texts = built_in.into_iter().filter(|(file, _)| is_of_kind(file, "txt") || is_of_kind(file, "md"));
    texts
        .map(|(file, source)| {
            let cases = sample(source).with_context(|| format!("the sample of {file}"))?;
            Ok((file.to_owned(), cases))
        })
        .collect()
}

/// Values as templates take them.
pub(super) fn values(of: &impl serde::Serialize) -> minijinja::Value {
    minijinja::Value::from(Serde(of))
}
