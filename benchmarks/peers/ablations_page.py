"""Writes what ablations.py has measured: docs/ablations.md. Its two parts, one per tier, can be written apart."""

from __future__ import annotations

import json
import statistics
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import report
from builds import Figures, Variant, edits

COMMAND = "python3 benchmarks/peers/ablations.py"
STEPS = ["send", "iterate"]
ASYNC = ["async_send", "async_foreach"]
MADE = ["create_finish", "close_notry", "tree"]
CLOSED = ["create_finish", "close_notry", "close_try", "tree"]
THROWN = report.THROWS
# Of the woven tier, what its missed targets are about.
WOVEN = ["iterate", "create_finish", "close_notry", "close_try", "deleg_1", "deleg_1000", "tree"]
UNCHANGED, NATIVE, HAND, FLOOR, ALL = (
    "unchanged", "native iterator", "hand-lowered class", "the same objects", "all removed")
AOT = ", NativeAOT"  # ends the name of what it has compiled
TARGETS = json.loads((Path(__file__).parent / "targets.json").read_text())
PART = "## Woven\n"


@dataclass
class Built:
    """What is measured for a part of the page."""

    variants: list[Variant]
    made: dict[str, float]  # the bytes that creating a generator takes
    peers: dict[str, str]  # what a target is divided by, and the name of that variant
    versions: list[str]
    left_out: dict[str, str] = field(default_factory=dict)


def items_of(ablation: edits.Change) -> list[str]:
    return ablation.more.get("items", STEPS)


def compared(peer: str, aot: bool = False) -> tuple[str, ...]:
    """The items of the woven tier that a target compares with this peer."""
    return tuple(
        item for item in WOVEN if any(
            (entry["item"], entry.get("peer"), entry.get("aot", False)) == (item, peer, aot)
            for entry in TARGETS["woven"]["targets"]))


# ---- Parts of both parts ----

def filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 120, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False) + "\n"


def sitting(built: Built, figures: Figures, facts: dict[str, str]) -> str:
    rounds = report.rounds(len(next(iter(figures.values()))))
    left_out = "".join(f" Left out: {key} ({reason})." for key, reason in built.left_out.items())
    return filled(
        f"One run: {facts['date']}, {facts['machine']}, load {facts['load']} at the start, commit {facts['commit']}; "
        f"{'; '.join(built.versions)}.{left_out} All builds took turns, item by item, in {rounds}, with one process "
        "per figure. The difference is the median, over all rounds, of the difference from the unchanged build in the "
        "same round; below 0.2 ns, it means nothing.")


def taken_away(ablations: list[edits.Change], items: list[str]) -> str:
    return "".join(
        filled(f"- **{ablation.name}**: {ablation.why}.", "  ") for ablation in ablations
        if set(items_of(ablation)) & set(items))


def table(names: list[str], item: str, figures: Figures, suffix: str = "") -> str:
    base = figures[UNCHANGED + suffix, item]
    rows = []
    for name in names:
        if (own := figures.get((name + suffix, item))) is None:
            continue
        change = f"{statistics.median(mine - unchanged for mine, unchanged in zip(own, base)):+.2f}"
        least, median = f"{min(own):,.2f}", f"{statistics.median(own):,.2f}"
        rows.append([name, least, median, "" if name == UNCHANGED else change])
    return f"### {report.NAMES[item]}{suffix}\n\n" + report.table(
        ["", "least, ns", "median, ns", "median difference"], rows)


def floors(items: list[str], figures: Figures, made: dict[str, float]) -> str:
    rows = []
    for item in items:
        if (FLOOR, item) not in figures:  # only some ablations are measured
            continue
        own, floor, native = (min(figures[name, item]) for name in (UNCHANGED, FLOOR, NATIVE))
        size = made["alloc_tree" if item == "tree" else "alloc_create"]
        rows.append([report.NAMES[item], *(f"{x:,.0f}" for x in (size, own, floor, native)), f"{own / floor:.2f}"])
    return report.table(["", "bytes", "Parley, ns", "its objects, ns", "native, ns", "Parley / its objects"], rows)


@dataclass
class Target:
    """A target whose two sides were measured."""

    item: str
    suffix: str
    peer: str
    peer_ns: float
    target: float
    own: float

    def is_met(self, ratio: float) -> bool:
        return float(report.factor(ratio).replace(",", "")) <= self.target  # as report.py says it

    def ratio(self, name: str, figures: Figures) -> float | None:
        found = figures.get((name + self.suffix, self.item))
        return min(found) / self.peer_ns if found else None


def targets_of(tier: str, items: list[str], built: Built, figures: Figures) -> list[Target]:
    found = []
    for entry in TARGETS[tier]["targets"]:
        item, peer, suffix = entry["item"], built.peers.get(entry.get("peer")), AOT if entry.get("aot") else ""
        if item not in items or "of" in entry or peer is None or (peer + suffix, item) not in figures:
            continue
        peer_ns, own = (min(figures[name + suffix, item]) for name in (peer, UNCHANGED))
        found.append(Target(item, suffix, peer, peer_ns, entry["target"], own))
    return found


def times(ratio: float) -> str:
    return f"{report.factor(ratio) if ratio < 0.1 else f'{ratio:,.2f}'} ×"


def target_table(targets: list[Target], figures: Figures, removed: list[str]) -> str:
    """The targets in this sitting's nanoseconds, next to what is left when everything is removed."""
    def shown(target: Target, ratio: float | None) -> str:
        return "" if ratio is None else f"{times(ratio)} = {ratio * target.peer_ns:,.2f}"

    rows = [[
        report.NAMES[target.item] + target.suffix, target.peer, f"{target.peer_ns:,.2f}",
        f"{target.target} × = {target.target * target.peer_ns:,.2f}",
        *(shown(target, target.ratio(name, figures)) for name in (UNCHANGED, *removed))] for target in targets]
    return report.table(
        ["", "peer", "its ns", "target, ns", *(f"{name}, ns" for name in (UNCHANGED, *removed))], rows, left=2)


# ---- As the compiler makes the bodies ----

def throws(figures: Figures) -> str:
    one, made = min(figures[NATIVE, "throw_catch"]), min(figures[UNCHANGED, "close_notry"])
    rows = []
    for item in THROWN:
        own = min(figures[UNCHANGED, item])
        rows.append([report.NAMES[item], f"{own:,.0f}", f"{one:,.0f}", f"{own / one:.2f}"])
    return report.table(["", "Parley, ns", "one throw and catch, ns", "ratio"], rows) + (
        "\nIn the three items that create a generator, creating it and closing it without an exception takes "
        f"{made:,.0f} ns.\n")


def parley(ablations: list[edits.Change], built: Built, figures: Figures, facts: dict[str, str]) -> str:
    names = [UNCHANGED, *(ablation.name for ablation in ablations)]
    names += ["PGO off", NATIVE, "native iterator, PGO off", HAND]
    steps, asynchronous = ("\n".join(table(names, item, figures) for item in items) for items in (STEPS, ASYNC))

    def targets(items: list[str], removed: str) -> str:
        return target_table(targets_of("parley", items, built, figures), figures, [removed])

    return f"""{sitting(built, figures, facts)}
```
{COMMAND}
```

## A step

{taken_away(ablations, STEPS)}\
- **PGO off**: removes nothing, but the JIT doesn't know which code runs most (`DOTNET_TieredPGO=0`). PGO is what lets
  the JIT inline the delegate's target, and the native iterator, into its caller; NativeAOT has none.

{steps}
### The targets for a step

{targets(STEPS, "none of these")}
## An asynchronous step

{taken_away(ablations, ASYNC)}
{asynchronous}
### The targets for an asynchronous step

{targets(ASYNC, "neither")}
## Creating a generator, and the tree

The floor here is a program that creates the same objects, with the same sizes and the same links (the closure of the
captured values, the generator, its `yield` delegate, the body's box, and, for the first two items, the body's
delegate), and runs nothing.

{floors(MADE, figures, built.made)}
### The targets for creating a generator

{targets(MADE, FLOOR)}
## Exceptions

The floor is one .NET throw and catch in plain code.

{throws(figures)}"""


# ---- Woven ----

def obstacles(target: Target, names: list[str], figures: Figures) -> str:
    """What stands in the way of a target that is missed."""
    own = target.own / target.peer_ns
    ratios = {name: ratio for name in names if (ratio := target.ratio(name, figures)) is not None}
    everything, floor = ratios.pop(ALL, None), ratios.pop(FLOOR, None)
    less = sorted((ratio, name) for name, ratio in ratios.items() if ratio < 0.98 * own)[:3]
    parts = [
        f"{times(own)}, and the target is {target.target} ×",
        report.listing(f"{times(ratio)} with *{name}*" for ratio, name in less) if less else "nothing alone saves 2 %"]
    if everything is not None:
        verdict = "which meets it" if target.is_met(everything) else "which doesn't meet it either"
        parts.append(f"{times(everything)} with all removed, {verdict}")
    if floor is not None:
        parts.append(f"its objects alone take {times(floor)}")
    text = f"- **{report.NAMES[target.item]}{target.suffix}**, {target.peer}: {'; '.join(parts)}."
    return filled(text, "  ")


def woven(ablations: list[edits.Change], built: Built, figures: Figures, facts: dict[str, str]) -> str:
    removed = [ablation.name for ablation in ablations]
    names = [UNCHANGED, *removed, *built.peers.values()]
    tables = "\n".join(
        table(names, item, figures, suffix) for item in WOVEN for suffix in ("", AOT)
        if (UNCHANGED + suffix, item) in figures)
    targets = targets_of("woven", WOVEN, built, figures)
    missed = "".join(obstacles(target, removed, figures) for target in targets
                     if not target.is_met(target.own / target.peer_ns))
    return f"""{PART}
[Woven](compiled.md) bodies have targets of their own. Here, each build is a woven one: something is removed from the
engine or the weaver, and the rest is woven as ever. Of the depths of delegation, two are measured: a step is the same
at each.

{sitting(built, figures, facts)}
```
{COMMAND} --tier woven
```

{taken_away(ablations, WOVEN)}
{tables}
### What its objects take, woven

The floor here is a program that creates the same generators, each one object, with the closure of what it captures, and
runs none.

{floors(CLOSED, figures, built.made)}
### The targets, woven

{target_table(targets, figures, [ALL, FLOOR])}
What stands in the way of those that are missed, up to three things each, with the ratio that removing it leaves:

{missed or "None is missed in this run." + chr(10)}"""


# ---- The page ----

HEAD = f"""<!-- Generated by {COMMAND}. Edit the script, not this page. -->

# What Parley's time consists of

[performance.md](performance.md) has targets that Parley misses. This page shows what each of those times consists of:
one thing is removed, and the same work is measured again. Everything that is removed is there for a reason, so these
builds are only good for measuring. The first part is about bodies as the compiler makes them, the second about woven
ones.

"""


def join(parts: dict[str, str], old: str) -> str:
    """The page with these parts, by tier, and with the other part of the old one, if only one is new."""
    first, mark, last = old.partition("\n" + PART)
    if "parley" in parts:
        first = HEAD + parts["parley"]
    elif not first:
        first = HEAD
    return first.rstrip("\n") + "\n" + ("\n" + parts["woven"] if "woven" in parts else mark + last)
