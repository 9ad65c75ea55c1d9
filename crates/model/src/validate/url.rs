//! Web addresses.

use super::FieldError;

/// The address.
///
/// # Errors
/// [`FieldError::NotAUrl`].
pub fn parse_url(text: &str) -> Result<String, FieldError> {
    if text.starts_with("https://") || text.starts_with("http://") { Ok(text.to_owned()) } else { Err(FieldError::NotAUrl) }
}
