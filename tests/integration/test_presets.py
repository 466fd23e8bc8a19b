# test_presets.py: each preset against a provider that refuses what its documentation does
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.server
import json
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import unittest

from daemon import Daemon, parse_events
from dialects import STATE, THOUGHT
from vendors import SECRET, VENDORS

FOLDER = pathlib.Path(os.environ['CCPROXY_PRESET_PATH'])
FILES = {path.stem: path.read_text() for path in FOLDER.glob('*.yaml')}
# what they ask for; a key that is optional is not set
VARIABLES = re.findall(r'\$\{([A-Z_]+)\}', ''.join(FILES.values()))
PIXEL = ('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk'
         'Jggg==')
TOOL = {'name': 'look', 'description': 'looks', 'strict': True,
        'input_schema': {'type': 'object', 'properties': {'path': {'type': 'string'}},
                         'required': ['path'], 'additionalProperties': False}}
# a conversation that another provider has had, and an answer that is to be ended
FOREIGN = 'toolu_01ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmn'
BEGUN = [{'role': 'user', 'content': 'begin'},
         {'role': 'assistant', 'content': [{'type': 'tool_use', 'id': FOREIGN, 'name': 'look',
                                            'input': {}}]},
         {'role': 'user', 'content': [{'type': 'tool_result', 'tool_use_id': FOREIGN,
                                       'content': 'nothing'}]},
         {'role': 'assistant', 'content': 'There is'}]


class Upstream(http.server.ThreadingHTTPServer):
    """All vendors, each under a path of its name."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.wrong = []
        self.bodies = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_url(self, name):
        # what follows the host is what the preset has there, if it has anything
        path = re.search(r'^url: \w+://[^/\n]+(.*)$', FILES[name], re.MULTILINE)[1]
        return f'http://127.0.0.1:{self.server_address[1]}/{name}{path}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers['content-length'])))
        name, rest = self.path[1:].split('/', 1)
        vendor = VENDORS[name]
        wrong = list(vendor.check(self.headers, '/' + rest, body))
        self.server.bodies.append(body)
        self.server.wrong += wrong
        if wrong:
            self.send(400, 'application/json', json.dumps({'error': {'message': wrong[0]}}))
        else:
            self.send(200, *vendor.dialect.answer(vendor, body))

    def send(self, status, content_type, text):
        data = text.encode()
        self.send_response(status)
        self.send_header('content-type', content_type)
        self.send_header('content-length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def add_delta(block, delta):
    for key, value in delta.items():
        if key != 'type':
            block[key] = block.get(key, '') + value


def collect(text):
    """The content of the message that a stream has."""
    blocks = []
    for event in parse_events(text):
        if event['type'] == 'content_block_start':
            blocks.append(dict(event['content_block']))
        elif event['type'] == 'content_block_delta':
            add_delta(blocks[-1], event['delta'])
    for block in blocks:
        if block['type'] == 'tool_use':
            block['input'] = json.loads(block.pop('partial_json'))
    return blocks


def replace_command(name):
    """The key of a preset that has a program for it, which is not there."""
    return f', api_key: {SECRET}' if 'command:' in FILES[name] else ''


class PresetTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.upstream = Upstream()
        names = sorted(set(FILES) & set(VENDORS))
        config = 'providers:\n' + ''.join(
            f'  - {{preset: {name}, url: "{cls.upstream.get_url(name)}"{replace_command(name)}}}\n'
            for name in names)
        cls.daemon = Daemon(config + 'routing: {default: "ollama,any"}\n',
                            environment={name: SECRET for name in VARIABLES})

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()
        cls.upstream.shutdown()
        cls.upstream.server_close()

    def ask(self, name, model, messages, **more):
        """Returns the text of the answer, and what the vendor was sent."""
        self.upstream.wrong.clear()
        self.upstream.bodies.clear()
        status, _, text = self.daemon.post({
            'model': f'{name},{model}', 'max_tokens': 1000000, 'messages': messages,
            'metadata': {'user_id': 'user_1_session_2'}, **more})
        self.assertEqual(self.upstream.wrong, [])
        self.assertEqual(status, 200, text)
        return text, self.upstream.bodies[-1]

    def assert_says(self, body, expected):
        for key, value in expected.items():
            if isinstance(value, dict) and key in body:
                self.assert_says(body[key], value)
            else:
                self.assertEqual(body.get(key), value, key)

    def check_loop(self, name, model):
        """A call of a tool with thinking on, and its result."""
        vendor = VENDORS[name]
        settings = {'stream': True, 'tools': [TOOL], 'temperature': 0.5, 'top_p': 0.9,
                    'top_k': 40, 'stop_sequences': ['END'], 'system': 'be brief',
                    'thinking': {'type': 'enabled', 'budget_tokens': 20000},
                    'tool_choice': {'type': 'auto', 'disable_parallel_tool_use': True}}
        messages = [{'role': 'user', 'content': [
            {'type': 'text', 'text': 'what is there?'},
            {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png',
                                         'data': PIXEL}}]}]
        text, body = self.ask(name, model, messages, **settings)
        self.assert_says(body, vendor.get(model, 'on'))
        content = collect(text)
        self.assertEqual(content[-1]['type'], 'tool_use')
        messages += [{'role': 'assistant', 'content': content},
                     {'role': 'user', 'content': [{'type': 'tool_result', 'content': 'nothing',
                                                   'tool_use_id': content[-1]['id']}]}]
        text, body = self.ask(name, model, messages, **settings)
        self.assertEqual(collect(text)[-1].get('text'), 'ok')
        self.check_replay(vendor, body)
        return messages

    def check_replay(self, vendor, body):
        call, given = vendor.dialect.get_replay(body)
        self.assertEqual(call, vendor.call)
        self.assertEqual(list(given), [vendor.replay] if vendor.replay else [])
        if vendor.replay:
            self.assertRegex(str(given), f'{THOUGHT}|{STATE}')

    def check_plain(self, name, model, messages):
        """The same with thinking off and no stream; then an answer that is begun."""
        vendor = VENDORS[name]
        text, body = self.ask(name, model, messages, tools=[TOOL], thinking={'type': 'disabled'})
        self.assert_says(body, vendor.get(model, 'off'))
        self.assertEqual(json.loads(text)['content'][-1]['text'], 'ok')
        text, _ = self.ask(name, model, BEGUN)
        self.assertEqual(json.loads(text)['content'][-1]['text'], 'ok')

    def test_every_preset_has_a_vendor(self):
        self.assertEqual(sorted(FILES), sorted(VENDORS))

    def test_every_model_is_exercised(self):
        for name, vendor in VENDORS.items():
            listed = re.findall(r'^  - id: (\S+)$', FILES[name], re.MULTILINE)
            if listed:
                self.assertEqual(sorted(listed), sorted(vendor.models), name)

    def test_models_are_listed(self):
        connection = self.daemon.connect()
        connection.request('GET', '/v1/models?limit=1000')
        ids = {model['id'] for model in json.loads(connection.getresponse().read())['data']}
        connection.close()
        self.assertTrue({'deepseek-v4-pro', 'glm-5.1'} <= ids, ids)

    def test_a_model_is_known_by_its_name_alone(self):
        text, body = self.ask('deepseek', 'deepseek-v4-flash',
                              [{'role': 'user', 'content': 'hello'}])
        self.upstream.bodies.clear()
        status, _, text = self.daemon.post({
            'model': 'deepseek-v4-flash', 'max_tokens': 10,
            'messages': [{'role': 'user', 'content': 'hello'}]})
        self.assertEqual(status, 200, text)
        self.assertEqual(self.upstream.bodies[-1]['model'], 'deepseek-v4-flash')

    def check_vendor(self, name):
        for model in VENDORS[name].models:
            with self.subTest(model):
                self.check_plain(name, model, self.check_loop(name, model))


class CommandLineTest(unittest.TestCase):
    def run_verb(self, *arguments, **environment):
        return subprocess.run([os.environ['CCPROXY'], *arguments], capture_output=True, text=True,
                              env={**os.environ, 'XDG_DATA_HOME': str(FOLDER), **environment},
                              timeout=60)

    def check(self, config, **environment):
        """Returns the exit status, and what was said without the name of the file."""
        with tempfile.NamedTemporaryFile('w', suffix='.yaml') as file:
            file.write(config)
            file.flush()
            done = self.run_verb('lint', file.name, **environment)
            return done.returncode, done.stdout.replace(file.name, 'c.yaml')

    def test_every_preset_is_good(self):
        # one that lists no models is for those that the user has
        config = 'providers:\n' + ''.join(
            f'  - {{preset: {name}}}\n' if re.search('^models:', text, re.MULTILINE)
            else f'  - {{preset: {name}, models: [{name}-m]}}\n' for name, text in FILES.items())
        status, said = self.check(config + 'routing: {default: deepseek-v4-pro}\n',
                                  **{name: SECRET for name in VARIABLES})
        self.assertEqual(status, 0, said)
        self.assertTrue(said.endswith('c.yaml: no errors\n'), said)
        self.assertNotIn('warning', said)

    def test_every_key_is_asked_for(self):
        for name, text in FILES.items():
            variable = re.search(r'^api_key: \$\{([A-Z_]+)\}$', text, re.MULTILINE)
            if variable is None:
                continue
            environment = {name: SECRET for name in VARIABLES if name != variable[1]}
            status, said = self.check(f'providers:\n  - preset: {name}\n'
                                      f'routing: {{default: "{name},m"}}\n', **environment)
            self.assertEqual(status, 1)
            self.assertEqual(said, (
                f'c.yaml:2:13: providers[0].api_key: the preset "{name}" takes it from the '
                f'environment variable {variable[1]}, which is not set; set that, or write '
                f'api_key yourself\n     2 |   - preset: {name}\n       |             ^\n'
                'c.yaml: 1 error\n'))

    def test_list(self):
        done = self.run_verb('presets')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual([line.split()[0] for line in done.stdout.splitlines()], sorted(FILES))

    def test_show(self):
        done = self.run_verb('presets', 'deepseek')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertIn(FILES['deepseek'], done.stdout)
        self.assertTrue(done.stdout.startswith(f'# {FOLDER / "deepseek.yaml"}\n'))

    def test_list_as_json(self):
        done = self.run_verb('presets', '--json')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        presets = json.loads(done.stdout)['presets']
        self.assertEqual([preset['name'] for preset in presets], sorted(FILES))
        self.assertEqual({tuple(preset) for preset in presets},
                         {('name', 'path', 'ok', 'description', 'type', 'url', 'api_key')})
        self.assertEqual([preset['name'] for preset in presets
                          if not (preset['ok'] and preset['description'])], [])

    def test_show_as_json(self):
        done = self.run_verb('presets', 'deepseek', '--json')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        preset = json.loads(done.stdout)
        self.assertEqual((preset['name'], preset['text']), ('deepseek', FILES['deepseek']))

    def test_show_what_is_not_there(self):
        done = self.run_verb('presets', 'depseek')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('there is no preset "depseek"; did you mean "deepseek"?', done.stderr)

    def test_broken_preset(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, 'mine.yaml').write_text('urll: https://a.example\n')
            done = self.run_verb('presets', CCPROXY_PRESET_PATH=folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f'{folder}/mine.yaml:1:1: urll: unknown key; did you mean "url"?',
                      done.stderr)

    def test_broken_preset_as_json(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'mine.yaml')
            path.write_text('urll: https://a.example\n')
            done = self.run_verb('presets', '--json', CCPROXY_PRESET_PATH=folder)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stdout), {'presets': [
            {'name': 'mine', 'path': str(path), 'ok': False, 'description': None,
             'type': None, 'url': None, 'api_key': None}]})

    def test_usage(self):
        self.assertEqual(self.run_verb('presets', 'a', 'b').returncode, 64)
        self.assertEqual(self.run_verb('presets', '--config', 'a').returncode, 64)


def add_vendor(name):
    setattr(PresetTest, 'test_' + name.replace('-', '_'),
            lambda self: self.check_vendor(name))


for vendor_name in VENDORS:
    add_vendor(vendor_name)
