//! One person or office, with links that call and write.

use leptos::prelude::*;
use shared::families::Contact;

use crate::i18n::use_i18n;
use crate::ui::Icon;

/// The number a telephone dials: `03 29 75 21 35` → `+33329752135`.
fn dialled(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('0') {
        Some(rest) => ["+33", rest].concat(),
        None => digits,
    }
}

/// Telephone and mail of a contact.
#[component]
pub fn ContactLines(
    /// Of whom.
    contact: Contact,
) -> impl IntoView {
    let i18n = use_i18n();
    let Contact { name, phone, email } = contact;
    let named = StoredValue::new(name);
    let call = phone.map(|phone| {
        let href = ["tel:", &dialled(&phone)].concat();
        let shown = phone.clone();
        let label =
            move || i18n.text("contact.call", &[("phone", phone.clone()), ("name", named.get_value())]);
        view! { <a class="tel" href=href aria-label=label><Icon name="phone" />{shown}</a> }
    });
    let write = email.map(|email| {
        let href = ["mailto:", &email].concat();
        let shown = email.clone();
        let label =
            move || i18n.text("contact.write", &[("email", email.clone()), ("name", named.get_value())]);
        view! { <a class="tel" href=href aria-label=label><Icon name="mail" /><span>{shown}</span></a> }
    });
    view! { <div class="contact-lines">{call}{write}</div> }
}
