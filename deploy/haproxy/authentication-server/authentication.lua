-- The call of the authentication server, for 30-gatepass.cfg. Lines to change are marked with CHANGE.

local SERVER = "http://127.0.0.1:9091/api/authz/forward-auth" -- CHANGE: the server's address; /oauth2/auth for oauth2-proxy
local NAME = "app.example.org" -- CHANGE: the name that people use
local TIMEOUT = 2000 -- milliseconds. HAProxy tries up to four times.

-- For each variable of HAProxy, the header of the answer that sets it.
local CALLER = { -- CHANGE: oauth2-proxy sends x-auth-request-user and so on
  ["txn.caller"] = "remote-user",
  ["txn.groups"] = "remote-groups",
  ["txn.email"] = "remote-email",
  ["txn.name"] = "remote-name",
}

-- The client's headers that the server gets. An identity header must not be one of them.
local FORWARDED = { "cookie", "authorization", "accept", "user-agent", "x-requested-with" }

local function set(txn, variable, lines)
  if lines and lines[0] ~= "" then
    txn:set_var(variable, lines[0])
  end
end

-- The function sets txn.answer last: HAProxy ignores an error in this function and goes on with its next rule, which answers with 503.
core.register_action("gatepass-authenticate", { "http-req" }, function(txn)
  local client = txn.http:req_get_headers()
  local headers = {
    ["host"] = { NAME },
    ["x-forwarded-method"] = { txn.sf:method() },
    ["x-forwarded-proto"] = { "https" },
    ["x-forwarded-host"] = { NAME },
    ["x-forwarded-uri"] = { txn.sf:pathq() },
    ["x-forwarded-for"] = { txn.sf:src() },
  }
  for _, name in ipairs(FORWARDED) do
    if client[name] then
      headers[name] = {}
      for i = 0, #client[name] do
        headers[name][i + 1] = client[name][i]
      end
    end
  end

  local answer = core.httpclient():get({ url = SERVER, headers = headers, timeout = TIMEOUT })
  local status = answer.status
  if status >= 200 and status < 300 then
    for _, header in pairs(CALLER) do
      if answer.headers[header] and #answer.headers[header] > 0 then
        error("The authentication server's answer has two lines " .. header)
      end
    end
    for variable, header in pairs(CALLER) do
      set(txn, variable, answer.headers[header])
    end
    txn:set_var("txn.answer", "accepted")
  elseif status == 401 or status >= 300 and status < 400 then
    set(txn, "txn.sign_in", answer.headers["location"])
    set(txn, "txn.challenge", answer.headers["www-authenticate"])
    txn:set_var("txn.answer", "rejected")
  elseif status == 403 then
    txn:set_var("txn.answer", "forbidden")
  end
end, 0)
