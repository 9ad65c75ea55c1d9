//! Words of the frame: navigation, storage, notices.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    main_navigation { English: "Main" }
    workspace(name) { English: "Workspace: {name}" }
    unnamed { English: "Kith" }
    search { English: "Search" }
    today { English: "Today" }
    insights { English: "Insights" }
    segments { English: "Segments" }
    settings { English: "Settings" }
    import { English: "Import" }
    bin { English: "Bin" }
    more { English: "More" }
    favourites { English: "Favourites" }
    views { English: "Views" }
    collapse { English: "Collapse sidebar" }
    undo { English: "Undo" }
    theme { English: "Theme" }
    theme_system { English: "As the device" }
    theme_light { English: "Light" }
    theme_dark { English: "Dark" }
    density { English: "Density" }
    comfortable { English: "Comfortable" }
    compact { English: "Compact" }

    opening { English: "Opening" }
    saved_here { English: "Saved on this device" }
    saving(count: u64) { English: one "Saving 1 change", other "Saving {count} changes" }
    not_saved(count: u64) { English: one "{count} change not saved", other "{count} changes not saved" }
    used(bytes) { English: "{bytes} used" }
    backup_of(day) { English: "back-up of {day}" }
    no_backup { English: "no back-up yet" }
    offline { English: "Offline" }
    offline_help { English: "There is no network. Everything here works without it" }
    saved { English: "Saved" }

    update_ready { English: "A new version is ready" }
    reload { English: "Reload" }
    updated { English: "Kith was updated" }
    news { English: "What is new" }
    news_help { English: "What changed from release to release. The list is in English and comes with the app, so it can be read offline." }
    news_missing { English: "The list of changes could not be loaded. Everything else works as before" }
    news_again { English: "Try again" }

    trouble_full { English: "The storage of this device is full" }
    trouble_newer { English: "A newer version of Kith has opened your data" }
    trouble_closed { English: "The browser closed the database" }
    trouble_blocked { English: "Another tab of Kith holds the database back" }
    trouble_refused { English: "This window keeps no data" }
    trouble_other(name) { English: "Your data cannot be kept at the moment ({name})" }
    safe_unsaved(count: u64) { English: one "{count} change is only in this window. Everything saved before is safe.", other "{count} changes are only in this window. Everything saved before is safe." }
    safe_all { English: "Everything you saved is safe." }
    do_full { English: "Free space on this device; Kith tries again by itself." }
    do_newer { English: "Reload this tab to go on." }
    do_closed { English: "Reload this tab to go on." }
    do_blocked { English: "Close the other tabs of Kith." }
    do_refused { English: "Private windows forget everything when they are closed. Open Kith in a normal window to keep your data." }
    do_other { English: "Reload this tab. If it stays, download your changes first." }
    lost(reason) { English: "The engine stopped: {reason}" }
    lost_help { English: "Everything that was shown as saved is safe. Start it again to go on." }
    start_again { English: "Start again" }
    evicted { English: "The browser has deleted the data of this site" }
    evicted_help { English: "Kith had data here before. Restore a back-up to get it back." }
    restore { English: "Restore a back-up" }
    download_unsaved { English: "Download unsaved changes" }

    not_found { English: "There is no such page" }
    not_found_text(path) { English: "Nothing is at “{path}”. The address may be mistyped, or what was there is gone." }
    go_home { English: "Go to Today" }
    back { English: "Go back" }
}

use bridge::status::StorageTrouble;

/// What happened, and what to do about it.
#[must_use]
pub fn trouble(trouble: &StorageTrouble) -> (String, &'static str) {
    match trouble {
        StorageTrouble::Full => (trouble_full().to_owned(), do_full()),
        StorageTrouble::Newer => (trouble_newer().to_owned(), do_newer()),
        StorageTrouble::Closed => (trouble_closed().to_owned(), do_closed()),
        StorageTrouble::Blocked => (trouble_blocked().to_owned(), do_blocked()),
        StorageTrouble::Refused => (trouble_refused().to_owned(), do_refused()),
        StorageTrouble::Other { name, .. } => (trouble_other(name), do_other()),
    }
}
