//! Parts of the program that are not there from the start. Each is a WebAssembly module of its own with what only its views need
//! (`cargo xtask dist` takes the program apart, ADR 11), so that the first screen waits for lists and for nothing else.
//!
//! A function with `#[wasm_split(everyday)]` or `#[wasm_split(office)]` is in that part and gives back what makes a view. `everyday`
//! is what one works with all day: records, boards and calendars, the start page, and what opens above any page; `office` what one
//! goes to now and then: insights, dashboards, segments, summaries of lists, import, bin and settings.
//!
//! All parts come by themselves when the first screen stands, so that the next one opens at once; one that is wanted before shows the
//! shape of a page until it is there. The service worker keeps them all: offline, none is missing.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::reactive::prelude::*;
use crate::routes::Navigator;
use crate::ui::{
    button::Button,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words;

/// What a function of a part gives back: a maker of views. The error is that the part did not come.
pub type Late<M> = Result<M, SplitLoaderError>;

// Calling any function of a part fetches it; these do nothing else.

#[wasm_split(everyday, fallible)]
fn everyday() -> Late<()> {
    Ok(())
}

#[wasm_split(office, fallible)]
fn office() -> Late<()> {
    Ok(())
}

/// Fetches all parts, one after the other. What does not come is fetched again when it is wanted.
pub fn fetch_all() {
    spawn_local(async {
        let _ = everyday().await;
        let _ = office().await;
    });
}

/// A page of a part. `maker` fetches what makes it, and `show` makes it.
pub fn page<M, F>(maker: fn() -> F, show: impl Fn(M) -> AnyView + Send + 'static) -> AnyView
where
    M: Copy + Send + Sync + 'static,
    F: Future<Output = Late<M>> + 'static,
{
    let navigator = Navigator::expect();
    let show = move |maker| {
        navigator.page_came();
        show(maker)
    };
    late(maker, show, |instead| {
        view! { <main class="main" id="main" tabindex="-1">{instead}</main> }.into_any()
    })
}

/// A piece of a page, with the shape of one until it is there.
pub fn piece<M, F>(maker: fn() -> F, show: impl Fn(M) -> AnyView + Send + 'static) -> AnyView
where
    M: Copy + Send + Sync + 'static,
    F: Future<Output = Late<M>> + 'static,
{
    late(maker, show, |instead| instead)
}

/// What nobody waits for: nothing stands in its place until it is there.
pub fn extra<M, F>(maker: fn() -> F, show: impl Fn(M) -> AnyView + Send + 'static) -> AnyView
where
    M: Copy + Send + Sync + 'static,
    F: Future<Output = Late<M>> + 'static,
{
    late(maker, show, |_| ().into_any())
}

/// `place` makes what stands there instead, of the shape of a page or of the news that the part did not come.
fn late<M, F>(maker: fn() -> F, show: impl Fn(M) -> AnyView + Send + 'static, place: fn(AnyView) -> AnyView) -> AnyView
where
    M: Copy + Send + Sync + 'static,
    F: Future<Output = Late<M>> + 'static,
{
    let waiting = match asked(Box::pin(maker())) {
        Ok(maker) => return show(maker),
        Err(waiting) => waiting,
    };
    // None while it is on its way.
    let came = RwSignal::new(None::<Option<M>>);
    let wait = move |waiting: Waiting<M>| {
        spawn_local(async move {
            let maker = waiting.await.ok();
            came.try_set(Some(maker));
        });
    };
    wait(waiting);
    let again = move || {
        came.set(None);
        wait(Box::pin(maker()));
    };
    dynamic(move || match came.get() {
        None => place(view! { <div class="part-wait"><Skeleton waiting=true/></div> }.into_any()),
        Some(Some(maker)) => show(maker),
        Some(None) => {
            let action = move || view! { <Button on_click=move |_| again()>{words::failure::part_again()}</Button> };
            let news = view! {
                <div class="part-wait">
                    <Callout tone=Tone::Danger title=words::failure::part() action=action>{words::failure::part_text()}</Callout>
                </div>
            };
            place(news.into_any())
        }
    })
}

type Waiting<M> = Pin<Box<dyn Future<Output = Late<M>>>>;

/// What has come before is here at once; anything else goes on being waited for.
fn asked<M: 'static>(mut waiting: Waiting<M>) -> Result<M, Waiting<M>> {
    match waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(maker)) => Ok(maker),
        Poll::Ready(Err(error)) => Err(Box::pin(std::future::ready(Err(error)))),
        Poll::Pending => Err(waiting),
    }
}
