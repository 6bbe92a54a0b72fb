//! Who is let in: addresses, names of hosts, tokens, rates.

use crate::{
    error::{ApiError, ErrorKind, ServiceError},
    tokens::{Caller, Role, Tokens},
};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{header, HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
    time::Instant,
};

/// The gate before all endpoints.
#[derive(Debug)]
pub struct Gate {
    tokens: Option<Tokens>,
    /// Names that a request may call this host, if not all.
    hosts: Option<Vec<String>>,
    rates: DefaultKeyedRateLimiter<String>,
}

impl Gate {
    /// For a service at an address. Beyond loopback there must be tokens: who listens to a network without them lets everybody
    /// prove at his cost, and read what is proved. On loopback the browser is the way in from outside: a page can point a
    /// name of its own at 127.0.0.1, so only names of this machine are taken, and those that `allowed` adds.
    pub fn new(
        listen: SocketAddr,
        tokens: Option<Tokens>,
        allowed: Vec<String>,
        rate: u32,
    ) -> Result<Self, ServiceError> {
        let local = listen.ip().is_loopback();
        if !local && tokens.is_none() {
            return Err(ServiceError::new(
                ErrorKind::Options,
                format!("listen at {listen}"),
                "the address can be reached from other machines, and there are no tokens",
                "give --tokens FILE (--new-token NAME prints a line of it), or listen at a loopback address",
            ));
        }
        let hosts = (local || !allowed.is_empty()).then(|| {
            let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
            let asked = listen.ip().to_string();
            own.into_iter().chain([asked]).chain(allowed.into_iter().map(|name| name.to_ascii_lowercase())).collect()
        });
        let rate = NonZeroU32::new(rate.max(1)).unwrap_or(NonZeroU32::MIN);
        // A second's worth may come at once.
        Ok(Self { tokens, hosts, rates: RateLimiter::keyed(Quota::per_second(rate)) })
    }

    /// Whether requests must show a token.
    pub fn asks_for_tokens(&self) -> bool {
        self.tokens.is_some()
    }

    fn caller(&self, headers: &HeaderMap, address: IpAddr) -> Result<Caller, ApiError> {
        let Some(tokens) = &self.tokens else {
            return Ok(Caller { name: address.to_string(), role: Role::Operator });
        };
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let token = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let caller = token.and_then(|(_, token)| tokens.caller(token.trim()));
        caller.cloned().ok_or_else(|| {
            let help = "send `authorization: Bearer TOKEN` with a token that the service knows";
            ApiError::new(StatusCode::UNAUTHORIZED, "no_token", "there is no token, or not a known one", help)
        })
    }

    fn admits_host(&self, headers: &HeaderMap) -> bool {
        let Some(hosts) = &self.hosts else { return true };
        let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        hosts.iter().any(|known| known.eq_ignore_ascii_case(name) || format!("[{known}]").eq_ignore_ascii_case(name))
    }

    /// Forgets callers that have been quiet for long.
    pub fn tidy(&self) {
        self.rates.retain_recent();
    }

    fn rate(&self, key: &String) -> Result<(), ApiError> {
        self.rates.check_key(key).map_err(|_| {
            let (message, help) = ("more requests a second than this caller may send", "wait for a second");
            ApiError::too_many("rate", message, help, 1)
        })
    }
}

fn address(request: &Request) -> IpAddr {
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::from([0, 0, 0, 0]), |info| info.0.ip())
}

/// Refuses requests that call this host by a name that is not its own.
pub async fn host(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    if !gate.admits_host(request.headers()) {
        let (message, help) = ("the request calls this host by a name that is not its own", "see --allow-host");
        return ApiError::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", message, help).into_response();
    }
    next.run(request).await
}

/// Lets in who has a token, at a bearable rate.
pub async fn admit(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let from = address(&request);
    let admitted = gate.caller(request.headers(), from).map_err(|refused| {
        // Guessing is counted too, by address.
        gate.rate(&format!("? {from}")).err().unwrap_or(refused)
    });
    let admitted = admitted.and_then(|caller| gate.rate(&caller.name).map(|()| caller));
    match admitted {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

/// Logs and counts requests. Paths are those of the document: what a client writes into one is not repeated.
pub async fn observe(request: Request, next: Next) -> Response {
    let began = Instant::now();
    // Whoever asks may make up methods, and every label is kept for ever.
    let known = [Method::GET, Method::POST, Method::DELETE, Method::PUT, Method::PATCH, Method::HEAD, Method::OPTIONS];
    let method = known.iter().find(|known| *known == request.method()).map_or("other", Method::as_str).to_owned();
    let path = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), began.elapsed());
    let labels = [("method", method.clone()), ("path", path.clone()), ("status", status.to_string())];
    metrics::counter!("zkml_http_requests_total", &labels).increment(1);
    metrics::histogram!("zkml_http_request_seconds", "path" => path.clone()).record(took.as_secs_f64());
    let ms = took.as_secs_f64() * 1e3;
    match status {
        500.. => tracing::warn!(method, path, status, ms, "request"),
        _ => tracing::debug!(method, path, status, ms, "request"),
    }
    response
}

/// An operator, or the reason why not.
pub fn operator(caller: &Caller) -> Result<(), ApiError> {
    match caller.role {
        Role::Operator => Ok(()),
        Role::Client => {
            let help = "ask with a token of the role `operator`";
            Err(ApiError::new(StatusCode::FORBIDDEN, "not_an_operator", "this is for operators", help))
        }
    }
}
