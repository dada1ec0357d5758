//! A password was chosen by a link: now it opens the account.

use shared::wire::SignInRequest;

use crate::session::Session;

/// Signs in once a password is set; whether that worked. Where an earlier answer was lost, the link may be spent by
/// ourselves: then the password already opens the account.
///
/// # Errors
///
/// That of setting it, when it does not open the account.
pub(super) async fn then_sign_in(
    session: Session,
    set: Result<(), client::Error>,
    sign_in: &SignInRequest,
    unanswered: bool,
) -> Result<bool, client::Error> {
    let signed_in = match &set {
        Err(_) if !unanswered => false,
        _ => session.sign_in(sign_in).await.is_ok(),
    };
    match set {
        Err(error) if !signed_in => Err(error),
        _ if signed_in => Ok(true),
        _ => {
            // somebody else's sign-in in this browser is not what was asked for
            session.sign_out_for_another().await;
            Ok(false)
        }
    }
}
