//! The list that a record was opened from: its way back, and the records before and after.

use model::{ObjectKey, View};

/// A list as it was when a record was opened from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Trail {
    /// What was looked at.
    pub view: View,
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
}

impl Trail {
    /// Its object.
    #[must_use]
    pub fn object(&self) -> &ObjectKey {
        &self.view.object
    }
}
