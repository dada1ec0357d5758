//! Formatted text in letters: as HTML and as plain text, from the same tree.

use serde::Serialize;
use shared::rich_text::{Block, Inline};

/// A text as both bodies of a letter hold it. Templates put the HTML in by `|safe`: everything in it is escaped here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// For the HTML body.
    pub html: String,
    /// For the plain one.
    pub text: String,
}

impl Written {
    /// Writes a text; paths of the portal become addresses below `base`.
    #[must_use]
    pub fn of(blocks: &[Block], base: &str) -> Self {
        let mut html = String::new();
        blocks_as_html(blocks, base, &mut html);
        Self { html, text: blocks_as_text(blocks, base) }
    }
}

fn blocks_as_html(blocks: &[Block], base: &str, out: &mut String) {
    for block in blocks {
        block_as_html(block, base, out);
    }
}

fn block_as_html(block: &Block, base: &str, out: &mut String) {
    match block {
        Block::Heading { level, text } => {
            let tag = ["h", &level.clamp(&2, &4).to_string()].concat();
            within(&tag, out, |out| line_as_html(text, base, out));
        }
        Block::Paragraph(text) => within("p", out, |out| line_as_html(text, base, out)),
        Block::List { ordered, items } => within(if *ordered { "ol" } else { "ul" }, out, |out| {
            for item in items {
                within("li", out, |out| blocks_as_html(item, base, out));
            }
        }),
        Block::Quote(blocks) => within("blockquote", out, |out| blocks_as_html(blocks, base, out)),
    }
}

fn line_as_html(line: &[Inline], base: &str, out: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(words) => escape(words, out),
            Inline::Strong(words) => within("strong", out, |out| line_as_html(words, base, out)),
            Inline::Emphasis(words) => within("em", out, |out| line_as_html(words, base, out)),
            Inline::Link { href, text } => {
                out.push_str("<a href=\"");
                escape(&address(href, base), out);
                out.push_str("\">");
                line_as_html(text, base, out);
                out.push_str("</a>");
            }
            Inline::Break => out.push_str("<br>"),
        }
    }
}

fn within(tag: &str, out: &mut String, content: impl FnOnce(&mut String)) {
    out.push_str(&["<", tag, ">"].concat());
    content(out);
    out.push_str(&["</", tag, ">"].concat());
}

fn escape(words: &str, out: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

fn address(href: &str, base: &str) -> String {
    if href.starts_with('/') { [base, href].concat() } else { href.to_owned() }
}

fn blocks_as_text(blocks: &[Block], base: &str) -> String {
    let written = blocks.iter().map(|block| block_as_text(block, base));
    written.filter(|block| !block.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block_as_text(block: &Block, base: &str) -> String {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => line_as_text(text, base),
        Block::List { ordered, items } => {
            let item = |(index, blocks): (usize, &Vec<Block>)| {
                let mark = if *ordered { format!("{}. ", index + 1) } else { "- ".to_owned() };
                let rest = " ".repeat(mark.len());
                indented(&blocks_as_text(blocks, base), &mark, &rest)
            };
            items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
        }
        Block::Quote(blocks) => indented(&blocks_as_text(blocks, base), "> ", "> "),
    }
}

fn indented(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate();
    let line = |(index, line): (usize, &str)| [if index == 0 { first } else { rest }, line].concat();
    lines.map(line).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn line_as_text(line: &[Inline], base: &str) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text(words) => words.clone(),
        Inline::Strong(words) | Inline::Emphasis(words) => line_as_text(words, base),
        Inline::Link { href, text } => {
            let (words, address) = (line_as_text(text, base), address(href, base));
            let plain = address.trim_start_matches("mailto:").trim_start_matches("tel:");
            if words == plain || words.is_empty() { plain.to_owned() } else { format!("{words} ({plain})") }
        }
        Inline::Break => "\n".to_owned(),
    };
    line.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn written(text: &str) -> Written {
        Written::of(&parse(text), "https://portail.example")
    }

    #[test]
    fn both_bodies_say_the_same() {
        let both = written("## Grève\n\nLa cantine est **fermée**.\n\n1. Un panier\n2. Un goûter\n\n> Merci");
        assert_eq!(
            both.html,
            "<h2>Grève</h2><p>La cantine est <strong>fermée</strong>.</p>\
             <ol><li><p>Un panier</p></li><li><p>Un goûter</p></li></ol><blockquote><p>Merci</p></blockquote>"
        );
        assert_eq!(both.text, "Grève\n\nLa cantine est fermée.\n\n1. Un panier\n2. Un goûter\n\n> Merci");
    }

    #[test]
    fn markup_is_words_and_paths_lead_to_the_portal() {
        let both = written("<script>alert('x')</script>\n\nLe [menu](/documents), [nous](mailto:a@b.fr)");
        assert!(!both.html.contains("<script"), "{}", both.html);
        assert!(both.html.contains("href=\"https://portail.example/documents\""), "{}", both.html);
        assert!(both.text.contains("menu (https://portail.example/documents)"), "{}", both.text);
        assert!(both.text.contains("nous (a@b.fr)"), "{}", both.text);
        assert!(!written("[x](javascript:alert)").html.contains("href"));
    }
}
