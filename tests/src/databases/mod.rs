//! Databases of tests: one a test, copied from a template; all gone when the process ends.

mod postgres;
mod run;
mod template;

pub(crate) use postgres::Cluster;
pub(crate) use run::directory;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// The cluster of this test run.
    Postgres,
}

impl Backend {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// A database of one test.
#[derive(Debug)]
pub struct Database {
    /// Which kind.
    pub backend: Backend,
    /// How to reach it.
    pub url: String,
    /// A folder of the test's own.
    pub folder: tempfile::TempDir,
}

impl Database {
    /// One with the fixtures in it.
    #[must_use]
    pub fn with_fixtures(backend: Backend) -> Self {
        template::copy(backend)
    }

    /// The same, for another server on it.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { backend: self.backend, url: self.url.clone(), folder: run::folder() }
    }

    /// One without even a schema.
    #[must_use]
    pub fn empty(backend: Backend) -> Self {
        let folder = run::folder();
        let url = match backend {
            Backend::Sqlite => sqlite_url(&folder.path().join("test.sqlite")),
            Backend::Postgres => Cluster::of_this_run().create("template0"),
        };
        Self { backend, url, folder }
    }
}

fn sqlite_url(file: &std::path::Path) -> String {
    format!("sqlite://{}", file.display())
}
