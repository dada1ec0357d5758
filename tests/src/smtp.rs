//! A mail server that keeps what it receives, and refuses as often as it is told.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::wait::eventually;

/// A mail that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its envelope's sender.
    pub from: String,
    /// Its envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body, as sent.
    pub data: String,
}

/// A mail server on a free port of this machine.
#[derive(Clone)]
pub struct SmtpServer {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    refusals: Arc<AtomicUsize>,
    conversations: Arc<AtomicUsize>,
}

impl SmtpServer {
    /// Starts one; it lives as long as the test's runtime.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            received: Arc::default(),
            refusals: Arc::default(),
            conversations: Arc::default(),
        };
        let clone = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = clone.clone();
                server.conversations.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    // a client that breaks off has lost its mail, as in life
                    let _ = server.converse(stream).await;
                    server.conversations.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// How to reach it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Refuses the next `count` mails for a while (451).
    pub fn refuse_next(&self, count: usize) {
        self.refusals.store(count, Ordering::SeqCst);
    }

    /// What was received so far.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until nobody talks to it: what a client had sent before it died has been read.
    pub async fn at_rest(&self) {
        eventually("the mail server is at rest", async || {
            (self.conversations.load(Ordering::SeqCst) == 0).then_some(())
        })
        .await;
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut mail = Received { from: String::new(), to: Vec::new(), data: String::new() };
        write.write_all(b"220 test ESMTP\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-test\r\n250 8BITMIME\r\n",
                "MAIL" => {
                    mail = Received { from: address(&line), to: Vec::new(), data: String::new() };
                    "250 OK\r\n"
                }
                "RCPT" => {
                    mail.to.push(address(&line));
                    "250 OK\r\n"
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    loop {
                        let Some(line) = lines.next_line().await? else { return Ok(()) };
                        if line == "." {
                            break;
                        }
                        mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                        mail.data.push_str("\r\n");
                    }
                    self.decide(&mail)
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                "HELO" | "RSET" | "NOOP" => "250 OK\r\n",
                _ => "502 unknown\r\n",
            };
            write.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }

    fn decide(&self, mail: &Received) -> &'static str {
        let refused =
            self.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if refused.is_ok() {
            return "451 come back later\r\n";
        }
        self.received.lock().unwrap().push(mail.clone());
        "250 kept\r\n"
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
