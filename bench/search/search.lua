-- wrk script: the list as people use it; each request is the next of a fixed round of queries.  COOKIE comes by environment.
local queries = {
  '', 'sort=updated&dir=desc', 'sort=no', 'limit=50&dir=desc',
  'q=%E9%87%91%E5%8D%8E', -- two characters
  'q=%E6%B8%85%E8%BF%9C', -- a place: one in ten
  'q=%E7%94%B5%E5%AD%90%E7%A7%91%E6%8A%80', -- a trade: one in twenty
  'q=%E6%B8%85%E8%BF%9C%E9%87%91%E5%8D%8E', -- place and name
  'q=%E5%BE%B7%E5%A4%A9%E8%BF%9C', -- three characters
  'q=qyjh', 'q=jhh', 'q=gzds', 'q=4418000001', 'q=441800000123456',
  'kind=enterprise', 'q=%E6%B2%A1%E6%9C%89%E8%BF%99%E5%AE%B6', -- nothing
}
if os.getenv('SPARSE') then -- without the two that hit thousands of rows
  table.remove(queries, 7)
  table.remove(queries, 6)
end
local at = math.random(#queries)
request = function()
  at = at % #queries + 1
  return wrk.format('GET', '/api/v1/enterprises?' .. queries[at], {Cookie = os.getenv('COOKIE')})
end
local bad = 0
response = function(status)
  if status ~= 200 then bad = bad + 1 end
end
done = function(summary, latency)
  io.write(string.format('requests %d errors %d p50 %.1f ms p95 %.1f ms p99 %.1f ms\n', summary.requests,
    summary.errors.status + summary.errors.read + summary.errors.timeout, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
