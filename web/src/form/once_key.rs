//! The key under which something is sent.

use leptos::prelude::*;

use crate::browser::random;

/// The `Idempotency-Key` of what is sent: the same while the same is sent, so that an answer that was lost on its way does
/// nothing twice.
pub struct OnceKey<T: Send + Sync + 'static>(StoredValue<Option<(T, String)>>);

// derived, they would ask the same of what is sent
impl<T: Send + Sync> Clone for OnceKey<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for OnceKey<T> {}

impl<T: Clone + PartialEq + Send + Sync> OnceKey<T> {
    /// Nothing was sent.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The key for this: that of the last attempt if it was the same.
    #[must_use]
    pub fn key_for(self, sent: &T) -> String {
        match self.0.get_value() {
            Some((before, key)) if before == *sent => key,
            _ => {
                let key = random::uuid().to_string();
                self.0.set_value(Some((sent.clone(), key.clone())));
                key
            }
        }
    }

    /// It is known what became of it: the same is sent anew.
    pub fn end(self) {
        self.0.set_value(None);
    }
}

impl<T: Clone + PartialEq + Send + Sync> Default for OnceKey<T> {
    fn default() -> Self {
        Self::new()
    }
}
