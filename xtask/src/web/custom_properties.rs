//! The custom properties that a text uses and names.

/// The names in `var(--name)`; those with a fallback are left out.
pub(super) fn used_in(text: &str) -> Vec<String> {
    let uses = text.split("var(").skip(1).filter_map(|rest| {
        let (name, next) = name_at(rest.trim_start())?;
        (next != Some(',')).then_some(name)
    });
    uses.collect()
}

/// Every `--name` outside `var(…)`, with the first character that is no space behind it.
pub(super) fn named_in(text: &str) -> Vec<(String, Option<char>)> {
    let mut names = Vec::new();
    for (position, _) in text.match_indices("--") {
        let before = text[..position].trim_end();
        if !before.ends_with("var(") && !before.ends_with(|it: char| it.is_ascii_alphanumeric() || it == '-')
        {
            names.extend(name_at(&text[position..]));
        }
    }
    names
}

fn name_at(text: &str) -> Option<(String, Option<char>)> {
    let rest = text.strip_prefix("--")?;
    let end =
        rest.find(|it: char| !(it.is_ascii_alphanumeric() || it == '-' || it == '_')).unwrap_or(rest.len());
    (end > 0).then(|| (format!("--{}", &rest[..end]), rest[end..].trim_start().chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_with_a_fallback_asks_for_nothing() {
        assert_eq!(used_in("a { b: var( --x ) calc(var(--y-1) + var(--z, 1px)) }"), ["--x", "--y-1"]);
    }

    #[test]
    fn a_definition_is_told_from_a_use_and_from_a_class() {
        let defined: Vec<_> = named_in(".card--wide { --gap : 1px; width: var(--gap) }")
            .into_iter()
            .filter(|(_, next)| *next == Some(':'))
            .collect();
        assert_eq!(defined, [("--gap".to_owned(), Some(':'))]);
    }
}
