# test_exchange.py: whole exchanges through ccproxyd and an upstream of the Chat dialect
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import threading
import time
import unittest

from daemon import Daemon, get_text, get_types, message, parse_events
from fake_upstream import Answer, FakeUpstream, chunk, silence, stream, whole

CONFIG = '''
providers:
  - name: p
    type: openai-chat
    url: {url}
    api_key: sk-secret-of-the-test
    options: {{reasoning: true}}
models:
  - {{id: one, provider: p, upstream: m1}}
routing: {{default: one}}
start_hold: 0.3
ping_interval: 0.2
'''

COMPLETION = {'id': 'c', 'object': 'chat.completion', 'model': 'm1',
              'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'whole'},
                           'finish_reason': 'stop'}],
              'usage': {'prompt_tokens': 7, 'completion_tokens': 3, 'total_tokens': 10}}


class ExchangeTest(unittest.TestCase):
    def setUp(self):
        self.upstream = FakeUpstream()
        self.daemon = Daemon(CONFIG.format(url=self.upstream.url))

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.assertNotIn('sk-secret', log)
        self.assertNotIn(' fault: ', log)
        self.upstream.stop()

    def assert_error(self, answer, status, kind, words):
        self.assertEqual(answer[0], status, answer)
        body = json.loads(answer[2])
        self.assertEqual(body['error']['type'], kind)
        self.assertIn(words, body['error']['message'])
        self.assertEqual(body['request_id'], answer[1]['request-id'])

    def test_stream(self):
        self.upstream.add(Answer(stream('Hel', 'lo é😀')))
        status, headers, text = self.daemon.post(message())
        self.assertEqual(status, 200)
        self.assertTrue(headers['content-type'].startswith('text/event-stream'))
        self.assertEqual(get_text(text), 'Hello é😀')
        self.assertEqual(get_types(text)[0], 'message_start')
        self.assertEqual(get_types(text)[-1], 'message_stop')
        request = self.upstream.requests[0]
        self.assertEqual(request['path'], '/v1/chat/completions')
        self.assertEqual(request['headers']['authorization'], 'Bearer sk-secret-of-the-test')
        self.assertEqual(request['body']['model'], 'm1')

    def test_whole_message(self):
        self.upstream.add(whole(COMPLETION))
        status, _, text = self.daemon.post(message(stream=False))
        answer = json.loads(text)
        self.assertEqual(status, 200)
        self.assertEqual(answer['content'], [{'type': 'text', 'text': 'whole'}])
        self.assertEqual(answer['model'], 'claude-x')
        self.assertEqual(answer['usage']['output_tokens'], 3)

    def test_T86_document_for_a_stream(self):
        self.upstream.add(whole(COMPLETION))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_text(text), 'whole')

    def test_T86_stream_for_a_document(self):
        self.upstream.add(Answer(stream('a', 'b')))
        status, headers, text = self.daemon.post(message(stream=False))
        self.assertEqual(status, 200)
        self.assertEqual(headers['content-type'].split(';')[0], 'application/json')
        self.assertEqual(json.loads(text)['content'][0]['text'], 'ab')

    def test_T85_html_instead_of_json(self):
        for streamed in (True, False):
            self.upstream.add(whole(b'<html>wrong door</html>', content_type='text/html'))
            answer = self.daemon.post(message(stream=streamed))
            self.assert_error(answer, 502, 'api_error', 'wrong door')

    def test_T74_cut_stream_is_an_error(self):
        self.upstream.add(Answer([chunk(delta={'content': 'par'}, finish_reason=None)], cut=True))
        _, _, text = self.daemon.post(message())
        self.assertEqual(parse_events(text)[-1]['error']['type'], 'api_error')
        self.assertNotIn('message_stop', get_types(text))

    def test_T74_cut_after_the_stop_reason(self):
        self.upstream.add(Answer(stream('all')[:2], cut=True))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_types(text)[-1], 'message_stop')

    def test_T77_nothing_at_all(self):
        self.upstream.add(Answer([]))
        answer = self.daemon.post(message())
        self.assert_error(answer, 502, 'api_error', 'ended unexpectedly')
        self.assertEqual(len(self.upstream.requests), 1)

    def test_T76_error_before_output_is_tried_again(self):
        error = b'data: {"error":{"message":"busy","code":503}}\n\n'
        self.upstream.add(Answer([error]), Answer(stream('second')))
        status, _, text = self.daemon.post(message())
        self.assertEqual((status, get_text(text)), (200, 'second'))

    def test_503_is_tried_again_once(self):
        busy = {'error': {'message': 'busy'}}
        self.upstream.add(whole(busy, 503), whole(COMPLETION))
        self.assertEqual(self.daemon.post(message(stream=False))[0], 200)
        self.upstream.add(whole(busy, 503), whole(busy, 503))
        self.assert_error(self.daemon.post(message(stream=False)), 503, 'api_error', 'busy')

    def test_500_is_not_tried_again(self):
        self.upstream.add(whole({'error': {'message': 'broken'}}, 500))
        self.assert_error(self.daemon.post(message(stream=False)), 500, 'api_error', 'broken')

    def test_T83_byte_order_mark_before_json(self):
        body = b'\xef\xbb\xbf' + json.dumps(COMPLETION).encode()
        self.upstream.add(whole(body))
        self.assertEqual(self.daemon.post(message(stream=False))[0], 200)

    def test_T101_429_is_a_status_with_retry_after(self):
        limit = {'error': {'message': 'slow down', 'type': 'rate_limit'}}
        self.upstream.add(whole(limit, 429, headers=[('retry-after', '7')]))
        answer = self.daemon.post(message())
        self.assert_error(answer, 429, 'rate_limit_error', 'slow down')
        self.assertEqual(answer[1]['retry-after'], '7')

    def test_401_is_an_authentication_error(self):
        refused = {'error': {'message': 'no such key', 'code': 'invalid_api_key'}}
        for streamed in (True, False):
            self.upstream.add(whole(refused, 401, headers=[('www-authenticate', 'Bearer')]))
            answer = self.daemon.post(message(stream=streamed))
            self.assert_error(answer, 401, 'authentication_error', 'no such key')

    def test_hang_up_is_not_tried_again(self):
        self.upstream.add(Answer([], status=None))
        answer = self.daemon.post(message())
        self.assert_error(answer, 502, 'api_error', 'closed the connection before it answered')
        self.assertEqual(len(self.upstream.requests), 1)

    def test_redirect_is_not_tried_again(self):
        self.upstream.add(whole(b'', 302, headers=[('location', 'http://127.0.0.1:1/')]))
        self.assert_error(self.daemon.post(message()), 502, 'api_error', 'HTTP 302')
        self.assertEqual(len(self.upstream.requests), 1)

    def test_refused_parameter_is_learned(self):
        refused = {'error': {'message': "Unsupported parameter: 'reasoning_effort'",
                             'param': 'reasoning_effort', 'code': 'unsupported_parameter'}}
        self.upstream.add(whole(refused, 400), *[whole(COMPLETION)] * 2)
        thinking = {'thinking': {'type': 'enabled', 'budget_tokens': 5000}}
        self.assertEqual(self.daemon.post(message(stream=False, **thinking))[0], 200)
        self.assertEqual(self.daemon.post(message(stream=False, **thinking))[0], 200)
        sent = ['reasoning_effort' in request['body'] for request in self.upstream.requests]
        self.assertEqual(sent, [True, False, False])

    def test_T87_pings_while_the_upstream_thinks(self):
        self.upstream.add(Answer([0.8, *stream('late')]))
        _, _, text = self.daemon.post(message())
        types = get_types(text)
        self.assertEqual(types[:2], ['message_start', 'ping'])
        self.assertGreaterEqual(types.count('ping'), 2)
        self.assertEqual(types.count('message_start'), 1)
        self.assertEqual(get_text(text), 'late')

    def answer_later(self, *answers):
        """The provider is silent, head and all, for longer than the hold."""
        threading.Timer(0.7, self.upstream.add, answers).start()

    def test_T87_hold_counts_from_the_request(self):
        self.answer_later(Answer(stream('late')))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_types(text)[:3], ['message_start', 'ping', 'ping'])
        self.assertEqual(get_types(text).count('message_start'), 1)
        self.assertEqual(get_text(text), 'late')

    def test_T87_status_after_the_hold_is_an_event(self):
        self.answer_later(whole({'error': {'message': 'who are you'}}, 403))
        status, _, text = self.daemon.post(message())
        self.assertEqual(status, 200)
        self.assertEqual(parse_events(text)[-1]['error']['type'], 'permission_error')

    def test_T87_slow_document_for_a_stream(self):
        text = json.dumps(COMPLETION).encode()
        self.upstream.add(Answer([text[:9], 0.7, text[9:]], content_type='application/json'))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_types(text)[:2], ['message_start', 'ping'])
        self.assertEqual(get_text(text), 'whole')

    def test_T100_departure_after_the_hold(self):
        connection = self.daemon.connect()
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        response.readline()
        response.close()
        connection.close()
        self.upstream.add(Answer([5]))
        self.assertGreater(self.upstream.closed_at.get(timeout=5), 0)

    def test_connection_left_open_after_the_end(self):
        usage = b'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\n'
        self.upstream.add(Answer([*stream('x')[:2], usage, 20]))
        begun = time.monotonic()
        self.assertEqual(get_text(self.daemon.post(message())[2]), 'x')
        self.assertLess(self.upstream.closed_at.get(timeout=5) - begun, 3)

    def test_events_for_a_plain_request_end_at_done(self):
        self.upstream.add(Answer([*stream('x'), 20]))
        begun = time.monotonic()
        self.assertEqual(self.daemon.post(message(stream=False))[0], 200)
        self.assertLess(time.monotonic() - begun, 3)

    def test_cut_body_of_an_error(self):
        self.upstream.add(Answer([b'{"error"'], 429, 'application/json', cut=True,
                                 headers=[('retry-after', '7')]))
        status, headers, _ = self.daemon.post(message(stream=False))
        self.assertEqual((status, headers['retry-after']), (429, '7'))

    def test_error_after_the_hold_is_an_event(self):
        self.upstream.add(Answer([0.6, b'data: {"error":{"message":"no","code":429}}\n\n']))
        _, _, text = self.daemon.post(message())
        self.assertEqual(parse_events(text)[-1]['error']['type'], 'rate_limit_error')

    def test_T100_departure_closes_the_upstream(self):
        text = chunk(delta={'content': 'x'}, finish_reason=None)
        phases = {'head': silence(5), 'body': Answer([5]),
                  'hold': Answer([b': wait\n\n', 5]), 'stream': Answer([text, 5])}
        for phase, answer in phases.items():
            with self.subTest(phase):
                self.upstream.add(answer)
                connection = self.daemon.connect()
                connection.request('POST', '/v1/messages', json.dumps(message()),
                                   {'content-type': 'application/json'})
                time.sleep(0.15)
                left = time.monotonic()
                connection.sock.close()
                self.assertLess(self.upstream.closed_at.get(timeout=5) - left, 0.1)

    def test_T100_departure_of_a_plain_request(self):
        phases = {'head': silence(5),
                  'body': Answer([5], content_type='application/json')}
        for phase, answer in phases.items():
            with self.subTest(phase):
                self.upstream.add(answer)
                connection = self.daemon.connect()
                connection.request('POST', '/v1/messages', json.dumps(message(stream=False)),
                                   {'content-type': 'application/json'})
                time.sleep(0.15)
                left = time.monotonic()
                connection.sock.close()
                self.assertLess(self.upstream.closed_at.get(timeout=5) - left, 0.1)

    def test_max_tokens_0_asks_nobody(self):
        answer = json.loads(self.daemon.post(message(stream=False, max_tokens=0))[2])
        self.assertEqual((answer['content'], answer['stop_reason']), ([], 'max_tokens'))
        self.assertEqual(get_types(self.daemon.post(message(max_tokens=0))[2])[-1], 'message_stop')
        self.assertEqual(self.upstream.requests, [])

    def test_T43_probe_that_cannot_finish(self):
        text = ('Could not finish the message because max_tokens or model output limit '
                'was reached.')
        for streamed in (True, False):
            self.upstream.add(whole({'error': {'message': text, 'code': None}}, 400))
            status, _, text_of = self.daemon.post(message(stream=streamed, max_tokens=1))
            self.assertEqual(status, 200, text_of)
            self.assertIn('"stop_reason":"max_tokens"', text_of)

    def test_T49_web_search_is_not_available(self):
        search = {'tools': [{'type': 'web_search_20250305', 'name': 'web_search', 'max_uses': 8}],
                  'tool_choice': {'type': 'tool', 'name': 'web_search'},
                  'messages': [{'role': 'user', 'content':
                                'Perform a web search for the query: glib "main" loop'}]}
        answer = json.loads(self.daemon.post(message(stream=False, **search))[2])
        call, result, words = answer['content']
        self.assertEqual(call['input'], {'query': 'glib "main" loop'})
        self.assertEqual(result['tool_use_id'], call['id'])
        self.assertEqual(result['content']['error_code'], 'unavailable')
        self.assertIn('not available', words['text'])
        self.assertEqual(answer['stop_reason'], 'end_turn')
        events = parse_events(self.daemon.post(message(**search))[2])
        self.assertEqual(events[1]['content_block']['type'], 'server_tool_use')
        self.assertEqual(events[-1]['type'], 'message_stop')
        self.assertEqual(self.upstream.requests, [])

    def test_explicit_model(self):
        self.upstream.add(whole(COMPLETION), whole(COMPLETION))
        self.daemon.post(message(stream=False, model='p,other/model'))
        self.daemon.post(message(stream=False, model='claude-via-one'))
        names = [request['body']['model'] for request in self.upstream.requests]
        self.assertEqual(names, ['other/model', 'm1'])

    def test_connections_are_used_again(self):
        self.upstream.add(*[Answer(stream('x'))] * 5)
        for _ in range(5):
            self.assertEqual(self.daemon.post(message())[0], 200)
        self.assertEqual(self.upstream.connections, 1)

    def test_one_line_a_request(self):
        self.upstream.add(whole(COMPLETION))
        headers = self.daemon.post(message(stream=False))[1]
        lines = [line for line in self.daemon.read_log().splitlines()
                 if headers['request-id'] in line]
        self.assertEqual(len(lines), 1)
        for word in ('default', 'claude-x', 'p/m1', '200', '7', '3'):
            self.assertIn(word, lines[0])

    def test_no_line_is_forged(self):
        self.upstream.add(*[whole(COMPLETION)] * 2)
        before = len(self.daemon.read_log().splitlines())
        self.daemon.post(message(stream=False, model='a\n12:00:00 forged\x1b[2J'))
        self.daemon.post(message(stream=False, model='m' * 1000000))
        lines = self.daemon.read_log().splitlines()[before:]
        self.assertEqual(len(lines), 2)
        self.assertIn('a\\x0a12:00:00 forged\\x1b[2J', lines[0])
        self.assertLess(len(lines[1]), 500)


class UnreachableTest(unittest.TestCase):
    def test_refused_connection(self):
        upstream = FakeUpstream()
        upstream.stop()
        daemon = Daemon(CONFIG.format(url=upstream.url))
        status, _, text = daemon.post(message())
        daemon.stop()
        self.assertEqual(status, 502)
        self.assertEqual(json.loads(text)['error']['type'], 'api_error')
