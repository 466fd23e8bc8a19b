# test_broken_configs.py: what is said about configurations that are wrong, word for word
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The last lines of each file of tests/data/broken say what is expected of it:

#! LINE:COLUMN SEVERITY CODE PATH: MESSAGE -> SUGGESTION

With the argument --update they are written as they are.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import unittest

FOLDER = pathlib.Path(__file__).parent.parent / 'data' / 'broken'
MARK = '#! '
LEAST = 60
LEAST_ON_ROUTING = 20

# nothing of the machine that the tests run on
ENVIRONMENT = {name: os.environ[name] for name in os.environ
               if name.startswith(('CCPROXY', 'ASAN', 'UBSAN', 'LSAN', 'G_', 'LD_', 'PATH'))}


def lint(text):
    done = subprocess.run([os.environ['CCPROXY'], 'lint', '--format=json', '-'], input=text,
                          capture_output=True, text=True, timeout=60,
                          env={**ENVIRONMENT, 'HOME': '/h', 'XDG_CONFIG_HOME': '/h/none',
                               'XDG_DATA_HOME': '/h/none'})
    return done.returncode, json.loads(done.stdout)['diagnostics'], done.stderr


def describe(diagnostic):
    place = f'{diagnostic["line"] or 0}:{diagnostic["column"] or 0}'
    text = f'{place} {diagnostic["severity"]} {diagnostic["code"]} '
    if diagnostic['path']:
        text += diagnostic['path'] + ': '
    text += diagnostic['message']
    if diagnostic['suggestion'] is not None:
        text += ' -> ' + diagnostic['suggestion']
    return MARK + text


def read_expected(text):
    return [line for line in text.splitlines() if line.startswith(MARK)]


def update():
    for path in sorted(FOLDER.glob('*.yaml')):
        lines = [line for line in path.read_text().splitlines() if not line.startswith(MARK)]
        said = []
        # the places in a file that ends too early depend on how long it is
        for _ in range(3):
            text = '\n'.join(lines + said) + '\n'
            said = [describe(diagnostic) for diagnostic in lint(text)[1]]
        path.write_text('\n'.join(lines + said) + '\n')


class BrokenConfigTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = {path.name: path.read_text() for path in sorted(FOLDER.glob('*.yaml'))}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            cls.said = dict(zip(cls.texts, pool.map(lint, cls.texts.values())))

    def test_there_are_enough(self):
        self.assertGreaterEqual(len(self.texts), LEAST)
        routing = [name for name in self.texts
                   if name.split('-')[1] in ('routing', 'rule', 'rules', 'profile', 'pipeline')]
        self.assertGreaterEqual(len(routing), LEAST_ON_ROUTING)

    def test_each_is_told_word_for_word(self):
        for name, text in self.texts.items():
            with self.subTest(name):
                status, diagnostics, errors = self.said[name]
                self.assertEqual([describe(diagnostic) for diagnostic in diagnostics],
                                 read_expected(text))
                self.assertEqual(errors, '')
                is_error = any(one['severity'] == 'error' for one in diagnostics)
                self.assertEqual(status, 1 if is_error else 0)

    def test_each_is_told_anything(self):
        for name, (_, diagnostics, _) in self.said.items():
            self.assertTrue(diagnostics, name)


if __name__ == '__main__' and sys.argv[1:] == ['--update']:
    update()
