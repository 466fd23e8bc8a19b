# test_request_log.py: the line that each request gets in the log of ccproxyd
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import re
import signal
import socket
import time
import unittest

from daemon import Daemon, message
from fake_upstream import Answer, FakeUpstream, chunk, silence, whole

CONFIG = '''
providers:
  - {{name: p, type: openai-chat, url: '{url}', models: [m1]}}
models:
  - {{id: one, provider: p, upstream: m1}}
routing: {{default: one}}
'''
JSON = 'Content-Type: application/json\r\n'
REQUEST_ID = re.compile(r'request-id: (\S+)', re.IGNORECASE)


class RequestLogTest(unittest.TestCase):
    def setUp(self):
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)

    def start(self, more='', *arguments):
        self.daemon = Daemon(CONFIG.format(url=self.upstream.url) + more, *arguments)
        self.addCleanup(self.daemon.stop)

    def send(self, text):
        """Sends bytes on a connection of their own; returns the whole answer."""
        with socket.create_connection(('127.0.0.1', self.daemon.port), timeout=20) as client:
            client.sendall(text.encode())
            answer = b''
            while (piece := client.recv(65536)):
                answer += piece
        return answer.decode()

    def ask(self, method, path, headers='', body=''):
        return self.send(f'{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
                         f'Content-Length: {len(body)}\r\n{headers}\r\n{body}')

    def get_lines(self):
        return [line.split(' ', 1)[1] for line in self.daemon.read_log().splitlines()
                if ' req_' in line]

    def wait_until(self, is_true):
        deadline = time.monotonic() + 10
        while not is_true():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def wait_for_line(self):
        self.wait_until(self.get_lines)
        return self.get_lines()

    def assert_line(self, answer, *words):
        """The one line with the id of the answer has the words, one after the other."""
        lines = [line for line in self.get_lines() if REQUEST_ID.search(answer)[1] in line]
        self.assertEqual(len(lines), 1, (answer, self.get_lines()))
        self.assertRegex(lines[0], '.*'.join(re.escape(word) for word in words))

    def test_refused(self):
        self.start('client_keys: [a-key-of-the-test]\nlimits: {max_body: 1KiB}\n')
        key = 'x-api-key: a-key-of-the-test\r\n' + JSON
        cases = [
            (('POST', '/v1/messages?beta=true', JSON),
             ('POST /v1/messages, 401 authentication_error, ', ' s: A client key')),
            (('GET', '/health', 'Origin: http://evil.example\r\n'),
             ('GET /health, 403 permission_error, ', 'Origin')),
            (('GET', '/nowhere', key), ('GET /nowhere, 404 not_found_error, ', 'No such path')),
            (('HEAD', '/nowhere', key), ('HEAD /nowhere, 404 ',)),
            (('GET', '/v1/models/none', key), ('GET /v1/models/none, 404 ',)),
            (('PUT', '/v1/messages', key), ('PUT /v1/messages, 405 ', 'POST')),
            (('POST', '/v1/messages', key, 'x' * 1025),
             ('POST /v1/messages, 413 request_too_large, ', '1024 bytes')),
            (('POST', '/v1/messages', key, '{'),
             ('POST /v1/messages, 400 invalid_request_error, ', 'JSON')),
            (('POST', '/v1/messages', key, '{"messages":[]}'),
             ('POST /v1/messages, 400 ', 'model: Field required')),
            (('POST', '/v1/messages/count_tokens', key, '[]'),
             ('POST /v1/messages/count_tokens, 400 ',)),
        ]
        for arguments, words in cases:
            with self.subTest(words[0]):
                self.assert_line(self.ask(*arguments), *words)
        self.assertEqual(len(self.get_lines()), len(cases))
        self.assertNotIn('a-key-of-the-test', self.daemon.read_log())

    def test_not_understood(self):
        self.start()
        self.assert_line(self.send('what\r\n\r\n'), '400 invalid_request_error, ', 'METHOD')
        self.assert_line(self.send('GET /a HTTP/1.1\r\nHost: a b\r\n\r\n'),
                         'GET /a, 400 invalid_request_error, ', 'Host')

    def test_too_slow(self):
        self.start('limits: {header_timeout: 0.3}\n')
        answer = self.send('POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n'
                           'Content-Length: 5\r\n' + JSON + '\r\n{')
        self.assert_line(answer, 'POST /v1/messages, 408 ', 'too slowly')
        self.assert_line(self.send('POST /v1'), '408 ', 'too slowly')

    def test_too_many_connections(self):
        self.upstream.add(silence(20))
        self.start('limits: {max_connections: 1}\n')
        connection = self.daemon.connect()
        self.addCleanup(connection.close)
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        self.wait_until(lambda: self.upstream.requests)
        self.assert_line(self.send(''), '529 overloaded_error, ', 'Too many connections')

    def test_served(self):
        self.start()
        self.ask('GET', '/health')
        self.ask('HEAD', '/')
        self.ask('GET', '/v1/models')
        self.assertEqual(self.get_lines(), [])
        body = json.dumps(message())
        self.assert_line(self.ask('POST', '/v1/messages/count_tokens', JSON, body),
                         'POST /v1/messages/count_tokens default: claude-x → p/m1, 200, ')

    def test_served_verbosely(self):
        self.start('', '--verbose')
        self.assert_line(self.ask('GET', '/v1/models?limit=1'), 'GET /v1/models, 200, ')
        self.assert_line(self.ask('GET', '/v1/models/one'), 'GET /v1/models/one, 200, ')
        self.ask('GET', '/health')
        self.assertEqual(len(self.get_lines()), 2)

    def test_error_of_the_provider(self):
        self.start()
        refused = {'error': {'message': 'no\nkey sk-proj-0123456789abcdef here'}}
        self.upstream.add(whole(refused, 401))
        answer = self.ask('POST', '/v1/messages', JSON, json.dumps(message()))
        self.assert_line(answer, 'default: claude-x → p/m1, 401 authentication_error, ',
                         'no key [redacted] here')

    def test_error_in_a_stream(self):
        self.start()
        error = b'data: {"error":{"message":"overrun","code":429}}\n\n'
        text = chunk(delta={'content': 'x'}, finish_reason=None)
        self.upstream.add(Answer([text, 0.2, error]))
        answer = self.ask('POST', '/v1/messages', JSON, json.dumps(message()))
        self.assertIn('event: error', answer)
        self.assert_line(answer, 'p/m1, 200 rate_limit_error, first token ', 'overrun')

    def leave_open(self, text='x'):
        self.upstream.add(Answer([chunk(delta={'content': text}, finish_reason=None), 20]))
        connection = self.daemon.connect()
        self.addCleanup(connection.close)
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        while b'content_block_delta' not in response.readline():
            pass
        return connection, response

    def test_client_left(self):
        self.start()
        connection, response = self.leave_open()
        response.close()
        connection.close()
        line, = self.wait_for_line()
        self.assertRegex(line, r'claude-x → p/m1, 499, .*: the client left$')

    def test_tokens_of_an_answer_that_was_cut_off(self):
        """They are estimated, as they are where they are counted."""
        self.start()
        connection, response = self.leave_open('a word ' * 50)
        response.close()
        connection.close()
        line, = self.wait_for_line()
        self.assertGreater(int(re.search(r' (\d+) out,', line)[1]), 50)

    def test_cut_off_by_the_end(self):
        self.start()
        self.leave_open()
        self.daemon.process.send_signal(signal.SIGTERM)
        self.wait_until(lambda: 'once more' in self.daemon.read_log())
        self.assertIn('ending when 1 request is answered', self.daemon.read_log())
        self.daemon.process.send_signal(signal.SIGTERM)
        self.daemon.process.wait(20)
        line, = self.wait_for_line()
        self.assertRegex(line, r'claude-x → p/m1, 529, .*: cut off by the end of ccproxyd$')


if __name__ == '__main__':
    unittest.main()
