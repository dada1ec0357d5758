//! OpenAPI schemas of types that JSON writes as one text.

/// Describes a type as a string with an example.
macro_rules! text_schema {
    ($name:ident, $example:literal) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .examples([serde_json::Value::from($example)])
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

pub(crate) use text_schema;

/// Answers by field, where `null` takes one out: an option as value of a map, which the derive cannot say.
pub(crate) fn answers_or_null() -> utoipa::openapi::schema::Object {
    use utoipa::openapi::schema::{AdditionalProperties, OneOfBuilder, Schema, Type};
    use utoipa::openapi::{ObjectBuilder, Ref};

    let value = OneOfBuilder::new()
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .item(Ref::from_schema_name("FieldValue"))
        .build();
    ObjectBuilder::new()
        .additional_properties(Some(AdditionalProperties::RefOr(Schema::OneOf(value).into())))
        .build()
}
