# test_manual.py: the manual pages are well-formed, and say what the programs say
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'
PAGES = sorted((DATA / 'man').glob('*.[15]'))
# the headings of ccproxy.yaml(5), and where the schema has the keys
SECTIONS = {
    'The whole file': ['properties'],
    'Providers': ['$defs/provider/properties'],
    'Models': ['$defs/listed_model/properties', '$defs/model/properties'],
    'Prices': ['$defs/price/properties'],
    'Keys that a program makes': ['$defs/key_command/properties'],
    'Transformers': ['$defs/transformers/properties', '$defs/transformer/properties'],
    'Routing': ['$defs/routing/then/properties'],
    'Limits': ['$defs/limits/properties'],
    'Desktop': ['$defs/desktop/properties'],
}
OPTION = re.compile(r'^  (?:-(\w), )?--([a-z-]+)(?:=(\S+))?', re.MULTILINE)
# what a page says of an option: .It Fl c , Fl -config Ns = Ns Ar FILE
ITEM = re.compile(r'^\.It Fl (?:(\w) , Fl )?-([a-z-]+)(?: Ns = Ns Ar (.+))?$')


def run(*command):
    return subprocess.run([str(word) for word in command], check=False, capture_output=True,
                          text=True, timeout=60, stdin=subprocess.DEVNULL)


def read_page(name):
    return (DATA / 'man' / name).read_text().splitlines()


def parse_option(line):
    """The option that a line of a page is about, or None."""
    match = ITEM.match(line)
    if match is None:
        return None
    value = re.sub(r' (?:: Ns Ar )', ':', match[3]) if match[3] else ''
    return match[1] or '', match[2], value


def list_options(program, *words):
    """The options that the help of a program has, but for that for help."""
    found = OPTION.findall(run(program, *words, '--help').stdout)
    return {option for option in found if option[1] != 'help'}


@unittest.skipUnless(shutil.which('mandoc'), 'mandoc is missing')
class FormTest(unittest.TestCase):
    def test_mandoc(self):
        for page in PAGES:
            done = run('mandoc', '-T', 'lint', '-W', 'warning', page)
            self.assertEqual(done.stdout + done.stderr, '', page.name)

    @unittest.skipUnless(shutil.which('groff'), 'groff is missing')
    def test_groff(self):
        for page in PAGES:
            done = run('groff', '-ww', '-b', '-mandoc', '-Tutf8', '-z', page)
            self.assertEqual(done.stderr, '', page.name)


class CommandLineTest(unittest.TestCase):
    def read_verbs(self):
        """The verbs of ccproxy(1), each with its options."""
        verbs = {}
        for line in read_page('ccproxy.1'):
            if line.startswith('.It Ic '):
                verb = line.split()[2]
                verbs[verb] = set()
            option = parse_option(line)
            if option is not None:
                verbs[verb].add(option)
        return verbs

    def test_verbs(self):
        listed = run(os.environ['CCPROXY'], 'complete', 'verbs').stdout
        self.assertEqual(sorted(self.read_verbs()),
                         sorted(line.split('\t')[0] for line in listed.splitlines()))

    def test_options(self):
        for verb, options in self.read_verbs().items():
            with self.subTest(verb):
                # those of code are Claude Code's, which would be started
                expected = set() if verb == 'code' else list_options(os.environ['CCPROXY'], verb)
                self.assertEqual(options, expected)

    def test_options_of_the_daemon(self):
        written = {parse_option(line) for line in read_page('ccproxyd.1')} - {None}
        self.assertEqual(written - {('h', 'help', '')}, list_options(os.environ['CCPROXYD']))

    def test_exit_status(self):
        for name, program in (('ccproxy.1', 'CCPROXY'), ('ccproxyd.1', 'CCPROXYD')):
            lines = read_page(name)
            written = [line[4:] for line in lines[lines.index('.Sh EXIT STATUS'):]
                       if re.match(r'\.It \d+$', line)]
            help_text = run(os.environ[program], '--help').stdout
            end = help_text[help_text.index('Exit status:'):]
            self.assertEqual(written, re.findall(r'\b\d+\b', end), name)


class ConfigurationTest(unittest.TestCase):
    def read_keys(self):
        """The keys of ccproxy.yaml(5), by their headings."""
        keys = {}
        heading = None
        for line in read_page('ccproxy.yaml.5'):
            if line.startswith('.Ss '):
                heading = line[4:]
            elif line.startswith('.It Ic '):
                keys.setdefault(heading, set()).add(line[7:])
        return keys

    def test_keys(self):
        schema = json.loads((DATA / 'ccproxy.schema.json').read_text())
        expected = {}
        for heading, paths in SECTIONS.items():
            expected[heading] = set()
            for path in paths:
                part = schema
                for name in path.split('/'):
                    part = part[name]
                expected[heading] |= {name for name, value in part.items() if not value.get(
                    'description', '').startswith('another name of ')}
        self.assertEqual(self.read_keys(), expected)

    def test_every_definition_is_there(self):
        schema = json.loads((DATA / 'ccproxy.schema.json').read_text())
        covered = {path.split('/')[1] for paths in SECTIONS.values() for path in paths
                   if path.startswith('$defs')}
        self.assertEqual(set(schema['$defs']), covered)


if __name__ == '__main__':
    unittest.main()
