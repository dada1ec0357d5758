//! Every code has a sentence in every language, with nothing left open in it.

use shared::activities::{ClosureCause, Ineligible};
use shared::bookings::{Cause, CellState, Refusal, RefusalCode};
use shared::calendar::{BreakName, PublicHoliday, Weekday};
use shared::catalogue::{
    Language, cell_state, domain, import_fault_sentence, problem_sentence, refusal_sentence,
};
use shared::families::{Cycle, Field, FieldFault, FileSubject, Grade, Missing};
use shared::problem::{Problem, ProblemCode};
use shared::wire::{ImportFault, ImportFaultCode};

use super::world::{MIDI, World, at, text, year};

/// A sentence is written out: no key, no open placeholder, a capital first and a full stop last.
fn whole(sentence: &str) {
    let first = sentence.chars().next().unwrap();
    assert!(first.is_uppercase() || "«“\"".contains(first), "{sentence}");
    assert!(sentence.ends_with('.'), "{sentence}");
    assert!(!sentence.contains(['{', '}', '_']), "{sentence}");
    for key in
        ["refusal.", "problem.", "state.", "weekday.", "month.", "holiday.", "break.", "grade.", "cycle."]
    {
        assert!(!sentence.contains(key), "{sentence}");
    }
    assert!(
        !sentence.contains(": .") && !sentence.contains("«\u{a0}\u{a0}»") && !sentence.contains("  "),
        "{sentence}"
    );
}

fn closures() -> Vec<ClosureCause> {
    let mut causes = vec![
        ClosureCause::OutsideCalendar,
        ClosureCause::NotPlanned,
        ClosureCause::FacilityClosure { reason: text("travaux") },
        ClosureCause::SchoolPeriod,
        ClosureCause::OutOfSeason,
    ];
    causes.extend(PublicHoliday::ALL.map(|holiday| ClosureCause::PublicHoliday { holiday }));
    causes.extend(BreakName::ALL.map(|name| ClosureCause::Break { name }));
    causes.extend(Weekday::ALL.map(|weekday| ClosureCause::Weekday { weekday }));
    causes
}

fn ineligible() -> Vec<Ineligible> {
    let mut causes = vec![
        Ineligible::SchoolingUnknown { school_year: year(2027) },
        Ineligible::School,
        Ineligible::TooYoung { min_age: 3 },
        Ineligible::TooOld { max_age: 11 },
        Ineligible::Residency,
        Ineligible::OtherHousehold { next: Some("2026-09-21".parse().unwrap()) },
        Ineligible::OtherHousehold { next: None },
    ];
    causes.extend([Cycle::Maternelle, Cycle::Elementaire].map(|cycle| Ineligible::Cycle { cycle }));
    causes.extend(Grade::ALL.map(|grade| Ineligible::Grade { grade }));
    causes
}

/// Every refusal in every form that `decide` gives it.
fn refusals() -> Vec<Refusal> {
    let instants = [at("2027-03-02T10:00"), at("2027-05-01T00:00")];
    let plain = |code| Refusal { code, cause: None, at: None, contact: None };
    let mut all = Vec::new();
    for code in RefusalCode::ALL {
        let with_instant = instants.map(|instant| Refusal { at: Some(instant), ..plain(code) });
        let with_cause = |cause| Refusal { cause: Some(cause), ..plain(code) };
        match code {
            RefusalCode::Past
            | RefusalCode::WindowNotOpen
            | RefusalCode::NeedsRequest
            | RefusalCode::DeadlinePassed => all.extend(with_instant),
            RefusalCode::WindowClosed => {
                all.extend(with_instant);
                all.push(plain(code));
            }
            RefusalCode::ClosedDay => all.extend(closures().into_iter().map(Cause::Closure).map(with_cause)),
            RefusalCode::NotEligible => {
                all.extend(ineligible().into_iter().map(Cause::Ineligible).map(with_cause));
            }
            RefusalCode::ExclusiveSlot | RefusalCode::CompanionSlot | RefusalCode::NeededBySlot => {
                all.push(with_cause(Cause::Slot(MIDI)));
            }
            RefusalCode::Full => all.extend([1, 12].map(Cause::Capacity).map(with_cause)),
            RefusalCode::AlreadyBooked
            | RefusalCode::NotBooked
            | RefusalCode::BookedElsewhere
            | RefusalCode::FileIncomplete
            | RefusalCode::FileNotValidated
            | RefusalCode::WindowWrongKind => all.push(plain(code)),
        }
    }
    all
}

#[test]
fn every_refusal_has_its_sentence() {
    let organisation = World::new().organisation;
    for language in Language::ALL {
        for refusal in refusals() {
            for now in ["2026-09-01T08:00", "2028-09-01T08:00"] {
                whole(&refusal_sentence(language, &refusal, &organisation, at(now)));
            }
        }
    }
}

#[test]
fn refusals_say_what_caused_them() {
    let organisation = World::new().organisation;
    let say = |code, cause, instant: Option<&str>| {
        let refusal = Refusal { code, cause, at: instant.map(at), contact: None };
        refusal_sentence(Language::Fr, &refusal, &organisation, at("2027-03-01T08:00")).replace('\u{a0}', " ")
    };
    let late = say(RefusalCode::DeadlinePassed, None, Some("2027-02-25T10:00"));
    assert!(late.contains("jeudi 25 février à 10 h"), "{late}");
    let late = say(RefusalCode::DeadlinePassed, None, Some("2027-05-01T00:00"));
    assert!(late.contains("vendredi 30 avril à 24 h"), "{late}");
    let opens = say(RefusalCode::WindowNotOpen, None, Some("2027-04-03T19:00"));
    assert!(opens.contains("samedi 3 avril à 19 h"), "{opens}");
    let slot = say(RefusalCode::ExclusiveSlot, Some(Cause::Slot(MIDI)), None);
    assert!(slot.contains("Midi"), "{slot}");
    let full = say(RefusalCode::Full, Some(Cause::Capacity(12)), None);
    assert!(full.contains("12"), "{full}");
    let before = say(RefusalCode::NeedsRequest, None, Some("2027-04-03T19:00"));
    let after = say(RefusalCode::NeedsRequest, None, Some("2027-02-03T19:00"));
    assert!(before.contains("samedi 3 avril") && after.contains("mercredi 3 février") && before != after);
}

#[test]
fn one_seat_is_singular() {
    let organisation = World::new().organisation;
    let full = |seats| {
        let refusal =
            Refusal { code: RefusalCode::Full, cause: Some(Cause::Capacity(seats)), at: None, contact: None };
        refusal_sentence(Language::Fr, &refusal, &organisation, at("2027-03-01T08:00"))
    };
    assert!(!full(1).contains("places"), "{}", full(1));
    assert!(full(2).contains("places"), "{}", full(2));
}

#[test]
fn every_problem_has_its_sentence() {
    for language in Language::ALL {
        for code in ProblemCode::ALL {
            let (name, value) = match code {
                ProblemCode::BodyTooLarge => ("max_bytes", 1_048_576.into()),
                ProblemCode::RangeTooLong => ("max_days", 400.into()),
                ProblemCode::TooManyLines => ("max_lines", 3000.into()),
                ProblemCode::DayOutsideCalendar => ("day", "2030-01-15".into()),
                ProblemCode::TooManyAttempts => ("retry_after_seconds", 42.into()),
                _ => ("unused", "".into()),
            };
            let problem = Problem {
                kind: String::new(),
                title: String::new(),
                status: code.status(),
                code,
                params: [(name.to_owned(), value)].into(),
                errors: Vec::new(),
                request_id: String::new(),
            };
            whole(&problem_sentence(language, &problem));
        }
    }
}

#[test]
fn a_day_in_a_problem_is_in_words() {
    let problem = Problem {
        kind: String::new(),
        title: String::new(),
        status: 422,
        code: ProblemCode::DayOutsideCalendar,
        params: [("day".to_owned(), "2030-01-15".into())].into(),
        errors: Vec::new(),
        request_id: String::new(),
    };
    let sentence = problem_sentence(Language::Fr, &problem);
    assert!(sentence.contains("mardi 15 janvier"), "{sentence}");
}

#[test]
fn every_name_is_there() {
    for language in Language::ALL {
        let names = CellState::ALL.map(|state| cell_state(language, state));
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "two states read the same: {names:?}");
        let texts = domain(language);
        let codes = (1..=12)
            .map(|month| format!("month.{month}"))
            .chain(Weekday::ALL.map(|weekday| format!("weekday.{}", weekday.code())))
            .chain(PublicHoliday::ALL.map(|holiday| format!("holiday.{}", holiday.code())))
            .chain(BreakName::ALL.map(|name| format!("break.{}", name.code())))
            .chain(Grade::ALL.map(|grade| format!("grade.{}", grade.code())))
            .chain([Cycle::Maternelle, Cycle::Elementaire].map(|cycle| format!("cycle.{}", cycle.code())))
            .chain(Field::ALL.map(|field| format!("field.{}", field.code())))
            .chain(FieldFault::ALL.map(|fault| format!("field_fault.{}", fault.code())))
            .chain(CellState::ALL.map(|state| format!("state.{}", state.code())));
        for key in codes {
            assert!(texts.has(&key), "{key} in {language:?}");
        }
    }
}

#[test]
fn what_is_missing_is_named_three_fields_at_most() {
    let world = World::new();
    let sentence = |language, fields: &[Field]| {
        let missing = fields.iter().map(|field| Missing { subject: FileSubject::Household, field: *field });
        let refusal = Refusal {
            code: RefusalCode::FileIncomplete,
            cause: Some(Cause::Missing(missing.collect())),
            at: None,
            contact: None,
        };
        refusal_sentence(language, &refusal, &world.organisation, at("2026-09-01T08:00"))
    };
    let few = [Field::AddressCity, Field::ChildDoctor];
    assert_eq!(
        sentence(Language::Fr, &few),
        "Il manque 2 informations dans votre dossier\u{a0}: commune, médecin traitant."
    );
    assert_eq!(sentence(Language::En, &few[..1]), "One thing is missing in your file: town.");
    assert_eq!(
        sentence(Language::En, &Field::ALL[..5]),
        "5 things are missing in your file: first name, family name, relationship to the children and 2 more."
    );
}

#[test]
fn every_key_of_a_code_belongs_to_one() {
    // a sentence that no code leads to is a leftover
    let codes: Vec<String> = RefusalCode::ALL
        .iter()
        .map(|code| format!("refusal.{}", code.as_str()))
        .chain(ProblemCode::ALL.iter().map(|code| format!("problem.{}", code.as_str())))
        .collect();
    for key in
        domain(Language::Fr).keys().filter(|key| key.starts_with("refusal.") || key.starts_with("problem."))
    {
        let belongs = codes.iter().any(|code| {
            key == code || key.starts_with(&format!("{code}.")) || key.starts_with(&format!("{code}#"))
        });
        assert!(belongs, "{key}");
    }
}

#[test]
fn every_fault_of_a_file_of_families_is_said() {
    for language in Language::ALL {
        for code in ImportFaultCode::ALL {
            let fault = ["lines", "line", "name", "households", "number", "household", "most"]
                .into_iter()
                .fold(ImportFault::at("guardian_email", code), |fault, name| fault.with(name, "12"));
            let said = import_fault_sentence(language, &fault).replace("guardian_email", "");
            whole(&said.replace("«\u{a0}\u{a0}»", "").replace("“”", "").replace("  ", " "));
        }
        for fault in FieldFault::ALL {
            whole(&import_fault_sentence(language, &ImportFault::value("child_birth_date", fault)));
        }
    }
}
