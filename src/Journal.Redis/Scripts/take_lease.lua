-- Takes a lease that is free, has run out, or is this owner's already. Answers its epoch, or nothing.
-- KEYS[1] lease; ARGV[1] owner, ARGV[2] milliseconds it lasts.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local held = redis.call('HMGET', KEYS[1], 'owner', 'epoch', 'until')
local isHeld = held[3] and tonumber(held[3]) > now
if isHeld and held[1] ~= ARGV[1] then return false end

-- By the clock as well, because a flushed Redis has forgotten the epochs there were, and nobody may get one of them.
local epoch = held[2]
if not isHeld then
  local byClock = tonumber(time[1]) * 1000000 + tonumber(time[2])
  epoch = string.format('%.0f', math.max(tonumber(held[2] or '0') + 1, byClock))
end

redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'epoch', epoch, 'until', string.format('%.0f', now + ARGV[2]))
return epoch
