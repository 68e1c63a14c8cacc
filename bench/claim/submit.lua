-- wrk script: submits each draft of the file IDS once.  COOKIE, CSRF and THINK (ms between two) come by environment.
local ffi = require('ffi')
ffi.cdef [[ struct at { long s, us; }; int gettimeofday(struct at *t, void *zone); ]]
local function now()
  local t = ffi.new('struct at')
  ffi.C.gettimeofday(t, nil)
  return tonumber(t.s) + tonumber(t.us) / 1e6
end
local ids, at, think = {}, -1, tonumber(os.getenv('THINK')) -- wrk makes one request for itself before it begins
for id in io.lines(os.getenv('IDS')) do ids[#ids + 1] = id end
local headers = {Cookie = os.getenv('COOKIE'), ['X-CSRF-Token'] = os.getenv('CSRF'), ['Content-Type'] = 'application/json'}
if think > 0 then
  delay = function() return math.random(think * 2) end -- so that they do not march in step
end
good, bad, first, last = 0, 0, 0, 0
request = function()
  at = at + 1
  if at == 1 then first = now() end
  if at < 1 or at > #ids then return wrk.format('GET', '/api/v1/health') end
  headers['Idempotency-Key'] = 'bench-' .. ids[at]
  return wrk.format('POST', '/api/v1/claims/' .. ids[at] .. '/submit', headers, '{"version":1}')
end
response = function(status)
  if status == 201 then good = good + 1 elseif status ~= 200 then bad = bad + 1 end
  last = now()
  if good + bad == #ids then wrk.thread:stop() end
end
function setup(thread) worker = thread end
done = function(summary, latency)
  local n = worker:get('good')
  io.write(string.format('submitted %d refused %d, %.0f/s, p50 %.1f ms p95 %.1f ms p99 %.1f ms\n', n, worker:get('bad'),
    n / (worker:get('last') - worker:get('first')), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000))
end
