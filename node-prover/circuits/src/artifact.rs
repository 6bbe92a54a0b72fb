//! The bytes of models, keys and proofs.
//!
//! Every artifact is `"ZKML" ‖ kind (1 byte) ‖ format version (u16) ‖ curve (1 byte) ‖ model hash (32 bytes) ‖ body (SCALE) ‖
//! blake2-256 of everything before`. The checksum tells damage from malice; malice is met by checking everything that is
//! decoded.

use crate::{
    circuit::{Circuit, CircuitError, Parameters},
    graph::Graph,
    groth16::{EncodedKey, ProveError, Proved, ProvingKey},
};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use sp_crypto_hashing::blake2_256;
use zkml_primitives::{
    packing::PackError, verify, Context, Curve, CurveId, FieldBytes, KeyError, Layout, LayoutError, Nullifier, Params,
    Scale, Setup, Statement, VerifyError, VerifyingKey, Visibility,
};

/// Version of all formats. Anything that changes the meaning of a file changes it.
pub const FORMAT_VERSION: u16 = 2;

const MAGIC: [u8; 4] = *b"ZKML";
const HEAD: usize = 4 + 1 + 2 + 1 + 32;

/// What an artifact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A compiled model.
    Model = 1,
    /// A proving key.
    ProvingKey = 2,
    /// A verifying key with the model's layout.
    VerifyingKey = 3,
    /// A proof with its statement.
    Proof = 4,
}

impl Kind {
    fn from_byte(byte: u8) -> Option<Self> {
        [Kind::Model, Kind::ProvingKey, Kind::VerifyingKey, Kind::Proof].into_iter().find(|kind| *kind as u8 == byte)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Model => "model",
            Kind::ProvingKey => "proving key",
            Kind::VerifyingKey => "verifying key",
            Kind::Proof => "proof",
        })
    }
}

/// Why bytes are not the artifact that is wanted.
#[derive(Debug, thiserror::Error)]
pub enum ArtifactError {
    /// No magic bytes.
    #[error("this is not a zkml file")]
    Magic,
    /// Another kind of artifact.
    #[error("this is a {got} file, a {expected} file is wanted")]
    Kind {
        /// What is wanted.
        expected: Kind,
        /// What it is.
        got: Kind,
    },
    /// Made by another version of the program.
    #[error("the file has format version {0}, this program reads version {FORMAT_VERSION}")]
    Version(u16),
    /// A curve or kind that does not exist.
    #[error("the file's head is malformed: {0}")]
    Head(&'static str),
    /// Cut off or changed.
    #[error("the file is damaged: it is cut off, or its bytes were changed")]
    Checksum,
    /// The checksum holds and the content makes no sense: somebody made it so.
    #[error("the file's content is malformed: {0}")]
    Body(String),
    /// It belongs to another model.
    #[error("this {kind} belongs to model {got:?} ({got_hash}), not to {expected:?} ({expected_hash})")]
    OtherModel {
        /// What belongs to another model.
        kind: Kind,
        /// The model that it belongs to.
        got: String,
        /// That model's hash, shortened.
        got_hash: String,
        /// The model that is wanted.
        expected: String,
        /// Its hash, shortened.
        expected_hash: String,
    },
    /// It is for another curve.
    #[error("this {kind} is for curve {got}, not for {expected}")]
    Curve {
        /// What is for another curve.
        kind: Kind,
        /// The curve it is for.
        got: CurveId,
        /// The curve that is wanted.
        expected: CurveId,
    },
    /// The proof is about other parameters than the verifying key's file.
    #[error("this proof was made with the parameters {got}, the verifying key's file is for {expected}")]
    OtherParams {
        /// Digest of the proof's parameters.
        got: String,
        /// Digest that the file names.
        expected: String,
    },
    /// The proof was made with another key of the same model.
    #[error("this proof was made for another verifying key of the same model")]
    OtherKey,
    /// The model's circuit.
    #[error("the model is unusable: {0}")]
    Circuit(#[from] CircuitError),
    /// The key.
    #[error("the verifying key is unusable: {0}")]
    Key(#[from] KeyError),
    /// The proving key.
    #[error(transparent)]
    ProvingKey(ProveError),
    /// A nullifier that the layout does not ask for, or none where it does.
    #[error("the statement does not fit the model: it has a nullifier too many, or too few")]
    Nullifier,
    /// Elements that do not fit the layout.
    #[error("the statement does not fit the model: {0}")]
    Layout(#[from] LayoutError),
    /// The proof does not hold.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

/// The first eight hexadecimal digits of a hash, for people.
pub fn short_hash(hash: &[u8; 32]) -> String {
    hash[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The whole of a digest, for people.
fn digest_hex(digest: &Option<FieldBytes>) -> String {
    match digest {
        Some(digest) => digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        None => "none".into(),
    }
}

/// What an artifact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    curve: CurveId,
    model_hash: [u8; 32],
}

fn seal(kind: Kind, head: Head, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + body.len() + 32);
    bytes.extend(MAGIC);
    (kind as u8, FORMAT_VERSION, head.curve, head.model_hash).encode_to(&mut bytes);
    bytes.extend(body);
    let checksum = blake2_256(&bytes);
    bytes.extend(checksum);
    bytes
}

fn open(kind: Kind, bytes: &[u8]) -> Result<(Head, &[u8]), ArtifactError> {
    if bytes.get(..4) != Some(&MAGIC) {
        return Err(ArtifactError::Magic);
    }
    // Kind and version are said first, because a file of another version may end otherwise.
    let head = bytes.get(4..HEAD).ok_or(ArtifactError::Checksum)?;
    let got = Kind::from_byte(head[0]).ok_or(ArtifactError::Head("unknown kind"))?;
    if got != kind {
        return Err(ArtifactError::Kind { expected: kind, got });
    }
    let version = u16::from_le_bytes([head[1], head[2]]);
    if version != FORMAT_VERSION {
        return Err(ArtifactError::Version(version));
    }
    let split = bytes.len().checked_sub(32).filter(|&split| split >= HEAD);
    let (content, checksum) = bytes.split_at(split.ok_or(ArtifactError::Checksum)?);
    if blake2_256(content) != checksum {
        return Err(ArtifactError::Checksum);
    }
    let (curve, model_hash) =
        <(CurveId, [u8; 32])>::decode(&mut &head[3..]).map_err(|_| ArtifactError::Head("unknown curve"))?;
    Ok((Head { curve, model_hash }, &content[HEAD..]))
}

/// Most characters of a model's name.
pub const MAX_NAME_CHARS: usize = 128;

/// Whether a model may be called this. Names are printed: a line break or a control character in one could forge a line of
/// the output or drive the terminal.
pub fn is_valid_name(name: &str) -> bool {
    let directs = |c| matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let length = name.chars().count();
    (1..=MAX_NAME_CHARS).contains(&length) && !name.chars().any(|c| c.is_control() || directs(c))
}

fn checked_name(name: String) -> Result<String, ArtifactError> {
    if is_valid_name(&name) {
        Ok(name)
    } else {
        Err(ArtifactError::Body("the model's name is empty, too long or not printable".into()))
    }
}

/// A decoder's error on one line.
fn malformed(e: parity_scale_codec::Error) -> ArtifactError {
    let lines: Vec<String> = e.to_string().lines().map(|line| line.trim().to_owned()).collect();
    ArtifactError::Body(lines.join(" "))
}

fn body<T: Decode>(bytes: &[u8]) -> Result<T, ArtifactError> {
    T::decode_all(&mut &bytes[..]).map_err(malformed)
}

/// A compiled model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// What people call it.
    pub name: String,
    /// The curve that its keys are on.
    pub curve: CurveId,
    /// The circuit.
    pub circuit: Circuit,
    /// What the output says, where it is a decision and not the model's own output: `score >= 600`, `argmax`.
    pub decision: Option<String>,
    /// The ONNX file that it was compiled from, so that the float model can be run beside it.
    pub onnx: Vec<u8>,
}

#[derive(Encode, Decode)]
struct ModelBody {
    name: String,
    layout: Layout,
    graph: Graph,
    parameters: Option<Parameters>,
    decision: Option<String>,
    onnx: Vec<u8>,
}

impl Model {
    /// Names the circuit: curve, layout and graph. Keys and proofs belong to it; the model's name and its ONNX file are
    /// not part of it. Nor are committed parameters and the output's scale beside them: a retrained model is the same
    /// circuit, and has the same keys.
    pub fn hash(&self) -> [u8; 32] {
        let mut layout = *self.circuit.layout();
        if layout.params == Params::Committed {
            layout.output.scale = Scale { mantissa: 1, exponent: 0 };
        }
        blake2_256(&(b"zkml/model/v2", self.curve, layout, self.circuit.graph()).encode())
    }

    fn head(&self) -> Head {
        Head { curve: self.curve, model_hash: self.hash() }
    }

    /// The bytes of the model's file.
    pub fn encode(&self) -> Vec<u8> {
        let body = ModelBody {
            name: self.name.clone(),
            layout: *self.circuit.layout(),
            graph: self.circuit.graph().clone(),
            parameters: self.circuit.parameters().cloned(),
            decision: self.decision.clone(),
            onnx: self.onnx.clone(),
        };
        seal(Kind::Model, self.head(), &body.encode())
    }

    /// Decodes and checks a model's file: shapes, intervals and counts are computed again, none is read from it.
    pub fn decode(bytes: &[u8]) -> Result<Self, ArtifactError> {
        let (head, bytes) = open(Kind::Model, bytes)?;
        let ModelBody { name, layout, graph, parameters, decision, onnx } = body(bytes)?;
        let name = checked_name(name)?;
        let decision = decision.map(checked_name).transpose()?;
        let mut circuit = Circuit::new(graph, layout)?;
        if let Some(parameters) = parameters {
            circuit = circuit.with_parameters(parameters)?;
        }
        let model = Self { name, curve: head.curve, circuit, decision, onnx };
        if model.hash() != head.model_hash {
            return Err(ArtifactError::Body("the hash in its head is another model's".into()));
        }
        Ok(model)
    }

    /// Refuses what belongs to another curve or model.
    fn owns(&self, kind: Kind, head: Head, name: &str) -> Result<(), ArtifactError> {
        belongs(kind, head, name, self.head(), &self.name)
    }
}

fn belongs(kind: Kind, got: Head, name: &str, expected: Head, model: &str) -> Result<(), ArtifactError> {
    if got.curve != expected.curve {
        return Err(ArtifactError::Curve { kind, got: got.curve, expected: expected.curve });
    }
    if got.model_hash != expected.model_hash {
        return Err(ArtifactError::OtherModel {
            kind,
            got: name.into(),
            got_hash: short_hash(&got.model_hash),
            expected: model.into(),
            expected_hash: short_hash(&expected.model_hash),
        });
    }
    Ok(())
}

/// The bytes of a proving key's file.
pub fn encode_proving_key<C: Curve>(model: &Model, setup: Setup, key: &ProvingKey<C>) -> Vec<u8> {
    let mut body = (&model.name, setup).encode();
    body.extend(key.encode());
    seal(Kind::ProvingKey, model.head(), &body)
}

/// Decodes the proving key of a model. `C` is the model's curve.
pub fn decode_proving_key<C: Curve>(bytes: &[u8], model: &Model) -> Result<(ProvingKey<C>, Setup), ArtifactError> {
    let (head, mut bytes) = open(Kind::ProvingKey, bytes)?;
    let (name, setup) = <(String, Setup)>::decode(&mut bytes).map_err(malformed)?;
    let name = checked_name(name)?;
    model.owns(Kind::ProvingKey, head, &name)?;
    let key = ProvingKey::decode(bytes, &model.circuit).map_err(ArtifactError::ProvingKey)?;
    Ok((key, setup))
}

/// Opens the proving key of a model where it is, in a mapped file for example; its points are read when a proof needs them.
/// All that [`decode_proving_key`] checks is checked.
pub fn open_proving_key<C: Curve, B: AsRef<[u8]>>(
    bytes: B,
    model: &Model,
) -> Result<(EncodedKey<C, B>, Setup), ArtifactError> {
    let whole = bytes.as_ref();
    let (head, mut body) = open(Kind::ProvingKey, whole)?;
    let (name, setup) = <(String, Setup)>::decode(&mut body).map_err(malformed)?;
    let name = checked_name(name)?;
    model.owns(Kind::ProvingKey, head, &name)?;
    let (end, len) = (whole.len() - 32, body.len());
    let key = EncodedKey::open(bytes, end - len..end, &model.circuit).map_err(ArtifactError::ProvingKey)?;
    Ok((key, setup))
}

/// A verifying key with all that a chain needs to register it. To trust a proof is to trust whoever made this file: nothing
/// in it shows that its key and its layout are the model's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKeyFile {
    /// The model's name.
    pub model_name: String,
    /// The model's hash.
    pub model_hash: [u8; 32],
    /// The curve.
    pub curve: CurveId,
    /// Who made the key.
    pub setup: Setup,
    /// The model's ports.
    pub layout: Layout,
    /// The digest of the model's parameters, where they are committed.
    pub params: Option<FieldBytes>,
    /// What the output says, where it is a decision.
    pub decision: Option<String>,
    /// Canonical bytes of the key.
    pub key: Vec<u8>,
}

impl VerifyingKeyFile {
    /// For a model's key. Fails where the parameters are committed and their values are not known.
    pub fn new<C: Curve>(model: &Model, setup: Setup, key: &VerifyingKey<C>) -> Result<Self, ArtifactError> {
        Ok(Self {
            model_name: model.name.clone(),
            model_hash: model.hash(),
            curve: C::ID,
            setup,
            layout: *model.circuit.layout(),
            params: model.circuit.params_digest::<C>()?,
            decision: model.decision.clone(),
            key: key.encode(),
        })
    }

    /// For a retrained model, with the key of this file: the circuit is the same, and no setup is needed.
    pub fn retrained(&self, model: &Model) -> Result<Self, ArtifactError> {
        model.owns(Kind::VerifyingKey, self.head(), &self.model_name)?;
        zkml_primitives::with_curve!(self.curve, C => Self::new::<C>(model, self.setup, &self.verifying_key::<C>()?))
    }

    fn head(&self) -> Head {
        Head { curve: self.curve, model_hash: self.model_hash }
    }

    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let body = (&self.model_name, self.setup, self.layout, self.params, &self.decision, &self.key).encode();
        seal(Kind::VerifyingKey, self.head(), &body)
    }

    /// Decodes the file; [`VerifyingKeyFile::verifying_key`] checks the key itself.
    pub fn decode(bytes: &[u8]) -> Result<Self, ArtifactError> {
        let (Head { curve, model_hash }, bytes) = open(Kind::VerifyingKey, bytes)?;
        type Body = (String, Setup, Layout, Option<FieldBytes>, Option<String>, Vec<u8>);
        let (model_name, setup, layout, params, decision, key) = body::<Body>(bytes)?;
        let (model_name, decision) = (checked_name(model_name)?, decision.map(checked_name).transpose()?);
        if params.is_some() != (layout.params == Params::Committed) {
            return Err(ArtifactError::Body("the digest of the parameters does not fit the layout".into()));
        }
        Ok(Self { model_name, model_hash, curve, setup, layout, params, decision, key })
    }

    /// The key, checked, and its number of public inputs compared with the layout's.
    pub fn verifying_key<C: Curve>(&self) -> Result<VerifyingKey<C>, ArtifactError> {
        let key = VerifyingKey::<C>::decode(&self.key)?;
        if self.layout.public_inputs()? != key.public_inputs() {
            return Err(ArtifactError::Body("the key and the layout have different numbers of public inputs".into()));
        }
        Ok(key)
    }
}

/// A proof with everything that is needed to verify it but the key. What people read (outputs, context) is derived from
/// what is verified and stands nowhere else, so none of it can be edited while verification still says yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// The model's name, for messages. The proof does not bind it: show the verifying key's.
    pub model_name: String,
    /// The model's hash.
    pub model_hash: [u8; 32],
    /// The curve.
    pub curve: CurveId,
    /// What the proof is tied to.
    pub context: Context,
    /// The digest of the parameters, where they are committed.
    pub params: Option<FieldBytes>,
    /// Elements of the input port.
    pub input: Vec<FieldBytes>,
    /// Elements of the output port.
    pub output: Vec<FieldBytes>,
    /// The nullifier, where the statement has one. Its scope is the context's subject's.
    pub nullifier: Option<FieldBytes>,
    /// Canonical bytes of the proof.
    pub proof: Vec<u8>,
}

/// What a verified proof says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The public inputs that were verified.
    pub public_inputs: Vec<FieldBytes>,
    /// The input's integers, where the port is public.
    pub input: Option<Vec<i64>>,
    /// The output's integers, where the port is public.
    pub output: Option<Vec<i64>>,
}

impl ProofFile {
    /// For a proof that was just made.
    pub fn new(model: &Model, context: Context, proved: &Proved) -> Self {
        Self {
            model_name: model.name.clone(),
            model_hash: model.hash(),
            curve: model.curve,
            context,
            params: proved.statement.params,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: proved.statement.nullifier.map(|nullifier| nullifier.value),
            proof: proved.proof.clone(),
        }
    }

    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let head = Head { curve: self.curve, model_hash: self.model_hash };
        let ports = (self.params, &self.input, &self.output, self.nullifier);
        let body = (&self.model_name, &self.context, ports, &self.proof).encode();
        seal(Kind::Proof, head, &body)
    }

    /// Decodes the file; nothing in it is verified yet.
    pub fn decode(bytes: &[u8]) -> Result<Self, ArtifactError> {
        let (Head { curve, model_hash }, bytes) = open(Kind::Proof, bytes)?;
        type Ports = (Option<FieldBytes>, Vec<FieldBytes>, Vec<FieldBytes>, Option<FieldBytes>);
        let (model_name, context, ports, proof) = body::<(String, Context, Ports, Vec<u8>)>(bytes)?;
        let (params, input, output, nullifier) = ports;
        let model_name = checked_name(model_name)?;
        Ok(Self { model_name, model_hash, curve, context, params, input, output, nullifier, proof })
    }

    /// The statement that the proof claims.
    pub fn statement(&self) -> Statement {
        Statement {
            context: self.context.digest(),
            params: self.params,
            input: self.input.clone(),
            output: self.output.clone(),
            nullifier: self.nullifier.map(|value| Nullifier { scope: self.context.scope(), value }),
        }
    }

    /// Verifies against a model's verifying key and reads the ports.
    pub fn verify(&self, file: &VerifyingKeyFile) -> Result<Verified, ArtifactError> {
        let head = Head { curve: self.curve, model_hash: self.model_hash };
        belongs(Kind::Proof, head, &self.model_name, file.head(), &file.model_name)?;
        zkml_primitives::with_curve!(file.curve, C => self.verify_on::<C>(file))
    }

    fn verify_on<C: Curve>(&self, file: &VerifyingKeyFile) -> Result<Verified, ArtifactError> {
        let key = file.verifying_key::<C>()?;
        if key.hash() != self.context.vk_hash {
            return Err(ArtifactError::OtherKey);
        }
        if self.params != file.params {
            return Err(ArtifactError::OtherParams {
                got: digest_hex(&self.params),
                expected: digest_hex(&file.params),
            });
        }
        // Each part by itself: the public inputs are one list, in which an element that the file calls an output could be a
        // digest, a scope or a nullifier.
        let read = |port: &zkml_primitives::Port, elements: &[FieldBytes]| {
            let (expected, got) = (port.elements()?, elements.len());
            match port.visibility {
                _ if expected != got => Err(LayoutError::Pack(PackError::ElementCount { expected, got })),
                Visibility::Public => port.unpack(elements).map(Some),
                _ => Ok(None),
            }
        };
        if self.nullifier.is_some() != file.layout.nullifier {
            return Err(ArtifactError::Nullifier);
        }
        let input = read(&file.layout.input, &self.input)?;
        let output = read(&file.layout.output, &self.output)?;
        let public_inputs = self.statement().public_inputs();
        verify(&key, &public_inputs, &self.proof)?;
        Ok(Verified { public_inputs, input, output })
    }
}
