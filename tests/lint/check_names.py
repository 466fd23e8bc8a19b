# check_names.py: a file is one type and is named for it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint, c_tags, strip_c

DECLARES = re.compile(r'\bG_DECLARE_\w+ \(\s*(\w+),\s*(\w+)|\bGType (\w+)_get_type \(void\)')
DEFINES = re.compile(r'^G_DEFINE_(?:\w*TYPE\w*|INTERFACE\w*|QUARK) \(', re.MULTILINE)
# what a plugin's module exports, and what a program must have
FIXED_NAMES = {'ccp_plugin_register', 'main', 'LLVMFuzzerInitialize', 'LLVMFuzzerTestOneInput'}


def get_prefixes(source):
    """What the names of a file's functions may start with.

    The methods of a type that fills more than one file stand in TYPE.c and TYPE-PART.c.
    """
    stem = source.path.stem
    prefixes = [stem]
    if source.name.startswith('plugins/'):
        prefixes.append(source.name.split('/')[1])
    parts = stem.split('-')
    for end in range(len(parts) - 1, 1, -1):
        whole = '-'.join(parts[:end])
        if source.path.with_name(f'{whole}.c').exists():
            prefixes.append(whole)
    return [prefix.replace('-', '_') + '_' for prefix in prefixes]


def check_functions(lint, source, tags):
    prefixes = get_prefixes(source)
    for tag in tags:
        name, line = tag['name'], tag['line']
        if tag.get('file') or name in FIXED_NAMES or f"{name}_".startswith(tuple(prefixes)):
            continue
        if name.isupper() or source.allows('names', line, tag['end']):
            continue # a macro, which ctags takes for a function
        lint.report(source, line, f'{name} is neither static nor starts with {prefixes[0]}')


def check_declared_type(lint, source):
    """A header declares one type, with the name of the file."""
    code = strip_c(source.text)
    found = list(DECLARES.finditer(code))
    for number, match in enumerate(found):
        line = code.count('\n', 0, match.start()) + 1
        name = match[2] or match[3]
        if source.allows('names', line):
            continue
        if number > 0:
            lint.report(source, line, f'{name} is another type in one header')
        elif name != source.path.stem.replace('-', '_'):
            lint.report(source, line, f'{name} is not what the file is named for')


def check_defined_type(lint, source):
    code = strip_c(source.text)
    for match in list(DEFINES.finditer(code))[1:]:
        line = code.count('\n', 0, match.start()) + 1
        if not source.allows('names', line):
            lint.report(source, line, 'another type in one file')


def main(arguments=None):
    lint = Lint('Checks that files hold what their names say.', arguments)
    sources = lint.sources('.c', under=['src', 'plugins', 'tests'])
    for source, tags in c_tags(sources, 'f'):
        check_functions(lint, source, tags)
        if not source.name.startswith('tests/'):
            check_defined_type(lint, source)
    for source in lint.sources('.h', under=['src', 'plugins']):
        check_declared_type(lint, source)
    lint.finish()


if __name__ == '__main__':
    main()
