-- Makes a generation the one that serves, and what served the former one. What was former before is doomed, but for the
-- one that now serves again.
-- KEYS[1] lease, KEYS[2] view, KEYS[3] doomed; ARGV[1] epoch, ARGV[2] generation, ARGV[3] channel, ARGV[4] view's name.
local refused = refusal()
if refused then return refused end
local checkpoint = redis.call('HGET', KEYS[2] .. ':' .. ARGV[2], 'checkpoint')
if not checkpoint then return redis.error_reply('MOVED generation ' .. ARGV[2] .. ' is not there any more') end
local roles = redis.call('HMGET', KEYS[2], 'serving', 'former', 'shadow')
if roles[1] == ARGV[2] then return 1 end
if roles[2] and roles[2] ~= ARGV[2] then redis.call('SADD', KEYS[3], roles[2]) end
if roles[3] == ARGV[2] then redis.call('HDEL', KEYS[2], 'shadow') end
redis.call('HDEL', KEYS[2], 'former')
if roles[1] then redis.call('HSET', KEYS[2], 'former', roles[1]) end
redis.call('HSET', KEYS[2], 'serving', ARGV[2])
redis.call('PUBLISH', ARGV[3], ARGV[4] .. ':' .. checkpoint)
return 1
