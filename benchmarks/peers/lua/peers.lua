-- peers.lua [ITEM...]: prints one line an item, "item<TAB>number". For Lua 5.4 and LuaJIT.
-- Lua can't throw into a coroutine: the body raises what it is sent. Delegating to a coroutine is a loop.

local create, resume, yield, wrap = coroutine.create, coroutine.resume, coroutine.yield, coroutine.wrap
local close = coroutine.close -- not in LuaJIT
local NODES = 2 ^ 17
local ERROR = {}
local finished = 0

local function sum()
  local total = 0
  while true do total = total + yield(total) end
end

local function count(n)
  for i = 0, n - 1 do yield(i) end
end

local function one(value)
  if yield(value) == ERROR then error(ERROR) end
end

-- A to-be-closed variable is Lua's finally; LuaJIT's parser doesn't know it.
local guarded = load and close and load([[
  local yield, ERROR, finish = ...
  return function(value)
    local guard <close> = finish
    if yield(value) == ERROR then error(ERROR) end
  end
]])
local finish = setmetatable({}, { __close = function() finished = finished + 1 end })
if guarded then guarded = guarded(yield, ERROR, finish) end

local function catcher()
  local caught = 0
  local function attempt()
    if yield(caught) == ERROR then error(ERROR) end
  end
  while true do
    local ok, err = pcall(attempt)
    if not ok and err == ERROR then caught = caught + 1 end
  end
end

local function nested(depth)
  if depth == 0 then
    local total = 0
    while true do total = total + yield(total) end
  end
  local inner = create(nested)
  local ok, value = resume(inner, depth - 1)
  while true do
    if not ok then error(value) end
    ok, value = resume(inner, (yield(value)))
  end
end

-- A coroutine has a stack of its own here, so that recursion needs no inner ones.
local function walk(node)
  if node.left then walk(node.left) end
  yield(node.value)
  if node.right then walk(node.right) end
end

local function build(from, to)
  if from == to then return nil end
  local middle = math.floor((from + to) / 2)
  return { left = build(from, middle), value = middle, right = build(middle + 1, to) }
end

local function triangle(n) return n * (n - 1) / 2 end

local function send(n)
  local g = create(sum)
  local _, last = resume(g)
  for _ = 1, n do _, last = resume(g, 1) end
  assert(last == n)
end

local function iterate(n)
  local total = 0
  for i in wrap(count), n do total = total + i end
  assert(total == triangle(n))
end

local function create_finish(n)
  local total = 0
  for i = 0, n - 1 do
    local g = create(one)
    local _, value = resume(g, i)
    total = total + value
    resume(g)
  end
  assert(total == triangle(n))
end

local function close_each(body)
  return function(n)
    finished = 0
    local total = 0
    for i = 0, n - 1 do
      local g = create(body)
      local _, value = resume(g, i)
      total = total + value
      close(g)
    end
    assert(total == triangle(n) and (body ~= guarded or finished == n))
  end
end

local function throw_caught(n)
  local g = create(catcher)
  local _, last = resume(g)
  for _ = 1, n do _, last = resume(g, ERROR) end
  assert(last == n)
end

local function throw_leaves(body)
  return function(n)
    finished = 0
    local caught = 0
    for i = 0, n - 1 do
      local g = create(body)
      resume(g, i)
      local ok, err = resume(g, ERROR)
      if not ok and err == ERROR then caught = caught + 1 end
      if close then close(g) end
    end
    assert(caught == n and (body ~= guarded or finished == n))
  end
end

local function delegate(depth)
  local g = create(nested)
  local ok, sent = resume(g, depth)
  if not ok then error(sent) end
  return function(n)
    local _, last
    for _ = 1, n do _, last = resume(g, 1) end
    sent = sent + n
    assert(last == sent)
  end
end

local function walk_trees()
  local tree = build(0, NODES)
  return function(n)
    local total = 0
    for _ = 1, n do
      for value in wrap(walk), tree do total = total + value end
    end
    assert(total == n * triangle(NODES))
  end
end

local function once(work, n)
  local start = os.clock()
  work(n)
  return (os.clock() - start) * 1e9
end

-- Nanoseconds an operation, the least of the repetitions, each 20 ms or longer.
local function time(work)
  local n, ns = 1, once(work, 1)
  while ns < 20e6 do
    n = ns < 1e5 and n * 10 or math.floor(n * math.min(22e6 / ns, 10)) + 1
    ns = once(work, n)
  end
  for _ = 1, 14 do ns = math.min(ns, once(work, n)) end
  return ns / n
end

local function memory()
  local size = 200000
  local alive = {}
  for i = 1, size do alive[i] = false end
  collectgarbage()
  local before = collectgarbage("count")
  for i = 1, size do
    local g = create(sum)
    resume(g)
    alive[i] = g
  end
  collectgarbage()
  return (collectgarbage("count") - before) * 1024 / size
end

local order = {
  "send", "iterate", "create_finish", "close_notry", "close_try", "throw_caught", "throw_leaves", "throw_leaves_try",
  "deleg_1", "deleg_10", "deleg_100", "deleg_1000", "tree", "mem",
}
local items = {
  send = function() return time(send) end,
  iterate = function() return time(iterate) end,
  create_finish = function() return time(create_finish) end,
  close_notry = close and function() return time(close_each(one)) end,
  close_try = guarded and function() return time(close_each(guarded)) end,
  throw_caught = function() return time(throw_caught) end,
  throw_leaves = function() return time(throw_leaves(one)) end,
  throw_leaves_try = guarded and function() return time(throw_leaves(guarded)) end,
  deleg_1 = function() return time(delegate(1)) end,
  deleg_10 = function() return time(delegate(10)) end,
  deleg_100 = function() return time(delegate(100)) end,
  deleg_1000 = function() return time(delegate(1000)) end,
  tree = function() return time(walk_trees()) / NODES end,
  mem = memory,
}

for _, item in ipairs(#arg > 0 and arg or order) do
  local ok, value = pcall(items[item] or error, "not in this Lua")
  print(ok and ("%s\t%.4f"):format(item, value) or ("%s\t%s"):format(item, value:match("[^:]*$")))
end
