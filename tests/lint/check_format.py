# check_format.py: clang-format would change nothing
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re
import subprocess
import sys

from sources import Lint

VERSION = 14
SKIPPED = 77


def get_version():
    try:
        output = subprocess.run(['clang-format', '--version'], check=True,
                                capture_output=True, text=True).stdout
    except FileNotFoundError:
        return None
    found = re.search(r'version (\d+)', output)
    return int(found[1]) if found else None


def main(arguments=None):
    lint = Lint('Checks the format of C files.', arguments)
    version = get_version()
    if version != VERSION:
        print(f'clang-format {VERSION} decides the format; found version: {version}')
        sys.exit(SKIPPED)
    names = [str(source.path) for source in lint.sources('.c', '.h')]
    found = subprocess.run(['clang-format', '--dry-run', '-Werror', *names], check=False,
                           capture_output=True, text=True)
    for line in found.stderr.splitlines():
        match = re.match(r'(.*?):(\d+):\d+: error: (.*?) \[', line)
        if match:
            name = match[1].removeprefix(f'{lint.root}/')
            lint.report(name, match[2], match[3])
    if found.returncode != 0 and not lint.findings:
        lint.report('.clang-format', 1, found.stderr.strip() or 'clang-format failed')
    lint.finish()


if __name__ == '__main__':
    main()
