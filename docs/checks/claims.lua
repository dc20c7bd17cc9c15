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

claim('lua.md: an error under `coroutine.wrap`', function()
  equal('false oh', pcall(coroutine.wrap(function() error('oh', 0) end)))
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

claim('lua.md: the returned value in a loop', function()
  local function looped(result)
    local seen = {}
    local done, message = pcall(function()
      for x in coroutine.wrap(function() yield(1) return result end) do seen[#seen + 1] = x end
    end)
    return table.concat(seen, ','), done, message and message:match('cannot.*')
  end
  equal('1,2 false cannot resume dead coroutine', looped(2))
  equal('1 true nil', looped(nil))
end)

claim('lua.md: a yielded nil in a loop', function()
  local turns = 0
  for _ in coroutine.wrap(function() yield(1) yield(nil) yield(2) end) do turns = turns + 1 end
  equal('1', turns)
end)

claim('lua.md: leaving a loop early', function()
  local closed = false
  local function body()
    local it <close> = setmetatable({}, { __close = function() closed = true end })
    yield(1)
    yield(2)
  end
  local co = create(body)
  for _ in function() return select(2, resume(co)) end do break end
  equal('suspended', status(co))
  for _ in coroutine.wrap(body) do break end
  co = nil
  collectgarbage()
  collectgarbage()
  assert(not closed)
end)

claim('lua.md: closing before the first resume', function()
  local ran = false
  local co = create(function() ran = true end)
  equal('true', coroutine.close(co))
  equal('dead false', status(co), ran)
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

local function closing(run)
  local co = create(function()
    local it <close> = setmetatable({}, { __close = run })
    yield(1)
  end)
  resume(co)
  return coroutine.close(co)
end

claim('lua.md: an error while closing', function()
  equal('false oh', closing(function() error('oh', 0) end))
end)

claim('lua.md: closing one that has failed', function()
  local co = create(function() error('oh', 0) end)
  resume(co)
  equal('false oh', coroutine.close(co))
  equal('true', coroutine.close(co))
end)

claim('lua.md: a yield while closing', function()
  equal('false attempt to yield across a C-call boundary', closing(function() yield(2) end))
end)

claim('lua.md: resuming the one that runs', function()
  local co
  co = create(function() return resume(co) end)
  equal('true false cannot resume non-suspended coroutine', resume(co))
end)

claim('lua.md: yielding in a callback of `table.sort` or `gsub`', function()
  local failure = 'false attempt to yield across a C-call boundary'
  equal(failure, resume(create(function() table.sort({ 3, 2, 1 }, function() yield() end) end)))
  equal(failure, resume(create(function() string.gsub('x', 'x', function() yield() end) end)))
end)

claim('lua.md: yielding across `pcall`', function()
  local co = create(function()
    pcall(function() yield(1) end)
    return 2
  end)
  equal('true 1', resume(co))
  equal('true 2', resume(co))
end)
