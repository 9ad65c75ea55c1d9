//! Sentiment of short English texts: notes, tickets, answers, tweets.
//!
//! Method: VADER (Hutto & Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014).
//! Words have a valence from −4 to 4; what stands around them changes it: degree words, negation, capitals, "but", exclamation and
//! question marks. The sum s becomes a compound score s / √(s² + 15) within −1 and 1.
//!
//! The lexicon is data. [`Lexicon::own`] is the one of this project, a list of stems with valences and rules for their inflected
//! forms; [`Lexicon::read`] takes one in the tab-separated form of the original, which is richer.
//!
//! ```
//! use insight::sentiment::{Lexicon, analyse};
//!
//! let lexicon = Lexicon::own();
//! assert!(analyse("The answer was not helpful at all", &lexicon).compound < 0.0);
//! assert!(analyse("Very helpful, thank you!", &lexicon).compound > analyse("Helpful", &lexicon).compound);
//! assert_eq!(analyse("The parcel is blue", &lexicon).compound, 0.0);
//! ```

mod inflect;
mod lexicon;
mod rules;
#[cfg(test)]
mod tests;
mod words;

pub use lexicon::{Lexicon, LexiconError};
pub use rules::{Sentiment, analyse};

/// A compound score from which a text is positive, and at whose negative it is negative.
pub const NEUTRAL_WITHIN: f64 = 0.05;

/// What a text is, by its compound score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// At most −0.05.
    Negative,
    /// Between.
    Neutral,
    /// At least 0.05.
    Positive,
}

impl Polarity {
    /// Of a score from −1 to 1; not-a-number is neutral.
    pub fn of(score: f64) -> Self {
        if score >= NEUTRAL_WITHIN {
            Self::Positive
        } else if score <= -NEUTRAL_WITHIN {
            Self::Negative
        } else {
            Self::Neutral
        }
    }
}
