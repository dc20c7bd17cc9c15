"""Writes random casts, two to five generators that know one another, as Python source; and calls on them."""

import inspect

KINDS = {"returning": 6, "sending": 2, "plain": 1}  # Generator<int, int?, int?>, Generator<int, int?>, Generator<int>

# What an except clause may name, most derived first: C# refuses a clause that an earlier one covers.
CLAUSES = ["DeepFault", "Fault", "Mishap", "Misuse", "Stop", "StopIteration", "Leave", "GeneratorExit", "Exception", "BaseException"]
COVERED = {"Fault": "Exception", "BaseException": "", "Exception": ""}
RAISED = {"Fault()": 6, "DeepFault()": 4, "Mishap()": 6, "Stop(7)": 2, "StopIteration(8)": 1, "Leave()": 2, "GeneratorExit()": 1}
THROWN = {"Fault()": 6, "DeepFault()": 3, "Mishap()": 4, "Stop(70)": 2, "StopIteration(80)": 1, "Leave()": 3, "GeneratorExit()": 2}


def pick(random, weights):
    return random.choices(list(weights), list(weights.values()))[0]


class Place:
    """Where a statement stands, which decides what it may be."""

    def __init__(self, depth=0, loops=False, handles=0, in_finally=False):
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
        for i, kind in enumerate(self.kinds):
            self.me = i
            self.write_generator(i, kind)
        self.source = "\n".join(self.lines) + "\n"

    def write_generator(self, i, kind):
        self.kind = kind
        self.lines += [f"@{kind}", f"def g{i}():"]
        self.indent = 1
        self.handlers = 0
        start = len(self.lines)
        if kind != "plain" or self.random.random() < 0.5:
            self.write("x = None")
        self.has_x = len(self.lines) > start
        if not self.write_block(Place(), self.random.randint(2, 5)) or not any("yield" in l for l in self.lines[start:]):
            self.write_yield()

    def write(self, line):
        self.lines.append("    " * self.indent + line)

    def write_block(self, place, length):
        """Returns whether its last statement leaves it for certain."""
        self.indent += place.depth > 0
        leaves = False
        for _ in range(length):
            if leaves := self.write_statement(place):
                break
        self.indent -= place.depth > 0
        return bool(leaves)

    def write_statement(self, place):
        deep = place.depth >= 4
        handling = place.handles > 0
        weights = {
            self.write_yield: 24,
            self.write_from: 15,
            self.write_try: 0 if deep else 18 - 3 * place.depth,
            self.write_for: 0 if deep else 4,
            self.write_drain: 0 if deep or not self.has_x else 2,
            self.write_drive: 7,
            self.write_try_drive: 9,
            self.write_look: 3,
            self.write_raise: 3 + 3 * (place.depth > 0),
            self.write_reraise: 9 * handling,
            self.write_return: 0 if place.in_finally else 2 + 2 * (place.depth > 0),
            self.write_break: 6 * place.loops,
        }
        return pick(self.random, weights)(place)

    # ---- Statements. Each returns True if it leaves its block for certain. ----

    def write_yield(self, place=None):
        if self.kind == "plain":
            self.write(f"yield {self.next_value()}")
        elif self.random.random() < 0.08:
            self.write(f"x = add((yield {self.next_value()}), (yield {self.next_value()}))")
            self.write("log(x)")
        else:
            value = "twist(x)" if self.random.random() < 0.15 else self.next_value()
            self.write(f"x = yield {value}")
            self.write("log(x)")

    def next_value(self):
        self.yielded += 1
        return self.yielded

    def write_from(self, place):
        form = self.random.random()
        if form < 0.1:
            self.write(f"yield from {self.values()}")
        elif form < 0.25:
            fails = self.random.choice(["None", "None", "Fault", "Mishap", "Leave"])
            closing = self.random.choice(["None", "None", "None", "DeepFault", "Mishap"])
            self.write(f"yield from Feed({self.values()}, {fails}, {closing})")
        else:
            inner = self.other(0.97)
            if self.kinds[inner] == "returning" and self.has_x:
                self.write(f"x = kept(g{inner}, (yield from g{inner}))")
                self.write("log(x)")
            else:
                self.write(f"yield from g{inner}")

    def values(self):
        return [self.next_value() for _ in range(self.random.randint(0, 3))]

    def other(self, probability):
        """Another generator, with this probability; else this one."""
        others = [i for i in range(self.count) if i != self.me]
        return self.random.choice(others) if self.random.random() < probability else self.me

    def write_try(self, place):
        clauses = self.random.choices([0, 1, 2], [3, 6, 2])[0]
        has_finally = clauses == 0 or self.random.random() < 0.4
        self.write("try:")
        leaves = self.write_block(place.inside(), self.random.randint(1, 4))
        names = sorted(self.random.sample(CLAUSES, clauses), key=CLAUSES.index)
        for name in names:
            self.handlers += 1
            e = f"e{self.handlers}"
            self.write(f"except {name} as {e}:")
            self.write(f"    caught({e})")
            inside = place.inside(handles=self.handlers)
            leaves &= self.write_block(inside, self.random.randint(0, 2))
        if has_finally:
            self.write("finally:")
            inside = place.inside(handles=0, in_finally=True, loops=False)
            self.write(f"    log('f{self.next_value()}')")
            leaves |= self.write_block(inside, self.random.randint(0, 2))
        return bool(leaves)

    def write_for(self, place):
        self.write(f"for _ in range({self.random.randint(2, 3)}):")
        self.write_block(place.inside(loops=True), self.random.randint(1, 3))

    def write_drain(self, place):
        self.write(f"for x in g{self.other(0.97)}:")
        self.write("    log(x)")
        self.write_block(place.inside(loops=True), self.random.randint(0, 2))

    def write_drive(self, place):
        target = self.other(0.9)
        call = self.random.choice(["next", "next", "send", "throw", "close"])
        if call == "close" or not self.has_x:
            self.write(f"close(g{target})" if call == "close" else f"next(g{target})")
        else:
            self.write("x = " + self.call(call, target))
            self.write("log(x)")

    def write_try_drive(self, place):
        self.write("try_" + self.call(self.random.choice(["next", "next", "send", "throw", "close"]), self.other(0.85)))

    def call(self, call, target):
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
        self.write(self.random.choice(["raise", "raise", f"raise e{place.handles}"]))
        return True

    def write_return(self, place):
        value = self.random.choice([self.next_value(), "x" if self.has_x else "None"])
        self.write(f"return {value}" if self.kind == "returning" else "return")
        return True

    def write_break(self, place):
        self.write(self.random.choice(["break", "continue"]))
        return True


def next_call(random, stage):
    """A call for a script, that suits how the generators stand now."""
    weights = [(3 if i == 0 else 1) * (0.15 if g.gi_frame is None else 1) for i, g in enumerate(stage.generators)]
    target = random.choices(range(len(weights)), weights)[0]
    call = random.choices(["next", "send", "throw", "close"], [48, 24, 19, 9])[0]
    if call == "send" and stage.kinds[target] != "plain":
        value = random.randint(200, 299)
        if takes_none(stage, stage.generators[target]) and random.random() < 0.15:
            value = None
        return f"send(g{target}, {value})"
    if call == "throw":
        return f"throw(g{target}, {pick(random, THROWN)})"
    return f"close(g{target})" if call == "close" else f"next(g{target})"


def takes_none(stage, generator):
    """Deviation H9 (None): see make_programs.py."""
    if inspect.getgeneratorstate(generator) != "GEN_SUSPENDED":
        return False
    while generator in stage.generators and generator.gi_yieldfrom is not None:
        generator = generator.gi_yieldfrom
    return generator in stage.generators
