//! How Kith looks on this device.

use super::setting::SettingLine;
use crate::platform::{
    format,
    preferences::{self, Density, Key, Preferences, Theme},
    working::WorkingHours,
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::Button,
    card::Card,
    field::{Select, SelectOption},
    icon::Glyph,
    segmented::{Choice, Segmented},
};
use crate::words::{
    self,
    language::{self, LANGUAGES},
};

const THEMES: [(&str, Theme); 3] = [("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)];
const DENSITIES: [(&str, Density); 2] = [("comfortable", Density::Comfortable), ("compact", Density::Compact)];

/// The name of a choice.
fn key_of<T: PartialEq>(all: &[(&str, T)], value: &T) -> String {
    all.iter()
        .find(|(_, own)| own == value)
        .map_or_else(String::new, |(key, _)| (*key).to_owned())
}

/// The languages, each by its own name.
#[component]
fn LanguageChoice() -> impl IntoView {
    const BROWSER: &str = "";
    let options = std::iter::once(SelectOption::new(BROWSER, words::settings::language_browser()))
        .chain(LANGUAGES.map(|(tag, name)| SelectOption::new(tag, name)))
        .collect::<Vec<_>>();
    let chosen = language::chosen().unwrap_or_default();
    view! {
        <Select label=words::settings::language() value=chosen options=options
            on_change=move |tag: String| language::choose(Some(tag.as_str()).filter(|tag| *tag != BROWSER))/>
    }
}

/// The days that weeks begin with somewhere.
#[component]
fn WeekChoice() -> impl IntoView {
    const REGION: &str = "";
    const FIRST_DAYS: [u8; 3] = [0, 5, 6];
    // The fifth day of 1970 was a Monday.
    let name = |day: u8| format::weekday(4 + i32::from(day));
    let options = std::iter::once(SelectOption::new(REGION, words::settings::week_region()))
        .chain(FIRST_DAYS.map(|day| SelectOption::new(day.to_string(), name(day))))
        .collect::<Vec<_>>();
    let chosen = preferences::read::<u8>(Key::WeekStart).map_or_else(String::new, |day| day.to_string());
    let choose = move |day: String| {
        match day.parse::<u8>() {
            Ok(day) => preferences::write(Key::WeekStart, &day),
            Err(_) => preferences::forget(Key::WeekStart),
        }
        language::restart();
    };
    view! { <Select label=words::settings::week() value=chosen options=options on_change=choose/> }
}

/// The time zones that the browser knows.
#[component]
fn ZoneChoice() -> impl IntoView {
    const DEVICE: &str = "";
    let own = words::settings::zone_device(&format::device_zone());
    let options = std::iter::once(SelectOption::new(DEVICE, own))
        .chain(
            format::zones()
                .into_iter()
                .map(|zone| SelectOption::new(zone.clone(), zone.replace('_', " "))),
        )
        .collect::<Vec<_>>();
    let choose = |zone: String| {
        if zone.is_empty() {
            preferences::forget(Key::TimeZone);
        } else {
            preferences::write(Key::TimeZone, &zone);
        }
        language::restart();
    };
    view! { <Select label=words::settings::zone() value=format::chosen_zone().unwrap_or_default() options=options on_change=choose/> }
}

/// Days and hours of work.
#[component]
fn WorkingCard() -> impl IntoView {
    const STEP: u16 = 30;
    let hours = RwSignal::new(WorkingHours::read());
    let change = move |change: &dyn Fn(&mut WorkingHours)| {
        hours.update(|hours| change(hours));
        hours.get_untracked().write();
    };
    let time = |minutes: u16| SelectOption::new(minutes.to_string(), format::time_of_day(minutes));
    // The fifth day of 1970 was a Monday.
    let days = (0..7_usize).map(|day| {
        let toggle = move |_| change(&|hours| hours.days[day] = !hours.days[day]);
        let on = Signal::derive(move || hours.with(|hours| hours.days[day]));
        view! { <Button pressed=on on_click=toggle>{format::weekday(4 + day as i32)}</Button> }
    });
    let days = days.collect_view();
    // One is always before the other.
    let begins = Signal::derive(move || (0..hours.with(|hours| hours.to)).step_by(STEP.into()).map(time).collect::<Vec<_>>());
    let ends = Signal::derive(move || {
        let first = hours.with(|hours| hours.from) + STEP;
        (first..=24 * 60).step_by(STEP.into()).map(time).collect::<Vec<_>>()
    });
    let (from, to) = (
        Signal::derive(move || hours.with(|hours| hours.from.to_string())),
        Signal::derive(move || hours.with(|hours| hours.to.to_string())),
    );
    let set = move |minutes: String, put: fn(&mut WorkingHours, u16)| {
        if let Ok(minutes) = minutes.parse() {
            change(&|hours| put(hours, minutes));
        }
    };
    view! {
        <Card title=words::settings::working() class="setting-card">
            <SettingLine label=words::settings::working_days() help=words::settings::working_days_help()>
                <div class="setting-days" role="group" aria-label=words::settings::working_days()>{days}</div>
            </SettingLine>
            <SettingLine label=words::settings::working_hours() help=words::settings::working_hours_help()>
                <Select label=words::settings::working_from() value=from options=begins on_change=move |minutes| set(minutes, |hours, minutes| hours.from = minutes)/>
                <Select label=words::settings::working_to() value=to options=ends on_change=move |minutes| set(minutes, |hours, minutes| hours.to = minutes)/>
            </SettingLine>
        </Card>
    }
}

/// The section.
#[component]
pub(super) fn AppearanceSection() -> impl IntoView {
    let preferences = Preferences::expect();
    let themes = vec![
        Choice::new("system", words::shell::theme_system()).with_icon(Glyph::Device),
        Choice::new("light", words::shell::theme_light()).with_icon(Glyph::Sun),
        Choice::new("dark", words::shell::theme_dark()).with_icon(Glyph::Moon),
    ];
    let densities = vec![
        Choice::new("comfortable", words::shell::comfortable()),
        Choice::new("compact", words::shell::compact()),
    ];
    let bars = vec![
        Choice::new("wide", words::settings::sidebar_wide()),
        Choice::new("rail", words::settings::sidebar_rail()),
    ];
    let set_theme = move |key: String| {
        if let Some((_, theme)) = THEMES.iter().find(|(own, _)| *own == key) {
            preferences.set_theme(*theme);
        }
    };
    let set_density = move |key: String| {
        if let Some((_, density)) = DENSITIES.iter().find(|(own, _)| *own == key) {
            preferences.set_density(*density);
        }
    };
    view! {
        <Card title=words::settings::appearance() class="setting-card">
            <SettingLine label=words::settings::language() help=words::settings::language_help()>
                <LanguageChoice/>
            </SettingLine>
            <SettingLine label=words::settings::week() help=words::settings::week_help()>
                <WeekChoice/>
            </SettingLine>
            <SettingLine label=words::settings::zone() help=words::settings::zone_help()>
                <ZoneChoice/>
            </SettingLine>
            <SettingLine label=words::settings::theme() help=words::settings::theme_help()>
                <Segmented label=words::settings::theme() choices=themes value=move || key_of(&THEMES, &preferences.theme().get()) on_change=set_theme/>
            </SettingLine>
            <SettingLine label=words::settings::density()>
                <Segmented label=words::settings::density() choices=densities value=move || key_of(&DENSITIES, &preferences.density().get()) on_change=set_density/>
            </SettingLine>
            <div class="only-wide">
                <SettingLine label=words::settings::sidebar()>
                    <Segmented label=words::settings::sidebar() choices=bars
                        value=move || if preferences.sidebar().get() { "rail".to_owned() } else { "wide".to_owned() }
                        on_change=move |key: String| preferences.set_sidebar(key == "rail")/>
                </SettingLine>
            </div>
        </Card>
        <WorkingCard/>
    }
}
