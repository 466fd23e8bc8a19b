# test_schema.py: the JSON Schema of configurations, and the examples
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import re
import subprocess
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).parent.parent.parent
COMMITTED = ROOT / 'data' / 'ccproxy.schema.json'
EXAMPLES = sorted((ROOT / 'data' / 'examples').glob('*.yaml'))
BROKEN = sorted((ROOT / 'tests' / 'data' / 'broken').glob('*.yaml'))
MODELINE = '# yaml-language-server: $schema=../ccproxy.schema.json\n'

# what can be told of a file without knowing what is behind its names
STRUCTURAL = ('misplaced-class', 'unknown-key', 'wrong-type')

VARIABLES = re.compile(r'\$\{([A-Z_]+)[}:]')

GOOD = {
    'providers': [{'name': 'p', 'type': 'openai-chat', 'url': 'http://127.0.0.1:1/v1',
                   'models': ['one']}],
    'routing': {'default': 'one'},
}


def run(*arguments, text=None, **environment):
    return subprocess.run([os.environ['CCPROXY'], *arguments], input=text, text=True,
                          capture_output=True, timeout=60,
                          env={**os.environ, 'XDG_CONFIG_HOME': '/none', **environment})


class SchemaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(COMMITTED.read_text())
        cls.validator = jsonschema.Draft202012Validator(cls.schema)

    def find_faults(self, config):
        return [f'{"/".join(map(str, fault.absolute_path))}: {fault.message}'
                for fault in self.validator.iter_errors(config)]

    def test_the_file_is_what_the_program_prints(self):
        done = run('schema')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(COMMITTED.read_text(), done.stdout,
                         'run "ccproxy schema > data/ccproxy.schema.json" in a build')

    def test_in_one_line(self):
        done = run('schema', '--json')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout.count('\n'), 1)
        self.assertEqual(json.loads(done.stdout), self.schema)

    def test_it_is_a_schema(self):
        self.assertEqual(self.schema['$schema'], 'https://json-schema.org/draft/2020-12/schema')
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_every_key_is_described(self):
        def walk(schema):
            for name, key in schema.get('properties', {}).items():
                self.assertTrue(key['description'], name)
        walk(self.schema)
        for definition in self.schema['$defs'].values():
            walk(definition)

    def test_examples(self):
        self.assertGreaterEqual(len(EXAMPLES), 8)
        for path in EXAMPLES:
            with self.subTest(path.name):
                text = path.read_text()
                self.assertTrue(text.startswith(MODELINE))
                self.assertEqual(self.find_faults(yaml.safe_load(text)), [])

    def test_examples_lint_clean(self):
        variables = set()
        for path in [*EXAMPLES, *(ROOT / 'data' / 'providers').glob('*.yaml')]:
            variables.update(VARIABLES.findall(path.read_text()))
        for path in EXAMPLES:
            with self.subTest(path.name):
                done = run('lint', '--strict', '-', text=path.read_text(),
                           **{name: 'fake' for name in variables})
                self.assertEqual((done.returncode, done.stderr), (0, ''), done.stdout)

    def test_example_of_every_key(self):
        page = (ROOT / 'docs' / 'configuration.md').read_text()
        example = re.search(r'```yaml\n(listen:.*?)```', page, re.DOTALL)[1]
        self.assertEqual(self.find_faults(yaml.safe_load(example)), [])

    def test_broken_configurations(self):
        refused = 0
        for path in BROKEN:
            with self.subTest(path.name):
                text = path.read_text()
                said = [line.split()[2:4] for line in text.splitlines()
                        if line.startswith('#! ')]
                try:
                    config = yaml.safe_load(text)
                except yaml.YAMLError:
                    continue
                faults = self.find_faults(config)
                if any(code in STRUCTURAL for _, code in said):
                    self.assertTrue(faults)
                    refused += 1
                elif all(severity == 'warning' for severity, _ in said):
                    self.assertEqual(faults, [])
        self.assertGreater(refused, 20)

    def test_what_the_reader_takes(self):
        provider = GOOD['providers'][0]
        for change in (
                {'start_hold': '${HOLD}'}, {'start_hold': '${HOLD:-5}'}, {'start_hold': None},
                {'limits': {'max_body': '${SIZE}', 'max_connections': '${N}'}},
                {'limits': {'max_body': '32 MiB'}}, {'limits': {'max_body': 4096}},
                {'limits': None}, {'listen': '127.0.0.1:4000'}, {'listen': None},
                {'client_keys': '${KEY}'}, {'models': None}, {'providers': provider},
                {'providers': {**provider, 'timeout': '${T}'}},
                {'providers': {**provider, 'api_key': {'command': ['a', 'b']}}},
                {'providers': {**provider, 'models': [{'id': 'one', 'price': {'input': 0.5}}]}},
                {'providers': {'preset': 'deepseek'}},
                {'routing': {'default': ['one', 'two'], 'planning': None}},
                {'routing': {'router': 'my.Router', 'anything': {'goes': 5}}}):
            with self.subTest(change):
                self.assertEqual(self.find_faults({**GOOD, **change}), [])

    def test_what_the_reader_refuses(self):
        provider = GOOD['providers'][0]
        for change in (
                {'start_hold': '5'}, {'start_hold': -1}, {'listen': {}}, {'colour': 'blue'},
                {'limits': {'max_body': '32 parsecs'}}, {'limits': {'max_connections': 1.5}},
                {'providers': 'p'},
                {'providers': {**provider, 'models': [['one']]}},
                {'providers': {**provider, 'api_key': ['a']}},
                {'providers': {'name': 'p'}}, {'models': [{'id': 'm'}]},
                {'routing': {}}, {'routing': {'default': 5}}, {'routing': []},
                {'routing': {'default': 'one', 'planing': 'two'}},
                {'routing': {'default': 'one', 'rules': [{'when': {'modle': 'a'}, 'use': 'b'}]}},
                {'pipelines': {'a': []}}):
            with self.subTest(change):
                self.assertNotEqual(self.find_faults({**GOOD, **change}), [])
