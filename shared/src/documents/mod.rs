//! Supporting documents (*pièces justificatives*): what an organisation asks for, how far what was sent is, and what is
//! missing.

mod asked;
mod faults;
mod kinds;
mod state;

pub use asked::{
    AskedDocument, CalledFor, Concerned, asked_documents, awaits_staff, is_asked, missing_documents,
    missing_of_household,
};
pub use faults::DocumentFault;
pub use kinds::{DocumentFormat, DocumentOwner, DocumentType, DocumentValidity};
pub use state::{DocumentState, Sent, SentDocument, Verdict};
