-- Lays some rows of a large page ready under names that nobody reads. The page's last script puts them in their places,
-- if all of them are there: they are counted for it.
-- KEYS[1] lease, KEYS[2] generation; ARGV[1] epoch, ARGV[2] the page's token, then for each row: its name, and its
-- fields as DUMP packs them.
local refused = refusal()
if refused then return refused end
if redis.call('HGET', KEYS[2], 'staging') ~= ARGV[2] then
  redis.call('HSET', KEYS[2], 'staging', ARGV[2], 'staged', 0)
end

for at = 3, #ARGV, 2 do
  redis.call('RESTORE', KEYS[2] .. ':~' .. ARGV[at], 0, ARGV[at + 1], 'REPLACE')
end

return redis.call('HINCRBY', KEYS[2], 'staged', (#ARGV - 2) / 2)
