//! What every form does: says at the field what is wrong, before and after sending, stays busy meanwhile, loses nothing.

mod once_key;
mod wrong;

use std::future::Future;
use std::iter::successors;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::failure::sentence;
use crate::i18n::{I18n, use_i18n};
use crate::ui::ErrorSummary;

pub use once_key::OnceKey;
pub use wrong::{Wrong, email_wrong, new_password_wrong, password_wrong};

/// Why the last attempt failed; kept as a cause, so that the words follow the language.
#[derive(Clone)]
enum Fault {
    /// Ids of fields, and what is wrong with each.
    Fields(Vec<(&'static str, Wrong)>),
    Refused(Arc<client::Error>),
}

/// How far a form is.
#[derive(Clone, Copy)]
pub struct Form {
    i18n: I18n,
    /// Names of the server's fields, and the ids of ours.
    names: &'static [(&'static str, &'static str)],
    busy: RwSignal<bool>,
    fault: RwSignal<Option<Fault>>,
    /// Ids of fields that were changed since: what was wrong with other words says nothing of these.
    changed: RwSignal<Vec<&'static str>>,
}

impl Form {
    /// A form whose fields the server calls by these names; ours have these ids.
    #[must_use]
    pub fn new(names: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            i18n: use_i18n(),
            names,
            busy: RwSignal::new(false),
            fault: RwSignal::new(None),
            changed: RwSignal::new(Vec::new()),
        }
    }

    /// Whether what was sent awaits its answer.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Keeps it busy: what was sent is taken, and the form goes once the page shows it.
    pub fn hold(self) {
        let _ = self.busy.try_set(true);
    }

    /// What is wrong with a field, in words.
    #[must_use]
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            if self.changed.with(|changed| changed.contains(&field)) {
                return None;
            }
            self.fault.with(|fault| match fault {
                Some(Fault::Fields(fields)) => {
                    let wrong = fields.iter().find(|(name, _)| *name == field).map(|it| it.1)?;
                    Some(wrong.sentence(self.i18n))
                }
                _ => None,
            })
        })
    }

    /// All that was wrong at the last attempt, for the summary: it stays while the fields are mended, so that nothing
    /// moves under the fingers, and goes with the last of them.
    #[must_use]
    pub fn errors(self) -> Signal<Vec<(&'static str, String)>> {
        Signal::derive(move || {
            self.fault.with(|fault| match fault {
                None => Vec::new(),
                Some(Fault::Fields(fields)) => {
                    fields.iter().map(|(field, wrong)| (*field, wrong.line(self.i18n, field))).collect()
                }
                Some(Fault::Refused(error)) => vec![("", refusal(self.i18n, error))],
            })
        })
    }

    /// Notes what is wrong with the fields; true when nothing is.
    pub fn check<const N: usize>(self, fields: [(&'static str, Option<Wrong>); N]) -> bool {
        self.found(fields.into_iter().filter_map(|(field, wrong)| Some((field, wrong?))).collect())
    }

    /// Notes what was found wrong, by the ids of fields; true when nothing was.
    pub fn found(self, wrong: Vec<(&'static str, Wrong)>) -> bool {
        let well = wrong.is_empty();
        self.changed.update(Vec::clear);
        self.fault.set((!well).then_some(Fault::Fields(wrong)));
        well
    }

    /// Notes what else is wrong, beside what was found; true when nothing is.
    pub fn check_also<const N: usize>(self, fields: [(&'static str, Option<Wrong>); N]) -> bool {
        let mut wrong: Vec<_> =
            fields.into_iter().filter_map(|(field, wrong)| Some((field, wrong?))).collect();
        if let Some(Fault::Fields(found)) = self.fault.get_untracked() {
            wrong.extend(found);
        }
        self.found(wrong)
    }

    /// Takes back what was wrong with a field, now that it is being changed. [`FormFrame`] notices what is typed or
    /// ticked; whoever fills a field in by a button says so here.
    pub fn changed(self, field: &str) {
        let wrong = self.fault.with_untracked(|fault| match fault {
            Some(Fault::Fields(fields)) => fields.iter().map(|(id, _)| *id).collect(),
            _ => Vec::new(),
        });
        let Some(field) = wrong.iter().find(|id| **id == field) else { return };
        self.changed.update(|changed| changed.push(field));
        if self.changed.with_untracked(|changed| wrong.iter().all(|id| changed.contains(id))) {
            self.fault.set(None);
        }
    }

    /// Sends; `done` has the answer, a failure is shown. Both also come when the form is gone.
    pub fn send<T>(
        self,
        call: impl Future<Output = Result<T, client::Error>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.found(Vec::new());
        self.busy.set(true);
        spawn_local(async move {
            let answer = call.await;
            let _ = self.busy.try_set(false);
            match answer {
                Ok(answer) => done(answer),
                Err(error) => {
                    let fault = match wrong::at_fields(self.names, &error) {
                        Some(fields) => Fault::Fields(fields),
                        None => Fault::Refused(Arc::new(error)),
                    };
                    let _ = self.fault.try_set(Some(fault));
                }
            }
        });
    }
}

/// Too many attempts are told with the time to wait; everything else as everywhere.
fn refusal(i18n: I18n, error: &client::Error) -> String {
    match (error.code(), error.retry_after_seconds()) {
        (Some(ProblemCode::TooManyAttempts), Some(seconds)) => {
            i18n.text("sign_in.throttled", &[("wait", wait(i18n, seconds))])
        }
        _ => sentence(i18n, error),
    }
}

fn wait(i18n: I18n, seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    if seconds < 60 {
        i18n.count("duration.seconds", seconds, &[])
    } else {
        i18n.count("duration.minutes", seconds.div_euclid(60) + i64::from(seconds % 60 != 0), &[])
    }
}

/// The frame of a form: what is wrong first, then its fields.
#[component]
pub fn FormFrame(
    /// How far it is.
    form: Form,
    /// Checks and sends; not called while busy.
    on_submit: Callback<()>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !form.busy.get_untracked() {
            on_submit.run(());
        }
    };
    let changed = move |event: leptos::ev::Event| {
        for field in fields_around(&event) {
            form.changed(&field);
        }
    };
    view! {
        <form on:submit=submit on:input=changed novalidate method="post" action="/" class="stack">
            <ErrorSummary errors=form.errors() />
            {children()}
        </form>
    }
}

/// Ids of the wrong fields that an input belongs to: of each frame around it, whose message is named after it.
fn fields_around(event: &leptos::ev::Event) -> Vec<String> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let frame_of = |element: &Element| element.closest(".field").ok().flatten();
    let outer = |frame: &Element| frame.parent_element().as_ref().and_then(frame_of);
    let field = |frame: Element| {
        let message = frame.query_selector(":scope > .field-error").ok().flatten()?;
        message.id().strip_suffix("-error").map(str::to_owned)
    };
    successors(target.as_ref().and_then(frame_of), outer).filter_map(field).collect()
}
