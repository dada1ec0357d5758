//! What a file comes to: sums first, what is wrong next, then every line.

use leptos::prelude::*;
use shared::catalogue::import_fault_sentence;
use shared::wire::{ImportCounts, ImportLine, ImportOutcome, ImportReport};

use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::staff::paths;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone, focus};

/// The most lines shown at once: those that stay as they are come last.
const SHOWN: usize = 500;

/// Icon, key of the word, whether something is to be done about it.
const fn told(outcome: ImportOutcome) -> (&'static str, &'static str, bool) {
    match outcome {
        ImportOutcome::Made => ("plus", "import.made", false),
        ImportOutcome::Changed => ("pencil", "import.changed", false),
        ImportOutcome::Unchanged => ("check", "import.unchanged", false),
        ImportOutcome::Faulty => ("circle-alert", "import.faulty", true),
    }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Sums, faults, lines, and what to do next.
#[component]
pub(super) fn Report(
    /// As the server answered.
    report: ImportReport,
    /// The name of the file.
    file: String,
    /// Imports it.
    run: Callback<()>,
    /// Begins anew.
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            focus(&heading);
        }
    });
    let (imported, faulty, invited) = (report.imported, report.faulty, report.invited);
    let title = if imported { "import.done" } else { "import.preview" };
    let year = report.school_year;
    let about = move || i18n.text("import.about", &[("file", file.clone()), ("year", year.to_string())]);
    let sums = [
        ("import.households", report.households),
        ("import.guardians", report.guardians),
        ("import.children", report.children),
    ];
    let sum = move |(key, counts): (&'static str, ImportCounts)| {
        let text = move || {
            let number = |n: u32| n.to_string();
            let values = [
                ("made", number(counts.made)),
                ("changed", number(counts.changed)),
                ("unchanged", number(counts.unchanged)),
            ];
            i18n.text(key, &values)
        };
        view! { <li>{text}</li> }
    };
    let invitations = (invited > 0).then(|| {
        let key = if imported { "import.invited" } else { "import.would_invite" };
        view! { <li>{move || i18n.count(key, invited.into(), &[])}</li> }
    });
    let changes = report.lines.iter().any(|line| line.outcome != ImportOutcome::Unchanged);
    let state = if faulty > 0 {
        let text = move || i18n.count("import.refused", faulty.into(), &[]);
        view! { <Notice tone=Tone::Danger><p>{text}</p></Notice> }.into_any()
    } else if imported {
        view! { <Notice tone=Tone::Success><p>{t("import.imported")}</p></Notice> }.into_any()
    } else if changes {
        view! { <Notice><p>{t("import.ready")}</p></Notice> }.into_any()
    } else {
        view! { <Notice><p>{t("import.nothing_new")}</p></Notice> }.into_any()
    };
    let mut lines = report.lines;
    lines.sort_by_key(|line| (std::cmp::Reverse(line.outcome), line.line));
    let left_out = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    let more = (left_out > 0).then(|| {
        view! { <p class="muted">{move || i18n.count("import.more", whole(left_out), &[])}</p> }
    });
    let go = (faulty == 0 && !imported && changes).then(|| {
        view! { <Button icon="check" label=t("import.run") on_press=run /> }
    });
    let files = imported.then(|| {
        view! { <Link href=paths::FILES class="link-line"><Icon name="folder-open" /><span>{t("files.all")}</span></Link> }
    });
    view! {
        <section class="stack">
            <h2 tabindex="-1" node_ref=heading>{t(title)}</h2>
            <p class="muted whom">{about}</p>
            {state}
            <ul class="counts">{sums.map(sum).collect_view()} {invitations}</ul>
            <div class="row">
                {go}
                <Button kind=ButtonKind::Plain icon="file-text" label=t("import.again") on_press=again />
                {files}
            </div>
            <table class="table" role="table" aria-label=t("import.lines")>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t("import.line")}</th>
                        <th role="columnheader" scope="col">{t("import.who")}</th>
                        <th role="columnheader" scope="col">{t("import.outcome")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}</tbody>
            </table>
            {more}
        </section>
    }
}

#[component]
fn Line(line: ImportLine) -> impl IntoView {
    let i18n = use_i18n();
    let (icon, key, waits) = told(line.outcome);
    let mut who = vec![line.household.clone()];
    who.extend(line.people.iter().cloned());
    who.retain(|name| !name.is_empty());
    let changed = (!line.changed.is_empty()).then(|| {
        view! { <span class="muted small whom">{line.changed.join(", ")}</span> }
    });
    let fault = move |fault: shared::wire::ImportFault| {
        let column = fault.column.clone().map(|column| view! { <code>{column}</code> " " });
        let said = move || import_fault_sentence(i18n.language(), &fault);
        view! { <li>{column}{said}</li> }
    };
    let faults = (!line.faults.is_empty()).then(|| {
        view! { <ul class="rows">{line.faults.into_iter().map(fault).collect_view()}</ul> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{line.line}</th>
            <td role="cell"><span class="whom">{who.join(", ")}</span></td>
            <td role="cell">
                <span class="state" class:state--waits=waits><Icon name=icon /><span>{t(key)}</span></span>
                {changed}
                {faults}
            </td>
        </tr>
    }
}
