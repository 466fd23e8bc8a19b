# test_chain.py: what becomes of a request whose first target fails
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import re
import socket
import unittest

from daemon import Daemon, message, parse_events
from fake_upstream import Answer, FakeUpstream, silence, stream, whole
from strict_providers import DIALECTS

# how the first provider fails, how often it is asked before it is given up, and with what the
# line in the log says that it failed
STATUS = {
    401: (1, 'authentication_error'), 402: (1, 'billing_error'), 403: (1, 'permission_error'),
    404: (1, 'not_found_error'), 408: (1, 'timeout_error'), 429: (1, 'rate_limit_error'),
    500: (1, 'api_error'), 502: (2, 'api_error'), 503: (2, 'api_error'), 529: (1, 'overloaded_error'),
}
SECRET = 'what the prompt was about'


def refuse(status, text='no', headers=()):
    return whole({'error': {'message': text, 'type': 'x', 'code': None}}, status, headers=headers)


def closed_port():
    with socket.create_server(('127.0.0.1', 0)) as server:
        return server.getsockname()[1]


class ChainTest(unittest.TestCase):
    def setUp(self):
        self.upstreams = {name: FakeUpstream() for name in DIALECTS}
        lines = ['providers:',
                 f'  - {{name: dead, type: openai-chat, url: "http://127.0.0.1:{closed_port()}/v1", models: [m]}}']
        for name, dialect in DIALECTS.items():
            url = self.upstreams[name].url.removesuffix('/v1') + dialect.base
            lines.append(f'  - {{name: {name}, type: {dialect.type}, url: "{url}", api_key: key-of-{name}, timeout: 1,'
                         f' models: [{{id: model-of-{name}, max_output: 512, context_window: 8000}}],'
                         f' options: {dialect.options}}}')
        lines.append('models: [{id: large, provider: gemini, upstream: m-large, context_window: 1000000}]')
        lines.append('routing:\n  default: [model-of-chat, model-of-claude]\n  profiles:\n'
                     '    dead: {default: ["dead,m", model-of-claude]}\n'
                     '    long: {default: [model-of-chat, model-of-claude, large]}\n'
                     '    all: {default: [model-of-chat, model-of-responses, model-of-router]}\n'
                     '    alone: {default: model-of-chat}\n' +
                     ''.join(f'    to-{name}: {{default: [model-of-chat, model-of-{name}]}}\n' for name in DIALECTS))
        self.config = '\n'.join(lines)
        self.daemon = Daemon(self.config)

    def tearDown(self):
        self.stop_daemon()
        for upstream in self.upstreams.values():
            upstream.stop()

    def stop_daemon(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.assertNotIn(SECRET, log)

    def begin_again(self):
        """With a daemon that knows nothing of its providers, as none has failed yet."""
        self.stop_daemon()
        self.daemon = Daemon(self.config)
        for upstream in self.upstreams.values():
            upstream.requests.clear()

    def post(self, streams=True, profile=None, **more):
        body = message(stream=streams, messages=[{'role': 'user', 'content': SECRET}], **more)
        status, headers, text = self.daemon.post_bytes(
            json.dumps(body).encode(), headers={'x-ccproxy-profile': profile} if profile else {})
        return status, headers, text.decode()

    def check_answered(self, answer, streams, name='claude', attempts=2):
        status, headers, text = answer
        self.assertEqual(status, 200, text)
        self.assertIn(f'provider={name}; model=model-of-{name}; target=2/2; attempt={attempts}',
                      headers['x-ccproxy-route'])
        self.assertIsNone(headers['retry-after'])
        if streams:
            events = parse_events(text)
            self.assertEqual([event['type'] for event in events if event['type'] == 'error'], [])
            self.assertEqual(events[-1]['type'], 'message_stop')
        else:
            self.assertEqual(json.loads(text)['type'], 'message')

    def check_asked(self, name, times=1):
        """The provider was asked in its own dialect, with its own model, key and limit."""
        requests = self.upstreams[name].requests
        self.assertEqual(len(requests), times)
        for request in requests:
            self.assertEqual(DIALECTS[name].check(request['body']), [])
            sent = json.dumps([request['path'], request['headers'], request['body']])
            self.assertEqual(set(re.findall(r'key-of-\w+', sent)), {f'key-of-{name}'})
            self.assertEqual(set(re.findall(r'model-of-\w+', sent)), {f'model-of-{name}'})

    def answer(self, name):
        dialect = DIALECTS[name]
        self.upstreams[name].add(dialect.answer('a thought', dialect.make_state(1), 'a text', []))

    def test_T101_T112_statuses(self):
        for status, (times, kind) in STATUS.items():
            for streams in (True, False):
                with self.subTest(status=status, streams=streams):
                    self.begin_again()
                    headers = [('retry-after', '60')] if status == 429 else []
                    self.upstreams['chat'].add(*[refuse(status, SECRET, headers)] * times)
                    self.answer('claude')
                    self.check_answered(self.post(streams), streams, attempts=times + 1)
                    self.check_asked('chat', times)
                    self.check_asked('claude')
                    self.assertIn(f'chat/model-of-chat failed ({kind}), going on with claude/model-of-claude, '
                                  'target 2 of 2', self.daemon.read_log())

    def test_T111_each_dialect(self):
        for name in set(DIALECTS) - {'chat'}:
            with self.subTest(name=name):
                self.upstreams['chat'].add(refuse(500))
                self.answer(name)
                self.check_answered(self.post(profile=f'to-{name}', max_tokens=9000), True, name)
                self.check_asked(name)
                sent = json.dumps(self.upstreams[name].requests[-1]['body'])
                # a limit that Anthropic's own dialect has no option for
                self.assertEqual('512' in sent, name != 'claude')
                self.assertEqual('9000' in sent, name == 'claude')

    def test_T112_of_the_clients_making(self):
        for status in (400, 413, 422):
            for streams in (True, False):
                with self.subTest(status=status, streams=streams):
                    self.upstreams['chat'].add(refuse(status))
                    told, headers, text = self.post(streams)
                    self.assertEqual(told, 413 if status == 413 else 400, text)
                    self.assertIn('target=1/2; attempt=1', headers['x-ccproxy-route'])
                    self.assertEqual(self.upstreams['claude'].requests, [])

    def test_T112_refused_connection(self):
        self.answer('claude')
        self.check_answered(self.post(profile='dead'), True, attempts=3)
        self.check_asked('claude')

    def test_connection_is_cut(self):
        self.upstreams['chat'].add(Answer([], status=None), Answer([], status=None))
        self.answer('claude')
        status, headers, text = self.post()
        self.assertEqual(status, 200, text)
        self.assertIn('provider=claude', headers['x-ccproxy-route'])

    def test_T112_hangs(self):
        self.upstreams['chat'].add(silence(10))
        self.answer('claude')
        self.check_answered(self.post(), True)
        self.assertIn('(timeout_error), going on', self.daemon.read_log())

    def test_T101_error_before_content(self):
        error = b'data: {"error":{"message":"engine is gone","code":500}}\n\n'
        self.upstreams['chat'].add(Answer([error]))
        self.answer('claude')
        self.check_answered(self.post(), True)

    def test_error_after_content(self):
        error = b'data: {"error":{"message":"engine is gone","code":500}}\n\n'
        self.upstreams['chat'].add(Answer([stream('some text')[0], error]))
        status, headers, text = self.post()
        self.assertEqual(status, 200)
        self.assertEqual(parse_events(text)[-1]['type'], 'error')
        self.assertIn('provider=chat', headers['x-ccproxy-route'])
        self.assertEqual(self.upstreams['claude'].requests, [])

    def test_no_answer_at_all(self):
        self.upstreams['chat'].add(whole(b'<html>hello</html>', content_type='text/html'))
        self.answer('claude')
        self.check_answered(self.post(), True)

    def test_T113_overflow(self):
        text = "This model's maximum context length is 8000 tokens. However, you requested 9000 tokens."
        self.upstreams['chat'].add(refuse(400, text))
        self.answer('gemini')
        status, headers, answer = self.post(profile='long')
        self.assertEqual(status, 200, answer)
        self.assertIn('provider=gemini; model=m-large; target=3/3; attempt=2', headers['x-ccproxy-route'])
        self.assertEqual(self.upstreams['claude'].requests, [])

    def test_T113_overflow_of_all(self):
        text = "This model's maximum context length is 8000 tokens. However, you requested 9000 tokens."
        self.upstreams['chat'].add(refuse(400, text))
        status, _, answer = self.post()
        self.assertEqual(status, 400)
        self.assertIn('prompt is too long', json.loads(answer)['error']['message'])
        self.assertEqual(self.upstreams['claude'].requests, [])

    def test_all_fail(self):
        self.upstreams['chat'].add(refuse(429, 'slow', [('retry-after', '90')]))
        self.upstreams['responses'].add(refuse(429, 'slower', [('retry-after', '30')]))
        self.upstreams['router'].add(refuse(401, 'who are you'))
        status, headers, text = self.post(profile='all')
        self.assertEqual(status, 429, text)
        self.assertEqual(headers['retry-after'], '30')
        self.assertIn('(upstream responses, HTTP 429)', json.loads(text)['error']['message'])
        self.assertIn('provider=router', headers['x-ccproxy-route'])
        self.assertIn('target=3/3; attempt=3', headers['x-ccproxy-route'])

    def check_passed_over(self):
        asked = len(self.upstreams['chat'].requests)
        self.answer('claude')
        self.check_answered(self.post(), True, attempts=1)
        self.assertEqual(len(self.upstreams['chat'].requests), asked)

    def test_passed_over(self):
        failures = {'rests': (refuse(429, headers=[('retry-after', '60')]), 1), 'key': (refuse(401), 1),
                    'credit': (refuse(402), 1), 'keeps failing': (refuse(500), 5)}
        for name, (failure, times) in failures.items():
            with self.subTest(name=name):
                self.begin_again()
                for _ in range(times):
                    self.upstreams['chat'].add(failure)
                    self.answer('claude')
                    self.check_answered(self.post(), True)
                self.check_passed_over()
                # what has nothing else to go to is sent all the same
                self.answer('chat')
                status, headers, text = self.post(profile='alone')
                self.assertEqual(status, 200, text)
                self.assertIn('provider=chat', headers['x-ccproxy-route'])

    def test_goes_back(self):
        """What works again is asked again."""
        for _ in range(5):
            self.upstreams['chat'].add(refuse(500))
            self.answer('claude')
            self.check_answered(self.post(), True)
        self.check_passed_over()
        for profile in ('alone', None):
            self.answer('chat')
            status, headers, text = self.post(profile=profile)
            self.assertEqual(status, 200, text)
            self.assertIn('provider=chat', headers['x-ccproxy-route'])

    def test_no_chain(self):
        self.upstreams['chat'].add(refuse(500))
        status, headers, _ = self.post(profile='alone')
        self.assertEqual(status, 500)
        self.assertIn('target=1/1; attempt=1', headers['x-ccproxy-route'])


if __name__ == '__main__':
    unittest.main()
