//! One's own account: how one signs in, in which language one is written to, where one is signed in, and closing it.

mod address;
mod browsers;
mod closing;
mod devices;
mod editing;
mod language;
mod page;
mod password;
mod second_factor;

pub use devices::DeviceList;
pub use page::ProfilePage;
pub use second_factor::SecondFactorCard;
