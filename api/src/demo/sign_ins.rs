//! Demonstration passwords: made at the first start, kept beside the database, never committed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use shared::wire::Account;

use crate::accounts;
use crate::auth::readable;
use crate::db::Db;

/// Gives accounts without a password one, keeps it in `file`, and writes how everybody signs in.
pub(super) async fn prepare(db: &Db, file: &Path) -> anyhow::Result<String> {
    accounts::give_passwords(db, password, |chosen| keep(file, chosen)).await?;
    let passwords = read(file)?;
    let accounts = accounts::list_accounts(db).await?;
    let mut told = format!("Demo sign-ins (kept in {}):\n\n", file.display());
    for account in accounts {
        let password = passwords.get(&account.email).map_or("(not known here)", String::as_str);
        writeln!(told, "  {:<36}  {password}   {}", account.email, description(&account))?;
    }
    Ok(told)
}

/// Three groups of four, 60 random bits: `k7fq-2m9d-x4ta`.
fn password() -> String {
    readable(3, 4)
}

fn keep(file: &Path, chosen: &[(String, String)]) -> anyhow::Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file).with_context(|| format!("opening {}", file.display()))?;
    for (email, password) in chosen {
        writeln!(opened, "{email}\t{password}")?;
    }
    opened.sync_all()?;
    Ok(())
}

/// Passwords by mail address; of one address the last counts.
fn read(file: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    if !file.exists() {
        return Ok(BTreeMap::new());
    }
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(email, password)| (email.to_owned(), password.to_owned()))
        .collect())
}

fn description(account: &Account) -> String {
    let name =
        account.guardian.as_ref().map(|guardian| format!("{} {}", guardian.first_name, guardian.last_name));
    let households: Vec<&str> = account.households.iter().map(|household| household.name.as_str()).collect();
    format!("{}: {}", name.unwrap_or_default(), households.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_kept_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sign-ins.txt");
        assert!(read(&file).unwrap().is_empty());
        let made = password();
        assert_eq!((made.len(), made.matches('-').count()), (14, 2), "{made}");
        keep(&file, &[("a@b.example".to_owned(), "old".to_owned())]).unwrap();
        keep(&file, &[("a@b.example".to_owned(), made.clone())]).unwrap();
        assert_eq!(read(&file).unwrap()["a@b.example"], made);
        assert_ne!(password(), made);
    }
}
