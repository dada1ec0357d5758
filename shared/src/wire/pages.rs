//! Pages that administrators write and everybody reads.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::rich_text::Block;

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageCode {
    /// Who publishes and hosts the portal (*mentions légales*).
    LegalNotice,
    /// How to reach the organisation.
    Contact,
    /// How accessible the portal is (*déclaration d'accessibilité*).
    Accessibility,
    /// What is done with personal data.
    Privacy,
}

impl PageCode {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::LegalNotice, Self::Privacy, Self::Accessibility, Self::Contact];

    /// The code written in JSON, in addresses and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LegalNotice => "legal_notice",
            Self::Contact => "contact",
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
        }
    }

    /// The page of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.code() == code)
    }
}

/// A page as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicPage {
    /// Which page.
    pub code: PageCode,
    /// The language it is in: French where it is not written in the one asked for.
    pub language: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// When it was last changed; none while it is the text that the portal comes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
}

/// How far a page is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageState {
    /// Which page.
    pub code: PageCode,
    /// The newest version; 0: the text that the portal comes with.
    pub version: i32,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<String>,
    /// What remains to be filled: words between `[[` and `]]`, of both languages.
    pub remaining: Vec<String>,
}

/// All pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageStates {
    /// They.
    pub items: Vec<PageState>,
}

/// A version of a page as it is written, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageSource {
    /// Which page.
    pub code: PageCode,
    /// Which version; the `ETag`. 0: the text that the portal comes with.
    pub version: i32,
    /// In French.
    pub fr: String,
    /// In English; nothing: French is shown.
    #[serde(default)]
    pub en: String,
}

/// A page to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PageText {
    /// In French, in Markdown; at most 50,000 characters.
    pub fr: String,
    /// In English; at most 50,000 characters. Nothing: French is shown.
    #[serde(default)]
    pub en: String,
}

/// A text to be shown before it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TextToPreview {
    /// In Markdown; at most 50,000 characters.
    pub text: String,
}

/// How a text will look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextPreview {
    /// What it says.
    pub blocks: Vec<Block>,
    /// What remains to be filled.
    pub remaining: Vec<String>,
}

/// When a page was written, by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageVersion {
    /// Which version.
    pub version: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
}

/// Versions of a page, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageVersions {
    /// They.
    pub items: Vec<PageVersion>,
}
