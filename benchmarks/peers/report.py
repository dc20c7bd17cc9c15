"""Writes the pages: the targets and whether they are met, the chart, all the figures, and who wins what."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from subjects import BYTES, EXCEPTIONS, SHORT, TIMES

HERE = Path(__file__).parent
COMMAND = "python3 benchmarks/peers/run.py"
COMPARE = "python3 benchmarks/peers/compare.py"
THROWS = ["close_try", "throw_caught", "throw_leaves", "throw_leaves_try"]
MAIN = [
    "send", "send_3", "iterate", "create_finish", "close_notry", "close_try", "throw_caught", "throw_leaves", "deleg_1",
    "deleg_1000", "tree", "async_send", "async_foreach", "mem",
]
TIERS = ["parley", "woven"]  # Parley's bodies as the compiler makes them, and woven
AOT = "_aot"  # ends the key of what NativeAOT has compiled
# The items' names outside the tables.
NAMES = {
    **TIMES,
    "deleg_10": "send through `yield from`, depth 10",
    "deleg_100": "send through `yield from`, depth 100",
    "deleg_1000": "send through `yield from`, depth 1,000",
    "deleg_1000000": "send through `yield from`, depth 1,000,000",
    "mem": "bytes per suspended generator",
    "alloc_send": "bytes allocated per send",
    "alloc_async_send": "bytes allocated per asynchronous send",
    "alloc_async_foreach": "bytes allocated per step of `await foreach`",
    "thrown_close_try": "exceptions thrown, create to close; `try`/`finally`",
}


@dataclass
class Sitting:
    """The results of one run."""

    machine: dict[str, str]
    rounds: int
    figures: dict[str, dict[str, float]]
    subjects: dict[str, list[str]]  # key: title, version
    left_out: dict[str, str]

    @staticmethod
    def load(path: Path) -> Sitting:
        return Sitting(**json.loads(path.read_text()))

    def dump(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"

    def get(self, key: str, item: str) -> float | None:
        return self.figures.get(key, {}).get(item)

    def title(self, key: str) -> str:
        return self.subjects[key][0]

    def ratio(self, item: str, key: str, of: str | None = None, own: str = "parley") -> float | None:
        mine, peer = self.get(own, item), self.get(key, of or item)
        return mine / peer if mine is not None and peer else None

    def keys(self, aot: bool = False) -> list[str]:
        return [key for key in self.subjects if key.endswith(AOT) == aot]

    def peers(self, own: str) -> list[str]:
        """What a tier is compared with: everybody else and, if it is the woven one, Parley as it is otherwise."""
        return [key for key in self.keys(own.endswith(AOT)) if key != own and not key.startswith("woven")]


def machine() -> dict[str, str]:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=HERE, check=True, capture_output=True, text=True).stdout.strip()

    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    changed = git("status", "--porcelain", "--", "../../src", ".")
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": git("rev-parse", "--short=12", "HEAD") + (" and uncommitted changes" if changed else ""),
        "machine": f"{model or platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
                   f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


# ---- Numbers ----

def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def factor(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 10 or value == 0:
        return f"{value:,.0f}"
    if value >= 0.095:
        return f"{value:.1f}" if value >= 2 else f"{value:.2f}"
    digits = 3
    while value and digits < 9 and round(value, digits) * 10**digits < 2:
        digits += 1
    return f"{value:.{digits}f}"


def table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    lines = [head, ["---"] * left + ["---:"] * (len(head) - left), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


# ---- Parts of the pages ----

def figures_table(sitting: Sitting, items: dict[str, str], show=number, aot: bool = False) -> str:
    keys = [key for key in sitting.keys(aot) if any(item in sitting.figures[key] for item in items)]
    rows = []
    for item, name in items.items():
        if any(item in sitting.figures[key] for key in keys):
            rows.append([name, *(show(sitting.get(key, item)) for key in keys)])
    return table(["", *(sitting.title(key) for key in keys)], rows)


def ratio_table(sitting: Sitting, names: dict[str, str], own: str = "parley") -> str:
    def ratio(item: str, key: str) -> float | None:
        return sitting.ratio(item, key, own=own)

    peers = sitting.peers(own)
    items = [item for item in names if any(ratio(item, key) is not None for key in peers)]
    rows = [[names[item], *(factor(ratio(item, key)) for key in peers)] for item in items]
    return table(["", *(sitting.title(key) for key in peers)], rows)


def throw_table(sitting: Sitting) -> str:
    rows = [[TIMES[item], *(factor(sitting.ratio(item, "native", "throw_catch", own)) for own in TIERS)]
            for item in THROWS]
    return table(["", *(sitting.title(own) for own in TIERS)], rows)


def target_rows(sitting: Sitting, tier: str, targets: list[dict]) -> list[list[str]]:
    rows = []
    for entry in targets:
        item, target, of = entry["item"], entry["target"], entry.get("of")
        suffix, name = (AOT, f"{NAMES[item]}, NativeAOT") if entry.get("aot") else ("", NAMES[item])
        if "peer" in entry:
            key = entry["peer"] + suffix
            reached = sitting.ratio(item, key, of, tier + suffix)
            title = sitting.subjects.get(key, [key])[0]
            peer = {"throw_catch": "one throw and catch", "deleg_1": "its own depth 1"}.get(of, title)
        else:
            reached, peer = sitting.get(tier + suffix, item), "(exceptions)" if item in EXCEPTIONS else "(bytes)"
        if reached is None:
            continue
        shown = (factor if "peer" in entry else whole)(reached)
        verdict = "yes" if float(shown.replace(",", "")) <= target else "**no**"
        rows.append([name, peer, factor(target), shown, verdict])
    return rows


def targets_of(sitting: Sitting, targets: dict) -> str:
    """The targets of each tier."""
    parts = []
    for tier in TIERS:
        rows = target_rows(sitting, tier, targets[tier]["targets"])
        outcome = f"{sum(row[-1] == 'yes' for row in rows)} of {len(rows)} are met."
        parts.append(
            f"### {sitting.title(tier)}\n\n{targets[tier]['source']} {outcome}\n\n"
            + table(["", "divided by", "target", "measured", "met"], rows, left=2))
    return "\n".join(parts)


def verdicts(sitting: Sitting, own: str) -> str:
    lines = []
    for key in sitting.peers(own):
        ratios = {item: r for item in SHORT if (r := sitting.ratio(item, key, own=own)) is not None}
        slower = {item: r for item, r in ratios.items() if r > 1.05}
        faster = {item: r for item, r in ratios.items() if r < 0.95}
        parts = []
        if slower:
            listed = sorted(slower.items(), key=lambda pair: -pair[1])
            parts.append("**behind** at " + listing(f"{SHORT[i]} ({factor(r)} ×)" for i, r in listed))
        if faster:
            listed = sorted(faster.items(), key=lambda pair: pair[1])
            parts.append("**ahead** at " + listing(f"{SHORT[i]} ({factor(1 / r)} ×)" for i, r in listed))
        if level := [SHORT[item] for item in ratios if item not in slower and item not in faster]:
            parts.append("level at " + listing(level))
        if parts:
            lines.append(f"- **{sitting.title(key)}**: " + "; ".join(parts) + ".")
    return "\n".join(lines) + "\n"


def listing(parts) -> str:
    *most, last = parts
    return ", ".join(most) + " and " + last if most else last


def losses(sitting: Sitting) -> str:
    get, ratio = sitting.get, sitting.ratio

    def ns(key: str, item: str) -> str:
        return number(get(key, item))

    def bytes_of(item: str) -> str:
        own, woven, native = (whole(get(key, item)) for key in ("parley", "woven", "native"))
        return f"{own} bytes, {woven} woven, against the native iterator's {native}"

    close = ", ".join(
        f"{title} {number(value)} ns" for key, title in (
            ("native", "a native iterator"), ("cpp", "C++"), ("rust", "Rust"), ("node", "Node"), ("cpython", "CPython"))
        if (value := get(key, "close_try")) is not None)
    thrown, thrown_woven = (
        {0: "no exception", 1: "one exception"}.get(count, f"{number(count)} exceptions")
        for count in (get(key, "thrown_close_try") for key in TIERS))
    parts = [
        f"- **Close with a `finally` to run**: {ns('parley', 'close_try')} ns, {thrown} thrown; woven, "
        f"{ns('woven', 'close_try')} ns, {thrown_woven} thrown. The same costs {close}. No way was found to run "
        "the `finally` of a compiled async method without a throw, other than to weave it. A body without a `try` is closed without "
        f"one, in {ns('parley', 'close_notry')} ns, or {ns('woven', 'close_notry')} woven.",
        f"- **A single body in a hot loop**: the JIT can inline a native iterator, or a hand-lowered class, into its "
        f"caller's loop ({ns('native', 'iterate')} ns per step, Parley {ns('parley', 'iterate')}, woven "
        f"{ns('woven', 'iterate')}), but never an async method. With three bodies behind one call site, it can't: "
        f"{ns('native', 'send_3')} ns against Parley's {ns('parley', 'send_3')}, or {ns('woven', 'send_3')} woven.",
        f"- **Creating a generator**: {bytes_of('alloc_create')}. So it takes "
        f"{factor(ratio('create_finish', 'native'))} times as long to create and finish one, or "
        f"{factor(ratio('create_finish', 'native', own='woven'))} times woven. While suspended, it holds "
        f"{bytes_of('mem')}: the generator, its `yield` delegate, and the body's state machine are separate objects, "
        "and one object if it is woven.",
        f"- **Exceptions, beside languages where they are cheap**: .NET's cost {ns('native', 'throw_catch')} ns each "
        "before Parley adds anything.",
    ]
    if (behind := ratio("async_send_bare", "native")) is not None and behind > 1:
        parts.append(
            f"- **An asynchronous step that waits for nothing**: {ns('parley', 'async_send_bare')} ns, "
            f"{factor(behind)} times as long as a native async iterator's, or "
            f"{factor(ratio('async_send', 'native'))} times if the body awaits a completed task.")
    return "\n".join(parts) + "\n"


def since(targets: dict) -> str:
    """What is asked of the bodies that aren't woven, beside an earlier commit."""
    asked = targets["since"]
    lower = {SHORT[item]: most for item, most in asked["targets"].items()}
    return (
        f"Beside commit {asked['commit']}, from before the weaver, a body that isn't woven may take at most "
        f"{asked['limit']} times as long; "
        + listing(f"{name} at most {most} times" for name, most in lower.items())
        + f". `{COMPARE}` says whether that holds.")


def rounds(count: int) -> str:
    return "1 round" if count == 1 else f"{count} rounds"


def page(sitting: Sitting, targets: dict) -> str:
    """The short page: the ratios and the targets."""
    facts = sitting.machine
    names = {item: NAMES[item] for item in MAIN}
    return f"""<!-- Generated by {COMMAND}. Edit the script, not this page. -->

# Performance

![Time of one operation in each language, on a logarithmic scale](performance.svg)

One run: {facts["date"]}, {facts["machine"]}, load {facts["load"]} at the start, commit {facts["commit"]}.
Differences under 15% mean little. [performance-details.md](performance-details.md) has all the figures, in nanoseconds
and bytes, with versions and peer by peer; [ablations.md](ablations.md) shows what Parley's time consists of.

Each body was measured in two forms: as the compiler makes it, which is meant by *Parley* alone, and
[woven](compiled.md), as `Parley.Weaver` makes it. The source is the same. The bodies of asynchronous generators are
never woven.

## Parley's figure divided by the peer's

Below 1, Parley is faster or smaller. A blank means that the peer can't do it, or wasn't measured.

{ratio_table(sitting, names)}
## Parley's figure, woven, divided by the peer's

{ratio_table(sitting, names, "woven")}
{native_page(sitting, names)}\
## Where Parley loses

{losses(sitting)}
## Targets

Each figure is Parley's divided by the peer's. {since(targets)}

{targets_of(sitting, targets)}
## How it was measured

```
{COMMAND}
```

Every program does the same work and checks its result. Each item of each language runs in its own process. The
languages take turns, item by item, in {rounds(sitting.rounds)}. Each repetition takes 20 ms or longer, and the lowest of all counts.
A native iterator that has to be two-way reads an object that its caller writes to.

To measure one question at a time, use BenchmarkDotNet (add `--job short` for a first look):

```
dotnet run -c Release --project benchmarks/Parley.Benchmarks -- --filter '*Step*'
```
"""


def native_page(sitting: Sitting, names: dict[str, str]) -> str:
    if not sitting.keys(aot=True):
        return ""
    return f"""## The same in NativeAOT

Woven, divided by what NativeAOT makes of the same program.

{ratio_table(sitting, names, "woven" + AOT)}
"""


def native_details(sitting: Sitting) -> str:
    if not sitting.keys(aot=True):
        return ""
    return f"""### In NativeAOT

{figures_table(sitting, NAMES, aot=True)}
"""


def details(sitting: Sitting) -> str:
    """The long page: every figure behind the short one."""
    facts = sitting.machine
    names = {**TIMES, "mem": NAMES["mem"]}
    versions = {version: None for _, version in sitting.subjects.values()}
    left_out = "".join(f"\nLeft out: {name} ({reason})." for name, reason in sitting.left_out.items())
    return f"""<!-- Generated by {COMMAND}. Edit the script, not this page. -->

# Performance: all the figures

[performance.md](performance.md) is made from these figures, and says how they were measured.

One run: {facts["date"]}, {facts["machine"]}, load {facts["load"]} at the start, commit {facts["commit"]}.
{"; ".join(versions)}.{left_out}

## Nanoseconds per operation

{figures_table(sitting, TIMES)}
A blank means that the language can't do it, or fails. Lua can't nest 200 coroutines. Only C++ and Parley reach a
million levels, where C++ can't close a paused chain, because destroying it recurses. Rust has no exceptions, and
delegates with a loop. Lua can't throw into a coroutine: its body raises what it is sent. Each Lua coroutine has its own
stack: one coroutine walks the whole tree by plain recursion, while delegation runs coroutines inside one another.

In the asynchronous items, the caller awaits every step, but nothing ever has to wait. What the body awaits between two
yields has already completed: a `Task` in C#, for Parley and the native iterator alike, a `Future` in CPython, a
`Promise` in Node. Node goes through its microtask queue for that and for each step; the others continue at once. C++,
Rust and Lua have no built-in asynchronous generators.

{native_details(sitting)}\
## Bytes

{figures_table(sitting, BYTES, whole)}
The size of a suspended generator is measured with a million of them alive (CPython and Lua: 200,000), each at its first
yield. The native iterator's inbox, 24 bytes if each has its own, isn't counted.

## Parley's figure divided by the peer's

Below 1, Parley is faster or smaller.

{ratio_table(sitting, names)}
### Woven

{ratio_table(sitting, names, "woven")}
## Exceptions

How many are thrown:

{figures_table(sitting, EXCEPTIONS, whole)}
How long they take, divided by the time of one .NET throw and catch:

{throw_table(sitting)}
## Peer by peer

{verdicts(sitting, "parley")}
### Woven

{verdicts(sitting, "woven")}"""


def in_short(sitting: Sitting, targets: dict) -> str:
    rows = []
    for tier in TIERS:
        rows += [[], [sitting.title(tier), "divided by", "target", "measured", "met"]]
        rows += target_rows(sitting, tier, targets[tier]["targets"])
    rows = [[cell.replace("`", "").replace("*", "") for cell in row] for row in rows[1:]]
    widths = [max(len(row[i]) for row in rows if row) for i in range(5)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def write(sitting: Sitting, targets: dict, docs: Path) -> None:
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "performance.md").write_text(page(sitting, targets))
    (docs / "performance-details.md").write_text(details(sitting))
    chart = HERE / "chart"
    if not shutil.which("npm"):
        print("The chart is not drawn: no npm on this machine.", file=sys.stderr)
        return
    if not (chart / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=chart, check=True)
    drawn = subprocess.run(
        ["node", "draw.mjs"], cwd=chart, input=sitting.dump(), capture_output=True, text=True, check=True)
    (docs / "performance.svg").write_text(drawn.stdout)
