//! Messages that wait. While the engine computes, a person types on: of several questions about the same thing only the newest
//! is worth an answer, and the older ones are answered with "cancelled".

use bridge::host::ToEngine;
use bridge::{Asked, Reach, Request, ViewId};
use web_sys::File;

/// A message with its files.
pub(super) type Letter = (ToEngine, Vec<File>);

/// What a question is about, as far as a newer one can take its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    View(ViewId),
    Search,
}

/// Whether and by what a request can be superseded.
fn subject(request: &Request) -> Option<Subject> {
    match request {
        Request::OpenView(open) => Some(Subject::View(open.id)),
        Request::OpenBoard(open) => Some(Subject::View(open.id)),
        Request::OpenCalendar(open) => Some(Subject::View(open.id)),
        Request::Window { view, .. } => Some(Subject::View(*view)),
        Request::Search(_) => Some(Subject::Search),
        _ => None,
    }
}

/// Whether a request only asks: what changes something, or how the engine stands, is heard whoever waits.
fn is_question(request: &Request) -> bool {
    request.reach() == Reach::Records
        && !matches!(
            request,
            Request::SetContext(_) | Request::OpenView(_) | Request::OpenBoard(_) | Request::OpenCalendar(_) | Request::CloseView(_)
        )
}

/// Whether `newer` makes an answer to `older` worthless. A window needs its view to be open, so it replaces windows only.
fn replaces(newer: &Request, older: &Request) -> bool {
    match (newer, older) {
        (Request::CloseView(closed), older) => subject(older) == Some(Subject::View(*closed)),
        (Request::Window { .. }, Request::OpenView(_) | Request::OpenBoard(_) | Request::OpenCalendar(_)) => false,
        (newer, older) => subject(newer).is_some() && subject(newer) == subject(older),
    }
}

/// Splits messages into those to hear, in order, and the numbers of requests that a later one has replaced.
pub(super) fn sort<T>(letters: Vec<(ToEngine, T)>) -> (Vec<(ToEngine, T)>, Vec<u32>) {
    let mut kept: Vec<(ToEngine, T)> = Vec::with_capacity(letters.len());
    let mut replaced = Vec::new();
    for letter in letters {
        // What nobody waits for is not begun.
        if let (ToEngine::Forget(number), _) = &letter {
            let waits = kept.len();
            kept.retain(|(older, _)| !matches!(older, ToEngine::Ask(asked) if asked.number == *number && is_question(&asked.request)));
            if kept.len() < waits {
                continue;
            }
        }
        if let (ToEngine::Ask(newer), _) = &letter {
            kept.retain(|(older, _)| match older {
                ToEngine::Ask(Asked { number, request }) if replaces(&newer.request, request) => {
                    replaced.push(*number);
                    false
                }
                _ => true,
            });
        }
        kept.push(letter);
    }
    (kept, replaced)
}

#[cfg(test)]
mod tests {
    use bridge::query::{OpenView, SearchQuery};
    use model::View;

    use super::*;

    fn open(id: ViewId) -> Request {
        Request::OpenView(OpenView {
            id,
            view: View::table("contact"),
            start: 0,
            end: 9,
        })
    }

    fn window(view: ViewId) -> Request {
        Request::Window { view, start: 0, end: 9 }
    }

    fn search(text: &str) -> Request {
        Request::Search(SearchQuery {
            text: text.to_owned(),
            objects: vec![],
            limit: 5,
            bin: false,
        })
    }

    /// Numbers of the requests that are heard, and of those that are not.
    fn check(requests: Vec<Request>, heard: &[u32], replaced: &[u32]) {
        let asked = requests
            .into_iter()
            .zip(1..)
            .map(|(request, number)| (ToEngine::Ask(Asked { number, request }), ()));
        let (kept, dropped) = sort(asked.collect());
        let numbers = kept.iter().filter_map(|(letter, ())| match letter {
            ToEngine::Ask(asked) => Some(asked.number),
            _ => None,
        });
        assert_eq!(numbers.collect::<Vec<_>>(), heard);
        assert_eq!(dropped, replaced);
    }

    #[test]
    fn the_newest_question_about_a_view_is_heard() {
        check(vec![open(1), open(1), open(2)], &[2, 3], &[1]);
        check(vec![window(1), window(2), window(1)], &[2, 3], &[1]);
        check(vec![open(1), window(1)], &[1, 2], &[]);
        check(vec![window(1), open(1)], &[2], &[1]);
        check(vec![open(1), window(1), Request::CloseView(1)], &[3], &[1, 2]);
    }

    #[test]
    fn what_nobody_waits_for_is_not_begun_unless_it_does_something() {
        let ask = |number, request| (ToEngine::Ask(Asked { number, request }), ());
        let asked = vec![
            ask(1, Request::Segments),
            ask(2, Request::Flush),
            (ToEngine::Forget(1), ()),
            (ToEngine::Forget(2), ()),
            (ToEngine::Forget(7), ()),
        ];
        let (kept, replaced) = sort(asked);
        let kept: Vec<ToEngine> = kept.into_iter().map(|letter| letter.0).collect();
        let flush = Asked {
            number: 2,
            request: Request::Flush,
        };
        assert_eq!(kept, [ToEngine::Ask(flush), ToEngine::Forget(2), ToEngine::Forget(7)]);
        assert!(replaced.is_empty());
    }

    #[test]
    fn the_newest_search_is_heard_and_nothing_else_is_dropped() {
        check(
            vec![search("a"), Request::Flush, search("ab"), Request::Today, search("abc")],
            &[2, 4, 5],
            &[1, 3],
        );
        check(vec![Request::Flush, Request::Flush], &[1, 2], &[]);
    }
}
