//! Settings as written (a layer a source) and as meant.
