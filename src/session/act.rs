//! Doing things: a command goes to the engine, its outcome becomes a toast with the way back.
//!
//! A refusal is told to the caller first, who may show it beside a field; what nobody takes becomes a toast that stays.
//! A stage that asks for fields first opens their dialog, and the command is done with the answers.

use bridge::{Command, CommandFailure, Done, Failure};
use leptos::task::spawn_local;
use model::{FieldKey, ObjectKey};

use super::{Asking, Session};
use crate::client::AskError;
use crate::shortcuts::Action;
use crate::ui::toast::Toast;
use crate::words;

/// Hears how it went; returns whether it has shown a failure itself.
type Then = dyn FnOnce(Result<&Done, &AskError>) -> bool;

impl Session {
    /// Does something and says so.
    pub fn act(self, command: Command) {
        self.act_then(command, |_| false);
    }

    /// Does something, says so, and tells the caller. `then` returns whether it has shown a failure itself.
    /// It runs after an await: it must use the `try_` methods of signals.
    pub fn act_then(self, command: Command, then: impl FnOnce(Result<&Done, &AskError>) -> bool + 'static) {
        self.act_and_tell(command, Box::new(then));
    }

    fn act_and_tell(self, command: Command, then: Box<Then>) {
        spawn_local(async move {
            match self.engine.run(command.clone()).await {
                Ok(done) => {
                    self.toast(&done);
                    then(Ok(&done));
                }
                Err(error) => {
                    if let Some(asking) = asking(&command, &error) {
                        self.asking.try_set(Some(asking));
                    } else if !then(Err(&error)) {
                        self.refused(&error, None);
                    }
                }
            }
        });
    }

    /// Takes the last step back.
    pub fn undo(self) {
        self.revert(Command::Undo, words::done::nothing_to_undo());
    }

    /// Does the last undone step again.
    pub fn redo(self) {
        self.revert(Command::Redo, words::done::nothing_to_redo());
    }

    fn revert(self, command: Command, nothing: &'static str) {
        self.act_then(command, move |result| {
            let none = matches!(result, Err(AskError::Refused(Failure::Command(CommandFailure::NothingToRevert))));
            if none {
                self.toaster.show(Toast::info(nothing));
            }
            none
        });
    }

    /// Says that something went wrong.
    pub fn refused(self, error: &AskError, object: Option<&ObjectKey>) {
        if error.is_cancelled() {
            self.toaster.show(Toast::info(words::failure::cancelled()));
            return;
        }
        let Some(schema) = self.engine.schema().try_get_untracked() else {
            return;
        };
        let object = object.or(subject(error)).and_then(|key| schema.object(key));
        self.toaster.show(Toast::danger(words::failure::line(error, object)));
    }

    /// Says what was done, with the way back. Nothing is said when nothing had to be changed.
    pub fn toast(self, done: &Done) {
        let Some(schema) = self.engine.schema().try_get_untracked() else {
            return;
        };
        if done.change.is_none() && done.skipped == 0 {
            return;
        }
        let toast = Toast::success(words::done::line(done, &schema));
        self.toaster.show(match done.verb {
            model::change::Verb::Undo => toast
                .action(words::done::redo(), move || self.redo())
                .key(self.shortcuts.label(Action::Redo)),
            model::change::Verb::Purge => toast,
            _ => toast
                .action(words::done::undo(), move || self.undo())
                .key(self.shortcuts.label(Action::Undo)),
        });
    }
}

/// The object whose fields a refusal names.
fn subject(error: &AskError) -> Option<&ObjectKey> {
    match error {
        AskError::Refused(Failure::Command(CommandFailure::Fields(object, _) | CommandFailure::Asks(object, _))) => Some(object),
        _ => None,
    }
}

/// The question behind a refusal, for commands that can be done again with answers.
fn asking(command: &Command, error: &AskError) -> Option<Asking> {
    let AskError::Refused(Failure::Command(CommandFailure::Asks(object, fields))) = error else {
        return None;
    };
    let (Command::Move { record, .. } | Command::Edit { record, .. }) = command else {
        return None;
    };
    Some(Asking {
        object: object.clone(),
        record: *record,
        fields: fields.clone(),
        command: command.clone(),
    })
}

/// The command with what it asked for. Answers come first: a stage looks at what is written before it.
#[must_use]
pub fn answered(command: Command, answers: Vec<(FieldKey, bridge::Input)>) -> Command {
    match command {
        Command::Move {
            object,
            record,
            field,
            column,
            lane,
            after,
            answers: earlier,
        } => {
            let answers = answers.into_iter().chain(earlier).collect();
            Command::Move {
                object,
                record,
                field,
                column,
                lane,
                after,
                answers,
            }
        }
        Command::Edit { object, record, fields } => Command::Edit {
            object,
            record,
            fields: answers.into_iter().chain(fields).collect(),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use bridge::Input;
    use model::RecordId;

    use super::*;

    fn asks() -> AskError {
        AskError::Refused(Failure::Command(CommandFailure::Asks("deal".into(), vec!["lost_reason".into()])))
    }

    #[test]
    fn a_refused_edit_is_done_again_with_the_answers_first() {
        let edit = Command::Edit {
            object: "deal".into(),
            record: RecordId(1),
            fields: vec![("stage".into(), Input::Clear)],
        };
        let question = asking(&edit, &asks()).expect("an edit can be done again");
        assert_eq!((question.record, question.fields), (RecordId(1), vec!["lost_reason".into()]));
        let Command::Edit { fields, .. } = answered(question.command, vec![("lost_reason".into(), Input::Text("price".into()))]) else {
            panic!("an edit stays an edit");
        };
        let keys: Vec<_> = fields.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["lost_reason", "stage"]);
    }

    #[test]
    fn other_refusals_are_no_question() {
        assert_eq!(asking(&Command::Undo, &asks()), None);
        let edit = Command::Edit {
            object: "deal".into(),
            record: RecordId(1),
            fields: Vec::new(),
        };
        assert_eq!(asking(&edit, &AskError::Lost), None);
    }
}
