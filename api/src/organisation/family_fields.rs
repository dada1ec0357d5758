//! `[file]`: what families are asked, field by field.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::calendar::SchoolYear;
use shared::families::{EditEffect, Entry, Field, FieldRule, FilePolicy, Need};

use crate::toml_file::Source;

/// `[file]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileEntry {
    /// How families come into the portal: `sign_up`, `invitation` (without it) or `both`.
    pub entry: Entry,
    /// When edits take effect, for fields that say nothing else.
    pub edits: EditEffect,
    /// By code: `child_diet = "required"`, or `{ need = "required", edits = "at_once" }`.
    pub fields: BTreeMap<Field, RuleEntry>,
    /// The same for single school years.
    pub years: BTreeMap<SchoolYear, BTreeMap<Field, RuleEntry>>,
}

/// A rule, or a need alone.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged, expecting = "`hidden`, `optional`, `required`, or a table of `need` and `edits`")]
pub(super) enum RuleEntry {
    Need(Need),
    Rule(RuleTable),
}

/// `{ need = "required", edits = "at_once" }`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTable {
    need: Need,
    edits: Option<EditEffect>,
}

impl FileEntry {
    /// The policy, every field with its rule.
    pub(super) fn policy(&self, planned: &[SchoolYear], source: &mut Source) -> FilePolicy {
        let mut rules = |at: &str, fields: &BTreeMap<Field, RuleEntry>| {
            let rule = |(field, entry): (&Field, &RuleEntry)| {
                let (need, edits) = match entry {
                    RuleEntry::Need(need) => (*need, None),
                    RuleEntry::Rule(table) => (table.need, table.edits),
                };
                if field.is_essential() && need != Need::Required {
                    let field = format!("{at}.{}", field.code());
                    source.find(&field, "nobody can be registered without it: it is required");
                }
                (*field, FieldRule { need, edits: edits.unwrap_or(self.edits) })
            };
            fields.iter().map(rule).collect::<BTreeMap<_, _>>()
        };
        let mut fields = rules("file.fields", &self.fields);
        for essential in Field::ALL.into_iter().filter(|field| field.is_essential()) {
            let rule = FieldRule { need: Need::Required, edits: self.edits };
            fields.entry(essential).or_insert(rule);
        }
        let years =
            self.years.iter().map(|(year, fields)| (*year, rules(&format!("file.years.{year}"), fields)));
        let years: BTreeMap<_, _> = years.collect();
        for year in years.keys().filter(|year| !planned.contains(year)) {
            let field = format!("file.years.{year}");
            source.find(&field, "not among organisation.school_years");
        }
        FilePolicy { entry: self.entry, fields, years }
    }
}
