-- Takes a generation out of every role; its rows are swept away afterwards.
-- KEYS[1] lease, KEYS[2] view, KEYS[3] doomed; ARGV[1] epoch, ARGV[2] generation.
local refused = refusal()
if refused then return refused end
for _, role in ipairs({ 'serving', 'former', 'shadow' }) do
  if redis.call('HGET', KEYS[2], role) == ARGV[2] then redis.call('HDEL', KEYS[2], role) end
end

return redis.call('SADD', KEYS[3], ARGV[2])
