-- Has every commit write down the names of what it changes, for one checker at a time. Answers 1, or 0 where another one
-- is at it.
-- KEYS[1] who checks, KEYS[2] changes; ARGV[1] checker, ARGV[2] milliseconds it lasts.
local checker = redis.call('GET', KEYS[1])
if checker and checker ~= ARGV[1] then return 0 end
if not checker then redis.call('UNLINK', KEYS[2]) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
