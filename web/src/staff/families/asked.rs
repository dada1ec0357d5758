//! Which families are asked for, as the address says: a reload, a bookmark and the way back keep it.

use client::{FilesRequest, PageRequest};
use js_sys::encode_uri_component;
use shared::families::FileState;

use crate::router::Router;
use crate::staff::paths;

/// Names of the parameters of the address.
const PARAMETERS: [&str; 6] = ["q", "state", "school", "class", "account", "year"];

/// Which families are asked for; what is empty is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) q: String,
    pub(super) state: String,
    pub(super) school: String,
    pub(super) class: String,
    pub(super) account: String,
    pub(super) year: String,
}

impl Asked {
    /// What the address says; a view that asks follows it.
    pub(super) fn read(router: Router) -> Self {
        let [q, state, school, class, account, year] =
            PARAMETERS.map(|name| router.parameter(name).unwrap_or_default());
        Self { q, state, school, class, account, year }
    }

    fn values(&self) -> [(&'static str, &str); 6] {
        let values = [&self.q, &self.state, &self.school, &self.class, &self.account, &self.year];
        std::array::from_fn(|place| (PARAMETERS[place], values[place].as_str()))
    }

    /// Whether fewer than all families of the present year are asked for.
    pub(super) fn is_narrow(&self) -> bool {
        self.values().iter().any(|(_, value)| !value.is_empty())
    }

    /// The address that says it.
    pub(super) fn address(&self) -> String {
        let told = self.values().into_iter().filter(|(_, value)| !value.is_empty());
        let told = told.map(|(name, value)| [name, "=", &String::from(encode_uri_component(value))].concat());
        let query = told.collect::<Vec<_>>().join("&");
        if query.is_empty() { paths::FAMILIES.to_owned() } else { [paths::FAMILIES, "?", &query].concat() }
    }

    /// What the server is asked.
    pub(super) fn request(&self, cursor: Option<String>) -> FilesRequest {
        FilesRequest {
            school_year: self.year.parse().ok(),
            only: Some("all"),
            q: self.q.trim().to_owned(),
            state: state(&self.state),
            school_id: self.school.parse().ok(),
            class: self.class.trim().to_owned(),
            account: ACCOUNTS.iter().map(|(code, _)| *code).find(|code| *code == self.account),
            page: PageRequest { cursor, limit: None },
        }
    }
}

/// The codes of how far a file is, in the order in which they are offered.
pub(super) const STATES: [(&str, FileState); 3] = [
    ("incomplete", FileState::Incomplete),
    ("received", FileState::Received),
    ("validated", FileState::Validated),
];

/// The codes of what is known of the guardians' accounts, and the keys of the words for them.
pub(super) const ACCOUNTS: [(&str, &str); 3] = [
    ("none", "families.account.none"),
    ("never_opened", "families.account.never_opened"),
    ("not_submitted", "families.account.not_submitted"),
];

fn state(code: &str) -> Option<FileState> {
    STATES.iter().find(|(known, _)| *known == code).map(|(_, state)| *state)
}

/// The key of how far a file is, in a word.
pub(super) const fn state_name(state: FileState) -> &'static str {
    match state {
        FileState::Incomplete => "families.state.incomplete",
        FileState::Received => "families.state.received",
        FileState::Validated => "families.state.validated",
    }
}
