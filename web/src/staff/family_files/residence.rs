//! Whether a household lives on the territory: staff say so, with their decision or besides. That nobody has said is not “no”.

use leptos::prelude::*;
use shared::wire::FamilyFileSummary;

use crate::i18n::t;
use crate::staff::queue::Deciding;
use crate::ui::{Choice, RadioField};

const RESIDENT: &str = "resident";

/// What staff say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Residing {
    Yes,
    No,
    /// Nobody knows yet.
    Later,
}

impl Residing {
    const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Later];

    const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Later => "later",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Yes => "answer.yes",
            Self::No => "answer.no",
            Self::Later => "files.resident_later",
        }
    }

    /// What is kept of it.
    pub(super) const fn resident(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Later => None,
        }
    }
}

/// The key of what is known, in words.
pub(super) const fn told(resident: Option<bool>) -> &'static str {
    match resident {
        Some(true) => "files.resident_yes",
        Some(false) => "files.resident_no",
        None => "files.resident_untold",
    }
}

/// The answers; what is chosen goes with the decision. Where nobody has said, none is chosen.
#[component]
pub(super) fn Residence(
    /// The decision on the file.
    deciding: Deciding<FamilyFileSummary>,
    /// Which file.
    key: String,
    /// What is known.
    known: Option<bool>,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let said = untrack(|| deciding.extra(&key.get_value())).said;
    let known_code = match known {
        Some(true) => Residing::Yes.code(),
        Some(false) => Residing::No.code(),
        None => "",
    };
    let value = RwSignal::new(said.map_or(known_code, Residing::code).to_owned());
    Effect::new(move |_| {
        let said = value.with(|value| Residing::ALL.into_iter().find(|it| it.code() == value));
        deciding.note(&key.get_value(), |checked| checked.said = said);
    });
    let missing = t("files.resident_missing");
    let error = Signal::derive(move || {
        let checked = deciding.extra(&key.get_value());
        (checked.tried && checked.is_untold()).then(|| missing.get())
    });
    let offered = Residing::ALL.into_iter().filter(|it| known.is_none() || *it != Residing::Later);
    let choice = |it: Residing| Choice { code: it.code().to_owned(), label: t(it.words()), says: None };
    view! {
        <div class="residence">
            <RadioField id=RESIDENT legend=t("files.resident") choices=offered.map(choice).collect() error value />
        </div>
    }
}
