//! How families come in is one setting, no longer a switch: snapshots that have the switch say the same by the setting.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // parents signed up, and the organisation could invite besides: both
        let sql = match manager.get_database_backend() {
            DbBackend::Postgres => {
                "UPDATE configurations SET document = jsonb_set(document #- '{file,self_sign_up}', '{file,entry}', \
                 CASE WHEN document #>> '{file,self_sign_up}' = 'true' THEN '\"both\"'::jsonb \
                 ELSE '\"invitation\"'::jsonb END) WHERE document #> '{file,self_sign_up}' IS NOT NULL"
            }
            _ => {
                "UPDATE configurations SET document = json_set(json_remove(document, '$.file.self_sign_up'), \
                 '$.file.entry', CASE WHEN json_extract(document, '$.file.self_sign_up') THEN 'both' \
                 ELSE 'invitation' END) WHERE json_type(document, '$.file.self_sign_up') IS NOT NULL"
            }
        };
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Postgres => {
                "UPDATE configurations SET document = jsonb_set(document #- '{file,entry}', '{file,self_sign_up}', \
                 CASE WHEN document #>> '{file,entry}' = 'invitation' THEN 'false'::jsonb ELSE 'true'::jsonb END) \
                 WHERE document #> '{file,entry}' IS NOT NULL"
            }
            _ => {
                "UPDATE configurations SET document = json_set(json_remove(document, '$.file.entry'), \
                 '$.file.self_sign_up', json(CASE WHEN json_extract(document, '$.file.entry') = 'invitation' \
                 THEN 'false' ELSE 'true' END)) WHERE json_type(document, '$.file.entry') IS NOT NULL"
            }
        };
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
