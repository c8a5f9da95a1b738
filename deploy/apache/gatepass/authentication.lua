-- The call of the authentication server, for authentication-server.conf. Lines to change are marked with CHANGE.

local http = require "socket.http"
local socket = require "socket"

local SERVER = "http://127.0.0.1:9091/api/authz/forward-auth" -- CHANGE: the server's address; /oauth2/auth for oauth2-proxy
local NAME = "app.example.org" -- CHANGE: the name that people use
local SIGN_IN = "https://auth.example.org/?rd=" -- CHANGE: the page where people sign in, for a server that sends no Location
local TIMEOUT = 5 -- seconds, for the whole answer

-- For each variable of httpd, the header of the answer that sets it.
local CALLER = { -- CHANGE: oauth2-proxy sends x-auth-request-user and so on
  GATEPASS_USER = "remote-user",
  GATEPASS_GROUPS = "remote-groups",
  GATEPASS_EMAIL = "remote-email",
  GATEPASS_NAME = "remote-name",
}

-- The client's headers that the server gets. An identity header must not be one of them.
local FORWARDED = { "Cookie", "Authorization", "Accept", "User-Agent", "X-Requested-With" }

-- The requested path as httpd and the application read it, without "//", "/../", ";x=1", encoded letters and "http://...": the server's
-- rules for paths apply to the page that the application returns.
local function requested(r)
  local path = r.uri:gsub(";[^/]*", ""):gsub("[^%w%-._~!$&'()*+,=:@/]", function(byte)
    return string.format("%%%02X", byte:byte())
  end)
  return r.args and path .. "?" .. r.args or path
end

local function call(r)
  local headers = {
    ["Host"] = NAME,
    ["Connection"] = "close",
    ["TE"] = "",
    ["X-Forwarded-Method"] = r.method,
    ["X-Forwarded-Proto"] = "https",
    ["X-Forwarded-Host"] = NAME,
    ["X-Forwarded-Uri"] = requested(r),
    ["X-Forwarded-For"] = r.useragent_ip,
  }
  for _, name in ipairs(FORWARDED) do
    headers[name] = r.headers_in[name]
  end
  local function connection()
    local tcp = socket.tcp()
    tcp:settimeout(TIMEOUT, "t")
    return tcp
  end
  http.TIMEOUT = TIMEOUT
  local done, status, answer = http.request({ url = SERVER, headers = headers, redirect = false, create = connection })
  if not done or not answer then
    error("The authentication server did not answer: " .. tostring(status))
  end
  -- LuaSocket joins two lines of a header by a comma.
  if (answer[CALLER.GATEPASS_USER] or ""):find(",", 1, true) then
    error("The authentication server's answer has more than one name")
  end
  return status, answer
end

-- A person is redirected to the sign-in page, a program gets 401.
local function reject(r, answer, people)
  if people then
    local wanted = "https://" .. NAME .. requested(r)
    r.headers_out["Location"] = answer["location"] or SIGN_IN .. r:escape(wanted)
    return 302
  end
  if answer["www-authenticate"] then
    r.err_headers_out["WWW-Authenticate"] = answer["www-authenticate"]
  end
  return 401
end

local function authenticate(r, people)
  -- The application reads "/api/..;/admin" as "/admin", and httpd does not. An application may read "\" as "/".
  if r.uri:find("/%.%.?;") or r.uri:find("\\", 1, true) then
    return 400
  end
  local done, status, answer = pcall(call, r)
  if not done then
    r:err(status)
    return 503
  end
  if status >= 200 and status < 300 then
    for variable, header in pairs(CALLER) do
      r.subprocess_env[variable] = answer[header] or ""
    end
    -- The name in httpd's log, and for rules such as "Require user"
    r.user = answer[CALLER.GATEPASS_USER] or ""
    r.subprocess_env["GATEPASS_ANSWER"] = "accepted"
    return apache2.OK
  elseif status == 401 or status >= 300 and status < 400 then
    return reject(r, answer, people)
  elseif status == 403 then
    return 403
  end
  r:err("The authentication server answered with " .. status)
  return 503
end

function person(r)
  return authenticate(r, true)
end

function program(r)
  return authenticate(r, false)
end
