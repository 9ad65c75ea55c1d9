//! From exceptions of the browser to typed errors, by the exception's name.
//!
//! Messages differ between browsers and versions and are only kept for the details a person may copy.

use engine::store::StoreError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Name given to failures that carry no exception of the browser.
const UNNAMED: &str = "Error";

/// A failure of an open connection.
pub(crate) fn of_exception(exception: &DomException) -> StoreError {
    by_name(exception.name(), exception.message())
}

/// A failure thrown as any value.
pub(crate) fn of_value(value: &JsValue) -> StoreError {
    if let Some(exception) = value.dyn_ref::<DomException>() {
        return of_exception(exception);
    }
    match value.dyn_ref::<js_sys::Error>() {
        Some(error) => by_name(error.name().into(), error.message().into()),
        None => by_name(UNNAMED.to_owned(), format!("{value:?}")),
    }
}

/// A failure inside idb.
pub(crate) fn of_idb(error: &idb::Error) -> StoreError {
    use idb::Error as E;
    match error {
        E::DomException(exception) => of_exception(exception),
        E::AddFailed(value)
        | E::ClearFailed(value)
        | E::CountFailed(value)
        | E::DeleteFailed(value)
        | E::GetAllFailed(value)
        | E::GetAllKeysFailed(value)
        | E::GetFailed(value)
        | E::GetKeyFailed(value)
        | E::IndexedDbDeleteFailed(value)
        | E::IndexedDbOpenFailed(value)
        | E::KeyRangeCreateFailed(value)
        | E::ObjectStoreNotFound(value)
        | E::RequestErrorNotFound(value)
        | E::RequestResultNotFound(value)
        | E::TransactionAbortError(value)
        | E::TransactionCommitError(value)
        | E::TransactionOpenFailed(value)
        | E::UpdateFailed(value) => of_value(value),
        // There is no IndexedDB at all.
        E::IndexedDbNotFound(_) => StoreError::Refused,
        other => StoreError::Backend {
            name: UNNAMED.to_owned(),
            message: other.to_string(),
        },
    }
}

/// A failure inside rexie.
pub(crate) fn of_rexie(error: &rexie::Error) -> StoreError {
    match error {
        rexie::Error::IdbError(error) => of_idb(error),
        other => StoreError::Backend {
            name: UNNAMED.to_owned(),
            message: other.to_string(),
        },
    }
}

/// While opening, some names mean that there is no storage rather than that a connection was lost.
pub(crate) fn while_opening(error: StoreError) -> StoreError {
    match error {
        // Firefox's private windows and blocked cookies say InvalidStateError, Chromium's blocked cookies SecurityError.
        StoreError::Closed => StoreError::Refused,
        other => other,
    }
}

/// Whether opening again may help.
pub(crate) fn is_passing(error: &StoreError) -> bool {
    match error {
        StoreError::Closed => true,
        StoreError::Backend { name, .. } => matches!(name.as_str(), "UnknownError" | "AbortError" | "TimeoutError"),
        _ => false,
    }
}

/// Whether a single value is damaged rather than the connection lost.
pub(crate) fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::Backend { name, .. } if matches!(name.as_str(), "DataError" | "NotReadableError" | "UnknownError" | "NotFoundError"))
}

fn by_name(name: String, message: String) -> StoreError {
    match name.as_str() {
        "QuotaExceededError" => StoreError::Quota,
        "InvalidStateError" => StoreError::Closed,
        "SecurityError" | "NotAllowedError" => StoreError::Refused,
        _ => StoreError::Backend { name, message },
    }
}
