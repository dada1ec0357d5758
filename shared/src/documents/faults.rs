//! Why a file that was sent is not taken.

use serde::{Deserialize, Serialize};

/// Why a file is not taken as a document. The sentence of each is `problem.document_unusable.<code>` in
/// [`crate::catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentFault {
    /// There is nothing in it.
    Empty,
    /// No format that is taken anywhere, or none that is known.
    UnknownFormat,
    /// A photo as iPhones keep them (HEIC, HEIF, AVIF).
    Heic,
    /// An archive, or an office document, which is one.
    Archive,
    /// A web page or a drawing (HTML, SVG, XML), which may carry programs.
    WebPage,
    /// A format that is not taken for this type; `formats` names those that are.
    FormatNotTaken,
    /// It begins as one and cannot be read to its end.
    Damaged,
    /// A picture of more points than can be looked at; `max_megapixels` says how many can.
    TooManyPixels,
    /// A PDF with programs or actions.
    PdfWithScript,
    /// A PDF with files inside.
    PdfWithFiles,
    /// A PDF that opens with a password only.
    PdfLocked,
}

impl DocumentFault {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Empty,
        Self::UnknownFormat,
        Self::Heic,
        Self::Archive,
        Self::WebPage,
        Self::FormatNotTaken,
        Self::Damaged,
        Self::TooManyPixels,
        Self::PdfWithScript,
        Self::PdfWithFiles,
        Self::PdfLocked,
    ];

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::UnknownFormat => "unknown_format",
            Self::Heic => "heic",
            Self::Archive => "archive",
            Self::WebPage => "web_page",
            Self::FormatNotTaken => "format_not_taken",
            Self::Damaged => "damaged",
            Self::TooManyPixels => "too_many_pixels",
            Self::PdfWithScript => "pdf_with_script",
            Self::PdfWithFiles => "pdf_with_files",
            Self::PdfLocked => "pdf_locked",
        }
    }
}
