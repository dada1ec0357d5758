//! Which step asks what.

use shared::families::{Field, Need, Section};
use shared::wire::SignUpForm;

use crate::fields::AskedField;

/// A step. Those of which the organisation asks nothing are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Address and password, name, where one is reached.
    Reach,
    /// Who one is to the children.
    Person,
    /// One's work.
    Work,
    /// What the authority needs besides.
    More,
}

impl Step {
    const ALL: [Self; 4] = [Self::Reach, Self::Person, Self::Work, Self::More];

    /// The key of its name.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Reach => "sign_up.reach",
            Self::Person => "sign_up.person",
            Self::Work => "sign_up.work",
            Self::More => "sign_up.more",
        }
    }

    fn of(field: Field) -> Option<Self> {
        match (field, field.section()) {
            (Field::GuardianRelationship | Field::GuardianOtherPhone | Field::FamilySituation, _) => {
                Some(Self::Person)
            }
            (_, Section::Guardian | Section::Address) => Some(Self::Reach),
            (_, Section::Profession) => Some(Self::Work),
            (_, Section::Information) => Some(Self::More),
            _ => None,
        }
    }

    /// What it asks.
    pub(super) fn fields(self, form: &SignUpForm) -> Vec<AskedField> {
        let asked = form
            .rules
            .iter()
            .filter(|(field, rule)| rule.need != Need::Hidden && Self::of(**field) == Some(self));
        asked.map(|(field, rule)| AskedField { field: *field, need: rule.need, own: true }).collect()
    }

    /// The steps there are.
    pub(super) fn all(form: &SignUpForm) -> Vec<Self> {
        Self::ALL.into_iter().filter(|step| *step == Self::Reach || !step.fields(form).is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use shared::calendar::SchoolYear;
    use shared::families::{FieldOwner, FieldRule, FilePolicy};

    use super::*;

    fn form(rules: BTreeMap<Field, FieldRule>) -> SignUpForm {
        SignUpForm { school_year: SchoolYear::starting_in(2026), rules }
    }

    #[test]
    fn every_field_of_guardian_and_household_is_asked_in_one_step() {
        let rule = FieldRule { need: Need::Optional, edits: Default::default() };
        let all = Field::ALL.into_iter().filter(|field| field.owner() != FieldOwner::Child);
        let form = form(all.clone().map(|field| (field, rule)).collect());
        let steps = Step::all(&form);
        assert_eq!(steps, Step::ALL);
        let mut asked: Vec<Field> =
            steps.iter().flat_map(|step| step.fields(&form)).map(|asked| asked.field).collect();
        asked.sort_unstable();
        assert_eq!(asked, all.collect::<Vec<_>>());
    }

    #[test]
    fn steps_without_a_field_are_left_out() {
        let mut rules = FilePolicy::default().rules(SchoolYear::starting_in(2026));
        rules.retain(|field, _| field.owner() == FieldOwner::Guardian);
        assert_eq!(Step::all(&form(rules)), [Step::Reach]);
    }
}
