//! The connection's thread: it carries out requests one after another, each when its turn has come,
//! and shows what the server says meanwhile.

use super::ExitReason;
use super::state::{PromptState, Request};
use super::vocabulary::Vocabulary;
use crate::console::{Console, LineError, LineOutcome};
use crate::notation::{AccessTarget, OutsideAccess, directive};
use crate::protocol::dialogue::{self, Dialogue, Prompt};
use crate::protocol::framing::Status as Said;
use crate::protocol::sasl;
use crate::protocol::secrets::Placeholder;
use crate::script::load::{self, How};
use crate::script::replay::{Options, Replay, StopReason, refusal_text};
use crate::session::{Endpoint, NoticeLevel, OpenError, Session};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// What is shared with the terminal's thread besides the state.
pub struct Wires {
    /// Orders from the keyboard.
    pub requests: Receiver<Request>,
    /// Ctrl-C while an request is carried out.
    pub interrupted: Arc<AtomicBool>,
    /// Where to tell how things stand.
    pub state: Arc<PromptState>,
}

/// How long a `+` is waited for before a session is left without it.
const FAREWELL: Duration = Duration::from_secs(2);

struct Line<'a> {
    player: Replay<'a>,
    wires: Wires,
    vocabulary: Rc<RefCell<Vocabulary>>,
    done: u64,
    heard: u64,
    refused: u64,
    /// When the server last spoke, or something was last sent.
    spoke: Instant,
    told_silent: bool,
    /// What a secret's stand-in means was said.
    told_masked: bool,
    /// That an answer is base64 was said.
    told_base64: bool,
    /// The challenge that was last told of: its command's tag, and its number.
    told_challenge: Option<(Vec<u8>, usize)>,
}

/// Connects, then carries out requests until the session is left. Gives the exit status.
pub fn run(console: &mut Console, options: Options, wires: Wires) -> ExitReason {
    let vocabulary = Rc::new(RefCell::new(Vocabulary::default()));
    console
        .sinks()
        .add_observer(vocabulary.clone(), Rc::new(Cell::new(true)));
    console.set_interrupt(wires.interrupted.clone());
    if let Err(error) = console.open() {
        console.notice_open_failure(&error);
        let interrupted =
            wires.interrupted.load(Ordering::Relaxed) || matches!(error, OpenError::Interrupted);
        return if interrupted {
            ExitReason::Interrupted
        } else {
            ExitReason::NoSession
        };
    }
    if matches!(console.plan().endpoint, Endpoint::Practice(_)) {
        console.notice_with(NoticeLevel::Info, "practice-first", &[]);
    }
    let player = Replay::new(console, options, wires.interrupted.clone(), None);
    let mut line = Line {
        player,
        wires,
        vocabulary,
        done: 0,
        heard: 0,
        refused: 0,
        spoke: Instant::now(),
        told_silent: false,
        told_masked: false,
        told_base64: false,
        told_challenge: None,
    };
    line.publish();
    line.serve()
}

impl Line<'_> {
    fn serve(&mut self) -> ExitReason {
        loop {
            match self.next_request() {
                Ok(Some(request)) => {
                    let stop = self.carry_out(request);
                    if matches!(stop, Err(StopReason::Quit)) {
                        // Not done before it has ended, or the prompt would come back once more.
                        return self.leave();
                    }
                    self.done += 1;
                    self.publish();
                    match stop {
                        Ok(()) => {}
                        Err(StopReason::Io(_) | StopReason::Output(_)) => {
                            return ExitReason::Failed;
                        }
                        Err(_) => self.wires.interrupted.store(false, Ordering::Relaxed),
                    }
                }
                Ok(None) => {
                    self.player.console.close();
                    return ExitReason::Failed;
                }
                Err(StopReason::Interrupted) => {
                    self.wires.interrupted.store(false, Ordering::Relaxed)
                }
                Err(_) => return ExitReason::Failed,
            }
        }
    }

    /// The next request, as soon as the conversation takes one. None: there is no keyboard any more.
    fn next_request(&mut self) -> Result<Option<Request>, StopReason> {
        loop {
            match self.wires.requests.try_recv() {
                Ok(request) => {
                    if matches!(request, Request::LogOut) {
                        // What it was to stop has ended by itself.
                        self.wires.interrupted.store(false, Ordering::Relaxed);
                    }
                    let now = matches!(
                        request,
                        Request::Set(..) | Request::Interrupt | Request::Close
                    );
                    // Who leaves does not wait for a server that says nothing.
                    let patience =
                        matches!(request, Request::LogOut).then(|| Instant::now() + FAREWELL);
                    let waits = || !now && patience.is_none_or(|until| Instant::now() < until);
                    while waits() && self.player.console.must_wait() {
                        let turned = self.turn_until(patience);
                        if turned.is_err() {
                            // Dropped, which is an request carried out too.
                            self.done += 1;
                        }
                        turned?;
                    }
                    return Ok(Some(request));
                }
                Err(TryRecvError::Disconnected) => return Ok(None),
                Err(TryRecvError::Empty) => match self.turn() {
                    // Ctrl-C was meant for the line before it, which may have come only now: it
                    // is carried out, and what waits in it ends at once.
                    Err(StopReason::Interrupted) => match self.wires.requests.try_recv() {
                        Ok(request) => return Ok(Some(request)),
                        Err(_) => return Err(StopReason::Interrupted),
                    },
                    turned => turned?,
                },
            }
        }
    }

    fn turn(&mut self) -> Result<(), StopReason> {
        self.turn_until(None)
    }

    /// One turn, which ends at this time at the latest.
    fn turn_until(&mut self, limit: Option<Instant>) -> Result<(), StopReason> {
        let due = self.player.console.live().and_then(|session| {
            let oldest = session.dialogue().oldest_unanswered();
            oldest.map(|command| command.display_line.to_string())
        });
        let timeout = self.player.options.timeout;
        let deadline = due
            .as_ref()
            .filter(|_| !self.told_silent)
            .map(|_| self.spoke + timeout);
        let turned = self.player.turn(deadline.into_iter().chain(limit).min());
        if self.player.take_heard() || due.is_none() {
            (self.spoke, self.told_silent) = (Instant::now(), false);
        } else if let (Some(command), true) = (
            due,
            deadline.is_some_and(|deadline| deadline <= Instant::now()),
        ) {
            // At the prompt a silent server is no failure, but worth a word.
            self.told_silent = true;
            let seconds = timeout.as_secs_f64();
            self.player.console.notice_with(
                NoticeLevel::Warning,
                "replay-silent",
                &[("seconds", &seconds), ("due", &command)],
            );
            self.player.console.notice_unfinished();
        }
        self.judge();
        self.say_challenge();
        self.publish();
        turned
    }

    /// Says which command a completion belongs to, where that can be asked.
    fn judge(&mut self) {
        while let Some(completion) = self.player.console.take_completion() {
            let others = self
                .player
                .console
                .live()
                .is_some_and(|session| !session.dialogue().pending_commands().is_empty());
            let shown = completion.command.display_line.to_string();
            if completion.taken_as_done {
                self.player.console.notice_with(
                    NoticeLevel::Hint,
                    "repl-taken-for-done",
                    &[("command", &shown)],
                );
            } else if completion.untagged {
                self.player.console.notice_with(
                    NoticeLevel::Hint,
                    "repl-untagged-bad",
                    &[("command", &shown)],
                );
            } else if others {
                self.player.console.notice_with(
                    NoticeLevel::Hint,
                    "repl-belongs",
                    &[("command", &shown)],
                );
            }
            if completion.continuation_refused {
                self.refused += 1;
                if !completion.command.is("AUTHENTICATE") && completion.status != Said::Ok {
                    self.player.console.notice_with(
                        NoticeLevel::Hint,
                        "repl-refused",
                        &[("command", &shown)],
                    );
                }
            }
        }
    }

    /// Says what a challenge asks for, once each.
    fn say_challenge(&mut self) {
        let dialogue = self.player.console.live().map(Session::dialogue);
        let Some(challenge) = dialogue.and_then(Dialogue::challenge) else {
            return;
        };
        let this = (challenge.tag.to_vec(), challenge.number);
        if self.told_challenge.as_ref() == Some(&this) {
            return;
        }
        let text = challenge.text.map(str::to_owned);
        let made = sasl::can_respond(challenge.mechanism);
        self.told_challenge = Some(this);
        if let Some(text) = text {
            self.player.console.notice_with(
                NoticeLevel::Hint,
                "repl-challenge",
                &[("text", &text)],
            );
        }
        if !std::mem::replace(&mut self.told_base64, true) {
            let id = if made {
                "repl-answer-made"
            } else {
                "repl-answer"
            };
            self.player.console.notice_with(NoticeLevel::Hint, id, &[]);
        }
    }

    /// Says once what stands on the screen in a secret's place.
    fn say_masked(&mut self, stands_as: Placeholder) {
        if !std::mem::replace(&mut self.told_masked, true) {
            let name = stands_as.text();
            self.player
                .console
                .notice_with(NoticeLevel::Hint, "repl-masked", &[("name", &name)]);
        }
    }

    fn carry_out(&mut self, request: Request) -> Result<(), StopReason> {
        match request {
            Request::Line(text) => self.typed(&text),
            Request::Set(name, value) => {
                self.player.console.variables().set(&name, value);
                Ok(())
            }
            Request::Interrupt => {
                self.interrupt();
                Ok(())
            }
            Request::LogOut => Err(StopReason::Quit),
            Request::Close => {
                self.player.console.close();
                Err(StopReason::Io(std::io::ErrorKind::BrokenPipe.into()))
            }
        }
    }

    fn typed(&mut self, text: &str) -> Result<(), StopReason> {
        self.spoke = Instant::now();
        let idle_waits = |session: &Session| session.dialogue().awaits_idle_continuation();
        if text.trim().eq_ignore_ascii_case("done") {
            // `done` means nothing before the server's `+`.
            let deadline = Instant::now() + self.player.options.timeout;
            self.player.console.wait_while(deadline, idle_waits)?;
        }
        let mask = (self.player.console.live())
            .map(|session| session.dialogue().mask())
            .unwrap_or_default();
        let secret = mask.secret(text);
        let answer = self
            .player
            .console
            .live()
            .is_some_and(|session| session.dialogue().expects_sasl_response());
        // A variable shows as its name anyway.
        let masked = secret
            .as_ref()
            .filter(|secret| {
                let typed = text.get(secret.range.clone()).unwrap_or_default().trim();
                !typed.is_empty() && typed != "*" && !typed.starts_with("${")
            })
            .map(|secret| {
                if answer {
                    Placeholder::Sasl
                } else {
                    secret.placeholder
                }
            });
        let kept = match secret {
            None => text.to_owned(),
            Some(secret) => secret.masked(text),
        };
        match self.player.console.line(text, None) {
            Ok(LineOutcome::Directive(words)) => {
                let shown = dialogue::mask_directive_secrets(text.trim());
                self.player.console.notice(NoticeLevel::Echo, &shown);
                return self.directive(&words);
            }
            // What is not sent stands there all the same, dim.
            Ok(LineOutcome::Pasted | LineOutcome::Nothing) => {
                self.player.console.notice(NoticeLevel::Echo, text)
            }
            Ok(LineOutcome::Kept) => self.player.console.notice(NoticeLevel::Echo, &kept),
            Ok(LineOutcome::Sent) => masked.into_iter().for_each(|name| self.say_masked(name)),
            Err(LineError::NotConnected) => {
                self.player.console.notice(NoticeLevel::Echo, &kept);
                self.player
                    .console
                    .notice_with(NoticeLevel::Error, "line-not-connected", &[])
            }
            Err(LineError::Refused(refusal)) => {
                self.player.console.notice(NoticeLevel::Echo, &kept);
                let why = refusal_text(self.player.console, &refusal);
                self.player.console.notice(NoticeLevel::Error, &why);
            }
        }
        Ok(())
    }

    fn directive(&mut self, words: &str) -> Result<(), StopReason> {
        use directive::Directive;
        let read = match directive::read(words) {
            Ok(directive) => directive,
            Err(wrong) => {
                let why = self.player.console.messages().mistake(&wrong);
                self.player.console.notice(NoticeLevel::Error, &why);
                return Ok(());
            }
        };
        match &read {
            Directive::Raw(line) => {
                if self.player.console.raw(line, None).is_err() {
                    self.player
                        .console
                        .notice_with(NoticeLevel::Error, "line-not-connected", &[]);
                }
                return Ok(());
            }
            Directive::Run(script) => self.load(script)?,
            _ => {}
        }
        match self.player.perform(&read) {
            Err(StopReason::Interrupted) => {
                self.player
                    .console
                    .notice_with(NoticeLevel::Info, "repl-interrupted", &[]);
                Err(StopReason::Interrupted)
            }
            // What failed has been said, and stops nothing here.
            Err(StopReason::Failed | StopReason::Wrong) | Ok(()) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// Loads the script of a `:run` that was typed: by who is at the keyboard, so it may be anywhere.
    fn load(&mut self, script: &str) -> Result<(), StopReason> {
        let how = How {
            trust: true,
            ..self.player.options.how
        };
        let access = OutsideAccess {
            line: 0,
            column: 0,
            target: AccessTarget::Run(script.to_owned()),
        };
        match load::check_access(&access, ":run", Path::new(""), how) {
            Ok(Some(loaded)) => {
                let names = loaded
                    .all()
                    .into_iter()
                    .flat_map(|script| script.required_variables.clone());
                let missing = names
                    .map(|name| name.name)
                    .find(|name| !self.player.console.variables().has(name));
                if let Some(name) = missing {
                    self.player.console.notice_with(
                        NoticeLevel::Error,
                        "line-no-value",
                        &[("name", &name)],
                    );
                    return Err(StopReason::Failed);
                }
                self.player.may_run(0, loaded);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(errors) => {
                let said: Vec<String> = errors
                    .iter()
                    .map(|error| self.player.console.messages().script_error(error))
                    .collect();
                self.player
                    .console
                    .notice(NoticeLevel::Error, &said.join("\n"));
                Err(StopReason::Failed)
            }
        }
    }

    /// Ctrl-C at the prompt.
    fn interrupt(&mut self) {
        let Some(session) = self.player.console.live() else {
            return;
        };
        let hint = match session.dialogue().prompt() {
            Prompt::SaslResponse => {
                // The one thing that cancels an authentication (RFC 3501 section 6.2.2).
                let _ = self.player.console.line("*", None);
                return;
            }
            Prompt::LiteralOctets(octets) => {
                return self.player.console.notice_with(
                    NoticeLevel::Hint,
                    "repl-octets-due",
                    &[("octets", &octets)],
                );
            }
            Prompt::LiteralLines(_) => return self.give_up(),
            Prompt::RestOfCommand => "repl-rest-due",
            Prompt::Done => "repl-done-ends-idle",
            Prompt::Tag(_) | Prompt::Wait => return,
        };
        let console = &mut self.player.console;
        console.notice_with(NoticeLevel::Hint, hint, &[]);
    }

    /// Drops the lines that were to be counted.
    fn give_up(&mut self) {
        self.player.console.give_up();
        self.player
            .console
            .notice_with(NoticeLevel::Info, "repl-gave-up", &[]);
    }

    /// What the prompt says, while there is a session.
    fn prompt(&mut self) -> Option<Prompt> {
        let session = self.player.console.live()?;
        Some(session.dialogue().prompt())
    }

    /// Logs out and ends.
    fn leave(&mut self) -> ExitReason {
        if matches!(self.prompt(), Some(Prompt::LiteralLines(_))) {
            self.give_up();
        }
        // Lines that were given up leave due what was due before them.
        let due = self.prompt();
        if matches!(due, Some(Prompt::LiteralOctets(_) | Prompt::Wait)) {
            self.player
                .console
                .notice_with(NoticeLevel::Warning, "repl-left-in-literal", &[]);
            self.player.console.close();
            return ExitReason::Failed;
        }
        let timeout = self.player.options.timeout.min(Duration::from_secs(10));
        let logged_out = self.player.console.session().is_none()
            || self
                .player
                .console
                .log_out(Instant::now() + timeout)
                .unwrap_or(false);
        if logged_out && self.player.console.is_clean() {
            ExitReason::Well
        } else {
            ExitReason::Failed
        }
    }

    fn publish(&mut self) {
        self.heard += 1;
        let (done, heard, refused) = (self.done, self.heard, self.refused);
        let live = self.player.console.live().map(Session::dialogue);
        let prompt = live.map(|dialogue| dialogue.prompt());
        let mask = live.map(|dialogue| dialogue.mask()).unwrap_or_default();
        let unremembered = live
            .is_some_and(|dialogue| dialogue.expects_secret() || dialogue.prompt().is_literal());
        let busy = live.is_some_and(Dialogue::awaits_completion);
        let known = self.player.console.variables().names();
        let mut vocabulary = self.vocabulary.borrow_mut();
        let learned = std::mem::take(&mut vocabulary.changed).then(|| vocabulary.words.clone());
        self.wires.state.publish(|snapshot, words| {
            snapshot.prompt = prompt;
            snapshot.mask = mask;
            snapshot.unremembered = unremembered;
            snapshot.busy = busy;
            snapshot.done = done;
            snapshot.heard = heard;
            snapshot.refused = refused;
            snapshot.known = known;
            snapshot.open = true;
            if let Some(learned) = learned {
                *words = learned;
            }
        });
    }
}
