//! Processes of their own: stopping, killing, several over one database.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::Duration;

use api::entities::mails;
use client::Client;
use futures_util::future::join_all;
use mailparse::MailHeaderMap;
use sea_orm::EntityTrait;
use shared::bookings::LineResult;
use shared::wire::SignInRequest;
use tests::process::{Process, command};
use tests::{App, Backend, Database, Family, SmtpServer, crowd, eventually_within, on_runtime};

const PATIENCE: Duration = Duration::from_mins(1);

/// A port that was free a moment ago.
fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Settings that several processes share: one database, the same keys, mail by SMTP.
struct Production {
    settings: Vec<(&'static str, String)>,
}

impl Production {
    fn new(database: &Database, smtp: &SmtpServer) -> Self {
        let [key, vault_key] = [(); 2].map(|()| tests::process::printed(&tests::process::run(["new-key"])));
        let settings = vec![
            ("RIBAMBELLE_MODE", "production".to_owned()),
            ("RIBAMBELLE_AUTH__KEYS", key.trim().to_owned()),
            ("RIBAMBELLE_VAULT__KEYS", vault_key.trim().to_owned()),
            ("RIBAMBELLE_DATABASE__URL", database.url.clone()),
            ("RIBAMBELLE_DATABASE__MAX_CONNECTIONS", "6".to_owned()),
            ("RIBAMBELLE_PUBLIC_URL", "https://famille.example".to_owned()),
            ("RIBAMBELLE_MAIL__DELIVERY", "smtp".to_owned()),
            ("RIBAMBELLE_MAIL__SMTP_URL", smtp.url()),
            ("RIBAMBELLE_MAIL__FROM_ADDRESS", "portail@example.org".to_owned()),
            ("RIBAMBELLE_WORKER__POLL_MILLISECONDS", "20".to_owned()),
            ("RIBAMBELLE_WORKER__LEASE_SECONDS", "2".to_owned()),
            ("RIBAMBELLE_HTTP__WORKERS", "2".to_owned()),
            ("RIBAMBELLE_LOG__FILTER", "warn".to_owned()),
            ("RIBAMBELLE_STORAGE__FOLDER", database.folder.path().join("documents").display().to_string()),
            ("RIBAMBELLE_DATA_DIR", database.folder.path().display().to_string()),
        ];
        Self { settings }
    }

    fn start(&self, verb: &str, port: Option<u16>) -> Process {
        let mut command = command([verb]);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        if let Some(port) = port {
            command.env("RIBAMBELLE_LISTEN", format!("127.0.0.1:{port}"));
        }
        Process::start(&mut command)
    }

    /// Starts a server and waits until it is ready.
    async fn serve(&self) -> (Process, String) {
        let port = port();
        let process = self.start("serve", Some(port));
        let base = format!("http://127.0.0.1:{port}");
        let client = Client::new(base.clone());
        eventually_within(PATIENCE, "the server is ready", async || client.get_readiness().await.ok()).await;
        (process, base)
    }
}

async fn family(base: &str, email: &str) -> Family {
    Family::sign_in(Client::new(base), email).await
}

/// A Wednesday that lies in the future of the machine's clock, and in the school years of the fixtures.
fn a_wednesday(family: &Family, cells: &[shared::bookings::Cell]) -> chrono::NaiveDate {
    let slot = family.slot("Journée");
    let open = cells.iter().find(|cell| cell.slot_id == slot && cell.reason.is_none());
    open.expect("a Wednesday that can be booked today: the fixtures end in July 2028").day
}

async fn next_wednesday(family: &Family) -> chrono::NaiveDate {
    let health = family.client.get_health().await.unwrap();
    let today = chrono::DateTime::from_timestamp_millis(health.server_time_ms).unwrap().date_naive();
    let cells = family
        .client
        .list_planning_cells(family.household, today, today + chrono::Days::new(120), None)
        .await;
    a_wednesday(family, &cells.unwrap().cells)
}

#[test]
fn two_servers_sell_ten_seats_to_sixty() {
    on_runtime(async {
        let (database, smtp) = (Database::with_fixtures(Backend::Postgres), SmtpServer::start().await);
        let production = Production::new(&database, &smtp);
        let ((mut one, first), (mut two, second)) = (production.serve().await, production.serve().await);
        let bases = [first, second];
        let families = join_all(
            crowd().enumerate().map(async |(number, email)| family(&bases[number % 2], &email).await),
        )
        .await;
        let day = next_wednesday(&families[0]).await;
        let want = async |family: &Family| {
            let line = tests::book(family.child("Enfant"), family.slot("Journée"), day);
            family.send(&[line]).await.outcomes[0].result
        };
        let results = join_all(families.iter().map(want)).await;
        assert_eq!(results.iter().filter(|result| **result == LineResult::Booked).count(), 10);
        // a token of one server is good at the other: they share nothing but the database and the keys
        let client = Client::new(bases[1].clone());
        client.set_access_token(Some(families[0].sign_in.access_token.clone()));
        assert!(client.get_current_account().await.is_ok());
        for process in [&mut one, &mut two] {
            process.signal("TERM");
            assert!(process.wait(Duration::from_secs(40)).success());
        }
    });
}

async fn connect(database: &Database) -> api::db::Db {
    let mut config = api::config::Config::default();
    config.database.url = Some(database.url.clone());
    config.database.max_connections = 2;
    api::db::Db::connect(&config).await.unwrap()
}

async fn rows(db: &api::db::Db) -> Vec<mails::Model> {
    mails::Entity::find().all(db.reader()).await.unwrap()
}

fn message_ids(smtp: &SmtpServer) -> Vec<String> {
    let id = |received: tests::Received| {
        let mail = mailparse::parse_mail(received.data.as_bytes()).unwrap();
        mail.headers.get_first_value("Message-ID").unwrap()
    };
    smtp.received().into_iter().map(id).collect()
}

#[test]
fn killing_the_worker_loses_no_mail_and_sends_none_twice() {
    on_runtime(async {
        const MAILS: usize = 30;
        let (database, smtp) = (Database::with_fixtures(Backend::Postgres), SmtpServer::start().await);
        let production = Production::new(&database, &smtp);
        let (_server, base) = production.serve().await;
        let families = join_all(crowd().take(MAILS).map(async |email| family(&base, &email).await)).await;
        let day = next_wednesday(&families[0]).await;
        let want = async |family: &Family| {
            family.send(&[tests::book(family.child("Enfant"), family.slot("Journée"), day)]).await;
        };
        join_all(families.iter().map(want)).await;
        let db = connect(&database).await;
        // what a mail server had accepted and no row said so yet, at the instant of a kill
        let mut in_doubt = BTreeSet::new();
        for killed in 1..=3 {
            let mut worker = production.start("worker", None);
            let so_far = smtp.received().len();
            eventually_within(PATIENCE, "mails go out", async || {
                (smtp.received().len() > so_far + 1).then_some(())
            })
            .await;
            worker.signal("KILL");
            assert!(!worker.wait(PATIENCE).success());
            smtp.at_rest().await;
            let accepted = message_ids(&smtp);
            println!("killed the worker {killed} times, {} of {MAILS} mails have arrived", accepted.len());
            let unsent =
                rows(&db).await.into_iter().filter(|mail| mail.sent_at.is_none()).map(|mail| mail.message_id);
            // those of an earlier kill may still wait for their lease to end
            let doubtful: Vec<_> =
                unsent.filter(|id| accepted.contains(id) && !in_doubt.contains(id)).collect();
            assert!(doubtful.len() <= 2, "more than the worker does at a time: {doubtful:?}");
            in_doubt.extend(doubtful);
        }
        let mut worker = production.start("worker", None);
        eventually_within(PATIENCE, "every mail is sent", async || {
            let mails = rows(&db).await;
            (mails.len() == MAILS && mails.iter().all(|mail| mail.sent_at.is_some())).then_some(())
        })
        .await;
        let received = message_ids(&smtp);
        let distinct: BTreeSet<_> = received.iter().collect();
        assert_eq!(distinct.len(), MAILS, "none is lost");
        let twice: BTreeSet<_> = received
            .iter()
            .filter(|id| received.iter().filter(|other| other == id).count() > 1)
            .cloned()
            .collect();
        println!(
            "{} mails came again, under the id they had: their acceptance was not written down",
            twice.len()
        );
        assert!(twice.is_subset(&in_doubt), "{twice:?} came twice, in doubt were {in_doubt:?}");
        worker.signal("TERM");
        assert!(worker.wait(Duration::from_secs(40)).success());
        db.close().await;
    });
}

#[test]
fn a_server_told_to_stop_finishes_what_is_under_way() {
    on_runtime(async {
        let database = Database::with_fixtures(Backend::Sqlite);
        let port = port();
        let mut command = command(["serve"]);
        command
            .env("RIBAMBELLE_DATABASE__URL", &database.url)
            .env("RIBAMBELLE_DATA_DIR", database.folder.path())
            .env("RIBAMBELLE_LISTEN", format!("127.0.0.1:{port}"))
            .env("RIBAMBELLE_PUBLIC_URL", format!("http://127.0.0.1:{port}"))
            .env("RIBAMBELLE_LOG__FILTER", "warn");
        let mut server = Process::start(&mut command);
        let base = format!("http://127.0.0.1:{port}");
        let client = Client::new(base.clone());
        eventually_within(PATIENCE, "the server is ready", async || client.get_readiness().await.ok()).await;
        let families = join_all(crowd().take(8).map(async |email| family(&base, &email).await)).await;
        let day = next_wednesday(&families[0]).await;
        let want = async |family: &Family| {
            let line = tests::book(family.child("Enfant"), family.slot("Journée"), day);
            family.try_send(&[line]).await
        };
        let (answers, ()) = futures_util::future::join(join_all(families.iter().map(want)), async {
            server.signal("TERM");
        })
        .await;
        assert!(server.wait(Duration::from_secs(40)).success(), "a stop that was asked for is no failure");
        // what was answered is there, what was not answered as recorded is not
        let app = App::start(database, |_| ()).await;
        app.set_to(day.and_time(chrono::NaiveTime::MIN).and_utc() - chrono::Days::new(3));
        let recorded = answers.iter().filter(|answer| answer.is_ok()).count();
        let booked = api::entities::requests::Entity::find().all(app.db().reader()).await.unwrap().len();
        assert!(booked >= recorded, "{booked} kept, {recorded} answered");
        drop(app.stop().await);
    });
}

#[test]
fn an_older_schema_is_refused_in_production() {
    on_runtime(async {
        let (database, smtp) = (Database::empty(Backend::Postgres), SmtpServer::start().await);
        let production = Production::new(&database, &smtp);
        let mut server = production.start("serve", Some(port()));
        assert!(!server.wait(PATIENCE).success());
        assert!(production.start("migrate", None).wait(PATIENCE).success());
        drop(production.serve().await);
    });
}

#[test]
fn a_demonstration_prints_its_sign_ins_once_and_keeps_them() {
    let folder = tempfile::tempdir().unwrap();
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("demo");
    let mut kept = Vec::new();
    for _ in 0..2 {
        let mut command = command(["demo", "--port", "0", "--at", "2026-09-14T08:00:00"]);
        command
            .arg("--config")
            .arg(demo.join("ages.toml"))
            .arg("--families")
            .arg(demo.join("ages.families.toml"));
        command.arg("--data-dir").arg(folder.path());
        let (mut process, printed) = Process::start_until(&mut command, "Ctrl-C");
        let base =
            printed.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:")).unwrap().to_owned();
        let file = std::fs::read_to_string(folder.path().join("sign-ins.txt")).unwrap();
        let (email, password) = file.lines().next().unwrap().split_once('\t').unwrap();
        assert!(printed.contains(email) && printed.contains(password), "{printed}");
        on_runtime(async {
            let request =
                SignInRequest { email: email.to_owned(), password: password.to_owned(), code: None };
            let sign_in = Client::new(base).create_sign_in(&request).await.unwrap();
            let at = chrono::DateTime::from_timestamp_millis(sign_in.server_time_ms).unwrap();
            assert!(at >= tests::at("2026-09-14T08:00") && at < tests::at("2026-09-14T08:10"), "{at}");
        });
        kept.push(file);
        process.signal("INT");
        assert!(process.wait(PATIENCE).success(), "Ctrl-C stops cleanly");
    }
    assert_eq!(kept[0], kept[1]);
    assert!(kept[0].lines().count() >= 2);
}
