# test_api.py: the library as the author of a plugin in Python uses it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import contextlib
import gc
import io
import json
import os
import pathlib
import unittest

try:
    import golden
    from chat_dialect import Ccp, ChatDialect, GLib, from_json, to_json
    from gi.repository import Gio
except ImportError as error:
    raise unittest.SkipTest(f'no Python that can use the typelib: {error}') from error

PAGE_SIZE = os.sysconf('SC_PAGE_SIZE')
CCP_ERROR = 'ccp-error-quark'


def make_exchange(body=None, upstream_model='m1'):
    body = body or {'model': 'claude-x', 'max_tokens': 1000, 'messages': []}
    exchange = Ccp.Exchange.new(Ccp.Operation.MESSAGES, None, to_json(body))
    exchange.set_route(Ccp.Route.new('default', 'p', upstream_model))
    return exchange


def make_batch(payloads):
    batch = Ccp.EventBatch.new()
    for payload in payloads:
        if isinstance(payload, str):
            batch.append(Ccp.Event.new_text(None, payload, -1))
        else:
            batch.append(Ccp.Event.new(None, to_json(payload)))
    return batch


def list_events(batch):
    return [from_json(batch.get(index).get_data()) for index in range(batch.get_length())]


def run_async(start, finish, *arguments):
    """Calls an asynchronous method and turns the main loop until it is done."""
    results = []
    start(*arguments, None, lambda source, result, data=None: results.append(result))
    while not results:
        GLib.MainContext.default().iteration(True)
    return finish(results[0])


class Faulty(Ccp.SimpleTransformer):
    """Fails in each way in which Python can."""

    def do_transform_request(self, exchange, body):
        raise ValueError('a fault of the plugin')

    def do_transform_response(self, exchange, body):
        raise GLib.Error('no such model', CCP_ERROR, Ccp.Error.NOT_FOUND)

    def do_transform_events(self, exchange, batch, flags):
        return None


class Provider(Ccp.SimpleProvider):
    url = None

    def do_configure(self, settings):
        self.url = from_json(settings)['url']
        return True

    def do_get_dialect(self):
        return 'openai-chat.AnthropicToOpenAI'

    def do_get_framing(self, exchange):
        return Ccp.Framing.SSE

    def do_describe(self, exchange, operation, body):
        if operation != Ccp.Operation.MESSAGES:
            raise GLib.Error('only messages', CCP_ERROR, Ccp.Error.NOT_FOUND)
        request = Ccp.UpstreamRequest.new('POST', f'{self.url}/chat/completions')
        request.get_headers().set('x-plugin', 'python')
        request.set_key_header('authorization', 'Bearer ')
        request.set_body(body)
        return request

    def do_judge(self, exchange, status, headers, body, document):
        if status == 200:
            return Ccp.Verdict.new_fine()
        message = from_json(document)['error']['message']
        verdict = Ccp.Verdict.new(Ccp.VerdictKind.REST, Ccp.Error.RATE_LIMITED, message)
        verdict.set_retry_after(int(headers.get('retry-after')) * 1000)
        return verdict


class Router(Ccp.SimpleRouter):
    catalog = None

    def do_configure(self, settings, catalog):
        self.catalog = catalog
        return True

    def do_route(self, exchange):
        route = self.catalog.resolve('default', exchange.get_model())
        route.add_step('model', Ccp.RouteVerdict.MATCHED, 'the client asked for it')
        return route


class GoldenTest(unittest.TestCase):
    def assert_request(self, name):
        case = golden.load(name)
        made = ChatDialect().transform_request(make_exchange(case['input']),
                                               to_json(case['input']))
        self.assertIsNone(golden.find_difference(case['expected']['body'], from_json(made)))

    def assert_events(self, name, batch_size):
        case = golden.load(name)
        exchange, dialect, events = make_exchange(), ChatDialect(), []
        payloads = case['input']
        for start in range(0, len(payloads), batch_size):
            last = start + batch_size >= len(payloads)
            made = dialect.transform_events(
                exchange, make_batch(payloads[start:start + batch_size]),
                Ccp.TransformFlags.END if last else Ccp.TransformFlags.NONE)
            events += list_events(made)
        self.assertIsNone(golden.find_difference(case['expected'], events))

    def test_request_system_message(self):
        self.assert_request('chat-req-mid-system-in-place')

    def test_request_without_tools(self):
        self.assert_request('chat-req-tool-choice-any-without-tools')

    def test_response(self):
        case = golden.load('chat-resp-text-cached-usage')
        made = ChatDialect().transform_response(make_exchange(), to_json(case['input']))
        self.assertIsNone(golden.find_difference(case['expected'], from_json(made)))

    def test_events(self):
        for batch_size in (1, 2, 100):
            self.assert_events('chat-stream-text-usage-after-finish', batch_size)

    def test_events_of_a_cut_tool_call(self):
        self.assert_events('chat-stream-length-truncated-tool', 1)

    def test_difference_is_found(self):
        expected = {'a': ['$INT', {'b': 'x'}]}
        self.assertIsNone(golden.find_difference(expected, {'a': [1, {'b': 'x'}]}))
        for actual in ({'a': [1, {'b': 'y'}]}, {'a': [1]}, {'a': ['1', {'b': 'x'}]}, {}):
            self.assertIsNotNone(golden.find_difference(expected, actual))


class TransformerTest(unittest.TestCase):
    def test_interface_is_asynchronous(self):
        case = golden.load('chat-req-mid-system-in-place')
        dialect = ChatDialect()
        made = run_async(dialect.transform_request_async, dialect.transform_request_finish,
                         make_exchange(case['input']), to_json(case['input']))
        self.assertIsNone(golden.find_difference(case['expected']['body'], from_json(made)))

    def test_abilities_are_what_is_overridden(self):
        can = Ccp.TransformAbilities
        self.assertEqual(ChatDialect().get_abilities(),
                         can.REQUEST | can.RESPONSE | can.EVENTS)
        self.assertEqual(ChatDialect().get_side(), Ccp.Side.DIALECT)

    def test_params(self):
        self.assertTrue(ChatDialect().configure(to_json({'limit': 3})))
        with self.assertRaises(GLib.Error) as caught:
            ChatDialect().configure(to_json({'limit': -1}))
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.CONFIG))

    def test_exception_is_an_error_of_the_plugin(self):
        with self.assertRaises(GLib.Error) as caught, \
                contextlib.redirect_stderr(io.StringIO()) as printed:
            Faulty().transform_request(make_exchange(), to_json({}))
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.PLUGIN))
        self.assertIn('transform_request failed', caught.exception.message)
        self.assertIn('ValueError: a fault of the plugin', printed.getvalue())

    def test_error_keeps_its_code(self):
        with self.assertRaises(GLib.Error) as caught:
            Faulty().transform_response(make_exchange(), to_json({}))
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.NOT_FOUND))
        self.assertEqual(caught.exception.message, 'no such model')

    def test_nothing_is_an_error(self):
        with self.assertRaises(GLib.Error) as caught:
            Faulty().transform_events(make_exchange(), make_batch([]), 0)
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.PLUGIN))

    def test_not_overridden_passes_through(self):
        class Idle(Ccp.SimpleTransformer):
            pass

        body = to_json({'a': 1})
        self.assertEqual(Idle().transform_request(make_exchange(), body).to_text(),
                         body.to_text())


class ProviderTest(unittest.TestCase):
    def setUp(self):
        self.provider = Provider()
        self.provider.configure(to_json({'url': 'http://127.0.0.1:1/v1'}))

    def test_describe(self):
        request = run_async(self.provider.describe_async, self.provider.describe_finish,
                            make_exchange(), Ccp.Operation.MESSAGES, to_json({'a': 1}))
        self.assertEqual(request.get_url(), 'http://127.0.0.1:1/v1/chat/completions')
        self.assertEqual(request.get_headers().get('X-Plugin'), 'python')
        self.assertEqual(request.get_key_header(), 'authorization')
        self.assertEqual(from_json(request.get_body()), {'a': 1})

    def test_describe_error(self):
        with self.assertRaises(GLib.Error) as caught:
            self.provider.describe(make_exchange(), Ccp.Operation.MODELS, None)
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.NOT_FOUND))

    def test_judge(self):
        headers = Ccp.Headers.new()
        headers.append('Retry-After', '7')
        document = to_json({'error': {'message': 'slow down'}})
        verdict = self.provider.judge(make_exchange(), 429, headers,
                                      document.get_bytes(), document)
        self.assertEqual(verdict.get_kind(), Ccp.VerdictKind.REST)
        self.assertEqual(verdict.get_code(), Ccp.Error.RATE_LIMITED)
        self.assertEqual(verdict.get_message(), 'slow down')
        self.assertEqual(verdict.get_retry_after(), 7000)

    def test_dialect_and_framing(self):
        self.assertEqual(self.provider.get_dialect(), 'openai-chat.AnthropicToOpenAI')
        self.assertEqual(self.provider.get_framing(make_exchange()), Ccp.Framing.SSE)


class RouterTest(unittest.TestCase):
    def setUp(self):
        self.catalog = Ccp.Catalog.new()
        self.catalog.add_provider('p')
        self.catalog.add_model('claude-x', 'p', 'm1')
        self.router = Router()
        self.router.configure(to_json({}), self.catalog)

    def test_route(self):
        route = run_async(self.router.route_async, self.router.route_finish,
                          make_exchange())
        self.assertEqual((route.get_provider(), route.get_model()), ('p', 'm1'))
        self.assertEqual(
            route.get_step(0), ('model', Ccp.RouteVerdict.MATCHED, 'the client asked for it'))
        self.assertEqual(route.get_rule(), 'model')

    def test_unknown_model(self):
        with self.assertRaises(GLib.Error):
            self.router.route(make_exchange({'model': 'claude-y', 'messages': []}))


class SharedTest(unittest.TestCase):
    """What dialects share."""

    def test_base_url(self):
        base = Ccp.BaseUrl.new('https://h.example/v1/chat?a=1', ['/chat'])
        self.assertEqual(base.make_url('/models', 'b=2'), 'https://h.example/v1/models?a=1&b=2')
        self.assertTrue(base.is_at(['example']))
        with self.assertRaises(GLib.Error):
            Ccp.BaseUrl.new('sk-1', None)

    def test_auth_scheme(self):
        request = Ccp.UpstreamRequest.new('POST', 'https://h')
        settings = to_json({'options': {'auth': 'bearer'}})
        Ccp.AuthScheme.new_from_settings(settings, 'x-api-key').apply(request)
        self.assertEqual(request.get_key_header(), 'authorization')
        self.assertEqual(request.get_key_prefix(), 'Bearer ')

    def test_options(self):
        exchange = make_exchange()
        exchange.set_options(to_json({'a': True, 'n': 5, 'word': 'two', 'list': ['x', 'y']}))
        self.assertTrue(exchange.get_option_boolean('a', False))
        self.assertEqual(exchange.get_option_int('n', 0), 5)
        self.assertEqual(exchange.get_option_word('word', ['one', 'two'], -1), 1)
        self.assertEqual(exchange.dup_option_strv('list'), ['x', 'y'])
        self.assertIsNone(exchange.dup_option_string('n'))

    def test_think_tags(self):
        parts = []
        tags = Ccp.ThinkTags.new(Ccp.ThinkTagsMode.AUTO)
        tags.feed('<think>hé</think>ok', -1, lambda *part: parts.append(part[:2]))
        self.assertEqual(parts, [(True, 'hé'.encode()), (False, b'ok')])

    def test_stop_matcher(self):
        emitter = Ccp.MessageEmitter.new(make_exchange())
        matcher = Ccp.StopMatcher.new(to_json({'stop_sequences': ['END']}))
        matcher.feed('one END two', -1, emitter)
        matcher.flush(emitter)
        self.assertEqual(matcher.get_matched(), 'END')
        texts = [event['delta']['text'] for event in list_events(emitter.take_events())
                 if 'delta' in event]
        self.assertEqual(texts, ['one '])


class EmitterTest(unittest.TestCase):
    def test_error_in_a_stream(self):
        emitter = Ccp.MessageEmitter.new(make_exchange())
        emitter.text('half of', -1)
        emitter.fail(Ccp.Verdict.new(Ccp.VerdictKind.GIVE_UP, Ccp.Error.UPSTREAM, 'gone'))
        events = list_events(emitter.take_events())
        self.assertEqual(events[-1]['error']['message'], 'gone')
        self.assertTrue(emitter.get_finished())

    def test_tool_call(self):
        chunks = [
            {'index': 0, 'id': 'call_1', 'function': {'name': 'add', 'arguments': '{"a"'}},
            {'index': 0, 'function': {'arguments': ':"é"}'}},
        ]
        payloads = [{'choices': [{'delta': {'tool_calls': [chunk]}, 'finish_reason': None}]}
                    for chunk in chunks]
        batch = ChatDialect().transform_events(make_exchange(), make_batch(payloads),
                                               Ccp.TransformFlags.END)
        events = list_events(batch)
        self.assertEqual(events[1]['content_block']['name'], 'add')
        pieces = [event['delta']['partial_json'] for event in events
                  if event['type'] == 'content_block_delta']
        self.assertEqual(json.loads(''.join(pieces)), {'a': 'é'})
        self.assertEqual(events[-2]['delta']['stop_reason'], 'tool_use')


class LeakTest(unittest.TestCase):
    """Bodies of 16 KiB cross the border often; one that stayed would be seen."""

    ROUNDS = 3000
    BODY = json.dumps({'model': 'm', 'text': 'x' * 16384})
    LIMIT = ROUNDS * 16384 // 8

    @staticmethod
    def get_resident_size():
        gc.collect()
        return int(pathlib.Path('/proc/self/statm').read_text().split()[1]) * PAGE_SIZE

    def assert_keeps_nothing(self, function):
        for _ in range(self.ROUNDS // 10):
            function()
        before = self.get_resident_size()
        for _ in range(self.ROUNDS):
            function()
        self.assertLess(self.get_resident_size() - before, self.LIMIT)

    def test_documents(self):
        class Same(Ccp.SimpleTransformer):
            def do_transform_request(self, exchange, body):
                return Ccp.Json.new_from_text(body.to_text(), -1)

        transformer, exchange = Same(), make_exchange()
        body = Ccp.Json.new_from_text(self.BODY, -1)
        self.assert_keeps_nothing(lambda: transformer.transform_request(exchange, body))

    def test_batches(self):
        class Same(Ccp.SimpleTransformer):
            def do_transform_events(self, exchange, batch, flags):
                out = Ccp.EventBatch.new()
                out.append(Ccp.Event.new('x', batch.get(0).get_data()))
                return out

        transformer, exchange = Same(), make_exchange()

        def transform():
            batch = Ccp.EventBatch.new()
            batch.append(Ccp.Event.new('x', Ccp.Json.new_from_text(self.BODY, -1)))
            transformer.transform_events(exchange, batch, Ccp.TransformFlags.NONE)

        self.assert_keeps_nothing(transform)

    def test_verdicts_and_requests(self):
        provider, exchange = Provider(), make_exchange()
        provider.configure(to_json({'url': 'http://127.0.0.1:1'}))
        headers = Ccp.Headers.new()
        headers.append('retry-after', '1')
        document = to_json({'error': {'message': 'x' * 16384}})

        def judge():
            provider.judge(exchange, 429, headers, None, document)
            provider.describe(exchange, Ccp.Operation.MESSAGES,
                              Ccp.Json.new_from_text(self.BODY, -1))

        self.assert_keeps_nothing(judge)

    def test_a_leak_would_be_seen(self):
        kept = []
        with self.assertRaises(AssertionError):
            self.assert_keeps_nothing(
                lambda: kept.append(Ccp.Json.new_from_text(self.BODY, -1)))


class ValueTest(unittest.TestCase):
    def test_numbers_survive(self):
        text = '{"n": 123456789012345678901234567890, "e": 1e400, "z": -0}'
        self.assertEqual(Ccp.Json.new_from_text(text, -1).to_text(), text)

    def test_handles(self):
        root = Ccp.JsonHandle.new(to_json({'a': [1, 'zwei', {'b': None}]}))
        self.assertEqual(root.get_names(), ['a'])
        self.assertEqual(root.get_member('a').get_element(1).get_string(), 'zwei')
        self.assertEqual(root.get_member('a').get_element(0).get_int(), (True, 1))
        self.assertEqual(root.get_member('nothing').get_kind(), Ccp.JsonKind.NONE)

    def test_handle_keeps_its_document(self):
        handle = Ccp.JsonHandle.new(to_json({'a': 'b' * 5000})).get_member('a')
        gc.collect()
        self.assertEqual(handle.get_string(), 'b' * 5000)

    def test_bad_text(self):
        with self.assertRaises(GLib.Error) as caught:
            Ccp.Json.new_from_text('{"a": nul}', -1)
        self.assertTrue(caught.exception.matches(Ccp.error_quark(), Ccp.Error.JSON))

    def test_errors_are_known_to_gio(self):
        error = GLib.Error('x', CCP_ERROR, Ccp.Error.RATE_LIMITED)
        self.assertEqual(Ccp.error_code_of(error), Ccp.Error.RATE_LIMITED)
        self.assertEqual(Ccp.error_get_http_status(Ccp.Error.RATE_LIMITED), 429)
        cancelled = GLib.Error('x', 'g-io-error-quark', Gio.IOErrorEnum.CANCELLED)
        self.assertEqual(Ccp.error_code_of(cancelled), Ccp.Error.CANCELLED)


if __name__ == '__main__':
    unittest.main()
