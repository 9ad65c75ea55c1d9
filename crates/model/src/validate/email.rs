//! E-mail addresses.

use super::{EmailCure, FieldError};

/// The address.
///
/// # Errors
/// [`FieldError::NotAnEmail`].
pub fn parse_email(text: &str) -> Result<String, FieldError> {
    let (local, domain) = text.split_once('@').ok_or(FieldError::NotAnEmail { cure: EmailCure::AddAt })?;
    if local.is_empty() {
        return Err(FieldError::NotAnEmail { cure: EmailCure::AddLocal });
    }
    if !domain.contains('.') {
        return Err(FieldError::NotAnEmail { cure: EmailCure::AddDomain });
    }
    Ok(format!("{local}@{}", domain.to_lowercase()))
}
