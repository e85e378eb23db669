//! Batches: several messages in one line, whose answers are one line too. The one revision of the protocol that has them has it so
//! from JSON-RPC 2.0 (section 6).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// Batches that are being answered. Clones are of the same ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Batches(Arc<Mutex<Vec<Batch>>>);

/// One of them.
#[derive(Debug)]
struct Batch {
    /// The ids of its requests that have no answer yet.
    waiting: Vec<Value>,
    answers: Vec<Value>,
}

impl Batches {
    /// Begins a batch with requests of these ids, of which some messages have their answers already. Gives the line to write
    /// where there is nothing to wait for; none where nothing is to be answered.
    pub(super) fn open(&self, waiting: Vec<Value>, answers: Vec<Value>) -> Option<Vec<u8>> {
        if waiting.is_empty() {
            return line(answers);
        }
        self.all().push(Batch { waiting, answers });
        None
    }

    /// Whether a message with this id answers to a batch.
    pub(super) fn wait_for(&self, id: &Value) -> bool {
        self.all().iter().any(|batch| batch.waiting.contains(id))
    }

    /// Keeps an answer for its batch. Gives the batch's line if this was the last one.
    pub(super) fn answered(&self, id: &Value, answer: Value) -> Option<Vec<u8>> {
        self.settle(id, Some(answer))
    }

    /// Waits no longer for the answer to a request that was taken back.
    pub(super) fn taken_back(&self, id: &Value) -> Option<Vec<u8>> {
        self.settle(id, None)
    }

    fn settle(&self, id: &Value, answer: Option<Value>) -> Option<Vec<u8>> {
        let mut all = self.all();
        let place = |batch: &Batch| batch.waiting.iter().position(|waiting| waiting == id);
        let (at, of) = all.iter().enumerate().find_map(|(at, batch)| Some((at, place(batch)?)))?;
        all[at].waiting.remove(of);
        all[at].answers.extend(answer);
        if all[at].waiting.is_empty() { line(all.remove(at).answers) } else { None }
    }

    /// The lines of what is left where nothing more will be answered.
    pub(super) fn rest(&self) -> Vec<Vec<u8>> {
        self.all().drain(..).filter_map(|batch| line(batch.answers)).collect()
    }

    fn all(&self) -> MutexGuard<'_, Vec<Batch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers as a line; none for none, since an empty batch is no message.
fn line(answers: Vec<Value>) -> Option<Vec<u8>> {
    if answers.is_empty() {
        return None;
    }
    let mut line = Value::Array(answers).to_string().into_bytes();
    line.push(b'\n');
    Some(line)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_batch_is_one_line_once_all_is_answered() {
        let batches = Batches::default();
        assert_eq!(batches.open(vec![json!(1), json!(2), json!(2)], vec![json!("refused")]), None);
        assert!(batches.wait_for(&json!(1)) && !batches.wait_for(&json!(3)) && !batches.wait_for(&json!("1")));
        assert_eq!(batches.answered(&json!(2), json!("b")), None);
        assert_eq!(batches.taken_back(&json!(1)), None);
        assert_eq!(batches.answered(&json!(9), json!("of nobody")), None);
        assert_eq!(batches.answered(&json!(2), json!("c")).unwrap(), b"[\"refused\",\"b\",\"c\"]\n");
        assert!(!batches.wait_for(&json!(2)) && batches.rest().is_empty());
    }

    #[test]
    fn what_asks_nothing_gets_no_line() {
        let batches = Batches::default();
        assert_eq!(batches.open(Vec::new(), Vec::new()), None);
        assert_eq!(batches.open(Vec::new(), vec![json!(7)]).unwrap(), b"[7]\n");
        assert_eq!(batches.open(vec![json!(1)], Vec::new()), None);
        assert_eq!(batches.taken_back(&json!(1)), None);
        assert_eq!(batches.open(vec![json!(1), json!(2)], Vec::new()), None);
        assert_eq!(batches.answered(&json!(2), json!("half")), None);
        assert_eq!(batches.rest(), [b"[\"half\"]\n".to_vec()]);
    }
}
