//! What can be wrong with a field: what is seen before sending, and what the server answers.

use shared::catalogue::{field_fault_sentence, field_name, password_fault_sentence};
use shared::families::{Field, FieldFault};
use shared::passwords::{PasswordFault, password_fault};
use shared::problem::ProblemCode;

use crate::i18n::{I18n, capital};

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The sentence of this key.
    Said(&'static str),
    /// The server refuses it for a reason that has no sentence of its own.
    Refused,
    /// A new password that is not taken.
    Password(PasswordFault),
    /// An answer in a family's file that is not taken; the id is the field's code.
    Field(FieldFault),
}

impl Wrong {
    /// In words.
    pub(super) fn sentence(self, i18n: I18n) -> String {
        match self {
            Self::Said(key) => i18n.text(key, &[]),
            Self::Refused => i18n.domain_text("problem.invalid_value"),
            Self::Password(fault) => password_fault_sentence(i18n.language(), fault),
            Self::Field(fault) => field_fault_sentence(i18n.language(), fault),
        }
    }

    /// In words that stand alone, before the form: what is wrong with answers does not name their field.
    pub(super) fn line(self, i18n: I18n, id: &str) -> String {
        let sentence = self.sentence(i18n);
        match (self, Field::from_code(id)) {
            (Self::Field(_) | Self::Refused, Some(field)) => {
                let name = capital(&field_name(i18n.language(), field));
                i18n.text("form.error_at", &[("field", name), ("error", sentence)])
            }
            _ => sentence,
        }
    }

    /// What the server means by a code at one of its fields.
    fn from_code(field: &str, code: &str) -> Self {
        match (field, code) {
            ("code", _) => Self::Said("second_factor.wrong_code"),
            (_, "wrong_password") => Self::Said("form.wrong_password"),
            ("email", "own_address") => Self::Said("guardians.own_address"),
            ("email", "member") => Self::Said("guardians.member"),
            ("email", "invited") => Self::Said("guardians.already_invited"),
            ("email", "too_many") => Self::Said("guardians.too_many"),
            ("guardian_id", "ask_staff") => Self::Said("guardians.ask_staff"),
            ("children", "two_households") => Self::Said("guardians.child_in_two"),
            ("children", "elsewhere") => Self::Said("household.elsewhere"),
            ("children", _) => Self::Said("guardians.children_missing"),
            ("email", "exists") => Self::Said("team.exists"),
            ("role", "last_administrator") => Self::Said("team.last_administrator"),
            ("facilities", "role") => Self::Said("team.facilities_missing"),
            ("first_name" | "last_name", "empty") => Self::Said("form.missing"),
            ("first_name" | "last_name", "too_long") => Self::Said("form.too_long"),
            ("first_name" | "last_name", "address_in_name") => Self::Field(FieldFault::AddressInName),
            (_, "same_address") => Self::Said("form.same_address"),
            ("email" | "guardians[0].email", "taken") => Self::Said("household.email_taken"),
            ("email" | "guardians[0].email", "own") => Self::Said("household.own_email"),
            ("email", "has_account") => Self::Said("household.has_account"),
            ("email" | "guardians[0].email", _) => Self::Said("sign_in.email_form"),
            ("child", "in_use") => Self::Said("household.child_in_use"),
            ("child", "own") => Self::Said("household.own_child"),
            ("child", "two_households") => Self::Said("household.child_in_two"),
            ("guardian", "in_use") => Self::Said("household.guardian_in_use"),
            ("guardian", "last") => Self::Said("household.last_guardian"),
            (_, "unknown_placeholder") => Self::Said("pages.unknown_placeholder"),
            ("values" | "child", "exists") => Self::Said("form.child_exists"),
            ("values" | "child", "too_many") => Self::Said("form.too_many"),
            _ => PasswordFault::from_code(code).map_or(Self::Refused, Self::Password),
        }
    }
}

/// What is wrong with a mail address, if anything. The server alone knows whether it exists; here only what is surely no
/// address is stopped.
#[must_use]
pub fn email_wrong(email: &str) -> Option<Wrong> {
    let email = email.trim();
    if email.is_empty() {
        return Some(Wrong::Said("sign_in.email_missing"));
    }
    let complete = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    (!complete || email.contains(' ')).then_some(Wrong::Said("sign_in.email_form"))
}

/// What is wrong with the password that one has, if anything.
#[must_use]
pub fn password_wrong(password: &str) -> Option<Wrong> {
    password.is_empty().then_some(Wrong::Said("sign_in.password_missing"))
}

/// What is wrong with the password that one wants, as far as its length says.
#[must_use]
pub fn new_password_wrong(password: &str) -> Option<Wrong> {
    password_wrong(password).or_else(|| password_fault(password, None).map(Wrong::Password))
}

/// The fields that the server names, if it names only fields of this form.
pub(super) fn at_fields(
    names: &[(&'static str, &'static str)],
    error: &client::Error,
) -> Option<Vec<(&'static str, Wrong)>> {
    let client::Error::Problem(problem) = error else { return None };
    if problem.code != ProblemCode::InvalidValue || problem.errors.is_empty() {
        return None;
    }
    let ours = |error: &shared::problem::FieldError| {
        // of somebody in a list too: `guardians[0].values.guardian_phone`
        let at_values = error.field.rsplit_once("values.").map(|(_, field)| field);
        if let Some(field) = at_values.and_then(Field::from_code) {
            return Some((
                field.code(),
                FieldFault::from_code(&error.code).map_or(Wrong::Refused, Wrong::Field),
            ));
        }
        let (_, id) = names.iter().find(|(name, _)| *name == error.field)?;
        Some((*id, Wrong::from_code(&error.field, &error.code)))
    };
    problem.errors.iter().map(ours).collect()
}

#[cfg(test)]
mod tests {
    use shared::problem::{FieldError, Problem};

    use super::*;

    fn refused(errors: &[(&str, &str)]) -> client::Error {
        let of = |(field, code): &(&str, &str)| FieldError {
            field: (*field).to_owned(),
            code: (*code).to_owned(),
            detail: String::new(),
        };
        client::Error::Problem(Box::new(Problem {
            kind: String::new(),
            title: String::new(),
            status: 422,
            code: ProblemCode::InvalidValue,
            params: std::collections::BTreeMap::new(),
            errors: errors.iter().map(of).collect(),
            request_id: String::new(),
        }))
    }

    #[test]
    fn what_the_server_names_stands_at_our_field() {
        let names = [("current_password", "old"), ("new_password", "new"), ("email", "mail")];
        let at = |errors| at_fields(&names, &refused(errors));
        assert_eq!(
            at(&[("current_password", "wrong_password"), ("new_password", "too_guessable")]),
            Some(vec![
                ("old", Wrong::Said("form.wrong_password")),
                ("new", Wrong::Password(PasswordFault::TooGuessable)),
            ])
        );
        assert_eq!(at(&[("email", "same_address")]), Some(vec![("mail", Wrong::Said("form.same_address"))]));
        // of an address, a length says nothing about passwords
        assert_eq!(at(&[("email", "too_long")]), Some(vec![("mail", Wrong::Said("sign_in.email_form"))]));
        assert_eq!(at(&[("new_password", "unheard_of")]), Some(vec![("new", Wrong::Refused)]));
    }

    #[test]
    fn answers_stand_at_the_fields_of_the_file() {
        let refused = refused(&[("values.address_city", "too_long"), ("values.caf_number", "not_asked")]);
        assert_eq!(
            at_fields(&[], &refused),
            Some(vec![("address_city", Wrong::Field(FieldFault::TooLong)), ("caf_number", Wrong::Refused)])
        );
    }

    #[test]
    fn what_is_not_at_our_fields_concerns_the_whole_form() {
        assert_eq!(at_fields(&[("email", "mail")], &refused(&[("token", "missing")])), None);
        assert_eq!(at_fields(&[("email", "mail")], &refused(&[])), None);
        assert_eq!(at_fields(&[("email", "mail")], &client::Error::Network(String::new())), None);
    }

    #[test]
    fn an_address_without_its_parts_is_stopped() {
        for wrong in
            ["lea", "lea@", "@famille.example", "lea@famille", "lea@famille.", "l ea@famille.example"]
        {
            assert_eq!(email_wrong(wrong), Some(Wrong::Said("sign_in.email_form")), "{wrong}");
        }
        assert_eq!(email_wrong("  "), Some(Wrong::Said("sign_in.email_missing")));
        assert_eq!(email_wrong(" lea@famille.example "), None);
    }

    #[test]
    fn a_new_password_is_judged_by_its_length_alone() {
        assert_eq!(new_password_wrong(""), Some(Wrong::Said("sign_in.password_missing")));
        assert_eq!(new_password_wrong("été"), Some(Wrong::Password(PasswordFault::TooShort)));
        assert_eq!(new_password_wrong("aaaaaaaaaaaa"), None);
        assert_eq!(new_password_wrong(&"a".repeat(201)), Some(Wrong::Password(PasswordFault::TooLong)));
    }
}
