# check_text.py: the licence line, words that are not wanted, traces of a machine
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint, strip_c

LICENSE_LINE = 'SPDX-License-Identifier: LGPL-2.1-or-later'
# .plugin, .service and the like are key files, whose comments start with #
LICENSED = ('.build', '.c', '.h', '.in', '.mjs', '.plugin', '.py', '.service', '.sh',
            '.socket', '.supp', '.svg', '.toml', '.xml', '.yaml', '.yml',
            'meson_options.txt', '.clang-format', '.gitignore')

UNWANTED_CODE = {
    r'\bgoto\b': 'goto',
    r'\bg_error \(': 'g_error () ends the daemon',
    r'\bg_object_(set|replace)_q?data': 'a field that nobody can find: use the struct',
    r'\(\*error\)->': 'an error is set or passed up, never read',
    r'^\s*//': 'a comment of C++',
}
# in two halves, for this file is looked at as well
UNWANTED_TEXT = {
    r'\b(TO' + r'DO|FIX' + r'ME|XX' + r'X)\b': 'a thing left undone',
    r'(?<![\w$}>.-])/(home|root|Users|work|tmp/wt)/\w': 'a path of one machine',
    r'\b(deb|registry|pypi|crates|static)\.[\w-]+\.(org|io)\b': 'the host of a registry',
}


def check_license(lint, source):
    wanted = source.path.name.endswith(LICENSED) or source.text.startswith('#!')
    if wanted and not any(LICENSE_LINE in line for line in source.lines[:15]):
        lint.report(source, 1, f'no line "{LICENSE_LINE}" at the top')


def check_lines(lint, source, lines, unwanted):
    for number, line in enumerate(lines, 1):
        for pattern, reason in unwanted.items():
            if re.search(pattern, line) and not source.allows('words', number):
                lint.report(source, number, f'{reason} [words]')


def check_ends(lint, source):
    if source.text and not source.text.endswith('\n'):
        lint.report(source, len(source.lines), 'no newline at the end')
    for number, line in enumerate(source.lines, 1):
        if line != line.rstrip() and source.suffix not in ('.md', ''):
            lint.report(source, number, 'white space at the end of the line')


def main(arguments=None):
    lint = Lint('Checks licence lines and unwanted words.', arguments)
    for source in lint.sources():
        check_license(lint, source)
        check_lines(lint, source, source.lines, UNWANTED_TEXT)
        if source.suffix in ('.c', '.h'):
            check_lines(lint, source, strip_c(source.text).splitlines(), UNWANTED_CODE)
        if source.suffix in ('.c', '.h', '.py', '.sh', '.build'):
            check_ends(lint, source)
    lint.finish()


if __name__ == '__main__':
    main()
