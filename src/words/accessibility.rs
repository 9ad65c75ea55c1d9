//! Words of the accessibility statement.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    statement { English: "Accessibility statement" }
    aim { English: "Kith aims at the Web Content Accessibility Guidelines 2.2, levels A and AA, on every screen, in both themes, wide and on a phone." }
    can { English: "What you can count on" }
    can_keyboard { English: "Everything can be done with a keyboard alone, and the focus can always be seen." }
    can_keys { English: "Shortcuts of single keys can be switched off or changed." }
    can_zoom { English: "Text can be enlarged to 400 %, down to a width of 320 pixels, without scrolling sideways; tables scroll within themselves." }
    can_motion { English: "Nothing moves when your system asks for less motion." }
    can_contrast { English: "Text has a contrast of 4.5 to 1 and more, controls of 3 to 1. No meaning is carried by colour alone, and the colours your system forces are kept." }
    can_drag { English: "Whatever can be dragged can also be moved by key or menu." }
    keys { English: "Keyboard shortcuts" }
    tested { English: "How it is tested" }
    tested_axe { English: "Before every release the rules of axe-core for WCAG 2.0 to 2.2, A and AA, run over the screens and dialogs in a real browser." }
    tested_keyboard { English: "Stories that use only the keyboard walk through the main tasks." }
    tested_reflow { English: "Screens are looked at in a width of 320 pixels, which is what 400 % leaves of a usual one." }
    gaps { English: "What is known not to work well" }
    gap_readers { English: "Screen readers were not yet tried by people who use them every day. Names, roles and states follow the ARIA patterns, which is not the same." }
    gap_rows { English: "Tables draw only the rows in view. Screen readers are told how many there are and where they stand, but their own commands for finding text reach only what is drawn; the search of Kith reaches all." }
    gap_sequences { English: "Keys pressed one after the other, such as G then C, cannot be announced on the controls that they lead to: the standard has no way to write them." }
    gap_language { English: "Words that people type in another language are not marked as such, so they may be read with the wrong voice." }
    gap_print { English: "What is saved as PDF through printing depends on the browser for its tags." }
    reviewed { English: "Last reviewed with version 0.1." }
}
