//! The files that the build made: each under a name that changes with its content, so that a browser may keep it for
//! ever; only the loader and the service worker keep their names. Compressed files lie beside the plain ones.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::{Path as InPath, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::app::App;
use crate::error::PageError;
use crate::routes::{Route, Who};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The names under which files are served.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    folder: PathBuf,
    /// Logical name → served name.
    served: HashMap<String, String>,
    /// The served names that may be asked for.
    known: HashSet<String>,
}

/// The folder is no site.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// There is no manifest, or it can't be read.
    #[error("{}", crate::words::no_site(.0))]
    Missing(PathBuf),
    /// The manifest is not what a build writes.
    #[error("{}", crate::words::broken_site(.0))]
    Broken(PathBuf),
}

impl Assets {
    /// Reads the manifest of a site.
    ///
    /// # Errors
    /// [`AssetsError`].
    pub fn open(folder: &Path) -> Result<Self, AssetsError> {
        let manifest = std::fs::read(folder.join("manifest.json"))
            .map_err(|_| AssetsError::Missing(folder.to_owned()))?;
        let served: HashMap<String, String> = serde_json::from_slice(&manifest)
            .map_err(|_| AssetsError::Broken(folder.to_owned()))?;
        let known = served.values().cloned().collect();
        Ok(Self {
            folder: folder.to_owned(),
            served,
            known,
        })
    }

    /// The address of a file by its logical name; where the build made none, the logical name itself, which answers 404.
    #[must_use]
    pub fn url(&self, logical: &str) -> String {
        self.find(logical)
            .unwrap_or_else(|| format!("/assets/{logical}"))
    }

    /// The address of a file, if the build made it.
    #[must_use]
    pub fn find(&self, logical: &str) -> Option<String> {
        let served = self.served.get(logical)?;
        Some(format!("/assets/{served}"))
    }
}

/// The files' addresses.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/assets/{*file}", Who::Anybody, hashed),
        Route::get("/loader.js", Who::Anybody, loader),
        Route::get("/app/sw.js", Who::Anybody, service_worker),
    ]
}

async fn hashed(
    State(app): State<Arc<App>>,
    InPath(name): InPath<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if !app.assets.known.contains(&name) {
        return Err(PageError::NotFound);
    }
    let mut response = file(&app.assets, &name, &headers).await?;
    insert(&mut response, header::CACHE_CONTROL, FOR_EVER);
    Ok(response)
}

/// Read by pages of other sites.
async fn loader(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, PageError> {
    let mut response = named(&app.assets, "loader.js", &headers).await?;
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    insert(&mut response, policy, "cross-origin");
    Ok(response)
}

async fn service_worker(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let logical = if app.assets.served.contains_key("app/sw.js") {
        "app/sw.js"
    } else {
        "sw.js"
    };
    named(&app.assets, logical, &headers).await
}

async fn named(assets: &Assets, logical: &str, headers: &HeaderMap) -> Result<Response, PageError> {
    let name = assets.served.get(logical).ok_or(PageError::NotFound)?;
    let mut response = file(assets, name, headers).await?;
    insert(&mut response, header::CACHE_CONTROL, "no-cache");
    Ok(response)
}

async fn file(assets: &Assets, name: &str, headers: &HeaderMap) -> Result<Response, PageError> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok());
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz"), ("", "")] {
        if !accepts(accepted.unwrap_or_default(), encoding) {
            continue;
        }
        let path = assets.folder.join(format!("{name}{ending}"));
        let content = match tokio::fs::read(&path).await {
            Ok(content) => content,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                tracing::error!(%error, name, "a file of the site can't be read");
                return Err(PageError::Unavailable);
            }
        };
        let mut response = (StatusCode::OK, content).into_response();
        insert(&mut response, header::CONTENT_TYPE, content_type(name));
        insert(&mut response, header::VARY, "accept-encoding");
        if !encoding.is_empty() {
            insert(&mut response, header::CONTENT_ENCODING, encoding);
        }
        return Ok(response);
    }
    Err(PageError::NotFound)
}

fn insert(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}

/// Whether the list of encodings names this one and does not refuse it.
fn accepts(accepted: &str, encoding: &str) -> bool {
    encoding.is_empty()
        || accepted.split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(encoding) && parts.all(|part| part != "q=0")
        })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("mp3") => "audio/mpeg",
        Some("ogg") => "audio/ogg",
        Some("wav") => "audio/wav",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
