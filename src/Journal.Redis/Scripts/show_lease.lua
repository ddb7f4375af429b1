-- Owner, epoch, and for how many milliseconds it still lasts.
-- KEYS[1] lease.
local held = redis.call('HMGET', KEYS[1], 'owner', 'epoch', 'until')
if not held[1] then return false end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
return { held[1], held[2], string.format('%.0f', math.max(0, tonumber(held[3]) - now)) }
