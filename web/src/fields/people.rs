//! The editor of a list of people: each with a name, a telephone number, and what they are to the child.

use leptos::html;
use leptos::prelude::*;
use shared::families::values::{MAX_PEOPLE, name, phone};
use shared::families::{FieldFault, FieldValue, PickupPerson};

use super::editor::Editing;
use super::frame::Group;
use super::words::choice;
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Icon, focus};

/// What is told of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Phone,
    Relation,
}

impl Part {
    const ALL: [Self; 3] = [Self::Name, Self::Phone, Self::Relation];

    const fn key(self) -> &'static str {
        match self {
            Self::Name => "field.person.name",
            Self::Phone => "field.person.phone",
            Self::Relation => "field.person.relation",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Name => "-name",
            Self::Phone => "-phone",
            Self::Relation => "-relation",
        }
    }

    fn of(self, person: &PickupPerson) -> &String {
        match self {
            Self::Name => &person.name,
            Self::Phone => &person.phone,
            Self::Relation => &person.relation,
        }
    }

    fn of_mut(self, person: &mut PickupPerson) -> &mut String {
        match self {
            Self::Name => &mut person.name,
            Self::Phone => &mut person.phone,
            Self::Relation => &mut person.relation,
        }
    }

    fn fault(self, person: &PickupPerson) -> Option<FieldFault> {
        match self {
            Self::Name => name(&person.name).err(),
            Self::Phone => phone(&person.phone).err(),
            Self::Relation if person.relation.trim().is_empty() => None,
            Self::Relation => name(&person.relation).err(),
        }
    }
}

/// People, one block each; expressly nobody is an answer too.
#[component]
pub(super) fn PeopleEditor(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let (id, field) = (editing.id(), editing.field());
    let people = Memo::new(move |_| editing.answers.people(field));
    let count = Memo::new(move |_| people.with(|people| people.as_ref().map_or(0, Vec::len)));
    let nobody = move || people.with(|people| people.as_ref().is_some_and(Vec::is_empty));
    let list = NodeRef::<html::Div>::new();
    let arrived = RwSignal::new(false);
    // a new person's name is written next
    Effect::new(move |_| {
        let n = count.get();
        if arrived.get_untracked()
            && let Some(input) = document().get_element_by_id(&part_id(id, n.saturating_sub(1), Part::Name))
        {
            arrived.set(false);
            focus(&input);
        }
    });
    let add = Callback::new(move |()| {
        let mut all = people.get_untracked().unwrap_or_default();
        all.push(PickupPerson { name: String::new(), phone: String::new(), relation: String::new() });
        arrived.set(true);
        editing.set(Some(FieldValue::People(all)));
    });
    let remove = Callback::new(move |place: usize| {
        let mut all = people.get_untracked().unwrap_or_default();
        if place < all.len() {
            all.remove(place);
        }
        editing.set((!all.is_empty()).then_some(FieldValue::People(all)));
        if let Some(list) = list.get_untracked()
            && let Ok(Some(button)) = list.query_selector(".people-foot :is(button, input)")
        {
            focus(&button);
        }
    });
    let toggle_nobody = move |_| {
        let value = (!untrack(nobody)).then(|| FieldValue::People(Vec::new()));
        editing.set(value);
    };
    view! {
        <Group editing>
            <div class="people" node_ref=list>
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <Person editing people place remove />
                </For>
                <div class="people-foot">
                    <Show when=move || count.get() == 0>
                        <label class="option">
                            <input type="checkbox" id=id name=id prop:checked=nobody on:change=toggle_nobody />
                            <span>{move || choice(i18n, field, "none")}</span>
                        </label>
                    </Show>
                    <Show when=move || count.get().lt(&MAX_PEOPLE)>
                        <Button kind=ButtonKind::Plain icon="plus" label=t("field.person.add") on_press=add />
                    </Show>
                </div>
            </div>
        </Group>
    }
}

fn part_id(id: &str, place: usize, part: Part) -> String {
    // the first input of the field is where a summary of errors leads
    if place == 0 && part == Part::Name {
        return id.to_owned();
    }
    [id, "-", &place.to_string(), part.code()].concat()
}

#[component]
fn Person(
    editing: Editing,
    people: Memo<Option<Vec<PickupPerson>>>,
    place: usize,
    remove: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = Memo::new(move |_| people.with(|people| people.as_ref()?.get(place).cloned()));
    let number = (place + 1).to_string();
    let title = Signal::derive(move || i18n.text("field.person.title", &[("n", number.clone())]));
    let press = Callback::new(move |()| remove.run(place));
    let input = move |part: Part| {
        let input_id = part_id(editing.id(), place, part);
        let wrong = move || {
            editing.error.with(Option::is_some)
                && person.with(|person| person.as_ref().is_some_and(|person| part.fault(person).is_some()))
        };
        let write = move |text: String| {
            let mut all = people.get_untracked().unwrap_or_default();
            if let Some(person) = all.get_mut(place) {
                *part.of_mut(person) = text;
            }
            editing.set(Some(FieldValue::People(all)));
        };
        let error_id = [editing.id(), "-error"].concat();
        view! {
            <div class="field">
                <label class="field-label" for=input_id.clone()>{t(part.key())}</label>
                <input
                    class="input"
                    id=input_id.clone()
                    name=input_id
                    type=if part == Part::Phone { "tel" } else { "text" }
                    autocomplete="off"
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=move || wrong().then(|| error_id.clone())
                    prop:value=move || {
                        person.with(|person| person.as_ref().map(|it| part.of(it).clone()).unwrap_or_default())
                    }
                    on:input:target=move |event| write(event.target().value())
                />
            </div>
        }
    };
    view! {
        <div class="person" role="group" aria-label=title>
            <p class="person-head"><Icon name="users-round" /><span>{title}</span></p>
            {Part::ALL.map(input).collect_view()}
            <div>
                <Button kind=ButtonKind::Quiet icon="trash-2" label=t("field.person.remove") about=title on_press=press />
            </div>
        </div>
    }
}
