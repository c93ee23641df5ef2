//! Confinement. What a target does to itself between fork and exec, one step a file; and what guard and supervisor do to
//! themselves (`guard`, `supervisor`).

pub mod allow;
pub mod capabilities;
mod devices;
pub mod filter;
pub mod guard;
mod instructions;
pub mod landlock;
pub mod supervisor;
pub mod unseen;
