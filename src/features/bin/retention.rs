//! How long deleted records stay: until somebody deletes them for good, or for so many days. Shorter times are asked about first.

use bridge::Command;
use bridge::status::{BIN_DAYS, bin_days};

use crate::reactive::prelude::*;
use crate::session::{Session, use_settings};
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    field::{Select, SelectOption},
};
use crate::words::{bin as say, count};

/// Days that can be chosen.
const DAYS: [u32; 3] = [30, 90, 365];

/// The days that deleted records stay; none where they stay until somebody deletes them.
pub(super) fn use_bin_days() -> Signal<Option<u32>> {
    let settings = use_settings();
    Signal::derive(move || {
        let value = settings.with(|settings| settings.as_ref().and_then(|settings| settings.get(BIN_DAYS).cloned()));
        value.as_deref().and_then(bin_days)
    })
}

/// The choice, with the question before anything begins to go by itself.
#[component]
pub(super) fn Retention(
    /// The days in force.
    days: Signal<Option<u32>>,
) -> impl IntoView {
    let session = Session::expect();
    let asked = RwSignal::new(None::<u32>);
    let set = move |days: Option<u32>| {
        session.act(Command::SetSetting {
            key: BIN_DAYS.to_owned(),
            value: days.map(|days| days.to_string()).unwrap_or_default(),
        });
    };
    // A question that is not answered with yes leaves the choice as it was.
    let shown = RwSignal::new(String::new());
    let value_of = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
    Effect::new(move || {
        let now = value_of(days.get());
        if asked.with(Option::is_none) {
            shown.set(now);
        }
    });
    let choose = move |value: String| {
        let wanted = bin_days(&value);
        match (days.get_untracked(), wanted) {
            (now, wanted) if now == wanted => {}
            (now, Some(fewer)) if now.is_none_or(|now| fewer < now) => {
                shown.set(value);
                asked.set(Some(fewer));
            }
            (_, wanted) => set(wanted),
        }
    };
    let options = Signal::derive(move || {
        let own = days.get().filter(|days| !DAYS.contains(days));
        let option = |days: u32| SelectOption::new(days.to_string(), say::stays_for(&count::days(u64::from(days))));
        let always = SelectOption::new("", say::stays_always());
        std::iter::once(always)
            .chain(DAYS.into_iter().chain(own).map(option))
            .collect::<Vec<_>>()
    });
    let open = RwSignal::new(false);
    Effect::new(move || open.set(asked.with(Option::is_some)));
    let close = move || {
        asked.try_set(None);
    };
    let in_words = move || count::days(u64::from(asked.get().unwrap_or_default()));
    view! {
        <span class="bin-stays"><Select value=shown options=options label=say::stays() on_change=choose/></span>
        <Dialog open=open title=Signal::derive(move || say::ask_stays(&in_words())) on_close=close
            foot=move || view! {
                <Button on_click=move |_| close()>{say::keep()}</Button>
                <Button kind=ButtonKind::Danger on_click=move |_| { set(asked.get_untracked()); close(); }>{say::ask_stays_do()}</Button>
            }>
            <p>{move || say::ask_stays_text(&in_words())}</p>
        </Dialog>
    }
}
