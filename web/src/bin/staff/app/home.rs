//! The first page: what there is to do here, and what one's role permits.

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::staff::{Permission, Role};
use shared::wire::WaitingCounts;
use web::i18n::{t, use_i18n};
use web::organisation::use_organisation;
use web::router::Link;
use web::session::use_session;
use web::staff::{paths, role_name, role_says};
use web::ui::{Icon, Page};

/// Home.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let staff = Memo::new(move |_| session.account().and_then(|account| account.staff));
    let title = Signal::derive(move || {
        let name = staff.get().map(|staff| staff.first_name).unwrap_or_default();
        i18n.text("home.title", &[("name", name)])
    });
    let may =
        move |permission| staff.with(|staff| staff.as_ref().is_some_and(|staff| staff.role.may(permission)));
    let counts = RwSignal::new(None::<WaitingCounts>);
    // what cannot be counted now is told by its list
    let organisation = use_organisation();
    Effect::new(move |_| {
        let next = organisation.beginning().map(|beginning| beginning.suggested);
        spawn_local(async move {
            let of = async |year| {
                session.call(async |client: &Client| client.get_waiting_counts(year).await).await
            };
            let Ok(mut told) = of(None).await else { return };
            // in spring families send the files of the year that they come for
            if let Some(next) = next.filter(|next| *next != told.school_year)
                && let Ok(more) = of(Some(next)).await
            {
                told.family_files += more.family_files;
            }
            let _ = counts.try_set(Some(told));
        });
    });
    let count = move |of: fn(&WaitingCounts) -> Option<u64>| {
        Signal::derive(move || counts.with(|counts| counts.as_ref().and_then(of)))
    };
    view! {
        <Page title>
            <div class="desk-home">
                <ul class="desk-doors">
                    <Show when=move || may(Permission::ReadFamilies)>
                        <Door href=paths::FAMILIES icon="folder-open" name="desk.nav.families" does="desk.home.families" />
                        <Door href=paths::FILES icon="folder-check" name="desk.nav.files" does="desk.home.files" count=count(|it| Some(it.family_files)) />
                        <Door href=paths::CHANGES icon="file-pen-line" name="desk.nav.changes" does="desk.home.changes" count=count(|it| Some(it.change_requests)) />
                        <Door href=paths::ACCOUNTS icon="mail" name="desk.nav.accounts" does="desk.home.accounts" />
                    </Show>
                    <Show when=move || may(Permission::ReadDocuments)>
                        <Door href=paths::DOCUMENTS icon="file-text" name="desk.nav.documents" does="desk.home.documents" count=count(|it| Some(it.documents)) />
                    </Show>
                    <Show when=move || may(Permission::ReadAnnouncements)>
                        <Door href=paths::ANNOUNCEMENTS icon="megaphone" name="desk.nav.announcements" does="desk.home.announcements" />
                    </Show>
                    <Show when=move || may(Permission::EditFamilies)>
                        <Door href=paths::NEW_FAMILY icon="user-plus" name="household.new" does="desk.home.new_family" />
                    </Show>
                    <Show when=move || may(Permission::ImportFamilies)>
                        <Door href=paths::IMPORT icon="file-text" name="import.title" does="desk.home.import" />
                    </Show>
                    <Show when=move || may(Permission::MergeFamilies)>
                        <Door href=paths::MERGE icon="repeat" name="merge.title" does="desk.home.merge" />
                    </Show>
                    <Show when=move || may(Permission::InviteFamilies)>
                        <Door href=paths::INVITATIONS icon="send" name="desk.nav.invitations" does="desk.home.invitations" />
                    </Show>
                    <Show when=move || may(Permission::OpenSchoolYears)>
                        <Door href=paths::SCHOOL_YEAR icon="school" name="desk.nav.school_year" does="desk.home.school_year" />
                    </Show>
                    <Show when=move || may(Permission::HandleRights)>
                        <Door href=paths::ERASURES icon="trash-2" name="desk.nav.erasures" does="desk.home.erasures" count=count(|it| it.erasures) />
                    </Show>
                    <Show when=move || may(Permission::EditPages)>
                        <Door href=paths::PAGES icon="file-text" name="desk.nav.pages" does="desk.home.pages" />
                    </Show>
                    <Door href=paths::TEAM icon="users-round" name="desk.nav.team" does="desk.home.team" />
                    <Door href=paths::PROFILE icon="circle-user-round" name="desk.nav.profile" does="desk.home.profile" />
                </ul>
                {move || staff.get().map(|staff| view! { <MyRole role=staff.role facilities=staff.facilities /> })}
            </div>
        </Page>
    }
}

/// A way into a screen.
#[component]
fn Door(
    href: &'static str,
    icon: &'static str,
    name: &'static str,
    does: &'static str,
    /// How much waits there, once it is known.
    #[prop(optional)]
    count: Option<Signal<Option<u64>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let waiting = move || {
        let waiting = count.and_then(|count| count.get()).filter(|waiting| *waiting > 0)?;
        let told = i18n.count("desk.home.waiting", i64::try_from(waiting).unwrap_or(i64::MAX), &[]);
        Some(view! { <span class="desk-count">{told}</span> })
    };
    view! {
        <li>
            <Link href class="desk-way">
                <Icon name=icon />
                <span><strong>{t(name)}</strong><span class="muted">{t(does)}</span>{waiting}</span>
                <Icon name="chevron-right" />
            </Link>
        </li>
    }
}

/// What one's role permits, and where.
#[component]
fn MyRole(role: Role, facilities: Vec<shared::ids::FacilityId>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let places = move || {
        let names = organisation.facility_names(&facilities);
        (!names.is_empty()).then(|| i18n.text("desk.home.places", &[("places", names.join(", "))]))
    };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="shield-check" /><h2>{t("desk.home.role")}</h2></div>
            <p><strong>{t(role_name(role))}</strong></p>
            <p class="muted">{t(role_says(role))}</p>
            {move || places().map(|places| view! { <p>{places}</p> })}
        </section>
    }
}
