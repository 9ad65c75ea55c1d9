//! After a number was pressed: the system calls, and what came of it can be written down with one more press.

use bridge::{Cell, ChoiceCell};

use super::{compose_kind::ComposeKind, subject::Subject};
use crate::platform::clock;
use crate::session::NewRecord;
use crate::ui::toast::Toast;
use crate::words::record as say;

/// Offers to log the call with a record that has calls; the offer stays as long as one talks.
pub(super) fn offer_to_log(subject: Subject, number: &str) {
    let session = subject.session;
    let Some(page) = subject.page.get_untracked() else { return };
    let kind = ComposeKind::Call;
    let new = session.engine.schema().with_untracked(|schema| {
        let link = kind.link(schema, &subject.object())?;
        let field = schema.field(kind.object(), "type")?;
        let option = field.options.iter().find(|option| option.key == kind.key())?;
        let call = ChoiceCell {
            key: option.key.clone(),
            label: option.label.clone(),
            tone: option.tone,
        };
        let new = NewRecord::of(&kind.object().into()).with(&"type".into(), Cell::Choice(call));
        let new = new.with(&"at".into(), Cell::Time(clock::now()));
        Some(new.with(&link, Cell::Record(page.link.clone())).beside())
    });
    if let Some(new) = new {
        let log = move || session.creating.set(Some(new.clone()));
        session
            .toaster
            .show(Toast::info(say::calling(number)).action(say::log_this_call(), log).stays());
    }
}
