-- A row's fields with where the view stands, as of one moment. Nothing of a view that is not there: two answers.
-- KEYS[1] view; ARGV[1] name, then fields.
local number = redis.call('HGET', KEYS[1], 'serving')
if not number then return { false, false } end
local generation = KEYS[1] .. ':' .. number
local answer = redis.call('HMGET', generation, 'checkpoint', 'parking')
for _, value in ipairs(redis.call('HMGET', generation .. ':' .. ARGV[1], unpack(ARGV, 2))) do
  answer[#answer + 1] = value
end

return answer
