// The one script of the Redis store. Redis runs it as a whole, by its own clock; nothing else ever changes a link.

/**
 * KEYS: none, since a cluster is refused. ARGV: the step, the prefix, milliseconds to add to the clock, and the step's
 * arguments as JSON, numbers as texts.
 */
export const script = `
local step, prefix, skew, a = ARGV[1], ARGV[2], tonumber(ARGV[3]), cjson.decode(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + skew

local function text(number) return string.format('%.0f', number) end
local function linkKey(id) return prefix .. 'link:' .. id end
local function sessionKey(hash) return prefix .. 'session:' .. hash end
local function field(id, name) return redis.call('HGET', linkKey(id), name) end
local function number(id, name) return tonumber(field(id, name) or '0') end
local function exists(id) return redis.call('EXISTS', linkKey(id)) == 1 end
local function instanceOf(id) return field(id, 'key') end
local function acceptKey(instance) return prefix .. 'acceptance:' .. instance end
local function accepted(instance, name) return redis.call('HGET', acceptKey(instance), name) end
local function isLive(id) local state = field(id, 'state') return state == 'issued' or state == 'active' end
local function inTime(id) return number(id, 'notBefore') <= now and number(id, 'expiresAt') > now end
local function isClaimed(instance)
  return accepted(instance, 'state') == 'claimed' and tonumber(accepted(instance, 'until')) > now
end

local function live(id)
  local keys = cjson.decode(field(id, 'indices'))
  for place, index in ipairs(keys) do keys[place] = prefix .. 'live:' .. index end
  return keys
end

local function setDue(id, at)
  local due = prefix .. 'due:' .. field(id, 'tenant')
  redis.call('HSET', linkKey(id), 'remindAt', text(at))
  if at > 0 then redis.call('ZADD', due, text(at), id) else redis.call('ZREM', due, id) end
end

local function finish(id, state)
  for _, key in ipairs(live(id)) do redis.call('ZREM', key, id) end
  setDue(id, 0)
  redis.call('HSET', linkKey(id), 'state', state)
end

local function finishIfFree(id, state)
  if not exists(id) or not isLive(id) or (state == 'expired' and number(id, 'expiresAt') > now) then return 'ended' end
  local instance = instanceOf(id)
  if isClaimed(instance) and accepted(instance, 'link') == id then return 'busy' end
  finish(id, state)
  return 'done'
end

local function holds(claim)
  if not exists(claim.link) then return nil end
  local instance = instanceOf(claim.link)
  if accepted(instance, 'state') == 'claimed' and accepted(instance, 'lease') == claim.lease then return instance end
  return nil
end

local function seen(id)
  if not exists(id) then return false end
  return { text(now), redis.call('HGETALL', linkKey(id)), redis.call('HGETALL', acceptKey(instanceOf(id))) }
end

local steps = {}

function steps.now() return text(now) end

function steps.setup()
  local version = tonumber(redis.call('GET', prefix .. 'schema') or '0')
  if version < tonumber(a.version) then redis.call('SET', prefix .. 'schema', a.version) end
  return text(version)
end

function steps.add()
  if accepted(a.link.key, 'state') == 'accepted' then return 0 end
  if a.supersedes and finishIfFree(a.supersedes, 'superseded') ~= 'done' then return 0 end
  local id = a.link.id
  for name, value in pairs(a.link) do redis.call('HSET', linkKey(id), name, value) end
  for _, key in ipairs(live(id)) do redis.call('ZADD', key, a.link.issuedAt, id) end
  setDue(id, tonumber(a.link.remindAt))
  redis.call('ZADD', prefix .. 'expiry', a.link.expiresAt, id)
  redis.call('SADD', prefix .. 'links:' .. a.link.key, id)
  return 1
end

function steps.find() return seen(a.id) end

function steps.findSession()
  local session = redis.call('HGETALL', sessionKey(a.hash))
  if #session == 0 then return false end
  local found = seen(redis.call('HGET', sessionKey(a.hash), 'link'))
  if not found then return false end
  found[4] = session
  return found
end

function steps.countFailure()
  if not exists(a.id) or not isLive(a.id) then return 0 end
  local failures = redis.call('HINCRBY', linkKey(a.id), 'failures', 1)
  if failures >= tonumber(a.limit) and not isClaimed(instanceOf(a.id)) then finish(a.id, 'locked') end
  return 1
end

function steps.start()
  local id = a.session.link
  if not exists(id) or not isLive(id) or not inTime(id) then return 0 end
  local key = sessionKey(a.session.hash)
  if redis.call('EXISTS', key) == 1 then return 1 end
  if number(id, 'starts') >= tonumber(a.limit) then return 0 end
  redis.call('HINCRBY', linkKey(id), 'starts', 1)
  redis.call('HSET', linkKey(id), 'state', 'active', 'usedAt', text(now))
  for name, value in pairs(a.session) do redis.call('HSET', key, name, value) end
  redis.call('PEXPIRE', key, a.kept)
  return 1
end

function steps.touch()
  local id = redis.call('HGET', sessionKey(a.hash), 'link')
  if not id then return 0 end
  redis.call('HSET', sessionKey(a.hash), 'usedAt', text(now))
  if exists(id) and isLive(id) then redis.call('HSET', linkKey(id), 'usedAt', text(now)) end
  return 1
end

steps['end'] = function() return finishIfFree(a.id, a.state) end

function steps.claim()
  local id = a.link
  if not exists(id) or field(id, 'state') ~= 'active' or not inTime(id) then return 'ended' end
  local instance = instanceOf(id)
  if accepted(instance, 'state') == 'accepted' then return 'ended' end
  if isClaimed(instance) and accepted(instance, 'lease') ~= a.lease then return 'busy' end
  redis.call('HSET', acceptKey(instance), 'link', id, 'submission', a.submission, 'state', 'claimed', 'lease', a.lease,
    'until', text(now + tonumber(a.holdsFor)), 'at', text(now), 'receipt', '')
  return 'claimed'
end

function steps.renew()
  local instance = holds(a)
  if not instance then return 0 end
  redis.call('HSET', acceptKey(instance), 'until', text(now + tonumber(a.holdsFor)))
  return 1
end

function steps.complete()
  if exists(a.link) then
    local instance = instanceOf(a.link)
    if accepted(instance, 'state') == 'accepted' and accepted(instance, 'lease') == a.lease then return 1 end
  end
  local instance = holds(a)
  if not instance or field(a.link, 'state') ~= 'active' then return 0 end
  finish(a.link, 'consumed')
  redis.call('HSET', acceptKey(instance), 'state', 'accepted', 'at', text(now), 'receipt', a.receipt)
  return 1
end

function steps.release()
  local instance = holds(a)
  if instance then redis.call('DEL', acceptKey(instance)) end
  return 1
end

function steps.outstanding()
  local key = prefix .. 'live:' .. a.index
  local links, skipped, at = {}, 0, 0
  local ids = redis.call('ZRANGE', key, 0, -1)
  for _, id in ipairs(ids) do
    if exists(id) and number(id, 'expiresAt') > now and accepted(instanceOf(id), 'state') ~= 'accepted' then
      if skipped < tonumber(a.offset) then skipped = skipped + 1
      elseif #links < tonumber(a.limit) then links[#links + 1] = redis.call('HGETALL', linkKey(id))
      else break end
    end
  end
  return links
end

function steps.due()
  local links = {}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'due:' .. a.tenant, '-inf', text(now))) do
    if #links >= tonumber(a.limit) then break end
    local open = exists(id) and isLive(id) and number(id, 'expiresAt') > now and accepted(instanceOf(id), 'state') ~= 'accepted'
    if open and number(id, 'usedAt') <= now - tonumber(a.quiet) then links[#links + 1] = redis.call('HGETALL', linkKey(id)) end
  end
  return links
end

function steps.postpone()
  if not exists(a.id) or not isLive(a.id) or field(a.id, 'remindAt') ~= a.remindAt then return 0 end
  setDue(a.id, now + tonumber(a.by))
  return 1
end

function steps.purge()
  local ids = redis.call('ZRANGEBYSCORE', prefix .. 'expiry', '-inf', text(now - tonumber(a.keep)), 'LIMIT', 0, 1000)
  for _, id in ipairs(ids) do
    local instance = instanceOf(id)
    if instance then
      finish(id, field(id, 'state'))
      redis.call('SREM', prefix .. 'links:' .. instance, id)
      if redis.call('SCARD', prefix .. 'links:' .. instance) == 0 then redis.call('DEL', acceptKey(instance)) end
    end
    redis.call('DEL', linkKey(id))
    redis.call('ZREM', prefix .. 'expiry', id)
  end
  return #ids
end

return steps[step]()
`;
