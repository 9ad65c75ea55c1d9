//! A static file server on the loopback address, for `make run` and the browser stories.
//!
//! It behaves as the hosts in README.md do: right media types, the shell for addresses of the app, a plain 404 for missing files.
//! Files are revalidated on every request (`no-cache` with an ETag), so that a new build is seen at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::dist::fingerprint;
use crate::project::Project;

/// What to serve and where.
pub struct Options {
    /// The built folder.
    pub dir: PathBuf,
    /// Address of the folder below the host, `/` or `/some/path/`.
    pub base: String,
    /// TCP port; 0 picks a free one.
    pub port: u16,
}

impl Options {
    /// `dist/` at the root of port 8080.
    pub fn of(project: &Project) -> Self {
        Self {
            dir: project.root.join("dist"),
            base: "/".to_owned(),
            port: 8080,
        }
    }
}

/// A request line with headers fits many times over; more is not from a browser.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Serves until the process ends. Prints the address as the one line on standard output.
pub fn run(options: &Options) -> Result<()> {
    if !options.dir.join("index.html").is_file() {
        bail!("{} has no index.html; `make dist` builds it", options.dir.display());
    }
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).with_context(|| format!("port {} of 127.0.0.1 is taken", options.port))?;
    let port = listener.local_addr()?.port();
    println!("http://127.0.0.1:{port}{}", options.base);
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            let Ok(stream) = stream else { continue };
            // A connection that breaks concerns only its browser.
            scope.spawn(move || drop(converse(&stream, options)));
        }
    });
    Ok(())
}

/// Answers requests on one connection until the browser closes it or is silent for a while.
fn converse(stream: &TcpStream, options: &Options) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let response = answer(&request, options);
        let mut writer = stream;
        writer.write_all(&response.bytes(request.method == "HEAD"))?;
        if request.close {
            break;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Request {
    method: String,
    target: String,
    accepts_html: bool,
    known: Option<String>,
    close: bool,
}

impl Request {
    /// The next request, or `None` at the end of the connection.
    fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut head = reader.take(LONGEST_HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut request = Self {
            method: words.next().unwrap_or_default(),
            target: words.next().unwrap_or_default(),
            ..Self::default()
        };
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 || line.trim().is_empty() {
                return Ok(Some(request));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "accept" => request.accepts_html = value.contains("text/html"),
                "if-none-match" => request.known = Some(value.to_owned()),
                "connection" => request.close = value.eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
    }
}

struct Response {
    status: &'static str,
    media: &'static str,
    tag: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Response {
    fn plain(status: &'static str) -> Self {
        Self {
            status,
            media: "text/plain; charset=utf-8",
            tag: None,
            location: None,
            body: status.as_bytes().to_owned(),
        }
    }

    fn bytes(&self, head_only: bool) -> Vec<u8> {
        let tag = self.tag.as_ref().map(|tag| format!("ETag: {tag}\r\n")).unwrap_or_default();
        let location = self.location.as_ref().map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n{tag}{location}\r\n",
            self.status,
            self.media,
            self.body.len(),
        );
        let mut bytes = head.into_bytes();
        if !head_only {
            bytes.extend(&self.body);
        }
        bytes
    }
}

fn answer(request: &Request, options: &Options) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        return Response::plain("405 Method Not Allowed");
    }
    let path = request.target.split(['?', '#']).next().unwrap_or_default();
    let Some(inside) = path.strip_prefix(options.base.as_str()) else {
        let home = path == options.base.trim_end_matches('/') || path == "/";
        let location = home.then(|| options.base.clone());
        return Response {
            location,
            ..Response::plain(if home { "302 Found" } else { "404 Not Found" })
        };
    };
    let wanted = decode(inside).and_then(|path| safe(&path));
    let Some(wanted) = wanted else {
        return Response::plain("400 Bad Request");
    };
    let file = if wanted.as_os_str().is_empty() {
        PathBuf::from("index.html")
    } else {
        wanted
    };
    match std::fs::read(options.dir.join(&file)) {
        Ok(body) => found(request, &file, body),
        // An address of the app, such as /contacts, opened or reloaded directly: the shell finds its way from there.
        Err(_) if request.accepts_html => match std::fs::read(options.dir.join("404.html")) {
            Ok(body) => found(request, Path::new("404.html"), body),
            Err(_) => Response::plain("404 Not Found"),
        },
        Err(_) => Response::plain("404 Not Found"),
    }
}

fn found(request: &Request, file: &Path, body: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", &fingerprint(&body)[..16]);
    let known = request.known.as_ref() == Some(&tag);
    let status = if known { "304 Not Modified" } else { "200 OK" };
    Response {
        status,
        media: media_type(file),
        tag: Some(tag),
        location: None,
        body: if known { Vec::new() } else { body },
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Undoes percent-encoding; `None` where it is broken or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let text = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(text, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// A path that stays inside the served folder, or `None`.
fn safe(path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let inside = !path.as_os_str().as_encoded_bytes().contains(&0) && path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(base: &str) -> (Options, PathBuf) {
        let name = format!("kith-serve-{}-{}", std::process::id(), base.len());
        let dir = std::env::temp_dir().join(name);
        for (file, text) in [("index.html", "shell"), ("404.html", "shell"), ("a.wasm", "wasm")] {
            crate::project::write(&dir.join(file), text).unwrap();
        }
        (
            Options {
                dir: dir.clone(),
                base: base.to_owned(),
                port: 0,
            },
            dir,
        )
    }

    fn get(options: &Options, target: &str, accept: &str) -> Response {
        let text = format!("GET {target} HTTP/1.1\r\nAccept: {accept}\r\n\r\n");
        answer(&Request::read(&mut text.as_bytes()).unwrap().unwrap(), options)
    }

    #[test]
    fn files_addresses_and_strangers() {
        let (options, dir) = served("/kith/");
        let file = get(&options, "/kith/a.wasm?v=1", "*/*");
        assert_eq!(
            (file.status, file.media, file.body.as_slice()),
            ("200 OK", "application/wasm", b"wasm".as_slice())
        );
        let address = get(&options, "/kith/contacts/1", "text/html,*/*");
        assert_eq!((address.status, address.body.as_slice()), ("200 OK", b"shell".as_slice()));
        assert_eq!(get(&options, "/kith/missing.js", "*/*").status, "404 Not Found");
        assert_eq!(get(&options, "/other", "*/*").status, "404 Not Found");
        assert_eq!(get(&options, "/kith", "*/*").location.as_deref(), Some("/kith/"));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_reached() {
        let (options, dir) = served("/");
        for target in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/a%00", "/%zz", "/%ff"] {
            assert_eq!(get(&options, target, "*/*").status, "400 Bad Request", "{target}");
        }
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn an_unchanged_file_is_not_sent_twice() {
        let (options, dir) = served("/x/");
        let tag = get(&options, "/x/a.wasm", "*/*").tag.unwrap();
        let text = format!("GET /x/a.wasm HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n");
        let again = answer(&Request::read(&mut text.as_bytes()).unwrap().unwrap(), &options);
        assert_eq!((again.status, again.body.len()), ("304 Not Modified", 0));
        std::fs::remove_dir_all(dir).unwrap();
    }
}
