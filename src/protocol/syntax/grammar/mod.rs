//! The grammar, one file per area. The comments name the RFCs' rules.

mod append;
mod body;
mod client;
mod client_token;
mod common;
mod continued;
mod extension_commands;
mod extension_data;
mod fetch_data;
mod fetch_items;
mod mailbox_commands;
mod mailbox_data;
mod mailbox_filter;
mod resp_text;
mod search_commands;
mod search_keys;
mod section;
mod server;
mod strings;
mod token;

pub(super) use client::COMMAND;
pub(super) use continued::{CLIENT_RESPONSE, IDLE_DONE, LITERAL_OCTETS};
pub(super) use server::RESPONSE;
