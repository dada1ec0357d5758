//! Markdown read into a tree. Markup in it, pictures and links that lead nowhere safe become plain words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use shared::rich_text::{Block, Inline, is_safe_link};
use shared::text::Lines;

use crate::error::Error;
use crate::http;

/// How deep lists and quotes may lie in one another: what is deeper is drawn at this depth.
const DEEPEST: usize = 6;

/// A text that somebody wrote, without blanks around it.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `field` is `too_long`, by its characters, or has `invalid_characters`.
pub fn checked(field: &str, text: &str, most: usize) -> Result<String, Error> {
    http::text(field, text, Lines::Many, most)
}

/// The tree of a text.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    let mut reader = Reader { frames: vec![Frame::default()], lines: Vec::new() };
    for event in Parser::new(text) {
        reader.take(event);
    }
    reader.end_loose();
    reader.frames.into_iter().next().map(|frame| frame.blocks).unwrap_or_default()
}

/// Blocks that are being read: of the text, of a quote, of a list.
#[derive(Default)]
struct Frame {
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    ordered: bool,
}

/// What is open on a line.
enum Line {
    Plain(Vec<Inline>),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link(String, Vec<Inline>),
}

impl Line {
    const fn words(&mut self) -> &mut Vec<Inline> {
        match self {
            Self::Plain(words) | Self::Strong(words) | Self::Emphasis(words) | Self::Link(_, words) => words,
        }
    }
}

struct Reader {
    frames: Vec<Frame>,
    lines: Vec<Line>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.say(&words);
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.put(Inline::Break),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.end_loose();
                self.lines.push(Line::Plain(Vec::new()));
            }
            Tag::Strong => self.lines.push(Line::Strong(Vec::new())),
            Tag::Emphasis => self.lines.push(Line::Emphasis(Vec::new())),
            Tag::Link { dest_url, .. } => self.lines.push(Line::Link(dest_url.into_string(), Vec::new())),
            Tag::BlockQuote(_) | Tag::Item => self.open(false),
            Tag::List(first) => self.open(first.is_some()),
            _ => {}
        }
    }

    fn open(&mut self, ordered: bool) {
        self.end_loose();
        self.frames.push(Frame { ordered, ..Frame::default() });
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_loose(),
            TagEnd::Heading(level) => {
                let text = self.close_line();
                // the page has the first
                let level = (level as u8).clamp(2, 4);
                self.add(Block::Heading { level, text });
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.end_inline(),
            TagEnd::BlockQuote(_) => {
                let blocks = self.close();
                self.add(Block::Quote(blocks.blocks));
            }
            TagEnd::Item => {
                let item = self.close();
                if let Some(list) = self.frames.last_mut() {
                    list.items.push(item.blocks);
                }
            }
            TagEnd::List(_) => {
                let Frame { ordered, items, .. } = self.close();
                self.add(Block::List { ordered, items });
            }
            _ => {}
        }
    }

    fn end_inline(&mut self) {
        let Some(line) = self.lines.pop() else { return };
        let inline = match line {
            Line::Strong(words) => Inline::Strong(words),
            Line::Emphasis(words) => Inline::Emphasis(words),
            Line::Link(href, text) if is_safe_link(&href) => Inline::Link { href, text },
            Line::Link(_, words) | Line::Plain(words) => {
                return words.into_iter().for_each(|word| self.put(word));
            }
        };
        self.put(inline);
    }

    /// Ends a frame; the one of the text itself stays.
    fn close(&mut self) -> Frame {
        self.end_loose();
        if self.frames.len() > 1 { self.frames.pop().unwrap_or_default() } else { Frame::default() }
    }

    fn close_line(&mut self) -> Vec<Inline> {
        while self.lines.len() > 1 {
            self.end_inline();
        }
        self.lines.pop().map(|mut line| std::mem::take(line.words())).unwrap_or_default()
    }

    /// Ends words that stand in no paragraph of their own, as those of tight lists.
    fn end_loose(&mut self) {
        let words = self.close_line();
        if !words.is_empty() {
            self.add(Block::Paragraph(words));
        }
    }

    fn add(&mut self, block: Block) {
        let depth = self.frames.len().min(2 * DEEPEST);
        self.frames[depth - 1].blocks.push(block);
    }

    fn say(&mut self, words: &str) {
        if let Some(Inline::Text(before)) = self.line().last_mut() {
            before.push_str(words);
            return;
        }
        self.put(Inline::Text(words.to_owned()));
    }

    fn put(&mut self, inline: Inline) {
        self.line().push(inline);
    }

    fn line(&mut self) -> &mut Vec<Inline> {
        if self.lines.is_empty() {
            self.lines.push(Line::Plain(Vec::new()));
        }
        let last = self.lines.len() - 1;
        self.lines[last].words()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn what_people_write_is_read() {
        let blocks =
            parse("# Title\n\nOne *two* **three**\nfour [five](https://a.fr)\n\n- a\n- b\n  1. c\n\n> d");
        let expected = [
            Block::Heading { level: 2, text: vec![text("Title")] },
            Block::Paragraph(vec![
                text("One "),
                Inline::Emphasis(vec![text("two")]),
                text(" "),
                Inline::Strong(vec![text("three")]),
                text(" four "),
                Inline::Link { href: "https://a.fr".to_owned(), text: vec![text("five")] },
            ]),
            Block::List {
                ordered: false,
                items: vec![
                    vec![Block::Paragraph(vec![text("a")])],
                    vec![
                        Block::Paragraph(vec![text("b")]),
                        Block::List { ordered: true, items: vec![vec![Block::Paragraph(vec![text("c")])]] },
                    ],
                ],
            },
            Block::Quote(vec![Block::Paragraph(vec![text("d")])]),
        ];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn markup_and_bad_links_are_words() {
        let written = "<script>alert(1)</script>\n\na <b onclick=x>b</b> [c](javascript:alert(1)) ![d](https://a.fr/x.png)";
        let blocks = parse(written);
        let all = format!("{blocks:?}");
        assert!(!all.contains("Link") && all.contains("<script>"), "{all}");
        assert!(blocks.iter().all(|block| matches!(block, Block::Paragraph(_))), "{all}");
    }

    #[test]
    fn nothing_is_too_deep_or_too_odd() {
        for odd in ["", "> ".repeat(500).as_str(), "- ".repeat(500).as_str(), "**", "[", "[[a]]", "***a_b*"] {
            let _ = parse(odd);
        }
        assert_eq!(parse("[[name]]"), [Block::Paragraph(vec![text("[[name]]")])]);
    }
}
