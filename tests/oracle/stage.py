"""The stage that a program runs on: the generators of one cast, the log of what happens in and around them, and the
names that the source uses. tests/Parley.Tests/Oracle/Stage.cs is the same thing in C#, for Parley."""

import gc
import inspect
import sys

STATES = {"GEN_CREATED": "C", "GEN_RUNNING": "R", "GEN_SUSPENDED": "S", "GEN_CLOSED": "X"}
MISUSES = {  # CPython's words -> the error's name in the log; Parley has the same words in an InvalidOperationException
    "already executing": "executing",
    "ignored GeneratorExit": "ignored",
    "raised StopIteration": "raised",
    "just-started generator": "unstarted",
    "has no attribute 'send'": "unsendable",
}

_monitoring = sys.monitoring
_monitoring.use_tool_id(_monitoring.PROFILER_ID, "oracle")
_stage = None

gc.disable()  # leftovers of earlier programs are closed only between programs, not in the middle of one
gc.freeze()


class Stage:
    """One run of one cast. Exceptions are numbered when created or first seen, so that the log can tell them apart."""

    def __init__(self, code):
        global _stage
        gc.collect()
        _stage = self
        self.names = {kind: self._adder(kind) for kind in ("returning", "sending", "plain")}
        self.names |= {
            "Exit": GeneratorExit, "Stop": Stop, "Leave": Leave, "Fault": Fault, "DeepFault": DeepFault, "Mishap": Mishap,
            "Misuse": (ValueError, RuntimeError, TypeError, AttributeError), "Feed": Feed,
            "twist": twist, "add": add, "kept": self.kept, "log": self.log, "caught": self.caught, "look": self.look,
            "send": self.send, "throw": throw, "close": close,
            "try_next": self.try_next, "try_send": self.try_send, "try_throw": self.try_throw, "try_close": self.try_close,
        }
        self.generators, self.kinds, self.codes, self.results = [], [], {}, {}
        self.events, self.exceptions, self.feeds = [], [], 0
        exec(code, self.names)

    def _adder(self, kind):
        def add_generator(body):
            generator = body()
            self.codes[body.__code__] = generator
            self.generators.append(generator)
            self.kinds.append(kind)
            _monitoring.set_local_events(_monitoring.PROFILER_ID, body.__code__, _monitoring.events.PY_RETURN)
            return generator
        return add_generator

    # ---- Called by bodies ----

    def log(self, value):
        self.events.append(str(value))

    def caught(self, exception):
        self.events.append(self.describe(exception))

    def look(self):
        self.events.append(self.states())

    def kept(self, generator, _):
        """Deviation H4: see make_programs.py."""
        return self.results.get(id(generator))

    def send(self, generator, value):
        """Deviation H9 (plain): see make_programs.py."""
        inner = generator
        while inner in self.generators:
            if self.kinds[self.generators.index(inner)] == "plain":
                return next(generator)
            inner = inner.gi_yieldfrom
        return generator.send(value)

    def try_next(self, generator):
        self.events.append(self.outcome(next, generator))

    def try_send(self, generator, value):
        self.events.append(self.outcome(self.send, generator, value))

    def try_throw(self, generator, exception):
        self.events.append(self.outcome(throw, generator, exception))

    def try_close(self, generator):
        self.events.append(self.outcome(close, generator))

    # ---- Recorded in the log ----

    def outcome(self, call, generator, *argument):
        try:
            return str(call(generator, *argument))
        except BaseException as e:
            ended = isinstance(e, StopIteration) and e not in argument
            return f"end {e.value}" if ended else self.describe(e)

    def number(self, exception):
        for i, known in enumerate(self.exceptions):
            if known is exception:
                return i
        self.exceptions.append(exception)
        return len(self.exceptions) - 1

    def describe(self, exception):
        name = type(exception).__name__
        if type(exception) is StopIteration:
            name = f"StopIteration({exception.value})"
        for words, misuse in MISUSES.items():
            if words in str(exception):
                name = misuse
        text = f"!{name}#{self.number(exception)}"
        return f"{text}<{self.describe(exception.__cause__)}" if exception.__cause__ else text

    def states(self):
        return " ".join(map(self.state, self.generators, self.kinds))

    def state(self, generator, kind):
        text = STATES[inspect.getgeneratorstate(generator)]
        inner = generator.gi_yieldfrom
        if inner in self.generators:
            text += f">{self.generators.index(inner)}"
        elif inner is not None:
            text += f">{inner}" if isinstance(inner, Feed) else ">L"
        if kind == "returning" and id(generator) in self.results:
            text += f"={self.results[id(generator)]}"
        return text


def _returned(code, _, value):
    if code in _stage.codes:
        _stage.results[id(_stage.codes[code])] = value


_monitoring.register_callback(_monitoring.PROFILER_ID, _monitoring.events.PY_RETURN, _returned)


def throw(generator, exception):
    return generator.throw(exception)


def close(generator):
    return generator.close()


def twist(x):
    return 900 if x is None else x % 90 + 900


def add(x, y):
    return (x or 0) + (y or 0)


class Numbered:
    def __init__(self, *arguments):
        super().__init__(*arguments)
        _stage.number(self)


class Fault(Numbered, Exception): pass
class DeepFault(Fault): pass
class Mishap(Numbered, Exception): pass
class Stop(Numbered, StopIteration): pass
class Leave(Numbered, GeneratorExit): pass


class Feed:
    """An iterator that always closes itself, as .NET disposes an enumerator (deviation H3: see make_programs.py)."""

    def __init__(self, values, fails=None, close_fails=None):
        self.values, self.fails, self.close_fails = list(values), fails, close_fails
        self.number = _stage.feeds
        _stage.feeds += 1

    def __str__(self):
        return f"F{self.number}"

    def __iter__(self):
        _stage.log(f"{self} opened")
        return self

    def __next__(self):
        if self.values:
            return self.values.pop(0)
        failure = self.fails() if self.fails else StopIteration()
        self.close()
        raise failure

    def send(self, _):
        self.close()
        raise AttributeError("Feed has no attribute 'send'")

    def throw(self, exception):
        self.close()
        raise exception

    def close(self):
        _stage.log(f"{self} closed: {_stage.states()}")
        if self.close_fails:
            raise self.close_fails()
