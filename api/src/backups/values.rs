//! Values of columns as JSON and back, the same for both databases.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{ColumnType, Value};
use sea_orm::{QueryResult, TryGetable};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::entities::Column;

/// The value of a column in a row.
pub(super) fn to_json(row: &QueryResult, column: &Column) -> anyhow::Result<Json> {
    fn read<T: TryGetable + Serialize>(row: &QueryResult, column: &str) -> anyhow::Result<Json> {
        Ok(serde_json::to_value(row.try_get::<Option<T>>("", column)?)?)
    }
    match column.kind {
        ColumnType::Uuid => read::<Uuid>(row, column.name),
        ColumnType::Text => read::<String>(row, column.name),
        ColumnType::TimestampWithTimeZone => read::<DateTime<Utc>>(row, column.name),
        ColumnType::Date => read::<NaiveDate>(row, column.name),
        ColumnType::Integer => read::<i32>(row, column.name),
        ColumnType::Boolean => read::<bool>(row, column.name),
        ColumnType::JsonBinary => read::<Json>(row, column.name),
        ref other => bail!("column {}: no backup of {other:?}", column.name),
    }
}

/// The value of a column from a backup.
pub(super) fn from_json(value: Option<&Json>, column: &Column) -> anyhow::Result<Value> {
    fn read<T: DeserializeOwned>(value: &Json) -> anyhow::Result<Option<T>>
    where
        Option<T>: Into<Value>,
    {
        Ok(serde_json::from_value(value.clone())?)
    }
    let value = value.unwrap_or(&Json::Null);
    if value.is_null() && !column.nullable {
        bail!("{} is missing", column.name);
    }
    let read = match column.kind {
        ColumnType::Uuid => read::<Uuid>(value).map(Into::into),
        ColumnType::Text => read::<String>(value).map(Into::into),
        ColumnType::TimestampWithTimeZone => read::<DateTime<Utc>>(value).map(Into::into),
        ColumnType::Date => read::<NaiveDate>(value).map(Into::into),
        ColumnType::Integer => read::<i32>(value).map(Into::into),
        ColumnType::Boolean => read::<bool>(value).map(Into::into),
        ColumnType::JsonBinary => read::<Json>(value).map(Into::into),
        ref other => bail!("column {}: no backup of {other:?}", column.name),
    };
    read.with_context(|| column.name.to_owned())
}
