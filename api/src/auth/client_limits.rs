//! What a client address that nobody has signed in from may ask of this replica in a minute.

use crate::config::LimitsConfig;
use crate::http::ClientLimit;

/// The limits of the operations that are answered before anybody has signed in.
pub struct ClientLimits {
    /// Signing in.
    pub sign_ins: ClientLimit,
    /// Whatever has a mail with a link sent: beginning an account, a forgotten password.
    pub links: ClientLimit,
    /// Looking at the link of a mail.
    pub inspections: ClientLimit,
    /// How good a password is, while it is typed.
    pub estimates: ClientLimit,
}

impl ClientLimits {
    /// As the settings ask.
    #[must_use]
    pub fn new(settings: &LimitsConfig) -> Self {
        Self {
            sign_ins: ClientLimit::new("sign_ins", settings.sign_ins_per_minute),
            links: ClientLimit::new("links", settings.links_per_minute),
            inspections: ClientLimit::new("inspections", settings.inspections_per_minute),
            estimates: ClientLimit::new("estimates", settings.estimates_per_minute),
        }
    }
}
