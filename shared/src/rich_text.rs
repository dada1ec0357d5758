//! Formatted text as a tree: what pages and announcements are made of. There is no way to write markup in it, so whoever
//! draws it has nothing to clean.

use serde::{Deserialize, Serialize};

/// A part of a text that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading below the page's own.
    Heading {
        /// 2 to 4.
        level: u8,
        /// Its words.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        text: Vec<Inline>,
    },
    /// A paragraph.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Whether it is counted.
        ordered: bool,
        /// Its items.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        items: Vec<Vec<Block>>,
    },
    /// Somebody else's words.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Quote(Vec<Block>),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Important words.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Strong(Vec<Inline>),
    /// Stressed words.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Emphasis(Vec<Inline>),
    /// Words that lead somewhere.
    Link {
        /// `https:`, `http:`, `mailto:`, `tel:`, or a path of the portal.
        href: String,
        /// The words.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        text: Vec<Inline>,
    },
    /// A new line.
    Break,
}

/// Whether a link may lead there: nothing that runs, nothing that hides where it leads.
#[must_use]
pub fn is_safe_link(href: &str) -> bool {
    let plain = href.chars().all(|letter| !letter.is_control() && !letter.is_whitespace() && letter != '\\');
    let lower = href.to_ascii_lowercase();
    let away = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    plain && (away || (href.starts_with('/') && !href.starts_with("//")))
}

/// The words of a text on one line, as far as a number of characters; what is cut off is shown by “…”.
#[must_use]
pub fn first_words(blocks: &[Block], most: usize) -> String {
    let mut words = String::new();
    for block in blocks {
        gather(block, &mut words);
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => {
            let whole = line[..end].rfind(' ').unwrap_or(end);
            [&line[..whole], "…"].concat()
        }
    }
}

fn gather(block: &Block, words: &mut String) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.iter().for_each(|word| say(word, words)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| gather(block, words)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| gather(block, words)),
    }
    words.push(' ');
}

fn say(inline: &Inline, words: &mut String) {
    match inline {
        Inline::Text(text) => words.push_str(text),
        Inline::Strong(text) | Inline::Emphasis(text) | Inline::Link { text, .. } => {
            for word in text {
                say(word, words);
            }
        }
        Inline::Break => words.push(' '),
    }
}

/// What is left to be filled in a text: the words between `[[` and `]]`.
#[must_use]
pub fn remaining(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("[[").skip(1) {
        if let Some((words, _)) = part.split_once("]]") {
            found.push(words.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_say() {
        for good in ["https://cnil.fr", "HTTP://a.b", "mailto:a@b.fr", "tel:+33329000000", "/privacy"] {
            assert!(is_safe_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil",
            "java\nscript:x",
            "x",
            "",
        ] {
            assert!(!is_safe_link(bad), "{bad}");
        }
    }

    #[test]
    fn the_first_words_end_with_a_word() {
        let text = |words: &str| Inline::Text(words.to_owned());
        let blocks = [
            Block::Heading { level: 2, text: vec![text("Grève")] },
            Block::Paragraph(vec![text("La cantine est "), Inline::Strong(vec![text("fermée")]), text(".")]),
            Block::List { ordered: false, items: vec![vec![Block::Paragraph(vec![text("Panier")])]] },
        ];
        assert_eq!(first_words(&blocks, 100), "Grève La cantine est fermée. Panier");
        assert_eq!(first_words(&blocks, 18), "Grève La cantine…");
        assert_eq!(first_words(&[], 18), "");
    }

    #[test]
    fn what_remains_is_named() {
        assert_eq!(remaining("a [[name]] b [[ place ]] [[open"), ["name", "place"]);
        assert!(remaining("[link](x) [ ] ]]").is_empty());
    }
}
