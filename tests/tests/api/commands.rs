//! The commands of the binary: what they print, how they fail.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tests::process::{command, printed, run};
use tests::{Backend, Database};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn demo(name: &str) -> String {
    root().join("demo").join(name).display().to_string()
}

/// The deadline that the command prints; `arguments` are split at blanks.
fn deadline(arguments: &str, rule: &str) -> String {
    let arguments = arguments.split_whitespace().chain(["--rule", rule]);
    printed(&run(["deadline"].into_iter().chain(arguments)))
}

#[test]
fn a_deadline_is_one_local_instant() {
    let school_day =
        r#"{"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}, "time": "11:00"}"#;
    assert_eq!(
        deadline("--zone A --regime metropole --service-day 2026-11-02", school_day),
        "2026-10-16T11:00\n",
        "nothing but the instant"
    );
    let hours = r#"{"anchor": "service_day", "offset": {"hours": {"n": 48}}}"#;
    let at_noon = "--zone B --regime alsace_moselle --service-day 2026-09-15 --slot-start 12:00";
    assert_eq!(deadline(at_noon, hours), "2026-09-13T12:00\n");
    let period = r#"{"anchor": "period_start", "offset": {"clear_days": {"n": 15}}}"#;
    let given = "--zone C --regime metropole --service-day 2027-02-10 --period-start 2027-02-08";
    assert_eq!(deadline(given, period), "2027-01-24T00:00\n");
    // Good Friday is a working day elsewhere
    let business =
        r#"{"anchor": "service_day", "offset": {"days": {"n": 1, "count": "business"}}, "time": "09:00"}"#;
    for (regime, expected) in [("metropole", "2027-03-26T09:00\n"), ("alsace_moselle", "2027-03-25T09:00\n")]
    {
        assert_eq!(
            deadline(&format!("--zone B --regime {regime} --service-day 2027-03-30"), business),
            expected
        );
    }
}

#[test]
fn families_are_invited_with_a_line_each() {
    let database = Database::with_fixtures(Backend::Sqlite);
    let invite = |arguments: &[&str]| {
        let mut command = command(["invite"]);
        command
            .args(arguments)
            .env("RIBAMBELLE_DATABASE__URL", &database.url)
            .env("RIBAMBELLE_DATA_DIR", database.folder.path());
        command.output().unwrap()
    };
    let told = printed(&invite(&["Claire.Martin@example.org", "nobody@example.org"]));
    let expected = "claire.martin@example.org: has a password already\nnobody@example.org: no such account\n0 invited, 2 not\n";
    assert_eq!(told, expected);
    assert_eq!(printed(&invite(&["--all"])), "0 invited, 0 not\n");
    assert!(!invite(&[]).status.success(), "whom?");
}

#[test]
fn every_vector_is_printed() {
    let file = root().join("shared/tests/data/deadline-vectors.json");
    let vectors: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert!(vectors.len() >= 13);
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let mut arguments = format!(
            "--zone {} --regime metropole --service-day {} --slot-start 12:00",
            text("zone"),
            text("service_day")
        );
        if let Some(start) = vector["period_start"].as_str() {
            arguments.extend([" --period-start ", start]);
        }
        let found = deadline(&arguments, &vector["deadline"].to_string());
        assert_eq!(found.trim(), text("closes_at_local"), "{}", text("rule"));
    }
}

#[test]
fn a_wrong_rule_is_one_clear_line() {
    for (rule, words) in [
        ("{", "rule"),
        (r#"{"anchor": "service_day"}"#, "offset"),
        (r#"{"anchor": "service_day", "offset": {"hours": {"n": 1}}, "tiem": "09:00"}"#, "tiem"),
        (r#"{"anchor": "period_start", "offset": {"clear_days": {"n": 1}}}"#, "vacation"),
    ] {
        let output = run([
            "deadline",
            "--zone",
            "A",
            "--regime",
            "metropole",
            "--service-day",
            "2026-09-15",
            "--slot-start",
            "12:00",
            "--rule",
            rule,
        ]);
        assert!(!output.status.success() && output.stdout.is_empty(), "{rule}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(words) && !told.contains("panicked"), "{rule}: {told}");
    }
    let unknown = run([
        "deadline",
        "--zone",
        "A",
        "--regime",
        "metropole",
        "--service-day",
        "2031-09-15",
        "--rule",
        r#"{"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}}"#,
    ]);
    assert!(!unknown.status.success(), "a day outside the known calendar is never guessed");
}

#[test]
fn a_simulation_is_printed_with_its_cause() {
    let config = demo("portes-de-meuse.toml");
    let ask = |at: &str| {
        let arguments = [
            "simulate",
            "--config",
            &config,
            "--child",
            "Lina",
            "--slot",
            "restaurant-tilleuls/midi",
            "--day",
            "2026-09-15",
            "--at",
            at,
        ];
        printed(&run(arguments)).replace('\u{a0}', " ")
    };
    let late = ask("2026-09-14T10:00:00");
    assert!(late.contains("deadline_passed") && late.contains("lundi 14 septembre à 10 h"), "{late}");
    let early = ask("2026-09-14T09:59:59");
    assert!(!early.contains("deadline_passed"), "{early}");
}

#[test]
fn a_simulation_can_be_json() {
    let (config, families) = (demo("portes-de-meuse.toml"), demo("portes-de-meuse.families.toml"));
    let output = printed(&run([
        "simulate",
        "--json",
        "--config",
        &config,
        "--families",
        &families,
        "--child",
        "PDM-C-0001",
        "--slot",
        "restaurant-tilleuls/midi",
        "--day",
        "2026-09-15",
        "--at",
        "2026-09-14T08:00:00Z",
    ]));
    let simulation: shared::wire::Simulation = serde_json::from_str(&output).unwrap();
    assert_eq!(simulation.book.refusals[0].code, shared::bookings::RefusalCode::DeadlinePassed);
}

#[test]
fn what_is_not_known_to_a_simulation_is_named() {
    let (config, families) = (demo("portes-de-meuse.toml"), demo("portes-de-meuse.families.toml"));
    for (child, slot, day, words) in [
        ("Personne", "restaurant-tilleuls/midi", "2026-09-15", "Personne"),
        ("Lina", "restaurant-tilleuls/minuit", "2026-09-15", "minuit"),
        ("Lina", "restaurant-tilleuls/midi", "2026-02-30", "2026-02-30"),
    ] {
        let output = run([
            "simulate",
            "--config",
            &config,
            "--families",
            &families,
            "--child",
            child,
            "--slot",
            slot,
            "--day",
            day,
        ]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(words), "{told}");
    }
}

#[test]
fn the_contract_is_printed_without_a_database() {
    let output = printed(&run(["openapi"]));
    let document: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for operation in
        ["create_sign_in", "get_planning", "create_request", "preview_request", "create_simulation"]
    {
        assert!(output.contains(&format!("\"{operation}\"")), "{operation}");
    }
}

#[test]
fn an_import_into_a_database_without_a_schema_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let config = demo("portes-de-meuse.toml");
    let import = || {
        let mut import = command(["import", &config]);
        import.env("RIBAMBELLE_DATA_DIR", folder.path()).stdin(Stdio::null()).output().unwrap()
    };
    let refused = import();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && told.contains("run `ribambelle migrate`"), "{told}");
    let mut migrate = command(["migrate"]);
    let migrated = migrate.env("RIBAMBELLE_DATA_DIR", folder.path()).stdin(Stdio::null()).output().unwrap();
    assert!(migrated.status.success());
    assert!(printed(&import()).contains("configuration version 1 imported"));
}

#[test]
fn every_answer_of_the_contract_has_an_example() {
    let document: serde_json::Value = serde_json::from_str(&printed(&run(["openapi"]))).unwrap();
    let mut answers = 0;
    for operations in document["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                for content in answer["content"].as_object().into_iter().flatten().map(|(_, content)| content)
                {
                    let example = &content["example"];
                    assert!(!example.is_null(), "{} {status}", operation["operationId"]);
                    if status.starts_with(['4', '5']) && operation["operationId"] != "get_readiness" {
                        let problem: shared::problem::Problem =
                            serde_json::from_value(example.clone()).unwrap();
                        assert_eq!(problem.status.to_string(), *status, "{}", operation["operationId"]);
                    }
                    answers += 1;
                }
            }
        }
    }
    assert!(answers > 60, "{answers}");
}
