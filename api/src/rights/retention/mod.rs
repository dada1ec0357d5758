//! What time removes: rules with the periods of the settings, run once a day by whichever worker comes first.

mod list;
mod run;

pub(super) use list::list_retention_runs;

pub use run::Retention;
