#!/usr/bin/env python3
"""Measures Parley beside its peers, in one sitting, and writes docs/performance.md, its details and its chart.

    python3 benchmarks/peers/run.py            everything installed on this machine, about twenty minutes
    python3 benchmarks/peers/run.py --quick    C# only, a few items, three minutes; prints the ratios, writes no page
    python3 benchmarks/peers/run.py --quick --pages /tmp/pages    the same, and shows what the pages would look like

Parley's program is built as the compiler makes it and with its bodies woven, and each of the two for the JIT and for
NativeAOT.
Each item of each peer runs in its own process. The peers take turns, item by item, in several rounds, so that other
load on the machine affects all of them; the least of all rounds and repetitions counts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import report
import subjects

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
QUICK = [
    "send", "send_3", "iterate", "create_finish", "close_notry", "close_try", "throw_caught", "throw_catch",
    "deleg_1000", "tree", "async_send", "async_foreach", "mem", "alloc_send", "alloc_async_send", *subjects.EXCEPTIONS,
]

Figures = dict[str, dict[str, float]]


def measure(everybody: list[subjects.Subject], items: list[str], seconds: float) -> tuple[Figures, int]:
    figures: Figures = {subject.key: {} for subject in everybody}
    asked = list(dict.fromkeys(subjects.ASKED.get(item, item) for item in items))
    count = 0
    for count, everybody_in_turn in enumerate(subjects.rounds(seconds, everybody), 1):
        for item in asked:
            for subject in everybody_in_turn:
                if item not in (subjects.ASKED.get(known, known) for known in subject.items):
                    continue
                best = figures[subject.key]
                for name, value in subject.run(item).items():
                    best[name] = min(value, best.get(name, value))
    return figures, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="C# only, one round; no pages")
    parser.add_argument("--seconds", type=float, default=1200, help="time for all rounds (default: %(default)s)")
    parser.add_argument("--redraw", type=Path, metavar="FILE", help="rewrite the pages from the figures in FILE")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="write the pages there (default: docs)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="save the figures to FILE")
    options = parser.parse_args()

    targets = json.loads((HERE / "targets.json").read_text())
    if options.redraw:
        sitting = report.Sitting.load(options.redraw)
    else:
        machine = report.machine()
        with tempfile.TemporaryDirectory() as work:
            everybody, left_out = subjects.find(Path(work), options.quick)
            for name, reason in left_out.items():
                print(f"left out: {name}: {reason}", file=sys.stderr)
            everything = [*subjects.TIMES, *subjects.BYTES, *subjects.EXCEPTIONS]
            items, seconds = (QUICK, 0) if options.quick else (everything, options.seconds)
            figures, rounds = measure(everybody, items, seconds)
        sitting = report.Sitting(
            machine, rounds, figures, {s.key: [s.title, s.version] for s in everybody}, left_out)
    if options.save:
        options.save.write_text(sitting.dump())

    if options.quick:
        print("One round, next to whatever else is running: a glance, not a measurement.\n")
    print(report.in_short(sitting, targets))
    if options.pages or not options.quick:
        report.write(sitting, targets, options.pages or DOCS)


if __name__ == "__main__":
    main()
