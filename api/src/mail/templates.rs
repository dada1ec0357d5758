//! Templates: `fr/receipt.txt` and `fr/receipt.html`, built in, each replaceable by a file of the same name in a folder.
//!
//! The first line of the text is the subject. What a template names and the letter lacks is an error, never a gap.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

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
    environment: Environment<'static>,
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
        let mut sources: BTreeMap<String, String> = BTreeMap::new();
        for (name, source) in built_in.into_iter().chain([LAYOUT]) {
            let replaced = folder.map(|folder| folder.join(name)).filter(|file| file.is_file());
            let source = match replaced {
                Some(file) => std::fs::read_to_string(&file).with_context(|| file.display().to_string())?,
                None => source.to_owned(),
            };
            sources.insert(name.to_owned(), source);
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.context("the syntax of templates")?);
        for (name, source) in sources {
            environment
                .add_template_owned(name.clone(), source)
                .with_context(|| format!("mail template {name}"))?;
        }
        let (_, domain) = settings.from_address.rsplit_once('@').context("mail.from_address: no @")?;
        Ok(Self { environment, domain: domain.to_owned() })
    }

    /// A page written from the template `name`.
    ///
    /// # Errors
    ///
    /// When the template is missing or names what `values` lacks.
    pub fn page(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<String> {
        let file = format!("{locale}/{name}.html");
        let template = self.environment.get_template(&file).with_context(|| format!("template {file}"))?;
        template.render(minijinja::Value::from(Serde(values))).with_context(|| format!("template {file}"))
    }

    /// A plain text (Markdown) written from the template `name`.
    ///
    /// # Errors
    ///
    /// When the template is missing or names what `values` lacks.
    pub fn text(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<String> {
        let file = format!("{locale}/{name}.md");
        let template = self.environment.get_template(&file).with_context(|| format!("template {file}"))?;
        template.render(minijinja::Value::from(Serde(values))).with_context(|| format!("template {file}"))
    }

    pub(super) fn write(&self, locale: &str, name: &str, values: &impl Serialize) -> anyhow::Result<Written> {
        let values = minijinja::Value::from(Serde(values));
        let render = |kind: &str, values: &minijinja::Value| {
            let file = format!("{locale}/{name}.{kind}");
            let template =
                self.environment.get_template(&file).with_context(|| format!("mail template {file}"))?;
            template.render(values).with_context(|| format!("mail template {file}"))
        };
        let text = render("txt", &values)?;
        let (subject, text) =
            text.split_once('\n').context("a text template begins with a line for the subject")?;
        ensure!(!subject.trim().is_empty(), "the subject of {locale}/{name}.txt is empty");
        let subject = subject.trim().to_owned();
        let values = minijinja::context! { subject => subject.as_str(), locale, ..values };
        let html = render("html", &values)?;
        Ok(Written { subject, text: text.trim_start_matches('\n').to_owned(), html })
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
}
