//! Widgets that know no feature. Texts come in as signals, so that a change of language reaches what is on screen.

mod announcer;
mod avatar;
mod button;
mod cell;
mod dialog;
mod error_summary;
mod field;
mod icon;
mod notice;
mod offline;
mod options;
mod page;
mod person_name;
mod rich_text;
mod skip;
mod steps;
mod unreachable;
mod waiting;

pub use announcer::{Announcer, LiveRegion};
pub use avatar::{Avatar, AvatarSize};
pub use button::{Button, ButtonKind, IconButton};
pub use cell::{CellLook, CellMark, Legend};
pub use dialog::Dialog;
pub use error_summary::ErrorSummary;
pub use field::{Frame, LongTextField, PasswordField, TextField, described_by};
pub use icon::Icon;
pub use notice::{Notice, Tone};
pub use offline::Offline;
pub use options::{CheckField, Choice, RadioField};
pub use page::{Page, Site, focus};
pub use person_name::PersonName;
pub use rich_text::RichText;
pub use skip::SkipLink;
pub use steps::steps;
pub use unreachable::Unreachable;
pub use waiting::Loading;
