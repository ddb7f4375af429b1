-- The engine's bytes of rows; nothing where there is none.
-- KEYS[1] generation; ARGV names.
local rows = {}
for i, name in ipairs(ARGV) do rows[i] = redis.call('HGET', KEYS[1] .. ':' .. name, 'row') end
return rows
