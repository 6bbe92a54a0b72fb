//! Records in Redis. What takes a transaction elsewhere is a script here: Redis runs one at a time.
//!
//! A job is a hash `zkml:job:ID`; sorted sets list jobs by state, by owner and by what is due. Redis must be told to keep what
//! it is given (`appendonly yes`); one that forgets when it restarts forgets jobs and payments.

use super::{Counts, Inserted, PrivateInput, PutInput, Result};
use crate::{
    bytes::{hex, parse, Hex32},
    job::{Job, Record},
    models::ModelKey,
    wire::State,
};
use apalis_redis::ConnectionManager;
use rand::RngCore;
use redis::{cmd, Script, ScriptInvocation};
use std::{collections::HashMap, sync::LazyLock};

/// Takes a job off the lists that tell its state, and puts it on those of a new one; `nil` for none.
const MOVE: &str = r#"
local function move(id, job, old, new)
  if old then
    redis.call('ZREM', 'zkml:state:' .. old, id)
    redis.call('ZREM', 'zkml:queued', id)
    redis.call('ZREM', 'zkml:leases', id)
    if old == 'queued' or old == 'waiting_for_memory' then redis.call('HINCRBY', 'zkml:waiting', job.model, -1) end
    if old == 'waiting_for_input' then redis.call('SREM', 'zkml:waits:' .. job.input_key, id) end
  end
  if new then
    redis.call('ZADD', 'zkml:state:' .. new, job.created, id)
    if new == 'queued' then redis.call('ZADD', 'zkml:queued', job.updated, id) end
    if new == 'proving' or new == 'waiting_for_memory' then redis.call('ZADD', 'zkml:leases', job.lease_until, id) end
    if new == 'queued' or new == 'waiting_for_memory' then redis.call('HINCRBY', 'zkml:waiting', job.model, 1) end
    if new == 'waiting_for_input' then redis.call('SADD', 'zkml:waits:' .. job.input_key, id) end
  end
  if new and new ~= 'done' and new ~= 'failed' then
    redis.call('SADD', 'zkml:live:' .. job.owner, id)
  else
    redis.call('SREM', 'zkml:live:' .. job.owner, id)
  end
end
local function read(id)
  local flat = redis.call('HGETALL', 'zkml:job:' .. id)
  if #flat == 0 then return nil end
  local job = {}
  for i = 1, #flat, 2 do job[flat[i]] = flat[i + 1] end
  return job
end
"#;

const INSERT: &str = r#"
local id, payment, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local job = {owner = ARGV[4], model = ARGV[5], state = ARGV[6], input_key = ARGV[7], created = ARGV[8],
  updated = ARGV[8], lease_until = '0', version = '0', progress = '0', payment = payment, body = ARGV[9]}
if redis.call('EXISTS', 'zkml:job:' .. id) == 1 then return {'exists'} end
if redis.call('SCARD', 'zkml:live:' .. job.owner) >= limit then return {'too_many'} end
if payment ~= '' then
  local holder = redis.call('GET', 'zkml:payment:' .. payment)
  if holder then
    local state = redis.call('HGET', 'zkml:job:' .. holder, 'state')
    if state ~= 'failed' then
      return {'taken', holder, redis.call('HGET', 'zkml:job:' .. holder, 'owner') or '?'}
    end
  end
  redis.call('SET', 'zkml:payment:' .. payment, id)
end
for field, value in pairs(job) do redis.call('HSET', 'zkml:job:' .. id, field, value) end
redis.call('ZADD', 'zkml:all', job.created, id)
redis.call('ZADD', 'zkml:owner:' .. job.owner, job.created, id)
move(id, job, nil, job.state)
return {'new'}
"#;

const UPDATE: &str = r#"
local id = ARGV[1]
local job = read(id)
if not job or job.version ~= ARGV[2] or job.created ~= ARGV[12] then return 0 end
local old = job.state
local values = {state = ARGV[3], worker = ARGV[4], lease_until = ARGV[5], updated = ARGV[6], stage = ARGV[7],
  progress = ARGV[8], body = ARGV[9], version = tostring(tonumber(job.version) + 1)}
for field, value in pairs(values) do
  redis.call('HSET', 'zkml:job:' .. id, field, value)
  job[field] = value
end
move(id, job, old, job.state)
if ARGV[10] ~= '' then redis.call('ZADD', 'zkml:finished', ARGV[10], id) end
if ARGV[11] ~= '' and job.state == 'done' then
  redis.call('LPUSH', 'zkml:seconds:' .. job.model, ARGV[11])
  redis.call('LTRIM', 'zkml:seconds:' .. job.model, 0, 30)
end
return 1
"#;

/// Forgets a job; frees its payment unless told to keep the mark.
const DELETE: &str = r#"
local id = ARGV[1]
local job = read(id)
if not job then return 0 end
move(id, job, job.state, nil)
redis.call('ZREM', 'zkml:all', id)
redis.call('ZREM', 'zkml:owner:' .. job.owner, id)
redis.call('ZREM', 'zkml:finished', id)
if ARGV[2] == 'free' and job.payment ~= '' and redis.call('GET', 'zkml:payment:' .. job.payment) == id then
  redis.call('DEL', 'zkml:payment:' .. job.payment)
end
redis.call('DEL', 'zkml:job:' .. id)
return 1
"#;

/// Changes fields of a job that a worker has.
const TOUCH: &str = r#"
local key = 'zkml:job:' .. ARGV[1]
if redis.call('HGET', key, 'worker') ~= ARGV[2] then return 0 end
for i = 3, #ARGV, 2 do
  redis.call('HSET', key, ARGV[i], ARGV[i + 1])
  if ARGV[i] == 'lease_until' then redis.call('ZADD', 'zkml:leases', 'XX', ARGV[i + 1], ARGV[1]) end
end
return 1
"#;

const PUT_INPUT: &str = r#"
local key, owner, expires = ARGV[1], ARGV[2], ARGV[4]
local at, all = 'zkml:input:' .. key .. ':' .. owner, 'zkml:inputs-of:' .. owner
redis.call('ZREMRANGEBYSCORE', all, '-inf', ARGV[6])
local there = redis.call('EXISTS', at)
if there == 0 and redis.call('ZCARD', all) >= tonumber(ARGV[5]) then return 'too_many' end
redis.call('SET', at, ARGV[3])
redis.call('PEXPIREAT', at, expires)
redis.call('ZADD', all, expires, key)
redis.call('SADD', 'zkml:inputs:' .. key, owner)
redis.call('PEXPIREAT', 'zkml:inputs:' .. key, expires)
return there == 1 and 'exists' or 'new'
"#;

/// What an owner may use: its own, and for an operator anybody's.
const INPUT: &str = r#"
local key, owner = ARGV[1], ARGV[2]
local owners = owner == '' and redis.call('SMEMBERS', 'zkml:inputs:' .. key) or {owner}
for _, one in ipairs(owners) do
  local body = redis.call('GET', 'zkml:input:' .. key .. ':' .. one)
  if body then return body end
end
return false
"#;

const EXPIRE_INPUT: &str = r#"
for _, owner in ipairs(redis.call('SMEMBERS', 'zkml:inputs:' .. ARGV[1])) do
  local at = 'zkml:input:' .. ARGV[1] .. ':' .. owner
  local left = redis.call('PTTL', at)
  if left > tonumber(ARGV[3]) then
    redis.call('PEXPIREAT', at, ARGV[2])
    redis.call('ZADD', 'zkml:inputs-of:' .. owner, 'XX', ARGV[2], ARGV[1])
  end
end
return 0
"#;

/// A script with what it shares with others.
struct Named(LazyLock<Script>);

impl Named {
    const fn new(make: fn() -> Script) -> Self {
        Self(LazyLock::new(make))
    }

    fn with<'a>(&'a self, args: &[&str]) -> ScriptInvocation<'a> {
        let mut invocation = self.0.prepare_invoke();
        for arg in args {
            invocation.arg(*arg);
        }
        invocation
    }
}

static INSERT_SCRIPT: Named = Named::new(|| Script::new(&[MOVE, INSERT].concat()));
static UPDATE_SCRIPT: Named = Named::new(|| Script::new(&[MOVE, UPDATE].concat()));
static DELETE_SCRIPT: Named = Named::new(|| Script::new(&[MOVE, DELETE].concat()));
static TOUCH_SCRIPT: Named = Named::new(|| Script::new(TOUCH));
static PUT_INPUT_SCRIPT: Named = Named::new(|| Script::new(PUT_INPUT));
static INPUT_SCRIPT: Named = Named::new(|| Script::new(INPUT));
static EXPIRE_INPUT_SCRIPT: Named = Named::new(|| Script::new(EXPIRE_INPUT));

/// Records in Redis.
#[derive(Clone)]
pub struct RedisStore {
    connection: ConnectionManager,
}

impl std::fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RedisStore")
    }
}

fn record(fields: &HashMap<String, String>) -> Result<Option<Record>> {
    let text = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if fields.is_empty() {
        return Ok(None);
    }
    let some = |name: &str| Some(text(name).to_owned()).filter(|value| !value.is_empty());
    Ok(Some(Record {
        job: serde_json::from_str::<Job>(text("body"))?,
        state: serde_json::from_value::<State>(text("state").into())?,
        version: text("version").parse().unwrap_or_default(),
        worker: some("worker"),
        lease_until: text("lease_until").parse().unwrap_or_default(),
        stage: some("stage"),
        progress: text("progress").parse().unwrap_or_default(),
    }))
}

impl RedisStore {
    /// Over a connection.
    pub fn new(connection: ConnectionManager) -> Self {
        Self { connection }
    }

    async fn ask<T: redis::FromRedisValue>(&self, command: &mut redis::Cmd) -> Result<T> {
        Ok(command.query_async(&mut self.connection.clone()).await?)
    }

    async fn run<T: redis::FromRedisValue>(&self, script: &Named, args: &[&str]) -> Result<T> {
        Ok(script.with(args).invoke_async(&mut self.connection.clone()).await?)
    }

    pub(super) async fn id_key(&self) -> Result<[u8; 32]> {
        let mut key = [0; 32];
        rand::rngs::OsRng.fill_bytes(&mut key);
        self.ask::<i64>(cmd("SETNX").arg("zkml:meta:id_key").arg(hex(key))).await?;
        let value: String = self.ask(cmd("GET").arg("zkml:meta:id_key")).await?;
        parse(&value)
            .ok_or_else(|| serde::de::Error::custom("the key of the ids"))
            .map_err(crate::error::StoreError::Record)
    }

    pub(super) async fn ping(&self) -> Result<()> {
        self.ask(&mut cmd("PING")).await
    }

    pub(super) async fn insert(&self, record: &Record, limit: u64) -> Result<Inserted> {
        let job = &record.job;
        let (id, body) = (job.id.to_string(), serde_json::to_string(job)?);
        let payment = job.payment.map(|payment| payment.to_string()).unwrap_or_default();
        let answer: Vec<String> = self
            .run(
                &INSERT_SCRIPT,
                &[
                    &id,
                    &payment,
                    &limit.to_string(),
                    &job.owner,
                    &job.model.to_string(),
                    record.state.name(),
                    &job.input_key().unwrap_or_default(),
                    &job.created.to_string(),
                    &body,
                ],
            )
            .await?;
        Ok(match answer.first().map(String::as_str) {
            Some("new") => Inserted::New,
            Some("exists") => match self.get(&job.id).await? {
                Some(record) => Inserted::Exists(Box::new(record)),
                None => Inserted::TooMany,
            },
            Some("taken") => {
                let mine = job.owner.is_empty() || answer.get(2) == Some(&job.owner);
                let holder = answer.get(1).and_then(|id| parse(id)).map(Hex32::from);
                Inserted::PaymentTaken(holder.filter(|_| mine))
            }
            _ => Inserted::TooMany,
        })
    }

    pub(super) async fn get(&self, id: &Hex32) -> Result<Option<Record>> {
        record(&self.ask(cmd("HGETALL").arg(format!("zkml:job:{id}"))).await?)
    }

    async fn all(&self, ids: Vec<String>) -> Result<Vec<Record>> {
        let mut pipe = redis::pipe();
        for id in &ids {
            pipe.cmd("HGETALL").arg(format!("zkml:job:{id}"));
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found: Vec<HashMap<String, String>> = pipe.query_async(&mut self.connection.clone()).await?;
        found.iter().filter_map(|fields| record(fields).transpose()).collect()
    }

    pub(super) async fn update(&self, record: &Record, now: i64) -> Result<bool> {
        let job = &record.job;
        let written: i64 = self
            .run(
                &UPDATE_SCRIPT,
                &[
                    &job.id.to_string(),
                    &record.version.to_string(),
                    record.state.name(),
                    record.worker.as_deref().unwrap_or_default(),
                    &record.lease_until.to_string(),
                    &now.to_string(),
                    record.stage.as_deref().unwrap_or_default(),
                    &record.progress.to_string(),
                    &serde_json::to_string(job)?,
                    &job.finished.map(|at| at.to_string()).unwrap_or_default(),
                    &job.proving_seconds.map(|seconds| seconds.to_string()).unwrap_or_default(),
                    &job.created.to_string(),
                ],
            )
            .await?;
        Ok(written == 1)
    }

    pub(super) async fn delete(&self, id: &Hex32) -> Result<bool> {
        Ok(self.run::<i64>(&DELETE_SCRIPT, &[&id.to_string(), "free"]).await? == 1)
    }

    pub(super) async fn list(
        &self,
        owner: Option<&str>,
        before: Option<(i64, Hex32)>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let key = owner.map_or("zkml:all".to_owned(), |owner| format!("zkml:owner:{owner}"));
        let (from, than) =
            before.map_or(("+inf".to_owned(), None), |(at, id)| (at.to_string(), Some((at, id.to_string()))));
        let mut ids: Vec<String> = Vec::new();
        let mut offset = 0u64;
        // Jobs of the same millisecond come by id; those that a page before has shown are passed over.
        while ids.len() < limit as usize {
            let page: Vec<(String, f64)> = self
                .ask(
                    cmd("ZREVRANGEBYSCORE")
                        .arg(&key)
                        .arg(&from)
                        .arg("-inf")
                        .arg("WITHSCORES")
                        .arg("LIMIT")
                        .arg(offset)
                        .arg(limit),
                )
                .await?;
            if page.is_empty() {
                break;
            }
            offset += page.len() as u64;
            let shown =
                |(id, at): &(String, f64)| than.as_ref().is_some_and(|(then, last)| *at as i64 == *then && id >= last);
            ids.extend(page.into_iter().filter(|entry| !shown(entry)).map(|(id, _)| id));
        }
        ids.truncate(limit as usize);
        self.all(ids).await
    }

    pub(super) async fn position(&self, created: i64) -> Result<u64> {
        let mut before = 0;
        for state in [State::Queued, State::WaitingForMemory] {
            let key = format!("zkml:state:{}", state.name());
            before += self.ask::<u64>(cmd("ZCOUNT").arg(key).arg("-inf").arg(format!("({created}"))).await?;
        }
        Ok(before)
    }

    pub(super) async fn progress(&self, id: &Hex32, worker: &str, stage: &str, progress: f64) -> Result<()> {
        let (id, progress) = (id.to_string(), progress.to_string());
        self.run::<i64>(&TOUCH_SCRIPT, &[&id, worker, "stage", stage, "progress", &progress]).await?;
        Ok(())
    }

    pub(super) async fn renew(&self, id: &Hex32, worker: &str, until: i64) -> Result<bool> {
        let (id, until) = (id.to_string(), until.to_string());
        Ok(self.run::<i64>(&TOUCH_SCRIPT, &[&id, worker, "lease_until", &until]).await? == 1)
    }

    pub(super) async fn stale(&self, since: i64, now: i64) -> Result<Vec<Record>> {
        let mut ids = Vec::new();
        for (key, until) in [("zkml:queued", since), ("zkml:leases", now)] {
            let until = format!("({until}");
            let found: Vec<String> =
                self.ask(cmd("ZRANGEBYSCORE").arg(key).arg("-inf").arg(until).arg("LIMIT").arg(0).arg(1000)).await?;
            ids.extend(found);
        }
        self.all(ids).await
    }

    pub(super) async fn waiting_for(&self, input_key: &str) -> Result<Vec<Hex32>> {
        let ids: Vec<String> = self.ask(cmd("SMEMBERS").arg(format!("zkml:waits:{input_key}"))).await?;
        Ok(ids.iter().filter_map(|id| parse(id)).map(Hex32::from).collect())
    }

    pub(super) async fn put_input(
        &self,
        key: &str,
        owner: &str,
        input: &PrivateInput,
        expires: i64,
        limit: u64,
    ) -> Result<PutInput> {
        let (body, limit, now) = (serde_json::to_string(input)?, limit.to_string(), crate::job::now_ms().to_string());
        let args = [key, owner, &body, &expires.to_string(), &limit, &now];
        Ok(match self.run::<String>(&PUT_INPUT_SCRIPT, &args).await?.as_str() {
            "new" => PutInput::New,
            "exists" => PutInput::Exists,
            _ => PutInput::TooMany,
        })
    }

    pub(super) async fn input(&self, key: &str, owner: &str, _now: i64) -> Result<Option<PrivateInput>> {
        // Redis drops what has expired by itself.
        let body: Option<String> = self.run(&INPUT_SCRIPT, &[key, owner]).await?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    pub(super) async fn expire_input(&self, key: &str, at: i64) -> Result<()> {
        let left = (at - crate::job::now_ms()).max(0).to_string();
        self.run::<i64>(&EXPIRE_INPUT_SCRIPT, &[key, &at.to_string(), &left]).await?;
        Ok(())
    }

    pub(super) async fn prune(&self, _now: i64, jobs_before: i64) -> Result<()> {
        let until = format!("({jobs_before}");
        let ids: Vec<String> = self
            .ask(cmd("ZRANGEBYSCORE").arg("zkml:finished").arg("-inf").arg(until).arg("LIMIT").arg(0).arg(1000))
            .await?;
        for id in ids {
            self.run::<i64>(&DELETE_SCRIPT, &[&id, "keep"]).await?;
        }
        Ok(())
    }

    pub(super) async fn counts(&self) -> Result<Counts> {
        let mut counts = Counts::default();
        for state in State::ALL {
            let n = self.ask(cmd("ZCARD").arg(format!("zkml:state:{}", state.name()))).await?;
            counts.states.insert(state, n);
        }
        let waiting: HashMap<String, i64> = self.ask(cmd("HGETALL").arg("zkml:waiting")).await?;
        counts.waiting = waiting.into_iter().map(|(model, n)| (model, n.max(0) as u64)).collect();
        Ok(counts)
    }

    pub(super) async fn proving_seconds(&self, model: &ModelKey) -> Result<Vec<f64>> {
        self.ask(cmd("LRANGE").arg(format!("zkml:seconds:{model}")).arg(0).arg(30)).await
    }

    pub(super) async fn beat(&self, worker: &str, now: i64) -> Result<()> {
        self.ask::<i64>(cmd("ZADD").arg("zkml:workers").arg(now).arg(worker)).await?;
        Ok(())
    }

    pub(super) async fn leave(&self, worker: &str) -> Result<()> {
        self.ask::<i64>(cmd("ZREM").arg("zkml:workers").arg(worker)).await?;
        Ok(())
    }

    pub(super) async fn workers(&self, since: i64) -> Result<u64> {
        self.ask(cmd("ZCOUNT").arg("zkml:workers").arg(format!("({since}")).arg("+inf")).await
    }
}
