-- Removes keys of a doomed generation. After a flush nothing is doomed any more, and its number may be another one's.
-- KEYS[1] doomed; ARGV[1] generation, then keys.
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 then return 0 end
for i = 2, #ARGV do redis.call('UNLINK', ARGV[i]) end
return 1
