# sources.py: which files the lints look at, how they report, and what is exempt
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the lints share.

A finding is exempt by a comment "lint: allow RULE: reason": for a rule about a whole file
anywhere in that file, for a rule about a function or line on that line or on one of the
two lines above it, or inside the function.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

EXEMPTION = re.compile(r'lint: allow ([a-z-]+): \S')
SKIPPED = {'.git', '__pycache__', 'node_modules', 'corpus'}


class Source:
    """A text file of the tree."""

    def __init__(self, root, path):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.suffix = path.suffix
        self.text = path.read_text(encoding='utf-8', errors='replace')
        self.lines = self.text.splitlines()

    def allows(self, rule, first=None, last=None):
        """Whether RULE is exempt in the file, or for the lines FIRST to LAST."""
        lines = self.lines
        if first is not None:
            lines = lines[max(first - 3, 0):last or first]
        return any(rule in EXEMPTION.findall(line) for line in lines)


class Lint:
    """Collects findings over the tree and prints each as file:line: text."""

    def __init__(self, description, arguments=None):
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument('--root', type=pathlib.Path,
                            default=pathlib.Path(__file__).resolve().parents[2])
        self.root = parser.parse_args(arguments).root.resolve()
        self.findings = []

    def sources(self, *suffixes, under=()):
        """All text files whose names end with one of SUFFIXES, sorted by name."""
        for path in sorted(self._walk(self.root)):
            name = path.relative_to(self.root).as_posix()
            if under and not name.startswith(tuple(f'{folder}/' for folder in under)):
                continue
            if not suffixes or path.name.endswith(suffixes):
                yield Source(self.root, path)

    def _walk(self, folder):
        if (folder / 'meson-private').exists():
            return
        for path in folder.iterdir():
            if path.name in SKIPPED or path.is_symlink():
                continue
            if path.is_dir():
                yield from self._walk(path)
            elif path.is_file() and is_text(path):
                yield path

    def report(self, source, line, text):
        name = source if isinstance(source, str) else source.name
        self.findings.append(f'{name}:{line}: {text}')

    def finish(self):
        for finding in self.findings:
            print(finding)
        print(f'{len(self.findings)} findings')
        sys.exit(1 if self.findings else 0)


def is_text(path):
    with path.open('rb') as file:
        return b'\0' not in file.read(4096)


def strip_c(text):
    """TEXT with the insides of comments and literals blanked, lines kept."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, lambda found: re.sub(r'[^\n]', ' ', found.group()), text,
                  flags=re.DOTALL)


def c_tags(sources, kinds):
    """Each of SOURCES, which are C files, with its ctags entries."""
    sources = list(sources)
    command = ['ctags', '--output-format=json', '--fields=+neSf', f'--kinds-C={kinds}',
               '--language-force=C', '-f', '-', '-L', '-']
    output = subprocess.run(command, check=True, capture_output=True, text=True,
                            input=''.join(f'{source.path}\n' for source in sources)).stdout
    entries = {}
    for line in output.splitlines():
        entry = json.loads(line)
        entries.setdefault(entry['path'], []).append(entry)
    return [(source, entries.get(str(source.path), [])) for source in sources]


def parameters(signature):
    """The parameters of a C signature, as text."""
    inside = signature.strip()[1:-1]
    found, depth, start = [], 0, 0
    for index, letter in enumerate(inside):
        depth += (letter in '([{') - (letter in ')]}')
        if letter == ',' and depth == 0:
            found.append(inside[start:index].strip())
            start = index + 1
    found.append(inside[start:].strip())
    return [] if found in ([''], ['void']) else found
