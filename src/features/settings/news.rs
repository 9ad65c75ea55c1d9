//! What is new: the changelog that comes with the app, release by release.

use leptos::task::spawn_local;

use crate::platform::news;
use crate::reactive::prelude::*;
use crate::ui::{
    button::Button,
    card::Card,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::shell as say;

/// What changed in a release.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Release {
    title: String,
    /// Kinds of changes (added, changed, fixed) with their lines.
    parts: Vec<(String, Vec<String>)>,
}

/// Reads a changelog in the form of "Keep a Changelog". What stands before the first release is about the file itself.
fn releases(text: &str) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            releases.push(Release {
                title: plain(title),
                parts: Vec::new(),
            });
            continue;
        }
        let Some(release) = releases.last_mut() else { continue };
        if let Some(kind) = line.strip_prefix("### ") {
            release.parts.push((plain(kind), Vec::new()));
        } else if let Some(change) = line.strip_prefix("- ") {
            match release.parts.last_mut() {
                Some((_, lines)) => lines.push(plain(change)),
                None => release.parts.push((String::new(), vec![plain(change)])),
            }
        } else if let Some((_, lines)) = release.parts.last_mut()
            && let Some(last) = lines.last_mut()
            && line.starts_with(' ')
        {
            // A line that goes on.
            last.push(' ');
            last.push_str(&plain(line.trim()));
        }
    }
    releases.retain(|release| !release.parts.is_empty());
    releases
}

/// Text without marks of code, links and square brackets.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        // Of a link the words stay.
        if sign == '['
            && let Some((words, after)) = rest[1..].split_once(']')
        {
            plain.push_str(words);
            let address = after.strip_prefix('(').and_then(|after| after.split_once(')'));
            rest = address.map_or(after, |(_, after)| after);
            continue;
        }
        if sign != '`' {
            plain.push(sign);
        }
        rest = &rest[sign.len_utf8()..];
    }
    plain
}

/// The section.
#[component]
pub(super) fn NewsSection() -> impl IntoView {
    // None while it is on its way, and within when it did not come.
    let text = RwSignal::new(None::<Option<String>>);
    let look = move || {
        text.set(None);
        spawn_local(async move {
            let found = news::read().await;
            text.try_set(Some(found));
        });
    };
    look();
    let waiting = Signal::derive(move || text.with(Option::is_none));
    view! {
        <p class="muted">{say::news_help()}</p>
        <Skeleton waiting=waiting lines=8/>
        {move || text.get().map(|text| match text {
            Some(text) => releases(&text).into_iter().map(release_card).collect_view().into_any(),
            None => view! {
                <Callout tone=Tone::Danger title=say::news_missing() action=move || view! { <Button on_click=move |_| look()>{say::news_again()}</Button> }/>
            }
            .into_any(),
        })}
    }
}

fn release_card(release: Release) -> AnyView {
    let parts = release.parts.into_iter().map(|(kind, lines)| {
        view! {
            {(!kind.is_empty()).then(|| view! { <h3 class="statement__head">{kind}</h3> })}
            <ul class="statement__list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        }
    });
    // The changelog is written in English, whatever the language of the app.
    view! {
        <div lang="en" dir="ltr">
            <Card title=release.title class="setting-card statement">{parts.collect_view()}</Card>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_is_read_by_release_and_kind() {
        let text = "# Changelog\n\nWords.\n- not this\n\n## [1.1] - 2026-11-30\n\n### Added\n\n- One `thing`,\n  going on.\n- A [link](x.html) here.\n\n### Fixed\n\n- Two.\n\n## 1.0\n\n- Bare.\n\n## Empty\n";
        let part = |kind: &str, lines: &[&str]| (kind.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            releases(text),
            [
                Release {
                    title: "1.1 - 2026-11-30".to_owned(),
                    parts: vec![part("Added", &["One thing, going on.", "A link here."]), part("Fixed", &["Two."])],
                },
                Release {
                    title: "1.0".to_owned(),
                    parts: vec![part("", &["Bare."])],
                },
            ]
        );
    }

    #[test]
    fn the_changelog_of_the_project_can_be_read() {
        let releases = releases(include_str!("../../../CHANGELOG.md"));
        assert!(
            releases
                .iter()
                .flat_map(|release| &release.parts)
                .map(|(_, lines)| lines.len())
                .sum::<usize>()
                > 20
        );
    }
}
