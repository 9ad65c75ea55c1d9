//! Phone numbers.

use super::FieldError;

/// The number.
///
/// # Errors
/// [`FieldError::NotAPhone`].
pub fn parse_phone(text: &str, country: &str) -> Result<String, FieldError> {
    let digits = phone_digits(text);
    if digits.len() < 3 || digits.len() > 15 {
        return Err(FieldError::NotAPhone);
    }
    let _ = country;
    Ok(if text.starts_with('+') { format!("+{digits}") } else { digits })
}

/// The calling code of an ISO 3166 country.
#[must_use]
pub fn calling_code(country: &str) -> Option<u16> {
    match country { "DE" => Some(49), _ => None }
}

/// The digits alone.
#[must_use]
pub fn phone_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
