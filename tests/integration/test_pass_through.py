# test_pass_through.py: exchanges with a provider that speaks the Messages API itself
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import unittest

from daemon import Daemon, get_types, parse_events
from fake_upstream import Answer, FakeUpstream, silence, whole

PROVIDER = '''
providers:
  - name: p
    type: anthropic
    url: {url}
    api_key: sk-secret-of-the-test
    options: {{{options}}}
models:
  - {{id: one, provider: p, upstream: upstream-model}}
  - {{id: same, provider: p}}
routing: {{default: one}}
start_hold: 0.3
ping_interval: 5
'''

# nothing in it is as a serializer would write it
BODY = '''{ "model" : "%s",
  "max_tokens":1e2 , "stream": %s, "temperature": 0.10, "metadata":{"user_id":"\\u00e9\\/x"},
  "messages" : [ {"role":"user","content":"h\\u00e9llo \U0001f600"},
    {"content":[{"type":"thinking","signature":"EqRk+/=","thinking":"so"},
      {"type":"redacted_thinking","data":"ccp-not-ours"},
      {"type":"tool_use","id":"toolu_1","name":"A","input":{"n":1.0,"big":12345678901234567890}}],
     "role":"assistant"},
    {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[]}]},
    {"role":"system","content":"Plan mode is active"} ],
  "thinking":{"type":"adaptive","display":"omitted"},
  "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
  "a field of tomorrow": [ null ] }'''

START = (b'event: message_start\ndata: {"type": "message_start", "message": {"id": "msg_1", '
         b'"type": "message", "role": "assistant", "model": "%s", "content": [], '
         b'"stop_reason": null, "stop_sequence": null, "new": 1.50, '
         b'"usage": {"input_tokens": 7, "output_tokens": 1}}}\n\n')
REST = (b'event: content_block_start\n'
        b'data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n'
        b'event: ping\ndata: {"type": "ping"}\n\n'
        b'event: content_block_delta\r\n'
        b'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"h\xc3\xa9\xf0\x9f\x98\x80"}}\r\n\r\n'
        b'event: content_block_delta\n'
        b'data: {"type":"content_block_delta","index":0,"delta":{"type":"delta_of_tomorrow","x":1}}\n\n'
        b'event: event_of_tomorrow\ndata: {"type":"event_of_tomorrow","x":[1,2]}\n\n'
        b'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n'
        b'id: 7\nevent: message_delta\ndata:{"type":"message_delta",\n'
        b'data:  "delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}\n\n'
        b'event: message_stop\ndata: {"type":"message_stop" }\n\n')

MESSAGE = (b' {"model" : "upstream-model", "id":"msg_1","type":"message", "role":"assistant",'
           b'"content":[{"type":"text","text":"h\\u00e9"},{"type":"block_of_tomorrow"}],\n'
           b'"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3.0e0} }')


def body(model='asked', stream=True):
    return (BODY % (model, 'true' if stream else 'false')).encode()


def stream(model=b'upstream-model'):
    return START % model + REST


class PassThroughTest(unittest.TestCase):
    options = ''
    more = ''

    def setUp(self):
        self.upstream = FakeUpstream()
        url = self.upstream.url.removesuffix('/v1')
        self.daemon = Daemon(PROVIDER.format(url=url, options=self.options) + self.more)

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        for secret in ('sk-secret', 'sk-of-the-client', 'key-of-the-proxy'):
            self.assertNotIn(secret, log)
        self.upstream.stop()

    def ask(self, request, headers=None, path='/v1/messages'):
        return self.daemon.post_bytes(request, path, headers)

    def get_sent(self):
        return self.upstream.requests[-1]


class BytesTest(PassThroughTest):
    def test_request_is_byte_equal_but_for_the_model(self):
        self.upstream.add(Answer([stream()]))
        self.assertEqual(self.ask(body())[0], 200)
        self.assertEqual(self.get_sent()['path'], '/v1/messages')
        self.assertEqual(self.get_sent()['raw'], body('upstream-model'))

    def test_request_of_the_same_model_is_byte_equal(self):
        self.upstream.add(Answer([stream()]))
        self.ask(body('same'))
        self.assertEqual(self.get_sent()['raw'], body('same'))

    def test_T91_stream_is_byte_equal_but_for_the_model(self):
        self.upstream.add(Answer([stream()]))
        status, headers, answer = self.ask(body())
        self.assertEqual(status, 200)
        self.assertTrue(headers['content-type'].startswith('text/event-stream'))
        self.assertEqual(answer, stream(b'asked'))

    def test_T82_T83_stream_in_pieces_of_one_byte(self):
        self.upstream.add(Answer([bytes([byte]) for byte in stream()]))
        self.assertEqual(self.ask(body())[2], stream(b'asked'))

    def test_whole_answer_is_byte_equal_but_for_the_model(self):
        self.upstream.add(whole(MESSAGE))
        status, headers, answer = self.ask(body(stream=False))
        self.assertEqual(status, 200)
        self.assertEqual(headers['content-type'], 'application/json')
        self.assertEqual(answer, MESSAGE.replace(b'upstream-model', b'asked'))

    def test_T86_document_for_a_stream(self):
        for content_type in ('application/json', 'text/event-stream'):
            self.upstream.add(whole(MESSAGE, content_type=content_type))
            text = self.ask(body())[2].decode()
            self.assertEqual(get_types(text)[-1], 'message_stop')
            self.assertEqual(parse_events(text)[0]['message']['model'], 'asked')
            self.assertEqual(parse_events(text)[2]['delta']['text'], 'hé')

    def test_T86_stream_for_a_document(self):
        self.upstream.add(Answer([stream()]))
        status, headers, answer = self.ask(body(stream=False))
        self.assertEqual((status, headers['content-type']), (200, 'application/json'))
        self.assertEqual(json.loads(answer)['model'], 'asked')
        self.assertEqual(json.loads(answer)['content'][0]['text'], 'hé😀')

    def test_events_without_names_are_given_theirs(self):
        nameless = b''.join(line for line in stream().splitlines(True)
                            if not line.startswith(b'event:'))
        self.upstream.add(Answer([nameless]))
        self.assertEqual(get_types(self.ask(body())[2].decode().replace('\r', '')),
                         ['message_start', 'content_block_start', 'ping', 'content_block_delta',
                          'content_block_stop', 'message_delta', 'message_stop'])

    def test_max_tokens_0_warms_the_cache_of_the_provider(self):
        self.upstream.add(whole(MESSAGE))
        request = body('same', stream=False).replace(b'1e2', b'0')
        self.assertEqual(self.ask(request)[0], 200)
        self.assertEqual(self.get_sent()['raw'], request)

    def test_T87_own_pings_stand_between_events(self):
        self.upstream.add(Answer([0.6, stream()]))
        answer = self.ask(body())[2]
        begin = answer.split(b'event: content_block_start')[0].decode()
        self.assertEqual(get_types(begin), ['message_start', 'ping'])
        self.assertEqual(parse_events(begin)[0]['message']['model'], 'asked')
        self.assertTrue(answer.endswith(REST))


class ErrorTest(PassThroughTest):
    def test_T124_errors_keep_status_and_bytes(self):
        for status, kind in ((400, 'invalid_request_error'), (404, 'not_found_error'),
                             (413, 'request_too_large'), (422, 'error_of_tomorrow'),
                             (529, 'overloaded_error')):
            error = (b'{"type": "error","error":{"type":"%s","message":"no \\u00e9"},'
                     b'"request_id":"req_up"}' % kind.encode())
            for streamed in (True, False):
                self.upstream.add(whole(error, status, headers=[('request-id', 'req_up')]))
                answer = self.ask(body(stream=streamed))
                self.assertEqual((answer[0], answer[2]), (status, error))
                self.assertEqual(answer[1]['request-id'], 'req_up')

    def test_T113_overflow_in_other_words(self):
        error = {'type': 'error', 'error': {
            'type': 'invalid_request_error',
            'message': "This model's maximum context length is 10 tokens. However, your "
                       'messages resulted in 20 tokens'}}
        self.upstream.add(whole(error, 400))
        status, _, answer = self.ask(body())
        self.assertEqual(status, 400)
        self.assertEqual(json.loads(answer)['error']['message'],
                         'prompt is too long: 20 tokens > 10 maximum')

    def test_a_key_is_not_repeated(self):
        error = {'type': 'error', 'error': {'type': 'authentication_error',
                                            'message': 'wrong: sk-abcdefghijklmnopqrstuvwxyz0123'}}
        self.upstream.add(whole(error, 401))
        status, _, answer = self.ask(body())
        self.assertEqual(status, 401)
        self.assertNotIn(b'sk-abcdef', answer)

    def test_T101_429_with_its_headers(self):
        error = b'{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}'
        limits = [('retry-after', '7'), ('anthropic-ratelimit-requests-remaining', '0'),
                  ('request-id', 'req_up'), ('set-cookie', 'a=b'), ('x-should-retry', 'true')]
        self.upstream.add(whole(error, 429, headers=limits))
        status, headers, answer = self.ask(body())
        self.assertEqual((status, answer), (429, error))
        for name, value in limits:
            self.assertEqual(headers[name], None if name == 'set-cookie' else value)
        self.assertEqual(len(headers.get_all('retry-after')), 1)

    def test_T75_error_inside_a_stream_passes(self):
        error = b'event: error\ndata: {"type":"error", "error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'
        begin = (START % b'upstream-model') + REST.split(b'event: ping')[0]
        self.upstream.add(Answer([begin, 0.05, error]))
        self.assertEqual(self.ask(body())[2], begin.replace(b'upstream-model', b'asked') + error)

    def test_T76_error_before_the_message_is_tried_again(self):
        error = b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'
        self.upstream.add(Answer([error]), Answer([stream()]))
        self.assertEqual(self.ask(body())[2], stream(b'asked'))
        self.upstream.add(Answer([error]), Answer([error]))
        status, _, answer = self.ask(body())
        self.assertEqual(status, 503)
        self.assertEqual(json.loads(answer)['error'],
                         {'type': 'overloaded_error', 'message': 'Overloaded'})

    def test_error_after_the_hold_keeps_its_words(self):
        error = b'{"type":"error","error":{"type":"error_of_tomorrow","message":"no"}}'
        late = whole(error, 400)
        late.head_delay = 0.6
        self.upstream.add(late)
        answer = self.ask(body())[2]
        self.assertEqual(get_types(answer.decode()), ['message_start', 'ping', 'error'])
        self.assertTrue(answer.endswith(b'data: ' + error + b'\n\n'))

    def test_T74_cut_stream_is_an_error(self):
        self.upstream.add(Answer([(START % b'm')], cut=True))
        self.assertEqual(get_types(self.ask(body())[2].decode()), ['message_start', 'error'])

    def test_T74_cut_after_the_stop_reason(self):
        cut = stream().split(b'event: message_stop')[0]
        self.upstream.add(Answer([cut], cut=True))
        self.assertTrue(self.ask(body())[2].endswith(b'data: {"type":"message_stop"}\n\n'))

    def test_T77_nothing_at_all(self):
        self.upstream.add(Answer([]))
        self.assertEqual(self.ask(body())[0], 502)

    def test_T85_html(self):
        for streamed in (True, False):
            self.upstream.add(whole(b'<html>wrong door</html>', content_type='text/html'))
            status, _, answer = self.ask(body(stream=streamed))
            self.assertEqual(status, 502)
            self.assertIn(b'wrong door', answer)


class HeaderTest(PassThroughTest):
    def test_T123_what_passes_and_what_does_not(self):
        passed = {'anthropic-version': '2024-01-01', 'anthropic-beta': 'a-2025-01-01, b',
                  'user-agent': 'claude-cli/2', 'x-app': 'cli', 'x-stainless-lang': 'js',
                  'x-claude-code-session-id': 's'}
        kept = {'authorization': 'Bearer sk-of-the-client', 'x-api-key': 'sk-of-the-client',
                'cookie': 'a=b', 'x-forwarded-for': '10.0.0.1', 'x-secret': 's'}
        self.upstream.add(Answer([stream()]))
        self.ask(body(), {**passed, **kept, 'accept-encoding': 'gzip, br'})
        headers = self.get_sent()['headers']
        for name, value in passed.items():
            self.assertEqual(headers.get(name), value)
        for name in set(kept) - {'x-api-key'}:
            self.assertNotIn(name, headers)
        self.assertEqual(headers['x-api-key'], 'sk-secret-of-the-test')
        self.assertEqual(headers['accept-encoding'], 'identity')

    def test_version_that_the_client_left_out(self):
        self.upstream.add(Answer([stream()]))
        self.ask(body())
        self.assertEqual(self.get_sent()['headers']['anthropic-version'], '2023-06-01')

    def test_headers_of_a_good_answer(self):
        limits = [('anthropic-ratelimit-tokens-remaining', '5'), ('request-id', 'req_up'),
                  ('anthropic-organization-id', 'org'), ('server', 'x'), ('via', 'y')]
        for streamed in (True, False):
            good = Answer([stream()] if streamed else [MESSAGE], headers=limits,
                          content_type='text/event-stream' if streamed else 'application/json')
            self.upstream.add(good)
            headers = self.ask(body(stream=streamed))[1]
            self.assertEqual(headers['anthropic-ratelimit-tokens-remaining'], '5')
            self.assertEqual(headers['anthropic-organization-id'], 'org')
            self.assertEqual(headers.get_all('request-id'), ['req_up'])
            self.assertIsNone(headers['server'])
            self.assertIsNone(headers['via'])


class BearerTest(PassThroughTest):
    options = 'auth: bearer'

    def test_bearer(self):
        self.upstream.add(Answer([stream()]))
        self.ask(body())
        headers = self.get_sent()['headers']
        self.assertEqual(headers['authorization'], 'Bearer sk-secret-of-the-test')
        self.assertNotIn('x-api-key', headers)


class ClientAuthTest(PassThroughTest):
    options = 'auth: client'

    def test_what_the_client_is_known_by(self):
        for name, value in (('x-api-key', 'sk-of-the-client'),
                            ('authorization', 'Bearer sk-of-the-client')):
            self.upstream.add(Answer([stream()]))
            self.assertEqual(self.ask(body(), {name: value})[0], 200)
            headers = self.get_sent()['headers']
            sent = {key: headers[key] for key in ('x-api-key', 'authorization') if key in headers}
            self.assertEqual(sent, {name: value})

    def test_key_of_the_configuration_does_not_stand_in(self):
        status, _, answer = self.ask(body())
        self.assertEqual(status, 401)
        self.assertEqual(json.loads(answer)['error']['type'], 'authentication_error')
        self.assertEqual(self.upstream.requests, [])


class ClientKeyTest(PassThroughTest):
    options = 'auth: client'
    more = 'client_keys: [key-of-the-proxy, other-key-of-the-proxy]\n'

    def test_client_key_is_never_forwarded(self):
        own, other = 'key-of-the-proxy', 'sk-of-the-client'
        for api_key, bearer, sent in ((own, other, {'authorization': 'Bearer ' + other}),
                                      (other, own, {'x-api-key': other})):
            self.upstream.add(Answer([stream()]))
            self.assertEqual(self.ask(body(), {'x-api-key': api_key,
                                               'authorization': 'Bearer ' + bearer})[0], 200)
            headers = self.get_sent()['headers']
            self.assertEqual({key: headers[key] for key in ('x-api-key', 'authorization')
                              if key in headers}, sent)

    def test_nothing_but_client_keys(self):
        for headers in ({'x-api-key': 'key-of-the-proxy'},
                        {'authorization': 'Bearer  key-of-the-proxy'},
                        {'authorization': 'Bearer \tkey-of-the-proxy'},
                        {'x-api-key': 'key-of-the-proxy',
                         'authorization': 'Bearer other-key-of-the-proxy'}):
            self.assertEqual(self.ask(body(), headers)[0], 401)
        self.assertEqual(self.upstream.requests, [])


class CompatibleTest(PassThroughTest):
    options = 'drop_fields: [context_management], mid_system: user'

    def test_T45_field_and_beta_go_together(self):
        betas = ('context-management-2025-06-27,effort-2025-11-24,'
                 'mid-conversation-system-2026-04-07')
        self.upstream.add(Answer([stream()]))
        self.ask(body(), {'anthropic-beta': betas})
        sent = self.get_sent()
        self.assertEqual(sent['headers']['anthropic-beta'], 'effort-2025-11-24')
        self.assertNotIn('context_management', sent['body'])
        self.assertEqual(sent['body']['messages'][-1], {'role': 'user', 'content': [
            {'type': 'text',
             'text': '<system-reminder>\nPlan mode is active\n</system-reminder>'}]})
        self.assertEqual(sent['body']['a field of tomorrow'], [None])


class CountTest(PassThroughTest):
    REQUEST = b'{ "model":"one","messages":[{"role":"user","content":"one two three"}] }'
    PATH = '/v1/messages/count_tokens?beta=true'

    def test_T115_provider_counts(self):
        self.upstream.add(whole(b'{"input_tokens" : 4711,"context_management":null}',
                                headers=[('request-id', 'req_up')]))
        status, headers, answer = self.ask(self.REQUEST, {'anthropic-beta': 'token-counting-2024-11-01'},
                                           self.PATH)
        self.assertEqual((status, answer), (200, b'{"input_tokens" : 4711,"context_management":null}'))
        self.assertEqual(headers['request-id'], 'req_up')
        sent = self.get_sent()
        self.assertEqual(sent['path'], '/v1/messages/count_tokens')
        self.assertEqual(sent['headers']['anthropic-beta'], 'token-counting-2024-11-01')
        self.assertEqual(sent['raw'], self.REQUEST.replace(b'one"', b'upstream-model"', 1))

    def test_T115_estimate_where_the_provider_fails(self):
        for answer in (whole({'type': 'error', 'error': {'type': 'not_found_error', 'message': 'x'}}, 404),
                       whole(b'<html>'), whole({'input_tokens': 'many'}), silence(0)):
            if answer.head_delay == 0 and not answer.pieces:
                answer.status = None
            self.upstream.add(answer)
            status, _, text = self.ask(self.REQUEST, path=self.PATH)
            self.assertEqual(status, 200)
            self.assertIn(json.loads(text)['input_tokens'], range(3, 30))

    def test_what_is_wrong_is_refused_here(self):
        self.assertEqual(self.ask(b'{"model":"one"}', path=self.PATH)[0], 400)
        self.assertEqual(self.upstream.requests, [])


class EstimateTest(PassThroughTest):
    options = 'count_tokens: estimate'

    def test_T115_provider_is_not_asked(self):
        status, _, text = self.ask(CountTest.REQUEST, path=CountTest.PATH)
        self.assertEqual(status, 200)
        self.assertIn(json.loads(text)['input_tokens'], range(3, 30))
        self.assertEqual(self.upstream.requests, [])


if __name__ == '__main__':
    unittest.main()
