# test_reload_load.py: many reloads while many streams run
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import itertools
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from daemon import PROGRAM, get_text, get_types, message
from fake_upstream import Answer, FakeUpstream, chunk

TIMEOUT = 60
STREAMS = 50
RELOADS = 100
WARM_UP = 20
PIECES = 10
PAUSE = 0.05
TEXT = ''.join(f'{number} ' for number in range(PIECES))


class EndlessAnswers:
    """What a provider says to each request: a stream that takes its time."""

    def get(self, timeout=None):
        pieces = []
        for number in range(PIECES):
            pieces += [chunk(delta={'content': f'{number} '}, finish_reason=None), PAUSE]
        pieces += [chunk(delta={}, finish_reason='stop'), b'data: [DONE]\n\n']
        return Answer(pieces)


class Client(threading.Thread):
    """Asks for one stream after the other, over one connection or over one for each."""

    def __init__(self, port, number):
        super().__init__(daemon=True)
        self.port = port
        self.keeps = number % 2 == 0
        self.over = threading.Event()
        self.streams = 0
        self.failures = []

    def run(self):
        connection = None
        while not self.over.is_set():
            if connection is None:
                connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=TIMEOUT)
            try:
                self.ask(connection)
            except Exception as error:
                self.failures.append(repr(error))
                return
            if not self.keeps:
                connection.close()
                connection = None
        if connection is not None:
            connection.close()

    def ask(self, connection):
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        text = response.read().decode()
        if response.status != 200 or get_types(text)[-1] != 'message_stop' or get_text(text) != TEXT:
            raise RuntimeError(f'{response.status}: {text}')
        self.streams += 1


class ReloadLoadTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.upstream = FakeUpstream()
        self.upstream.answers = EndlessAnswers()
        self.addCleanup(self.upstream.stop)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.notices.close)
        self.notices.bind(str(self.folder / 'notify'))
        self.notices.settimeout(TIMEOUT)
        self.variants = itertools.cycle(self.make_configs())
        self.write()
        self.log = open(self.folder / 'log', 'w')
        self.addCleanup(self.log.close)
        self.process = subprocess.Popen(
            [PROGRAM, '--config', str(self.folder / 'config.yaml')],
            stdout=subprocess.PIPE, stderr=self.log, text=True,
            env={**os.environ, 'XDG_STATE_HOME': str(self.folder),
                 'NOTIFY_SOCKET': str(self.folder / 'notify')})
        self.addCleanup(self.stop)
        self.notices.recv(4096)
        self.port = int(self.process.stdout.readline().rsplit(':', 1)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(TIMEOUT), 0)
        self.process.stdout.close()

    def make_configs(self):
        """Configurations that differ in listeners, providers, models, routing and limits."""
        provider = 'type: openai-chat, url: "%s"' % self.upstream.url
        yield ('listen: ["127.0.0.1:0"]\n'
               f'providers: [{{name: p, {provider}, api_key: k, models: [m]}}]\n'
               'routing: {default: m}\n')
        yield (f'listen: ["127.0.0.1:0", "unix:{self.folder}/sock"]\n'
               f'providers: [{{name: p, {provider}, api_key: l, models: [n]}},'
               f' {{name: q, {provider}, models: [o]}}]\n'
               'routing: {default: o, profiles: {other: {default: n}}, profile: other}\n'
               'limits: {max_connections: 1000}\n')
        yield ('listen: ["127.0.0.1:0"]\n'
               f'providers: [{{name: r, {provider}, timeout: 20, models: [m]}}]\n'
               'routing: {default: [m, "r,n"], planning: m}\nping_interval: 1\n')
        yield 'listen: ["127.0.0.1:0"]\nproviders: [{name: p\n'

    def write(self):
        path = self.folder / 'config.yaml.new'
        path.write_text(next(self.variants))
        path.chmod(0o600)
        path.rename(self.folder / 'config.yaml')

    def reload(self, times):
        refused = 0
        for _ in range(times):
            self.write()
            self.process.send_signal(signal.SIGHUP)
            self.assertTrue(self.notices.recv(4096).startswith(b'RELOADING=1'))
            status = self.notices.recv(4096).decode()
            self.assertTrue(status.startswith('READY=1'))
            refused += 'is in use; config.yaml: ' in status
            time.sleep(0.02)
        return refused

    def count_descriptors(self):
        return len(os.listdir(f'/proc/{self.process.pid}/fd'))

    def measure_memory(self):
        """KiB that are this process's own."""
        rollup = pathlib.Path(f'/proc/{self.process.pid}/smaps_rollup').read_text()
        return sum(int(line.split()[1]) for line in rollup.splitlines()
                   if line.startswith(('Private_Clean', 'Private_Dirty')))

    def has_sanitizer(self):
        return 'libasan' in pathlib.Path(f'/proc/{self.process.pid}/maps').read_text()

    def run_round(self, reloads):
        clients = [Client(self.port, number) for number in range(STREAMS)]
        for client in clients:
            client.start()
        refused = self.reload(reloads)
        for client in clients:
            client.over.set()
        for client in clients:
            client.join(TIMEOUT)
            self.assertEqual(client.failures, [])
            self.assertGreater(client.streams, 0)
        self.reload(8)
        return refused, sum(client.streams for client in clients)

    def test_load(self):
        self.run_round(WARM_UP)
        descriptors, memory = self.count_descriptors(), self.measure_memory()
        refused, streams = self.run_round(RELOADS)
        after = self.count_descriptors(), self.measure_memory()
        self.assertEqual(refused, RELOADS // 4)
        self.assertGreaterEqual(streams, STREAMS)
        print(f'# {streams} streams, {descriptors} descriptors and {memory} KiB before, '
              f'{after[0]} and {after[1]} after')
        # connections to the provider that are open are kept, up to one for each stream
        self.assertLess(after[0], descriptors + STREAMS // 5)
        if not self.has_sanitizer():
            self.assertLess(after[1], memory * 1.1 + 512)


if __name__ == '__main__':
    unittest.main()
