//! Words of the first run and of the sample data.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    welcome { English: "Welcome to Kith" }
    lead { English: "Your customers, deals and conversations, kept in this browser. No account, nothing is sent anywhere." }
    ways { English: "How to begin" }
    empty { English: "Start empty" }
    empty_text { English: "Add your first contact now. Pipelines and fields are ready and can be changed later." }
    sample { English: "Look around with sample data" }
    sample_text(contacts: u64) { English: one "A design agency with {contacts} contact. One click removes it again, and only it.", other "A design agency with {contacts} contacts. One click removes it again, and only it." }
    others { English: "Or look at the workspace of" }
    freelancer { English: "a freelancer" }
    shop { English: "a web shop" }
    telecom { English: "a support desk" }
    import { English: "Import contacts" }
    import_text { English: "Tables such as CSV and Excel, address books and calendars, several at once. You see every change before it is made." }
    import_hint { English: "or drop a file anywhere" }
    restore { English: "Restore a back-up" }
    restore_text { English: "Continue with a .kith.json file from another browser or device." }
    workspace { English: "Workspace name" }
    person { English: "Your name" }
    currency { English: "Currency" }
    optional { English: "Optional" }
    on_device { English: "Saved on this device" }
    offline { English: "Works offline" }
    private { English: "Nothing leaves this browser" }
    drop { English: "Drop files to import or restore them" }

    evicted { English: "Your data is not here any more" }
    evicted_lead { English: "Kith had data in this browser, and the browser has deleted it to free space or because site data was cleared." }
    evicted_help { English: "Restore your last back-up to go on where it left off. Nothing on this device was overwritten." }
}
