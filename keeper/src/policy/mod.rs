//! What the jail may touch, decided on canonical paths.

pub mod access;
pub mod rules;
