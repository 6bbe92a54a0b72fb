//! Connections: each has so long to say what it wants.

use crate::shutdown::Stop;
use axum::{body::Body, extract::ConnectInfo, Router};
use hyper::{body::Incoming, server::conn::http1, Request};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{io::ErrorKind, net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// Takes connections until it is told to stop; returns those that are open then.
///
/// The head of a request, the first of a connection or a later one, must be there within `patience`. Nobody has shown a token
/// before it is: else whoever can connect could have connections for ever, as many as this process may have files, and a
/// request that is never whole would keep the process from ending.
pub async fn take(listener: &TcpListener, router: Router, patience: Duration, stop: &Stop) -> GracefulShutdown {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let open = GracefulShutdown::new();
    loop {
        let (stream, from): (TcpStream, SocketAddr) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    refused(&error).await;
                    continue;
                }
            },
            () = stop.wait() => return open,
        };
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            request
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::trace!(%error, "a connection broke off");
            }
        });
    }
}

/// Waits where trying again at once would not help.
async fn refused(error: &std::io::Error) {
    let kinds = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionRefused, ErrorKind::ConnectionReset];
    if !kinds.contains(&error.kind()) {
        // This process has no file left, most of the time; it has one when a connection ends.
        tracing::warn!(%error, "no connection is taken");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
