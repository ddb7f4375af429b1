-- Makes an empty shadow; one that was left behind is doomed. Answers its number.
-- KEYS[1] lease, KEYS[2] view, KEYS[3] doomed; ARGV[1] epoch, ARGV[2] schema.
local refused = refusal()
if refused then return refused end
local left = redis.call('HGET', KEYS[2], 'shadow')
if left then redis.call('SADD', KEYS[3], left) end
local number = redis.call('HINCRBY', KEYS[2], 'last', 1)
redis.call('HSET', KEYS[2], 'shadow', number)
redis.call('HSET', KEYS[2] .. ':' .. number,
  'checkpoint', 0, 'rows', 0, 'hash', string.rep('0', 32), 'schema', ARGV[2])
return number
