//! What changed from release to release: the file that comes with the app, in the words of the project.

use super::untyped::{get, wait};
use crate::reactive::prelude::*;

/// Its name in the app's folder.
const FILE: &str = "CHANGELOG.md";

/// The file; none when it cannot be had.
pub async fn read() -> Option<String> {
    let answer = wait(&window(), "fetch", &[FILE.into()]).await?;
    if !get(&answer, "ok")?.is_truthy() {
        return None;
    }
    wait(&answer, "text", &[]).await?.as_string()
}
