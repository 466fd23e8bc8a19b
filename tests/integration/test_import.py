# test_import.py: files of other programs, and a first configuration from what there is
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.server
import json
import os
import pathlib
import re
import stat
import subprocess
import tempfile
import threading
import unittest

import jsonschema
import yaml

PROGRAM = os.environ['CCPROXY']
DATA = pathlib.Path(__file__).resolve().parents[1] / 'data' / 'import'
SCHEMA = DATA.parents[2] / 'data' / 'ccproxy.schema.json'
NAMES = sorted(path.stem for path in DATA.glob('*.json'))
SECRET = 'sk-never-to-be-seen'
CCR = '.claude-code-router'
SESSION = '11111111-2222-3333-4444-555555555555'
SMALL = '''{Providers: [{name: 'a', api_base_url: 'https://a.example/v1/chat/completions',
  api_key: '$A_KEY', models: ['m', 'n']}], Router: {default: 'a,m'}}'''
MANIFEST = {
    'name': 'night', 'version': '1.0.0',
    'Providers': [{'name': 'a', 'api_base_url': 'https://b.example/v1/chat/completions',
                   'api_key': '#{apiKey}', 'models': ['{{ model }}']}],
    'Router': {'default': 'a,#{model}', 'think': 'a,n'},
    'schema': [{'id': 'apiKey', 'type': 'password'}, {'id': 'model', 'defaultValue': 'owl'}],
    'configMappings': [{'target': 'Router.background', 'value': 'a,#{small}'}],
    'userValues': {'small': 'bat'},
}


def read_body(text):
    """What stands below the comments at the top."""
    lines = text.splitlines(keepends=True)
    while lines and lines[0].startswith('#'):
        lines.pop(0)
    return ''.join(lines)


class Server(http.server.ThreadingHTTPServer):
    """A model server with the list of its models."""

    def __init__(self, answer):
        super().__init__(('127.0.0.1', 0), Handler)
        self.answer = answer
        self.paths = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_url(self):
        return f'http://127.0.0.1:{self.server_address[1]}/v1'


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.server.paths.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())


class ImportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        kept = ('CCPROXY_', 'ASAN_', 'LSAN_', 'UBSAN_', 'G_', 'LD_LIBRARY', 'MALLOC_', 'PATH')
        self.environment = {
            **{key: value for key, value in os.environ.items() if key.startswith(kept)},
            'HOME': folder.name, 'XDG_CONFIG_HOME': str(self.folder / 'config'),
            'XDG_STATE_HOME': folder.name, 'LC_ALL': 'C.UTF-8',
            'PROMPT_FILE': str(self.write('You help.', 'prompt.txt'))}

    def run_program(self, *arguments, status=0, **environment):
        process = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True,
                                 env={**self.environment, **environment}, cwd=self.folder)
        self.assertEqual(process.returncode, status, process.stdout + process.stderr)
        return process

    def write(self, text, *names):
        path = self.folder.joinpath(*names)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def fill_in(self, text):
        """An environment with every variable that a configuration names."""
        presets = pathlib.Path(os.environ['CCPROXY_PRESET_PATH'])
        for name in re.findall(r'preset: (\S+)', text):
            text += (presets / f'{name}.yaml').read_text()
        return {name: 'x' for name in re.findall(r'\$\{(\w+)\}', text)
                if name not in self.environment}


class ClaudeCodeRouterTest(ImportTest):
    def convert(self, path, *arguments, **more):
        return self.run_program('import', 'claude-code-router', path, *arguments, **more)

    def test_files(self):
        validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
        for name in NAMES:
            with self.subTest(name):
                target = self.folder / f'{name}.yaml'
                self.convert(DATA / f'{name}.json', '--output', target)
                text = target.read_text()
                expected = (DATA / f'{name}.yaml').read_text()
                self.assertEqual(read_body(text), read_body(expected))
                self.assertIn('# yaml-language-server: $schema=', text)
                self.assertEqual(list(validator.iter_errors(yaml.safe_load(text))), [])
                self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)
                strict = [] if 'the key stands' in text or 'the key of' in text else ['--strict']
                self.run_program('lint', *strict, target, **self.fill_in(read_body(text)))

    def test_standard_output(self):
        process = self.convert(self.write(SMALL, 'c.json'), A_KEY='k')
        self.assertIn('default: a,m', process.stdout)
        self.assertEqual(process.stderr, '')

    def test_variables_that_are_missing(self):
        process = self.convert(self.write(SMALL, 'c.json'))
        self.assertEqual(process.stderr,
                         'advice: environment: set A_KEY before ccproxyd starts\n')
        self.assertIn('# advice: environment: set A_KEY', process.stdout)

    def test_report_as_json(self):
        path = self.write(SMALL.replace('Router:', 'LOG: true, Router:'), 'c.json')
        target = self.folder / 'c.yaml'
        process = self.convert(path, '--output', target, '--json', A_KEY='k')
        report = json.loads(process.stdout)
        self.assertEqual(report['output'], str(target))
        self.assertIs(report['usable'], True)
        self.assertEqual([(entry['kind'], entry['place']) for entry in report['report']],
                         [('changed', 'LOG')])

    def test_no_file_is_replaced(self):
        path, target = self.write(SMALL, 'c.json'), self.write('mine', 'c.yaml')
        process = self.convert(path, '--output', target, status=1, A_KEY='k')
        self.assertIn('is there already', process.stderr)
        self.assertEqual(target.read_text(), 'mine')
        self.convert(path, '--output', target, '--force', A_KEY='k')
        self.assertIn('default: a,m', target.read_text())
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)

    def test_a_literal_key_stays_and_is_not_shown(self):
        path = self.write(SMALL.replace('$A_KEY', SECRET), 'c.json')
        target = self.folder / 'c.yaml'
        process = self.convert(path, '--output', target)
        self.assertNotIn(SECRET, process.stdout + process.stderr)
        self.assertIn(f'api_key: {SECRET}', target.read_text())
        self.assertEqual(target.read_text().count(SECRET), 1)

    def test_what_is_wrong(self):
        path = self.write('{\n  Providers: [}', 'bad.json')
        process = self.convert(path, status=78)
        self.assertEqual(process.stderr, f'{path}:2:15: expected a value\n')
        self.convert(self.folder / 'none.json', status=66)
        self.convert(self.folder, status=66)
        process = self.convert('/dev/zero', status=78)
        self.assertEqual(process.stderr, '/dev/zero:1:1: the file is larger than 1 MiB\n')
        self.run_program('import', status=64)
        self.run_program('import', 'something-else', status=64)
        self.run_program('import', 'claude-code-router', 'a', 'b', status=64)
        self.run_program('import', '--no-such-option', status=64)

    def test_own_folder(self):
        self.write(SMALL, CCR, 'config.json')
        shop = self.folder / 'my.shop'
        shop.mkdir()
        mangled = re.sub('[^A-Za-z0-9]', '-', str(shop))
        self.write('{Router: {default: "a,n", longContext: "a,m"}}', CCR, mangled, 'config.json')
        self.write('{Router: {default: "a,n"}}', CCR, mangled, f'{SESSION}.json')
        self.write('{Router: {think: "a,n"}}', CCR, '-nowhere-x', 'config.json')
        self.write(json.dumps(MANIFEST), CCR, 'presets', 'night', 'manifest.json')
        process = self.run_program('import', 'claude-code-router', A_KEY='k',
                                   NIGHT_API_KEY='l')
        rules = process.stdout.partition('rules:')[2]
        self.assertEqual(re.findall(r'when: (.*)\n +use: (.*)', rules), [
            ('{session: ' + SESSION + '}', 'a,n'),
            ('{project: ' + str(shop) + ', tokens: "> 60000"}', 'a,m'),
            ('{project: ' + str(shop) + '}', 'a,n'),
            ('{project: /nowhere**x, stage: planning}', 'a,n'),
            ('{project: /nowhere**x, stage: thinking}', 'a,n')])
        profile = process.stdout.partition('profiles:')[2]
        self.assertIn('    night:\n      default: a-2,owl\n', profile)
        self.assertIn('background: {use: "a-2,bat", models: ["*claude*haiku*"]}', profile)
        self.assertIn('api_key: ${NIGHT_API_KEY}', process.stdout)
        path = self.write(process.stdout, 'made.yaml')
        path.chmod(0o600)
        self.run_program('lint', path, A_KEY='k', NIGHT_API_KEY='l')


class CcflareTest(ImportTest):
    def test_settings(self):
        self.write('{"port": 8181, "lb_strategy": "session", "default_agent_model": "x"}',
                   '.config', 'ccflare', 'ccflare.json')
        process = self.run_program('import', 'ccflare')
        self.assertIn('listen: ["127.0.0.1:8181"]', process.stdout)
        self.assertIn('options: {auth: client}', process.stdout)
        self.assertIn('subagent: anthropic,x', process.stdout)
        self.assertIn('lost: accounts: ', process.stderr)
        self.assertIn('lost: lb_strategy: ', process.stderr)


class InitTest(ImportTest):
    def init(self, *arguments, **more):
        return self.run_program('init', *arguments, **more)

    def test_keys_in_the_environment(self):
        self.init('--no-probe', DEEPSEEK_API_KEY=SECRET, CEREBRAS_API_KEY=SECRET)
        path = self.folder / 'config' / 'ccproxy' / 'config.yaml'
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(path.parent.stat().st_mode), 0o700)
        text = path.read_text()
        self.assertNotIn(SECRET, text)
        self.assertIn('- preset: deepseek\n  - preset: cerebras\n', text)
        self.assertIn('default: deepseek,deepseek-v4-pro', text)
        self.assertIn('background: deepseek,deepseek-v4-flash', text)
        self.run_program('lint', DEEPSEEK_API_KEY='1', CEREBRAS_API_KEY='1')

    def test_one_preset_for_a_variable(self):
        process = self.init('--no-probe', '--dry-run', OPENAI_API_KEY='k')
        self.assertEqual(re.findall('preset: (.*)', process.stdout), ['openai'])
        self.assertFalse((self.folder / 'config').exists())

    def test_base_urls(self):
        process = self.init('--no-probe', '--dry-run', ANTHROPIC_BASE_URL='https://gw.example',
                            ANTHROPIC_AUTH_TOKEN=SECRET, ANTHROPIC_MODEL='m',
                            OPENAI_BASE_URL='http://localhost:3456/v1')
        self.assertIn('url: https://gw.example\n    api_key: ${ANTHROPIC_AUTH_TOKEN}\n'
                      '    options: {auth: bearer}\n    models: [m]', process.stdout)
        self.assertIn('lost: OPENAI_BASE_URL: it is on this machine', process.stderr)
        self.assertNotIn(SECRET, process.stdout + process.stderr)

    def test_a_gateway_has_the_models_of_its_maker(self):
        token = {'ANTHROPIC_AUTH_TOKEN': SECRET}
        process = self.init('--no-probe', '--dry-run', ANTHROPIC_BASE_URL='https://gw.example',
                            ANTHROPIC_API_KEY=SECRET, **token)
        self.assertIn('- name: anthropic-gateway\n    preset: anthropic\n'
                      '    url: https://gw.example\n    api_key: ${ANTHROPIC_AUTH_TOKEN}\n'
                      '    options: {auth: bearer}\n', process.stdout)
        self.assertIn('default: anthropic-gateway,claude-', process.stdout)
        self.assertEqual(process.stdout.count('preset: '), 1)
        process = self.init('--no-probe', '--dry-run', ANTHROPIC_BASE_URL='https://gw.example')
        self.assertIn('url: https://gw.example\n    api_key: null\n', process.stdout)

    def test_a_base_url_that_a_preset_has(self):
        process = self.init('--no-probe', '--dry-run', ANTHROPIC_AUTH_TOKEN=SECRET,
                            ANTHROPIC_BASE_URL='https://api.z.ai/api/anthropic')
        self.assertIn('preset: zai-anthropic\n    api_key: ${ANTHROPIC_AUTH_TOKEN}\n',
                      process.stdout)
        self.assertIn('default: anthropic-gateway,glm-', process.stdout)

    def test_the_key_of_a_gateway_goes_nowhere_else(self):
        process = self.init('--no-probe', '--dry-run', OPENAI_BASE_URL='https://gw.example/v1',
                            OPENAI_API_KEY=SECRET, OPENAI_MODEL='m')
        self.assertNotIn('preset: ', process.stdout)
        self.assertIn('default: openai-gateway,m', process.stdout)

    def test_nothing(self):
        process = self.init('--no-probe', status=1)
        self.assertIn('nothing was found', process.stderr)
        self.assertFalse((self.folder / 'config').exists())

    def test_no_file_is_replaced(self):
        path = self.write('mine', 'config', 'ccproxy', 'config.yaml')
        process = self.init('--no-probe', status=1, DEEPSEEK_API_KEY='k')
        self.assertIn('is there already', process.stderr)
        self.assertEqual(path.read_text(), 'mine')
        other = self.folder / 'other.yaml'
        self.init('--no-probe', '--output', other, DEEPSEEK_API_KEY='k')
        self.assertIn('preset: deepseek', other.read_text())
        self.init('--no-probe', 'more', status=64)

    def find(self, *answers):
        """Has init look at servers that answer so; returns the file that it would write."""
        servers = [Server(answer) for answer in answers]
        ports = ','.join(str(server.server_address[1]) for server in servers)
        try:
            process = self.init('--dry-run', CCPROXY_LOCAL_PORTS=f'{ports},1')
        finally:
            for server in servers:
                server.shutdown()
                server.server_close()
        self.assertEqual(process.stderr.count('found: '), 1)
        return process.stdout, servers

    def test_server_of_a_known_kind(self):
        models = [{'id': 'gemma3', 'owned_by': 'vllm'}, {'id': 'qwen3:8b', 'owned_by': 'vllm'}]
        text, servers = self.find({'data': models}, ['something', 'else'])
        self.assertEqual([server.paths for server in servers], [['/v1/models']] * 2)
        self.assertIn('- preset: vllm\n    url: ' + servers[0].get_url(), text)
        self.assertIn('models: [gemma3, "qwen3:8b"]', text)
        self.assertIn('default: vllm,gemma3', text)
        self.assertIn('background: vllm,qwen3:8b', text)

    def test_server_of_an_unknown_kind(self):
        text, servers = self.find({'data': [{'id': 'gemma3'}, {'name': 'no id'}]})
        self.assertIn('- name: local\n    type: openai-chat\n    url: ' + servers[0].get_url(),
                      text)
        self.assertIn('models: [gemma3]', text)
        self.assertNotIn('preset', text)
        self.assertIn('default: local,gemma3', text)

    def test_claude_code_router(self):
        self.write(SMALL, CCR, 'config.json')
        process = self.init('--no-probe', '--dry-run', A_KEY='k')
        self.assertIn('default: a,m', process.stdout)
        process = self.init('--no-probe', '--dry-run', A_KEY='k', DEEPSEEK_API_KEY='k')
        self.assertIn('default: deepseek,', process.stdout)
        self.assertIn('ccproxy import claude-code-router --output', process.stderr)


if __name__ == '__main__':
    unittest.main()
