//! What a target does to itself between fork and exec, one step a file.

pub mod capabilities;
pub mod filter;
pub mod landlock;
pub mod unseen;
