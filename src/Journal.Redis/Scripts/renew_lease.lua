-- Makes a lease last longer, from now on. Answers 1, or 0 where it is not this owner's any more.
-- KEYS[1] lease; ARGV[1] owner, ARGV[2] epoch, ARGV[3] milliseconds it lasts; 0 gives it back.
local held = redis.call('HMGET', KEYS[1], 'owner', 'epoch')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[3]))
return 1
