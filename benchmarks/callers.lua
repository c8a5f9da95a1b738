-- For wrk: a request for each line of a file, one after the other.
-- Arguments: the file, the header whose values its lines are, the secret, and "once" to end after the last line.
local requests = {}
local next_request = 0

function init(arguments)
  local of_line = {}
  for line in io.lines(arguments[1]) do
    of_line[line] = of_line[line] or wrk.format("GET", nil, {
      ["Host"] = wrk.headers["Host"],
      [arguments[2]] = line,
      ["X-Gateway-Secret"] = arguments[3],
    })
    requests[#requests + 1] = of_line[line]
  end
  if arguments[4] == "once" then
    local answered = 0
    function response(status)
      answered = answered + 1
      if status ~= 200 or answered == #requests then
        -- Not wrk.thread:stop(), after which wrk still sleeps until its time is over.
        os.exit(status == 200 and 0 or 1)
      end
    end
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end
