//! The entry points of the app: pages of their own, so that nobody loads what is not theirs (docs/adr/0012).

/// An entry point: a binary of `web`, built into a folder of its name under `dist/`, cut into parts that come later
/// (docs/adr/0008).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The families' app, on phones.
    Family,
    /// The app of those who work for the organisation, at a desk.
    Staff,
}

impl Entry {
    /// All of them.
    pub(super) const ALL: [Self; 2] = [Self::Family, Self::Staff];

    /// The name of the binary, of its folder and of its files.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Staff => "staff",
        }
    }

    /// The folder of the site it is served from, as its addresses begin.
    pub(super) const fn base(self) -> &'static str {
        match self {
            Self::Family => "/",
            Self::Staff => "/staff/",
        }
    }

    /// The page that its files are named in.
    pub(super) const fn template(self) -> &'static str {
        match self {
            Self::Family => "web/index.html",
            Self::Staff => "web/staff.html",
        }
    }

    /// Its style sheet.
    pub(super) const fn styles(self) -> &'static str {
        match self {
            Self::Family => "web/styles/family.css",
            Self::Staff => "web/styles/staff.css",
        }
    }

    /// The most that each kind of file may weigh, in KiB of brotli. `wasm` is the entry, which every visit waits for;
    /// `part` the heaviest of the modules that come later; the others are all files of their kind together.
    pub(super) const fn limits(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Family => &[("wasm", 220.0), ("part", 180.0), ("js", 12.0), ("css", 14.0), ("html", 4.0)],
            Self::Staff => &[("wasm", 350.0), ("part", 180.0), ("js", 12.0), ("css", 14.0), ("html", 4.0)],
        }
    }
}
