# test_service_manager.py: ccproxyd and the service manager that starts it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

from daemon import PROGRAM, message

TIMEOUT = 20
# Becomes the program, as systemd does: the sockets are the descriptors from 3 on, and the
# environment says whose they are.
ACTIVATE = '''
import fcntl, os, sys
numbers = [fcntl.fcntl(int(text), fcntl.F_DUPFD, 100) for text in sys.argv[1].split(",")]
for place, number in enumerate(numbers):
    os.dup2(number, 3 + place)
    os.set_inheritable(3 + place, True)
    os.close(number)
os.environ["LISTEN_PID"] = str(os.getpid())
os.environ["LISTEN_FDS"] = str(len(numbers))
os.execv(sys.argv[2], sys.argv[2:])
'''


class ServiceManagerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.notices.close)
        self.notices.bind(str(self.folder / 'notify'))
        self.notices.settimeout(TIMEOUT)

    def start(self, *sockets, arguments=(), **environment):
        """The embedded configuration, on sockets that listen already."""
        numbers = [listener.fileno() for listener in sockets]
        process = subprocess.Popen(
            [sys.executable, '-c', ACTIVATE, ','.join(map(str, numbers)), PROGRAM,
             *arguments],
            pass_fds=numbers,
            env={**os.environ, 'XDG_CONFIG_HOME': str(self.folder / 'none'),
                 'XDG_STATE_HOME': str(self.folder),
                 'NOTIFY_SOCKET': str(self.folder / 'notify'), **environment},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait, TIMEOUT)
        self.addCleanup(process.kill)
        return process

    def listen(self, family=socket.AF_INET, address=('127.0.0.1', 0)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        self.addCleanup(listener.close)
        listener.bind(address)
        listener.listen()
        return listener

    def expect_notice(self, line):
        lines = self.notices.recv(4096).decode().split('\n')
        self.assertIn(line, lines)
        return lines

    def ask(self, connection):
        connection.request('POST', '/v1/messages', json.dumps(message(stream=False)),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        self.assertEqual(json.load(response)['type'], 'message')
        return response

    def test_passed_sockets(self):
        """A client that came before the daemon is served, on each of the sockets."""
        path = str(self.folder / 'ccproxy.sock')
        internet = self.listen()
        unix = self.listen(socket.AF_UNIX, path)
        early = http.client.HTTPConnection(*internet.getsockname(), timeout=TIMEOUT)
        early.connect()
        process = self.start(internet, unix)
        lines = self.expect_notice('READY=1')
        self.assertIn(f'STATUS=listening on http://127.0.0.1:{internet.getsockname()[1]}, '
                      f'unix:{path}', lines)
        self.assertEqual(self.ask(early).status, 200)
        early.close()
        local = http.client.HTTPConnection('localhost', timeout=TIMEOUT)
        local.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        local.sock.connect(path)
        self.assertEqual(self.ask(local).status, 200)
        local.close()

        process.send_signal(signal.SIGTERM)
        lines = self.expect_notice('STOPPING=1')
        self.assertIn('STATUS=draining, 0 requests under way', lines)
        self.assertIn('EXTEND_TIMEOUT_USEC=32000000', lines)
        self.assertEqual(process.wait(TIMEOUT), 0)
        # the socket is the service manager's: it is there for the next daemon
        self.assertTrue(os.path.exists(path))

    def test_reload(self):
        """The sockets that were passed are kept, whatever the configuration says."""
        internet = self.listen()
        process = self.start(internet)
        self.expect_notice('READY=1')
        config = self.folder / 'none' / 'ccproxy' / 'config.yaml'
        config.parent.mkdir(parents=True)
        config.write_text('listen: ["127.0.0.1:0"]\nrouting: {default: "d,demo"}\n'
                          'providers: [{name: d, type: demo, url: "http://127.0.0.1:9", models: [demo]}]\n')
        config.chmod(0o600)
        process.send_signal(signal.SIGHUP)
        self.expect_notice('RELOADING=1')
        lines = self.expect_notice('READY=1')
        self.assertIn(f'STATUS=listening on http://127.0.0.1:{internet.getsockname()[1]}', lines)
        connection = http.client.HTTPConnection(*internet.getsockname(), timeout=TIMEOUT)
        self.assertEqual(self.ask(connection).status, 200)
        connection.close()
        process.send_signal(signal.SIGTERM)
        self.expect_notice('STOPPING=1')
        self.assertEqual(process.wait(TIMEOUT), 0)

    def test_passed_sockets_are_no_use_beside_listen(self):
        internet = self.listen()
        process = self.start(internet, arguments=['--listen', '127.0.0.1:0'])
        lines = self.expect_notice('READY=1')
        self.assertNotIn(str(internet.getsockname()[1]), str(lines))
        process.send_signal(signal.SIGTERM)
        self.expect_notice('STOPPING=1')

        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertIn('leave --listen out, or disable the socket unit', process.stderr.read())

    def test_socket_of_no_use(self):
        process = self.start(self.notices)
        self.assertEqual(process.wait(TIMEOUT), 69)
        self.assertIn('a socket of the service manager', process.stderr.read())

    def test_wrong_configuration(self):
        """Who came is told, as nobody else will take the connection: and then it ends."""
        internet = self.listen()
        early = http.client.HTTPConnection(*internet.getsockname(), timeout=TIMEOUT)
        early.request('POST', '/v1/messages', json.dumps(message()),
                      {'content-type': 'application/json'})
        (self.folder / 'none' / 'ccproxy').mkdir(parents=True)
        (self.folder / 'none' / 'ccproxy' / 'config.yaml').write_text('no_such_key: 1\n')
        process = self.start(internet)
        answer = early.getresponse()
        error = json.load(answer)['error']
        early.close()
        self.assertEqual((answer.status, error['type']), (500, 'api_error'))
        self.assertIn('"ccproxy lint" says what', error['message'])
        self.assertEqual(answer.headers['x-should-retry'], 'false')
        self.assertEqual(process.wait(TIMEOUT), 78)

    def test_watchdog(self):
        process = self.start(self.listen(), WATCHDOG_USEC='200000')
        self.expect_notice('READY=1')
        for _ in range(3):
            self.expect_notice('WATCHDOG=1')
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(TIMEOUT), 0)


if __name__ == '__main__':
    unittest.main()
