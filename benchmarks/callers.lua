-- For wrk: 100,000 different callers, one after the other. Argument: the secret.
local requests = {}
local next_request = 0

function init(arguments)
  for caller = 1, 100000 do
    requests[caller] = wrk.format("GET", nil, {
      ["Host"] = wrk.headers["Host"],
      ["remote-user"] = "caller" .. caller,
      ["X-Gateway-Secret"] = arguments[1],
    })
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end
