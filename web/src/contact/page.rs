//! The contact page: the organisation, its facilities, its schools, each with its referent.

use leptos::prelude::*;
use shared::families::Contact;
use shared::wire::{PublicFacility, PublicOrganisation, PublicSchool};

use super::lines::ContactLines;
use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::session::use_session;
use crate::ui::{Icon, Loading, Page};

/// Whom to call or write to.
#[component]
pub fn ContactPage() -> impl IntoView {
    let organisation = use_organisation();
    let (session, clock) = (use_session(), use_clock());
    let retry = Callback::new(move |()| organisation.load(session.client(), clock));
    let body = move || match organisation.answer().get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(facts)) => view! { <Everybody facts /> }.into_any(),
    };
    view! {
        <Page title=t("contact.title") lead=t("contact.lead")>
            <div class="contact">{body}</div>
        </Page>
    }
}

#[component]
fn Everybody(facts: PublicOrganisation) -> impl IntoView {
    let schools: Vec<_> = facts.schools.into_iter().filter(|school| school.referent.is_some()).collect();
    view! {
        <section class="stack">
            <h2>{t("contact.organisation")}</h2>
            <div class="cards">{facts.contacts.into_iter().map(office).collect_view()}</div>
            <div><Link href="/pages/contact" class="link-line"><Icon name="map-pin" /><span>{t("page.contact")}</span></Link></div>
        </section>
        <section class="stack">
            <h2>{t("contact.facilities")}</h2>
            <div class="cards">{facts.facilities.into_iter().map(facility).collect_view()}</div>
        </section>
        {(!schools.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t("contact.schools")}</h2>
                <p class="muted">{t("contact.schools_lead")}</p>
                <div class="cards">{schools.into_iter().map(school).collect_view()}</div>
            </section>
        })}
    }
}

fn office(contact: Contact) -> AnyView {
    let name = contact.name.clone();
    view! {
        <article class="card">
            <div class="card-head"><Icon name="users-round" /><h3>{name}</h3></div>
            <ContactLines contact />
        </article>
    }
    .into_any()
}

fn facility(facility: PublicFacility) -> AnyView {
    let i18n = use_i18n();
    let names: Vec<_> = facility.activities.into_iter().map(|activity| activity.name).collect();
    let offers = move || {
        let language = i18n.language();
        names.iter().map(|name| name.get(language)).collect::<Vec<_>>().join(", ")
    };
    view! {
        <article class="card">
            <div class="card-head"><Icon name="building-2" /><h3>{facility.name}</h3></div>
            <div>
                <p>{offers}</p>
                {facility.address.map(|address| view! { <p class="muted">{address}</p> })}
            </div>
            <Referent contact=facility.referent />
        </article>
    }
    .into_any()
}

fn school(school: PublicSchool) -> AnyView {
    view! {
        <article class="card">
            <div class="card-head"><Icon name="school" /><h3>{school.name}</h3></div>
            {school.referent.map(|contact| view! { <Referent contact /> })}
        </article>
    }
    .into_any()
}

#[component]
fn Referent(contact: Contact) -> impl IntoView {
    let i18n = use_i18n();
    let name = contact.name.clone();
    view! {
        <div>
            <p>{move || i18n.text("contact.referent", &[("name", name.clone())])}</p>
            <ContactLines contact />
        </div>
    }
}
