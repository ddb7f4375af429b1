-- Where the checked generation stands, and every row that changed since it was read, as of one moment.
-- KEYS[1] who checks, KEYS[2] changes, KEYS[3] generation; ARGV[1] checker.
-- Answers checkpoint, rows, hash, parking, and by turns names and all fields.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('MOVED the check took too long') end
local answer = redis.call('HMGET', KEYS[3], 'checkpoint', 'rows', 'hash', 'parking')
for _, name in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  answer[#answer + 1] = name
  answer[#answer + 1] = redis.call('HGETALL', KEYS[3] .. ':' .. name)
end

redis.call('UNLINK', KEYS[1], KEYS[2])
return answer
