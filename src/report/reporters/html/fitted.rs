//! The details of all families, packed to fit on a page.

use std::{io, ops::Range};

use rayon::prelude::*;

use super::{detail::Detail, packed::spelt, texts::Bound};
use crate::report::figures;

/// What a page may hold, in bytes: of the 15 MB that open at once everywhere.
pub(super) const PAGE: usize = 14_700_000;
/// What a page may hold of wordings, in bytes before packing. More of them never fit; whether these do, packing tells.
const WORDINGS: usize = 17_500_000;
/// Where wordings are cut when they are more: the first of these bounds that is enough holds. First those that all say alike:
/// what differs is what a reader came for, and packs to little, one beside the other.
const CUTS: [usize; 6] = [6000, 3000, 1500, 800, 400, 160];
/// So many bytes are unpacked at once: some milliseconds.
const BUNDLE: usize = 250_000;

/// The details of all families, in their order.
#[derive(Debug, Default)]
pub(super) struct Fitted {
    pub(super) bundles: Vec<Bundle>,
    /// What was left out for it, a sentence each.
    pub(super) limits: Vec<String>,
}

/// Details of families in a row.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The place of the first.
    pub(super) first: usize,
    /// The list of them.
    pub(super) packed: String,
}

/// Packs the details into so many bytes of page: cuts long wordings as far as they must be, and where that is not enough leaves the
/// details of the largest families out; `elsewhere` is what tells those.
pub(super) fn fitted(mut all: Vec<Detail>, room: usize, elsewhere: &str) -> io::Result<Fitted> {
    let mut limits = Vec::new();
    for bound in bounds(&all) {
        if let Some(bound) = bound {
            let wordings = all.par_iter_mut().map(|one| one.texts.cut(bound)).sum();
            limits = vec![told_of_cut(bound, wordings)];
        }
        let bundles = bundles(&written(&all)?)?;
        if size(&bundles) <= room {
            return Ok(Fitted { bundles, limits });
        }
    }
    let (bundles, left_out) = without_largest(written(&all)?, room)?;
    limits.push(format!(
        "To keep the page small, it holds no details of the {}; {elsewhere} tell them.",
        if left_out == 1 {
            "largest family".to_owned()
        } else {
            format!("{} largest families", figures::thousands(left_out as u64))
        }
    ));
    Ok(Fitted { bundles, limits })
}

/// After how many bytes wordings are cut, the least of cuts first; whole where all of them may fit.
fn bounds(all: &[Detail]) -> Vec<Option<Bound>> {
    let least = CUTS[CUTS.len() - 1];
    let whole = [None];
    let alike = CUTS.into_iter().map(|alike| Some(Bound { alike, beside: None }));
    let beside = CUTS.into_iter().map(|most| Some(Bound { alike: least, beside: Some(most) }));
    let bounds: Vec<Option<Bound>> = whole.into_iter().chain(alike).chain(beside).collect();
    let fits = |bound: &Option<Bound>| {
        let bound = bound.unwrap_or(Bound { alike: usize::MAX, beside: None });
        all.iter().map(|one| one.texts.bytes(bound)).sum::<usize>() <= WORDINGS
    };
    let first = bounds.iter().position(fits).unwrap_or(bounds.len() - 1);
    bounds[first..].to_vec()
}

fn written(all: &[Detail]) -> io::Result<Vec<Vec<u8>>> {
    Ok(all.par_iter().map(serde_json::to_vec).collect::<Result<_, _>>()?)
}

/// The details without as many of the largest as must go, and how many those are.
fn without_largest(mut all: Vec<Vec<u8>>, room: usize) -> io::Result<(Vec<Bundle>, usize)> {
    const NOTHING: &[u8] = b"null";
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(all[*at].len()), *at));
    let mut left_out = 0;
    loop {
        let bundles = bundles(&all)?;
        let packed = size(&bundles);
        if packed <= room || left_out == all.len() {
            return Ok((bundles, left_out));
        }
        // All pack alike, nearly: what is too much once packed is this much before.
        let held: usize = all.iter().map(Vec::len).sum();
        let mut over = (packed - room) * held / packed + 1;
        while over > 0 && left_out < order.len() {
            over = over.saturating_sub(all[order[left_out]].len());
            all[order[left_out]] = NOTHING.to_vec();
            left_out += 1;
        }
    }
}

fn size(bundles: &[Bundle]) -> usize {
    bundles.iter().map(|bundle| bundle.packed.len()).sum()
}

/// Families in a row, packed together: one by one they would be a twentieth larger.
fn bundles(all: &[Vec<u8>]) -> io::Result<Vec<Bundle>> {
    let (mut rows, mut first, mut bytes) = (Vec::new(), 0, 0);
    for (at, one) in all.iter().enumerate() {
        bytes += one.len();
        if bytes >= BUNDLE || at + 1 == all.len() {
            rows.push(first..at + 1);
            (first, bytes) = (at + 1, 0);
        }
    }
    let bundle = |row: Range<usize>| {
        let json = [b"[", all[row.clone()].join(&b',').as_slice(), b"]"].concat();
        Ok(Bundle { first: row.start, packed: spelt(&json)? })
    };
    rows.into_par_iter().map(bundle).collect()
}

/// What is told of a cut on the page.
fn told_of_cut(bound: Bound, wordings: usize) -> String {
    let whole = match bound.beside {
        None => "those that members word differently are whole".to_owned(),
        Some(most) => {
            format!("those that members word differently are shown for {most} bytes round where they differ")
        }
    };
    format!(
        "To keep the page small, {} of more than {} bytes are cut on it; each says so where it is cut, and {whole}. \
         Report on fewer folders at a time to see all of them, or use agentkin diff.",
        figures::count(wordings, "statement"),
        bound.alike
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::reporters::html::{packed::unpacked, texts::Texts};

    /// A detail with wordings that do not pack well.
    fn detail(wordings: usize) -> Detail {
        let mut texts = Texts::default();
        for nth in 0..wordings {
            let mut seed = nth as u64 + 1;
            let letter = |_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'a' + u8::try_from((seed >> 33) % 26).unwrap())
            };
            texts.place(&(0..1000).map(letter).collect::<String>());
        }
        Detail { texts, ..Detail::default() }
    }

    fn held(fitted: &Fitted) -> Vec<serde_json::Value> {
        let lists = fitted.bundles.iter().map(|bundle| unpacked(&bundle.packed));
        lists.flat_map(|list| list.as_array().unwrap().clone()).collect()
    }

    #[test]
    fn what_fits_is_whole() {
        let all = fitted(vec![detail(3), detail(2)], 1_000_000, "others").unwrap();
        assert!(all.limits.is_empty(), "{:?}", all.limits);
        assert_eq!(held(&all)[0]["texts"][0].as_str().unwrap().len(), 1000);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_told() {
        let cut = fitted(vec![detail(30), detail(20)], 15_000, "others").unwrap();
        assert!(size(&cut.bundles) <= 15_000);
        assert!(cut.limits.len() == 1 && cut.limits[0].contains("50 statements of more than"), "{:?}", cut.limits);
        assert!(held(&cut).iter().all(|one| one["texts"][0].is_array()));
    }

    #[test]
    fn the_largest_are_left_out_where_no_cut_is_enough() {
        let most = fitted(vec![detail(2), detail(90), detail(3)], 2_000, "others").unwrap();
        let details = held(&most);
        assert_eq!(details.iter().map(serde_json::Value::is_null).collect::<Vec<_>>(), [false, true, false]);
        assert!(most.limits[1].ends_with("no details of the largest family; others tell them."), "{:?}", most.limits);
        let none = fitted(vec![detail(2), detail(9)], 0, "others").unwrap();
        assert!(held(&none).iter().all(serde_json::Value::is_null) && none.limits[1].contains("2 largest families"));
    }
}
