//! What can be said about mail address and password before they are sent.

/// Key of what is wrong with a mail address, if anything. The server alone knows whether it exists; here only what is
/// surely no address is stopped.
pub(super) fn email_fault(email: &str) -> Option<&'static str> {
    let email = email.trim();
    if email.is_empty() {
        return Some("sign_in.email_missing");
    }
    let complete = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    (!complete || email.contains(' ')).then_some("sign_in.email_form")
}

/// Key of what is wrong with a password, if anything.
pub(super) fn password_fault(password: &str) -> Option<&'static str> {
    password.is_empty().then_some("sign_in.password_missing")
}
