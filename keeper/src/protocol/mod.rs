//! What the library and the keeper say to each other: see `protocol/PROTOCOL.md`.

pub mod order;
pub mod record;
pub mod report;
#[cfg(test)]
mod vectors;

/// Both sides must speak the same version.
pub const VERSION: &str = "1";
