//! The built single-page app, read into memory at the start: files with hashed names are cached for ever, each is sent
//! in the best precompressed form the browser accepts. There are two entry points: every path below `/staff` gets the page
//! of those who work for the organisation, every other path that of families.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::{Context, ensure};

use crate::digest::sha256_hex;
use crate::error::Error;
use crate::http::Routes;

/// What pages of the app may load: nothing from elsewhere, no inline script or style.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The entry points: a folder of `web_root`, and the path it is served below.
const ENTRIES: [(&str, &str); 2] = [("family", ""), ("staff", "/staff")];
/// Hexadecimal digits of a content hash in a file's name, at least.
const HASH_LENGTH: usize = 8;

/// The files of the app by path (`/index.html`, `/staff/index.html`).
#[derive(Default)]
pub struct Files(HashMap<String, File>);

struct File {
    content_type: HeaderValue,
    etag: HeaderValue,
    immutable: bool,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Files {
    /// Reads a folder with a folder for each entry point, `family` and `staff`; without one the server has no app.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or an entry point has no `index.html`.
    pub fn read(root: Option<&Path>) -> anyhow::Result<Self> {
        let Some(root) = root else { return Ok(Self::default()) };
        let mut found = HashMap::new();
        for (name, below) in ENTRIES {
            let folder = root.join(name);
            collect(&folder, &folder, below, &mut found)
                .with_context(|| format!("reading {} of web_root", folder.display()))?;
        }
        let files: HashMap<_, _> = found
            .iter()
            .filter(|(path, _)| !is_compressed(path))
            .map(|(path, plain)| Ok((path.clone(), File::new(path, plain, &found)?)))
            .collect::<anyhow::Result<_>>()?;
        for (name, below) in ENTRIES {
            let page = files.contains_key(&format!("{below}/index.html"));
            ensure!(page, "web_root {} has no {name}/index.html", root.display());
        }
        Ok(Self(files))
    }

    /// The file of a path; for paths that name none, the page of their entry point, which knows its own routes.
    fn find(&self, path: &str) -> Option<&File> {
        self.0.get(path).or_else(|| {
            let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
            if names_a_file { None } else { self.0.get(page_of(path)) }
        })
    }
}

impl File {
    fn new(path: &str, plain: &Bytes, found: &HashMap<String, Bytes>) -> anyhow::Result<Self> {
        let mut content_type = mime_guess::from_path(path).first_or_octet_stream().to_string();
        if content_type.starts_with("text/") {
            content_type.push_str("; charset=utf-8");
        }
        let digest = sha256_hex(plain);
        Ok(Self {
            content_type: content_type.parse().context("a content type")?,
            etag: format!("W/\"{}\"", &digest[..32]).parse().context("an ETag")?,
            immutable: has_hash(path),
            plain: plain.clone(),
            brotli: found.get(&format!("{path}.br")).cloned(),
            gzip: found.get(&format!("{path}.gz")).cloned(),
        })
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let headers = request.headers();
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == self.etag);
        let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
        let cache = if self.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        answer
            .insert_header((header::CACHE_CONTROL, cache))
            .insert_header((header::ETAG, self.etag.clone()))
            .insert_header((header::VARY, "Accept-Encoding"));
        // also on 304, whose headers replace those the browser kept: a reload would meet the policy of the API
        if self.content_type.as_bytes().starts_with(b"text/html") {
            answer.insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY));
        }
        if known {
            return answer.finish();
        }
        answer.insert_header((header::CONTENT_TYPE, self.content_type.clone()));
        let (encoding, body) = self.best(headers.get(header::ACCEPT_ENCODING));
        // also for the plain form: what is not worth compressing here is not compressed on the way
        answer.insert_header((header::CONTENT_ENCODING, encoding));
        answer.body(body)
    }

    fn best(&self, accepted: Option<&HeaderValue>) -> (&'static str, Bytes) {
        let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let accepts = |name: &str| {
            accepted.split(',').any(|entry| {
                let mut parts = entry.split(';').map(str::trim);
                parts.next() == Some(name) && parts.next() != Some("q=0")
            })
        };
        match (&self.brotli, &self.gzip) {
            (Some(body), _) if accepts("br") => ("br", body.clone()),
            (_, Some(body)) if accepts("gzip") => ("gzip", body.clone()),
            _ => ("identity", self.plain.clone()),
        }
    }
}

/// The page of the entry point that a path belongs to.
fn page_of(path: &str) -> &'static str {
    let staff = path.strip_prefix("/staff").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if staff { "/staff/index.html" } else { "/index.html" }
}

fn collect(
    root: &Path,
    folder: &Path,
    below: &str,
    found: &mut HashMap<String, Bytes>,
) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            collect(root, &path, below, found)?;
        } else {
            let name = path.strip_prefix(root)?.to_str().context("a file name that is not UTF-8")?;
            found.insert(format!("{below}/{}", name.replace('\\', "/")), Bytes::from(std::fs::read(&path)?));
        }
    }
    Ok(())
}

fn is_compressed(path: &str) -> bool {
    matches!(Path::new(path).extension().and_then(|extension| extension.to_str()), Some("br" | "gz"))
}

/// Whether a name carries a content hash: `family-3f2a9c81.wasm`, `family_3f2a9c81_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_'])
        .any(|part| part.len() >= HASH_LENGTH && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whatever no operation answers: the app for browsers, problems for the API.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::MethodNotAllowed`].
pub async fn fallback(
    request: HttpRequest,
    files: web::Data<Files>,
    routes: web::Data<Routes>,
) -> Result<HttpResponse, Error> {
    let path = request.path();
    let methods = routes.methods(path);
    if !methods.is_empty() {
        return Err(Error::MethodNotAllowed(methods));
    }
    if path == "/api" || path.starts_with("/api/") {
        return Err(Error::NotFound);
    }
    let file = files.find(path).ok_or(Error::NotFound)?;
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Error::MethodNotAllowed(vec!["GET".to_owned(), "HEAD".to_owned()]));
    }
    Ok(file.answer(&request))
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;

    use super::*;

    fn app() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["family", "staff"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        for (name, content) in [
            ("family/index.html", "<!doctype html>"),
            ("family/app-3f2a9c81.wasm", "wasm"),
            ("family/app-3f2a9c81.wasm.br", "brotli"),
            ("family/app-3f2a9c81.wasm.gz", "gzip"),
            ("staff/index.html", "<!doctype html><title>staff</title>"),
            ("staff/desk-3f2a9c82.wasm", "desk"),
        ] {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let files = Files::read(Some(folder.path())).unwrap();
        (folder, files)
    }

    async fn get(files: &Files, path: &str, accepted: &str) -> (String, HttpResponse) {
        let request =
            TestRequest::with_uri(path).insert_header((header::ACCEPT_ENCODING, accepted)).to_http_request();
        let mut answer = files.find(path).unwrap().answer(&request);
        let body = std::mem::replace(&mut answer, HttpResponse::Ok().finish());
        let (head, body) = body.into_parts();
        let bytes = to_bytes(body).await.unwrap();
        (String::from_utf8(bytes.to_vec()).unwrap(), head.set_body(actix_web::body::BoxBody::new(())))
    }

    #[actix_web::test]
    async fn the_best_form_is_sent_and_hashed_names_are_kept() {
        let (_folder, files) = app();
        for (accepted, body) in [("gzip, br", "brotli"), ("gzip", "gzip"), ("", "wasm"), ("br;q=0", "wasm")] {
            let (sent, head) = get(&files, "/app-3f2a9c81.wasm", accepted).await;
            assert_eq!(sent, body, "{accepted}");
            assert_eq!(head.headers().get(header::CONTENT_TYPE).unwrap(), "application/wasm");
            assert!(
                head.headers().get(header::CACHE_CONTROL).unwrap().to_str().unwrap().contains("immutable")
            );
        }
    }

    #[actix_web::test]
    async fn paths_of_the_app_get_its_page_and_lost_files_do_not() {
        let (_folder, files) = app();
        let (family, staff) = ("<!doctype html>", "<!doctype html><title>staff</title>");
        for (path, page) in [
            ("/", family),
            ("/planning", family),
            ("/households/1/planning", family),
            ("/staffing", family),
            ("/staff", staff),
            ("/staff/", staff),
            ("/staff/team", staff),
            ("/staff/files/1", staff),
        ] {
            let (sent, head) = get(&files, path, "").await;
            assert_eq!(sent, page, "{path}");
            assert_eq!(head.headers().get(header::CACHE_CONTROL).unwrap(), "no-cache");
            assert_eq!(head.headers().get(header::CONTENT_SECURITY_POLICY).unwrap(), PAGE_POLICY);
        }
        assert_eq!(get(&files, "/staff/desk-3f2a9c82.wasm", "").await.0, "desk");
        for lost in ["/app-00000000.wasm", "/staff/app-3f2a9c81.wasm", "/desk-3f2a9c82.wasm"] {
            assert!(files.find(lost).is_none(), "{lost}");
        }
        assert!(files.find("/../Cargo.toml").is_none());
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let (folder, _) = app();
        std::fs::remove_file(folder.path().join("staff/index.html")).unwrap();
        let refused = Files::read(Some(folder.path())).err().unwrap().to_string();
        assert!(refused.contains("no staff/index.html"), "{refused}");
        assert!(Files::read(Some(tempfile::tempdir().unwrap().path())).is_err());
        assert!(Files::read(None).unwrap().find("/").is_none());
    }
}
