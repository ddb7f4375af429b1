-- Lays some rows of a large page ready under names that nobody reads. The page's last script puts them in their places,
-- if all of them are there: they are counted for it.
-- KEYS[1] lease, KEYS[2] generation; ARGV[1] epoch, ARGV[2] the page's token, then for each row: name, number of values,
-- values (field and value by turns).
local refused = refusal()
if refused then return refused end
if redis.call('HGET', KEYS[2], 'staging') ~= ARGV[2] then
  redis.call('HSET', KEYS[2], 'staging', ARGV[2], 'staged', 0)
end

local at, rows = 3, 0
while at <= #ARGV do
  local key = KEYS[2] .. ':~' .. ARGV[at]
  local count = tonumber(ARGV[at + 1])
  redis.call('DEL', key)
  redis.call('HSET', key, unpack(ARGV, at + 2, at + 1 + count))
  at, rows = at + 2 + count, rows + 1
end

return redis.call('HINCRBY', KEYS[2], 'staged', rows)
