//! Words of what the device does with Kith: installing, opening, sharing, reminding.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    installing { English: "Kith as an app" }
    install { English: "Install as an app" }
    install_help { English: "Opens in a window of its own, from your dock or home screen, and the browser keeps its data for longer" }
    install_do { English: "Install" }
    installed { English: "Kith runs as an app on this device" }
    installed_badge { English: "Installed" }
    share_step_1 { English: "Tap the share button of Safari" }
    share_step_2 { English: "Choose “Add to Home Screen”, or “Add to Dock” on a Mac" }
    share_step_3 { English: "Open Kith from there. Data of this window stays here: make a back-up first and restore it there" }
    menu_step_1 { English: "Open the menu of the browser" }
    menu_step_2 { English: "Choose “Install” or “Add to home screen”, if it is there" }
    menu_step_3 { English: "If it is not, keep a bookmark: Kith works offline in this browser as well" }

    forgetful { English: "This browser deletes what sites keep after seven days without a visit" }
    forgetful_help { English: "Safari does so for sites that are not installed. Add Kith to the home screen or the dock, or back up every week." }

    opening { English: "Opened with Kith" }
    mail { English: "E-mail addresses" }
    mail_plain { English: "A press on an e-mail address on any site looks the person up here" }
    phone { English: "Phone numbers" }
    phone_plain { English: "A press on a phone number on any site looks the caller up here" }
    own { English: "Links to Kith" }
    own_plain { English: "Addresses that begin with web+kith: open their record here" }
    asked { English: "The browser was asked. It can be changed in the browser's settings" }
    open_with { English: "Open with Kith" }
    ask_again { English: "Ask again" }
    refused { English: "The browser did not allow it. Search finds people by address or number as well" }
    search_do { English: "Search instead" }
    files { English: "Files" }
    files_installed { English: "Tables, address books, calendars and back-ups can be opened with Kith from your files" }
    files_not { English: "Once Kith is installed, some systems open tables, address books, calendars and back-ups with it. Dropping and choosing them works everywhere" }
    files_do { English: "Import files" }
    share { English: "Sharing" }
    share_installed { English: "Text and files can be shared with Kith: text becomes a note, tables, address books and calendars are imported" }
    share_not { English: "Once Kith is installed on a phone, text and files can be shared with it. Paste and import do the same" }
    icon_badge { English: "Number on the icon" }
    icon_badge_known { English: "The icon of the installed app shows how many tasks are late or due today" }
    icon_badge_not { English: "This browser shows no number on icons. Today shows what is late or due" }
    icon_badge_do { English: "Open Today" }

    offer { English: "Kith can be installed as an app" }
    offer_do { English: "How" }
    backup_old { English: "There are changes that no back-up has, for a week or longer" }
    backup_none { English: "There is no back-up of your records yet" }

    arrive { English: "Opened with Kith" }
    arrive_nobody(what) { English: "Nobody here has {what}" }
    arrive_nobody_text { English: "Add a contact with it, or search for part of it." }
    arrive_add { English: "New contact" }
    arrive_several(what) { English: "Records with {what}" }
    arrive_refused { English: "This address cannot be opened" }
    arrive_refused_text { English: "Kith opens e-mail addresses, phone numbers and links to its own records. Nothing was changed." }
    arrive_note { English: "Shared with Kith" }
    arrive_note_text { English: "The text can be kept as a note." }
    arrive_note_do { English: "Keep as a note" }
    arrive_nothing { English: "Nothing was shared" }
    arrive_nothing_text { English: "What was shared before has been taken already." }
}
