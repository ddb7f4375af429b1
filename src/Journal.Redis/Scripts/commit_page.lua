-- Writes the rows of a page and how far the view is then: all of it or nothing, because nobody sees a script half done,
-- and Redis logs it as one transaction.
-- KEYS[1] lease, KEYS[2] view, KEYS[3] generation, KEYS[4] who checks, KEYS[5] what changes while it is checked.
-- ARGV: 1 epoch, 2 generation, 3 checkpoint before, 4 after, 5 rows held, 6 their hash, 7 parking, 8 whether it changed,
-- 9 channel, 10 the view's name, 11 the field that rows lend, 12 the field that it is shown in, 13 the page's token,
-- 14 rows laid ready; then for each row: its name, its fields as DUMP packs them ('-' where it is removed, '~' where
-- they are laid ready), and its link.
-- A link is '-' for none, '*' for a row that lends, or the name of the row to borrow from.
local refused = refusal()
if refused then return refused end
local stand = redis.call('HMGET', KEYS[3], 'checkpoint', 'staging', 'staged')
if stand[1] ~= ARGV[3] then return redis.error_reply('MOVED the view does not stand at ' .. ARGV[3] .. ' any more') end
if ARGV[14] ~= '0' and (stand[2] ~= ARGV[13] or stand[3] ~= ARGV[14]) then
  return redis.error_reply('MOVED what was laid ready is not there any more')
end

local root = KEYS[3] .. ':'
local isChecked = redis.call('EXISTS', KEYS[4]) == 1

local function borrow(name, from)
  redis.call('SADD', root .. '@' .. from, name)
  local lent = redis.call('HGET', root .. from, ARGV[11])
  if lent then redis.call('HSET', root .. name, ARGV[12], lent) end
end

local function lend(name)
  local lent = redis.call('HGET', root .. name, ARGV[11])
  for _, borrower in ipairs(redis.call('SMEMBERS', root .. '@' .. name)) do
    local key = root .. borrower
    if redis.call('HGET', key, 'joined_from') == name then
      if lent then redis.call('HSET', key, ARGV[12], lent) else redis.call('HDEL', key, ARGV[12]) end
      if isChecked then redis.call('SADD', KEYS[5], borrower) end
    end
  end
end

for at = 15, #ARGV, 3 do
  local name, fields, link = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local key = root .. name
  if fields == '~' then
    redis.call('RENAME', root .. '~' .. name, key)
  elseif fields == '-' then
    redis.call('DEL', key)
  else
    redis.call('RESTORE', key, 0, fields, 'REPLACE')
  end

  if link == '*' then lend(name) elseif link ~= '-' then borrow(name, link) end
  if isChecked then redis.call('SADD', KEYS[5], name) end
end

redis.call('HSET', KEYS[3], 'checkpoint', ARGV[4], 'rows', ARGV[5], 'hash', ARGV[6])
if ARGV[8] == '1' then redis.call('HSET', KEYS[3], 'parking', ARGV[7]) end
if ARGV[14] ~= '0' then redis.call('HDEL', KEYS[3], 'staging', 'staged') end
if redis.call('HGET', KEYS[2], 'serving') == ARGV[2] then
  redis.call('PUBLISH', ARGV[9], ARGV[10] .. ':' .. ARGV[4])
end

return 1
