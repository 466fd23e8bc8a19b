# test_client.py: "ccproxy run", "code" and "env", and the programs that they start
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

from daemon import Daemon

CONFIG = '''listen: [%s]
providers:
  - {name: p, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [one]}
routing: {default: one, profiles: {cheap: {default: one}, dear: {default: one}}}
'''
# prints what it was started with
SHOW = ('import json, os, sys; '
        'print(json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ), '
        '"terminal": sys.stdin.isatty()}))')


class ClientTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, 'XDG_CONFIG_HOME': folder.name,
                            'XDG_STATE_HOME': folder.name,
                            'DBUS_SESSION_BUS_ADDRESS': 'disabled:'}
        for name in list(self.environment):
            if name.startswith(('ANTHROPIC_', 'CLAUDE_')) or name.lower().endswith('_proxy'):
                del self.environment[name]

    def write(self, text):
        path = self.folder / 'c.yaml'
        path.touch(mode=0o600)
        path.write_text(text)
        return str(path)

    def listen(self):
        """A socket of TCP, and one in the file system; returns their addresses."""
        self.tcp = socket.create_server(('127.0.0.1', 0))
        self.addCleanup(self.tcp.close)
        self.unix = socket.socket(socket.AF_UNIX)
        self.addCleanup(self.unix.close)
        path = self.folder / 'socket'
        self.unix.bind(str(path))
        self.unix.listen()
        return '127.0.0.1:%d' % self.tcp.getsockname()[1], f'unix:{path}'

    def make_claude(self):
        """A program of this name, that shows what it was started with."""
        folder = self.folder / 'bin'
        folder.mkdir()
        claude = folder / 'claude'
        claude.write_text(f'#!/bin/sh\nexec {sys.executable} -c {shlex.quote(SHOW)} "$@"\n')
        claude.chmod(0o700)
        self.environment['PATH'] = f'{folder}:{os.environ["PATH"]}'

    def run_verb(self, *arguments, **more):
        return subprocess.run([os.environ['CCPROXY'], *arguments], env=self.environment,
                              capture_output=True, text=True, timeout=60, **more)

    def show(self, *arguments, **more):
        done = self.run_verb(*arguments, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return json.loads(done.stdout)


class RunTest(ClientTest):
    def test_claude_over_unix(self):
        config = self.write(CONFIG % ', '.join(self.listen()))
        self.make_claude()
        self.environment.update(ANTHROPIC_API_KEY='sk-ant-of-the-user',
                                CLAUDE_CODE_USE_VERTEX='1', HTTPS_PROXY='http://proxy')
        seen = self.show('run', '--config', config, 'claude', '-p', '--config', 'x y')
        self.assertEqual(seen['arguments'], ['-p', '--config', 'x y'])
        environment = seen['environment']
        self.assertEqual(environment['ANTHROPIC_BASE_URL'], 'http://localhost')
        self.assertEqual(environment['ANTHROPIC_UNIX_SOCKET'], str(self.folder / 'socket'))
        self.assertEqual(environment['ANTHROPIC_AUTH_TOKEN'], 'ccproxy')
        self.assertEqual(environment['NO_PROXY'], 'localhost,127.0.0.1,::1')
        self.assertNotIn('ANTHROPIC_API_KEY', environment)
        self.assertNotIn('CLAUDE_CODE_USE_VERTEX', environment)

    def test_other_program_over_tcp(self):
        tcp, unix = self.listen()
        config = self.write(CONFIG % f'{unix}, {tcp}')
        command = [sys.executable, '-c', SHOW, '--', 'a']
        environment = self.show('run', '-c', config, '--', *command)['environment']
        self.assertEqual(environment['ANTHROPIC_BASE_URL'], f'http://{tcp}')
        self.assertNotIn('ANTHROPIC_UNIX_SOCKET', environment)
        environment = self.show('run', '-c', config, '--unix', *command)['environment']
        self.assertEqual(environment['ANTHROPIC_BASE_URL'], 'http://localhost')
        config = self.write(CONFIG % unix)
        done = self.run_verb('run', '-c', config, *command)
        self.assertEqual(done.returncode, 69)
        self.assertIn('--unix', done.stderr)

    def test_what_does_not_listen_is_passed_over(self):
        tcp, _ = self.listen()
        config = self.write(CONFIG % f'unix:{self.folder}/none, {tcp}')
        self.make_claude()
        environment = self.show('run', '-c', config, 'claude')['environment']
        self.assertEqual(environment['ANTHROPIC_BASE_URL'], f'http://{tcp}')

    def test_nobody_listens(self):
        tcp, _ = self.listen()
        config = self.write(CONFIG % tcp)
        self.tcp.close()
        done = self.run_verb('run', '-c', config, 'true')
        self.assertEqual((done.returncode, done.stdout), (69, ''))
        self.assertIn(f'the proxy does not listen at http://{tcp}', done.stderr)
        self.assertIn('ccproxy.socket', done.stderr)

    def test_status_of_the_program(self):
        config = self.write(CONFIG % self.listen()[0])
        run = ('run', '-c', config, '--')
        self.assertEqual(self.run_verb(*run, 'sh', '-c', 'exit 7').returncode, 7)
        done = self.run_verb(*run, 'sh', '-c', 'kill -TERM $$')
        self.assertEqual(done.returncode, -signal.SIGTERM)
        done = self.run_verb(*run, 'no-such-program')
        self.assertEqual(done.returncode, 127)
        self.assertIn('"no-such-program"', done.stderr)
        done = self.run_verb(*run, str(self.folder))
        self.assertEqual(done.returncode, 126)

    def test_signals_are_not_ignored(self):
        """GIO turns SIGPIPE off, which must not reach the program."""
        config = self.write(CONFIG % self.listen()[0])
        done = self.run_verb('run', '-c', config, 'grep', 'SigIgn', '/proc/self/status')
        self.assertEqual(int(done.stdout.split()[1], 16) & 1 << signal.SIGPIPE - 1, 0)

    def test_signals_reach_the_program(self):
        config = self.write(CONFIG % self.listen()[0])
        process = subprocess.Popen(
            [os.environ['CCPROXY'], 'run', '-c', config, 'sh', '-c',
             'trap "exit 9" TERM; echo $$; while :; do sleep 0.1; done'],
            env=self.environment, stdout=subprocess.PIPE, text=True)
        # the program is not a child: it is the process
        self.assertEqual(int(process.stdout.readline()), process.pid)
        process.terminate()
        self.assertEqual(process.wait(20), 9)
        process.stdout.close()

    def test_profile(self):
        config = self.write(CONFIG % self.listen()[0])
        command = [sys.executable, '-c', SHOW]
        seen = self.show('run', '-c', config, '--profile', 'cheap', *command)
        self.assertEqual(seen['environment']['ANTHROPIC_CUSTOM_HEADERS'],
                         'x-ccproxy-profile: cheap')
        done = self.run_verb('run', '-c', config, '--profile', 'cheep', *command)
        self.assertEqual(done.returncode, 64)
        self.assertIn('there is no profile "cheep"; there are: cheap, dear', done.stderr)

    def test_client_key(self):
        self.environment['PROXY_KEY'] = 'of-this-proxy'
        config = self.write(CONFIG % self.listen()[0] + "client_keys: ['${PROXY_KEY}']\n")
        seen = self.show('run', '-c', config, sys.executable, '-c', SHOW)
        self.assertEqual(seen['environment']['ANTHROPIC_AUTH_TOKEN'], 'of-this-proxy')

    def test_own_credentials(self):
        self.environment['ANTHROPIC_API_KEY'] = 'sk-ant-of-the-user'
        config = self.write(CONFIG % self.listen()[0] +
                            'models: [{id: own, provider: a, upstream: own}]\n')
        text = pathlib.Path(config).read_text().replace(
            'providers:\n', 'providers:\n  - {name: a, type: anthropic, '
            "url: 'https://api.example', options: {auth: client}}\n")
        config = self.write(text)
        seen = self.show('run', '-c', config, sys.executable, '-c', SHOW)
        self.assertEqual(seen['environment']['ANTHROPIC_API_KEY'], 'sk-ant-of-the-user')
        self.assertNotIn('ANTHROPIC_AUTH_TOKEN', seen['environment'])

    def test_non_interactive(self):
        config = self.write(CONFIG % self.listen()[0])
        leader, follower = os.openpty()
        self.addCleanup(os.close, leader)
        command = [sys.executable, '-c', SHOW]
        seen = self.show('run', '-c', config, *command, stdin=follower)
        self.assertTrue(seen['terminal'])
        seen = self.show('run', '-c', config, '--non-interactive', *command, stdin=follower)
        os.close(follower)
        self.assertFalse(seen['terminal'])
        self.assertEqual(seen['environment']['CI'], 'true')

    def test_without_a_program(self):
        done = self.run_verb('run', '--tcp')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('no program', done.stderr)

    def test_two_addresses(self):
        done = self.run_verb('run', '--tcp', '--unix', 'true')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('--tcp and --unix', done.stderr)

    def test_bad_configuration(self):
        done = self.run_verb('run', '-c', self.write('listen: 7\n'), 'true')
        self.assertEqual(done.returncode, 78)
        self.assertIn('listen', done.stderr)


class CodeTest(ClientTest):
    def write_user(self, text):
        folder = self.folder / 'ccproxy'
        folder.mkdir()
        pathlib.Path(self.write(text)).rename(folder / 'config.yaml')

    def test_arguments_are_those_of_claude(self):
        self.write_user(CONFIG % self.listen()[1])
        self.make_claude()
        seen = self.show('code', '--resume', '--help')
        self.assertEqual(seen['arguments'], ['--resume', '--help'])
        self.assertEqual(seen['environment']['ANTHROPIC_BASE_URL'], 'http://localhost')

    def test_claude_is_not_installed(self):
        self.write_user(CONFIG % self.listen()[1])
        self.environment['PATH'] = str(self.folder)
        done = self.run_verb('code')
        self.assertEqual(done.returncode, 127)
        self.assertIn('claude is not installed', done.stderr)


class EnvTest(ClientTest):
    def test_eval(self):
        config = self.write(CONFIG % 'unix:/run/ccproxy.sock')
        script = (f'eval "$("$CCPROXY" env -c {config})"; '
                  'echo "$ANTHROPIC_BASE_URL $ANTHROPIC_UNIX_SOCKET $ANTHROPIC_AUTH_TOKEN"; '
                  'eval "$("$CCPROXY" env --unset)"; echo "${ANTHROPIC_BASE_URL-gone}"')
        done = subprocess.run(['sh', '-c', script], env=self.environment,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.stdout,
                         'http://localhost /run/ccproxy.sock ccproxy\ngone\n')

    def test_json(self):
        config = self.write(CONFIG % 'unix:/run/ccproxy.sock, 127.0.0.1:3456')
        self.assertEqual(self.show('env', '-c', config, '--tcp', '--json'),
                         {'ANTHROPIC_BASE_URL': 'http://127.0.0.1:3456',
                          'ANTHROPIC_UNIX_SOCKET': None,
                          'ANTHROPIC_AUTH_TOKEN': 'ccproxy'})

    def test_keys_are_not_printed(self):
        config = self.write(CONFIG % '127.0.0.1:3456' + 'client_keys: [of-this-proxy]\n')
        done = self.run_verb('env', '-c', config)
        self.assertEqual(done.returncode, 0)
        self.assertNotIn('of-this-proxy', done.stdout + done.stderr)
        self.assertNotIn('AUTH_TOKEN', done.stdout)
        self.assertIn('ANTHROPIC_AUTH_TOKEN', done.stderr)

    def test_unknown_shell(self):
        config = self.write(CONFIG % '127.0.0.1:3456')
        done = self.run_verb('env', '-c', config, '--shell', 'tcsh')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('"tcsh"', done.stderr)

    def test_any_port(self):
        done = self.run_verb('env', '-c', self.write(CONFIG % '127.0.0.1:0'))
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('port 0', done.stderr)


class DaemonTest(ClientTest):
    """A request of a program that was started so is answered."""

    ASK = '''import http.client, os, urllib.parse
url = urllib.parse.urlsplit(os.environ['ANTHROPIC_BASE_URL'])
connection = http.client.HTTPConnection(url.netloc, timeout=20)
connection.request('GET', '/v1/models', headers={
    'authorization': 'Bearer ' + os.environ['ANTHROPIC_AUTH_TOKEN']})
print(connection.getresponse().status)'''

    def test_key_opens_the_door(self):
        text = CONFIG % '127.0.0.1:%d' + 'client_keys: [of-this-proxy]\n'
        daemon = Daemon(text % 0)
        self.addCleanup(daemon.stop)
        config = self.write(text % daemon.port)
        done = self.run_verb('run', '-c', config, sys.executable, '-c', self.ASK)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, '200\n', ''))


if __name__ == '__main__':
    unittest.main()
