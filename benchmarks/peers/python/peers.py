"""peers.py [ITEM...]: prints one line per item, "item<TAB>number"."""

import asyncio
import sys
import tracemalloc
from dataclasses import dataclass
from time import perf_counter_ns

NODES = 1 << 17
finished = 0
completed = None  # a completed future


def sum_sent():
    total = 0
    while True:
        total += yield total


def count(n):
    for i in range(n):
        yield i


def one(value):
    yield value


def guarded(value):
    global finished
    try:
        yield value
    finally:
        finished += 1


def catcher():
    caught = 0
    while True:
        try:
            yield caught
        except ValueError:
            caught += 1


def nested(depth):
    if depth > 0:
        yield from nested(depth - 1)
        return
    total = 0
    while (sent := (yield total)) >= 0:
        total += sent


def walk(node):
    if node.left is not None:
        yield from walk(node.left)
    yield node.value
    if node.right is not None:
        yield from walk(node.right)


async def async_sum():
    total = 0
    while True:
        sent = yield total
        await completed
        total += sent


async def async_sum_bare():
    total = 0
    while True:
        total += yield total


async def async_count(n):
    for i in range(n):
        yield i
        await completed


async def async_count_bare(n):
    for i in range(n):
        yield i


@dataclass(slots=True)
class Node:
    left: "Node | None"
    value: int
    right: "Node | None"


def build(start, end):
    if start == end:
        return None
    middle = (start + end) // 2
    return Node(build(start, middle), middle, build(middle + 1, end))


def send(n):
    g = sum_sent()
    last = next(g)
    step = g.send
    for _ in range(n):
        last = step(1)
    assert last == n


def iterate(n):
    total = 0
    for i in count(n):
        total += i
    assert total == n * (n - 1) // 2


def create_finish(n):
    total = 0
    for i in range(n):
        g = one(i)
        total += next(g)
        assert next(g, None) is None
    assert total == n * (n - 1) // 2


def close_notry(n):
    total = 0
    for i in range(n):
        g = one(i)
        total += next(g)
        g.close()
    assert total == n * (n - 1) // 2


def close_try(n):
    global finished
    finished = 0
    for i in range(n):
        g = guarded(i)
        next(g)
        g.close()
    assert finished == n


def throw_caught(n):
    g = catcher()
    last = next(g)
    for _ in range(n):
        last = g.throw(ValueError())
    assert last == n


def throw_leaves(n, make=one):
    caught = 0
    for i in range(n):
        g = make(i)
        next(g)
        try:
            g.throw(ValueError())
        except ValueError:
            caught += 1
    assert caught == n


def throw_leaves_try(n):
    global finished
    finished = 0
    throw_leaves(n, guarded)
    assert finished == n


def delegate(depth):
    g = nested(depth)
    sent = next(g)

    def work(n):
        nonlocal sent
        last = 0
        for _ in range(n):
            last = g.send(1)
        sent += n
        assert last == sent

    return work


def walk_trees():
    tree = build(0, NODES)

    def work(n):
        total = 0
        for _ in range(n):
            for value in walk(tree):
                total += value
        assert total == n * NODES * (NODES - 1) // 2

    return work


def run(work):
    """Makes an asynchronous work a plain one, on one event loop."""
    global completed
    loop = asyncio.new_event_loop()
    completed = loop.create_future()
    completed.set_result(None)
    return lambda n: loop.run_until_complete(work(n))


def async_send(make):
    async def work(n):
        g = make()
        last = await anext(g)
        step = g.asend
        for _ in range(n):
            last = await step(1)
        assert last == n
        await g.aclose()

    return run(work)


def async_iterate(make):
    async def work(n):
        total = 0
        async for i in make(n):
            total += i
        assert total == n * (n - 1) // 2

    return run(work)


def once(work, n):
    start = perf_counter_ns()
    work(n)
    return perf_counter_ns() - start


def time(work):
    """Nanoseconds an operation, the least of the repetitions, each 20 ms or longer."""
    n = 1
    while (ns := once(work, n)) < 20_000_000:
        n = n * 10 if ns < 100_000 else int(n * min(22_000_000 / ns, 10)) + 1
    return min(ns, *(once(work, n) for _ in range(14))) / n


def memory():
    count = 200_000
    alive = [None] * count
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for i in range(count):
        g = sum_sent()
        next(g)
        alive[i] = g
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / count


ITEMS = {
    "send": lambda: time(send),
    "iterate": lambda: time(iterate),
    "create_finish": lambda: time(create_finish),
    "close_notry": lambda: time(close_notry),
    "close_try": lambda: time(close_try),
    "throw_caught": lambda: time(throw_caught),
    "throw_leaves": lambda: time(throw_leaves),
    "throw_leaves_try": lambda: time(throw_leaves_try),
    "deleg_1": lambda: time(delegate(1)),
    "deleg_10": lambda: time(delegate(10)),
    "deleg_100": lambda: time(delegate(100)),
    "deleg_1000": lambda: time(delegate(1000)),
    "tree": lambda: time(walk_trees()) / NODES,
    "async_send": lambda: time(async_send(async_sum)),
    "async_send_bare": lambda: time(async_send(async_sum_bare)),
    "async_foreach": lambda: time(async_iterate(async_count)),
    "async_foreach_bare": lambda: time(async_iterate(async_count_bare)),
    "mem": memory,
}

if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    for item in sys.argv[1:] or ITEMS:
        print(f"{item}\t{ITEMS[item]():.4f}")
