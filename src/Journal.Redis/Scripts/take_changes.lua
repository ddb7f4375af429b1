-- Names of rows that changed since they were read, each once; more may come.
-- KEYS[1] who checks, KEYS[2] changes; ARGV[1] checker, ARGV[2] how many at most.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('MOVED the check took too long') end
return redis.call('SPOP', KEYS[2], ARGV[2])
