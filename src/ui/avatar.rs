//! Avatars: initials on one of eight quiet hues. People are round, companies have corners.
//!
//! ```ignore
//! <Avatar face=Face::person("Noor van den Berg")/>
//! <Avatar face=Face::company("Havenlicht") size=AvatarSize::Large/>
//! ```

use crate::reactive::{fixed, prelude::*};

/// What an avatar shows, derived from a name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// One or two letters.
    pub initials: String,
    /// Hue in degrees, one of [`Face::HUES`].
    pub hue: u16,
    /// Has corners.
    pub company: bool,
}

fixed!(Face);

impl Face {
    /// The eight hues, apart enough to help the eye.
    pub const HUES: [u16; 8] = [25, 65, 105, 155, 200, 240, 285, 330];

    /// A person: first letters of the first and last word.
    #[must_use]
    pub fn person(name: &str) -> Self {
        Self {
            initials: initials(name, 2),
            hue: hue(name),
            company: false,
        }
    }

    /// A company: one letter.
    #[must_use]
    pub fn company(name: &str) -> Self {
        Self {
            initials: initials(name, 1),
            hue: hue(name),
            company: true,
        }
    }
}

/// First letters of the first and the last word that start with a letter or digit, upper-cased.
fn initials(name: &str, most: usize) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    let last = if most > 1 { letters.next_back() } else { None };
    let mut text: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    if text.is_empty() {
        text.push('?');
    }
    text
}

/// The same name has the same hue on every device: FNV-1a over the trimmed name, mixed so that short names spread too.
fn hue(name: &str) -> u16 {
    let hash = name
        .trim()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    Face::HUES[(mixed >> 16) as usize % Face::HUES.len()]
}

/// Size of an avatar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 px, in rows.
    #[default]
    Small,
    /// 24 px.
    Medium,
    /// 32 px.
    Large,
    /// 40 px, in panels.
    Huge,
    /// 48 px, record page.
    Giant,
}

impl AvatarSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Small => "",
            Self::Medium => " avatar--m",
            Self::Large => " avatar--l",
            Self::Huge => " avatar--xl",
            Self::Giant => " avatar--xxl",
        }
    }
}

/// An avatar. Beside the name it is decoration; alone it needs `label`.
#[component]
pub fn Avatar(
    /// What it shows.
    #[prop(into)]
    face: Signal<Face>,
    /// 20 px unless told.
    #[prop(optional)]
    size: AvatarSize,
    /// Whose it is, when no name stands beside it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let class = move || {
        format!(
            "avatar{}{}",
            size.class(),
            if face.with(|face| face.company) { " avatar--company" } else { "" }
        )
    };
    view! {
        <span
            class=class
            style:--hue=move || face.with(|face| face.hue).to_string()
            role=label.is_some().then_some("img")
            aria-hidden=label.is_none().then_some("true")
            aria-label=label.clone()
            data-tip=label
            // Drawn by the style sheet: initials are no part of the name of what they stand in (WCAG 2.5.3).
            data-initials=move || face.with(|face| face.initials.clone())
        ></span>
    }
}

/// Several avatars that overlap a little, each with its name.
#[component]
pub fn AvatarStack(
    /// Names and faces, in order.
    #[prop(into)]
    people: Signal<Vec<(String, Face)>>,
    /// 24 px unless told.
    #[prop(default = AvatarSize::Medium)]
    size: AvatarSize,
) -> impl IntoView {
    view! {
        <span class="avatar-stack">
            {move || {
                people.get().into_iter().map(|(name, face)| view! { <Avatar face=face size=size label=name/> }).collect_view()
            }}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_take_first_and_last_word() {
        assert_eq!(Face::person("Noor van den Berg").initials, "NB");
        assert_eq!(Face::person("  Cher ").initials, "C");
        assert_eq!(Face::person("ana (sales) de la Cruz").initials, "AC");
        assert_eq!(Face::person("").initials, "?");
        assert_eq!(Face::person("łucja ångström").initials, "ŁÅ");
        assert_eq!(Face::company("Havenlicht bv").initials, "H");
    }

    #[test]
    fn hue_is_stable_and_from_the_list() {
        assert_eq!(Face::person("Noor van den Berg").hue, Face::person(" Noor van den Berg ").hue);
        let hues: std::collections::HashSet<_> = ('a'..='z').map(|c| hue(&c.to_string())).collect();
        assert!(hues.iter().all(|hue| Face::HUES.contains(hue)));
        assert!(hues.len() >= 6, "names spread over the hues: {hues:?}");
    }
}
