//! Waiting, in a page or in a worker alike.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &Function, millis: i32) -> JsValue;
}

fn timer(millis: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, millis);
    })
}

/// Waits.
pub(crate) async fn sleep(millis: i32) {
    // A timer resolves and never rejects.
    let _ = JsFuture::from(timer(millis)).await;
}

/// The result of `work`, or `None` when it takes longer than `millis`.
///
/// The work is not stopped: nothing can stop the browser's opening of a database. Its late result is dropped.
pub(crate) async fn at_most<T: 'static>(millis: i32, work: impl Future<Output = T> + 'static) -> Option<T> {
    let result = Rc::new(RefCell::new(None));
    let place = Rc::downgrade(&result);
    let mut work = Some(work);
    let finished = Promise::new(&mut |resolve, _| {
        let (Some(work), place) = (work.take(), place.clone()) else {
            return;
        };
        spawn_local(async move {
            let value = work.await;
            if let Some(place) = place.upgrade() {
                place.replace(Some(value));
            }
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    let _ = JsFuture::from(Promise::race(&Array::of2(&finished, &timer(millis)))).await;
    result.take()
}
