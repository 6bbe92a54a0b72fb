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

/// Hears when the process is asked to end: ctrl-c, or the signal that service managers send.
#[derive(Debug)]
pub struct Asked {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Asked {
    /// Hears from now on. Until then a signal ends the process at once; so whoever has something to give back listens first.
    pub fn listen() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{signal, SignalKind};
            Ok(Self { signals: [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?] })
        }
        #[cfg(not(unix))]
        {
            Ok(Self {})
        }
    }

    /// Until it is asked, or at once if it was since this listens.
    pub async fn wait(&mut self) {
        #[cfg(unix)]
        {
            let [terminate, interrupt] = &mut self.signals;
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        #[cfg(not(unix))]
        {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
