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

from subjects import BYTES, SHORT, TIMES

HERE = Path(__file__).parent
COMMAND = "python3 benchmarks/peers/run.py"
THROWS = ["close_try", "throw_caught", "throw_leaves", "throw_leaves_try"]
MAIN = [
    "send", "send_3", "iterate", "create_finish", "close_notry", "close_try", "throw_caught", "throw_leaves", "deleg_1",
    "deleg_1000", "tree", "async_send", "async_foreach", "mem",
]
# The items' names outside the tables.
NAMES = {
    **TIMES,
    "deleg_1000": "send through `yield from`, depth 1,000",
    "deleg_1000000": "send through `yield from`, depth 1,000,000",
    "mem": "bytes per suspended generator",
    "alloc_send": "bytes allocated per send",
    "alloc_async_send": "bytes allocated per asynchronous send",
    "alloc_async_foreach": "bytes allocated per step of `await foreach`",
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

    def ratio(self, item: str, key: str, of: str | None = None) -> float | None:
        own, peer = self.get("parley", item), self.get(key, of or item)
        return own / peer if own is not None and peer else None


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

def figures_table(sitting: Sitting, items: dict[str, str], show=number) -> str:
    keys = [key for key in sitting.subjects if any(item in sitting.figures[key] for item in items)]
    rows = []
    for item, name in items.items():
        if any(item in sitting.figures[key] for key in keys):
            rows.append([name, *(show(sitting.get(key, item)) for key in keys)])
    return table(["", *(sitting.title(key) for key in keys)], rows)


def ratio_table(sitting: Sitting, names: dict[str, str]) -> str:
    peers = [key for key in sitting.subjects if key != "parley"]
    items = [item for item in names if any(sitting.ratio(item, key) is not None for key in peers)]
    rows = [[names[item], *(factor(sitting.ratio(item, key)) for key in peers)] for item in items]
    return table(["", *(sitting.title(key) for key in peers)], rows)


def throw_table(sitting: Sitting) -> str:
    rows = [[TIMES[item], factor(sitting.ratio(item, "native", "throw_catch"))] for item in THROWS]
    return table(["", "× one .NET throw and catch"], rows)


def target_rows(sitting: Sitting, targets: dict) -> list[list[str]]:
    rows = []
    for entry in targets["targets"]:
        item, target = entry["item"], entry["target"]
        if "peer" in entry:
            reached = sitting.ratio(item, entry["peer"], entry.get("of"))
            of = entry.get("of")
            title = sitting.subjects.get(entry["peer"], [entry["peer"]])[0]
            peer = {"throw_catch": "one throw and catch", "deleg_1": "its own depth 1"}.get(of, title)
        else:
            reached, peer = sitting.get("parley", item), "(bytes)"
        if reached is None:
            continue
        _, _, decimals = str(target).partition(".")
        verdict = "yes" if round(reached, len(decimals)) <= target else "**no**"
        rows.append([NAMES[item], peer, factor(target), factor(reached), verdict])
    return rows


def verdicts(sitting: Sitting) -> str:
    lines = []
    for key in sitting.subjects:
        if key == "parley":
            continue
        ratios = {item: r for item in SHORT if (r := sitting.ratio(item, key)) is not None}
        slower = {item: r for item, r in ratios.items() if r > 1.05}
        faster = {item: r for item, r in ratios.items() if r < 0.95}
        parts = []
        if slower:
            listed = sorted(slower.items(), key=lambda pair: -pair[1])
            parts.append("Parley is **behind** at " + listing(f"{SHORT[i]} ({factor(r)} ×)" for i, r in listed))
        if faster:
            listed = sorted(faster.items(), key=lambda pair: pair[1])
            parts.append("**ahead** at " + listing(f"{SHORT[i]} ({factor(1 / r)} ×)" for i, r in listed))
        if level := [SHORT[item] for item in ratios if item not in slower and item not in faster]:
            parts.append("level at " + listing(level))
        lines.append(f"- **{sitting.title(key)}**: " + "; ".join(parts) + ".")
    return "\n".join(lines) + "\n"


def listing(parts) -> str:
    *most, last = parts
    return ", ".join(most) + " and " + last if most else last


def losses(sitting: Sitting) -> str:
    get, ratio = sitting.get, sitting.ratio
    close = ", ".join(
        f"{title} {number(value)} ns" for key, title in (
            ("native", "a native iterator"), ("cpp", "C++"), ("rust", "Rust"), ("node", "Node"), ("cpython", "CPython"))
        if (value := get(key, "close_try")) is not None)
    def ns(key: str, item: str) -> str:
        return number(get(key, item))

    parts = [
        f"- **Close with a `finally` to run**: {ns('parley', 'close_try')} ns, one .NET exception. The same costs "
        f"{close}. No way was found to run the `finally` of a compiled async method without a throw. A body without a "
        f"`try` is closed without one, in {ns('parley', 'close_notry')} ns.",
        f"- **A single body in a hot loop**: the JIT can inline a native iterator into its caller's loop "
        f"({ns('native', 'iterate')} ns per step, Parley {ns('parley', 'iterate')}), but never an async method. With "
        f"three bodies behind one call site, that advantage is gone: {ns('native', 'send_3')} ns against Parley's "
        f"{ns('parley', 'send_3')}.",
        f"- **Creating a generator**: {whole(get('parley', 'alloc_create'))} bytes against the native iterator's "
        f"{whole(get('native', 'alloc_create'))}, so it takes {factor(ratio('create_finish', 'native'))} times as "
        f"long. While suspended, it holds {whole(get('parley', 'mem'))} bytes against {whole(get('native', 'mem'))}: the "
        "generator, its `yield` delegate, and the body's state machine are separate objects.",
        f"- **Exceptions, beside languages where they are cheap**: .NET's cost {ns('native', 'throw_catch')} ns each "
        "before Parley adds anything.",
    ]
    if (behind := ratio("async_send_bare", "native")) is not None and behind > 1:
        parts.append(
            f"- **An asynchronous step that waits for nothing**: {ns('parley', 'async_send_bare')} ns, "
            f"{factor(behind)} times as long as a native async iterator's, or "
            f"{factor(ratio('async_send', 'native'))} times if the body awaits a completed task.")
    return "\n".join(parts) + "\n"


def rounds(count: int) -> str:
    return "1 round" if count == 1 else f"{count} rounds"


def page(sitting: Sitting, targets: dict) -> str:
    """The short page: the ratios and the targets."""
    facts = sitting.machine
    rows = target_rows(sitting, targets)
    outcome = f"{sum(row[-1] == 'yes' for row in rows)} of {len(rows)} are met."
    return f"""<!-- Generated by {COMMAND}. Edit the script, not this page. -->

# Performance

![Time of one operation in each language, on a logarithmic scale](performance.svg)

One run: {facts["date"]}, {facts["machine"]}, load {facts["load"]} at the start, commit {facts["commit"]}.
Differences under 15% mean little. [performance-details.md](performance-details.md) has all the figures, in nanoseconds
and bytes, with versions and peer by peer; [ablations.md](ablations.md) shows what Parley's time consists of.

## Parley's figure divided by the peer's

Below 1, Parley is faster or smaller. A blank means that the peer can't do it, or wasn't measured.

{ratio_table(sitting, {item: NAMES[item] for item in MAIN})}
## Where Parley loses

{losses(sitting)}
## Targets

{targets["source"]} {outcome}

{table(["", "divided by", "target", "measured", "met"], rows, left=2)}
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


def details(sitting: Sitting) -> str:
    """The long page: every figure behind the short one."""
    facts = sitting.machine
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

## Bytes

{figures_table(sitting, BYTES, whole)}
The size of a suspended generator is measured with a million of them alive (CPython and Lua: 200,000), each at its first
yield. The native iterator's inbox, 24 bytes if each has its own, isn't counted.

## Parley's figure divided by the peer's

Below 1, Parley is faster or smaller.

{ratio_table(sitting, {**TIMES, "mem": NAMES["mem"]})}
### Exceptions, relative to .NET's own

{throw_table(sitting)}
## Peer by peer

{verdicts(sitting)}"""


def in_short(sitting: Sitting, targets: dict) -> str:
    rows = [["", "divided by", "target", "measured", "met"], *target_rows(sitting, targets)]
    rows = [[cell.replace("`", "").replace("*", "") for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def write(sitting: Sitting, targets: dict, docs: Path) -> None:
    docs.mkdir(exist_ok=True)
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
