//! Forms of the file with something typed in them that was not saved: nothing is lost without a word.

use std::sync::Arc;

use leptos::prelude::*;
use shared::families::Section;
use shared::wire::FamilyFileSheet;

use super::address::{Address, View};
use super::desk::use_desk;
use super::kept;
use super::words::title;
use crate::i18n::t;
use crate::ui::{Icon, Notice, Tone};

/// The ways back to such forms; nothing where all is saved.
#[component]
pub(super) fn Unsaved(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let year = Some(sheet.file.school_year);
    let forms = sheet.parts.iter().filter(|part| desk.may_edit(part)).flat_map(|part| {
        let sections = Section::ALL.into_iter().filter(|section| section.owner() == part.subject.owner());
        sections.map(|section| {
            let view = View::Part { section, subject: part.subject, edit: true, field: None };
            (section, part.subject, Address { year, view }.path())
        })
    });
    let forms: Vec<_> = forms.filter(|(.., path)| kept::kept(desk, path).is_some()).collect();
    if forms.is_empty() {
        return None;
    }
    let ways = forms.into_iter().map(move |(section, subject, path)| {
        let sheet = Arc::clone(&sheet);
        let name =
            move || desk.i18n.text("file.resume", &[("part", title(desk.i18n, &sheet, section, subject))]);
        view! { <li><a href=path class="link-line"><Icon name="pencil" /><span>{name}</span></a></li> }
    });
    Some(view! {
        <Notice tone=Tone::Warning>
            <p>{t("file.unsaved")}</p>
            <ul class="missing">{ways.collect_view()}</ul>
        </Notice>
    })
}
