-- Refuses whoever is not the view's owner any more: a former one has another epoch.
-- KEYS[1] is the view's lease, ARGV[1] the writer's epoch.
local function refusal()
  if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] then return nil end
  return redis.error_reply('STALE another process applies this view now')
end

