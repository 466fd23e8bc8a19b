#!/usr/bin/env python3
# dbus_reference.py: writes the reference of docs/dbus.md from the XML files of data
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import argparse
import pathlib
import re
import sys
import textwrap
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / 'docs' / 'dbus.md'
BEGIN = '<!-- written by tools/dbus_reference.py, from here -->\n'
END = '<!-- to here -->\n'
INTERFACES = ('Manager', 'Routes', 'Stats', 'Provider', 'Plugin', 'Exchange')
ANNOTATION = 'org.freedesktop.DBus.Property.EmitsChangedSignal'
TOLD = {'true': 'yes', 'const': 'never changes', 'false': 'no: ask', 'invalidates': 'that it did'}


def parse_comment(text):
    """The prose of a comment, and what it says of each argument."""
    paragraphs = re.split(r'\n\s*\n', textwrap.dedent(text).strip())
    head, *prose = [' '.join(line.strip() for line in paragraph.splitlines()
                             if not line.strip().startswith('@'))
                    for paragraph in paragraphs]
    arguments = dict(re.findall(r'^\s*@(\w+): (.*)$', text, re.MULTILINE))
    return head, '\n\n'.join(prose), arguments


def describe(element):
    """Pairs each member with its comment, which stands before it."""
    comment = ''
    for child in element:
        if child.tag is ET.Comment:
            comment = child.text
        else:
            yield child, comment
            comment = ''


def write_signature(member):
    sides = {'in': [], 'out': []}
    for argument in member.iter('arg'):
        default = 'out' if member.tag == 'signal' else 'in'
        sides[argument.get('direction', default)].append(
            f'{argument.get("type")} {argument.get("name")}')
    text = f'{member.get("name")} ({", ".join(sides["in"])})'
    if member.tag == 'signal':
        return f'{member.get("name")} ({", ".join(sides["out"])})'
    return f'{text} → ({", ".join(sides["out"])})' if sides['out'] else text


def write_member(member, comment):
    _, prose, arguments = parse_comment(comment)
    lines = [f'`{write_signature(member)}`', '', *textwrap.wrap(prose, 95, break_on_hyphens=False), '']
    names = [argument.get('name') for argument in member.iter('arg')]
    if set(names) - set(arguments):
        raise SystemExit(f'{member.get("name")}: {set(names) - set(arguments)} is not described')
    for name in names:
        lines += [f'- `{name}`: {arguments[name]}']
    return lines + ([''] if names else [])


def write_property(member, comment):
    _, prose, _ = parse_comment(comment)
    access = 'read, write' if member.get('access') == 'readwrite' else 'read'
    annotation = member.find('annotation')
    if annotation is None or annotation.get('name') != ANNOTATION:
        raise SystemExit(f'{member.get("name")}: {ANNOTATION} is missing')
    return (f'| `{member.get("name")}` | `{member.get("type")}` | {access} | '
            f'{TOLD[annotation.get("value")]} | {prose} |')


def write_interface(name):
    path = ROOT / 'data' / f'org.ccproxy.CcProxy1.{name}.xml'
    builder = ET.TreeBuilder(insert_comments=True)
    node = ET.parse(path, ET.XMLParser(target=builder)).getroot()
    interface, comment = next((child, text) for child, text in describe(node)
                              if child.tag == 'interface')
    _, prose, arguments = parse_comment(comment)
    lines = [f'### {interface.get("name")}', '',
             *textwrap.wrap(f'{arguments["short_description"].capitalize()}. {prose}', 95), '']
    members = list(describe(interface))
    for title, tag in (('Methods', 'method'), ('Signals', 'signal')):
        found = [(member, text) for member, text in members if member.tag == tag]
        lines += [f'#### {title} of {name}', ''] if found else []
        for member, text in found:
            lines += write_member(member, text)
    found = [(member, text) for member, text in members if member.tag == 'property']
    if found:
        lines += [f'#### Properties of {name}', '',
                  '| Name | Type | Access | Changes are told | |', '|---|---|---|---|---|',
                  *[write_property(member, text) for member, text in found], '']
    return lines


def write_reference():
    lines = [line for name in INTERFACES for line in write_interface(name)]
    return '\n'.join(lines).strip('\n') + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--check', action='store_true', help='only say whether it is up to date')
    check = parser.parse_args().check
    page = PAGE.read_text(encoding='utf-8')
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    wanted = f'{before}{BEGIN}\n{write_reference()}\n{END}{after}'
    if not check:
        PAGE.write_text(wanted, encoding='utf-8')
    elif page != wanted:
        sys.exit('docs/dbus.md is not what the XML files of data say; '
                 'run tools/dbus_reference.py')


if __name__ == '__main__':
    main()
