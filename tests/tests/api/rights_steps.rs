//! Steps that tests of rights share: asking, waiting for the worker, reading a copy.

use std::io::Read;

use client::Cached;
use serde_json::Value;
use shared::ids::{ErasureId, ExportId};
use shared::wire::{Erasure, ErasureDecision, ErasureRequest, ExportState, PasswordProof};
use tests::{App, Family, PASSWORD};

use super::staff_steps::Colleague;

pub(crate) fn proof() -> PasswordProof {
    PasswordProof { password: PASSWORD.to_owned() }
}

/// Asks for a copy and waits until it is ready.
pub(crate) async fn export(app: &App, family: &Family) -> ExportId {
    let asked = family.client.create_export(family.household, &proof()).await.unwrap();
    app.idle().await;
    let listed = family.client.list_exports(family.household).await.unwrap().items;
    assert_eq!((listed[0].id, listed[0].state), (asked.id, ExportState::Ready));
    asked.id
}

/// The files of a zip, by path.
pub(crate) fn unpacked(zip: Vec<u8>) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).expect("a zip");
    let files = archive.len();
    let read = |index: usize| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..files).map(read).collect()
}

/// `household.json` of a copy.
pub(crate) fn household(zip: Vec<u8>) -> Value {
    serde_json::from_slice(&unpacked(zip)["household.json"]).unwrap()
}

pub(crate) async fn ask_to_erase(family: &Family) -> Erasure {
    let request = ErasureRequest { password: PASSWORD.to_owned(), message: "Nous partons.".to_owned() };
    family.client.create_erasure(family.household, &request).await.unwrap()
}

pub(crate) async fn etag(colleague: &Colleague, id: ErasureId) -> String {
    match colleague.client.get_erasure(id).await.unwrap() {
        Cached::Fresh { etag, .. } => etag.unwrap(),
        Cached::Unchanged => panic!("nothing was known before"),
    }
}

pub(crate) fn confirmed(household: &str) -> ErasureDecision {
    ErasureDecision { confirmed: true, reason: String::new(), household_name: household.to_owned() }
}
