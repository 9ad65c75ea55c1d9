//! How Kith looks on this device.

use super::setting::SettingLine;
use crate::platform::{
    format,
    preferences::{self, Density, Key, Preferences, Theme},
};
use crate::reactive::prelude::*;
use crate::ui::{
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
                <span dir="ltr">{format::time_zone()}</span>
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
    }
}
