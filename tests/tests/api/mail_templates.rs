//! Every mail there is, in both languages: received by a real mail server, shown in the viewer, tried before a server starts,
//! documented.

use std::collections::{BTreeMap, BTreeSet};

use api::app::tried_templates;
use api::config::Config;
use api::mail::{Letter, queue};
use mailparse::MailHeaderMap;
use shared::families::{Field, FileSubject};
use shared::staff::Role;
use shared::wire::{AccountUpdate, ChangeDecision, FileDecision, FileVerdict};
use tests::{App, Backend, Database, MAI, Received, SmtpServer, on_both_databases, on_runtime};

use super::account_letters::token_of;
use super::account_steps::{GOOD, set, sign_in};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, edit, part, sheet, text};
use super::mails::smtp;
use super::staff_steps::{add_second_factor, let_in, member};

/// Each mail: its template, its subject with the values of the sample in French and in English.
#[rustfmt::skip]
const LETTERS: [(&str, &str, &str); 38] = [
    ("account_closed", "Votre compte est fermé", "Your account is closed"),
    ("account_inactive", "Votre compte va être fermé", "Your account will be closed"),
    ("account_lapsed", "Votre compte est fermé", "Your account is closed"),
    ("account_merged", "Vos deux comptes n’en font plus qu’un", "Your two accounts are one now"),
    ("address_change", "Confirmez votre nouvelle adresse e-mail", "Confirm your new mail address"),
    ("address_change_notice", "Votre adresse e-mail va changer", "Your mail address is about to change"),
    ("announcement", "La cantine est fermée mardi", "The canteen is closed on Tuesday"),
    ("change_accepted", "Votre modification est acceptée", "Your change is accepted"),
    ("change_refused", "Votre modification n’est pas acceptée", "Your change is not accepted"),
    ("child_lives_elsewhere", "Lina vit aussi dans un autre foyer", "Lina lives in another household too"),
    ("custody_accepted", "Jours de garde pour Lina et Adam : proposition acceptée", "Days of Lina and Adam: proposal accepted"),
    ("custody_proposed", "Jours de garde pour Lina et Adam : une proposition", "Days of Lina and Adam: a proposal"),
    ("custody_refused", "Jours de garde pour Lina et Adam : proposition refusée", "Days of Lina and Adam: proposal refused"),
    ("custody_set", "Jours de garde pour Lina et Adam : calendrier enregistré", "Days of Lina and Adam: calendar set"),
    ("document_expiring", "Document bientôt périmé : Attestation d’assurance scolaire", "Document expiring soon: School insurance certificate"),
    ("document_refused", "Document à renvoyer : Attestation d’assurance scolaire", "Document to send again: School insurance certificate"),
    ("erasure_asked", "Demande d’effacement des données de votre foyer", "Request to erase the data of your household"),
    ("erasure_done", "Les données de votre foyer sont effacées", "The data of your household are erased"),
    ("erasure_refused", "Vos données ne sont pas effacées", "Your data are not erased"),
    ("export_ready", "La copie de vos données est prête", "The copy of your data is ready"),
    ("file_more_needed", "Votre dossier est à compléter", "Your file is to be completed"),
    ("file_received", "Votre dossier est bien arrivé", "Your file has arrived"),
    ("file_validated", "Votre dossier est validé", "Your file is validated"),
    ("guardian_invitation", "Claire Martin vous invite sur le portail famille", "Claire Martin invites you to the family portal"),
    ("guardian_joined", "Claire Martin a accepté votre invitation", "Claire Martin accepted your invitation"),
    ("invitation", "Choisissez votre mot de passe : Communauté de communes du Val", "Choose your password: Communauté de communes du Val"),
    ("message", "Message de Claire Martin au sujet de Lina Martin", "Message from Claire Martin about Lina Martin"),
    ("message_copy", "Copie de votre message au sujet de Lina Martin", "Copy of your message about Lina Martin"),
    ("password_changed", "Votre mot de passe a changé", "Your password has changed"),
    ("password_reset", "Choisissez un nouveau mot de passe", "Choose a new password"),
    ("payer_changed", "Le payeur de votre foyer a changé", "Who pays for your household has changed"),
    ("receipt", "Demande R-2026-7K3QF9\u{a0}: 71 places réservées, 3 annulées, 3 refusées", "Request R-2026-7K3QF9: 71 places booked, 3 cancelled, 3 refused"),
    ("recovery_codes", "De nouveaux codes de secours", "New recovery codes"),
    ("second_factor_off", "Le code n’est plus demandé à la connexion", "No code is asked for any more when signing in"),
    ("second_factor_on", "Un code est demandé à la connexion", "A code is asked for when signing in"),
    ("sign_up", "Confirmez votre adresse e-mail", "Confirm your mail address"),
    ("sign_up_known", "Vous avez déjà un compte", "You already have an account"),
    ("staff_invitation", "Votre accès au portail famille de Communauté de communes du Val", "Your access to the family portal of Communauté de communes du Val"),
];

on_both_databases!(every_mail_is_shown_in_the_viewer);

/// The rows, by template and language.
fn subjects() -> BTreeMap<(&'static str, &'static str), &'static str> {
    LETTERS.into_iter().flat_map(|(letter, fr, en)| [((letter, "fr"), fr), ((letter, "en"), en)]).collect()
}

/// A mail as it was received: its subject, and that it is whole, in text and HTML.
fn read(received: &Received, locale: &str) -> String {
    let mail = mailparse::parse_mail(received.data.as_bytes()).unwrap();
    let subject = mail.headers.get_first_value("Subject").unwrap();
    let kinds: Vec<_> = mail.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
    assert_eq!(kinds, ["text/plain", "text/html"], "{subject}");
    let bodies: Vec<_> = mail.subparts.iter().map(|part| part.get_body().unwrap()).collect();
    for body in &bodies {
        assert!(body.len() > 40, "{subject}: {body}");
        for leftover in ["{{", "{%", "{#", "undefined", "sample"] {
            assert!(!body.contains(leftover), "{leftover} in {subject}: {body}");
        }
    }
    assert!(bodies[1].contains(&format!("<html lang=\"{locale}\">")), "{subject}: {}", bodies[1]);
    subject
}

#[test]
fn every_mail_passes_a_mail_server_in_both_languages() {
    for backend in Backend::BOTH {
        smtp(backend, async |app, server| {
            let templates = tried_templates(&app.config).unwrap();
            let known: BTreeSet<&str> = LETTERS.iter().map(|(letter, ..)| *letter).collect();
            assert_eq!(templates.letters().collect::<BTreeSet<_>>(), known, "a row for each template");
            let subjects = subjects();
            for (letter, locale) in subjects.keys() {
                let sample = templates.sample(locale, letter).unwrap();
                let letter = Letter {
                    from_name: "Communauté d’essai",
                    to_name: "Zoé d’Alès",
                    to_address: &format!("{letter}.{locale}@example.org"),
                    reply_to: None,
                    locale,
                    template: letter,
                    secret: false,
                    values: sample,
                };
                let now = app.clock.now();
                app.db()
                    .write(async |tx| queue(tx, &app.clock, now, &templates, &letter).await)
                    .await
                    .unwrap();
            }
            app.idle().await;
            let received = server.received();
            assert_eq!(received.len(), subjects.len());
            for ((letter, locale), subject) in subjects {
                let address = format!("{letter}.{locale}@example.org");
                let mut mails = received.iter().filter(|mail| mail.to == [address.as_str()]);
                let mail = mails.next().unwrap_or_else(|| panic!("{address}"));
                assert!(mails.next().is_none(), "{address} once");
                assert_eq!(read(mail, locale), subject, "{letter}");
            }
        });
    }
}

/// The subjects that somebody has received.
fn received_by(server: &SmtpServer, address: &str, locale: &str) -> Vec<String> {
    let mails = server.received().into_iter().filter(|mail| mail.to == [address]);
    mails.map(|mail| read(&mail, locale)).collect()
}

async fn what_becomes_of_a_file(app: &App, server: &SmtpServer, locale: &str) {
    let family = app.family(MAI).await;
    let language = AccountUpdate { locale: Some(locale.to_owned()) };
    family.client.update_current_account(&language).await.unwrap();
    let email = "agent@commune.example";
    let_in(app, member(email, Role::Agent, Vec::new())).await;
    app.idle().await;
    let invitation = server.received().pop().expect("an invitation").data;
    set(app, &token_of(&invitation), GOOD).await.unwrap();
    let agent = sign_in(app, email, GOOD).await.unwrap();
    add_second_factor(app, &agent).await;
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    for (verdict, message) in [(FileVerdict::MoreNeeded, "Rue ?"), (FileVerdict::Validated, "")] {
        let file = agent.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
        let decision = FileDecision {
            school_year: YEAR,
            verdict,
            message: message.to_owned(),
            resident: None,
            despite: "Au guichet.".to_owned(),
        };
        agent.decide_family_file(family.household, file.version, &decision).await.unwrap();
    }
    edit(&family, FileSubject::Household, Field::AddressCity, text("Void")).await;
    for (accepted, city, reason) in [(true, "Sorcy", ""), (false, "Troussey", "Non.")] {
        edit(&family, FileSubject::Household, Field::AddressCity, text(city)).await;
        let waiting = part(&sheet(&family).await, FileSubject::Household).waiting.as_ref().unwrap().id;
        let decision = ChangeDecision { accepted, reason: reason.to_owned() };
        agent.decide_change_request(waiting, 1, &decision).await.unwrap();
    }
    app.idle().await;
}

#[test]
fn the_mails_about_a_file_arrive_as_it_goes_on() {
    let about = ["file_received", "file_more_needed", "file_validated", "change_accepted", "change_refused"];
    for (backend, locale) in Backend::BOTH.into_iter().flat_map(|it| [(it, "fr"), (it, "en")]) {
        smtp(backend, async |app, server| {
            ask_fields(app, AFTER_ACCEPTANCE).await;
            what_becomes_of_a_file(app, server, locale).await;
            let subjects = subjects();
            let expected: BTreeSet<_> =
                about.iter().map(|letter| subjects[&(*letter, locale)].to_owned()).collect();
            let received: BTreeSet<_> = received_by(server, MAI, locale).into_iter().collect();
            assert_eq!(received, expected);
        });
    }
}

async fn every_mail_is_shown_in_the_viewer(app: &App) {
    let http = reqwest::Client::new();
    let get = async |path: &str, language: &str| {
        let request = http.get(format!("{}{path}", app.base())).header("Accept-Language", language);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, list) = get("/mails/previews", "fr").await;
    assert_eq!(status, 200);
    assert!(get("/mails", "en").await.1.contains("href=\"/mails/previews\""), "the viewer leads there");
    assert!(get("/mails/previews", "en").await.1.contains("Mail templates"));
    for ((letter, locale), subject) in subjects() {
        let path = format!("/mails/previews/{locale}/{letter}");
        assert!(list.contains(&format!("href=\"{path}\">{subject}")), "{path}");
        let (status, page) = get(&path, "fr").await;
        assert!(
            status == 200 && page.contains(subject) && page.contains("<code>organisation</code>"),
            "{page}"
        );
        let (status, body) = get(&format!("{path}/body"), "fr").await;
        assert!(status == 200 && body.contains(&format!("<html lang=\"{locale}\">")), "{body}");
    }
    for nothing in ["fr/nothing", "de/receipt", "fr/mails", "fr/layout"] {
        assert_eq!(get(&format!("/mails/previews/{nothing}"), "fr").await.0, 404, "{nothing}");
    }
}

#[test]
fn without_a_viewer_there_are_no_previews() {
    smtp(Backend::Sqlite, async |app, _| {
        for path in ["/mails/previews", "/mails/previews/fr/receipt", "/mails/previews/fr/receipt/body"] {
            let page = reqwest::get(format!("{}{path}", app.base())).await.unwrap();
            assert!(!page.text().await.unwrap().contains("R-2026-7K3QF9"), "{path}");
        }
    });
}

#[test]
fn a_server_does_not_start_with_a_template_that_could_not_be_filled() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("fr")).unwrap();
    let file = folder.path().join("fr/file_received.txt");
    let mut config = Config::default();
    config.mail.templates = Some(folder.path().to_owned());
    std::fs::write(&file, "Reçu : {{ school_year }}\n\n{{ familly }}\n").unwrap();
    let said = format!("{:#}", tried_templates(&config).err().unwrap());
    assert!(said.contains("familly") && said.contains(&file.display().to_string()), "{said}");
    on_runtime(async {
        let database = Database::with_fixtures(Backend::Sqlite);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = Config { data_dir: database.folder.path().to_owned(), ..config.clone() };
        config.database.url = Some(database.url.clone());
        let refused = api::serve(config, listener, api::clock::Clock::system()).await.err().unwrap();
        assert!(format!("{refused:#}").contains(&said), "{refused:#}");
    });
    std::fs::write(&file, "Reçu : {{ school_year }}\n\n{{ name }}\n").unwrap();
    let templates = tried_templates(&config).unwrap();
    assert_eq!(templates.preview("fr", "file_received").unwrap().unwrap().subject, "Reçu : 2026-2027");
}

#[test]
fn every_template_and_what_it_may_name_is_documented() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/mail-templates.md");
    let document = std::fs::read_to_string(document).unwrap();
    let templates = tried_templates(&Config::default()).unwrap();
    for letter in templates.letters() {
        let row = document.lines().find(|line| line.starts_with(&format!("| `{letter}` |")));
        let row = row.unwrap_or_else(|| panic!("no row for {letter}"));
        for name in templates.sample("fr", letter).unwrap().keys() {
            let set = row.rsplit('|').nth(1).unwrap().trim();
            let names = document.lines().find(|line| line.starts_with(&format!("* **{set}**")));
            let names = names.unwrap_or_else(|| panic!("no list called {set}"));
            assert!(names.contains(&format!("`{name}`")), "{letter}: {name} is not in {set}");
        }
    }
}
