# test_lint.py: what ccproxy lint says, in each of its forms, and how it ends
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import unittest.mock

import jsonschema

GOOD = '''providers:
  - {name: p, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [one]}
routing: {default: one}
'''
WARNED = GOOD.replace('127.0.0.1:1', 'api.example')
BAD = GOOD + 'routnig: {}\n'

# what the specification of SARIF 2.1.0 asks of the objects that are written
MESSAGE = {'type': 'object', 'required': ['text'],
           'properties': {'text': {'type': 'string', 'minLength': 1}}}
LEVEL = {'enum': ['none', 'note', 'warning', 'error']}
RULE = {
    'type': 'object', 'required': ['id', 'help'], 'additionalProperties': False,
    'properties': {
        'id': {'type': 'string'}, 'shortDescription': MESSAGE, 'fullDescription': MESSAGE,
        'help': MESSAGE,
        'defaultConfiguration': {'type': 'object', 'additionalProperties': False,
                                 'properties': {'level': LEVEL}},
    },
}
LOCATION = {
    'type': 'object', 'required': ['physicalLocation'], 'additionalProperties': False,
    'properties': {
        'physicalLocation': {
            'type': 'object', 'required': ['artifactLocation'], 'additionalProperties': False,
            'properties': {
                'artifactLocation': {'type': 'object', 'required': ['uri'], 'properties': {
                    'uri': {'type': 'string', 'format': 'uri-reference', 'pattern': '^[^ ]+$'}}},
                'region': {'type': 'object', 'required': ['startLine', 'startColumn'],
                           'properties': {'startLine': {'type': 'integer', 'minimum': 1},
                                          'startColumn': {'type': 'integer', 'minimum': 1}}},
            },
        },
        'logicalLocations': {'type': 'array', 'items': {
            'type': 'object', 'required': ['fullyQualifiedName']}},
    },
}
RESULT = {
    'type': 'object', 'additionalProperties': False,
    'required': ['ruleId', 'ruleIndex', 'level', 'message', 'locations'],
    'properties': {
        'ruleId': {'type': 'string'}, 'ruleIndex': {'type': 'integer', 'minimum': 0},
        'level': LEVEL, 'message': MESSAGE, 'locations': {'type': 'array', 'items': LOCATION},
        'properties': {'type': 'object'},
    },
}
SARIF = {
    'type': 'object', 'required': ['version', 'runs'], 'additionalProperties': False,
    'properties': {
        '$schema': {'type': 'string', 'format': 'uri'},
        'version': {'const': '2.1.0'},
        'runs': {'type': 'array', 'minItems': 1, 'items': {
            'type': 'object', 'required': ['tool', 'results'], 'additionalProperties': False,
            'properties': {
                'tool': {'type': 'object', 'required': ['driver'], 'properties': {
                    'driver': {'type': 'object', 'required': ['name'], 'properties': {
                        'name': {'type': 'string'}, 'version': {'type': 'string'},
                        'rules': {'type': 'array', 'uniqueItems': True, 'items': RULE}}}}},
                'columnKind': {'enum': ['utf16CodeUnits', 'unicodeCodePoints']},
                'results': {'type': 'array', 'items': RESULT},
            },
        }},
    },
}


class LintTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, text, name='c.yaml', mode=0o600):
        path = self.folder / name
        path.touch(mode=mode)
        path.chmod(mode)
        path.write_text(text)
        return str(path)

    def lint(self, *arguments, text=None, verb='lint'):
        return subprocess.run([os.environ['CCPROXY'], verb, *arguments], input=text,
                              capture_output=True, text=True, timeout=60, cwd=self.folder,
                              env={**os.environ, 'XDG_CONFIG_HOME': str(self.folder)})

    def test_good(self):
        done = self.lint(self.write(GOOD))
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout,
                         f'provider "p": openai-chat\n{self.folder}/c.yaml: no errors\n')

    def test_excerpt(self):
        self.write(BAD)
        done = self.lint('c.yaml')
        self.assertEqual((done.returncode, done.stderr), (1, ''))
        self.assertEqual(done.stdout, 'c.yaml:4:1: routnig: unknown key; did you mean '
                         '"routing"?\n'
                         '     4 | routnig: {}\n'
                         '       | ^\n'
                         'c.yaml: 1 error\n')

    def test_check_is_the_same(self):
        for text in (GOOD, WARNED, BAD):
            path = self.write(text)
            ways = [self.lint(path, verb=verb) for verb in ('lint', 'check')]
            self.assertEqual(ways[0].stdout, ways[1].stdout)
            self.assertEqual(ways[0].returncode, ways[1].returncode)

    def test_standard_input(self):
        done = self.lint('-', text=BAD)
        self.assertEqual(done.returncode, 1)
        self.assertIn('stdin:4:1: routnig: unknown key', done.stdout)
        self.assertIn('     4 | routnig: {}\n', done.stdout)
        self.assertEqual(self.lint('-', text=GOOD).returncode, 0)
        done = self.lint('-', text='')
        self.assertEqual(done.returncode, 1)
        self.assertIn('providers: missing', done.stdout)

    def test_strict(self):
        path = self.write(WARNED)
        done = self.lint(path)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.endswith('c.yaml: no errors, 1 warning\n'))
        self.assertEqual(self.lint('--strict', path).returncode, 1)
        self.assertEqual(self.lint('--strict', self.write(GOOD)).returncode, 0)

    def test_file_that_cannot_be_read(self):
        for arguments in ([], ['--format=json'], ['--format=sarif']):
            done = self.lint(*arguments, 'none.yaml')
            self.assertEqual((done.returncode, done.stderr), (66, ''))
            self.assertIn('none.yaml', done.stdout)

    def test_unknown_format(self):
        done = self.lint('--format=xml', 'c.yaml')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('expected --format=text, json or sarif, got "xml"', done.stderr)
        self.assertIn('see ccproxy lint --help', done.stderr)

    def test_json(self):
        done = self.lint('--format=json', self.write(BAD, mode=0o644))
        self.assertEqual((done.returncode, done.stderr), (1, ''))
        report = json.loads(done.stdout)
        self.assertEqual((report['errors'], report['warnings']), (1, 1))
        self.assertEqual(report['diagnostics'][1], {
            'file': f'{self.folder}/c.yaml', 'line': 4, 'column': 1, 'path': 'routnig',
            'severity': 'error', 'code': 'unknown-key', 'message': 'unknown key',
            'suggestion': 'routing'})
        self.assertEqual(report['diagnostics'][0]['code'], 'file-mode')
        self.assertIsNone(report['diagnostics'][0]['line'])

    def test_json_as_other_verbs_print_it(self):
        path = self.write(BAD, mode=0o644)
        self.assertEqual(self.lint('--json', path).stdout,
                         self.lint('--format=json', path).stdout)

    def test_json_of_good(self):
        done = self.lint('--format=json', '-', text=GOOD)
        self.assertEqual(json.loads(done.stdout),
                         {'diagnostics': [], 'errors': 0, 'warnings': 0})

    def check_sarif(self, *arguments, text=None):
        done = self.lint('--format=sarif', *arguments, text=text)
        self.assertEqual(done.stderr, '')
        log = json.loads(done.stdout)
        jsonschema.Draft202012Validator(SARIF).validate(log)
        run, = log['runs']
        ids = [rule['id'] for rule in run['tool']['driver']['rules']]
        self.assertEqual(len(ids), len(set(ids)))
        for result in run['results']:
            self.assertEqual(ids[result['ruleIndex']], result['ruleId'])
        return run['results']

    def test_sarif(self):
        results = self.check_sarif(self.write(BAD + 'models: [5]\n', 'a b.yaml', 0o644))
        self.assertEqual([result['ruleId'] for result in results],
                         ['file-mode', 'unknown-key', 'wrong-type'])
        place = results[1]['locations'][0]['physicalLocation']
        self.assertEqual(place['artifactLocation']['uri'],
                         (self.folder / 'a b.yaml').as_uri())
        self.assertEqual(place['region'], {'startLine': 4, 'startColumn': 1})
        self.assertEqual(self.check_sarif('-', text=GOOD), [])

    def test_secrets_are_masked(self):
        canary = 'canary0key'
        texts = [
            GOOD.replace('models', f'api_key: {canary}, timeout: soon, models'),
            GOOD + f'client_keys:\n  - {canary}\n  - "{canary}\n',
            GOOD + f'client_keys: [{canary}, {canary}]]\n',
            GOOD + f'{{"api_key": "{canary}"}}\n',
            GOOD.replace('models', f'api_key: ["{canary}"], models'),
            f'api_key: |\n  {canary}\n  a: {canary}\n bad\n',
            GOOD + f'client_keys:{canary}\n',
            GOOD.replace('{name', f'api_key:{canary}\n  - {{name'),
            GOOD + f'models: [{{id: one, provider: p, options: sk-{canary}}}]\n',
        ]
        for text in texts:
            for name in ('text', 'json', 'sarif'):
                with self.subTest(text=text, format=name):
                    done = self.lint(f'--format={name}', '-', text=text)
                    self.assertEqual(done.returncode, 1, done.stdout)
                    self.assertNotIn(canary, done.stdout + done.stderr)

    def find(self, code, *arguments, **environment):
        """The messages of all diagnostics with that code."""
        with unittest.mock.patch.dict(os.environ, environment):
            done = self.lint('--format=json', *arguments)
        return [one['message'] for one in json.loads(done.stdout)['diagnostics']
                if one['code'] == code]

    def test_folder_that_others_can_write_to(self):
        path = self.write(GOOD)
        self.assertEqual(self.find('file-mode', path), [])
        self.folder.chmod(0o777)
        self.assertEqual(self.find('file-mode', path), [
            f'{self.folder}: others can write to it (mode 0777); chmod go-w mends that'])

    def test_preset_that_others_can_write_to(self):
        path = self.write('providers: [{preset: own}]\nrouting: {default: "own,a"}\n')
        preset = self.write('description: d\ntype: openai-chat\nurl: http://127.0.0.1:1/\n',
                            'own.yaml', 0o666)
        self.assertEqual(
            self.find('file-mode', path, CCPROXY_PRESET_PATH=str(self.folder)),
            [f'{preset}: others can write to it (mode 0666); chmod go-w mends that'])

    def test_keys_that_are_written_out(self):
        public = GOOD.replace('http://127.0.0.1:1', 'https://api.example')
        for text, expected in {
                public.replace('models', 'api_key: abcdefgh, models'): 1,
                public.replace('models', 'api_key: "${SOME_KEY}", models'): 0,
                # to a program on this machine any key will do
                GOOD.replace('models', 'api_key: abcdefgh, models'): 0,
                GOOD + 'client_keys: [abcdefgh, "${SOME_KEY}", ijklmnop]\n': 2,
                GOOD.replace('models', 'options: {add_body: {x: sk-0123456789abc}}, models'): 1,
                GOOD.replace('models', 'options: {add_body: {cache_key: short}}, models'): 0,
        }.items():
            with self.subTest(text):
                found = self.find('literal-secret', self.write(text), SOME_KEY='k')
                self.assertEqual(len(found), expected)

    def test_client_key_twice(self):
        path = self.write(GOOD + 'client_keys: ["${SOME_KEY}", "${OTHER}", "${SOME_KEY}"]\n')
        self.assertEqual(self.find('duplicate-entry', path, SOME_KEY='k', OTHER='o'),
                         ['the key is in the list twice'])

    def test_preset_with_an_error(self):
        self.write('description: d\ntype: openai-chat\nurl: http://127.0.0.1:1/\nmodles: []\n',
                   'odd.yaml')
        environment = {'CCPROXY_PRESET_PATH': str(self.folder)}
        with unittest.mock.patch.dict(os.environ, environment):
            done = self.lint('-', text='providers: [{preset: odd}]\nrouting: {default: a}\n')
        self.assertIn(f'{self.folder}/odd.yaml:4:1: modles: unknown key; did you mean '
                      '"models"?\n     4 | modles: []\n', done.stdout)
