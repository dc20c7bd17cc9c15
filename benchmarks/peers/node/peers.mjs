// peers.mjs [ITEM...]: prints one line an item, "item<TAB>number". Needs --expose-gc.
import assert from 'node:assert/strict';

const NODES = 1 << 17;
let finished = 0;

function* sum() {
  let total = 0;
  while (true) total += yield total;
}

function* count(n) {
  for (let i = 0; i < n; i++) yield i;
}

function* one(value) {
  yield value;
}

function* guarded(value) {
  try {
    yield value;
  } finally {
    finished++;
  }
}

function* catcher() {
  let caught = 0;
  while (true) {
    try {
      yield caught;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      caught++;
    }
  }
}

function* nested(depth) {
  if (depth > 0) {
    yield* nested(depth - 1);
    return;
  }
  let total = 0;
  let sent;
  while ((sent = yield total) >= 0) total += sent;
}

function* walk(node) {
  if (node.left) yield* walk(node.left);
  yield node.value;
  if (node.right) yield* walk(node.right);
}

const completed = Promise.resolve();

async function* asyncSum() {
  let total = 0;
  while (true) {
    const sent = yield total;
    await completed;
    total += sent;
  }
}

async function* asyncSumBare() {
  let total = 0;
  while (true) total += yield total;
}

async function* asyncCount(n) {
  for (let i = 0; i < n; i++) {
    yield i;
    await completed;
  }
}

async function* asyncCountBare(n) {
  for (let i = 0; i < n; i++) yield i;
}

function build(from, to) {
  if (from === to) return null;
  const middle = Math.floor((from + to) / 2);
  return { left: build(from, middle), value: middle, right: build(middle + 1, to) };
}

const triangle = (n) => (n * (n - 1)) / 2;

function send(n) {
  const g = sum();
  let last = g.next().value;
  for (let i = 0; i < n; i++) last = g.next(1).value;
  assert.equal(last, n);
}

function iterate(n) {
  let total = 0;
  for (const i of count(n)) total += i;
  assert.equal(total, triangle(n));
}

function createFinish(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const g = one(i);
    total += g.next().value;
    g.next();
  }
  assert.equal(total, triangle(n));
}

function closeNoTry(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const g = one(i);
    total += g.next().value;
    g.return();
  }
  assert.equal(total, triangle(n));
}

function closeTry(n) {
  finished = 0;
  for (let i = 0; i < n; i++) {
    const g = guarded(i);
    g.next();
    g.return();
  }
  assert.equal(finished, n);
}

function throwCaught(n) {
  const g = catcher();
  let last = g.next().value;
  for (let i = 0; i < n; i++) last = g.throw(new RangeError()).value;
  assert.equal(last, n);
}

const throwLeaves = (make) => (n) => {
  finished = 0;
  let caught = 0;
  for (let i = 0; i < n; i++) {
    const g = make(i);
    g.next();
    try {
      g.throw(new RangeError());
    } catch (error) {
      caught++;
    }
  }
  assert.equal(caught + finished, make === guarded ? 2 * n : n);
};

function delegate(depth) {
  const g = nested(depth);
  let sent = g.next().value;
  return (n) => {
    let last = 0;
    for (let i = 0; i < n; i++) last = g.next(1).value;
    assert.equal(last, (sent += n));
  };
}

function walkTrees() {
  const tree = build(0, NODES);
  return (n) => {
    let total = 0;
    for (let i = 0; i < n; i++) {
      for (const value of walk(tree)) total += value;
    }
    assert.equal(total, n * triangle(NODES));
  };
}

const asyncSend = (make) => async (n) => {
  const g = make();
  let last = (await g.next()).value;
  for (let i = 0; i < n; i++) last = (await g.next(1)).value;
  assert.equal(last, n);
};

const asyncIterate = (make) => async (n) => {
  let total = 0;
  for await (const i of make(n)) total += i;
  assert.equal(total, triangle(n));
};

async function once(work, n) {
  const start = process.hrtime.bigint();
  await work(n);
  return Number(process.hrtime.bigint() - start);
}

// Nanoseconds an operation, the least of the repetitions, each 20 ms or longer.
async function time(work) {
  let n = 1;
  let ns;
  while ((ns = await once(work, n)) < 20e6) n = ns < 1e5 ? n * 10 : Math.floor(n * Math.min(22e6 / ns, 10)) + 1;
  for (let i = 0; i < 14; i++) ns = Math.min(ns, await once(work, n));
  return ns / n;
}

function memory() {
  const alive = new Array(1_000_000).fill(null);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < alive.length; i++) {
    const g = sum();
    g.next();
    alive[i] = g;
  }
  globalThis.gc();
  return (process.memoryUsage().heapUsed - before) / alive.length;
}

const items = {
  send: () => time(send),
  iterate: () => time(iterate),
  create_finish: () => time(createFinish),
  close_notry: () => time(closeNoTry),
  close_try: () => time(closeTry),
  throw_caught: () => time(throwCaught),
  throw_leaves: () => time(throwLeaves(one)),
  throw_leaves_try: () => time(throwLeaves(guarded)),
  deleg_1: () => time(delegate(1)),
  deleg_10: () => time(delegate(10)),
  deleg_100: () => time(delegate(100)),
  deleg_1000: () => time(delegate(1000)),
  tree: async () => (await time(walkTrees())) / NODES,
  async_send: () => time(asyncSend(asyncSum)),
  async_send_bare: () => time(asyncSend(asyncSumBare)),
  async_foreach: () => time(asyncIterate(asyncCount)),
  async_foreach_bare: () => time(asyncIterate(asyncCountBare)),
  mem: memory,
};

const wanted = process.argv.slice(2);
for (const item of wanted.length ? wanted : Object.keys(items)) {
  console.log(`${item}\t${(await items[item]()).toFixed(4)}`);
}
