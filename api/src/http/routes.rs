//! Which paths of the API exist, so that a wrong method gets 405 and not 404.

use utoipa::openapi::{OpenApi, PathItem};

/// The paths of the document, split at slashes, with their methods.
#[derive(Clone)]
pub struct Routes(Vec<(Vec<String>, Vec<String>)>);

impl Routes {
    /// Those of the document.
    #[must_use]
    pub fn new(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        Self(
            paths.map(|(path, item)| (path.split('/').map(str::to_owned).collect(), methods(item))).collect(),
        )
    }

    /// The methods that a path answers; empty when it does not exist.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<String> {
        let asked: Vec<&str> = path.split('/').collect();
        self.0
            .iter()
            .filter(|(known, _)| {
                known.len() == asked.len()
                    && known.iter().zip(&asked).all(|(known, asked)| known == asked || known.starts_with('{'))
            })
            .flat_map(|(_, methods)| methods.iter().cloned())
            .collect()
    }
}

fn methods(item: &PathItem) -> Vec<String> {
    [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ]
    .into_iter()
    .filter(|(_, operation)| operation.is_some())
    .map(|(method, _)| method.to_owned())
    .collect()
}
