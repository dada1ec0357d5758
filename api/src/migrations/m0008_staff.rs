//! Who works for the organisation, and sign-ins by a second factor.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(staff()).await?;
        manager.create_table(staff_facilities()).await?;
        let second_factor = ColumnDef::new("second_factor").boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table("sign_ins").add_column(second_factor).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("sign_ins").drop_column("second_factor").to_owned()).await?;
        for table in ["staff_facilities", "staff"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn staff() -> TableCreateStatement {
    Table::create()
        .table("staff")
        .col(ColumnDef::new("account_id").uuid().not_null().primary_key())
        .col(ColumnDef::new("first_name").text().not_null())
        .col(ColumnDef::new("last_name").text().not_null())
        .col(ColumnDef::new("role").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("staff", "account_id").to("accounts", "id"))
        .to_owned()
}

fn staff_facilities() -> TableCreateStatement {
    Table::create()
        .table("staff_facilities")
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("facility_id").uuid().not_null())
        .primary_key(Index::create().col("account_id").col("facility_id"))
        .foreign_key(ForeignKey::create().from("staff_facilities", "account_id").to("staff", "account_id"))
        .foreign_key(ForeignKey::create().from("staff_facilities", "facility_id").to("facilities", "id"))
        .to_owned()
}
