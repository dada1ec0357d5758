//! What is open of a household's file on its page, and what was done to it last.

use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::{FileSubject, Need, Section};
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::staff::Permission;
use shared::wire::FamilyFileSheet;

use crate::browser::clock::{Clock, use_clock};
use crate::fields::{AskedField, Values};
use crate::form::Form;
use crate::organisation::{OrganisationFacts, use_organisation};
use crate::session::{Session, use_session};

/// A form that is open: one at a time on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::staff) enum Open {
    /// Answers of a section.
    Section(FileSubject, Section),
    /// Somebody new.
    Child,
    /// Likewise, of another household.
    KnownChild,
    /// Somebody new.
    Guardian,
    /// The address of a guardian.
    Address(GuardianId),
    /// That a child leaves, or is taken out.
    ChildLeaves(ChildId),
    /// That a guardian is taken out.
    GuardianLeaves(GuardianId),
}

/// What is being written into a form that is open. The form may be made anew when the file is read again: what was written comes
/// back over what stands there then.
#[derive(Clone)]
pub(super) struct Draft {
    /// The form, of which school year.
    pub(super) of: (Open, SchoolYear),
    /// What it began from, and the version of it.
    pub(super) stood: (Values, i32),
    pub(super) typed: Values,
    /// Whether it was sent, and somebody else was faster.
    pub(super) overtaken: bool,
}

/// The page of a household; a context of it.
#[derive(Clone, Copy)]
pub(in crate::staff) struct HouseholdDesk {
    pub(in crate::staff) household: HouseholdId,
    pub(in crate::staff) session: Session,
    pub(in crate::staff) open: RwSignal<Option<Open>>,
    /// Key of what was done last.
    pub(in crate::staff) done: RwSignal<Option<&'static str>>,
    /// A note that is being written.
    pub(in crate::staff) note: RwSignal<String>,
    reload: RwSignal<u32>,
    /// What was done by which form, to be said once the file is read.
    doing: StoredValue<Option<(Option<Open>, &'static str)>>,
    /// Of the form that is open.
    draft: StoredValue<Option<Draft>>,
    clock: Clock,
    organisation: OrganisationFacts,
}

impl HouseholdDesk {
    /// Of a household.
    pub(in crate::staff) fn new(household: HouseholdId) -> Self {
        Self {
            household,
            session: use_session(),
            open: RwSignal::new(None),
            done: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            reload: RwSignal::new(0),
            doing: StoredValue::new(None),
            draft: StoredValue::new(None),
            clock: use_clock(),
            organisation: use_organisation(),
        }
    }

    /// Whether one may change anything; a view that asks follows it.
    pub(in crate::staff) fn may(self, permission: Permission) -> bool {
        self.session.may(permission)
    }

    /// Something was done by a form: the file is read again, then the form closes and it is said. Not before: what is opened
    /// meanwhile would be made anew with the file, and what is typed into it lost.
    pub(super) fn did(self, form: Form, key: &'static str) {
        form.hold();
        let by = self.open.try_get_untracked().flatten();
        self.doing.try_set_value(Some((by, key)));
        self.again();
    }

    /// The file was read, or could not be: what was done before is said.
    pub(in crate::staff) fn read(self) {
        let Some((by, key)) = self.doing.try_get_value().flatten() else { return };
        self.doing.set_value(None);
        self.done.set(Some(key));
        // unless another form was opened meanwhile
        if self.open.get_untracked() == by {
            self.close();
        }
    }

    /// Closes the form; what was written into it is given up.
    pub(super) fn close(self) {
        self.draft.set_value(None);
        self.open.set(None);
    }

    /// What is being written into a form of a school year.
    pub(super) fn draft(self, of: (Open, SchoolYear)) -> Option<Draft> {
        self.draft.get_value().filter(|draft| draft.of == of)
    }

    /// Somebody else was faster than what is being written: the form is made anew once the file is read.
    pub(super) fn overtaken(self) {
        self.draft.try_update_value(|draft| {
            if let Some(draft) = draft {
                draft.overtaken = true;
            }
        });
        self.again();
    }

    /// Keeps what is being written.
    pub(super) fn keep(self, draft: Draft) {
        self.draft.try_set_value(Some(draft));
    }

    /// Reads the file again.
    pub(in crate::staff) fn again(self) {
        let _ = self.reload.try_update(|times| *times += 1);
    }

    /// How often it is to be read; a view that asks follows it.
    pub(in crate::staff) fn readings(self) -> u32 {
        self.reload.get()
    }

    /// Opens a form; what was done before is said no more.
    pub(in crate::staff) fn begin(self, open: Open) {
        self.done.set(None);
        self.draft.set_value(None);
        self.open.set(Some(open));
    }

    /// The day it is where the organisation is.
    pub(in crate::staff) fn today(self) -> chrono::NaiveDate {
        untrack(|| self.organisation.day_of(self.clock.now()))
    }
}

/// The page's, where the file is on a page of its own.
pub(in crate::staff) fn use_household_desk() -> Option<HouseholdDesk> {
    use_context()
}

/// The fields of a section that are asked.
pub(super) fn asked(sheet: &FamilyFileSheet, section: Section) -> Vec<AskedField> {
    let rule = |field| Some((field, sheet.rules.get(&field).filter(|rule| rule.need != Need::Hidden)?));
    let fields = section.fields().filter_map(rule);
    // staff complete what they know: only names may not be empty
    let need =
        |field: shared::families::Field| if field.is_essential() { Need::Required } else { Need::Optional };
    fields.map(|(field, _)| AskedField { field, need: need(field), own: false }).collect()
}
