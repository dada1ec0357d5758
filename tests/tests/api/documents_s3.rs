//! Documents in a bucket of a real S3 server.

use shared::problem::ProblemCode;
use tests::{App, Backend, Database, S3Server, is_pdf, on_runtime, pdf};

use super::account_steps::CLAIRE;
use super::documents_steps::{ASSURANCE, DOMICILE, kept, send};

#[test]
fn documents_are_kept_in_a_bucket() {
    on_runtime(async {
        let server = S3Server::start().await;
        let settings = server.settings();
        let app =
            App::start(Database::with_fixtures(Backend::Sqlite), |config| config.storage = settings).await;
        let family = app.family(CLAIRE).await;
        let sent = send(&family, ASSURANCE, pdf()).await;
        let read = async |id| family.client.get_household_document_content(family.household, id).await;
        assert!(is_pdf(&read(sent.id).await.unwrap()));
        assert_eq!(kept(&app).await, 1);
        assert!(!app.config.data_dir.join("documents").exists(), "nothing beside the bucket");
        family.client.delete_document(family.household, sent.id).await.unwrap();
        app.idle().await;
        assert_eq!(kept(&app).await, 0);
        // a store that is gone is no document that is gone
        let sent = send(&family, DOMICILE, pdf()).await;
        drop(server);
        assert_eq!(read(sent.id).await.unwrap_err().code(), Some(ProblemCode::Unavailable));
        app.stop().await;
    });
}
