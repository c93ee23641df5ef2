//! What the fuzz targets check, and what `cargo test` checks with the seeds: the keeper's parsers and judgements against
//! the kernel itself or against plain models of them. Part of the keeper's crate, for its tests and for fuzzing only.

mod choices;
mod expression;
mod foreign;
mod order;
mod patterns;
mod resolver;
mod rules;

pub use foreign::foreign;
pub use order::order;
pub use patterns::patterns;
pub use resolver::resolver;
pub use rules::rules;

#[cfg(test)]
mod seeds;
