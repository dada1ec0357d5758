//! Family.
fn main() {}
