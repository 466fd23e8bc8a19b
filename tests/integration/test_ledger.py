# test_ledger.py: exchanges as the ledger sees them, and cancelled in it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

from daemon import get_text, message, parse_events
from fake_upstream import Answer, FakeUpstream, chunk, silence, stream, whole

CONFIG = '''
providers:
  - {{name: p, type: openai-chat, url: "{url}", api_key: sk-secret-of-the-test, models: [one]}}
models:
  - {{id: one, provider: p, upstream: m1, price: {{input: 2, output: 8}}}}
routing: {{default: one}}
start_hold: 0.3
ping_interval: 5
'''

# as promised; in seconds
SOON = 0.1

USAGE = {'prompt_tokens': 500000, 'completion_tokens': 250000, 'total_tokens': 750000}
COMPLETION = {'id': 'c', 'object': 'chat.completion', 'model': 'm1',
              'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'whole'},
                           'finish_reason': 'stop'}],
              'usage': USAGE}


class Driver:
    """A proxy that says what is in its ledger."""

    def __init__(self, config):
        self.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(self.folder.name, 'config.yaml')
        path.write_text(config)
        path.chmod(0o600)
        self.process = subprocess.Popen(
            [os.environ['LEDGER_DRIVER'], str(path)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, 'XDG_STATE_HOME': self.folder.name})
        self.port = int(self.process.stdout.readline().rsplit(':', 1)[1])

    def ask(self, command):
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()
        return list(iter(lambda: self.process.stdout.readline().strip(), '.'))

    def wait_for(self, phase):
        """The only exchange, as soon as it is in that phase."""
        for _ in range(400):
            entries = [line.split() for line in self.ask('list')]
            if [entry[1] for entry in entries] == [phase]:
                return entries[0]
            time.sleep(0.02)
        raise AssertionError(f'not {phase}: {entries}')

    def stop(self):
        self.process.stdin.close()
        status = self.process.wait(20)
        self.process.stdout.close()
        self.folder.cleanup()
        return status


class Call(threading.Thread):
    """A request that is answered some time."""

    def __init__(self, port, stream):
        super().__init__()
        self.port = port
        self.body = json.dumps(message(stream))
        self.start()

    def run(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        connection.request('POST', '/v1/messages', self.body, {'content-type': 'application/json'})
        response = connection.getresponse()
        self.status, self.headers, self.text = response.status, response.headers, response.read().decode()
        connection.close()


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.upstream = FakeUpstream()
        self.driver = Driver(CONFIG.format(url=self.upstream.url))

    def tearDown(self):
        self.assertEqual(self.driver.stop(), 0)
        self.upstream.stop()

    def cancel(self, call):
        began = time.monotonic()
        self.driver.ask('cancel')
        self.assertLess(self.upstream.closed_at.get(timeout=20) - began, SOON)
        call.join(20)
        self.assertLess(time.monotonic() - began, 2 * SOON)
        self.assertEqual(self.driver.ask('list'), [])

    def assert_error(self, call):
        body = json.loads(call.text)
        self.assertEqual((call.status, body['type']), (499, 'error'))
        self.assertEqual(body['error']['type'], 'api_error')
        self.assertIn('cancelled', body['error']['message'])
        self.assertEqual(body['request_id'], call.headers['request-id'])

    def assert_error_event(self, call):
        self.assertEqual(call.status, 200)
        last = parse_events(call.text)[-1]
        self.assertEqual((last['type'], last['error']['type']), ('error', 'api_error'))
        self.assertIn('cancelled', last['error']['message'])

    def test_cancelled_before_the_head(self):
        self.upstream.add(silence(15))
        call = Call(self.driver.port, False)
        entry = self.driver.wait_for('sending')
        self.assertEqual(entry[2:4], ['p', '1'])
        self.assertEqual(int(entry[5]), os.getpid())
        self.cancel(call)
        self.assert_error(call)

    def test_cancelled_in_a_whole_answer(self):
        self.upstream.add(Answer([b'{"id":', 15], content_type='application/json'))
        call = Call(self.driver.port, False)
        self.driver.wait_for('waiting')
        self.cancel(call)
        self.assert_error(call)

    def test_cancelled_in_the_hold(self):
        self.upstream.add(Answer([15]))
        call = Call(self.driver.port, True)
        self.driver.wait_for('waiting')
        time.sleep(0.5)
        self.cancel(call)
        self.assert_error_event(call)

    def test_cancelled_in_the_stream(self):
        pieces = [chunk(delta={'content': 'word '}, finish_reason=None)] * 20
        self.upstream.add(Answer([*pieces, 15]))
        call = Call(self.driver.port, True)
        entry = self.driver.wait_for('streaming')
        time.sleep(0.1)
        self.assertEqual(int(self.driver.wait_for('streaming')[4]), 20 * len('word ') // 4)
        self.assertEqual(int(entry[5]), os.getpid())
        self.cancel(call)
        self.assert_error_event(call)
        self.assertEqual(get_text(call.text), 'word ' * 20)

    def test_series(self):
        self.upstream.add(whole(COMPLETION), whole({'error': {'message': 'no'}}, 400))
        for _ in range(2):
            Call(self.driver.port, False).join(20)
        self.assertEqual(self.driver.ask('stats'), ['p/m1 2 requests, 1 errors, 3.000000 dollars'])

    def test_stream_ends(self):
        self.upstream.add(Answer(stream('Hel', 'lo')))
        call = Call(self.driver.port, True)
        call.join(20)
        self.assertEqual(get_text(call.text), 'Hello')
        self.assertEqual(self.driver.ask('list'), [])


if __name__ == '__main__':
    unittest.main()
