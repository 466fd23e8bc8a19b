# test_skip.py: transformers that fail, in a daemon that passes them over or does not
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from daemon import PROGRAM, Daemon, get_text, get_types, message
from fake_upstream import Answer, FakeUpstream, stream, whole

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ['CCPROXY_BUILD'])
WHOLE = {'id': 'c1', 'object': 'chat.completion', 'model': 'm', 'choices': [
    {'index': 0, 'message': {'role': 'assistant', 'content': 'one two'}, 'finish_reason': 'stop'}]}

CONFIG = '''
transformer_paths: {folder}
providers:
  - name: p
    type: openai-chat
    url: {url}
    models: [m]
    pipeline: moody
pipelines:
  moody:
    request: [{request}]
    response: [{response}]
routing: {{default: "p,m"}}
'''


def entry(on_error='skip', **params):
    return json.dumps({'class': 'fickle', 'params': params, 'on_error': on_error})


def slow(*texts):
    """A stream of which each piece comes alone."""
    pieces = []
    for piece in stream(*texts):
        pieces += [piece, 0.02]
    return Answer(pieces)


class SkipTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.upstream = FakeUpstream()
        self.daemon = None
        for path in (ROOT / 'tests/data/plugins/test-fickle.plugin',
                     BUILD / 'tests/data/plugins/libtest-fickle.so'):
            shutil.copy(path, self.folder)
            (self.folder / path.name).chmod(0o600)

    def stop(self):
        if self.daemon is not None:
            self.assertEqual(self.daemon.stop(), 0)
        self.daemon = None

    def tearDown(self):
        self.stop()
        self.upstream.stop()
        self.temporary.cleanup()

    def write_config(self, request, response):
        return CONFIG.format(folder=self.folder, url=self.upstream.url, request=request,
                             response=response)

    def start(self, request='', response=''):
        # one of a sub-test that failed may still be there
        self.stop()
        self.daemon = Daemon(self.write_config(request, response))

    def ask(self, *answers, streaming=True):
        self.upstream.add(*answers)
        return self.daemon.post(message(stream=streaming))

    def assert_stream(self, text, expected):
        self.assertEqual(get_text(text), expected)
        self.assertEqual([name for name in get_types(text)
                          if name not in ('ping', 'content_block_delta')],
                         ['message_start', 'content_block_start', 'content_block_stop',
                          'message_delta', 'message_stop'])

    def test_request_goes_on_unchanged(self):
        self.start(request=entry(at='request'))
        for _ in range(3):
            status, _, text = self.ask(whole(WHOLE), streaming=False)
            self.assertEqual((status, json.loads(text)['content'][0]['text']), (200, 'one two'))

        log = self.daemon.read_log()
        self.assertEqual(log.count('is passed over'), 1, log)
        self.assertIn('pipelines.moody.request[0] (line 11 of the configuration): the transformer '
                      'fickle fails in transform_request and is passed over, as on_error is skip: '
                      'it does not like the request with "…" in it', log)
        self.assertNotIn('a prompt', log)

    def test_request_fails(self):
        self.start(request=entry('fail', at='request'))
        status, _, text = self.daemon.post(message(stream=False))

        self.assertEqual(status, 500, text)
        self.assertEqual(self.upstream.requests, [])

    def test_http_request_goes_on_unchanged(self):
        self.start(request=entry(at='upstream'))
        status, _, _ = self.ask(whole(WHOLE), streaming=False)

        self.assertEqual(status, 200)
        self.assertNotIn('x-fickle', self.upstream.requests[0]['headers'])
        self.assertEqual(self.upstream.requests[0]['headers']['content-type'], 'application/json')

    def test_whole_answer_goes_on_unchanged(self):
        self.start(response=entry(at='response'))
        status, _, text = self.ask(whole(WHOLE), streaming=False)

        self.assertEqual((status, json.loads(text)['content'][0]['text']), (200, 'one two'))

    def test_stream_goes_on_wherever_it_fails(self):
        for side in ('anthropic', 'upstream'):
            for after in range(6):
                with self.subTest(side=side, after=after):
                    self.start(response=entry(at='events', after=after, side=side))
                    status, _, text = self.ask(slow('one', ' two'))
                    self.assertEqual(status, 200)
                    self.assert_stream(text, 'one two')
                    self.stop()

    def test_what_it_held_back_comes(self):
        for after in range(1, 6):
            with self.subTest(after=after):
                self.start(response=entry(at='events', holds=1, after=after))
                _, _, text = self.ask(slow('one', ' two'))
                self.assert_stream(text, 'one two')
                self.stop()

    def test_stream_that_cannot_go_on_ends_with_an_error(self):
        self.start(response=entry(at='events', shouts=True, holds=3, after=4))
        status, _, text = self.ask(slow('one', ' two', ' three'))
        types = get_types(text) if status == 200 else []

        self.assertEqual(status, 200, text)
        self.assertEqual(get_text(text), 'ONE')
        self.assertEqual(types[-1], 'error')
        self.assertNotIn('message_stop', types)
        self.assertNotIn('is passed over', self.daemon.read_log())

    def test_left_out_if_it_cannot_be_made(self):
        self.start(request=entry(at='configure') + ', {class: nothing.X, on_error: skip}')
        status, _, _ = self.ask(whole(WHOLE), streaming=False)

        log = self.daemon.read_log()
        self.assertEqual(status, 200)
        self.assertIn('it does not like the configure', log)
        self.assertIn('there is no plugin "nothing"', log)

    def test_an_error_of_the_configuration_otherwise(self):
        path = self.folder / 'config.yaml'
        path.write_text(self.write_config(entry('fail', at='configure'), ''))
        path.chmod(0o600)
        done = subprocess.run([PROGRAM, '--check', '--config', str(path)], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

        self.assertEqual(done.returncode, 78, done.stdout)
        self.assertIn('pipelines.moody.request[0].class: test-fickle.Fickle: it does not like',
                      done.stdout)


if __name__ == '__main__':
    unittest.main()
