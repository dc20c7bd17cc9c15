-- What the tables of the documentation say of Lua, row by row. Prints the rows; fails if one isn't so.

local create, resume, status, yield = coroutine.create, coroutine.resume, coroutine.status, coroutine.yield

local function claim(row, check)
  check()
  print(row)
end

local function equal(expected, ...)
  local all = table.pack(...)
  for i = 1, all.n do all[i] = tostring(all[i]) end
  local actual = table.concat(all, ' ')
  assert(actual == expected, 'expected ' .. expected .. ', but it is ' .. actual)
end

-- lua.md

claim('lua.md: arguments of the first resume', function()
  equal('true 3', resume(create(function(a, b) yield(a + b) end), 1, 2))
end)

claim('lua.md: several values at once', function()
  local co = create(function() equal('3 4', yield(1, 2)) end)
  equal('true 1 2', resume(co))
  equal('true', resume(co, 3, 4))
end)

claim('lua.md: a function that the body calls', function()
  local function helper() yield('deep') end
  equal('true deep', resume(create(function() helper() end)))
end)

claim('lua.md: an error in the body', function()
  local co = create(function() error('oh', 0) end)
  equal('false oh', resume(co))
  equal('dead', status(co))
end)

claim('lua.md: an error that is to be raised at the yield', function()
  assert(coroutine.throw == nil)
end)

claim('lua.md: resuming a dead one', function()
  local co = create(function() end)
  resume(co)
  equal('false cannot resume dead coroutine', resume(co))
end)

claim('lua.md: the returned value', function()
  local co = create(function() yield(1) return 2 end)
  equal('true 1', resume(co))
  equal('true 2', resume(co))
end)

claim('lua.md: closing at a yield', function()
  local closed = false
  local co = create(function()
    local it <close> = setmetatable({}, { __close = function() closed = true end })
    yield(1)
  end)
  resume(co)
  equal('true', coroutine.close(co))
  assert(closed)
end)

claim('lua.md: resuming the one that runs', function()
  local co
  co = create(function() return resume(co) end)
  equal('true false cannot resume non-suspended coroutine', resume(co))
end)

claim('lua.md: yielding across `pcall`', function()
  local co = create(function()
    pcall(function() yield(1) end)
    return 2
  end)
  equal('true 1', resume(co))
  equal('true 2', resume(co))
end)
