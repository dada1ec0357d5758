//! What staff did not accept, and why: whoever missed the mail finds it where they wrote.

use leptos::prelude::*;
use shared::catalogue::format_day;
use shared::families::Section;
use shared::wire::FilePart;

use super::desk::use_desk;
use crate::fields::words::label;
use crate::ui::{Notice, Tone};

/// The last edit of a subject that was refused, where any of it is of this section.
#[component]
pub(super) fn RefusedEdits(part: FilePart, section: Section) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let refused = part.refused?;
    if !refused.fields.iter().any(|field| field.section() == section) {
        return None;
    }
    let day = refused.at.with_timezone(&desk.zone()).date_naive();
    let fields = refused.fields;
    let title = move || {
        let names: Vec<String> = fields.iter().map(|field| label(i18n, *field)).collect();
        i18n.text("file.refused", &[("day", format_day(i18n.language(), day)), ("fields", names.join(", "))])
    };
    Some(view! {
        <Notice tone=Tone::Warning>
            <p><strong>{title}</strong></p>
            <p class="file-message">{refused.reason}</p>
        </Notice>
    })
}
