//! The connection's thread: it carries out orders one after another, each when its turn has come,
//! and shows what the server says meanwhile.

use super::Left;
use super::desk::{Desk, Order};
use super::vocabulary::Vocabulary;
use crate::console::{Console, Did, LineError};
use crate::notation::{Reach, Target, directive};
use crate::protocol::dialogue::{self, Prompt};
use crate::protocol::framing::Status as Said;
use crate::protocol::sasl;
use crate::protocol::secrets::StandIn;
use crate::script::load::{self, How};
use crate::script::replay::{Options, Player, Stop, refusal_text};
use crate::session::{Endpoint, NoticeLevel, OpenError, Session};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// What is shared with the terminal's thread besides the desk.
pub struct Wires {
    /// Orders from the keyboard.
    pub orders: Receiver<Order>,
    /// Ctrl-C while an order is carried out.
    pub interrupted: Arc<AtomicBool>,
    /// Where to tell how things stand.
    pub desk: Arc<Desk>,
}

/// How long a `+` is waited for before a session is left without it.
const FAREWELL: Duration = Duration::from_secs(2);

struct Line<'a> {
    player: Player<'a>,
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

/// Connects, then carries out orders until the session is left. Gives the exit status.
pub fn run(console: &mut Console, options: Options, wires: Wires) -> Left {
    let vocabulary = Rc::new(RefCell::new(Vocabulary::default()));
    console
        .outlets()
        .add_watcher(vocabulary.clone(), Rc::new(Cell::new(true)));
    console.set_interrupt(wires.interrupted.clone());
    if let Err(error) = console.open() {
        console.say_no_session(&error);
        let interrupted =
            wires.interrupted.load(Ordering::Relaxed) || matches!(error, OpenError::Interrupted);
        return if interrupted {
            Left::Interrupted
        } else {
            Left::NoSession
        };
    }
    if matches!(console.plan().endpoint, Endpoint::Practice(_)) {
        console.say(NoticeLevel::Info, "practice-first", &[]);
    }
    let player = Player::new(console, options, wires.interrupted.clone(), None);
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
    fn serve(&mut self) -> Left {
        loop {
            match self.next_order() {
                Ok(Some(order)) => {
                    let stop = self.carry_out(order);
                    if matches!(stop, Err(Stop::Quit)) {
                        // Not done before it has ended, or the prompt would come back once more.
                        return self.leave();
                    }
                    self.done += 1;
                    self.publish();
                    match stop {
                        Ok(()) => {}
                        Err(Stop::Io(_) | Stop::Output(_)) => return Left::Failed,
                        Err(_) => self.wires.interrupted.store(false, Ordering::Relaxed),
                    }
                }
                Ok(None) => {
                    self.player.console.close();
                    return Left::Failed;
                }
                Err(Stop::Interrupted) => self.wires.interrupted.store(false, Ordering::Relaxed),
                Err(_) => return Left::Failed,
            }
        }
    }

    /// The next order, as soon as the conversation takes one. None: there is no keyboard any more.
    fn next_order(&mut self) -> Result<Option<Order>, Stop> {
        loop {
            match self.wires.orders.try_recv() {
                Ok(order) => {
                    if matches!(order, Order::LogOut) {
                        // What it was to stop has ended by itself.
                        self.wires.interrupted.store(false, Ordering::Relaxed);
                    }
                    let now = matches!(order, Order::Set(..) | Order::Interrupt | Order::Close);
                    // Who leaves does not wait for a server that says nothing.
                    let patience =
                        matches!(order, Order::LogOut).then(|| Instant::now() + FAREWELL);
                    let waits = || !now && patience.is_none_or(|until| Instant::now() < until);
                    while waits() && self.player.console.must_wait() {
                        let turned = self.turn_until(patience);
                        if turned.is_err() {
                            // Dropped, which is an order carried out too.
                            self.done += 1;
                        }
                        turned?;
                    }
                    return Ok(Some(order));
                }
                Err(TryRecvError::Disconnected) => return Ok(None),
                Err(TryRecvError::Empty) => match self.turn() {
                    // Ctrl-C was meant for the line before it, which may have come only now: it
                    // is carried out, and what waits in it ends at once.
                    Err(Stop::Interrupted) => match self.wires.orders.try_recv() {
                        Ok(order) => return Ok(Some(order)),
                        Err(_) => return Err(Stop::Interrupted),
                    },
                    turned => turned?,
                },
            }
        }
    }

    fn turn(&mut self) -> Result<(), Stop> {
        self.turn_until(None)
    }

    /// One turn, which ends at this time at the latest.
    fn turn_until(&mut self, limit: Option<Instant>) -> Result<(), Stop> {
        let due = self.player.console.live().and_then(|session| {
            let mut running = session.dialogue().running().iter();
            running
                .find(|command| !command.idling)
                .map(|command| command.shown.to_string())
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
            self.player.console.say(
                NoticeLevel::Warning,
                "replay-silent",
                &[("seconds", &seconds), ("due", &command)],
            );
            self.player.console.say_stopped();
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
                .is_some_and(|session| !session.dialogue().running().is_empty());
            let shown = completion.command.shown.to_string();
            if completion.taken_for_done {
                self.player.console.say(
                    NoticeLevel::Hint,
                    "repl-taken-for-done",
                    &[("command", &shown)],
                );
            } else if completion.untagged {
                self.player.console.say(
                    NoticeLevel::Hint,
                    "repl-untagged-bad",
                    &[("command", &shown)],
                );
            } else if others {
                self.player
                    .console
                    .say(NoticeLevel::Hint, "repl-belongs", &[("command", &shown)]);
            }
            if completion.refused {
                self.refused += 1;
                if !completion.command.is("AUTHENTICATE") && completion.status != Said::Ok {
                    self.player.console.say(
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
        let Some(challenge) = dialogue.and_then(dialogue::Dialogue::challenge) else {
            return;
        };
        let this = (challenge.tag.to_vec(), challenge.number);
        if self.told_challenge.as_ref() == Some(&this) {
            return;
        }
        let text = challenge.text.map(str::to_owned);
        let made = sasl::can_answer(challenge.mechanism);
        self.told_challenge = Some(this);
        if let Some(text) = text {
            self.player
                .console
                .say(NoticeLevel::Hint, "repl-challenge", &[("text", &text)]);
        }
        if !std::mem::replace(&mut self.told_base64, true) {
            let id = if made {
                "repl-answer-made"
            } else {
                "repl-answer"
            };
            self.player.console.say(NoticeLevel::Hint, id, &[]);
        }
    }

    /// Says once what stands on the screen in a secret's place.
    fn say_masked(&mut self, stands_as: StandIn) {
        if !std::mem::replace(&mut self.told_masked, true) {
            let name = stands_as.text();
            self.player
                .console
                .say(NoticeLevel::Hint, "repl-masked", &[("name", &name)]);
        }
    }

    fn carry_out(&mut self, order: Order) -> Result<(), Stop> {
        match order {
            Order::Line(text) => self.typed(&text),
            Order::Set(name, value) => {
                self.player.console.variables().set(&name, value);
                Ok(())
            }
            Order::Interrupt => {
                self.interrupt();
                Ok(())
            }
            Order::LogOut => Err(Stop::Quit),
            Order::Close => {
                self.player.console.close();
                Err(Stop::Io(std::io::ErrorKind::BrokenPipe.into()))
            }
        }
    }

    fn typed(&mut self, text: &str) -> Result<(), Stop> {
        self.spoke = Instant::now();
        let idle_waits =
            |session: &Session| session.dialogue().idle().is_some_and(|idle| !idle.idling);
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
            .is_some_and(|session| session.dialogue().is_answer_due());
        // A variable shows as its name anyway.
        let masked = secret
            .as_ref()
            .filter(|secret| {
                let typed = text.get(secret.range.clone()).unwrap_or_default().trim();
                !typed.is_empty() && typed != "*" && !typed.starts_with("${")
            })
            .map(|secret| {
                if answer {
                    StandIn::Sasl
                } else {
                    secret.stands_as
                }
            });
        let kept = match secret {
            None => text.to_owned(),
            Some(secret) => secret.masked(text),
        };
        match self.player.console.line(text, None) {
            Ok(Did::Directive(words)) => {
                let shown = dialogue::without_secret_directive(text.trim());
                self.player.console.say_text(NoticeLevel::Echo, &shown);
                return self.directive(&words);
            }
            // What is not sent stands there all the same, dim.
            Ok(Did::Pasted | Did::Nothing) => self.player.console.say_text(NoticeLevel::Echo, text),
            Ok(Did::Kept) => self.player.console.say_text(NoticeLevel::Echo, &kept),
            Ok(Did::Sent) => masked.into_iter().for_each(|name| self.say_masked(name)),
            Err(LineError::NotConnected) => {
                self.player.console.say_text(NoticeLevel::Echo, &kept);
                self.player
                    .console
                    .say(NoticeLevel::Error, "line-not-connected", &[])
            }
            Err(LineError::Refused(refusal)) => {
                self.player.console.say_text(NoticeLevel::Echo, &kept);
                let why = refusal_text(self.player.console, &refusal);
                self.player.console.say_text(NoticeLevel::Error, &why);
            }
        }
        Ok(())
    }

    fn directive(&mut self, words: &str) -> Result<(), Stop> {
        use directive::Directive;
        let read = match directive::read(words) {
            Ok(directive) => directive,
            Err(wrong) => {
                let why = wrong.say(self.player.console.texts());
                self.player.console.say_text(NoticeLevel::Error, &why);
                return Ok(());
            }
        };
        match &read {
            Directive::Raw(line) => {
                if self.player.console.raw(line, None).is_err() {
                    self.player
                        .console
                        .say(NoticeLevel::Error, "line-not-connected", &[]);
                }
                return Ok(());
            }
            Directive::Run(script) => self.load(script)?,
            _ => {}
        }
        match self.player.perform(&read) {
            Err(Stop::Interrupted) => {
                self.player
                    .console
                    .say(NoticeLevel::Info, "repl-interrupted", &[]);
                Err(Stop::Interrupted)
            }
            // What failed has been said, and stops nothing here.
            Err(Stop::Failed | Stop::Wrong) | Ok(()) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// Loads the script of a `:run` that was typed: by who is at the keyboard, so it may be anywhere.
    fn load(&mut self, script: &str) -> Result<(), Stop> {
        let how = How {
            trust: true,
            ..self.player.options.how
        };
        let reach = Reach {
            line: 0,
            column: 0,
            to: Target::Run(script.to_owned()),
        };
        match load::check_reach(&reach, ":run", Path::new(""), how) {
            Ok(Some(loaded)) => {
                let names = loaded
                    .all()
                    .into_iter()
                    .flat_map(|script| script.names.clone());
                let missing = names
                    .map(|name| name.name)
                    .find(|name| !self.player.console.variables().has(name));
                if let Some(name) = missing {
                    self.player.console.say(
                        NoticeLevel::Error,
                        "line-no-value",
                        &[("name", &name)],
                    );
                    return Err(Stop::Failed);
                }
                self.player.may_run(0, loaded);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(errors) => {
                let said: Vec<String> = errors
                    .iter()
                    .map(|error| error.say(self.player.console.texts()))
                    .collect();
                self.player
                    .console
                    .say_text(NoticeLevel::Error, &said.join("\n"));
                Err(Stop::Failed)
            }
        }
    }

    /// Ctrl-C at the prompt.
    fn interrupt(&mut self) {
        let Some(session) = self.player.console.live() else {
            return;
        };
        let dialogue = session.dialogue();
        let prompt = dialogue.prompt();
        if dialogue.is_answer_due() {
            // The one thing that cancels an authentication (RFC 3501 section 6.2.2).
            let _ = self.player.console.line("*", None);
        } else if let Prompt::Octets(octets) = prompt {
            self.player
                .console
                .say(NoticeLevel::Hint, "repl-octets-due", &[("octets", &octets)]);
        } else if matches!(prompt, Prompt::Lines(_)) {
            self.give_up();
        } else if dialogue.expects_more() {
            self.player
                .console
                .say(NoticeLevel::Hint, "repl-rest-due", &[]);
        } else if dialogue.idle().is_some() {
            self.player
                .console
                .say(NoticeLevel::Hint, "repl-done-ends-idle", &[]);
        }
    }

    /// Drops the lines that were to be counted.
    fn give_up(&mut self) {
        self.player.console.give_up();
        self.player
            .console
            .say(NoticeLevel::Info, "repl-gave-up", &[]);
    }

    /// What the prompt says, while there is a session.
    fn prompt(&mut self) -> Option<Prompt> {
        let session = self.player.console.live()?;
        Some(session.dialogue().prompt())
    }

    /// Logs out and ends.
    fn leave(&mut self) -> Left {
        if matches!(self.prompt(), Some(Prompt::Lines(_))) {
            self.give_up();
        }
        // Lines that were given up leave due what was due before them.
        let due = self.prompt();
        if matches!(due, Some(Prompt::Octets(_) | Prompt::Wait)) {
            self.player
                .console
                .say(NoticeLevel::Warning, "repl-left-in-literal", &[]);
            self.player.console.close();
            return Left::Failed;
        }
        let timeout = self.player.options.timeout.min(Duration::from_secs(10));
        let logged_out = self.player.console.session().is_none()
            || self
                .player
                .console
                .log_out(Instant::now() + timeout)
                .unwrap_or(false);
        if logged_out && self.player.console.is_clean() {
            Left::Well
        } else {
            Left::Failed
        }
    }

    fn publish(&mut self) {
        self.heard += 1;
        let (done, heard, refused) = (self.done, self.heard, self.refused);
        let live = self.player.console.live().map(Session::dialogue);
        let prompt = live.map(|dialogue| dialogue.prompt());
        let mask = live.map(|dialogue| dialogue.mask()).unwrap_or_default();
        let unremembered = live.is_some_and(|dialogue| {
            dialogue.is_secret_due()
                || !matches!(
                    dialogue.prompt(),
                    Prompt::Tag(_) | Prompt::Bare | Prompt::Wait
                )
        });
        let busy = live.is_some_and(|dialogue| {
            dialogue.must_wait()
                || dialogue
                    .running()
                    .iter()
                    .any(|command| !command.is("IDLE") || !command.idling)
        }) && !live
            .is_some_and(|dialogue| dialogue.expects_more() || dialogue.is_answer_due());
        let known = self.player.console.variables().names();
        let mut vocabulary = self.vocabulary.borrow_mut();
        let learned = std::mem::take(&mut vocabulary.changed).then(|| vocabulary.words.clone());
        self.wires.desk.publish(|standing, words| {
            standing.prompt = prompt;
            standing.mask = mask;
            standing.unremembered = unremembered;
            standing.busy = busy;
            standing.done = done;
            standing.heard = heard;
            standing.refused = refused;
            standing.known = known;
            standing.open = true;
            if let Some(learned) = learned {
                *words = learned;
            }
        });
    }
}
