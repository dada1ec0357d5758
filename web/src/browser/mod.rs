//! What we ask of the browser and nothing else: storage, files, the tab's memory, the corrected clock, locks across tabs, the network's state.

pub mod clock;
pub mod files;
pub mod lock;
pub mod network;
pub mod random;
pub mod storage;
pub mod tab;
pub mod timer;
