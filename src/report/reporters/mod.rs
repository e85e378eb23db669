//! ROSTER of report formats: one file (or folder) a format.

mod json;
mod markdown;
mod table;

use crate::report::Reporter;

/// Every reporter, the default first.
pub(super) const ALL: &[&dyn Reporter] = &[&table::Table, &json::Json, &markdown::Markdown];

pub(super) use json::write_stage;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_in_the_roster() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/reporters");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned())
            .filter(|name| name != "mod")
            .collect();
        found.sort();
        let mut listed: Vec<&str> = ALL.iter().map(|reporter| reporter.name()).collect();
        listed.sort_unstable();
        assert_eq!(found, listed, "a file under reporters/ and its place in ALL belong together");
    }
}
