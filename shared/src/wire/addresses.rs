//! Addresses that a geocoder proposes while one is typed.

use serde::{Deserialize, Serialize};

/// An address that fits what was typed. Each part is an answer that the field of a file accepts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressSuggestion {
    /// The whole address on one line: “3 rue des Vignes, 67250 Obersoultz”.
    pub label: String,
    /// Number and street, or the name of the place: an answer to `address_line`.
    pub line: String,
    /// An answer to `address_postal_code`.
    pub postal_code: String,
    /// An answer to `address_city`.
    pub city: String,
}

/// What fits, the best first; possibly nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressSuggestions {
    /// The addresses, at most five.
    pub items: Vec<AddressSuggestion>,
}
