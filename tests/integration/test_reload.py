# test_reload.py: the configuration is read anew while ccproxyd serves
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from daemon import PROGRAM, message, get_text
from fake_upstream import Answer, FakeUpstream, chunk, stream, whole

TIMEOUT = 20
REPLY = {'id': 'c', 'object': 'chat.completion', 'model': 'm', 'choices': [
    {'index': 0, 'message': {'role': 'assistant', 'content': 'hello'}, 'finish_reason': 'stop'}]}


def configure(upstream, listen=('127.0.0.1:0',), model='m', more=''):
    addresses = ', '.join(f'"{address}"' for address in listen)
    return (f'listen: [{addresses}]\n'
            f'providers: [{{name: p, type: openai-chat, url: "{upstream.url}", api_key: k}}]\n'
            f'models: [{{id: a, provider: p, upstream: {model}}}, {{id: b, provider: p, upstream: b}}]\n'
            f'routing: {{default: a, profiles: {{other: {{default: b}}}}}}\n' + more)


class ReloadTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / 'config.yaml'
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.notices.close)
        self.notices.bind(str(self.folder / 'notify'))
        self.notices.settimeout(TIMEOUT)

    def write(self, text):
        """Replaces the file at once, as editors do."""
        other = self.folder / 'config.yaml.new'
        other.write_text(text)
        other.chmod(0o600)
        other.rename(self.path)

    def start(self, text, *arguments, **environment):
        if text is not None:
            self.write(text)
            arguments = ('--config', str(self.path), *arguments)
        self.log = open(self.folder / 'log', 'w+')
        self.addCleanup(self.log.close)
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=self.log,
            env={**os.environ, 'XDG_STATE_HOME': str(self.folder),
                 'NOTIFY_SOCKET': str(self.folder / 'notify'), **environment})
        self.addCleanup(self.stop)
        lines = self.receive()
        self.assertIn('READY=1', lines)
        self.ports = self.get_ports(lines)

    def stop(self):
        self.process.terminate()
        self.assertEqual(self.process.wait(TIMEOUT), 0, self.read_log())

    def read_log(self):
        return (self.folder / 'log').read_text()

    def receive(self):
        return self.notices.recv(4096).decode().split('\n')

    def get_ports(self, lines):
        status = [line for line in lines if line.startswith('STATUS=')][0]
        return [int(word.rsplit(':', 1)[1].rstrip(',')) for word in status.split() if 'http://' in word]

    def expect_reload(self):
        """Returns the status after the next reload."""
        lines = self.receive()
        self.assertEqual(lines[0], 'RELOADING=1')
        self.assertGreater(int(lines[1].removeprefix('MONOTONIC_USEC=')), 0)
        lines = self.receive()
        self.assertEqual(lines[0], 'READY=1')
        return lines[1]

    def reload(self, text=None):
        if text is not None:
            self.write(text)
        self.process.send_signal(signal.SIGHUP)
        return self.expect_reload()

    def connect(self, port=None):
        connection = http.client.HTTPConnection('127.0.0.1', port or self.ports[0], timeout=TIMEOUT)
        self.addCleanup(connection.close)
        return connection

    def ask(self, connection=None, status=200, **headers):
        """Returns what the provider was asked for by one more request."""
        connection = connection or self.connect()
        if status == 200:
            self.upstream.add(whole(REPLY))
        connection.request('POST', '/v1/messages', json.dumps(message(stream=False)),
                           {'content-type': 'application/json', **headers})
        response = connection.getresponse()
        text = response.read()
        self.assertEqual(response.status, status, text)
        return self.upstream.requests[-1]['body']['model'] if status == 200 else text

    def test_good(self):
        self.start(configure(self.upstream))
        self.assertEqual(self.ask(), 'm')
        self.assertEqual(self.reload(configure(self.upstream, model='n')),
                         f'STATUS=listening on http://127.0.0.1:{self.ports[0]}')
        self.assertEqual(self.ask(), 'n')
        self.assertEqual(self.ask(**{'x-ccproxy-profile': 'other'}), 'b')

    def test_bad(self):
        """All of it stays as it was, and what is wrong is told."""
        self.start(configure(self.upstream))
        status = self.reload(configure(self.upstream, model='n', more='wrong: 1\n'))
        self.assertRegex(status, r'^STATUS=the configuration of .* is in use; config.yaml: 1 error$')
        self.assertIn('config.yaml:5:1', self.read_log())
        self.assertEqual(self.ask(), 'm')
        self.reload(configure(self.upstream, model='n'))
        self.assertEqual(self.ask(), 'n')

    def test_missing(self):
        self.start(configure(self.upstream))
        self.path.unlink()
        self.assertIn('1 error', self.reload())
        self.assertEqual(self.ask(), 'm')

    def test_file_that_comes_later(self):
        config = self.folder / 'ccproxy'
        config.mkdir()
        self.start(None, '--listen', '127.0.0.1:0', XDG_CONFIG_HOME=str(self.folder))
        self.path = config / 'config.yaml'
        self.reload(configure(self.upstream))
        self.assertEqual(self.ask(), 'm')

    def test_profile_of_the_command_line(self):
        text = configure(self.upstream)
        self.start(text, '--profile', 'other')
        self.assertEqual(self.ask(), 'b')
        self.reload(text)
        self.assertEqual(self.ask(), 'b')
        self.assertIn('1 error', self.reload(text.replace('other:', 'another:')))
        self.assertEqual(self.ask(), 'b')

    def test_listeners(self):
        """What stays keeps its socket, what is new is there, what is gone is closed."""
        path = self.folder / 'sock'
        self.start(configure(self.upstream, ['127.0.0.1:0', f'unix:{path}']))
        kept = self.ports[0]
        sockets = self.list_sockets()
        old = self.connect()
        self.assertEqual(self.ask(old), 'm')
        with socket.create_server(('127.0.0.1', 0)) as probe:
            port = probe.getsockname()[1]
        ports = self.get_ports([self.reload(configure(
            self.upstream, ['127.0.0.1:0', f'127.0.0.1:{port}'], model='n'))])
        self.assertEqual(ports, [kept, port])
        self.assertFalse(path.exists())
        self.assertEqual(self.ask(self.connect(port)), 'n')
        self.assertEqual(self.ask(old), 'n')
        self.assertIn(sockets[kept], self.list_sockets().values())
        # the port that the kernel chose can be asked for by its number
        ports = self.get_ports([self.reload(configure(self.upstream, [f'127.0.0.1:{kept}']))])
        self.assertEqual(ports, [kept])
        self.assertEqual(self.list_sockets(), {kept: sockets[kept]})
        with self.assertRaises(ConnectionRefusedError):
            self.connect(port).connect()
        self.assertEqual(self.ask(old), 'm')

    def list_sockets(self):
        """The inodes of the sockets that listen, by port."""
        found = {}
        for line in pathlib.Path(f'/proc/{self.process.pid}/net/tcp').read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == '0A':
                found[int(words[1].split(':')[1], 16)] = words[9]
        own = {os.readlink(link) for link in pathlib.Path(f'/proc/{self.process.pid}/fd').iterdir()}
        return {port: inode for port, inode in found.items() if f'socket:[{inode}]' in own}

    def test_port_that_is_taken(self):
        """Nothing is in use of a configuration with an address that cannot be had."""
        with socket.create_server(('127.0.0.1', 0)) as other:
            self.start(configure(self.upstream))
            port = other.getsockname()[1]
            path = self.folder / 'sock'
            status = self.reload(configure(
                self.upstream, [f'unix:{path}', f'127.0.0.1:{port}'], model='n'))
            self.assertIn('1 error', status)
            self.assertIn(f'127.0.0.1:{port}', self.read_log())
            self.assertFalse(path.exists())
            self.assertEqual(self.ask(), 'm')

    def test_port_on_more_addresses(self):
        """Another address with the same port is no other program in the way."""
        keys = 'client_keys: [secret-secret-secret]\n'
        self.start(configure(self.upstream, more=keys))
        port = self.ports[0]
        for address in (f'0.0.0.0:{port}', f'127.0.0.1:{port}'):
            status = self.reload(configure(self.upstream, [address], more=keys))
            self.assertEqual(status, f'STATUS=listening on http://{address}')
            self.assertEqual(self.ask(**{'x-api-key': 'secret-secret-secret'}), 'm')

    def test_client_keys(self):
        """They hold for the next request of a connection that is open."""
        self.start(configure(self.upstream))
        connection = self.connect()
        self.assertEqual(self.ask(connection), 'm')
        self.reload(configure(self.upstream, more='client_keys: [secret-secret-secret]\n'))
        self.ask(connection, status=401)
        self.assertEqual(self.ask(**{'x-api-key': 'secret-secret-secret'}), 'm')
        sent = self.upstream.requests[-1]['headers']
        self.assertNotIn('secret', json.dumps(sent))

    def test_listeners_of_the_command_line(self):
        self.start(configure(self.upstream), '--listen', '127.0.0.1:0')
        self.reload(configure(self.upstream, ['127.0.0.1:1'], model='n'))
        self.assertEqual(self.ask(), 'n')

    def test_stream(self):
        """What is under way ends on the configuration that it began on."""
        self.start(configure(self.upstream))
        first = chunk(delta={'content': 'one '}, finish_reason=None)
        self.upstream.add(Answer([first, 1.0, *stream('two')]))
        connection = self.connect()
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        begin = response.readline()
        other = FakeUpstream()
        self.addCleanup(other.stop)
        self.reload(configure(other, model='n'))
        text = (begin + response.read()).decode()
        self.assertEqual(get_text(text), 'one two')
        self.assertEqual(self.upstream.requests[-1]['body']['model'], 'm')
        self.upstream = other
        self.assertEqual(self.ask(connection), 'n')

    def test_connections_to_providers(self):
        """Those of a provider that stays are used on, whatever else of it has changed."""
        self.start(configure(self.upstream))
        self.ask()
        for number in range(3):
            text = configure(self.upstream, model='n').replace('api_key: k', f'api_key: k{number}, timeout: 30')
            self.reload(text)
            self.assertEqual(self.ask(), 'n')
        self.assertEqual(self.upstream.requests[-1]['headers']['authorization'], 'Bearer k2')
        self.assertEqual(self.upstream.connections, 1)

    def test_watch(self):
        """The file is read when it was replaced or written, and only when it is whole."""
        watching = 'watch_config: true\n'
        self.start(configure(self.upstream, more=watching))
        self.write(configure(self.upstream, model='renamed', more=watching))
        self.assertIn('listening', self.expect_reload())
        self.assertEqual(self.ask(), 'renamed')
        self.path.write_text(configure(self.upstream, model='written', more=watching))
        self.assertIn('listening', self.expect_reload())
        self.assertEqual(self.ask(), 'written')
        # what comes in two pieces is read once
        text = configure(self.upstream, model='pieces', more=watching)
        with self.path.open('w') as file:
            file.write(text[:40])
            file.flush()
            time.sleep(0.6)
            file.write(text[40:])
        self.assertIn('listening', self.expect_reload())
        self.assertEqual(self.ask(), 'pieces')
        # one that is cut off is told of once, and changes nothing
        self.path.write_text(text[:100])
        self.assertIn('in use; config.yaml: ', self.expect_reload())
        self.assertEqual(self.ask(), 'pieces')
        self.path.write_text(configure(self.upstream, model='last'))
        self.assertIn('listening', self.expect_reload())
        self.assertEqual(self.ask(), 'last')
        # it says itself that it is not watched any more
        self.path.write_text(configure(self.upstream, model='unseen'))
        self.assert_quiet()
        self.assertEqual(self.ask(), 'last')

    def install(self, *names):
        """Copies plugins of the build to where the daemon looks for them."""
        folder = self.folder / 'plugins'
        folder.mkdir(exist_ok=True)
        for name in names:
            for file in (f'lib{name}.so', f'{name}.plugin'):
                other = folder / (file + '.new')
                shutil.copyfile(pathlib.Path(os.environ['CCPROXY_PLUGIN_PATH'], file), other)
                other.rename(folder / file)
        return str(folder)

    def test_plugins(self):
        """A new one is found; one whose file was replaced goes on as it is."""
        folder = self.install('openai-chat', 'stage-router')
        text = configure(self.upstream)
        self.start(text, CCPROXY_PLUGIN_PATH=folder)
        self.assertEqual(self.ask(), 'm')
        text = text.replace('api_key: k', 'api_key: k, transformers: {request: '
                            '[{class: example-c.SystemSuffix, params: {text: from a plugin}}]}')
        self.assertIn('1 error', self.reload(text))
        self.assertEqual(self.ask(), 'm')
        self.install('example-c', 'openai-chat', 'stage-router')
        self.assertIn('listening', self.reload())
        self.assertEqual(self.ask(), 'm')
        self.assertIn('from a plugin', json.dumps(self.upstream.requests[-1]['body']))

    def assert_quiet(self):
        self.notices.settimeout(1)
        with self.assertRaises(TimeoutError):
            self.receive()
        self.notices.settimeout(TIMEOUT)

    def test_watch_links(self):
        """A link may lead to the file through a folder that is exchanged as a whole."""
        watching = 'watch_config: true\n'
        for name in ('one', 'two'):
            (self.folder / name).mkdir()
            path = self.folder / name / 'config.yaml'
            path.write_text(configure(self.upstream, model=name, more=watching))
            path.chmod(0o600)
        (self.folder / 'data').symlink_to('one')
        self.path.symlink_to('data/config.yaml')
        self.start(None, '--config', str(self.path))
        self.assertEqual(self.ask(), 'one')
        (self.folder / 'new').symlink_to('two')
        (self.folder / 'new').rename(self.folder / 'data')
        self.expect_reload()
        self.assertEqual(self.ask(), 'two')
        (self.folder / 'two' / 'config.yaml').write_text(configure(self.upstream, model='three', more=watching))
        self.expect_reload()
        self.assertEqual(self.ask(), 'three')
        (self.folder / 'another').write_text('nothing of ours')
        self.assert_quiet()


if __name__ == '__main__':
    unittest.main()
