//! From a cell to an answer: days and choices as they are written in France, numbers as spreadsheets leave them.

use chrono::NaiveDate;
use shared::families::{Field, FieldFault, FieldKind, FieldValue, Grade, PickupPerson, folded};
use shared::organisation::Organisation;
use shared::wire::{ImportFault, ImportFaultCode};

use super::schools::Schools;

/// By what cells are read.
pub(super) struct Reading<'a> {
    pub(super) organisation: &'a Organisation,
    pub(super) schools: &'a Schools,
    pub(super) today: NaiveDate,
}

impl Reading<'_> {
    /// The answer that a cell gives, as it is kept.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn answer(&self, field: Field, cell: &str) -> Result<FieldValue, ImportFault> {
        let at = |code| ImportFault::at(field.code(), code);
        let text = |text: String| Ok(FieldValue::Text(text));
        let value = match field.kind() {
            FieldKind::YesNo => yes_no(cell).map(FieldValue::Flag).ok_or_else(|| at(ImportFaultCode::YesNo)),
            FieldKind::BirthDate => text(day(cell)),
            FieldKind::Phone => text(with_zero(cell, 10)),
            FieldKind::PostalCode => text(with_zero(cell, 5)),
            FieldKind::School => {
                let id = self.schools.id_of(self.organisation, cell);
                id.map(|id| FieldValue::Text(id.to_string()))
                    .ok_or_else(|| at(ImportFaultCode::UnknownSchool))
            }
            FieldKind::Grade => text(cell.to_lowercase().replace([' ', '\u{a0}'], "")),
            FieldKind::Choice(_) => text(cell.to_lowercase()),
            FieldKind::Several(_) => Ok(FieldValue::Several(several(cell))),
            FieldKind::People => Ok(FieldValue::People(people(cell))),
            FieldKind::Name | FieldKind::Line(_) | FieldKind::Text(_) | FieldKind::CafNumber => {
                text(cell.to_owned())
            }
        }?;
        if let (FieldKind::Grade, FieldValue::Text(code)) = (field.kind(), &value)
            && Grade::from_code(code).is_none()
        {
            return Err(ImportFault::value(field.code(), FieldFault::UnknownChoice));
        }
        field.check(&value, self.today).map_err(|fault| ImportFault::value(field.code(), fault))
    }
}

/// Yes or no, in French or English.
pub(super) fn yes_no(cell: &str) -> Option<bool> {
    match folded(cell).as_str() {
        "oui" | "o" | "yes" | "y" | "vrai" | "true" | "1" | "x" => Some(true),
        "non" | "n" | "no" | "faux" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// `14/05/2018`, `14.05.2018` or `14-05-2018` as `2018-05-14`; everything else as it is, to be judged.
fn day(cell: &str) -> String {
    let parts: Vec<&str> = cell.split(['/', '.', '-']).map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 && day.len() <= 2 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => cell.to_owned(),
    }
}

/// A number whose leading zero a spreadsheet has dropped.
fn with_zero(cell: &str, digits: usize) -> String {
    let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let lacks_one = bare.len() + 1 == digits && bare.bytes().all(|byte| byte.is_ascii_digit());
    if lacks_one && !bare.starts_with('0') { ["0", &bare].concat() } else { cell.to_owned() }
}

/// Codes between `|` or `,`.
fn several(cell: &str) -> Vec<String> {
    let codes = cell.split(['|', ',']).map(|code| code.trim().to_lowercase());
    codes.filter(|code| !code.is_empty()).collect()
}

/// People between `|`, each `name / telephone / what they are`.
fn people(cell: &str) -> Vec<PickupPerson> {
    let person = |text: &str| {
        let mut parts = text.splitn(3, '/').map(|part| part.trim().to_owned());
        let (name, phone) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        PickupPerson { name, phone: with_zero(&phone, 10), relation: parts.next().unwrap_or_default() }
    };
    cell.split('|').filter(|text| !text.trim().is_empty()).map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for written in ["14/05/2018", "14.5.2018", "14-05-2018", "2018-05-14"] {
            assert_eq!(day(written), "2018-05-14");
        }
        assert_eq!(day("31/02/2018"), "2018-02-31");
        assert_eq!(day("14/05/18"), "14/05/18");
    }

    #[test]
    fn a_zero_that_was_dropped_is_put_back() {
        assert_eq!(with_zero("612345678", 10), "0612345678");
        assert_eq!(with_zero("1000", 5), "01000");
        assert_eq!(with_zero("06 12 34 56 78", 10), "06 12 34 56 78");
        assert_eq!(with_zero("+49 30 123456", 10), "+49 30 123456");
    }

    #[test]
    fn people_stand_between_bars() {
        let found = people("Odile Petit / 612345678 / grand-mère | Ali / 06 12 34 56 78");
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].phone.as_str(), found[0].relation.as_str()), ("0612345678", "grand-mère"));
    }
}
