# test_ctl_bus.py: the verbs that ask the daemon, and the daemon
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import re
import signal
import subprocess

from daemon import message
from dbus_case import DBusCase
from fake_upstream import Answer, chunk, whole

CONFIG = '''
providers:
  - {{name: p, type: openai-chat, url: '{url}', api_key: sk-canary, models: [m1, m2]}}
  - {{name: q, type: demo, url: 'http://127.0.0.1:1/', models: [d]}}
routing:
  default: m1
  profiles:
    work: {{default: m2}}
'''
END = b'data: ' + json.dumps({
    'id': 'c', 'object': 'chat.completion.chunk', 'model': 'm',
    'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}],
    'usage': {'prompt_tokens': 1500, 'completion_tokens': 20}}).encode() + b'\n\n'
LIMITS = (('x-ratelimit-remaining-requests', '48'), ('x-ratelimit-limit-requests', '50'))


class CtlTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.start_with_upstream(CONFIG)
        self.environment = {**os.environ, **self.bus.environment}

    def run_verb(self, *arguments):
        return subprocess.run([os.environ['CCPROXY'], *arguments], env=self.environment,
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60)

    def run_good(self, *arguments):
        done = self.run_verb(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return done.stdout

    def run_json(self, *arguments):
        return json.loads(self.run_good(*arguments, '--json'))

    def ask(self, status=200, headers=LIMITS):
        """Sends a request; returns the status and the model that the provider was asked."""
        if status == 200:
            answer = Answer([chunk(delta={'content': 'hi'}, finish_reason=None), END,
                             b'data: [DONE]\n\n'], headers=headers)
        else:
            answer = whole({'error': {'message': 'no'}}, status, headers=headers)
        self.upstream.add(answer)
        result, _, _ = self.daemon.post(message())
        return result, self.upstream.requests[-1]['body']['model']

    def test_status(self):
        self.ask()

        lines = self.run_good('status').splitlines()
        status = self.run_json('status')

        self.assertRegex(lines[0], r'^ccproxyd \d+\.\d+\.\d+ has run for ')
        self.assertIn(f'http://127.0.0.1:{self.daemon.port}', lines[1])
        self.assertRegex('\n'.join(lines), r'Requests +1, 0 of them failed, 0 under way')
        self.assertEqual(status['config'], {
            'path': self.peer.get('Manager', 'ConfigPath'), 'status': 'ok',
            'loaded_at': self.peer.get('Manager', 'ConfigLoadedAt')})
        self.assertEqual((status['totals']['requests'], status['totals']['input_tokens']),
                         (1, 1500))
        self.assertEqual(status['providers'],
                         [{'name': 'p', 'state': 'ready', 'breaker': 'closed'},
                          {'name': 'q', 'state': 'ready', 'breaker': 'closed'}])
        self.assertIn('openai-chat', [plugin['name'] for plugin in status['plugins']])

    def test_reload(self):
        path = self.peer.get('Manager', 'ConfigPath')

        self.rewrite(CONFIG.format(url=self.upstream.url).replace('default: m1', 'default: m2'))

        self.assertEqual(self.run_good('reload'), 'The configuration was read again.\n')
        self.assertEqual(self.ask(), (200, 'm2'))
        self.rewrite(CONFIG.format(url=self.upstream.url) + 'nonsense: 1\n')
        done = self.run_verb('reload')
        self.assertEqual((done.returncode, done.stdout), (78, ''))
        self.assertTrue(done.stderr.startswith(f'{path}:9:1: nonsense: unknown key'))
        self.assertTrue(done.stderr.endswith(
            'ccproxy reload: the configuration before it stays in use\n'))
        self.assertEqual(self.ask(), (200, 'm2'))
        self.assertEqual(self.run_json('status')['config']['status'], 'errors')

    def test_reload_with_warnings(self):
        self.rewrite(CONFIG.format(url=self.upstream.url)
                     + 'transformer_paths: [/nonexistent]\n')

        done = self.run_verb('reload')

        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r'^/.*/config\.yaml:9:\d+: warning: transformer_paths')
        self.assertEqual(done.stdout, 'The configuration was read again, with 1 warning.\n')

    def test_reload_as_json_is_what_lint_says(self):
        self.rewrite(CONFIG.format(url=self.upstream.url).replace('routing:', 'routnig:'))

        done = self.run_verb('reload', '--json')
        lint = self.run_verb('lint', '--json', self.peer.get('Manager', 'ConfigPath'))

        self.assertEqual((done.returncode, lint.returncode), (78, 1))
        result = json.loads(done.stdout)
        self.assertEqual(result.pop('ok'), False)
        self.assertEqual(result, json.loads(lint.stdout))

    def test_use(self):
        self.assertEqual(self.run_json('use', 'work')['profile'], 'work')
        self.assertEqual(self.ask(), (200, 'm2'))
        self.assertEqual(self.run_json('use', 'default=p/m1', 'default=d')['routes'],
                         [{'stage': 'default', 'from': 'set', 'targets': ['p/m1', 'd']}])
        self.assertEqual(self.ask(), (200, 'm1'))
        self.assertEqual(self.run_json('use', '--reset'), {
            'profile': None, 'profiles': ['work'],
            'routes': [{'stage': 'default', 'from': 'config', 'targets': ['m1']}]})
        self.assertEqual(self.run_json('routes'), self.run_json('use'))

    def test_use_of_what_is_not_there(self):
        for argument, message_start, suggestion in (
                ('worm', 'there is no profile "worm"', 'work'),
                ('defualt=m1', 'there is no stage "defualt"', 'default'),
                ('default=m3', '"m3" is neither', 'm1')):
            done = self.run_verb('use', argument)

            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertTrue(done.stderr.startswith(f'ccproxy use: {message_start}'), done.stderr)
            self.assertTrue(done.stderr.endswith(f'did you mean "{suggestion}"?\n'), done.stderr)

    def test_providers(self):
        self.ask()
        self.ask(status=401, headers=LIMITS)

        lines = self.run_good('providers').splitlines()
        p, q = self.run_json('providers')['providers']

        self.assertRegex(lines[1], r'^p +rests for \d+ s +closed +0 +\d+ ms +authentication_error, '
                                   r'\w+( s ago| now) +requests 48/50$')
        self.assertRegex(lines[2], r'^q +ready +closed +0 +– +–$')
        self.assertEqual((p['dialect'], p['models'], p['last_error']),
                         ('openai-chat', ['m1', 'm2'], 'authentication_error'))
        self.assertEqual(p['rate_limits'], dict(LIMITS))
        self.assertIn('p50', p['latency'])
        self.assertEqual((q['latency'], q['last_error']), (None, None))

    def test_pause_and_resume(self):
        self.run_good('providers', 'pause', 'p')

        status, _, _ = self.daemon.post(message())

        self.assertEqual(status, 503)
        self.assertRegex(self.run_good('providers'), '(?m)^p +paused ')
        self.run_good('providers', 'resume', 'p')
        self.assertEqual(self.ask(), (200, 'm1'))

    def test_probe(self):
        self.upstream.add(whole({'object': 'list', 'data': [{'id': 'm1', 'object': 'model'}]}))

        self.assertRegex(self.run_good('providers', 'probe', 'p'), r'^p  answered in \d+ ms\n$')
        self.upstream.add(whole({'error': {'message': 'no'}}, 401))
        done = self.run_verb('providers', 'probe', 'p', '--json')

        self.assertEqual((done.returncode, done.stderr), (1, ''))
        probe, = json.loads(done.stdout)['probes']
        self.assertEqual((probe['provider'], probe['ok'], probe['milliseconds']),
                         ('p', False, None))
        self.assertNotIn('canary', probe['error'])

    def test_stats(self):
        self.ask()
        self.ask(status=401)

        lines = self.run_good('stats').splitlines()
        series, = self.run_json('stats')['series']
        by_stage, = self.run_json('stats', '--by=stage')['series']

        self.assertRegex(lines[1], r'^Requests +2, 1 of them failed, 0 tried again, 0 under way$')
        self.assertRegex(lines[2], r'^Tokens +1\.5 k in, 0 of them from a cache, 20 out$')
        self.assertEqual(re.split(' +', lines[5])[:8],
                         ['p', 'm1', 'default', '2', '1', '1.5', 'k', '0'])
        self.assertEqual((series['provider'], series['model'], series['stage']),
                         ('p', 'm1', 'default'))
        self.assertEqual(series['errors'], {'authentication_error': 1})
        self.assertEqual((by_stage['provider'], by_stage['stage']), ('', 'default'))

    def test_watch(self):
        process = subprocess.Popen([os.environ['CCPROXY'], 'stats', '--watch', '--json'],
                                   env=self.environment, stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.kill)
        before = json.loads(process.stdout.readline())

        self.ask()
        after = before
        while after['totals']['requests'] == 0:
            after = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)

        self.assertEqual(before['totals']['requests'], 0)
        self.assertEqual(after['totals']['output_tokens'], 20)
        self.assertEqual(process.wait(20), 0)

    def test_log(self):
        done = self.run_verb('log')

        self.assertEqual(done.returncode, 1)
        self.assertIn(f'process {self.daemon.process.pid} writes its log to {self.daemon.log.name}',
                      done.stderr)

    def test_after_its_end(self):
        self.daemon.stop()

        self.assertEqual(self.run_verb('status').returncode, 69)
