"""Writes random casts (the Python source of two to five generators that use one another) and calls on them."""

import inspect

KINDS = {"returning": 7, "sending": 2, "plain": 1}  # Generator<int, int?, int?>, Generator<int, int?>, Generator<int>

# The types in except clauses, most derived first: C# rejects a clause that an earlier one covers.
CLAUSES = {
    "DeepFault": 2, "Fault": 5, "Mishap": 5, "Misuse": 5, "Stop": 1, "StopIteration": 2, "Leave": 1, "GeneratorExit": 3,
    "Exception": 6, "BaseException": 4,
}
RAISED = {
    "Fault()": 6, "DeepFault()": 4, "Mishap()": 6, "Leave()": 2, "GeneratorExit()": 1, "Stop(7)": 2, "StopIteration(8)": 1,
}
THROWN = {"Fault()": 6, "DeepFault()": 3, "Mishap()": 5, "Leave()": 2, "GeneratorExit()": 2}
ENDS = {"Stop(70)": 2, "StopIteration(80)": 1}

STATEMENTS = {  # weights outside any block, and inside one
    "yield": (26, 26), "from": (20, 20), "try": (26, 14), "for": (6, 4), "drain": (2, 2), "drive": (3, 4), "try_drive": (6, 9),
    "look": (1, 3), "raise": (1, 7), "reraise": (0, 9), "return": (1, 4), "break": (0, 4),
}


def pick(random, weights):
    return random.choices(list(weights), list(weights.values()))[0]


class Place:
    """The place of a statement, which limits what it can be."""

    def __init__(self, depth=0, loops=False, handles=None, in_finally=False):
        self.depth, self.loops, self.handles, self.in_finally = depth, loops, handles, in_finally

    def inside(self, **changes):
        return Place(**{**vars(self), "depth": self.depth + 1, **changes})


class Cast:
    """The source of one cast."""

    def __init__(self, random):
        self.random = random
        self.count = random.choices([2, 3, 4, 5], [3, 4, 3, 2])[0]
        self.kinds = [pick(random, KINDS) for _ in range(self.count)]
        self.yielded = 0
        self.lines = []
        for i in range(self.count):
            self.write_generator(i)
        self.source = "\n".join(self.lines) + "\n"

    def write_generator(self, i):
        self.me, self.kind = i, self.kinds[i]
        self.lines += [f"@{self.kind}", f"def g{i}():"]
        self.handlers, self.indent = 0, 1
        start = len(self.lines)
        self.has_x = self.kind != "plain" or self.chance(0.5)
        if self.has_x:
            self.write("x = None")
        if self.chance(0.4):  # a body that goes on after most exceptions
            self.write(f"for _ in range({self.random.randint(2, 3)}):")
            self.indent += 1
            self.write_try(Place(depth=1, loops=True))
            self.indent -= 1
        leaves = self.write_block(Place(), self.random.randint(1, 3))
        if not leaves or not any("yield" in line for line in self.lines[start:]):
            self.write_yield(Place())

    def chance(self, probability):
        return self.random.random() < probability

    def write(self, line):
        self.lines.append("    " * self.indent + line)

    def write_block(self, place, length):
        """Returns whether the block is certain to be left."""
        self.indent += place.depth > 0
        leaves = False
        for _ in range(length):
            if leaves := self.write_statement(place):
                break
        self.indent -= place.depth > 0
        return bool(leaves)

    def write_statement(self, place):
        weights = {name: pair[place.depth > 0] for name, pair in STATEMENTS.items()}
        if place.depth >= 4:
            weights |= {"try": 0, "for": 0, "drain": 0}
        if not self.has_x:
            weights["drain"] = 0
        if not place.loops:
            weights["break"] = 0
        if not place.handles:
            weights["reraise"] = 0
        if place.in_finally:
            weights["return"] = 0
        return getattr(self, "write_" + pick(self.random, weights))(place)

    # ---- Statements. Each returns True if it is certain to leave its block. ----

    def write_yield(self, place):
        if self.kind == "plain":
            self.write(f"yield {self.next_value()}")
        elif self.chance(0.08):
            self.write(f"x = add((yield {self.next_value()}), (yield {self.next_value()}))")
            self.write("log(x)")
        else:
            self.write(f"x = yield {'twist(x)' if self.chance(0.1) else self.next_value()}")
            self.write("log(x)")

    def next_value(self):
        self.yielded += 1
        return self.yielded

    def write_from(self, place):
        form = self.random.random()
        if form < 0.08:
            self.write(f"yield from {self.values()}")
        elif form < 0.2:
            fails = self.random.choice(["None", "None", "Fault", "Mishap", "Leave"])
            closing = self.random.choice(["None", "None", "None", "DeepFault", "Mishap", "Leave"])
            self.write(f"yield from Feed({self.values()}, {fails}, {closing})")
        else:
            later = [i for i in range(self.count) if i > self.me]
            inner = self.random.choice(later) if later and self.chance(0.85) else self.other(0.95)
            if self.kinds[inner] == "returning" and self.has_x:
                self.write(f"x = kept(g{inner}, (yield from g{inner}))")
                self.write("log(x)")
            else:
                self.write(f"yield from g{inner}")

    def values(self):
        return [self.next_value() for _ in range(self.random.randint(0, 3))]

    def other(self, probability):
        """Returns another generator with this probability; otherwise, this one."""
        others = [i for i in range(self.count) if i != self.me]
        return self.random.choice(others) if self.chance(probability) else self.me

    def write_try(self, place):
        clauses = self.random.choices([0, 1, 2], [2, 6, 3])[0]
        names = {pick(self.random, CLAUSES) for _ in range(clauses)}
        self.write("try:")
        leaves = self.write_block(place.inside(), self.random.randint(1, 3))
        for name in sorted(names, key=list(CLAUSES).index):
            self.handlers += 1
            exception = f"e{self.handlers}"
            self.write(f"except {name} as {exception}:")
            self.write(f"    caught({exception})")
            leaves &= self.write_block(place.inside(handles=exception), self.random.randint(0, 2))
        if not names or self.chance(0.35):
            self.write("finally:")
            self.write(f"    log('f{self.next_value()}')")
            inside = place.inside(handles=None, in_finally=True, loops=False)
            leaves |= self.write_block(inside, self.random.randint(0, 2))
        return leaves

    def write_for(self, place):
        self.write(f"for _ in range({self.random.randint(2, 3)}):")
        self.write_block(place.inside(loops=True), self.random.randint(1, 3))

    def write_drain(self, place):
        self.write(f"for x in g{self.other(0.97)}:")
        self.write("    log(x)")
        self.write_block(place.inside(loops=True), self.random.randint(0, 2))

    def write_drive(self, place):
        call = self.call(0.9)
        if self.has_x and not call.startswith("close"):
            self.write(f"x = {call}")
            self.write("log(x)")
        else:
            self.write(call)

    def write_try_drive(self, place):
        self.write("try_" + self.call(0.85))

    def call(self, probability):
        target = self.other(probability)
        call = pick(self.random, {"next": 5, "send": 3, "throw": 3, "close": 2})
        if call == "send" and self.kinds[target] != "plain":
            return f"send(g{target}, {self.random.randint(100, 199)})"
        if call == "throw":
            return f"throw(g{target}, {pick(self.random, THROWN)})"
        return f"close(g{target})" if call == "close" else f"next(g{target})"

    def write_look(self, place):
        self.write("look()")

    def write_raise(self, place):
        self.write(f"raise {pick(self.random, RAISED)}")
        return True

    def write_reraise(self, place):
        self.write(self.random.choice(["raise", "raise", f"raise {place.handles}"]))
        return True

    def write_return(self, place):
        value = self.random.choice([self.next_value(), "x" if self.has_x else "None"])
        self.write(f"return {value}" if self.kind == "returning" else "return")
        return True

    def write_break(self, place):
        self.write(self.random.choice(["break", "continue"]))
        return True


def next_call(random, stage):
    """Returns a call for a script, preferably on a generator that is paused, above all in a delegation."""
    states = [inspect.getgeneratorstate(generator) for generator in stage.generators]
    weights = [
        0.1 if state == "GEN_CLOSED" else 2 if state == "GEN_CREATED" else 12 if generator.gi_yieldfrom else 4
        for generator, state in zip(stage.generators, states)]
    target = random.choices(range(len(weights)), weights)[0]
    calls = {"next": 40, "send": 28, "throw": 18, "close": 6}
    if states[target] == "GEN_CREATED":
        calls = {"next": 94, "send": 3, "throw": 2, "close": 1}
    call = pick(random, calls)
    end = innermost(stage.generators[target])
    over_generator = end in stage.generators
    if call == "send" and stage.kinds[target] != "plain":
        takes_none = over_generator and states[target] == "GEN_SUSPENDED"
        return f"send(g{target}, {None if takes_none and random.random() < 0.1 else random.randint(200, 299)})"
    if call == "throw":
        return f"throw(g{target}, {pick(random, THROWN | ENDS if over_generator else THROWN)})"
    return f"close(g{target})" if call == "close" else f"next(g{target})"


def innermost(generator):
    """Follows the delegations to the last generator or iterator."""
    while inner := getattr(generator, "gi_yieldfrom", None):
        generator = inner
    return generator
