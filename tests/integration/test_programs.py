# test_programs.py: the programs as a user types them
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import errno
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

from daemon import Daemon

GOOD = '''providers:
  - {name: p, type: openai-chat, url: 'http://127.0.0.1:1/v1', models: [one]}
routing: {default: one}
'''
# an error of each kind: shape, reference, plugin; and a warning
EVERY = '''providers:
  - {name: local, type: openai-chat, url: 'http://127.0.0.1:1/v1', timeout: soon}
  - name: other
    type: openai-chat
    url: http://api.example/v1
    options: {reasoning_togle: none}
    transformers:
      request: [example-c.SystemSufix]
models:
  - {id: m, provider: nobody}
routing: {default: 'locl,m1'}
'''
EXPECTED = '''\
2:77: providers[0].timeout: expected 1..3600, got "soon"
5:10: warning: providers[1].url: prompts and keys go over the network in the clear; use https
6:15: providers[1].options.reasoning_togle: unknown option; did you mean "reasoning_toggle"?
8:17: providers[1].transformers.request[0]: the plugin "example-c" has no transformer \
"SystemSufix"; did you mean "SystemSuffix"?
10:23: models[0].provider: there is no provider "nobody"
11:20: routing.default: "locl,m1" is neither a model nor provider,model nor provider/model; \
did you mean "local,m1"?
'''
BAD = GOOD + 'routnig: {}\n'


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, 'XDG_CONFIG_HOME': folder.name,
                            'XDG_STATE_HOME': folder.name}

    def write(self, text, name='c.yaml'):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text)
        return str(path)

    def write_user(self, text):
        return self.write(text, 'ccproxy/config.yaml')

    def run_program(self, program, *arguments):
        return subprocess.run([os.environ[program], *arguments], env=self.environment,
                              capture_output=True, text=True, timeout=60)


class DaemonTest(ProgramTest):
    def run_daemon(self, *arguments):
        return self.run_program('CCPROXYD', *arguments)

    def test_version(self):
        done = self.run_daemon('--version')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertRegex(done.stdout, r'^ccproxyd \d')

    def test_unknown_option(self):
        done = self.run_daemon('--lisen')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('--lisen', done.stderr)
        self.assertIn('--help', done.stderr)

    def test_unexpected_argument(self):
        done = self.run_daemon('here')
        self.assertEqual(done.returncode, 64)
        self.assertIn('"here"', done.stderr)

    def test_address_that_is_none(self):
        for address, reason in {
                'foo': 'expected host:port, [ipv6]:port or unix:path, got "foo"',
                '127.0.0.1:66666': 'expected a port 0..65535, got "66666"',
                'unix:here': 'expected a path that starts with / or ~/, got "here"'}.items():
            with self.subTest(address):
                done = self.run_daemon('--listen', address)
                self.assertEqual((done.returncode, done.stdout), (64, ''))
                self.assertEqual(done.stderr, f'ccproxyd: --listen {address}: {reason}; '
                                 'see ccproxyd --help\n')

    def test_address_of_others_without_keys(self):
        done = self.run_daemon('--config', self.write(GOOD), '--listen', '0.0.0.0:0')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('client_keys', done.stderr)
        self.assertEqual(done.stderr.count('cannot listen on'), 1)
        path = self.write(GOOD + 'listen: 0.0.0.0:0\n')
        self.assertEqual(self.run_daemon('--config', path).returncode, 78)

    def test_port_in_use(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            address = '127.0.0.1:%d' % taken.getsockname()[1]
            done = self.run_daemon('--config', self.write(GOOD), '--listen', address)
        self.assertEqual((done.returncode, done.stdout), (69, ''))
        self.assertRegex(done.stderr, rf'ccproxyd: cannot listen on http://{address}: .* '
                         rf'\(pid {os.getpid()}\) listens there; stop it or choose another port')

    def test_unix_socket_in_use(self):
        path = self.folder / 'socket'
        config = self.write(GOOD)
        with socket.socket(socket.AF_UNIX) as taken:
            taken.bind(str(path))
            taken.listen()
            done = self.run_daemon('--config', config, '--listen', f'unix:{path}')
        self.assertEqual((done.returncode, done.stdout), (69, ''))
        self.assertRegex(done.stderr, rf'ccproxyd: cannot listen on unix:{path}: .* \(pid '
                         rf'{os.getpid()}\) listens there; stop it or choose another path')
        # now nobody listens there any more
        self.assertTrue(path.is_socket())
        daemon = Daemon(GOOD, '--listen', f'unix:{path}')
        self.assertEqual(daemon.process.stdout.readline(), f'listening on unix:{path}\n')
        self.assertEqual(daemon.stop(), 0)
        self.assertFalse(path.exists())

    def test_unix_socket_without_a_folder(self):
        path = self.folder / 'none' / 'socket'
        done = self.run_daemon('--config', self.write(GOOD), '--listen', f'unix:{path}')
        self.assertEqual((done.returncode, done.stdout), (69, ''))
        self.assertIn(f'{path.parent} is not a folder; make it or', done.stderr)

    def copy_plugins(self):
        """The plugins of the build in a folder of the test's own."""
        folder = self.folder / 'plugins'
        folder.mkdir()
        for path in (pathlib.Path(os.environ['CCPROXY_BUILD']) / 'plugins').iterdir():
            if path.suffix in ('.so', '.plugin'):
                shutil.copy(path, folder)
        self.environment['CCPROXY_PLUGIN_PATH'] = str(folder)
        return folder

    def test_no_plugins(self):
        empty = self.folder / 'plugins'
        empty.mkdir()
        self.environment['CCPROXY_PLUGIN_PATH'] = str(empty)
        done = self.run_daemon('--listen', '127.0.0.1:0')
        self.assertEqual((done.returncode, done.stdout), (70, ''))
        self.assertIn('"demo"', done.stderr)
        self.assertIn(f'it looked in {empty}, ', done.stderr)
        self.assertIn('CCPROXY_PLUGIN_PATH', done.stderr)

    def test_plugin_of_the_configuration_is_missing(self):
        for path in self.copy_plugins().glob('*openai-chat*'):
            path.unlink()
        done = self.run_daemon('--config', self.write(GOOD), '--listen', '127.0.0.1:0')
        self.assertEqual((done.returncode, done.stdout), (78, ''))
        self.assertIn('providers[0].type: there is no plugin "openai-chat"', done.stderr)

    def test_plugin_that_does_not_work(self):
        for path in self.copy_plugins().glob('*openai-chat*.so'):
            path.write_bytes(b'no module')
        done = self.run_daemon('--config', self.write(GOOD), '--listen', '127.0.0.1:0')
        self.assertEqual((done.returncode, done.stdout), (78, ''))
        self.assertRegex(done.stderr, r':2:\d+: .*openai-chat.*file too short')

    def test_wrong_configuration(self):
        path = self.write(BAD)
        for arguments in ((), ('--check',)):
            done = self.run_daemon('--config', path, *arguments)
            self.assertEqual(done.returncode, 78)
            self.assertIn(path + ':4:1: routnig: unknown key; did you mean "routing"?',
                          done.stderr)

    def test_everything_that_is_wrong(self):
        path = self.write(EVERY)
        expected = ''.join(f'{path}:{line}\n' for line in EXPECTED.splitlines())
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual((done.returncode, done.stdout, done.stderr), (78, '', expected))
        done = self.run_program('CCPROXY', 'lint', path)
        self.assertEqual((done.returncode, done.stderr), (1, ''))
        told = [line for line in done.stdout.splitlines(True) if re.match(r'.*:\d+:\d+: ', line)]
        self.assertEqual(''.join(told), expected)
        self.assertTrue(done.stdout.endswith(f'{path}: 5 errors, 1 warning\n'))

    def test_no_routing(self):
        path = self.write(GOOD.replace('routing: {default: one}', ''))
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual(done.returncode, 78)
        self.assertEqual(done.stderr, path + ':1:1: routing: missing; name the model that '
                         'answers, as in routing: {default: MODEL}\n')

    def test_routing_without_a_default(self):
        path = self.write(GOOD.replace('default: one', ''))
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual(done.returncode, 78)
        self.assertEqual(done.stderr, path + ':3:10: routing: "default" is missing: the '
                         'model that gets what nothing else is set for\n')

    def test_empty_name_of_a_configuration(self):
        for program, arguments in (('CCPROXYD', ('--config', '')), ('CCPROXY', ('check', ''))):
            done = self.run_program(program, *arguments)
            self.assertEqual((done.returncode, done.stdout), (64, ''))
            self.assertIn('a file', done.stderr)

    def test_wrong_routing_key(self):
        path = self.write(GOOD.replace('default: one', 'defualt: one'))
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual(done.returncode, 78)
        self.assertIn(path + ':3:11: routing.defualt: unknown key; did you mean "default"?',
                      done.stderr)
        path = self.write(GOOD.replace('default: one', 'default: one, xyz: one'))
        done = self.run_daemon('--config', path, '--check')
        self.assertIn(path + ':3:25: routing.xyz: unknown key; known here: router, default, ',
                      done.stderr)

    def test_no_such_configuration(self):
        path = str(self.folder / 'none.yaml')
        done = self.run_daemon('--config', path)
        self.assertEqual(done.returncode, 78)
        self.assertIn(path, done.stderr)

    def test_check(self):
        path = self.write(GOOD)
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual((done.returncode, done.stdout), (0, path + ': no errors\n'))
        self.assertEqual(done.stderr, 'provider "p": openai-chat\n')

    def test_check_with_warnings(self):
        path = self.write(GOOD + 'transformer_paths: /no/such/folder\n')
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual((done.returncode, done.stdout), (0, path + ': no errors, 1 warning\n'))
        self.assertIn(path + ':4:20: warning: transformer_paths: there is no folder '
                      '"/no/such/folder"\n', done.stderr)

    def test_no_configuration_at_all(self):
        process = subprocess.Popen([os.environ['CCPROXYD'], '--listen', '127.0.0.1:0'],
                                   env=self.environment, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, log)
        self.assertRegex(line, r'^listening on http://127\.0\.0\.1:\d+$')
        self.assertIn(str(self.folder / 'ccproxy' / 'config.yaml'), log)
        example, = re.findall(r'write there, with its url and model: (.*)$', log, re.M)
        path = self.write(example)
        done = self.run_daemon('--config', path, '--check')
        self.assertEqual((done.returncode, done.stdout), (0, path + ': no errors\n'))


class CommandLineTest(ProgramTest):
    def run_verb(self, *arguments):
        return self.run_program('CCPROXY', *arguments)

    def test_help(self):
        done = self.run_verb('--help')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        for verb in ('check', 'env', 'lint'):
            self.assertIn('\n  ' + verb, done.stdout)

    def test_no_verb(self):
        done = self.run_verb()
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('Usage:', done.stderr)

    def test_unknown_verb(self):
        done = self.run_verb('chekc')
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('"chekc"', done.stderr)

    def test_verb_that_is_nearly_one(self):
        done = self.run_verb('chekc')
        self.assertIn('did you mean "check"?', done.stderr)
        self.assertNotIn('did you mean', self.run_verb('entirely-different').stderr)

    def test_output_that_has_no_room(self):
        for arguments in (['schema'], ['--help'], ['presets', '--json']):
            with self.subTest(arguments), open('/dev/full', 'w') as full:
                done = subprocess.run([os.environ['CCPROXY'], *arguments], stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr, f'ccproxy: {os.strerror(errno.ENOSPC)}\n')

    def test_output_that_nobody_reads(self):
        for arguments in (['schema'], ['--help'], ['presets', '--json']):
            with self.subTest(arguments):
                reader, writer = os.pipe()
                os.close(reader)
                done = subprocess.run([os.environ['CCPROXY'], *arguments], stdout=writer,
                                      stderr=subprocess.PIPE, text=True, timeout=60)
                os.close(writer)
                self.assertEqual(done.stderr, '')

    def test_help_of_verbs(self):
        for verb in ('check', 'env', 'lint'):
            done = self.run_verb(verb, '--help')
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertIn(f'ccproxy {verb} [OPTION', done.stdout)
            for word in ('--config=FILE', 'Exit status:', '64'):
                self.assertIn(word, done.stdout)

    def test_unknown_option(self):
        for verb in ('check', 'env', 'lint'):
            done = self.run_verb(verb, '--confgi')
            self.assertEqual((done.returncode, done.stdout), (64, ''))
            self.assertIn('--confgi', done.stderr)
            self.assertIn(f'see ccproxy {verb} --help', done.stderr)

    def test_check(self):
        path = self.write(GOOD)
        for arguments in ([path], ['--config', path], ['-c', path]):
            done = self.run_verb('check', *arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertEqual(done.stdout, 'provider "p": openai-chat\n' + path + ': no errors\n')

    def test_check_finds_fault(self):
        path = self.write(BAD)
        done = self.run_verb('check', path)
        self.assertEqual(done.returncode, 1)
        self.assertIn(path + ':4:1: routnig: unknown key', done.stdout)

    def test_check_takes_one_file(self):
        for arguments in (['a', 'b'], ['--config', 'a', 'b']):
            done = self.run_verb('check', *arguments)
            self.assertEqual((done.returncode, done.stdout), (64, ''))
            self.assertIn('"b"', done.stderr)

    def test_env(self):
        cases = {
            '127.0.0.1:3456': 'http://127.0.0.1:3456',
            '0.0.0.0:3456': 'http://127.0.0.1:3456',
            "'[::]:3456'": 'http://[::1]:3456',
            "'[::1]:3456'": 'http://[::1]:3456',
            "['127.0.0.1:0', '127.0.0.1:3457']": 'http://127.0.0.1:3457',
        }
        for listen, url in cases.items():
            with self.subTest(listen):
                self.write_user(GOOD + f'client_keys: [a-key-of-the-test]\nlisten: {listen}\n')
                done = self.run_verb('env')
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"export ANTHROPIC_BASE_URL='{url}'\n", done.stdout)
                self.assertIn('unset ANTHROPIC_UNIX_SOCKET\n', done.stdout)
                self.assertNotIn('a-key-of-the-test', done.stdout + done.stderr)

    def test_env_of_a_file(self):
        self.write_user(GOOD + 'listen: 127.0.0.1:1\n')
        path = self.write(GOOD + 'listen: 127.0.0.1:2\n')
        done = self.run_verb('env', '--config', path)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertIn("='http://127.0.0.1:2'\n", done.stdout)
        self.assertEqual(self.run_verb('env', path).returncode, 64)

    def test_env_of_a_wrong_file(self):
        done = self.run_verb('env', '--config', self.write(BAD))
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('routnig', done.stderr)

    def test_env_without_a_port(self):
        self.write_user(GOOD + 'listen: 127.0.0.1:0\n')
        done = self.run_verb('env')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('port 0', done.stderr)
