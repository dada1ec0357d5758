//! A geocoder that answers as it is told, well or badly, and keeps what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use api::config::GeocoderConfig;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How it answers.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// With these properties of the features found.
    Finds(Vec<Value>),
    /// With this body, under this status.
    Says(u16, String),
    /// With this status, and the address of another place.
    Redirects(String),
    /// With a body that never ends.
    Pours,
    /// Not before it behaves otherwise, and then in that way.
    Waits,
}

/// A geocoder on a free port of this machine.
#[derive(Clone)]
pub struct GeocoderServer {
    address: SocketAddr,
    behaviour: Arc<watch::Sender<Behaviour>>,
    /// The heads of the requests it received.
    heads: Arc<Mutex<Vec<String>>>,
}

impl GeocoderServer {
    /// Starts one that finds nothing; it lives as long as the test's runtime.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (behaviour, _) = watch::channel(Behaviour::Finds(Vec::new()));
        let server = Self {
            address: listener.local_addr().unwrap(),
            behaviour: Arc::new(behaviour),
            heads: Arc::default(),
        };
        let clone = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = clone.clone();
                // a client that breaks off is no failure
                tokio::spawn(async move { drop(server.answer(stream).await) });
            }
        });
        server
    }

    /// Settings that name it, with time enough for a machine that is busy.
    #[must_use]
    pub fn settings(&self) -> GeocoderConfig {
        GeocoderConfig {
            url: Some(format!("http://{}/geocodage", self.address)),
            timeout_milliseconds: 60_000,
            ..GeocoderConfig::default()
        }
    }

    /// An address of it.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers in this way from now on, also those who wait.
    pub fn behave(&self, behaviour: Behaviour) {
        self.behaviour.send_replace(behaviour);
    }

    /// The heads of the requests received so far, in order.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn answer(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head).await? == 0 {
                return Ok(());
            }
        }
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).push(head);
        let mut told = self.behaviour.subscribe();
        let told = told.wait_for(|behaviour| !matches!(behaviour, Behaviour::Waits)).await;
        let Ok(behaviour) = told.map(|behaviour| behaviour.clone()) else { return Ok(()) };
        let stream = stream.get_mut();
        let (status, headers, body) = match behaviour {
            Behaviour::Finds(properties) => (200, String::new(), found(&properties)),
            Behaviour::Says(status, body) => (status, String::new(), body),
            Behaviour::Redirects(to) => (302, format!("Location: {to}\r\n"), String::new()),
            Behaviour::Pours => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"features\":[").await?;
                loop {
                    stream.write_all(&[b' '; 4096]).await?;
                }
            }
            Behaviour::Waits => return Ok(()),
        };
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} -\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        stream.shutdown().await
    }
}

/// An answer of Addok.
fn found(properties: &[Value]) -> String {
    let feature = |properties: &Value| {
        json!({ "type": "Feature", "properties": properties,
            "geometry": { "type": "Point", "coordinates": [7.6, 48.9] } })
    };
    let features: Vec<Value> = properties.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features, "query": "what was asked" }).to_string()
}
