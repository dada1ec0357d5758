//! The sentences' files: complete in every language; days, times and plurals in words.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Europe::Paris;
use shared::catalogue::{
    Catalogue, Language, domain, format_day, format_day_with_year, format_instant, format_limit, format_time,
};

use super::world::{at, day};

const FR: &str = include_str!("../../locales/fr.json");
const EN: &str = include_str!("../../locales/en.json");
const IMPORTS_FR: &str = include_str!("../../locales/imports/fr.json");
const IMPORTS_EN: &str = include_str!("../../locales/imports/en.json");

fn texts(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (mut french, mut english) = (texts(FR), texts(EN));
    let (of_imports, in_english) = (texts(IMPORTS_FR), texts(IMPORTS_EN));
    assert!(of_imports.keys().all(|key| !french.contains_key(key)));
    french.extend(of_imports);
    english.extend(in_english);
    let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&french), keys(&english));
    assert!(french.len() > 80);
    for (key, sentence) in &french {
        assert_eq!(placeholders(sentence), placeholders(&english[key]), "{key}");
        assert!(!sentence.trim().is_empty() && !english[key].trim().is_empty(), "{key}");
    }
}

#[test]
fn no_key_stands_twice_in_a_file() {
    for json in [FR, EN, IMPORTS_FR, IMPORTS_EN] {
        let lines = json.lines().filter(|line| line.trim_start().starts_with('"')).count();
        assert_eq!(lines, texts(json).len());
    }
}

#[test]
fn days_are_in_words() {
    let cases = [
        ("2027-03-02", "mardi 2 mars", "Tuesday 2 March"),
        ("2027-08-01", "dimanche 1er août", "Sunday 1 August"),
        ("2027-01-21", "jeudi 21 janvier", "Thursday 21 January"),
        ("2028-02-29", "mardi 29 février", "Tuesday 29 February"),
    ];
    for (date, french, english) in cases {
        assert_eq!(format_day(Language::Fr, day(date)), french);
        assert_eq!(format_day(Language::En, day(date)), english);
    }
    assert_eq!(format_day_with_year(Language::Fr, day("2027-05-01")), "samedi 1er mai 2027");
}

#[test]
fn times_are_in_words() {
    let time = |language, time: &str| format_time(language, time.parse().unwrap());
    assert_eq!(time(Language::Fr, "10:00"), "10\u{a0}h");
    assert_eq!(time(Language::Fr, "16:05"), "16\u{a0}h\u{a0}05");
    assert_eq!(time(Language::Fr, "24:00"), "24\u{a0}h");
    assert_eq!(time(Language::En, "16:05"), "16:05");
}

#[test]
fn an_end_at_midnight_is_the_end_of_the_day_before() {
    let midnight = at("2027-05-01T00:00");
    let of = |format: fn(Language, chrono::DateTime<chrono::Utc>, chrono_tz::Tz) -> String, language| {
        format(language, midnight, Paris).replace('\u{a0}', " ")
    };
    assert_eq!(of(format_limit, Language::Fr), "vendredi 30 avril à 24 h");
    assert_eq!(of(format_instant, Language::Fr), "samedi 1er mai à 0 h");
    assert!(of(format_limit, Language::En).contains("Friday 30 April"));
    let noon = format_limit(Language::Fr, at("2027-05-01T12:30"), Paris);
    assert_eq!(noon.replace('\u{a0}', " "), "samedi 1er mai à 12 h 30");
}

#[test]
fn instants_are_on_the_local_clock() {
    let winter = "2027-01-15T09:00:00Z".parse().unwrap();
    let summer = "2027-07-15T09:00:00Z".parse().unwrap();
    assert!(format_instant(Language::Fr, winter, Paris).ends_with("10\u{a0}h"));
    assert!(format_instant(Language::Fr, summer, Paris).ends_with("11\u{a0}h"));
}

#[test]
fn quantities_take_their_form() {
    let json = r#"{"seats#one": "{n} place pour {who}", "seats#other": "{n} places pour {who}"}"#;
    let say = |language, n| {
        Catalogue::parse(language, json).unwrap().count("seats", n, &[("who", "Lina".to_owned())])
    };
    assert_eq!(say(Language::Fr, 0), "0 place pour Lina");
    assert_eq!(say(Language::Fr, 1), "1 place pour Lina");
    assert_eq!(say(Language::Fr, 2), "2 places pour Lina");
    assert_eq!(say(Language::En, 0), "0 places pour Lina");
    assert_eq!(say(Language::En, 1), "1 place pour Lina");
}

#[test]
fn french_signs_stay_with_their_word() {
    let json = r#"{"asked": "« {name} » : d’accord ?"}"#;
    let said =
        |language| Catalogue::parse(language, json).unwrap().text("asked", &[("name", "Oui !".to_owned())]);
    assert_eq!(
        said(Language::Fr),
        "«\u{a0}Oui !\u{a0}»\u{a0}: d’accord\u{a0}?",
        "what people write stays as it is"
    );
    assert_eq!(said(Language::En), "« Oui ! » : d’accord ?");
}

#[test]
fn values_are_never_read_as_placeholders() {
    let json = r#"{"hello": "{a} et {b}"}"#;
    let catalogue = Catalogue::parse(Language::Fr, json).unwrap();
    let said = catalogue.text("hello", &[("a", "{b}".to_owned()), ("b", "Bob".to_owned())]);
    assert_eq!(said, "{b} et Bob");
}

#[test]
fn languages_have_tags() {
    for (tag, language) in [("fr", Language::Fr), ("fr-FR", Language::Fr), ("EN_gb", Language::En)] {
        assert_eq!(Language::from_tag(tag), Some(language), "{tag}");
    }
    assert_eq!(Language::from_tag("de"), None);
    assert!(domain(Language::En).has("problem.not_found") && domain(Language::Fr).has("problem.not_found"));
}
