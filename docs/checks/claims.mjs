// What the tables of the documentation say of JavaScript, row by row. Prints the rows; fails if one isn't so.

import assert from 'node:assert/strict';

const claims = [];
const claim = (row, check) => claims.push([row, check]);

function* echo() {
  let x;
  while (true) x = yield x;
}

function* returning(log = []) {
  try { yield 1; } finally { log.push('finally'); }
  return 2;
}

// ---- javascript.md ----

claim('javascript.md: a value in the first call', () => {
  const g = echo();
  assert.deepEqual(g.next('lost'), { value: undefined, done: false });
  assert.deepEqual(g.next('kept'), { value: 'kept', done: false });
});

claim('javascript.md: the end', () => {
  const g = returning();
  g.next();
  for (let i = 0; i < 3; i++) assert.equal(g.next().done, true);
});

claim('javascript.md: the returned value', () => {
  const g = returning();
  g.next();
  assert.deepEqual([g.next(), g.next()], [{ value: 2, done: true }, { value: undefined, done: true }]);
});

claim('javascript.md: the returned value in a loop', () => assert.deepEqual([...returning()], [1]));

claim('javascript.md: leaving a loop early', () => {
  const log = [], g = returning(log);
  for (const x of g) break;
  assert.deepEqual([log, g.next().done], [['finally'], true]);
});

claim('javascript.md: closing before the first call', () => {
  let ran = false;
  const g = (function* () { ran = true; yield; })();
  g.return();
  assert.deepEqual([g.next().done, ran], [true, false]);
});

claim('javascript.md: closing at a yield', () => {
  const log = [];
  const g = (function* () {
    try { yield 1; } catch { log.push('catch'); } finally { log.push('finally'); }
  })();
  g.next();
  assert.deepEqual([g.return(5), log], [{ value: 5, done: true }, ['finally']]);
});

claim('javascript.md: a yield in a `finally` while closing', () => {
  const g = (function* () { try { yield 1; } finally { yield 2; } })();
  g.next();
  assert.deepEqual(g.return(5), { value: 2, done: false });
  assert.deepEqual(g.next(), { value: 5, done: true });
});

claim('javascript.md: the value of `return(v)`', () => {
  const g = returning();
  g.next();
  assert.deepEqual(g.return(5), { value: 5, done: true });
  assert.deepEqual(returning().return(6), { value: 6, done: true });
});

claim('javascript.md: a return in a `finally` while closing', () => {
  const g = (function* () { try { yield 1; } finally { return 3; } })();
  g.next();
  assert.deepEqual(g.return(5), { value: 3, done: true });
});

claim('javascript.md: throwing before the first call', () => {
  const g = echo();
  assert.throws(() => g.throw(new RangeError()), RangeError);
  assert.equal(g.next().done, true);
});

claim('javascript.md: throwing at a yield', () => {
  const g = (function* () { try { yield 1; } catch (e) { yield e; } })();
  g.next();
  assert.deepEqual(g.throw('x'), { value: 'x', done: false });
});

claim('javascript.md: an ended one that is thrown at', () => {
  const g = returning();
  [...g];
  assert.throws(() => g.throw(new RangeError()), RangeError);
});

claim('javascript.md: delegating to a generator', () => {
  const log = [];
  function* inner() {
    try {
      log.push(yield 1);
      yield 2;
    } catch (e) { yield e; } finally { log.push('finally'); }
  }
  const g = (function* () { yield* inner(); })();
  g.next();
  assert.equal(g.next('sent').value, 2);
  assert.equal(g.throw('thrown').value, 'thrown');
  g.return();
  assert.deepEqual(log, ['sent', 'finally']);
});

claim('javascript.md: delegating to an array', () => {
  const g = (function* () { yield* [1, 2]; })();
  assert.deepEqual([g.next().value, g.next('dropped').value], [1, 2]);
});

claim('javascript.md: a delegate without `throw`', () => {
  let closed = false;
  const inner = {
    [Symbol.iterator]() { return this; }, next() { return { value: 1, done: false }; },
    return() { closed = true; return { done: true }; } };
  const g = (function* () { yield* inner; })();
  g.next();
  assert.throws(() => g.throw(new RangeError()), TypeError);
  assert.ok(closed);
});

claim('javascript.md: the value of a delegate', () => {
  const g = (function* () { return yield* returning(); })();
  g.next();
  assert.deepEqual(g.next(), { value: 2, done: true });
});

claim('javascript.md: calls while one is executing', () => {
  const g = (function* () { yield g.next(); })();
  assert.throws(() => g.next(), TypeError);
});

claim('javascript.md: calls while one is pending', async () => {
  const g = (async function* () { yield 1; yield 2; })();
  assert.deepEqual((await Promise.all([g.next(), g.next()])).map(it => it.value), [1, 2]);
  const h = (async function* () { yield 1; yield 2; })();
  assert.deepEqual(
    await Promise.all([h.next(), h.return(5)]), [{ value: 1, done: false }, { value: 5, done: true }]);
});

claim('javascript.md: a promise that is yielded', async () => {
  const g = (async function* () { yield Promise.resolve(1); })();
  assert.deepEqual(await g.next(), { value: 1, done: false });
});

for (const [row, check] of claims) {
  await check();
  console.log(row);
}
