//! practice
pub mod mime;
pub mod world;
