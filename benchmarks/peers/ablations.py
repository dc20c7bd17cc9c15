#!/usr/bin/env python3
"""Measures what Parley's time is made of, where it misses a target, and writes docs/ablations.md.

    python3 benchmarks/peers/ablations.py                 about a quarter of an hour
    python3 benchmarks/peers/ablations.py --only delegate --seconds 60

Each ablation in ablations.json takes something away: it replaces short texts in a copy of the sources, each of which
must be there exactly once (or as often as a number behind it says), or nothing is measured. What comes out is built,
and is measured in turns with the unchanged build. Its work still checks its results. It is no generator to use: it is
there to say what the thing taken away costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

import report
import subjects

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "ablations.md"
COMMAND = "python3 benchmarks/peers/ablations.py"
STEPS = ["send", "iterate"]
ASYNC = ["async_send", "async_foreach"]
MADE = ["create_finish", "close_notry", "tree"]
THROWN = report.THROWS
UNCHANGED, NATIVE, HAND, FLOOR = "unchanged", "native iterator", "hand-lowered class", "the same objects"
NO_PGO = {"DOTNET_TieredPGO": "0"}


@dataclass(frozen=True)
class Variant:
    """A program and the items that it is measured at."""

    name: str
    items: tuple[str, ...]
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def run(self, item: str) -> float:
        return subjects.run(self.name, [*self.command, item], **dict(self.environment))[item]


# ---- Builds ----

def copy_sources(target: Path) -> None:
    paths = ["src", "benchmarks/peers/csharp", "Directory.Build.props", "Directory.Packages.props", "global.json"]
    for name in subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z", *paths],
            cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def edits_of(ablation: dict, every: dict[str, dict]) -> list[list]:
    """Its own edits and those of the ones it includes, each once."""
    found = [edit for name in ablation.get("with", []) for edit in edits_of(every[name], every)]
    return [*(edit for i, edit in enumerate(found) if edit not in found[:i]), *ablation.get("edits", [])]


def apply(ablation: dict, every: dict[str, dict], root: Path) -> None:
    for file, old, new, *times in edits_of(ablation, every):
        text = (root / file).read_text()
        count, expected = text.count(old), times[0] if times else 1
        if count != expected:
            sys.exit(
                f"{ablation['name']}: in {file} this is there {count} times, not {expected}. Has the engine changed? "
                f"Then change ablations.json.\n{old}")
        (root / file).write_text(text.replace(old, new))


def build(source: Path, target: Path) -> tuple[str, ...]:
    # What is taken away may leave something unused behind.
    return tuple(subjects.build_csharp(
        source / "benchmarks/peers/csharp", target,
        "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"))


def variants(ablations: list[dict], every: dict[str, dict], work: Path) -> tuple[list[Variant], dict[str, float]]:
    """Everybody who is measured, and the bytes of what is made."""
    for ablation in ablations:  # fails before anything is built
        copy_sources(work / "check")
        apply(ablation, every, work / "check")
    copy_sources(work / "unchanged")
    program = build(work / "unchanged", work / "bin")
    pgo_off = tuple(NO_PGO.items())
    found = [
        Variant(UNCHANGED, (*STEPS, *ASYNC, *MADE, *THROWN), (*program, "parley")),
        Variant(NATIVE, (*STEPS, *ASYNC, *MADE, "throw_catch"), (*program, "native")),
        Variant(HAND, tuple(STEPS), (*program, "hand")),
        Variant(FLOOR, tuple(MADE), (*program, "floor")),
        Variant("PGO off", tuple(STEPS), (*program, "parley"), pgo_off),
        Variant("native iterator, PGO off", tuple(STEPS), (*program, "native"), pgo_off),
    ]
    made = bytes_made(found)
    for number, ablation in enumerate(ablations):
        source = work / str(number)
        copy_sources(source)
        apply(ablation, every, source)
        print(f"building: {ablation['name']}", file=sys.stderr)
        command = (*build(source, work / f"bin{number}"), "parley")
        found.append(Variant(ablation["name"], tuple(ablation.get("items", STEPS)), command))
    return found, made


# ---- Measurement ----

Figures = dict[tuple[str, str], list[float]]  # variant and item: one figure a round


def measure(everybody: list[Variant], seconds: float) -> Figures:
    figures: Figures = {}
    for everybody_in_turn in subjects.rounds(seconds, everybody):
        for item in [*STEPS, *ASYNC, *MADE, *THROWN, "throw_catch"]:
            for variant in everybody_in_turn:
                if item in variant.items:
                    figures.setdefault((variant.name, item), []).append(variant.run(item))
    return figures


def bytes_made(everybody: list[Variant]) -> dict[str, float]:
    """What Parley and the floor allocate: they must be the same, or the floor isn't one."""
    found = {}
    for item in ("alloc_create", "alloc_tree"):
        parley, floor = (variant.run(item) for variant in everybody if variant.name in (UNCHANGED, FLOOR))
        if round(parley) != round(floor):
            sys.exit(f"{item}: Parley allocates {parley:.0f} bytes, FloorWork.cs {floor:.0f}: change that.")
        found[item] = parley
    return found


# ---- The page ----

def table(names: list[str], item: str, figures: Figures) -> str:
    base = figures[UNCHANGED, item]
    rows = []
    for name in names:
        if (own := figures.get((name, item))) is None:
            continue
        change = f"{statistics.median(mine - unchanged for mine, unchanged in zip(own, base)):+.2f}"
        least, median = f"{min(own):,.2f}", f"{statistics.median(own):,.2f}"
        rows.append([name, least, median, "" if name == UNCHANGED else change])
    return f"### {subjects.TIMES[item]}\n\n" + report.table(
        ["", "least, ns", "median, ns", "median difference"], rows)


def taken_away(ablations: list[dict], items: list[str]) -> str:
    return "".join(
        filled(f"- **{ablation['name']}**: {ablation['why']}.", "  ") for ablation in ablations
        if set(ablation.get("items", STEPS)) & set(items))


def filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 120, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False) + "\n"


def floors(figures: Figures, made: dict[str, float]) -> str:
    rows = []
    for item in MADE:
        own, floor, native = (min(figures[name, item]) for name in (UNCHANGED, FLOOR, NATIVE))
        size = made["alloc_tree" if item == "tree" else "alloc_create"]
        rows.append([subjects.TIMES[item], *(f"{x:,.0f}" for x in (size, own, floor, native)), f"{own / floor:.2f}"])
    return report.table(["", "bytes", "Parley, ns", "its objects, ns", "native, ns", "Parley / its objects"], rows)


def throws(figures: Figures) -> str:
    one, made = min(figures[NATIVE, "throw_catch"]), min(figures[UNCHANGED, "close_notry"])
    rows = []
    for item in THROWN:
        own = min(figures[UNCHANGED, item])
        rows.append([subjects.TIMES[item], f"{own:,.0f}", f"{one:,.0f}", f"{own / one:.2f}"])
    return report.table(["", "Parley, ns", "one throw and catch, ns", "ratio"], rows) + (
        f"\nMaking one and closing it without an exception is {made:,.0f} ns of the three that make one.\n")


def targets(figures: Figures, items: list[str]) -> str:
    """What the targets come to in nanoseconds of this sitting, beside what is left when all is taken away."""
    rows = []
    peers = {"native": NATIVE, "hand": HAND}
    last = {STEPS[0]: "none of all these", ASYNC[0]: "neither", MADE[0]: FLOOR}[items[0]]
    for entry in json.loads((HERE / "targets.json").read_text())["targets"]:
        item, peer = entry["item"], peers.get(entry.get("peer"))
        if item not in items or "of" in entry or (peer, item) not in figures:
            continue
        peer_ns, own = min(figures[peer, item]), min(figures[UNCHANGED, item])
        left = min(figures.get((last, item), [float("nan")]))  # not measured, if only some are
        rows.append([
            subjects.TIMES[item], peer, f"{peer_ns:,.2f}", f"{entry['target']} × = {entry['target'] * peer_ns:,.2f}",
            f"{own / peer_ns:,.2f} × = {own:,.2f}", f"{left / peer_ns:,.2f} × = {left:,.2f}"])
    return report.table(["", "peer", "its ns", "target, ns", "unchanged, ns", f"{last}, ns"], rows, left=2)


def page(ablations: list[dict], figures: Figures, made: dict[str, float], facts: dict[str, str], version: str) -> str:
    names = [UNCHANGED, *(ablation["name"] for ablation in ablations)]
    names += ["PGO off", NATIVE, "native iterator, PGO off", HAND]
    rounds = report.rounds(len(figures[UNCHANGED, STEPS[0]]))
    steps, asynchronous = ("\n".join(table(names, item, figures) for item in items) for items in (STEPS, ASYNC))
    sitting = (
        f"One sitting: {facts['date']}, {facts['machine']}, load {facts['load']} when it began, commit "
        f"{facts['commit']}; {version}. All builds took turns, item by item, in {rounds}, a process for each figure. "
        "The difference is to the unchanged build in the same round, the median of all rounds; below 0.2 ns it says "
        "nothing.")
    return f"""<!-- Written by {COMMAND}. Change that, not this. -->

# What the time is made of

[performance.md](performance.md) has targets that Parley misses. Here is what each of those times consists of: something
is taken away, and the same work measured again. Everything that is taken away is there for a reason; these builds are
for measuring only.

{filled(sitting)}
```
{COMMAND}
```

## A step

{taken_away(ablations, STEPS)}- **PGO off**: nothing is taken away, but the JIT doesn't know what runs most
  (`DOTNET_TieredPGO=0`). PGO is what puts the delegate's target, and the native iterator, into its caller; NativeAOT
  has none.

{steps}
### The targets of a step

{targets(figures, STEPS)}
## An asynchronous step

{taken_away(ablations, ASYNC)}
{asynchronous}
### The targets of an asynchronous step

{targets(figures, ASYNC)}
## Making one, and the tree

The floor here is a program that makes the same objects, of the same sizes and linked in the same way (the closure of
what is captured, the generator, its `yield` delegate, the body's box, and for the first two the body's delegate), and
runs nothing.

{floors(figures, made)}
### The targets of making one

{targets(figures, MADE)}
## Exceptions

The floor is one throw and one catch of .NET in plain code.

{throws(figures)}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600, help="time for all rounds (default: %(default)s)")
    parser.add_argument("--only", metavar="WORD", help="ablations with this word in their name; prints, writes nothing")
    parser.add_argument("--check", action="store_true", help="apply the edits, build and measure nothing")
    options = parser.parse_args()

    ablations = json.loads((HERE / "ablations.json").read_text())
    every = {ablation["name"]: ablation for ablation in ablations}
    chosen = [ablation for ablation in ablations if not options.only or options.only in ablation["name"]]
    facts = report.machine()
    with tempfile.TemporaryDirectory() as folder:
        if options.check:
            for number, ablation in enumerate(chosen):
                copy_sources(Path(folder) / str(number))
                apply(ablation, every, Path(folder) / str(number))
            return
        everybody, made = variants(chosen, every, Path(folder))
        figures = measure(everybody, options.seconds)

    text = page(chosen, figures, made, facts, subjects.dotnet_version())
    if options.only:
        print(text)
    else:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
