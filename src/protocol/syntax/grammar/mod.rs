//! The grammar, one file an area. The comments name the RFCs' rules.

mod client;
mod common;
mod server;

pub(super) use client::COMMAND;
pub(super) use common::REST;
pub(super) use server::RESPONSE;
