"""The items to measure and the subjects to measure them on, each built and run with the tools of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent

# The items in the order of the tables: the name that a program prints, and the title in the tables.
TIMES = {
    "send": "send: `total += yield total`",
    "send_3": "send, three bodies behind one call site",
    "iterate": "iterate: `for each`",
    "create_finish": "create, first, finish; captures one value",
    "close_notry": "create, first, close; no `try`",
    "close_try": "create, first, close; `try`/`finally`",
    "throw_caught": "throw; the body catches it and yields",
    "throw_leaves": "create, first, throw that escapes; no `try`",
    "throw_leaves_try": "create, first, throw that escapes; `try`/`finally`",
    "throw_catch": "one throw and one catch, no generator",
    "deleg_1": "send through `yield from`, depth 1",
    "deleg_10": "the same, depth 10",
    "deleg_100": "the same, depth 100",
    "deleg_1000": "the same, depth 1,000",
    "deleg_1000000": "the same, depth 1,000,000",
    "deep_enter": "a million deep: enter, per level",
    "deep_leave": "a million deep: leave, per level",
    "deep_close": "a million deep: close, per level",
    "tree": "in-order walk of a tree of 2^17 nodes, per node",
    "async_send": "asynchronous send; the body awaits a completed task, then yields",
    "async_send_bare": "the same; the body awaits nothing else",
    "async_foreach": "`await foreach`; the body awaits a completed task, then yields",
    "async_foreach_bare": "the same; the body awaits nothing else",
}
BYTES = {
    "mem": "one suspended generator",
    "alloc_create": "allocated, create to finish; captures one value",
    "alloc_create_nocapture": "allocated, create to finish; captures nothing",
    "alloc_send": "allocated per send",
    "alloc_async_send": "allocated per asynchronous send",
    "alloc_async_foreach": "allocated per step of `await foreach`",
}
EXCEPTIONS = {"thrown_close_try": TIMES["close_try"]}

SHORT = {
    "send": "send", "send_3": "send to three bodies", "iterate": "iterate", "create_finish": "create to finish",
    "close_notry": "close", "close_try": "close with a `finally`", "throw_caught": "throw that is caught",
    "throw_leaves": "throw that escapes", "throw_leaves_try": "throw that escapes a `try`",
    "deleg_1": "delegation, depth 1", "deleg_10": "depth 10", "deleg_100": "depth 100", "deleg_1000": "depth 1,000",
    "deleg_1000000": "depth 1,000,000", "deep_enter": "entering a million", "deep_leave": "leaving a million",
    "deep_close": "closing a million", "tree": "tree walk", "mem": "bytes per suspended generator",
    "async_send": "asynchronous send", "async_send_bare": "asynchronous send without awaits",
    "async_foreach": "`await foreach`", "async_foreach_bare": "`await foreach` without awaits",
}

# The items to ask a program for, if their names differ from what it prints.
ASKED = {"deep_enter": "deep", "deep_leave": "deep", "deep_close": "deep", "alloc_create_nocapture": "alloc_create"}


class Missing(Exception):
    """The reason why a subject is left out."""


@dataclass
class Subject:
    key: str
    title: str
    items: list[str]
    command: list[str] = field(default_factory=list)
    version: str = ""

    def run(self, item: str) -> dict[str, float]:
        return run(self.title, [*self.command, ASKED.get(item, item)])


def run(title: str, command: list[str], **environment: str) -> dict[str, float]:
    """Measures one item in its own process, so that no other item has shaped its machine code."""
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment})
    if result.returncode != 0:
        raise RuntimeError(f"{title} failed at {command[-1]}:\n{result.stderr[-2000:]}")
    lines = (line.split("\t") for line in result.stdout.splitlines())
    return {name: number for name, text in lines if (number := as_number(text)) is not None}


def as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def need(tool: str) -> str:
    return shutil.which(tool) or fail(f"no {tool} on this machine")


def fail(reason: str) -> str:
    raise Missing(reason)


def build(*command: object, **environment: str) -> None:
    result = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, env={**os.environ, **environment})
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{(result.stdout + result.stderr)[-3000:]}")


SINGLE = ["send", "iterate", "create_finish", "close_notry", "close_try"]
THROWS = ["throw_caught", "throw_leaves", "throw_leaves_try"]
DELEGATION = ["deleg_1", "deleg_10", "deleg_100", "deleg_1000"]
ASYNC = ["async_send", "async_send_bare", "async_foreach", "async_foreach_bare"]
ASYNC_BYTES = ["alloc_async_send", "alloc_async_foreach"]
DEEP = ["deleg_1000000", "deep_enter", "deep_leave"]
NATIVE = [
    *SINGLE, "send_3", "throw_catch", *DELEGATION, "tree", *ASYNC,
    "mem", "alloc_create", "alloc_create_nocapture", *ASYNC_BYTES,
]
HAND = ["send", "send_3", "iterate", "tree", "mem"]
# What is measured of the programs that NativeAOT makes.
AOT = [
    *SINGLE, "send_3", *THROWS, "throw_catch", "deleg_1", "deleg_1000", "deleg_1000000", "tree", "async_send",
    "async_foreach", "mem", *EXCEPTIONS,
]


def rounds(seconds: float, everybody: list, count: int | None = None) -> Iterator[list]:
    """Yields everybody, in forward and backward order by turns: count times if given; otherwise once, and then for as
    long as another round fits into the time."""
    start, number = time.monotonic(), 0

    def another() -> bool:
        if count is not None:
            return number < count
        return number == 0 or (time.monotonic() - start) * (number + 1) / number < seconds

    while another():
        yield everybody if number % 2 == 0 else everybody[::-1]
        number += 1
        print(f"round {number}: {time.monotonic() - start:.0f} s", file=sys.stderr)


def build_csharp(project: Path, target: Path, *properties: str, aot: bool = False) -> list[str]:
    """Builds the program in a folder of its own, and returns the command that runs it."""
    build(
        "dotnet", "publish" if aot else "build", project, "-c", "Release", "-v", "q", "--artifacts-path", target,
        *(["-p:Native=true"] if aot else []), *properties,
        MSBUILDDISABLENODEREUSE="1", UseSharedCompilation="false")  # no server keeps running meanwhile
    if aot:
        return [str(target / "publish" / "Peers" / "release" / "Peers")]
    return ["dotnet", str(target / "bin" / "Peers" / "release" / "Peers.dll")]


def build_woven(target: Path, *properties: str, aot: bool = False, project: Path = HERE / "csharp") -> list[str]:
    command = build_csharp(project, target, "-p:Woven=true", *properties, aot=aot)
    bodies = (line.split("\t") for line in (target / "bodies" / "Peers.tsv").read_text().splitlines())
    if left := [f"{body}: {reason}" for body, reason in bodies if reason]:
        raise RuntimeError("\n".join(["Some bodies aren't woven, so this wouldn't measure what it says:", *left]))
    return command


def dotnet_version() -> str:
    runtimes = output("dotnet", "--list-runtimes").splitlines()
    version = next(line.split()[1] for line in runtimes[::-1] if "NETCore.App 10." in line)
    return f".NET {version}, tiered, PGO on"


def csharp(work: Path) -> list[Subject]:
    need("dotnet")
    command = build_csharp(HERE / "csharp", work / "csharp")
    parley = [*SINGLE, "send_3", *THROWS, *DELEGATION, *DEEP, "deep_close", "tree", *ASYNC, *BYTES, *EXCEPTIONS]
    version = dotnet_version()
    return [
        Subject("parley", "Parley", parley, [*command, "parley"], version),
        Subject("woven", "Parley, woven", parley, [*build_woven(work / "csharp-woven"), "parley"], version),
        Subject("native", "native iterator", NATIVE, [*command, "native"], version),
        Subject("hand", "hand-lowered class", HAND, [*command, "hand"], version),
    ]


def csharp_aot(work: Path) -> list[Subject]:
    if not shutil.which("clang"):
        need("gcc")  # which links them
    command = build_csharp(HERE / "csharp", work / "csharp-aot", aot=True)
    native, hand = ([item for item in AOT if item in items] for items in (NATIVE, HAND))
    parley = [item for item in AOT if item != "throw_catch"]
    version = dotnet_version().partition(",")[0] + ", NativeAOT"
    return [
        Subject("parley_aot", "Parley", parley, [*command, "parley"], version),
        Subject("woven_aot", "Parley, woven", parley, [*build_woven(work / "woven-aot", aot=True), "parley"], version),
        Subject("native_aot", "native iterator", native, [*command, "native"], version),
        Subject("hand_aot", "hand-lowered class", hand, [*command, "hand"], version),
    ]


def cpp(work: Path) -> list[Subject]:
    compiler = need("g++")
    program = work / "cpp-peers"
    build(compiler, "-std=c++20", "-O2", "-o", program, HERE / "cpp" / "peers.cpp")
    items = [*SINGLE, *THROWS, *DELEGATION, *DEEP, "tree", "mem"]
    return [Subject("cpp", "C++20", items, [str(program)], f"g++ {output(compiler, '-dumpfullversion')}, -O2")]


def rust(work: Path) -> list[Subject]:
    compiler = need("rustc")
    program = work / "rust-peers"
    build(
        compiler, "--edition", "2021", "-C", "opt-level=3", "-o", program, HERE / "rust" / "peers.rs",
        RUSTC_BOOTSTRAP="1")
    version = output(compiler, "--version").split()[1]
    return [Subject(
        "rust", "Rust", [*SINGLE, *DELEGATION, "tree", "mem"], [str(program)],
        f"rustc {version}, opt-level 3, its unstable coroutines behind `dyn`")]


def cpython(work: Path) -> list[Subject]:
    return [interpreter("cpython", need("python3"))]


def cpython313(work: Path) -> list[Subject]:
    if not shutil.which("pyenv"):
        return [interpreter("cpython313", need("python3.13"))]
    found = subprocess.run(["pyenv", "prefix", "3.13.0"], capture_output=True, text=True)
    return [interpreter(
        "cpython313", found.stdout.strip() + "/bin/python3" if found.returncode == 0 else fail("pyenv has no 3.13.0"))]


def interpreter(key: str, path: str) -> Subject:
    show = "import sys, sysconfig; print(sys.executable, sys.version.split()[0], " \
           "'--enable-optimizations' in (sysconfig.get_config_var('CONFIG_ARGS') or ''))"
    path, version, optimized = output(path, "-c", show).split()
    return Subject(
        key, f"CPython {version.rpartition('.')[0]}", [*SINGLE, *THROWS, *DELEGATION, "tree", *ASYNC, "mem"],
        [path, str(HERE / "python" / "peers.py")],
        f"CPython {version}" + ("" if optimized == "True" else ", built without PGO"))


def node(work: Path) -> list[Subject]:
    path = need("node")
    return [Subject(
        "node", "Node", [*SINGLE, *THROWS, *DELEGATION, "tree", *ASYNC, "mem"],
        [path, "--expose-gc", str(HERE / "node" / "peers.mjs")], f"Node {output(path, '--version')[1:]}")]


def lua(work: Path) -> list[Subject]:
    path = install("lua5.4")
    items = [*SINGLE, *THROWS, *DELEGATION[:-1], "tree", "mem"]
    return [Subject("lua", "Lua", items, [path, str(HERE / "lua" / "peers.lua")], output(path, "-v")[:9])]


def luajit(work: Path) -> list[Subject]:
    path = install("luajit")
    items = ["send", "iterate", "create_finish", "throw_caught", "throw_leaves", *DELEGATION, "tree", "mem"]
    version = output(path, "-v").split(" -- ")[0]
    return [Subject("luajit", "LuaJIT", items, [path, str(HERE / "lua" / "peers.lua")], version)]


def install(package: str) -> str:
    """Installs a missing package if permitted: Debian's Lua packages are small."""
    if not shutil.which(package) and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "-y", package]):
            subprocess.run(["apt-get", "-qq", *command], capture_output=True)
    return need(package)


ALL = {
    "C#": csharp,
    "NativeAOT": csharp_aot,
    "C++20": cpp,
    "Rust": rust,
    "CPython": cpython,
    "CPython 3.13": cpython313,
    "Node": node,
    "Lua": lua,
    "LuaJIT": luajit,
}


def find(work: Path, quick: bool) -> tuple[list[Subject], dict[str, str]]:
    """Builds all subjects. Returns those that can be measured, and why the others can't."""
    subjects: list[Subject] = []
    left_out: dict[str, str] = {}
    for name, make in ALL.items():
        if quick and make not in (csharp, csharp_aot):
            continue
        try:
            subjects += make(work)
        except Missing as reason:
            if make == csharp:
                raise
            left_out[name] = str(reason)
    return subjects, left_out
