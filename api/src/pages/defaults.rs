//! The texts that the portal comes with, the organisation's name and contacts in them. `[[…]]` remains to be filled; periods
//! are placeholders, filled in when the page is read.

use anyhow::Context;
use serde::Serialize;
use shared::catalogue::Language;
use shared::organisation::Organisation;
use shared::wire::PageCode;

use super::placeholders::placeholder;
use crate::config::Config;
use crate::error::Error;
use crate::mail::{Template, Templates};

macro_rules! pages {
    ($($file:literal),+ $(,)?) => {
        [$(($file, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $file)))),+]
    };
}

/// Templates of the texts.
pub const TEMPLATES: [Template; 8] = pages!(
    "fr/page_legal_notice.md",
    "fr/page_contact.md",
    "fr/page_accessibility.md",
    "fr/page_privacy.md",
    "en/page_legal_notice.md",
    "en/page_contact.md",
    "en/page_accessibility.md",
    "en/page_privacy.md",
);

/// What the templates name; what is not known is empty.
#[derive(Serialize)]
struct Words<'a> {
    organisation: &'a str,
    portal: &'a str,
    contacts: Vec<Whom<'a>>,
    officer_name: &'a str,
    officer_email: &'a str,
    family_months: String,
    health_days: String,
    documents_days: String,
    booking_years: String,
    account_months: String,
}

#[derive(Serialize)]
struct Whom<'a> {
    name: &'a str,
    phone: &'a str,
    email: &'a str,
}

/// The text of a page in a language.
///
/// # Errors
///
/// When a template that the operator replaced is badly written.
pub(super) fn text(
    templates: &Templates,
    config: &Config,
    organisation: &Organisation,
    code: PageCode,
    language: Language,
) -> Result<String, Error> {
    let known = |text: &'_ Option<String>| -> String { text.clone().unwrap_or_default() };
    let contacts: Vec<(String, String, String)> = organisation
        .contacts
        .iter()
        .map(|contact| (contact.name.clone(), known(&contact.phone), known(&contact.email)))
        .collect();
    let (name, email) = (known(&config.rights.officer_name), known(&config.rights.officer_email));
    let words = Words {
        organisation: &organisation.name,
        portal: &config.public_url,
        contacts: contacts.iter().map(|(name, phone, email)| Whom { name, phone, email }).collect(),
        officer_name: &name,
        officer_email: &email,
        family_months: placeholder("family_months"),
        health_days: placeholder("health_days"),
        documents_days: placeholder("documents_days"),
        booking_years: placeholder("booking_years"),
        account_months: placeholder("inactive_account_months"),
    };
    let template = format!("page_{}", code.code());
    Ok(templates.text(language.code(), &template, &words).context("a page")?)
}
