//! The commands, one per file, and what they share: `setup` makes the parts of a session from its
//! options, `output` prints outside a session.

pub mod dry_run;
pub mod explain;
pub mod generate;
pub mod help;
pub mod language;
pub mod learn;
pub mod repl;
pub mod replay;
pub mod serve;

mod command_line_errors;
mod credentials;
mod exit_status;
mod host_suggestion;
mod invalid_input;
mod man_page;
mod output;
mod setup;
mod signals;
mod step_prompt;

pub use command_line_errors::report_command_line_error;
pub use exit_status::ExitStatus;
pub use host_suggestion::{suggest_instead_of, suggest_practice};
pub use invalid_input::InvalidInput;
pub use signals::survive_file_size_limit;
