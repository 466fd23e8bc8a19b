# check_options.py: a README that has the table of options has what the .plugin file says
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import configparser

from sources import Lint, Source

HEAD = '| option | what it takes | default | meaning |'
SECTION = 'Option '


def describe_type(option):
    """What may be written, as a reader of the table sees it."""
    if option['Type'] == 'enum':
        return ', '.join(f'`{value}`' for value in option['Values'].strip(';').split(';'))
    if option['Type'] == 'integer':
        least, most = option.get('Minimum', ''), option.get('Maximum', '')
        return f'integer {least}..{most}' if least or most else 'integer'
    return option['Type']


def describe_default(option):
    return f"`{option['Default']}`" if option.get('Default') else 'see below'


def write_rows(source):
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read_string(source.text)
    for section in parser.sections():
        if section.startswith(SECTION):
            option = parser[section]
            yield (f'| `{section.removeprefix(SECTION)}` | {describe_type(option)} '
                   f"| {describe_default(option)} | {option.get('Description', '')} |")


def read_rows(readme, line):
    """The rows below the head of the table, which is LINE, with their lines."""
    for number, text in enumerate(readme.lines[line + 1:], line + 2):
        if not text.startswith('|'):
            return
        yield number, text


def main(arguments=None):
    lint = Lint('Checks the tables of options.', arguments)
    for source in lint.sources('.plugin', under=['plugins']):
        path = source.path.parent / 'README.md'
        readme = Source(lint.root, path) if path.exists() else None
        if readme is None or HEAD not in readme.lines:
            continue
        head = readme.lines.index(HEAD) + 1
        expected = list(write_rows(source))
        rows = list(read_rows(readme, head))
        written = [row for _, row in rows]
        for row in expected:
            if row not in written:
                lint.report(readme, head, f'the table lacks {row}')
        for number, row in rows:
            if row not in expected:
                lint.report(readme, number, f'{source.name} has no such option: {row}')
    lint.finish()


if __name__ == '__main__':
    main()
