//! What a command says when it cannot do what it was asked to.

use std::path::Path;
use zkml_chain::ChainError;
use zkml_circuits::{artifact::ArtifactError, circuit::CircuitError, groth16::ProveError};
use zkml_compiler::{CompileError, ErrorKind};
use zkml_service::{ErrorKind as ServiceErrorKind, ServiceError};

/// Exit codes, as the help text documents them. clap uses 2 itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    Bug = 1,
    Usage = 2,
    Model = 3,
    Unsupported = 4,
    Data = 5,
    Input = 6,
    Artifact = 7,
    InvalidProof = 8,
    Chain = 9,
    Io = 10,
    Node = 11,
}

/// An error as people and programs read it: what failed, why, and the way out.
#[derive(Clone, Debug)]
pub struct CliError {
    /// Completes "failed to …".
    pub failed_to: String,
    pub cause: String,
    pub help: String,
    pub code: Code,
}

impl CliError {
    pub fn new(failed_to: impl Into<String>, cause: impl Into<String>, help: impl Into<String>, code: Code) -> Self {
        Self { failed_to: failed_to.into(), cause: cause.into(), help: help.into(), code }
    }

    /// One line.
    pub fn line(&self) -> String {
        format!("failed to {}: {}; {}", self.failed_to, self.cause, self.help)
    }

    pub fn chain(failed_to: impl Into<String>, e: ChainError) -> Self {
        let code = match e {
            ChainError::Unreachable { .. } | ChainError::InFlight { .. } | ChainError::NotIncluded { .. } => Code::Node,
            ChainError::Unexpected(_) | ChainError::Import { .. } => Code::Bug,
            _ => Code::Chain,
        };
        Self::new(failed_to, e.to_string(), e.help(), code)
    }

    pub fn compile(failed_to: impl Into<String>, e: CompileError) -> Self {
        let code = match e.kind() {
            ErrorKind::Model => Code::Model,
            ErrorKind::Unsupported => Code::Unsupported,
            ErrorKind::Data => Code::Data,
            ErrorKind::Input => Code::Input,
            ErrorKind::Internal => Code::Bug,
        };
        let code = if matches!(e, CompileError::Io { .. }) { Code::Io } else { code };
        Self::new(failed_to, e.to_string(), e.help(), code)
    }

    pub fn artifact(path: &Path, e: ArtifactError) -> Self {
        let (help, code) = match &e {
            ArtifactError::Magic | ArtifactError::Kind { .. } => ("check which file is given where", Code::Artifact),
            ArtifactError::Version(_) => {
                ("make the file again with this program, or read it with the one that made it", Code::Artifact)
            }
            ArtifactError::Checksum | ArtifactError::Head(_) | ArtifactError::Body(_) => {
                ("copy the file again, or make it again", Code::Artifact)
            }
            ArtifactError::OtherModel { .. } | ArtifactError::Curve { .. } | ArtifactError::ProvingKey(_) => {
                ("use the files that belong to one model, or make the keys again with `zkml setup`", Code::Artifact)
            }
            ArtifactError::OtherParams { .. } => {
                ("verify with the key's file of this training: `zkml setup --reuse` writes it", Code::Artifact)
            }
            ArtifactError::OtherKey => {
                ("verify with the key that `zkml setup` wrote beside the proving key", Code::Artifact)
            }
            ArtifactError::Circuit(_) => ("compile the model again", Code::Model),
            ArtifactError::Key(_) => ("do not use this key; make or ask for another", Code::Artifact),
            ArtifactError::Layout(_) | ArtifactError::Nullifier | ArtifactError::Verify(_) => {
                ("do not trust what it claims", Code::InvalidProof)
            }
        };
        Self::new(format!("use {}", path.display()), e.to_string(), help, code)
    }

    pub fn service(e: ServiceError) -> Self {
        let code = match e.kind {
            ServiceErrorKind::Options => Code::Usage,
            ServiceErrorKind::Model => Code::Model,
            ServiceErrorKind::Key => Code::Artifact,
            ServiceErrorKind::Io | ServiceErrorKind::Queue => Code::Io,
        };
        Self::new(e.failed_to, e.cause, e.help, code)
    }

    pub fn prove(failed_to: impl Into<String>, e: ProveError) -> Self {
        let (help, code) = match &e {
            ProveError::Circuit(CircuitError::InputLength { .. } | CircuitError::InputRange(_)) => {
                ("give the input that the model was compiled for", Code::Input)
            }
            ProveError::Circuit(_) => ("compile the model again", Code::Model),
            ProveError::ProvingKey(_) | ProveError::Invalid(_) | ProveError::Setup(_) => {
                ("make the keys again with `zkml setup`", Code::Artifact)
            }
            ProveError::Synthesis(_) | ProveError::Unsatisfied(_) | ProveError::Stopped => {
                ("please report this, with the model if it can be shared", Code::Bug)
            }
        };
        Self::new(failed_to, e.to_string(), help, code)
    }
}
