//! What a colour says. A tone is never shown without a word, a number or a shape that says the same.

use crate::reactive::fixed;

/// Meaning of a coloured thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// No news.
    #[default]
    Neutral,
    /// Won, paid, agreed, saved.
    Success,
    /// Due soon, quiet, no next step.
    Warning,
    /// Late, failed, high risk, destructive.
    Danger,
    /// News without urgency.
    Info,
    /// Suggested, selected, current.
    Accent,
}

fixed!(Tone);

impl Tone {
    /// The block's class with the tone's modifier, such as `badge badge--warning`.
    #[must_use]
    pub fn class(self, block: &str) -> String {
        match self.suffix() {
            "" => block.to_owned(),
            suffix => format!("{block} {block}--{suffix}"),
        }
    }

    /// CSS modifier; empty for neutral.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Neutral => "",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Accent => "accent",
        }
    }
}
