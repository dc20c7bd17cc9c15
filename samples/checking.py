"""What the checks of the samples share: they run a sample, and compare what it prints with what is expected."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

SECONDS = 60

os.environ.update(DOTNET_CLI_TELEMETRY_OPTOUT='1', DOTNET_NOLOGO='1')


def build(sample: Path) -> list[str]:
    """Builds the sample, and returns the command that runs it; arguments can follow."""
    subprocess.run(['dotnet', 'build', str(sample), '-c', 'Release', '-warnaserror'], check=True)
    return ['dotnet', 'run', '--project', str(sample), '-c', 'Release', '--no-build', '--']


def run(command: list[str], given: str = '', seconds: int = SECONDS) -> str:
    """Runs a command, and returns its output, its errors and its exit code."""
    ran = subprocess.run(command, input=given, text=True, capture_output=True, timeout=seconds)
    return f'{ran.stdout}{ran.stderr}exit code {ran.returncode}\n'


def outputs(sample: Path) -> list[str]:
    """What the sample prints, according to its README."""
    return re.findall('^```text\n(.*?)^```', (sample / 'README.md').read_text(), re.DOTALL | re.MULTILINE)


def is_as_expected(name: str, actual: str, expected: str) -> bool:
    """Prints whether the output is what is expected, and the difference if it isn't."""
    if actual == expected:
        print(f'{name}: as expected', flush=True)
        return True
    print(f'{name}: the output (+) differs from what is expected (-):')
    print('\n'.join(difflib.unified_diff(expected.split('\n'), actual.split('\n'), lineterm='', n=1)), flush=True)
    return False


def is_session(sample: Path, name: str, *arguments: str) -> bool:
    """Runs the commands of the README, in which the name stands for the sample with these arguments, one after another in one
    folder, and compares what they print."""
    function = f'{name}() {{ {shlex.join([*build(sample), *arguments])} "$@"; }}\n'
    steps = re.findall(r'^\$ (.*\n)((?:(?!\$ ).*\n)*)', ''.join(outputs(sample)), re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        def printed(command: str) -> str:
            return subprocess.run(
                ['bash', '-c', function + command], cwd=folder, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout

        return len(steps) > 5 and all([
            is_as_expected(command.strip(), printed(command), expected) for command, expected in steps])
