"""Creates programs.txt.gz: random generator programs, and what CPython 3.13 does when it runs them.

A cast is the Python source of two to five generators that use one another; a program is a cast and a script of calls
on it. Each line of a script is recorded with its outcome:

    call => outcome | the state of every generator | what the bodies logged during the call

    state      C, R, S, X for created, running, suspended, closed; >k: delegates to generator k, >L to a list, >F3 to
               feed 3; =v: returned v
    exception  !Type#n, with the same n for the same instance; <... is its cause

The test OracleTests translates each source to C# line by line, runs it on Parley and compares everything.

Mapped or left out, because Parley deviates on purpose (rows of the conformance list):

  FROM-39, 42, 45 (H4)  A delegation evaluates to the inner's kept result, even if that was returned to another caller
                        before: sources say kept(g, (yield from g)), which replaces None, or the value of a
                        StopIteration that was thrown into an inner that had ended, with the kept result.
  CLOSE-10, RET-02 (H6) Result is kept: the state shows it, from CPython's own PY_RETURN event.
  SEND-04, FROM-18 (H9) None counts as a value: it is sent only to generators that are paused at a yield.
  H9                    A generator without sends (plain) takes a send as an advance, and so does everything that it
                        delegates to: send() calls next() where CPython would pass the value on.
  CLOSE-06 (H2)         except Exception becomes catch (Exception e) when (e is not GeneratorExitException).
  FROM-15 to 20 (H3)    An enumerable is disposed in every case: Feed's send, throw and end close it as well.
  FROM-16               A StopIteration isn't thrown into a generator that delegates to an iterable: CPython (unlike PEP
                        380) takes it for the iterable's end, but Parley raises it at the From.
  FROM-22               An iterable doesn't raise one, either: an enumerable's end has no value.
  EXC-04                __context__ isn't compared.
  GEN-17                No generator is dropped while it is suspended: CPython would close it.
  CLOSE-18              No break out of a loop over a generator: Parley's loops call MoveNext, which doesn't close.
  GEN-06                No yield without a value.
  T262-11               No return, break or continue out of a finally: C# has none.
"""

import argparse
import gzip
import pathlib
import random
import re
import sys

if sys.version_info[:2] != (3, 13) or sys.implementation.name != "cpython":
    sys.exit("The oracle is CPython 3.13; this is another Python.")

from program import Cast, next_call
from stage import Stage, close, throw

FILE = pathlib.Path(__file__).with_name("programs.txt.gz")


def perform(stage, call):
    """Makes a call and returns its line of a script."""
    name, target, argument = re.fullmatch(r"(\w+)\((g\d)(?:, (.+))?\)", call).groups()
    function = {"next": next, "send": stage.send, "throw": throw, "close": close}[name]
    arguments = [] if argument is None else [eval(argument, stage.names)]
    stage.events.clear()
    outcome = stage.outcome(function, stage.names[target], *arguments)
    return f"{call} => {outcome} | {stage.states()} | {'; '.join(stage.events)}"


def write_script(source, length, rng):
    stage = Stage(compile(source, "<program>", "exec"))
    after_end = 0
    while length and after_end < 2:
        yield perform(stage, next_call(rng, stage))
        length -= 1
        after_end += all(g.gi_frame is None for g in stage.generators)


def write_programs(casts, scripts, length, seed):
    for number in range(casts):
        rng = random.Random(f"{seed}/{number}")
        source = Cast(rng).source
        yield f"== {number}\n{source}"
        for _ in range(scripts):
            yield "--\n" + "".join(line + "\n" for line in write_script(source, length, rng))


def check(text):
    """Runs the stored programs again and reports where the traces differ."""
    differences = 0
    for cast in text.split("== ")[1:]:
        head, *scripts = cast.split("--\n")
        number, source = head.split("\n", 1)
        for script in scripts:
            stage = Stage(compile(source, "<program>", "exec"))
            for line in script.splitlines():
                again = perform(stage, line.split(" => ")[0])
                if again != line:
                    differences += 1
                    print(f"cast {number}\n  stored {line}\n  now    {again}")
    return differences


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="To create new programs: PYENV_VERSION=3.13.0 python3 make_programs.py --seed 2, then run OracleTests.")
    parser.add_argument("--seed", default="1", help="the seed of all random choices (%(default)s)")
    parser.add_argument("--casts", type=int, default=5000, help="how many casts (%(default)s)")
    parser.add_argument("--scripts", type=int, default=2, help="how many scripts per cast (%(default)s)")
    parser.add_argument("--length", type=int, default=20, help="calls per script (%(default)s)")
    parser.add_argument("--out", type=pathlib.Path, default=FILE, help="the file to write (%(default)s)")
    parser.add_argument("--check", action="store_true", help="write nothing; run the programs in the file and compare")
    parser.add_argument("--show", metavar="N", help="write nothing; print cast N of the file")
    options = parser.parse_args()
    sys.unraisablehook = lambda _: None  # about generators dropped after their program has ended

    if options.check or options.show:
        text = gzip.decompress(options.out.read_bytes()).decode()
        if options.check:
            sys.exit(check(text))
        print(re.search(rf"^== {options.show}\n(.*?)(?=^== |\Z)", text, re.M | re.S)[1])
        return
    text = "".join(write_programs(options.casts, options.scripts, options.length, options.seed))
    options.out.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{options.out}: {len(text)} characters, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
