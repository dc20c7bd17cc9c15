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

function once(work, n) {
  const start = process.hrtime.bigint();
  work(n);
  return Number(process.hrtime.bigint() - start);
}

// Nanoseconds an operation, the least of the repetitions, each 60 ms or longer.
function time(work) {
  let n = 1;
  let ns;
  while ((ns = once(work, n)) < 60e6) n = ns < 1e5 ? n * 10 : Math.floor(n * Math.min(66e6 / ns, 10)) + 1;
  for (let i = 0; i < 5; i++) ns = Math.min(ns, once(work, n));
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
  tree: () => time(walkTrees()) / NODES,
  mem: memory,
};

const wanted = process.argv.slice(2);
for (const item of wanted.length ? wanted : Object.keys(items)) {
  console.log(`${item}\t${items[item]().toFixed(4)}`);
}
