//! The schema, for `SQLite` and `PostgreSQL` alike. Migrations only go forward once a release stands.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m0001_accounts;
mod m0002_organisation;
mod m0003_families;
mod m0004_bookings;
mod m0005_records;
mod m0006_account_links;
mod m0007_second_factors;
mod m0008_staff;
mod m0009_family_files;
mod m0010_sign_ups;
mod m0011_child_departures;
mod m0012_documents;
mod m0013_guardianships;
mod m0014_custodies;
mod m0016_desk;
mod m0017_merged_records;
mod m0018_entry;
mod m0019_rights;
mod m0021_pages;
mod m0022_announcements;
mod m0026_sealed_documents;
mod m0027_residence_untold;
mod m0028_onlookers;
mod m0029_closed_accounts;

/// All migrations, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_organisation::Migration),
            Box::new(m0003_families::Migration),
            Box::new(m0004_bookings::Migration),
            Box::new(m0005_records::Migration),
            Box::new(m0006_account_links::Migration),
            Box::new(m0007_second_factors::Migration),
            Box::new(m0008_staff::Migration),
            Box::new(m0009_family_files::Migration),
            Box::new(m0010_sign_ups::Migration),
            Box::new(m0011_child_departures::Migration),
            Box::new(m0012_documents::Migration),
            Box::new(m0013_guardianships::Migration),
            Box::new(m0014_custodies::Migration),
            Box::new(m0016_desk::Migration),
            Box::new(m0017_merged_records::Migration),
            Box::new(m0018_entry::Migration),
            Box::new(m0019_rights::Migration),
            Box::new(m0021_pages::Migration),
            Box::new(m0022_announcements::Migration),
            Box::new(m0026_sealed_documents::Migration),
            Box::new(m0027_residence_untold::Migration),
            Box::new(m0028_onlookers::Migration),
            Box::new(m0029_closed_accounts::Migration),
        ]
    }
}
