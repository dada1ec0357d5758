//! Which school years' files ask their family for something, and which of them comes first.

use shared::calendar::SchoolYear;
use shared::families::{FamilyFile, Field, FileState, FileSubject};
use shared::wire::FamilyFileSheet;

/// A school year's file from far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileAtWork {
    /// Which.
    pub year: SchoolYear,
    /// Whether the family has told something of it: where a child goes to school then, or that it is complete.
    pub told: bool,
    /// Whether something is to be done in it.
    pub asks: bool,
}

/// Whether nothing but sending it is left to do in a file, as to answers, and it is time to: one for a later year may be
/// complete long before families are awaited for it.
#[must_use]
pub fn is_to_send(file: &FamilyFile, children: usize, awaited: bool) -> bool {
    let ready = file.missing.is_empty() && file.state == FileState::Incomplete;
    ready && children > file.later.len() && awaited
}

/// Those that ask for something: all of which the family has told something, else the first other one.
#[must_use]
pub fn asking(files: impl IntoIterator<Item = FileAtWork>) -> Vec<SchoolYear> {
    let (mut told, mut others): (Vec<_>, Vec<_>) =
        files.into_iter().filter(|file| file.asks).partition(|file| file.told);
    told.sort_by_key(|file| file.year);
    others.sort_by_key(|file| file.year);
    others.truncate(usize::from(told.is_empty()));
    told.into_iter().chain(others).map(|file| file.year).collect()
}

/// The same of a sheet; documents, which have a page of their own, apart.
pub(super) fn at_work(sheet: &FamilyFileSheet) -> FileAtWork {
    let file = &sheet.file;
    let children = || sheet.parts.iter().filter(|part| matches!(part.subject, FileSubject::Child(_)));
    let told = file.state != FileState::Incomplete
        || children().any(|part| part.values.contains_key(&Field::ChildSchool));
    let is_present = sheet.beginning.school_years.first() == Some(&file.school_year);
    let awaited = is_present || (told && file.school_year <= sheet.beginning.suggested);
    let to_send = is_to_send(file, children().count(), awaited);
    let to_check = file.state == FileState::Validated && !file.unchecked.is_empty() && !sheet.waits;
    let asks = !file.missing.is_empty() || (sheet.needs_validation && (to_send || to_check));
    FileAtWork { year: file.school_year, told, asks }
}

/// The one to show where none is asked for, of the present one and those after it: the first that asks for something, else
/// the first of which something is told.
pub(super) fn to_show(files: &[FileAtWork]) -> Option<SchoolYear> {
    let told = || files.iter().find(|file| file.told).or(files.first()).map(|file| file.year);
    asking(files.iter().copied()).first().copied().or_else(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(first: u16, told: bool, asks: bool) -> FileAtWork {
        FileAtWork { year: SchoolYear::starting_in(first), told, asks }
    }

    fn shown(files: &[FileAtWork]) -> u16 {
        to_show(files).unwrap().first_year()
    }

    #[test]
    fn a_year_of_which_something_is_told_comes_first() {
        // in spring: who comes for September has told nothing of this year
        let spring = [file(2026, false, true), file(2027, true, true)];
        assert_eq!(asking(spring), [SchoolYear::starting_in(2027)]);
        assert_eq!(shown(&spring), 2027);
        // in autumn: the next year lacks everything, and has time
        assert_eq!(shown(&[file(2026, true, true), file(2027, false, true)]), 2026);
        // all of which something is told, so that an old gap hides no new one
        let both = [file(2026, true, true), file(2027, true, true)];
        assert_eq!(asking(both), [SchoolYear::starting_in(2026), SchoolYear::starting_in(2027)]);
    }

    #[test]
    fn where_nothing_is_asked_the_year_that_is_told_of_is_shown() {
        assert_eq!(shown(&[file(2026, false, false), file(2027, true, false)]), 2027);
        assert_eq!(shown(&[file(2026, true, false), file(2027, true, false)]), 2026);
        assert_eq!(shown(&[file(2026, false, false), file(2027, false, false)]), 2026);
        assert_eq!(shown(&[file(2026, true, false), file(2027, false, true)]), 2027);
    }
}
