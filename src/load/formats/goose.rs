//! Goose recipes (formats.md 1.8).

use crate::model::{Data, Fixed, FormatName, OmittedTools, Profile, Seats, Syntax, UnknownKeys, Written};

/// Goose recipes.
pub(in crate::load) const PROFILE: Profile = Profile {
    name: FormatName("goose"),
    title: "Goose recipes",
    places: &[
        ".goose/recipes/**/*.yaml",
        ".goose/recipes/**/*.yml",
        ".goose/recipes/**/*.json",
        "recipe.yaml",
        "recipe.json",
    ],
    likely_places: &["recipes/**/*.yaml", "recipes/**/*.yml", "recipes/**/*.json"],
    signs: &[
        &["title", "description", "instructions"],
        &["title", "description", "prompt"],
        &["title", "instructions", "extensions"],
    ],
    syntax: Syntax::Yaml,
    data: Some(Data { seats: &[Seats::Whole, Seats::Under("recipe")], prompt: &["instructions", "prompt"] }),
    omitted_tools: OmittedTools::Unsaid,
    fields: &[
        ("title", "name"),
        ("description", "description"),
        ("instructions", "prompt"),
        ("prompt", "prompt"),
        ("version", "version"),
        ("parameters", "parameters"),
        ("extensions", "extensions"),
        ("settings", "settings"),
        ("activities", "activities"),
        ("author", "author"),
        ("sub_recipes", "sub-recipes"),
        ("response", "response"),
        ("retry", "retry"),
    ],
    inner: &[("settings.goose_model", "model"), ("settings.temperature", "temperature")],
    tools: &[("shell", &["shell"]), ("text_editor", &["edit", "write"])],
    on_bad_yaml: "Goose refuses the recipe",
    required: &["name", "description", "prompt"],
    written: Some(Written {
        file: ".goose/recipes/{name}.yaml",
        fixed: &[("version", Fixed::Text("1.0.0"))],
        unknown_keys: UnknownKeys::Refused,
        meant: &[
            ("{{", "the place of a parameter, and refuses the recipe without one"),
            ("{%", "a template's instruction"),
        ],
        ..Written::BLANK
    }),
    ..Profile::BLANK
};
