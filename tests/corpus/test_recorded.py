# test_recorded.py: what real providers have sent, through the daemon
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""CCPROXY_CORPUS names a folder that has recorded/index.jsonl and the files it names.

With --format NAME it is the answers of that format: chat (if it is not given), gemini,
responses.
"""
import http.client
import json
import os
import pathlib
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'python'))
import anthropic_check  # noqa: E402
from daemon import Daemon  # noqa: E402
from recorded import load_cases  # noqa: E402
from replay import Replay  # noqa: E402

CORPUS = os.environ.get('CCPROXY_CORPUS')
if not CORPUS or not pathlib.Path(CORPUS, 'recorded', 'index.jsonl').exists():
    raise unittest.SkipTest('CCPROXY_CORPUS names no folder with recorded traffic')

CONFIG = '''
providers:
  - name: replay
    type: {plugin}
    url: {url}
    api_key: none
    models: [{models}]
routing:
  default: replay,{default}
'''
SPLITS = {
    'whole': lambda payload: [payload],
    # every event in two pieces, and many characters of more than one byte
    'in pieces of 7 bytes': lambda payload: [payload[start:start + 7]
                                             for start in range(0, len(payload), 7)],
}


def make_request(case):
    names = dict.fromkeys(name for name, _ in case.calls if name) or ['dummy']
    return {
        'model': f'replay,{case.id}',
        'max_tokens': 100000,
        'stream': case.stream,
        'thinking': {'type': 'adaptive'},
        'messages': [{'role': 'user', 'content': 'x'}],
        'tools': [{'name': name, 'input_schema': {'type': 'object', 'properties': {}}}
                  for name in names],
    }


class RecordedTest(unittest.TestCase):
    maxDiff = 400

    @classmethod
    def setUpClass(cls):
        cls.replay = cls.enterClassContext(Replay(CASES))
        models = ', '.join(json.dumps(case.id) for case in CASES)
        config = CONFIG.format(plugin=CASES[0].plugin, url=cls.replay.url, models=models,
                               default=CASES[0].id)
        cls.daemon = cls.enterClassContext(Daemon(config))
        place = urllib.parse.urlsplit(cls.daemon.url)
        cls.connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
        cls.addClassCleanup(cls.connection.close)

    def ask(self, case):
        self.connection.request('POST', '/v1/messages', json.dumps(make_request(case)),
                                {'content-type': 'application/json'})
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def check(self, case, split):
        self.replay.split = split
        status, raw = self.ask(case)
        if case.status >= 400 or status >= 400:
            failed = case.status >= 400 or case.has_error or not case.is_answer
            self.assertTrue(failed, f'HTTP status {status}: {raw[:200]}')
            self.assertGreaterEqual(status, 400)
            self.assertEqual(json.loads(raw)['type'], 'error')
            return
        try:
            message = self.get_message(case, raw)
        except anthropic_check.StreamError as error:
            self.assertTrue(case.has_error, f'error event: {error}')
            return
        self.assert_content(case, message)

    def get_message(self, case, raw):
        if case.stream:
            return anthropic_check.check_stream(raw)
        message = json.loads(raw)
        anthropic_check.check_message(message)
        return message

    def assert_content(self, case, message):
        content = message['content']
        text = ''.join(block['text'] for block in content if block['type'] == 'text')
        if '<think>' not in case.text and case.is_consistent:
            self.assertIn(case.text.strip(), text)
        calls = [(block['name'], block['input']) for block in content
                 if block['type'] == 'tool_use']
        if all(isinstance(arguments, dict) for _, arguments in case.calls):
            self.assertEqual(calls, case.calls)


def make_test(case):
    def test(self):
        for name, split in SPLITS.items():
            with self.subTest(name):
                self.check(case, split)

    return test


FORMAT = sys.argv[sys.argv.index('--format') + 1] if '--format' in sys.argv else 'chat'
CASES = list(load_cases(pathlib.Path(CORPUS, 'recorded'), FORMAT))
for number, found in enumerate(CASES):
    setattr(RecordedTest, f'test_{found.id}', make_test(found))

if __name__ == '__main__':
    unittest.main()
