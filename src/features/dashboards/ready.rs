//! Dashboards that are ready for a role. They are made of the built-in objects and never change.

use model::Dashboard;

use crate::widget::ready::{marketing, numbered, owner, sales, support};
use crate::words::dashboards as words;

/// A role that a dashboard is ready for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Sales,
    Support,
    Marketing,
    Owner,
}

impl Role {
    pub(super) const ALL: [Role; 4] = [Role::Sales, Role::Support, Role::Marketing, Role::Owner];

    /// Its name in the address.
    pub(super) fn key(self) -> &'static str {
        match self {
            Role::Sales => "sales",
            Role::Support => "support",
            Role::Marketing => "marketing",
            Role::Owner => "business",
        }
    }

    pub(super) fn of(key: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Role::Sales => words::sales(),
            Role::Support => words::support(),
            Role::Marketing => words::marketing(),
            Role::Owner => words::owner(),
        }
    }

    /// What is on it.
    pub(super) fn dashboard(self) -> Dashboard {
        let widgets = match self {
            Role::Sales => sales(),
            Role::Support => support(),
            Role::Marketing => marketing(),
            Role::Owner => owner(),
        };
        numbered(widgets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_finds_back_from_its_address() {
        for role in Role::ALL {
            assert_eq!(Role::of(role.key()), Some(role));
        }
    }
}
