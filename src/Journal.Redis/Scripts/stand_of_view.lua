-- How far the generation of a role is; nothing where there is none.
-- KEYS[1] view; ARGV[1] role.
local number = redis.call('HGET', KEYS[1], ARGV[1])
if not number then return false end
local stand = redis.call('HMGET', KEYS[1] .. ':' .. number, 'checkpoint', 'rows', 'hash', 'parking', 'schema')
if not stand[1] then return false end
return { number, stand[1], stand[2], stand[3], stand[4], stand[5] }
