# test_shutdown.py: how ccproxyd ends
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import signal
import tempfile
import time
import unittest

from daemon import Daemon, get_text, get_types, message, parse_events
from fake_upstream import Answer, FakeUpstream, chunk, silence, stream

CONFIG = '''
providers:
  - {{name: p, type: openai-chat, url: {url}, models: [m]}}
routing: {{default: m}}
start_hold: 0.1
{more}
'''


class ShutdownTest(unittest.TestCase):
    def start(self, more=''):
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)
        self.daemon = Daemon(CONFIG.format(url=self.upstream.url, more=more))
        self.addCleanup(self.daemon.stop)

    def connect(self):
        connection = self.daemon.connect()
        self.addCleanup(connection.close)
        connection.connect()
        return connection

    def ask(self, connection, **more):
        connection.request('POST', '/v1/messages', json.dumps(message(**more)),
                           {'content-type': 'application/json'})

    def begin_stream(self, *pieces):
        """A stream of which the client has the beginning."""
        self.upstream.add(Answer([chunk(delta={'content': 'a'}, finish_reason=None), *pieces]))
        connection = self.connect()
        self.ask(connection)
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        return response

    def terminate(self):
        self.daemon.process.send_signal(signal.SIGTERM)
        self.wait_until(lambda: 'once more' in self.daemon.read_log())

    def wait_until(self, is_true):
        deadline = time.monotonic() + 10
        while not is_true():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def assert_ends_within(self, seconds):
        started = time.monotonic()
        self.assertEqual(self.daemon.process.wait(20), 0)
        self.assertLess(time.monotonic() - started, seconds)

    def assert_cut_off(self, response):
        """The stream ends as the protocol wants it."""
        text = response.read().decode()
        self.assertEqual(get_types(text)[-1], 'error')
        self.assertEqual(parse_events(text)[-1]['error']['type'], 'overloaded_error')

    def test_a_stream_goes_on_to_its_end(self):
        self.start()
        response = self.begin_stream(1, *stream('b'))
        self.terminate()
        text = response.read().decode()
        self.assertEqual(get_text(text), 'ab')
        self.assertEqual(get_types(text)[-1], 'message_stop')
        self.assert_ends_within(5)

    def test_connections(self):
        """Used ones are closed, on new ones there is an answer, further ones are refused."""
        self.start()
        response = self.begin_stream(3, *stream('b'))
        used, new = self.connect(), self.connect()
        used.request('GET', '/health')
        self.assertEqual(used.getresponse().read()[:1], b'{')
        self.terminate()
        used.sock.settimeout(1)
        self.assertEqual(used.sock.recv(1), b'')
        new.request('GET', '/health')
        answer = new.getresponse()
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers['connection'], 'close')
        self.assertRaises(ConnectionRefusedError,
                          http.client.HTTPConnection('127.0.0.1', self.daemon.port).connect)
        self.assertEqual(get_types(response.read().decode())[-1], 'message_stop')

    def test_the_time_for_it_is_limited(self):
        self.start('drain_timeout: 0.5')
        response = self.begin_stream(20)
        self.terminate()
        self.assert_cut_off(response)
        self.assert_ends_within(5)

    def test_nothing_is_waited_for_without_time(self):
        self.start('drain_timeout: 0')
        response = self.begin_stream(20)
        self.daemon.process.send_signal(signal.SIGINT)
        self.assert_cut_off(response)
        self.assert_ends_within(5)

    def test_the_second_signal_ends_at_once(self):
        self.start()
        response = self.begin_stream(20)
        self.terminate()
        self.assertIsNone(self.daemon.process.poll())
        self.daemon.process.send_signal(signal.SIGTERM)
        self.assert_cut_off(response)
        self.assert_ends_within(5)

    def test_before_the_answer_began(self):
        self.start('drain_timeout: 0')
        self.upstream.add(silence(20))
        connection = self.connect()
        self.ask(connection, stream=False)
        self.wait_until(lambda: self.upstream.requests)
        self.terminate()
        answer = connection.getresponse()
        self.assertEqual(answer.status, 503)
        self.assertEqual(json.load(answer)['error']['type'], 'api_error')
        self.assert_ends_within(5)

    def test_a_socket_that_is_another_ones_by_now_stays(self):
        config = CONFIG.format(url='http://127.0.0.1:1', more='')
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'socket')
            first = Daemon(config, '--listen', f'unix:{path}')
            self.addCleanup(first.stop)
            os.unlink(path)
            second = Daemon(config, '--listen', f'unix:{path}')
            self.addCleanup(second.stop)

            first.stop()
            self.assertTrue(os.path.exists(path))
            second.stop()
            self.assertFalse(os.path.exists(path))


if __name__ == '__main__':
    unittest.main()
