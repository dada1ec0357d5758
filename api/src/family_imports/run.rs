//! The operation: a file is judged, and written when nothing in it is wrong.

use sea_orm::sea_query::LockType;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, QueryOrder, QuerySelect};
use shared::calendar::SchoolYear;
use shared::organisation::Organisation;
use shared::wire::{ImportCounts, ImportLine, ImportOutcome, ImportReport};
use uuid::Uuid;

use super::cells::Reading;
use super::columns::columns;
use super::invitations;
use super::known::Known;
use super::people::together;
use super::plan::{Plan, plan};
use super::schools::Schools;
use super::text::{FileFault, lines};
use super::write::{Writer, write};
use crate::clock::Clock;
use crate::db::bulk::insert_all;
use crate::entities::{history, households};
use crate::error::Error;
use crate::history::By;
use crate::vault::Vault;
use chrono::{DateTime, Utc};

/// What is imported, by whom.
#[derive(Clone, Copy)]
pub struct Import<'a> {
    /// Makes ids.
    pub clock: &'a Clock,
    /// Opens and seals health.
    pub vault: &'a Vault,
    /// What is asked of families.
    pub organisation: &'a Organisation,
    /// Of which school year schooling is told.
    pub year: SchoolYear,
    /// When.
    pub now: DateTime<Utc>,
    /// By whom.
    pub by: By<'a>,
    /// The file.
    pub file: &'a [u8],
}

impl Import<'_> {
    /// What importing the file would do. Ten statements, however long it is; where it tells of the health of children who are
    /// known, more, for the history.
    ///
    /// # Errors
    ///
    /// Those of the database. What is wrong with the file is in the report.
    pub async fn preview(&self, tx: &impl ConnectionTrait) -> Result<ImportReport, Error> {
        match self.judge(tx).await? {
            Ok((_, plan)) => {
                self.tell_looks(tx, &plan).await?;
                Ok(plan.report)
            }
            Err(report) => Ok(report),
        }
    }

    /// Tells the history of each child with whose health the file was compared: which answers differ tells what stands there.
    async fn tell_looks(&self, tx: &impl ConnectionTrait, plan: &Plan) -> Result<(), Error> {
        let mut looks = Vec::new();
        for household in &plan.households {
            let compared = household.children.iter().filter(|child| child.looks_at_health);
            looks.extend(compared.filter_map(|child| Some((household.known, child.known?))));
        }
        let row = |(household, child): (Option<Uuid>, Uuid)| history::ActiveModel {
            id: Set(self.clock.new_id(self.now)),
            at: Set(self.now),
            account_id: Set(self.by.account_id.map(|id| id.0)),
            household_id: Set(household),
            request_id: Set(self.by.request_id.to_owned()),
            subject_type: Set("child".to_owned()),
            subject_id: Set(child),
            action: Set("health_read".to_owned()),
            before: Set(None),
            after: Set(None),
        };
        insert_all(tx, looks.into_iter().map(row).collect::<Vec<_>>(), None).await
    }

    /// Imports the file whole, unless a line of it is at fault: then nothing is written. Invitations are sent by the worker.
    ///
    /// # Errors
    ///
    /// Those of the database. What is wrong with the file is in the report, which then is not `imported`.
    pub async fn run(&self, tx: &impl ConnectionTrait, invite: bool) -> Result<ImportReport, Error> {
        // nobody edits a file meanwhile; on SQLite the transaction is alone already
        if tx.get_database_backend() == DbBackend::Postgres {
            households::Entity::find()
                .select_only()
                .column(households::Column::Id)
                .order_by_asc(households::Column::Id)
                .lock(LockType::NoKeyUpdate)
                .into_tuple::<Uuid>()
                .all(tx)
                .await?;
        }
        let (known, mut plan) = match self.judge(tx).await? {
            Ok(judged) => judged,
            Err(report) => return Ok(report),
        };
        if plan.report.faulty > 0 {
            return Ok(plan.report);
        }
        self.tell_looks(tx, &plan).await?;
        let Self { clock, vault, now, by, year, .. } = *self;
        let addressed = write(tx, Writer { clock, vault, now, by, year }, &known, &plan).await?;
        plan.report.imported = true;
        if invite {
            invitations::queue(tx, clock, now, by, addressed).await?;
        } else {
            plan.report.invited = 0;
        }
        Ok(plan.report)
    }

    async fn judge(&self, db: &impl ConnectionTrait) -> Result<Result<(Known, Plan), ImportReport>, Error> {
        let read = match lines(self.file) {
            Ok(read) => read,
            Err(fault) => return Ok(Err(self.refused(vec![fault]))),
        };
        let Some((first, rest)) = read.split_first() else { return Ok(Err(self.refused(Vec::new()))) };
        let columns = match columns(first) {
            Ok(columns) => columns,
            Err(faults) => return Ok(Err(self.refused(faults))),
        };
        let schools = Schools::load(db).await?;
        let today = self.organisation.today(self.now);
        let reading = Reading { organisation: self.organisation, schools: &schools, today };
        let told = together(&reading, &self.organisation.file, self.year, &columns, rest);
        let known = Known::load(db, self.year).await?;
        let plan = plan(&known, self.vault, self.year, told)?;
        Ok(Ok((known, plan)))
    }

    /// A file of which no line is read.
    fn refused(&self, faults: Vec<FileFault>) -> ImportReport {
        let line = faults.first().map_or(1, |(line, _)| *line);
        let line = ImportLine {
            line,
            outcome: ImportOutcome::Faulty,
            household: String::new(),
            people: Vec::new(),
            changed: Vec::new(),
            faults: faults.into_iter().map(|(_, fault)| fault).collect(),
        };
        let none = ImportCounts::default();
        ImportReport {
            school_year: self.year,
            imported: false,
            households: none,
            guardians: none,
            children: none,
            faulty: 1,
            invited: 0,
            lines: vec![line],
        }
    }
}
