#!/usr/bin/env python3
"""Compares the library of the working tree with that of a commit: has anything become slower?

    python3 benchmarks/peers/compare.py HEAD~1                     about ten minutes
    python3 benchmarks/peers/compare.py v0.1 --limit 1.03          exit code 1 if any item has become 3 % slower
    python3 benchmarks/peers/compare.py HEAD --items send tree --rounds 5

Both are built with the working tree's own benchmarks/peers/csharp. They take turns, item by item, in several rounds; in
each round each of them runs a few times, in a process of its own, now the one first, now the other, and the least
counts. The ratio is that of the two figures of the same round; what counts of all rounds is the median. The middle half
and the ends of the ratios say how far to trust it: a commit beside itself shows what the machine's noise comes to.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import builds
import report
import subjects
from builds import edits

ITEMS = [
    "send", "iterate", "deleg_1", "deleg_10", "deleg_1000", "tree", "create_finish", "close_notry", "close_try",
    "async_send", "async_foreach",
]
OLD, NEW = "old", "new"


def name_of(commit: str) -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--short=12", f"{commit}^{{commit}}"], cwd=builds.ROOT, capture_output=True,
        text=True)
    return found.stdout.strip() if found.returncode == 0 else sys.exit(f"There is no commit {commit}.")


def copy_commit(commit: str, target: Path) -> None:
    """The library as it was then, wherever its files were, and the program that measures it as it is now."""
    archive = subprocess.run(
        ["git", "archive", commit, *builds.LIBRARY], cwd=builds.ROOT, check=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(target, filter="data")
    edits.copy_sources(target, builds.PROGRAM)


def variants(commit: str, items: tuple[str, ...], work: Path) -> list[builds.Variant]:
    copy_commit(commit, work / "old")
    edits.copy_sources(work / "new", *builds.LIBRARY, builds.PROGRAM)
    found = []
    for name in (OLD, NEW):
        print(f"building: {name}", file=sys.stderr)
        found.append(builds.Variant(name, items, (*builds.build(work / name, work / f"{name}-bin"), "parley")))
    return found


def ratios(figures: builds.Figures, item: str) -> list[float]:
    return sorted(new / old for old, new in zip(figures[OLD, item], figures[NEW, item], strict=True))


def table(figures: builds.Figures, items: list[str]) -> str:
    rows = []
    for item in items:
        found = ratios(figures, item)
        low, _, high = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
        rows.append([
            item, f"{min(figures[OLD, item]):,.2f}", f"{min(figures[NEW, item]):,.2f}",
            f"{statistics.median(found):.3f}", f"{low:.3f} to {high:.3f}", f"{found[0]:.3f} to {found[-1]:.3f}"])
    return report.table(["", "old, ns", "new, ns", "new / old", "middle half", "all"], rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="what the working tree is compared with")
    parser.add_argument("--items", nargs="+", choices=[*subjects.TIMES], default=ITEMS, metavar="ITEM",
                        help=f"what is measured (default: {' '.join(ITEMS)})")
    parser.add_argument("--seconds", type=float, default=600, help="time for all rounds (default: %(default)s)")
    parser.add_argument("--rounds", type=int, help="so many rounds, however long they take")
    parser.add_argument("--repetitions", type=int, default=3, help="processes a figure (default: %(default)s)")
    parser.add_argument("--limit", type=float, help="exit code 1 if the median of any item is above it")
    options = parser.parse_args()

    commit = name_of(options.commit)
    facts = report.machine()
    items = list(dict.fromkeys(options.items))
    with tempfile.TemporaryDirectory() as folder:
        both = variants(commit, tuple(items), Path(folder))
        figures = builds.measure(both, items, options.seconds, options.rounds, options.repetitions)

    print(
        f"old: {commit}; new: {facts['commit']}; {facts['machine']}, load {facts['load']} when it began; "
        f"{report.rounds(len(figures[OLD, items[0]]))}, the least of {options.repetitions}.\n")
    print(table(figures, items))
    slower = [item for item in items if options.limit and statistics.median(ratios(figures, item)) > options.limit]
    if slower:
        print(f"Above {options.limit}: {', '.join(slower)}.")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
