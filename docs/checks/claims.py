"""What the tables of the documentation say of Python, row by row. Prints the rows; fails if one isn't so."""

import asyncio
import inspect
from contextlib import contextmanager


def claim(row):
    def check(run):
        run()
        print(row)
    return check


def throws(kind, run):
    try:
        run()
    except kind as e:
        return e
    raise AssertionError(f'no {kind.__name__}')


def echo():
    x = None
    while True:
        x = yield x


# ---- send.md ----

@claim('send.md: creating it')
def _():
    ran = []
    def f():
        ran.append(1)
        yield
    f()
    assert not ran


@claim('send.md: a first send')
def _():
    g = echo()
    throws(TypeError, lambda: g.send(1))
    assert inspect.getgeneratorstate(g) == 'GEN_CREATED'
    assert g.send(None) is None


@claim('send.md: an advance')
def _():
    g = echo()
    assert next(g) is None and g.send(1) == 1 and next(g) is None


@claim('send.md: a send to an ended one')
def _():
    g = echo()
    g.close()
    throws(StopIteration, lambda: g.send(1))


@claim('send.md: a body that sends to its own generator')
def _():
    def f():
        yield g.send(None)
    g = f()
    assert 'already executing' in str(throws(ValueError, lambda: next(g)))


# ---- errors.md ----

def catching(*then):
    """Catches what is thrown in, then yields these, then ends."""
    try:
        yield 'first'
    except KeyError:
        yield from then


@claim('errors.md: throwing before the first advance')
def _():
    ran = []
    def f():
        ran.append(1)
        yield
    g = f()
    throws(KeyError, lambda: g.throw(KeyError()))
    assert not ran and inspect.getgeneratorstate(g) == 'GEN_CLOSED'


@claim('errors.md: throwing after the end')
def _():
    g = echo()
    g.close()
    throws(KeyError, lambda: g.throw(KeyError()))


@claim('errors.md: the body catches it and yields')
def _():
    g = catching(5)
    next(g)
    assert g.throw(KeyError()) == 5


@claim('errors.md: the body catches it and returns')
def _():
    g = catching()
    next(g)
    throws(StopIteration, lambda: g.throw(KeyError()))


@claim('errors.md: `catch (Exception)` around a yield')
def _():
    caught = []
    def f():
        try:
            yield
        except Exception as e:
            caught.append(e)
    g = f()
    next(g)
    g.close()
    assert not caught


@claim('errors.md: a `StopIterationException` escapes the body')
def _():
    def f():
        yield
        raise StopIteration
    g = f()
    next(g)
    assert isinstance(throws(RuntimeError, lambda: next(g)).__cause__, StopIteration)


@claim('errors.md: yielding to the exit')
def _():
    def f():
        try:
            yield 1
        except GeneratorExit:
            yield 2
        yield 3
    g = f()
    next(g)
    assert 'ignored GeneratorExit' in str(throws(RuntimeError, g.close))
    assert next(g) == 3


@claim('errors.md: a value returned to a close')
def _():
    def f():
        try:
            yield
        except GeneratorExit:
            return 5
    g = f()
    next(g)
    import sys
    assert g.close() == (5 if sys.version_info >= (3, 13) else None)


@claim('errors.md: a generator that nobody holds')
def _():
    ran = []
    def f():
        try:
            yield
        finally:
            ran.append(1)
    next(f())
    assert ran


# ---- delegation.md ----

def outer(inner, results):
    results.append((yield from inner))


@claim('delegation.md: what the expression evaluates to')
def _():
    def f():
        yield 1
        return 5
    results = []
    assert list(outer(f(), results)) == [1] and results == [5]


@claim('delegation.md: delegating to one that is already started')
def _():
    g = (i for i in range(3))
    next(g)
    assert list(outer(g, [])) == [1, 2]


@claim('delegation.md: delegating to one that has ended')
def _():
    def f():
        yield 1
        return 5
    g, results = f(), []
    list(g)
    assert list(outer(g, results)) == [] and results == [None]


@claim('delegation.md: a send while delegating to an enumerable')
def _():
    g = outer([1, 2, 3], [])
    next(g)
    assert g.send(None) == 2
    throws(AttributeError, lambda: g.send(5))


@claim('delegation.md: throwing while delegating to an enumerable')
def _():
    def f():
        try:
            yield from [1, 2]
        except KeyError:
            yield 'caught'
    g = f()
    next(g)
    assert g.throw(KeyError()) == 'caught'


@claim('delegation.md: closing')
def _():
    order = []
    def f(inner, name):
        try:
            yield from inner
        finally:
            order.append(name)
    g = f(f([1], 'inner'), 'outer')
    next(g)
    g.close()
    assert order == ['inner', 'outer']


@claim('delegation.md: the inner, seen from outside')
def _():
    inner = echo()
    g = outer(inner, [])
    next(g)
    assert g.gi_yieldfrom is inner


# ---- async.md ----

@claim('async.md: a call before it is awaited')
def _():
    ran = []
    async def f():
        ran.append(1)
        yield 5
    async def main():
        call = f().asend(None)
        assert not ran
        assert await call == 5
    asyncio.run(main())


@claim('async.md: a second call while one is pending')
def _():
    async def main():
        gate = asyncio.Event()
        async def f():
            await gate.wait()
            yield 5
        g = f()
        first = asyncio.ensure_future(anext(g))
        await asyncio.sleep(0)
        try:
            await anext(g)
        except RuntimeError as e:
            assert 'already running' in str(e)
        else:
            raise AssertionError
        gate.set()
        assert await first == 5
    asyncio.run(main())


@claim('async.md: a return value')
def _():
    throws(SyntaxError, lambda: compile('async def f():\n  yield 1\n  return 5', '', 'exec'))


@claim('async.md: `yield from` in it')
def _():
    throws(SyntaxError, lambda: compile('async def f():\n  yield from g()', '', 'exec'))


@claim('async.md: canceling the pending call')
def _():
    async def main():
        caught = []
        async def f():
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError as e:
                caught.append(e)
                raise
            yield
        call = asyncio.ensure_future(anext(f()))
        await asyncio.sleep(0)
        call.cancel()
        try:
            await call
        except asyncio.CancelledError:
            pass
        assert caught
    asyncio.run(main())
