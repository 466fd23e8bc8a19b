# check_folders.py: plugins, fuzz targets and tests have what belongs to them
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint


def check_plugins(lint):
    for folder in sorted((lint.root / 'plugins').glob('*/')):
        if not folder.is_dir() or folder.name.startswith(('.', '_')):
            continue
        for name in ('README.md', 'meson.build', f'{folder.name}.plugin'):
            if not (folder / name).exists() and not (folder / f'{name}.in').exists():
                lint.report(f'plugins/{folder.name}', 1, f'has no {name}')


def check_fuzz_targets(lint):
    for target in sorted((lint.root / 'tests' / 'fuzz').glob('fuzz-*.c')):
        name = target.stem.removeprefix('fuzz-')
        corpus = target.parent / 'corpus' / name
        if not corpus.is_dir() or not any(corpus.iterdir()):
            lint.report(f'tests/fuzz/{target.name}', 1, f'has no corpus in corpus/{name}')


def check_built(lint):
    """A source that no meson.build of its folder names is never compiled or run."""
    for source in lint.sources('.c', under=['src', 'plugins', 'tests']):
        build = source.path.parent / 'meson.build'
        stem = re.sub('^(bench|fuzz|test)-', '', source.path.stem)
        text = build.read_text() if build.exists() else ''
        if source.path.name not in text and f"'{stem}'" not in text:
            lint.report(source, 1, 'no meson.build names this file')


def main(arguments=None):
    lint = Lint('Checks that folders are whole.', arguments)
    check_plugins(lint)
    check_fuzz_targets(lint)
    check_built(lint)
    lint.finish()


if __name__ == '__main__':
    main()
