# test_doctor.py: "ccproxy doctor" finds what is wrong, and says how to mend it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import email.utils
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

from dbus_case import DBusCase

SECRET = 'sk-canary-0123456789'
GOOD = '''
providers:
  - {{name: p, type: openai-chat, url: '{url}', api_key: sk-canary-0123456789, models: [m1]}}
routing: {{default: m1}}
'''


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() + self.server.ahead, usegmt=True)

    def do_GET(self):
        self.server.keys.append(self.headers.get('authorization'))
        body = json.dumps({'data': [{'id': 'm1', 'owned_by': 'vllm'}]}).encode()
        self.send_response(self.server.status)
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Provider(http.server.ThreadingHTTPServer):
    """A provider with a clock of its own."""

    def __init__(self, ahead=0, status=200):
        super().__init__(('127.0.0.1', 0), Handler)
        self.ahead = ahead
        self.status = status
        self.keys = []
        self.port = self.server_address[1]
        self.url = f'http://127.0.0.1:{self.port}/v1'
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()


class DoctorTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.home = self.bus.folder / 'home'
        (self.home / '.claude').mkdir(parents=True)
        # no sandbox here, and no model servers of the one who runs the tests
        (self.bus.folder / 'bin').mkdir()
        self.environment = {**os.environ, **self.bus.environment, 'HOME': str(self.home),
                            'XDG_CONFIG_HOME': str(self.home),
                            'XDG_STATE_HOME': str(self.home),
                            'CCPROXY_LOCAL_PORTS': '',
                            'PATH': f'{self.bus.folder}/bin'}
        for name in list(self.environment):
            if name.startswith(('ANTHROPIC_', 'CLAUDE_')) or name.lower().endswith('_proxy'):
                del self.environment[name]

    def make_provider(self, *arguments, **more):
        provider = Provider(*arguments, **more)
        self.addCleanup(provider.stop)
        return provider

    def write(self, text, mode=0o600):
        path = self.home / 'ccproxy' / 'config.yaml'
        path.parent.mkdir(exist_ok=True, mode=0o700)
        path.touch()
        path.chmod(mode)
        path.write_text(text)
        return path

    def write_settings(self, settings):
        text = settings if isinstance(settings, str) else json.dumps(settings)
        (self.home / '.claude' / 'settings.json').write_text(text)

    def write_program(self, name, script):
        path = self.bus.folder / 'bin' / name
        path.write_text(f'#!/bin/sh\n{script}\n')
        path.chmod(0o700)
        return path

    def run_doctor(self, *arguments):
        done = subprocess.run([os.environ['CCPROXY'], 'doctor', *arguments],
                              env=self.environment, capture_output=True, text=True, timeout=90)
        self.assertEqual(done.stderr, '')
        self.assertNotIn('canary', done.stdout)
        return done

    def examine(self, *arguments):
        """Returns what it says, by the check: a list of state, text and mend."""
        done = self.run_doctor('--json', *arguments)
        report = json.loads(done.stdout)
        findings = {}
        for finding in report['findings']:
            findings.setdefault(finding.pop('check'), []).append(finding)
        problems = [one for some in findings.values() for one in some
                    if one['state'] == 'problem']
        self.assertEqual((done.returncode, report['ok']), (1 if problems else 0, not problems))
        return findings

    def find(self, check, *arguments):
        """Returns the state, the text and the mend of the only finding of a check."""
        found = self.examine(*arguments).get(check)
        self.assertEqual(len(found), 1, found)
        return tuple(found[0].values())


class WithDaemonTest(DoctorTest):
    def test_all_is_well(self):
        provider = self.make_provider()
        self.start(GOOD.format(url=provider.url))
        self.write_program('bwrap', 'exit 0')
        findings = self.examine()
        self.assertEqual([one for some in findings.values() for one in some
                          if one['state'] != 'ok'], [])
        self.assertEqual(set(findings), {'unit', 'daemon', 'listen', 'config', 'files', 'keys',
                                         'providers', 'clock', 'claude', 'sandbox'})
        self.assertIn('runs', findings['daemon'][0]['text'])
        self.assertIn(f'http://127.0.0.1:{self.daemon.port}', findings['listen'][0]['text'])
        self.assertRegex(findings['providers'][0]['text'], '^p answers, after ')
        # the clock is asked for without the key
        self.assertEqual(sorted(provider.keys, key=str), [f'Bearer {SECRET}', None])

    def test_offline(self):
        provider = self.make_provider()
        self.start(GOOD.format(url=provider.url))
        findings = self.examine('--offline')
        self.assertEqual(provider.keys, [])
        self.assertNotIn('providers', findings)
        self.assertNotIn('clock', findings)

    def test_key_that_is_refused(self):
        provider = self.make_provider(status=401)
        self.start(GOOD.format(url=provider.url))
        state, text, mend = self.find('providers')
        self.assertEqual(state, 'problem')
        self.assertRegex(text, '^p cannot be used: ')
        self.assertIn('api_key', mend)

    def test_clock(self):
        for ahead, word in ((7200, 'behind'), (-7200, 'ahead')):
            with self.subTest(word):
                provider = self.make_provider(ahead)
                path = self.write(GOOD.format(url=provider.url))
                state, text, mend = self.find('clock', '--config', str(path))
                self.assertEqual(state, 'problem')
                self.assertRegex(text, f'the clock is (2 h|1 h 59 min).* {word}')
                self.assertIn('timedatectl', mend)

    def test_file_that_went_bad(self):
        self.start()
        self.rewrite('providers: 7\n')
        subprocess.run([os.environ['CCPROXY'], 'reload'], env=self.environment,
                       capture_output=True, timeout=60)
        states = [(one['state'], one['text']) for one in self.examine()['config']]
        self.assertEqual([state for state, _ in states], ['problem', 'problem'])
        self.assertIn('2 errors; the first: ', states[0][1])
        self.assertIn('uses the one from before', states[1][1])

    def test_daemon_that_hangs(self):
        self.start()
        self.daemon.process.send_signal(signal.SIGSTOP)
        self.addCleanup(self.daemon.process.send_signal, signal.SIGCONT)
        state, text, _ = self.find('daemon', '--offline')
        self.assertEqual(state, 'problem')
        self.assertIn('has not answered', text)

    def test_text(self):
        self.start()
        text = self.run_doctor('--offline').stdout
        self.assertRegex(text, r'(?m)^ok +listen +the proxy listens at http://127')
        self.assertRegex(text, r'(?m)^warning +sandbox +bubblewrap is not installed.*\n +→ ')
        self.assertRegex(text, r'\nno problems, \d+ warnings?\n$')


class WithoutDaemonTest(DoctorTest):
    def test_nothing_is_there(self):
        with socket.create_server(('127.0.0.1', 0)) as other:
            port = other.getsockname()[1]
        self.write(GOOD.format(url='http://127.0.0.1:1/v1') + f'listen: 127.0.0.1:{port}\n')
        findings = self.examine('--offline')
        self.assertEqual(findings['daemon'][0]['state'], 'warning')
        self.assertIn('ccproxyd', findings['daemon'][0]['text'])
        self.assertEqual(findings['listen'][0]['state'], 'problem')
        self.assertIn(f'does not listen at http://127.0.0.1:{port}', findings['listen'][0]['text'])
        self.assertIn('systemctl --user start ccproxy', findings['listen'][0]['mend'])

    def test_another_program_has_the_port(self):
        with socket.create_server(('127.0.0.1', 0)) as other:
            port = other.getsockname()[1]
            self.write(GOOD.format(url='http://127.0.0.1:1/v1') +
                       f'listen: 127.0.0.1:{port}\n')
            state, text, mend = self.find('listen', '--offline')
        self.assertEqual(state, 'problem')
        self.assertIn(f'(pid {os.getpid()}) listens at http://127.0.0.1:{port} in the place',
                      text)
        self.assertIn('another port', mend)

    def test_no_bus(self):
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent'
        findings = self.examine('--offline')
        self.assertEqual(findings['daemon'][0]['state'], 'warning')
        self.assertIn('/nonexistent', findings['daemon'][0]['text'])

    def test_no_configuration(self):
        state, _, mend = self.find('config', '--offline')
        self.assertEqual(state, 'warning')
        self.assertIn('ccproxy init', mend)

    def test_exposed_file(self):
        self.write(GOOD.format(url='http://127.0.0.1:1/v1'), 0o644)
        state, text, _ = self.find('config', '--offline')
        self.assertEqual(state, 'warning')
        self.assertIn('chmod 600', text)

    def test_exposed_folder(self):
        path = self.write(GOOD.format(url='http://127.0.0.1:1/v1'))
        for mode, expected in ((0o755, 'warning'), (0o700, 'ok')):
            path.parent.chmod(mode)
            self.assertEqual(self.find('files', '--offline')[0], expected)

    def test_unset_variable(self):
        self.write(GOOD.format(url='http://127.0.0.1:1/v1').replace(
            'sk-canary-0123456789', '"${NO_SUCH_KEY}"'))
        findings = self.examine('--offline')
        self.assertEqual(findings['config'][0]['state'], 'ok')
        state, text, mend = findings['keys'][0].values()
        self.assertEqual(state, 'problem')
        self.assertIn('NO_SUCH_KEY', text)
        self.assertIn('environment.d', mend)

    def test_key_commands(self):
        good = self.write_program('good', f'echo {SECRET}')
        bad = self.write_program('bad', f'echo {SECRET} >&2; exit 3')
        self.write(f'''
providers:
  - {{name: a, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [m1],
     api_key: {{command: [{good}]}}}}
  - {{name: b, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [m2],
     api_key: {{command: [{bad}]}}}}
routing: {{default: m1}}
''')
        found = {one['text'].split(':')[0]: one for one in self.examine()['keys'][1:]}
        self.assertEqual(found['a']['state'], 'ok')
        self.assertEqual(found['b']['state'], 'problem')
        self.assertIn(str(bad), found['b']['mend'])

    def test_local_server(self):
        server = self.make_provider()
        self.environment['CCPROXY_LOCAL_PORTS'] = str(server.port)
        state, text, mend = self.find('servers', '--offline')
        self.assertEqual((state, text), ('ok', f'vLLM at {server.url} has 1 model, and is not '
                                         'in the configuration'))
        self.assertIn('ccproxy init', mend)
        self.write(GOOD.format(url=server.url))
        self.assertNotIn('servers', self.examine('--offline'))

    def test_sandbox(self):
        self.assertIn('not installed', self.find('sandbox', '--offline')[1])
        self.write_program('bwrap', 'exit 1')
        state, text, _ = self.find('sandbox', '--offline')
        self.assertEqual(state, 'warning')
        self.assertIn('cannot make a sandbox', text)

    def test_program_that_hangs(self):
        self.write_program('bwrap', 'exec /bin/sleep 60')
        before = time.monotonic()
        state, text, _ = self.find('sandbox', '--offline')
        self.assertLess(time.monotonic() - before, 50)
        self.assertEqual(state, 'warning')
        self.assertIn('too long', text)


class UnitTest(DoctorTest):
    CASES = {
        ('not-found', 'inactive', 'inactive', 'disabled'):
            [('warning', 'systemd does not know ccproxy.service')],
        ('loaded', 'failed', 'inactive', 'disabled'):
            [('problem', 'ccproxy.service has failed')],
        ('loaded', 'active', 'active', 'enabled'): [('ok', 'ccproxy.service runs')],
        ('loaded', 'active', 'inactive', 'disabled'):
            [('ok', 'ccproxy.service runs'), ('warning', 'after the next login the proxy')],
        ('loaded', 'inactive', 'active', 'enabled'):
            [('ok', 'ccproxy.socket listens, and starts ccproxy.service')],
        ('loaded', 'inactive', 'inactive', 'disabled'):
            [('warning', 'systemd has not started ccproxy.service')],
    }

    def look(self, *states):
        fake = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name('fake_systemd.py'), *states],
            env={**os.environ, **self.bus.environment}, stdout=subprocess.PIPE, text=True)
        try:
            self.assertEqual(fake.stdout.readline(), 'ready\n')
            return self.examine('--offline')['unit']
        finally:
            fake.kill()
            fake.wait(20)
            fake.stdout.close()

    def test_states(self):
        for states, expected in self.CASES.items():
            with self.subTest(states):
                found = self.look(*states)
                self.assertEqual([one['state'] for one in found],
                                 [state for state, _ in expected])
                for one, (state, text) in zip(found, expected):
                    self.assertTrue(one['text'].startswith(text), one)
                    self.assertEqual(state == 'ok', one['mend'] is None)


class ClaudeTest(DoctorTest):
    def setUp(self):
        super().setUp()
        self.write(GOOD.format(url='http://127.0.0.1:1/v1') +
                   f'listen: [127.0.0.1:3456, "unix:{self.bus.folder}/socket"]\n')

    def look(self):
        return [(one['state'], one['text']) for one in self.examine('--offline')['claude']]

    def test_not_told(self):
        self.assertEqual(self.look(), [('ok', 'Claude Code uses the proxy when it is started '
                                        'with "ccproxy code"')])

    def test_environment(self):
        cases = {
            'http://localhost:3456': 'ok',
            'http://127.0.0.1:3456/': 'ok',
            'http://127.0.0.1:4567': 'warning',
            'https://user:canary@gateway.example/x?key=canary': 'warning',
        }
        for url, expected in cases.items():
            with self.subTest(url):
                self.environment['ANTHROPIC_BASE_URL'] = url
                (state, text), = self.look()
                self.assertEqual(state, expected)
        self.assertIn('sends Claude Code to https://gateway.example, not', text)

    def test_unix_socket(self):
        self.environment['ANTHROPIC_BASE_URL'] = 'http://localhost'
        for path, expected in ((f'{self.bus.folder}/socket', 'ok'), ('/other', 'warning')):
            self.environment['ANTHROPIC_UNIX_SOCKET'] = path
            (state, _), = self.look()
            self.assertEqual(state, expected)

    def test_settings(self):
        path = self.home / '.claude' / 'settings.json'
        self.environment['ANTHROPIC_BASE_URL'] = 'http://127.0.0.1:3456'
        self.write_settings({'env': {'ANTHROPIC_BASE_URL': 'https://gateway.example',
                                     'CLAUDE_CODE_USE_BEDROCK': '1',
                                     'ANTHROPIC_API_KEY': SECRET},
                             'apiKeyHelper': f'echo {SECRET}'})
        self.assertEqual(self.look(), [
            ('problem', f'{path} sets CLAUDE_CODE_USE_BEDROCK, so Claude Code does not ask '
             'the proxy'),
            ('warning', f'{path} has apiKeyHelper, whose keys Claude Code sends to the proxy'),
            ('warning', f'{path} sets ANTHROPIC_API_KEY, which Claude Code sends to the proxy'),
            ('warning', f'{path} sends Claude Code to https://gateway.example, not to the '
             'proxy')])

    def test_settings_that_are_none(self):
        for text in ('{', '[]'):
            self.write_settings(text)
            (state, found), *_ = self.look()
            self.assertEqual(state, 'problem')
            self.assertIn('settings.json cannot be read', found)


if __name__ == '__main__':
    unittest.main()
