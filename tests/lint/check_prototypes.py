# check_prototypes.py: a file is read downwards: what is used stands above what uses it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint, c_tags, strip_c

PROTOTYPE = re.compile(r'^static [^;{}()=#]*?\b(\w+) \([^;{}=]*\);', re.MULTILINE)
# G_DEFINE_TYPE_WITH_CODE names it before it can be defined
GENERATED = re.compile(r'_iface_init$')
WORD = re.compile(r'\b[A-Za-z_]\w*\b')
TABLE = re.compile(r'^(?:static|const)\b[^;{}()]*?\b(\w+)(?:\[[^\]]*\])* = \{.*?^\};',
                   re.MULTILINE | re.DOTALL)


def get_uses(code, functions):
    """Which names each function and each table of the file mentions."""
    lines = code.splitlines()
    uses = {tag['name']: set(WORD.findall('\n'.join(lines[tag['line'] - 1:tag['end']])))
            for tag in functions}
    for table in TABLE.finditer(code):
        uses[table[1]] = set(WORD.findall(table[0]))
    for name, words in uses.items():
        words.discard(name)
    return uses


def find_reached(name, uses):
    """All that NAME uses, and what that uses, and so on."""
    reached, ahead = set(), [name]
    while ahead:
        new = (uses[ahead.pop()] & uses.keys()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def check(lint, source, tags):
    code = strip_c(source.text)
    uses = get_uses(code, tags)
    for prototype in PROTOTYPE.finditer(code):
        name = prototype[1]
        # a function that is used by what it uses cannot stand above it
        if GENERATED.search(name) or name in uses and name in find_reached(name, uses):
            continue
        lint.report(source, code.count('\n', 0, prototype.start()) + 1,
                    f'{name} needs no prototype: define it above what uses it')


def main(arguments=None):
    lint = Lint('Checks that static functions stand above what uses them.', arguments)
    for source, tags in c_tags(lint.sources('.c'), 'f'):
        check(lint, source, tags)
    lint.finish()


if __name__ == '__main__':
    main()
