//! Every action that has a key: its name, its usual keys, where it works, and what it is called.
//!
//! Keys are written as [`crate::platform::keys::Shortcut`] reads them; keys pressed one after the other are separated by
//! a space, alternatives by a comma. Names are kept in localStorage with the person's own keys: they never change.

use crate::words::keys as say;

/// Where an action works. Inner scopes come later and are asked first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// On every screen.
    Everywhere,
    /// In a list of records: table, board, calendar.
    List,
    /// On the page of a record, or in the panel beside a list.
    Record,
    /// In the inbox.
    Inbox,
    /// In cells and forms. These keys belong to the controls themselves and cannot be changed.
    Cells,
}

/// One line of the table.
#[derive(Debug)]
pub struct Line {
    /// The action.
    pub action: Action,
    /// What it is called in storage and on controls.
    pub name: &'static str,
    /// Its usual keys.
    pub keys: &'static str,
    /// Where it works.
    pub scope: Scope,
    /// What people call it.
    pub words: fn() -> &'static str,
    /// Keys that controls have by convention (ARIA patterns, Escape): they stay as they are.
    pub fixed: bool,
}

/// Declares the actions and their table in the same order.
macro_rules! actions {
    ($($action:ident $name:literal $keys:literal $scope:ident $words:ident $($fixed:ident)?;)*) => {
        /// Something that a key does.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Action {
            $(
                #[doc = $name]
                $action,
            )*
        }

        /// All actions, by scope and in the order people read them.
        pub const TABLE: &[Line] = &[
            $(Line {
                action: Action::$action,
                name: $name,
                keys: $keys,
                scope: Scope::$scope,
                words: say::$words,
                fixed: actions!(@fixed $($fixed)?),
            },)*
        ];
    };
    (@fixed fixed) => { true };
    (@fixed) => { false };
}

actions! {
    Palette "palette" "Mod+K" Everywhere palette;
    Search "search" "/" Everywhere search;
    Sheet "shortcuts" "?" Everywhere sheet;
    Create "create" "C" Everywhere create;
    New "new" "N" Everywhere new;
    Undo "undo" "Mod+Z" Everywhere undo;
    Redo "redo" "Mod+Shift+Z,Mod+Y" Everywhere redo;
    Sidebar "sidebar" "Mod+B" Everywhere sidebar;
    GoHome "go-home" "G H" Everywhere go_home;
    GoInbox "go-inbox" "G I" Everywhere go_inbox;
    GoContacts "go-contacts" "G C" Everywhere go_contacts;
    GoOrganisations "go-organisations" "G O" Everywhere go_organisations;
    GoDeals "go-deals" "G D" Everywhere go_deals;
    GoTickets "go-tickets" "G T" Everywhere go_tickets;
    GoActivities "go-activities" "G A" Everywhere go_activities;
    GoReports "go-reports" "G R" Everywhere go_reports;
    GoSettings "go-settings" "G S" Everywhere go_settings;
    Close "close" "Escape" Everywhere close fixed;

    Down "down" "J" List down;
    Up "up" "K" List up;
    Peek "peek" "Space" List peek fixed;
    Open "open" "Enter" List open fixed;
    OpenTab "open-tab" "Mod+Enter" List open_tab fixed;
    Select "select" "X" List select;
    Extend "extend" "Shift+ArrowDown,Shift+ArrowUp" List extend fixed;
    Edit "edit" "E" List edit;
    Filter "filter" "F" List filter;
    Favourite "favourite" "Shift+F" List favourite;
    Print "print" "Mod+P" List print fixed;
    Archive "archive" "Delete,Backspace" List archive;

    Previous "previous" "[" Record previous;
    Next "next" "]" Record next;
    EditRecord "edit-record" "E" Record edit_record;
    FavouriteRecord "favourite-record" "Shift+F" Record favourite_record;
    ArchiveRecord "archive-record" "Delete,Backspace" Record archive_record;

    NoticeDown "notice-down" "J" Inbox notice_down;
    NoticeUp "notice-up" "K" Inbox notice_up;
    ReadNotice "read-notice" "E" Inbox read_notice;
    PutOffNotice "put-off-notice" "H" Inbox put_off_notice;
    ReadAll "read-all" "Shift+E" Inbox read_all;

    Move "move" "ArrowUp,ArrowDown,ArrowLeft,ArrowRight" Cells move_cell fixed;
    Page "page" "PageUp,PageDown" Cells page fixed;
    Ends "ends" "Mod+Home,Mod+End" Cells ends fixed;
    EditCell "edit-cell" "F2,Enter" Cells edit_cell fixed;
    Restore "restore" "Escape" Cells restore fixed;
    SaveCell "save-cell" "Tab" Cells save_cell fixed;
    Copy "copy" "Mod+C" Cells copy fixed;
    Submit "submit" "Mod+Enter" Cells submit fixed;
}

impl Action {
    /// Its line.
    #[must_use]
    pub fn line(self) -> &'static Line {
        // The macro writes both in the same order; a test compares them.
        &TABLE[self as usize]
    }

    /// What it is called in storage and on controls.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line().name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shortcuts::{Keymap, Keys};

    #[test]
    fn each_action_finds_its_own_line_and_no_name_is_used_twice() {
        for (index, line) in TABLE.iter().enumerate() {
            assert_eq!(line.action.line().name, line.name);
            assert!(
                TABLE[..index].iter().all(|other| other.name != line.name),
                "{} is there twice",
                line.name
            );
        }
    }

    #[test]
    fn the_usual_keys_can_be_read_and_are_in_no_conflict() {
        let usual = Keymap::default();
        for line in TABLE.iter() {
            for keys in line.keys.split(',') {
                let keys = Keys::parse(keys).expect("the table writes keys that can be read");
                if !line.fixed {
                    assert_eq!(usual.conflict(line.action, &keys), None, "{} has {}", line.name, keys.text());
                }
            }
        }
    }
}
