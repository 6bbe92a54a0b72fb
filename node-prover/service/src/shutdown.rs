//! Stopping in good order.

use tokio::sync::watch;

/// Told once that it is time to stop, and tells everybody who holds a copy.
#[derive(Clone, Debug)]
pub struct Stop {
    told: watch::Sender<bool>,
}

impl Default for Stop {
    fn default() -> Self {
        Self { told: watch::Sender::new(false) }
    }
}

impl Stop {
    /// It is time.
    pub fn tell(&self) {
        self.told.send_replace(true);
    }

    /// Whether it is.
    pub fn is_told(&self) -> bool {
        *self.told.borrow()
    }

    /// Until it is.
    pub async fn wait(&self) {
        // The sender is `self`, so the channel is open.
        let _ = self.told.subscribe().wait_for(|told| *told).await;
    }
}

/// Until the process is asked to end: ctrl-c, or the signal that service managers send.
pub async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{signal, SignalKind};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            },
            Err(_) => {
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
