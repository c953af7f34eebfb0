-- Cycles over the requests in a file: per line a path and its headers, separated by tabs.

local threads = 0

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

function init(args)
   texts = {}
   for line in io.lines(args[1]) do
      local fields, headers = {}, {}
      for field in line:gmatch("[^\t]+") do
         fields[#fields + 1] = field
      end
      for i = 2, #fields do
         local name, value = fields[i]:match("^([^:]+): (.*)$")
         headers[name] = value
      end
      texts[#texts + 1] = wrk.format("GET", fields[1], headers)
   end
   -- The second thread begins half-way round.
   at = number * math.floor(#texts / 2)
end

function request()
   at = at % #texts + 1
   return texts[at]
end

function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format("\nmeasured %d %d %d %d %d %d\n", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout, e.status))
end
