//! Audiences and states in words.

use shared::announcements::{Audience, SchoolClass};
use shared::wire::AnnouncementState;

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;

/// Whom an announcement is for; a view that asks follows language and organisation.
pub(super) fn whom(i18n: I18n, organisation: OrganisationFacts, audience: &Audience) -> String {
    match audience {
        Audience::Everyone => i18n.text("announcing.everyone", &[]),
        Audience::Facilities(ids) => organisation.facility_names(ids).join(", "),
        Audience::Classes(classes) => {
            let names = classes.iter().map(|class| class_name(i18n, organisation, class));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

/// “École des Tilleuls, CP A”, “École des Tilleuls, toute l’école”.
pub(super) fn class_name(i18n: I18n, organisation: OrganisationFacts, class: &SchoolClass) -> String {
    let school = organisation.school_name(class.school_id).unwrap_or_default();
    let class = class.class_name.clone().unwrap_or_else(|| i18n.text("announcing.whole_school", &[]));
    i18n.text("announcing.class", &[("school", school), ("class", class)])
}

/// Icon, key of the words, and look of a state.
pub(super) const fn state(state: AnnouncementState) -> (&'static str, &'static str, &'static str) {
    match state {
        AnnouncementState::Draft => ("pencil", "announcing.state.draft", "mark mark--waits"),
        AnnouncementState::Published => ("circle-check", "announcing.state.published", "mark mark--done"),
        AnnouncementState::Expired => ("clock", "announcing.state.expired", "mark"),
        AnnouncementState::Withdrawn => ("undo-2", "announcing.state.withdrawn", "mark"),
    }
}
