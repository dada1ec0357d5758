//! Formatted text, drawn from its tree.

use leptos::prelude::*;
use shared::rich_text::{Block, Inline};

/// A text.
#[component]
pub fn RichText(
    /// What it says.
    blocks: Vec<Block>,
) -> impl IntoView {
    view! { <div class="prose">{drawn(blocks)}</div> }
}

fn drawn(blocks: Vec<Block>) -> AnyView {
    blocks.into_iter().map(block).collect_view().into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Heading { level: 2, text } => view! { <h2>{words(text)}</h2> }.into_any(),
        Block::Heading { level: 3, text } => view! { <h3>{words(text)}</h3> }.into_any(),
        Block::Heading { text, .. } => view! { <h4>{words(text)}</h4> }.into_any(),
        Block::Paragraph(text) => view! { <p>{words(text)}</p> }.into_any(),
        Block::List { ordered, items } => {
            let items = items.into_iter().map(|item| view! { <li>{drawn(item)}</li> }).collect_view();
            if ordered {
                view! { <ol>{items}</ol> }.into_any()
            } else {
                view! { <ul>{items}</ul> }.into_any()
            }
        }
        Block::Quote(blocks) => view! { <blockquote>{drawn(blocks)}</blockquote> }.into_any(),
    }
}

fn words(text: Vec<Inline>) -> AnyView {
    let word = |inline: Inline| match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(text) => view! { <strong>{words(text)}</strong> }.into_any(),
        Inline::Emphasis(text) => view! { <em>{words(text)}</em> }.into_any(),
        // the server lets safe addresses pass only
        Inline::Link { href, text } => view! { <a href=href>{words(text)}</a> }.into_any(),
        Inline::Break => view! { <br /> }.into_any(),
    };
    text.into_iter().map(word).collect_view().into_any()
}
