//! Templates: `fr/receipt.txt` and `fr/receipt.html`, built in, each replaceable by a file of the same name in a folder.
//!
//! The first line of the text is the subject. What a template names and the letter lacks is an error, never a gap; every
//! template is tried with a sample before a server starts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, escape_formatter};
use serde::Serialize;
use shared::text::isolated;

use super::samples::{Cases, samples, values};
use crate::config::MailConfig;

/// A built-in template: its name (`fr/receipt.txt`) and its source.
pub type Template = (&'static str, &'static str);

/// The built-in templates of letters, by name: text and HTML of each, in both languages.
macro_rules! letter_templates {
    ($($name:literal),+ $(,)?) => {
        $crate::mail::letter_templates!(@files $(
            concat!("fr/", $name, ".txt"), concat!("fr/", $name, ".html"),
            concat!("en/", $name, ".txt"), concat!("en/", $name, ".html"),
        )+)
    };
    (@files $($file:expr,)+) => {
        [$(($file, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $file)))),+]
    };
}
pub(crate) use letter_templates;

/// Around the HTML of every letter; a block `body` fills it.
const LAYOUT: Template = ("layout.html", include_str!("../../templates/layout.html"));

/// All templates, read and checked at the start.
pub struct Templates {
    pub(super) environment: Environment<'static>,
    /// What each letter and text is tried with, by the file that holds it; none where it holds none.
    pub(super) samples: BTreeMap<String, Option<Cases>>,
    /// Where those are that an operator has replaced.
    replaced: BTreeMap<String, PathBuf>,
    /// The domain of the sender, on which `Message-ID`s are made.
    pub(super) domain: String,
}

/// A mail as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

impl Templates {
    /// The built-in ones, under those of the folder that the settings name.
    ///
    /// # Errors
    ///
    /// When one cannot be read or is badly written; names file and line.
    pub fn new(built_in: impl IntoIterator<Item = Template>, settings: &MailConfig) -> anyhow::Result<Self> {
        let folder = settings.templates.as_deref();
        let built_in: Vec<Template> = built_in.into_iter().chain([LAYOUT]).collect();
        let samples = samples(built_in.iter().copied())?;
        let (mut sources, mut replaced) = (BTreeMap::new(), BTreeMap::new());
        for (name, source) in built_in {
            let source = match folder.map(|folder| folder.join(name)).filter(|file| file.is_file()) {
                Some(file) => {
                    let source =
                        std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
                    replaced.insert(name.to_owned(), file);
                    source
                }
                None => source.to_owned(),
            };
            sources.insert(name.to_owned(), source);
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.context("the syntax of templates")?);
        environment.set_formatter(apart);
        for (name, source) in sources {
            environment
                .add_template_owned(name.clone(), source)
                .with_context(|| format!("mail template {name}"))?;
        }
        let (_, domain) = settings.from_address.rsplit_once('@').context("mail.from_address: no @")?;
        Ok(Self { environment, samples, replaced, domain: domain.to_owned() })
    }

    pub(super) fn template(&self, file: &str) -> anyhow::Result<minijinja::Template<'_, '_>> {
        self.environment.get_template(file).with_context(|| format!("template {file}"))
    }

    /// How a template is called where something is wrong with it: by its path where an operator has replaced it.
    pub(super) fn place(&self, file: &str) -> String {
        let replaced = self.replaced.get(file).map(|path| path.display().to_string());
        ["template ", replaced.as_deref().unwrap_or(file)].concat()
    }

    fn render(&self, file: &str, values: &minijinja::Value) -> anyhow::Result<String> {
        self.template(file)?.render(values).map_err(|error| {
            let wrong = error.template_source().zip(error.range());
            let wrong = wrong.and_then(|(source, range)| source.get(range)).unwrap_or_default().to_owned();
            anyhow::Error::new(error).context(format!("{}: {wrong}", self.place(file)))
        })
    }

    /// A page written from the template `name`.
    ///
    /// # Errors
    ///
    /// When the template is missing or names what `values` lacks.
    pub fn page(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<String> {
        self.render(&format!("{locale}/{name}.html"), &self::values(values))
    }

    /// A plain text (Markdown) written from the template `name`.
    ///
    /// # Errors
    ///
    /// When the template is missing or names what `values` lacks.
    pub fn text(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<String> {
        self.render(&format!("{locale}/{name}.md"), &self::values(values))
    }

    pub(super) fn write(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<Written> {
        let values = self::values(values);
        debug_assert!(
            self.agrees(locale, name, &values),
            "the sample of {locale}/{name}.txt is another: {values}"
        );
        let text = self.render(&format!("{locale}/{name}.txt"), &values)?;
        let (subject, text) = text.split_once('\n').with_context(|| {
            format!("{}: begins with a line for the subject", self.place(&format!("{locale}/{name}.txt")))
        })?;
        ensure!(!subject.trim().is_empty(), "the subject of {locale}/{name}.txt is empty");
        let subject = subject.trim().to_owned();
        let values = minijinja::context! { subject => subject.as_str(), locale, ..values };
        let html = self.render(&format!("{locale}/{name}.html"), &values)?;
        Ok(Written { subject, text: text.trim_start_matches('\n').to_owned(), html })
    }
}

/// Writes a value; one that is read from right to left stands apart, so that it does not turn the words around it.
fn apart(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &minijinja::Value) -> Result<(), Error> {
    match value.as_str() {
        // what is HTML already keeps its own order
        Some(text) if !value.is_safe() => escape_formatter(out, state, &isolated(text).into()),
        _ => escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BUILT_IN: [Template; 2] = [
        ("fr/hello.txt", "Bonjour {{ name }}\n\nÀ bientôt, {{ name }}."),
        ("fr/hello.html", "<p>{{ name }}</p>"),
    ];

    #[test]
    fn html_is_escaped_and_text_is_not() {
        let templates = Templates::new(BUILT_IN, &MailConfig::default()).unwrap();
        let written = templates.write("fr", "hello", &json!({ "name": "<Zoé & Co>" })).unwrap();
        assert_eq!(written.subject, "Bonjour <Zoé & Co>");
        assert_eq!(written.text, "À bientôt, <Zoé & Co>.");
        assert_eq!(written.html, "<p>&lt;Zoé &amp; Co&gt;</p>");
    }

    #[test]
    fn a_name_from_right_to_left_turns_no_words_around_it() {
        let templates = Templates::new(BUILT_IN, &MailConfig::default()).unwrap();
        let written = templates.write("fr", "hello", &json!({ "name": "יוסף (1)" })).unwrap();
        assert_eq!(written.subject, "Bonjour \u{2068}יוסף (1)\u{2069}");
        assert_eq!(written.html, "<p>\u{2068}יוסף (1)\u{2069}</p>");
    }

    #[test]
    fn a_missing_value_or_template_is_an_error() {
        let templates = Templates::new(BUILT_IN, &MailConfig::default()).unwrap();
        assert!(templates.write("fr", "hello", &json!({})).is_err());
        assert!(templates.write("en", "hello", &json!({ "name": "x" })).is_err());
    }

    #[test]
    fn a_folder_replaces_templates_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("fr")).unwrap();
        std::fs::write(folder.path().join("fr/hello.txt"), "Salut\n{{ name }}").unwrap();
        let settings = MailConfig { templates: Some(folder.path().to_owned()), ..MailConfig::default() };
        let templates = Templates::new(BUILT_IN, &settings).unwrap();
        let written = templates.write("fr", "hello", &json!({ "name": "x" })).unwrap();
        assert_eq!((written.subject.as_str(), written.html.as_str()), ("Salut", "<p>x</p>"));
        std::fs::write(folder.path().join("fr/hello.txt"), "{% if %}").unwrap();
        assert!(Templates::new(BUILT_IN, &settings).is_err());
    }

    #[test]
    fn every_template_is_tried_with_its_sample_and_what_is_wrong_is_named() {
        const SAMPLED: [Template; 2] = [
            (
                "fr/hello.txt",
                "Bonjour {{ name }}\n\nÀ bientôt.\n{#- sample { \"name\": \"Zoé\", \"days\": [{ \"on\": \"lundi\" }] } #}\n",
            ),
            ("fr/hello.html", "<p>{{ name }}{% for day in days %} {{ day.on }}{% endfor %}</p>"),
        ];
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("fr")).unwrap();
        let settings = MailConfig { templates: Some(folder.path().to_owned()), ..MailConfig::default() };
        let tried = |file: &str, source: &str| {
            std::fs::write(folder.path().join(file), source).unwrap();
            let tried = Templates::new(SAMPLED, &settings).unwrap().check();
            std::fs::remove_file(folder.path().join(file)).unwrap();
            tried.err().map(|error| format!("{error:#}"))
        };
        let templates = Templates::new(SAMPLED, &settings).unwrap();
        assert_eq!(templates.letters().collect::<Vec<_>>(), ["hello"]);
        let preview = templates.preview("fr", "hello").unwrap().unwrap();
        assert_eq!((preview.subject.as_str(), preview.text.as_str()), ("Bonjour Zoé", "À bientôt."));
        assert_eq!(preview.html, "<p>Zoé lundi</p>");
        assert_eq!(templates.preview("fr", "bye").unwrap(), None);
        assert_eq!(tried("fr/hello.txt", "Salut {{ name }}\nÀ {{ days[0].on }}"), None);
        for (file, source, wrong) in [
            ("fr/hello.txt", "Salut {{ nom }}\nx", "there is no nom here; there are days, name"),
            ("fr/hello.txt", "Salut {% if false %}{{ nom }}{% endif %}\nx", "there is no nom here"),
            ("fr/hello.html", "<p>{{ surname }}</p>", "there is no surname here"),
            ("fr/hello.html", "{% for day in days %}{{ day.until }}{% endfor %}", "day.until"),
            ("fr/hello.txt", "{{ name }}", "begins with a line for the subject"),
        ] {
            let said = tried(file, source).unwrap_or_default();
            assert!(said.contains(wrong) && said.contains(file), "{file} {source}: {said}");
        }
        let without = Templates::new(BUILT_IN, &MailConfig::default()).unwrap().check();
        assert_eq!(without.unwrap_err().to_string(), "fr/hello.txt: no sample at its end");
    }
}
