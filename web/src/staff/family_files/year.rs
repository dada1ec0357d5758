//! Which school year of a file is shown, or told of.

use leptos::prelude::*;
use shared::calendar::SchoolYear;

use crate::i18n::t;
use crate::ui::Frame;

const YEAR: &str = "file-year";

/// The years there are.
#[component]
pub(in crate::staff) fn YearField(
    /// In order.
    years: Vec<SchoolYear>,
    /// The one that is shown.
    shown: SchoolYear,
    /// Shows another.
    choose: Callback<SchoolYear>,
    /// What the year decides, where that is not plain.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let option = move |year: SchoolYear| {
        view! { <option value=year.to_string() selected=year == shown>{year.to_string()}</option> }
    };
    let change = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        if let Ok(year) = event.target().value().parse() {
            choose.run(year);
        }
    };
    let described = hint.is_some().then(|| [YEAR, "-hint"].concat());
    view! {
        <div class="year-field">
            <Frame id=YEAR label=t("families.year") hint error=Signal::stored(None)>
                <select class="input" id=YEAR name=YEAR aria-describedby=described on:change:target=change>
                    {years.into_iter().map(option).collect_view()}
                </select>
            </Frame>
        </div>
    }
}
