//! Words of the start page of a role, and of the first steps.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    role { English: "Home for" }
    role_help { English: "The start page and the dashboard that opens first are made for it. On this device only" }
    what_you_do { English: "What you do" }
    everything { English: "A bit of everything" }
    figures { English: "Figures" }
    dashboard { English: "Open the dashboard" }
    first_steps { English: "First steps" }
    steps_menu { English: "First steps: options" }
    put_away { English: "Put this list away" }
    done_of(done, all) { English: "{done} of {all} done" }
    all_done { English: "All done" }
    done { English: "Done" }
    step_contacts { English: "Add or import your contacts" }
    step_deal { English: "Add your first deal" }
    step_ticket { English: "Take your first ticket" }
    step_segment { English: "Make a segment" }
    step_stages { English: "Set up the stages of your pipeline" }
    step_view { English: "Save a view of a list" }
    step_palette { English: "Find something with the palette" }
    step_tour { English: "Take the tour of this page" }
    step_install { English: "Install Kith on this device" }
    step_backup { English: "Make a back-up" }
}
