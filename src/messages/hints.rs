//! Hints about a line that is about to be sent, and about a record that begins in mid-session.

use super::{Messages, Text, text};
use crate::notation::marks::MidSession;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::Hint;

impl Messages {
    /// A hint of the dialogue.
    pub fn hint(self, hint: Hint) -> String {
        let text: &dyn Text = match hint {
            Hint::DidYouMean(command) => &text::HintDidYouMean { command },
            Hint::LoginFirst => &text::HintLoginFirst,
            Hint::SelectFirst => &text::HintSelectFirst,
            Hint::AlreadyLoggedIn => &text::HintAlreadyLoggedIn,
            Hint::PlaintextPassword => &text::HintPlaintextPassword,
            Hint::FullWidth => &text::HintFullWidth,
            Hint::TwoSpaces => &text::HintTwoSpaces,
            Hint::TagInUse => &text::HintTagInUse,
            Hint::TaggedDone => &text::HintTaggedDone,
            Hint::NotIdling => &text::HintNotIdling,
            Hint::DoneFirst => &text::HintDoneFirst,
            Hint::BetweenCrAndLf => &text::HintBetweenCrAndLf,
            Hint::UseQuitDirective => &text::HintUseQuitDirective,
            Hint::UseHelpDirective => &text::HintUseHelpDirective,
            Hint::InvalidBase64 => &text::HintInvalidBase64,
        };
        self.format(text)
    }

    /// What is missing in a record that begins in mid-session.
    pub fn mid_session(self, mid_session: MidSession) -> String {
        let text: &dyn Text = match mid_session.state {
            _ if mid_session.idle => &text::RecordMidSessionIdle,
            ConnectionState::NotAuthenticated => &text::RecordMidSessionConnected,
            ConnectionState::Authenticated => &text::RecordMidSessionAuthenticated,
            ConnectionState::Selected => &text::RecordMidSessionSelected,
        };
        self.format(text)
    }
}
