#!/usr/bin/env python3
"""Applies each patch in patches/, one at a time, to a copy of the sources, and runs the test-suite on what comes out.

Each patch is one small semantic mistake that could be made in the engine; its first line says which. The suite must fail
for every one of them: Parley.Tests, or Parley.Async.Tests for those named async-…. Exit code 0 if it does, 1 if a mutant survives, 2 if the suite fails without any or a patch no longer
applies. Needs git, the .NET SDK and nothing else.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PATCHES = HERE / 'patches'
TEST_SECONDS = 300  # a mutant that hangs is found, too


def run(*command, cwd, seconds=None):
    """The exit code of a command and what it printed; None if it took too long."""
    try:
        done = subprocess.run(command, cwd=cwd, timeout=seconds, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        return None, 'It took too long.'
    return done.returncode, done.stdout


def copy_of_the_sources(target):
    files = subprocess.run(['git', 'ls-files', '-z'], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, files.split('\0')):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class Suite:
    """The tests of a project, built once; only the library is built again for each mutant."""

    def __init__(self, root, project):
        self.root = root
        self.project = project
        self.tests = root / 'tests' / project / 'bin/Release/net10.0'
        code, output = run('dotnet', 'build', f'tests/{project}', '-c', 'Release', '-v', 'q', cwd=root)
        if code != 0:
            sys.exit(f'{output}\nThe tests do not build.')

    def fails(self):
        """Why the suite fails on the library as it stands; None if it passes."""
        code, output = run('dotnet', 'build', 'src/Parley', '-c', 'Release', '-v', 'q',
                           '-p:TreatWarningsAsErrors=false', cwd=self.root)
        if code != 0:
            sys.exit(f'{output}\nThe mutant does not build.')
        shutil.copy2(self.root / 'src/Parley/bin/Release/net10.0/Parley.dll', self.tests)
        code, output = run('dotnet', f'{self.project}.dll', '-noLogo', '-noColor', '-stopOnFail', cwd=self.tests,
                           seconds=TEST_SECONDS)
        if code == 0:
            return None
        failed = [line.strip() for line in output.splitlines() if '[FAIL]' in line]
        return failed[0] if failed else output.strip().splitlines()[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='*', help='the patches to try, by name; without any, all')
    parser.add_argument('--list', action='store_true', help='list the mutants and stop')
    arguments = parser.parse_args()
    patches = sorted(PATCHES.glob('*.patch'))
    if arguments.names:
        patches = [PATCHES / f'{name}.patch' for name in arguments.names]
    if arguments.list:
        for patch in patches:
            print(f'{patch.stem}: {patch.read_text().splitlines()[0]}')
        return 0

    projects = {patch: 'Parley.Async.Tests' if patch.stem.startswith('async-') else 'Parley.Tests' for patch in patches}
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        copy_of_the_sources(root)
        suites = {project: Suite(root, project) for project in set(projects.values())}
        for project, suite in suites.items():
            if (failure := suite.fails()) is not None:
                print(f'{project} fails without any mutant: {failure}')
                return 2
        for number, patch in enumerate(patches, 1):
            code, output = run('git', 'apply', str(patch), cwd=root)
            if code != 0:
                print(f'{patch.stem} no longer applies: {output}')
                return 2
            begin = time.monotonic()
            failure = suites[projects[patch]].fails()
            run('git', 'apply', '--reverse', str(patch), cwd=root)
            print(f'{number}/{len(patches)} {patch.stem}: {"SURVIVES" if failure is None else "found"} '
                  f'({time.monotonic() - begin:.0f} s) {failure or patch.read_text().splitlines()[0]}', flush=True)
            if failure is None:
                survivors.append(patch.stem)
    print(f'{len(patches) - len(survivors)} of {len(patches)} mutants found.')
    return 1 if survivors else 0


if __name__ == '__main__':
    sys.exit(main())
