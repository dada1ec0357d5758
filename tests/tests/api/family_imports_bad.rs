//! Bad files: each fault at its line and column, in a sentence, and nothing half imported.

use client::ImportRequest;
use shared::catalogue::{Language, import_fault_sentence};
use shared::problem::ProblemCode;
use shared::staff::Role;
use tests::process::command;
use tests::{App, on_both_databases};

use super::account_steps::problem;
use super::family_file_steps::{REQUIRED, ask_fields};
use super::family_imports::{PETIT, counts, faults, import, preview};
use super::staff_steps::colleague;

on_both_databases!(one_fault_refuses_the_whole_file, each_fault_is_at_its_place, what_is_no_csv_is_said);

async fn one_fault_refuses_the_whole_file(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let before = counts(app).await;
    let wrong = PETIT.replace("2021-03-09", "31/02/2021");
    let told = preview(&agent, &wrong).await;
    assert_eq!(told.faulty, 1);
    let refused = problem(import(&agent, &wrong).await);
    assert_eq!(refused.code, ProblemCode::InvalidValue);
    assert_eq!(refused.errors[0].field, "line[3].child_birth_date");
    assert_eq!(refused.errors[0].code, "invalid_date");
    assert_eq!(counts(app).await, before, "nothing half imported");
}

async fn each_fault_is_at_its_place(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let cases: [(&str, &str, &str, u32, &str, &str); 14] = [
        ("address_city", "ville", "", 1, "ville", "unknown_column"),
        ("address_city", "resident", "", 1, "resident", "duplicate_column"),
        ("household;", "foyer;", "", 1, "foyer", "unknown_column"),
        ("612345678", "12", "", 2, "guardian_phone", "phone"),
        ("oui", "peut-être", "", 2, "resident", "yes_no"),
        ("Odile.Petit@Example.org", "odile", "", 2, "guardian_email", "email"),
        ("École des Tilleuls", "Poudlard", "", 2, "child_school", "unknown_school"),
        ("CE1", "6e", "", 2, "child_grade", "unknown_choice"),
        ("04/05/2019", "04/05/2091", "", 2, "child_birth_date", "future"),
        ("04/05/2019", "5/4/19", "", 2, "child_birth_date", "invalid_date"),
        (
            "F-1;;;odile.petit@example.org;;;;;Zoé",
            "F-1;;non;odile.petit@example.org;;;;;Zoé",
            "",
            3,
            "resident",
            "contradicts",
        ),
        (
            "F-1;;;odile.petit@example.org;;;;;Zoé",
            ";;;odile.petit@example.org;;;;;Zoé",
            "",
            3,
            "household",
            "empty",
        ),
        ("address_city", "caf_number", "Void", 2, "caf_number", "not_asked"),
        ("F-1;;;;Youssef;בן-דוד;;;;;;;;", "F-1;;oui;;;;;;;;;;;", "", 4, "", "nobody"),
    ];
    for (good, bad, _, line, column, code) in cases {
        let file = PETIT.replacen(good, bad, 1);
        assert_ne!(file, PETIT, "{good}");
        let told = preview(&agent, &file).await;
        let found = faults(&told);
        let wanted = (line, column.to_owned(), code.to_owned());
        assert!(found.contains(&wanted), "{good} → {bad}: {found:?}");
        for fault in told.lines.iter().flat_map(|line| &line.faults) {
            for language in Language::ALL {
                let said = import_fault_sentence(language, fault);
                assert!(said.ends_with('.') && !said.contains(['{', '}']), "{said}");
            }
        }
        assert_eq!(problem(import(&agent, &file).await).code, ProblemCode::InvalidValue);
    }
    let too_many = PETIT.replacen("Aucune\r\n", "Aucune;et encore\r\n", 1);
    assert_eq!(faults(&preview(&agent, &too_many).await), [(2, String::new(), "too_many_values".to_owned())]);
    let alone = "household;child_first_name;child_last_name;child_birth_date\nF-1;Tom;Petit;04/05/2019\n";
    assert_eq!(faults(&preview(&agent, alone).await), [(2, String::new(), "no_guardian".to_owned())]);
    let nameless = "household;guardian_email;guardian_first_name\nF-1;a@example.org;Odile\n";
    assert_eq!(
        faults(&preview(&agent, nameless).await),
        [(2, "guardian_last_name".to_owned(), "empty".to_owned())]
    );
    let twins = "household;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date\n\
        F-1;Odile;Petit;Tom;Petit;04/05/2019\nF-2;Jean;Petit;Tom;Petit;04/05/2019\n";
    assert_eq!(faults(&preview(&agent, twins).await), [(3, String::new(), "child_elsewhere".to_owned())]);
}

async fn what_is_no_csv_is_said(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let told = async |file: Vec<u8>| {
        let report = agent.client.preview_family_import(ImportRequest::default(), file).await.unwrap();
        faults(&report)[0].2.clone()
    };
    assert_eq!(told(b"PK\x03\x04\x14\0\x06\0\x08\0xl/workbook.xml".to_vec()).await, "not_csv");
    assert_eq!(told(tests::pdf()).await, "not_csv");
    assert_eq!(told(Vec::new()).await, "empty_file");
    assert_eq!(told(b"household;guardian_email\nF-1;\"a@example.org\n".to_vec()).await, "quotes");
    assert_eq!(told(b"household;guardian_email\n".to_vec()).await, "no_lines");
    let long = ["household;guardian_email\n", &"F-1;a@example.org\n".repeat(5_001)].concat();
    assert_eq!(told(long.into_bytes()).await, "too_many_lines");
    let large = vec![b'a'; 5_000_001];
    let refused = agent.client.preview_family_import(ImportRequest::default(), large).await;
    assert_eq!(problem(refused).code, ProblemCode::BodyTooLarge);
}

#[test]
fn the_command_says_what_is_wrong_and_imports_what_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let files = tests::files(folder.path());
    let ribambelle = |arguments: &[&str]| {
        let mut command = command(arguments.iter().copied());
        command.env("RIBAMBELLE_DATA_DIR", folder.path()).output().unwrap()
    };
    assert!(ribambelle(&["migrate"]).status.success());
    assert!(ribambelle(&["import", files.config.to_str().unwrap()]).status.success());
    let file = folder.path().join("families.csv");
    let path = file.to_str().unwrap();
    let good = "household;guardian_first_name;guardian_last_name\nF-1;Odile;Petit\n";
    std::fs::write(&file, good.replace("Petit", "")).unwrap();
    let refused = ribambelle(&["import-families", path]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success());
    assert!(told.contains("2: guardian_last_name: Remplissez ce champ."), "{told}");
    std::fs::write(&file, good).unwrap();
    let said = |arguments: &[&str]| String::from_utf8_lossy(&ribambelle(arguments).stdout).into_owned();
    assert!(said(&["import-families", path, "--preview"]).starts_with("preview: 1 households made"));
    assert!(said(&["import-families", path]).starts_with("imported: 1 households made"));
    assert!(said(&["import-families", path]).starts_with("imported: 0 households made"));
}
