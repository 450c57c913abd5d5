//! Hints about a line that is about to be sent, and about a record that begins in mid-session.

use super::{Messages, text};
use crate::notation::marks::MidSession;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::Hint;

impl Messages {
    /// A hint of the dialogue.
    pub fn hint(self, hint: Hint) -> String {
        match hint {
            Hint::DidYouMean(command) => self.format(text::HintDidYouMean { command }),
            Hint::LoginFirst => self.format(text::HintLoginFirst),
            Hint::SelectFirst => self.format(text::HintSelectFirst),
            Hint::AlreadyLoggedIn => self.format(text::HintAlreadyLoggedIn),
            Hint::PlaintextPassword => self.format(text::HintPlaintextPassword),
            Hint::FullWidth => self.format(text::HintFullWidth),
            Hint::TwoSpaces => self.format(text::HintTwoSpaces),
            Hint::TagInUse => self.format(text::HintTagInUse),
            Hint::TaggedDone => self.format(text::HintTaggedDone),
            Hint::NotIdling => self.format(text::HintNotIdling),
            Hint::DoneFirst => self.format(text::HintDoneFirst),
            Hint::BetweenCrAndLf => self.format(text::HintBetweenCrAndLf),
            Hint::UseQuitDirective => self.format(text::HintUseQuitDirective),
            Hint::UseHelpDirective => self.format(text::HintUseHelpDirective),
            Hint::InvalidBase64 => self.format(text::HintInvalidBase64),
        }
    }

    /// What a record that begins in mid-session lacks.
    pub fn mid_session(self, mid_session: MidSession) -> String {
        match mid_session.state {
            _ if mid_session.idle => self.format(text::RecordMidSessionIdle),
            ConnectionState::NotAuthenticated => self.format(text::RecordMidSessionConnected),
            ConnectionState::Authenticated => self.format(text::RecordMidSessionAuthenticated),
            ConnectionState::Selected => self.format(text::RecordMidSessionSelected),
        }
    }
}
