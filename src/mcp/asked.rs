//! Requests that have no answer yet. An id stands for one of them at a time (JSON-RPC 2.0, section 4): the SDK would answer but one
//! of two, and whoever sent the other would wait for ever.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// The ids of requests that are being answered. Clones are of the same ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Arc<Mutex<Vec<Value>>>);

impl Asked {
    /// Takes an id for a request; `false` where another one has it.
    #[must_use]
    pub(super) fn begins(&self, id: &Value) -> bool {
        let mut all = self.all();
        let free = !all.contains(id);
        if free {
            all.push(id.clone());
        }
        free
    }

    /// Gives an id back: its request is answered, or was taken back.
    pub(super) fn ends(&self, id: &Value) {
        self.all().retain(|asked| asked != id);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_is_of_one_request_at_a_time() {
        let asked = Asked::default();
        assert!(asked.begins(&json!(1)) && asked.begins(&json!("1")));
        assert!(!asked.begins(&json!(1)));
        asked.clone().ends(&json!(1));
        assert!(asked.begins(&json!(1)) && !asked.begins(&json!("1")));
    }
}
