//! The paper that a document is printed on, and the marks that may be used on it.

/// The paper that a document is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Which characters may be used for rules and marks.
    pub charset: Charset,
    /// Whether escape sequences for colour may be used.
    pub ink: Ink,
    /// How much is told.
    pub detail: Detail,
    /// What shows it.
    pub sink: Sink,
}

/// What shows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// A terminal: nothing that it would act on may reach it, even where a text is wanted byte for byte.
    Terminal,
    /// A file or another program.
    File,
}

/// Which characters may be used for rules and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Charset {
    Unicode,
    Ascii,
}

/// Whether colour may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Ink {
    Colour,
    Plain,
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Detail {
    Brief,
    Normal,
    Full,
}

/// The marks of a charset.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Draws a rule.
    pub(crate) rule: &'static str,
    /// Parts items on a line.
    pub(crate) dot: &'static str,
    /// Stands for what was cut out.
    pub(crate) cut: &'static str,
    /// Marks the suggested canonical.
    pub(crate) star: &'static str,
    /// Joins the ends of a range.
    pub(crate) to: &'static str,
}

const UNICODE: Marks = Marks { rule: "─", dot: " · ", cut: "…", star: "★", to: "–" };
const ASCII: Marks = Marks { rule: "-", dot: ", ", cut: "...", star: "*", to: "-" };

impl Page {
    /// The marks that may be used on it.
    pub(crate) const fn marks(&self) -> &'static Marks {
        match self.charset {
            Charset::Unicode => &UNICODE,
            Charset::Ascii => &ASCII,
        }
    }

    /// From one to the other.
    pub(crate) const fn arrow(&self) -> &'static str {
        match self.charset {
            Charset::Unicode => "→",
            Charset::Ascii => "->",
        }
    }

    /// `items` if everything is to be told, else the first `most` of them; and how many were left out.
    pub(crate) fn fold<'i, T>(&self, items: &'i [T], most: usize) -> (&'i [T], usize) {
        // One line that says "1 more" takes the place of the one it hides: then the one is shown.
        let shown = if self.detail == Detail::Full || items.len() <= most + 1 { items.len() } else { most };
        (&items[..shown], items.len() - shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_never_hides_a_single_item() {
        let page =
            Page { width: 80, charset: Charset::Ascii, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
        assert_eq!(page.fold(&[1, 2, 3], 2), (&[1, 2, 3][..], 0));
        assert_eq!(page.fold(&[1, 2, 3, 4], 2), (&[1, 2][..], 2));
        let full = Page { detail: Detail::Full, ..page };
        assert_eq!(full.fold(&[1, 2, 3, 4], 2).1, 0);
    }
}
