-- wrk script: a fixed round of lists.  COOKIE and QUERIES (one a line) come by environment.
local queries, at = {}, 0
for q in os.getenv('QUERIES'):gmatch('([^\n]*)\n?') do queries[#queries + 1] = q end
request = function()
  at = at % #queries + 1
  return wrk.format('GET', '/api/v1/claims?' .. queries[at], {Cookie = os.getenv('COOKIE')})
end
done = function(summary, latency)
  io.write(string.format('requests %d errors %d p50 %.1f ms p95 %.1f ms p99 %.1f ms\n', summary.requests,
    summary.errors.status + summary.errors.read + summary.errors.timeout, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
