//! Who asks, and what they may see: passwords, access tokens, sign-ins, households, throttling.

mod household;
mod passwords;
mod signed_in;
mod throttle;
mod tokens;

pub use household::{HouseholdAccess, household};
pub use passwords::Passwords;
pub use signed_in::SignedIn;
pub use throttle::Throttle;
pub use tokens::{AccessTokens, Claims, RefreshToken};
