# test_transformer_verbs.py: "ccproxy transformers" and "ccproxy pipeline" as a user calls them
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

CONFIG = '''
providers:
  - name: p
    type: openai-chat
    url: http://127.0.0.1:9/v1
    api_key: ${NOT_SET}
    pipeline: tidy
    models: [x, {id: y, transformers: {request: [[maxtoken, {max_tokens: 100}]]}}]
    transformers:
      request:
        - class: edit.Http
          params: {headers: {x-team: "${TEAM}", authorization: hush-literal}}
pipelines:
  tidy:
    request:
      - {class: cleancache, on_error: skip}
      - {class: edit.Body, params: {side: upstream, do: {remove: /x}}}
    response:
      - {class: edit.Body, params: {side: upstream, do: {remove: /x}}}
      - {class: nothing.X, on_error: skip}
models:
  - {id: named, provider: p, upstream: y}
routing: {default: x}
'''


class VerbTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.temporary.name, 'c.yaml')
        self.write(CONFIG)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, text):
        self.path.write_text(text)
        self.path.chmod(0o600)

    def run_verb(self, *arguments):
        environment = {**os.environ, 'XDG_CONFIG_HOME': self.temporary.name, 'TEAM': 'hush-team'}
        return subprocess.run([os.environ['CCPROXY'], *arguments], env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_json(self, *arguments):
        done = self.run_verb(*arguments, '--json')
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)


class TransformersTest(VerbTest):
    def test_list(self):
        done = self.run_verb('transformers')

        self.assertEqual((done.returncode, done.stderr), (0, ''))
        lines = done.stdout.splitlines()
        at, = [i for i, line in enumerate(lines) if line.startswith('body.MaxTokens ')]
        self.assertIn('Limits how long an answer may become', lines[at])
        self.assertRegex(lines[at + 1], '^ +also: .*maxtoken')

    def test_everything_is_described(self):
        entries = self.run_json('transformers')['transformers']

        self.assertGreater(len(entries), 20)
        self.assertEqual([e['name'] for e in entries if not e['description']], [])
        self.assertEqual([e['name'] for e in entries if 'error' in e or not e['works_on']], [])
        names = [alias['name'] for e in entries for alias in e['aliases']]
        self.assertEqual(len(names), len(set(names)))
        for name in ('maxtoken', 'OpenAI', 'gemini', 'reasoning', 'tooluse', 'Anthropic'):
            self.assertIn(name, names)

    def test_one_by_its_alias(self):
        by_alias = self.run_json('transformers', 'maxtoken')
        by_class = self.run_json('transformers', 'body.MaxTokens')
        entry, = by_alias['transformers']

        self.assertEqual(by_alias, by_class)
        self.assertEqual((entry['side'], entry['works_on']), ('anthropic', ['requests']))
        cap, = [param for param in entry['params'] if param['name'] == 'max']
        self.assertEqual((cap['type'], cap['minimum']), ('integer', 1))

    def test_text_of_one(self):
        done = self.run_verb('transformers', 'edit.Body')

        self.assertEqual((done.returncode, done.stderr), (0, ''))
        for part in ('side      anthropic, or as its param side says', 'works on  requests, answers, events',
                     'enum: anthropic, upstream; "anthropic" if it is not given', 'list; required'):
            self.assertIn(part, done.stdout)

    def test_unknown(self):
        for name, hint in (('maxtokne', 'did you mean "maxtoken"?'),
                           ('body.MaxToken', 'did you mean "MaxTokens"?')):
            done = self.run_verb('transformers', name)
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertIn(hint, done.stderr)

    def test_configuration_with_errors(self):
        for text in ('providers: [', 'providers: []\n'):
            self.write(text)
            done = self.run_verb('transformers', 'edit.Http', '--config', str(self.path))
            self.assertEqual(done.returncode, 0)

    def test_plugins_of_the_configuration(self):
        self.write('transformer_paths: [plugins]\n' + CONFIG)
        folder = pathlib.Path(self.temporary.name, 'plugins')
        folder.mkdir()
        (folder / 'mine.plugin').write_text('[Plugin]\nName=mine\nAbi=1\nLoader=c\n'
                                            'Provides=transformer:T;\n')
        (folder / 'mine.plugin').chmod(0o600)
        done = self.run_verb('transformers', 'mine.T', '--config', str(self.path))

        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('does not work: plugin "mine": ', done.stdout)

    def test_wrong_command_line(self):
        for arguments in (['a', 'b'], ['--jsno']):
            self.assertEqual(self.run_verb('transformers', *arguments).returncode, 64)


class PipelineTest(VerbTest):
    def ask(self, target):
        return self.run_json('pipeline', target, '--config', str(self.path))

    def describe(self, entries):
        return [(e['side'], e['alias'] or e['class'], e['pipeline'] or e['origin']) for e in entries]

    def test_order(self):
        for target in ('y', 'p/y', 'p,y', 'named'):
            plan = self.ask(target)
            self.assertEqual((plan['provider'], plan['type'], plan['model']), ('p', 'openai-chat', 'y'))
            self.assertEqual([e['class'] for e in plan['request']],
                             ['body.MaxTokens', 'openai-chat.AnthropicToOpenAI', 'body.CleanCache',
                              'edit.Body', 'edit.Http'])
            self.assertEqual(self.describe(plan['response']),
                             [('upstream', 'edit.Body', 'tidy'),
                              ('dialect', 'openai-chat.AnthropicToOpenAI', 'dialect')])

    def test_mirror(self):
        plan = self.ask('y')

        for entry in plan['response']:
            self.assertEqual(plan['request'][entry['mirror_of'] - 1]['class'], entry['class'])

    def test_provider_alone(self):
        plan = self.ask('p')

        self.assertIsNone(plan['model'])
        self.assertNotIn('body.MaxTokens', [e['class'] for e in plan['request']])

    def test_on_error_and_what_is_left_out(self):
        plan = self.ask('p')
        skipped, = [e for e in plan['request'] if e['on_error'] == 'skip']
        omission, = plan['left_out']

        self.assertEqual((skipped['alias'], skipped['pipeline']), ('cleancache', 'tidy'))
        self.assertEqual((omission['name'], omission['list']), ('nothing.X', 'response'))
        self.assertIn('there is no plugin "nothing"', omission['reason'])

    def test_no_secrets(self):
        for arguments in ([], ['--json']):
            done = self.run_verb('pipeline', 'p', '--config', str(self.path), *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn('hush', done.stdout + done.stderr)
            self.assertIn('"x-team":"${TEAM}","authorization":"[redacted]"', done.stdout)

    def test_text(self):
        done = self.run_verb('pipeline', 'y', '--config', str(self.path))

        for part in ('provider  p, which speaks openai-chat\nmodel     y\n', 'body.MaxTokens (maxtoken)\n',
                     'of the pipeline tidy of the provider; changes', '{"max_tokens":100}',
                     'of the dialect openai-chat; changes answers, events; on_error: fail; the same as ',
                     '\nleft out\n     nothing.X of the provider (response): there is no plugin'):
            self.assertIn(part, done.stdout)

    def test_unknown_target(self):
        done = self.run_verb('pipeline', 'nmaed', '--config', str(self.path))

        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('did you mean "named"?', done.stderr)

    def test_wrong_configuration(self):
        self.write(CONFIG.replace('pipeline: tidy', 'pipeline: tdiy'))
        done = self.run_verb('pipeline', 'y', '--config', str(self.path))

        self.assertEqual((done.returncode, done.stdout), (78, ''))
        self.assertIn('there is no pipeline "tdiy"; did you mean "tidy"?', done.stderr)

    def test_wrong_command_line(self):
        for arguments in ([], ['a', 'b'], ['--confgi']):
            done = self.run_verb('pipeline', *arguments)
            self.assertEqual((done.returncode, done.stdout), (64, ''))


if __name__ == '__main__':
    unittest.main()
