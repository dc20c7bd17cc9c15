#!/usr/bin/env python3
"""Runs what the documentation says in other languages than C#, which the tests run.

    docs/checks/run.py            all of it
    docs/checks/run.py PAGE...    the pages whose paths contain one of these

It runs every block in Python, JavaScript and Lua, and compares what comes of each statement with the comment behind it: its
value, or else what it prints, with commas between the lines; or "throws" and the exception. A remark may follow behind a
colon. Of a block in F# or Visual Basic, it compares all that is printed with all the comments.

And every row of a table with a column "in Python", "in JavaScript" or "in Lua" must have a check of the same name in
claims.py, claims.mjs or claims.lua beside this script, and every check must have a row.

And mistakes.md must have every message of Errors.cs; and the program of unity.md must compile as C# 9, which is Unity's.

Needs python3, node, lua5.4 and the .NET 10 SDK. As root on Debian or Ubuntu, it installs node and Lua if they are missing, and
fails if it can't. Elsewhere it leaves out what is in a language that is missing, and says so.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARLEY = ROOT / 'src' / 'Parley' / 'bin' / 'Release' / 'net10.0' / 'Parley.dll'
PORTABLE = PARLEY.parents[1] / 'netstandard2.1' / 'Parley.dll'
ENVIRONMENT = {
    **os.environ, 'DOTNET_CLI_TELEMETRY_OPTOUT': '1', 'DOTNET_NOLOGO': '1', 'DEBIAN_FRONTEND': 'noninteractive',
    'MSBUILDDISABLENODEREUSE': '1', 'UseSharedCompilation': 'false'}

PACKAGES = {'node': 'nodejs', 'lua5.4': 'lua5.4'}  # of Debian
NEEDS = {'js': 'node', 'in JavaScript': 'node', 'lua': 'lua5.4', 'in Lua': 'lua5.4'}

# ---- Programs: a block becomes one whose statements are checked ----

PYTHON = '''
import sys as _sys
_lines, _bad = [], []
def print(*values): _lines.append(' '.join(map(str, values)))
def _check(expected, run):
    _lines.clear()
    try:
        value = run()
        actual = ', '.join(_lines) if value is None and _lines else repr(value)
    except BaseException as e:
        actual = 'throws ' + type(e).__name__
    if expected != actual and not expected.startswith(actual + ': '):
        _bad.append(f'documented: {expected}, but it is: {actual}')
'''

JAVASCRIPT = '''
import { inspect } from 'node:util';
const __lines = [], __bad = [];
console.log = (...values) => __lines.push(values.join(' '));
async function __check(expected, run) {
  let actual;
  try {
    if (run) __lines.length = 0;
    const value = run && await run();
    actual = value === undefined && __lines.length ? __lines.join(', ') : inspect(value, { breakLength: Infinity });
  } catch (e) { actual = 'throws ' + (e?.name ?? e); }
  __lines.length = 0;
  if (expected !== actual && !expected.startsWith(actual + ': '))
    __bad.push(`documented: ${expected}, but it is: ${actual}`);
}
'''

LUA = '''
local __lines, __bad = {}, {}
print = function(...)
  local all = table.pack(...)
  for i = 1, all.n do all[i] = tostring(all[i]) end
  __lines[#__lines + 1] = table.concat(all, ' ')
end
local function __check(expected, run)
  if run then __lines = {} end
  local all = table.pack(pcall(run or function() end))
  for i = 2, all.n do all[i] = tostring(all[i]) end
  local actual = all.n == 1 and #__lines > 0 and table.concat(__lines, ', ') or table.concat(all, ', ', 2, all.n)
  if not all[1] then actual = 'throws ' .. all[2]:gsub('^[^ ]*:%d+: ', '') end
  __lines = {}
  if expected ~= actual and expected:sub(1, #actual + 2) ~= actual .. ': ' then
    __bad[#__bad + 1] = 'documented: ' .. expected .. ', but it is: ' .. actual
  end
end
'''


def checked_python(code: str) -> str:
    lines = code.split('\n')
    out = [PYTHON]
    for node in ast.parse(code).body:
        source = '\n'.join(lines[node.lineno - 1 - len(getattr(node, 'decorator_list', [])):node.end_lineno])
        comment = re.search(r'  # (.*)$', lines[node.end_lineno - 1])
        text = ast.get_source_segment(code, node)
        if comment is None:
            out.append(source)
        elif isinstance(node, ast.Expr):
            out.append(f'_check({comment[1]!r}, lambda: {text})')
        elif isinstance(node, ast.Assign):
            out.append(f'{text}\n_check({comment[1]!r}, lambda: {ast.unparse(node.targets[0])})')
        else:
            body = '\n'.join('    ' + line for line in source.split('\n'))
            out.append(f'def _block():\n{body}\n_check({comment[1]!r}, _block)')
    out.append("_sys.stdout.write('\\n'.join(_bad))")
    return '\n'.join(out)


def checked_lines(code: str, start: str, comment: str, declared: str, end: str, check, last: str) -> str:
    """For languages that are taken line by line: a statement with a comment begins in the first column."""
    out = [start]
    for line in code.split('\n'):
        match = re.match(rf'(\S.*?)\s+{comment} (.*)$', line)
        if match is None:
            out.append(line)
            continue
        statement, expected = match[1].rstrip(';'), match[2]
        variable = re.match(declared, statement)
        if re.match(end, statement):
            out += [match[1], check(expected, None)]
        elif variable:
            out += [match[1], check(expected, variable[1])]
        else:
            out.append(check(expected, statement))
    return '\n'.join([*out, last])


def quoted(text: str) -> str:
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def checked_javascript(code: str) -> str:
    return checked_lines(
        code, JAVASCRIPT, '//', r'(?:const|let) (\w+) =', r'\}',
        lambda expected, value: f'await __check({quoted(expected)}' + (
            f', async () => {value});' if value else ');'),
        "process.stdout.write(__bad.join('\\n'));")


def checked_lua(code: str) -> str:
    return checked_lines(
        code, LUA, '--', r'local (\w+) =', r'end\b',
        lambda expected, value: f'__check({quoted(expected)}' + (
            f', function() return {value} end)' if value else ')'),
        "io.write(table.concat(__bad, '\\n'))")


def ran(command: list[str], code: str, suffix: str) -> str:
    """What a program prints; and its errors, if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f'program{suffix}'
        file.write_text(code)
        done = subprocess.run([*command, str(file)], env=ENVIRONMENT, text=True, capture_output=True, timeout=120)
        return done.stdout if done.returncode == 0 else f'{done.stdout}{done.stderr}'


def library(page: Path, folder: str) -> Path:
    """The first block in C# of the page, compiled: what its programs in F# and Visual Basic use."""
    block = re.search(r'^```csharp\n(.*?)^```$', page.read_text(), re.M | re.S)
    out = Path(folder) / 'library'
    out.mkdir()
    (out / 'Bodies.cs').write_text(block[1])
    (out / 'Bodies.csproj').write_text(
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0'
        '</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>'
        f'<ItemGroup><Reference Include="{PARLEY}" /></ItemGroup></Project>')
    done = subprocess.run(['dotnet', 'build', str(out), '-v', 'q'], env=ENVIRONMENT, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f'{page}: {done.stdout}')
    return out / 'bin' / 'Debug' / 'net10.0' / 'Bodies.dll'


def run_fsharp(code: str, page: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        references = PARLEY, library(page, folder)
        return ran(['dotnet', 'fsi', '--quiet', *(f'--reference:{file}' for file in references)], code, '.fsx')


def run_basic(code: str, page: Path) -> str:
    with tempfile.TemporaryDirectory() as outer:
        bodies = library(page, outer)
        folder = str(Path(outer) / 'program')
        Path(folder).mkdir()
        (Path(folder) / 'Program.vb').write_text(code)
        (Path(folder) / 'Basic.vbproj').write_text(
            '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>'
            '<TargetFramework>net10.0</TargetFramework><OptionStrict>On</OptionStrict></PropertyGroup>'
            f'<ItemGroup><Reference Include="{PARLEY}" /><Reference Include="{bodies}" /></ItemGroup></Project>')
        done = subprocess.run(
            ['dotnet', 'run', '--project', folder], env=ENVIRONMENT, text=True, capture_output=True, timeout=300)
        return done.stdout if done.returncode == 0 else f'{done.stdout}{done.stderr}'


def printed(code: str, comment: str, output: str) -> str:
    expected = [line for text in re.findall(rf'\S\s+{comment} (.*)$', code, re.M) for line in text.split(', ')]
    actual = output.strip().splitlines()
    return '' if expected == actual else f'documented: {", ".join(expected)}, but it prints: {", ".join(actual)}'


LANGUAGES = {
    'python': lambda code, _: ran([python()], checked_python(code), '.py'),
    'js': lambda code, _: ran(['node'], checked_javascript(code), '.mjs'),
    'lua': lambda code, _: ran(['lua5.4'], checked_lua(code), '.lua'),
    'fsharp': lambda code, page: printed(code, '//', run_fsharp(code, page)),
    'vb': lambda code, page: printed(code, "'", run_basic(code, page)),
}


def python() -> str:
    newer = shutil.which('python3.13')
    works = newer and subprocess.run([newer, '-c', ''], capture_output=True).returncode == 0
    return newer if works else sys.executable


def pages() -> list[Path]:
    found = [*ROOT.glob('*.md'), *(ROOT / 'docs').rglob('*.md'), *(ROOT / 'samples').rglob('*.md')]
    return sorted(page for page in found if 'bin' not in page.parts and 'obj' not in page.parts)


def run_blocks(page: Path) -> tuple[int, list[str]]:
    count, faults = 0, []
    for block in re.finditer(r'^```(\w+)\n(.*?)^```$', page.read_text(), re.M | re.S):
        if run := LANGUAGES.get(block[1]):
            line = page.read_text()[:block.start()].count('\n') + 1
            count += 1
            if bad := run(block[2], page).strip():
                faults.append(f'{page.relative_to(ROOT)}:{line}: {bad}')
    return count, faults


# ---- Tables ----

CLAIMS = {
    'in Python': ([python(), str(HERE / 'claims.py')]),
    'in JavaScript': (['node', str(HERE / 'claims.mjs')]),
    'in Lua': (['lua5.4', str(HERE / 'claims.lua')]),
}


def rows(page: Path, header: str) -> list[str]:
    """The first cells of the rows of the tables that have a column of this name, after the name of the page."""
    found, inside = [], False
    for line in page.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip('|').split('|')] if line.startswith('|') else None
        if cells is None:
            inside = False
        elif header in cells:
            inside = True
        elif inside and not set(line) <= set('|-: '):
            found.append(f'{page.name}: {cells[0]}')
    return found


def run_claims(header: str) -> tuple[int, list[str]]:
    if not Path(CLAIMS[header][1]).exists() and not any(rows(page, header) for page in pages()):
        return 0, []
    done = subprocess.run(CLAIMS[header], text=True, capture_output=True, timeout=120)
    if done.returncode != 0:
        return 0, [done.stdout + done.stderr]
    checked = done.stdout.splitlines()
    claimed = [row for page in pages() for row in rows(page, header)]
    return len(claimed), [
        *(f'This row {header} has no check in {CLAIMS[header][1]}: {row}' for row in claimed if row not in checked),
        *(f'This check {header} has no row: {row}' for row in checked if row not in claimed)]


# ---- Messages ----

def missing_messages() -> tuple[int, list[str]]:
    """The texts of Errors.cs, between what is inserted into them, that mistakes.md doesn't have."""
    source = (ROOT / 'src' / 'Parley' / 'Engine' / 'Errors.cs').read_text()
    source = re.sub(r'^\s*//.*$', '', source, flags=re.M)
    page = (ROOT / 'docs' / 'mistakes.md').read_text()
    texts = [
        part for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', source) for part in re.split(r'\{[^}]*\}', literal)
        if part.strip()]
    return len(texts), [f'docs/mistakes.md lacks this of Errors.cs: {text}' for text in texts if text not in page]


# ---- Unity ----

def unity_compiles() -> list[str]:
    """Whether the program of unity.md compiles as C# 9, against the build for .NET Standard."""
    block = re.search(r'^```csharp\n(.*?)^```$', (ROOT / 'docs' / 'unity.md').read_text(), re.M | re.S)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / 'Program.cs').write_text(block[1])
        (Path(folder) / 'Unity.csproj').write_text(
            '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>netstandard2.1'
            '</TargetFramework><LangVersion>9</LangVersion></PropertyGroup>'
            f'<ItemGroup><Reference Include="{PORTABLE}" /></ItemGroup></Project>')
        done = subprocess.run(['dotnet', 'build', folder, '-v', 'q'], env=ENVIRONMENT, text=True, capture_output=True)
        return [] if done.returncode == 0 else [f'docs/unity.md doesn\'t compile as C# 9: {done.stdout}']


# ---- ----

def missing_tools() -> list[str]:
    return [tool for tool in PACKAGES if not shutil.which(tool)]


def install() -> bool:
    """Installs the tools that are missing, where that can be done. Says which are left out where it can't."""
    if not missing_tools():
        return True
    can = hasattr(os, 'geteuid') and os.geteuid() == 0 and shutil.which('apt-get') is not None
    if can:
        apt = ['apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120']
        subprocess.run([*apt, 'update'], env=ENVIRONMENT)
        packages = [PACKAGES[tool] for tool in missing_tools()]
        subprocess.run([*apt, 'install', '-y', '--no-install-recommends', *packages], env=ENVIRONMENT)
    for tool in missing_tools():
        languages = [name for name, needed in NEEDS.items() if needed == tool]
        print(f'LEFT OUT, because there is no {tool} here: {", ".join(languages)}')
        for name in languages:
            LANGUAGES.pop(name, None)
            CLAIMS.pop(name, None)
    return not (can and missing_tools())


def main(wanted: list[str]) -> int:
    installed = install()
    if not PARLEY.exists() or not PORTABLE.exists():
        subprocess.run(
            ['dotnet', 'build', '-c', 'Release', str(ROOT / 'src' / 'Parley')], check=True, env=ENVIRONMENT)
    total, faults = 0, []
    for page in pages():
        if not wanted or any(part in str(page) for part in wanted):
            count, bad = run_blocks(page)
            total, faults = total + count, faults + bad
    print(f'{total} programs in other languages')
    for header in CLAIMS if not wanted else []:
        count, bad = run_claims(header)
        print(f'{count} rows of tables {header}')
        faults += bad
    if not wanted:
        count, bad = missing_messages()
        print(f'{count} parts of messages')
        faults += bad
    if not wanted or any(part in 'unity.md' for part in wanted):
        faults += unity_compiles()
        print('The program of unity.md, as C# 9')
    for fault in faults:
        print(fault)
    return 1 if faults or not installed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
