//! Words of the privacy page.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    requests { English: "Who was asked for anything" }
    requests_text { English: "Every request of this window and of the app behind it, as the browser and the service worker have counted them since they started." }
    none { English: "No request has left this site" }
    some { English: "Other sites were asked. Kith does not do that: look at the extensions of your browser" }
    own { English: "This site" }
    stranger { English: "Another site" }
    count(count) { English: "{count} requests" }
    again { English: "Count again" }
    again_help { English: "Use Kith for a while, then look whether anything was added" }
    again_do { English: "Count now" }

    kept { English: "What is kept where" }
    kept_text { English: "Everything is in this browser on this device. Nobody else has a copy; that is why back-ups are yours to make." }
    databases { English: "Database" }
    databases_help { English: "Records, history, files, views and settings" }
    preferences { English: "Preferences" }
    preferences_help { English: "Theme, keys, drafts of what you typed and have not sent" }
    entries(count, letters) { English: "{count} entries, {letters} characters" }
    files { English: "Files of the app" }
    files_help { English: "The program itself, for use without a network" }
    cookies { English: "Cookies" }
    cookies_help { English: "Kith sets none" }
    no_cookies { English: "None" }
    letters(count) { English: "{count} characters" }

    policy { English: "Policy in force" }
    policy_text { English: "The browser enforces these rules on the app: it may load and ask for nothing but files of this site, and run no script that did not come with it." }
    policy_none { English: "This build was made for development and has no policy." }
    leave_text { English: "You can take everything with you or delete it." }
    leave { English: "Data and back-ups" }
}
