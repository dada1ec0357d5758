//! Where one is signed in, and ending that elsewhere.

use std::sync::Arc;

use chrono_tz::Tz;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::ids::SignInId;
use shared::wire::Device;

use super::browsers::{browser, system};
use crate::failure::{Failure, sentence};
use crate::i18n::{I18n, t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::Session;
use crate::ui::{Button, ButtonKind, Icon, Loading, Notice, Tone, focus};

/// What is being ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    One(SignInId),
    AllOthers,
}

/// What came of ending it.
#[derive(Clone)]
enum Ended {
    Well(Ending, String),
    Badly(Arc<client::Error>),
}

/// The devices as the server told them last.
#[derive(Clone, Copy)]
pub struct DeviceList {
    session: Session,
    answer: RwSignal<Option<Result<Vec<Device>, Arc<client::Error>>>>,
    ending: RwSignal<Option<Ending>>,
    ended: RwSignal<Option<Ended>>,
}

impl DeviceList {
    /// Nothing yet.
    #[must_use]
    pub fn new(session: Session) -> Self {
        Self { session, answer: RwSignal::new(None), ending: RwSignal::new(None), ended: RwSignal::new(None) }
    }

    /// Asks the server; what was there stays until the answer comes.
    pub fn load(self) {
        spawn_local(self.reload());
    }

    async fn reload(self) {
        let answer = self.session.call(async |client: &client::Client| client.list_devices().await).await;
        let _ = self.answer.try_set(Some(answer.map(|devices| devices.items).map_err(Arc::new)));
    }

    /// Ends sign-ins, then asks what is left.
    fn end(self, ending: Ending, name: String) {
        if self.ending.get_untracked().is_some() {
            return;
        }
        self.ending.set(Some(ending));
        self.ended.set(None);
        spawn_local(async move {
            let done = match ending {
                Ending::One(id) => {
                    self.session.call(async |client: &client::Client| client.delete_device(id).await).await
                }
                Ending::AllOthers => {
                    self.session
                        .call(async |client: &client::Client| client.delete_other_devices().await)
                        .await
                }
            };
            // one that is gone already is what was asked for
            let gone = |error: &client::Error| error.code() == Some(shared::problem::ProblemCode::NotFound);
            let ended = match done {
                Err(error) if !gone(&error) => Ended::Badly(Arc::new(error)),
                _ => {
                    self.reload().await;
                    Ended::Well(ending, name)
                }
            };
            let _ = self.ending.try_set(None);
            let _ = self.ended.try_set(Some(ended));
        });
    }
}

/// The devices, each with a way to sign it out.
#[component]
pub(super) fn DevicesCard(list: DeviceList) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<html::H2>::new();
    // the button that was pressed is gone with its device
    Effect::new(move |_| {
        let well = list.ended.with(|ended| matches!(ended, Some(Ended::Well(..))));
        if let Some(heading) = heading.get()
            && well
        {
            focus(&heading);
        }
    });
    let said = move || match list.ended.get()? {
        Ended::Well(ending, name) => {
            let said = move || match ending {
                Ending::One(_) => i18n.text("profile.devices.ended", &[("device", name.clone())]),
                Ending::AllOthers => i18n.text("profile.devices.all_ended", &[]),
            };
            Some(view! { <Notice tone=Tone::Success><p>{said}</p></Notice> })
        }
        Ended::Badly(error) => {
            Some(view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> })
        }
    };
    let body = move || match list.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => {
            let retry = Callback::new(move |()| list.load());
            view! { <Failure error retry /> }.into_any()
        }
        Some(Ok(devices)) => view! { <Devices list devices /> }.into_any(),
    };
    view! {
        <section class="card">
            <div class="card-head">
                <Icon name="monitor-smartphone" />
                <h2 tabindex="-1" node_ref=heading>{t("profile.devices")}</h2>
            </div>
            <p class="muted">{t("profile.devices.hint")}</p>
            {said}
            {body}
        </section>
    }
}

#[component]
fn Devices(list: DeviceList, devices: Vec<Device>) -> impl IntoView {
    let others = devices.iter().filter(|device| !device.current).count();
    let end = Callback::new(move |()| list.end(Ending::AllOthers, String::new()));
    let busy = Signal::derive(move || list.ending.get() == Some(Ending::AllOthers));
    view! {
        <ul class="rows">
            {devices.into_iter().map(|device| view! { <Line list device /> }).collect_view()}
        </ul>
        {(others > 0).then(|| view! {
            <div>
                <Button
                    kind=ButtonKind::Plain
                    icon="log-out"
                    label=t("profile.devices.end_all")
                    busy
                    on_press=end
                />
            </div>
        })}
    }
}

#[component]
fn Line(list: DeviceList, device: Device) -> impl IntoView {
    let i18n = use_i18n();
    let organisation = use_organisation();
    let (id, current, at) = (device.id, device.current, device.last_seen_at);
    let user_agent = device.user_agent;
    let name = Signal::derive(move || named(i18n, &user_agent));
    let seen = move || {
        let zone = organisation.answer().with(|answer| match answer {
            Some(Ok(facts)) => facts.time_zone.parse::<Tz>().ok(),
            _ => None,
        })?;
        Some(i18n.text("profile.devices.seen", &[("at", format_instant(i18n.language(), at, zone))]))
    };
    let end = Callback::new(move |()| list.end(Ending::One(id), name.get_untracked()));
    let busy = Signal::derive(move || list.ending.get() == Some(Ending::One(id)));
    let act = if current {
        view! { <span class="badge"><Icon name="check" />{t("profile.devices.this")}</span> }.into_any()
    } else {
        view! {
            <Button
                kind=ButtonKind::Quiet
                icon="log-out"
                label=t("profile.devices.end")
                about=name
                busy
                on_press=end
            />
        }
        .into_any()
    };
    view! {
        <li class="device">
            <div>
                <p class="day-name">{name}</p>
                {(!current).then(|| view! { <p class="small muted">{seen}</p> })}
            </div>
            {act}
        </li>
    }
}

fn named(i18n: I18n, user_agent: &str) -> String {
    let browser =
        browser(user_agent).map_or_else(|| i18n.text("profile.devices.unknown", &[]), str::to_owned);
    match system(user_agent) {
        Some(system) => {
            i18n.text("profile.devices.name", &[("browser", browser), ("system", system.to_owned())])
        }
        None => browser,
    }
}
