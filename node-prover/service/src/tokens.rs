//! Who may ask: bearer tokens, of which the service keeps hashes only.

use crate::error::{ErrorKind, ServiceError};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// See the models, deliver inputs, have jobs of its own.
    Client,
    /// Everything: all jobs, and the metrics.
    Operator,
}

/// One who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The token's name; an address where there are no tokens.
    pub name: String,
    /// What it may do.
    pub role: Role,
}

impl Caller {
    /// Whose a job is that this caller submits: its own, and for an operator everybody's who is one.
    pub fn owner(&self) -> &str {
        match self.role {
            Role::Client => &self.name,
            Role::Operator => "",
        }
    }

    /// Whose jobs it sees: `None` for all.
    pub fn sees(&self) -> Option<&str> {
        match self.role {
            Role::Client => Some(&self.name),
            Role::Operator => None,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    role: Role,
    /// Of the token as it is sent.
    sha256: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    token: Vec<Line>,
}

/// The tokens of a service.
#[derive(Clone, Debug)]
pub struct Tokens {
    lines: Vec<(Caller, [u8; 32])>,
}

impl Tokens {
    /// Reads a file of `[[token]]` tables with `name`, `role` and `sha256`.
    pub fn read(path: &Path) -> Result<Self, ServiceError> {
        let text = std::fs::read_to_string(path).map_err(|e| {
            let help = "check the path and its permissions";
            ServiceError::new(ErrorKind::Io, format!("read {}", path.display()), e, help)
        })?;
        Self::parse(&text).map_err(|cause| {
            let help = "`--new-token NAME` prints a line as the file needs it";
            ServiceError::new(ErrorKind::Options, format!("use {}", path.display()), cause, help)
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        // The parser's message repeats a line of the file; its first line does not.
        let file: File = toml::from_str(text).map_err(|e| e.message().to_owned())?;
        let mut lines: Vec<(Caller, [u8; 32])> = Vec::new();
        for Line { name, role, sha256 } in file.token {
            if !is_name(&name) {
                return Err("a name is empty, longer than 64 characters, or has others than a-z, 0-9, - and _".into());
            }
            let mut hash = [0; 32];
            hex::decode_to_slice(&sha256, &mut hash)
                .map_err(|_| format!("the token {name:?} has a sha256 that is not 64 hexadecimal digits"))?;
            if lines.iter().any(|(caller, other)| caller.name == name || *other == hash) {
                return Err(format!("the token {name:?} is there twice"));
            }
            lines.push((Caller { name, role }, hash));
        }
        if lines.is_empty() {
            return Err("it holds no token".into());
        }
        Ok(Self { lines })
    }

    /// Who has this token. Every line is compared in full, so that time tells neither a prefix nor a place.
    pub fn caller(&self, token: &str) -> Option<&Caller> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let (mut found, mut at) = (Choice::from(0), 0u32);
        for (i, (_, expected)) in self.lines.iter().enumerate() {
            let same = expected.ct_eq(&hash);
            at.conditional_assign(&(i as u32), same);
            found |= same;
        }
        bool::from(found).then(|| &self.lines[at as usize].0)
    }
}

fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_'))
}

/// A new token and the lines for the file. The token is nowhere else: who loses it needs another.
pub fn new_token(name: &str, role: Role) -> Result<(String, String), ServiceError> {
    if !is_name(name) {
        let cause = "a name has 1 to 64 letters, digits, - and _";
        return Err(ServiceError::new(ErrorKind::Options, "make a token", cause, "choose another name"));
    }
    let mut bytes = [0; 32];
    rand::rngs::OsRng.fill_bytes(&mut bytes);
    let token = format!("zkml_{}", hex::encode(bytes));
    let role = match role {
        Role::Client => "client",
        Role::Operator => "operator",
    };
    let hash = hex::encode(Sha256::digest(token.as_bytes()));
    Ok((token, format!("[[token]]\nname = \"{name}\"\nrole = \"{role}\"\nsha256 = \"{hash}\"\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_who_has_a_token() {
        let (alice, alices) = new_token("alice", Role::Client).unwrap();
        let (bob, bobs) = new_token("bob", Role::Operator).unwrap();
        let tokens = Tokens::parse(&format!("{alices}{bobs}")).unwrap();
        assert_eq!(tokens.caller(&alice), Some(&Caller { name: "alice".into(), role: Role::Client }));
        assert_eq!(tokens.caller(&bob).unwrap().role, Role::Operator);
        for wrong in ["", "zkml_", &alice[..alice.len() - 1], &format!("{alice} "), &alice.to_uppercase()] {
            assert_eq!(tokens.caller(wrong), None, "{wrong:?}");
        }
        assert!(!alices.contains(&alice), "the file does not hold the token");
    }

    #[test]
    fn refuses_a_file_that_is_not_one() {
        let (_, line) = new_token("alice", Role::Client).unwrap();
        let twice = format!("{line}{line}");
        let odd = line.replace("alice", "a b");
        let role = line.replace("client", "king");
        let extra = format!("{line}more = 1\n");
        let same = format!("{line}{}", line.replace("alice", "bob"));
        let (_, other) = new_token("alice", Role::Operator).unwrap();
        let namesake = format!("{line}{other}");
        let (long, none) = (line.replace("alice", &"a".repeat(65)), line.replace("alice", ""));
        let short = line.replace("sha256 = \"", "sha256 = \"00");
        let texts = ["", "[[token]]", "token = 3", &twice, &odd, &role, &extra, &same, &namesake, &long, &none, &short];
        for text in texts {
            let error = Tokens::parse(text).unwrap_err();
            assert!(!error.contains("sha256 = "), "{text}: {error}");
        }
        for name in ["", "a b", "? 10.0.0.1", "a\nb", &"a".repeat(65)] {
            assert!(new_token(name, Role::Client).is_err(), "{name:?}");
        }
    }
}
