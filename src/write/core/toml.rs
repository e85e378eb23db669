//! A core as TOML: what people edit.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CoreFile, CoreMember, LineEnds};

const SCHEMA: &str = "agentkin.core/1";

/// What stands over it.
const HEAD: &str = "# What these agents share, with a mark wherever they differ, and what each puts there.\n\
                    # Edit it, and build the agents again: agentkin render THIS_FILE --output DIR\n";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    /// What a mark begins and ends with.
    marks: (String, String),
    core: String,
    #[serde(default)]
    member: Vec<WrittenMember>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenMember {
    file: String,
    #[serde(default)]
    line_ends: LineEnds,
    #[serde(default)]
    bom: bool,
    #[serde(default)]
    terms: BTreeMap<String, String>,
}

pub(super) fn written(of: &CoreFile) -> String {
    let member = |member: &CoreMember| WrittenMember {
        file: member.file.clone(),
        line_ends: member.line_ends,
        bom: member.bom,
        terms: member.terms.clone(),
    };
    let written = Written {
        schema: SCHEMA.to_owned(),
        marks: of.marks.clone(),
        core: of.core.clone(),
        member: of.members.iter().map(member).collect(),
    };
    // Strings, flags and tables of them are TOML whatever they hold.
    format!("{HEAD}{}", toml::to_string_pretty(&written).unwrap_or_default())
}

/// The core, or what is wrong with the text.
pub(super) fn read(text: &str) -> Result<CoreFile, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    if written.schema != SCHEMA {
        return Err(format!("its schema is {:?}, not {SCHEMA:?}", written.schema));
    }
    if written.marks.0.is_empty() || written.marks.1.is_empty() {
        return Err("a mark needs a beginning and an end".to_owned());
    }
    let mut seen = BTreeSet::new();
    for WrittenMember { file, .. } in &written.member {
        // It is written where this leads: into the folder that is asked for and nowhere else.
        let leads_out = file.split(['/', '\\']).any(|part| matches!(part, "" | "." | "..")) || file.contains(':');
        if leads_out {
            return Err(format!("{file:?} leads out of its folder"));
        }
        if !seen.insert(file.clone()) {
            return Err(format!("{file:?} is in it twice"));
        }
    }
    let member = |WrittenMember { file, line_ends, bom, terms }| CoreMember { file, line_ends, bom, terms };
    Ok(CoreFile { marks: written.marks, core: written.core, members: written.member.into_iter().map(member).collect() })
}
