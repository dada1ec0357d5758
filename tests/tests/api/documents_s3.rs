//! Documents in a bucket of a real S3 server.

use shared::problem::ProblemCode;
use tests::{App, Backend, CLAIRE, Database, S3Server, heavy_pdf, is_pdf, on_runtime, pdf};

use super::documents_steps::{ASSURANCE, DOMICILE, kept, send};
use super::rights_steps::{export, unpacked};

#[test]
fn copies_are_made_from_a_bucket_into_it_in_parts() {
    on_runtime(async {
        let server = S3Server::start().await;
        let settings = server.settings();
        let app =
            App::start(Database::with_fixtures(Backend::Sqlite), |config| config.storage = settings).await;
        let family = app.family(CLAIRE).await;
        // a part is 5 MiB: what does not pack fills three
        let mut sent = Vec::new();
        for kind in [ASSURANCE, DOMICILE] {
            sent.push(send(&family, kind, heavy_pdf(6_500_000)).await);
        }
        let copy = export(&app, &family).await;
        let zip = family.client.get_export_content(family.household, copy).await.unwrap();
        assert!(zip.len() > 12_500_000, "{}", zip.len());
        let files = unpacked(zip);
        for document in &sent {
            let read = family.client.get_household_document_content(family.household, document.id).await;
            let file = &files[&format!("documents/{}-justificatif.pdf", document.id)];
            assert!(*file == read.unwrap() && file.len() as u64 == document.size);
        }
        app.stop().await;
    });
}

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
