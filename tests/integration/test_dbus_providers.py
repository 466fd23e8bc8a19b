# test_dbus_providers.py: providers over the bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import time
import unittest

from daemon import get_types, message
from dbus_case import DBusCase, Post
from fake_upstream import Answer, FakeUpstream, stream, whole
from session_bus import NAME, ROOT, wait_until

CONFIG = '''
providers:
  - {{name: first, type: openai-chat, url: '{url}', api_key: sk-canary, models: [m1, m2]}}
  - {{name: second-one, type: openai-chat, url: '{other}', models: [m3]}}
models:
  - {{id: nick, provider: first, upstream: m2}}
routing: {{default: [m1, m3]}}
'''
FIRST = f'{ROOT}/providers/first'
SECOND = f'{ROOT}/providers/second_2done'
FAILURE = {'error': {'message': 'slow down', 'type': 'x'}}


class DBusProvidersTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)
        self.other = FakeUpstream()
        self.addCleanup(self.other.stop)
        self.config = CONFIG.format(url=self.upstream.url, other=self.other.url)
        self.start(self.config)

    def get(self, name, path=FIRST):
        return self.peer.get('Provider', name, path)

    def list(self):
        return {path: interfaces[f'{NAME}.Provider']
                for path, interfaces in self.peer.get_objects().items() if '/providers/' in path}

    def wait_for_change(self, name, value, path=FIRST):
        wait_until(lambda: any(values[1].get(name) == value for *_, values in
                               self.peer.find_signals('PropertiesChanged', path=path)),
                   f'{name} = {value}')

    def test_each_provider_is_an_object(self):
        found = self.list()

        self.assertEqual(sorted(found), [FIRST, SECOND])
        self.assertEqual(found[FIRST], {
            'Name': 'first', 'Dialect': 'openai-chat', 'Host': '127.0.0.1',
            'Models': ['m1', 'm2', 'nick'], 'State': 'ready', 'Breaker': 'closed',
            'RestingUntil': 0, 'LastError': '', 'LastErrorAt': 0, 'RateLimits': {},
            'InFlight': 0})
        self.assertEqual(found[SECOND]['Name'], 'second-one')

    def test_a_provider_that_is_paused_gets_nothing_until_it_is_resumed(self):
        self.upstream.add(Answer(stream('first')))
        self.other.add(Answer(stream('second')))

        self.peer.call('Provider', 'Pause', path=FIRST)
        self.assertEqual(self.get('State'), 'paused')
        self.assertIn('second', Post(self.daemon).wait()[1])
        self.assertEqual(self.upstream.requests, [])

        self.peer.call('Provider', 'Resume', path=FIRST)
        self.assertEqual(self.get('State'), 'ready')
        self.assertIn('first', Post(self.daemon).wait()[1])
        self.wait_for_change('State', 'paused')
        self.wait_for_change('State', 'ready')

    def test_a_provider_that_is_limited_rests(self):
        self.upstream.add(whole(FAILURE, status=429, headers=[('retry-after', '30')]))
        self.other.add(Answer(stream('second')))
        before = time.time() * 1e6

        self.assertEqual(Post(self.daemon).wait()[0], 200)

        self.assertEqual(self.get('State'), 'resting')
        self.assertTrue(before + 29e6 < self.get('RestingUntil') < time.time() * 1e6 + 31e6)
        self.assertEqual(self.get('LastError'), 'rate_limit_error')
        self.assertTrue(before < self.get('LastErrorAt') < time.time() * 1e6)
        self.wait_for_change('State', 'resting')
        self.wait_for_change('LastError', 'rate_limit_error')

    def test_an_answer_that_breaks_off_is_its_last_error(self):
        failure = {'error': {'message': 'broken', 'type': 'overloaded_error', 'code': 503}}
        event = f'data: {json.dumps(failure)}\n\n'.encode()
        begun = stream('first')[:1]
        for pieces, cut in ((begun, True), (begun, False), ([*begun, 0.1, event], False)):
            with self.subTest(pieces=pieces, cut=cut):
                self.upstream.add(Answer(pieces, cut=cut))
                before = time.time() * 1e6

                status, text = Post(self.daemon).wait()

                self.assertEqual((status, get_types(text)[-1]), (200, 'error'))
                wait_until(lambda: self.get('LastErrorAt') > before, 'the error')
                self.assertNotEqual(self.get('LastError'), '')
                self.assertEqual((self.get('State'), self.get('Breaker')), ('ready', 'closed'))
                time.sleep(1)
        self.wait_for_change('LastError', 'api_error')

    def test_a_break_after_the_start_was_held_is_its_last_error(self):
        self.rewrite('start_hold: 0.1\n' + self.config)
        self.peer.call('Manager', 'Reload')
        self.upstream.add(Answer([0.5, *stream('first')[:1]], cut=True))

        _, text = Post(self.daemon).wait()

        self.assertEqual(get_types(text)[-1], 'error')
        wait_until(lambda: self.get('LastError') == 'api_error', 'the error')

    def test_a_client_that_leaves_is_no_error_of_it(self):
        self.upstream.add(Answer([*stream('first')[:1], 20]))
        connection = self.daemon.connect()
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        response.readline()
        response.close()
        connection.close()

        wait_until(lambda: self.get('InFlight') == 0, 'the end')
        self.assertEqual((self.get('LastError'), self.get('LastErrorAt')), ('', 0))

    def test_an_exchange_that_is_cancelled_is_no_error_of_it(self):
        self.upstream.add(Answer([*stream('first')[:1], 20]))
        post = Post(self.daemon)
        path, _ = self.peer.wait_for_signal('ExchangeStarted')
        wait_until(lambda: self.peer.get('Exchange', 'Phase', path) == 'streaming', 'events')

        self.peer.call('Exchange', 'Cancel', path=path)

        post.wait()
        wait_until(lambda: self.get('InFlight') == 0, 'the end')
        self.assertEqual((self.get('LastError'), self.get('LastErrorAt')), ('', 0))

    def test_what_is_left_of_its_limits_is_told_without_other_headers(self):
        self.upstream.add(Answer(stream('first'), headers=[
            ('x-ratelimit-remaining-requests', '7'), ('set-cookie', 'a=canary'),
            ('x-request-id', 'canary')]))

        Post(self.daemon).wait()

        self.assertEqual(self.get('RateLimits'), {'x-ratelimit-remaining-requests': '7'})
        wait_until(lambda: self.get('InFlight') == 0, 'the end')
        changes = [values[1] for *_, values in
                   self.peer.find_signals('PropertiesChanged', path=FIRST)]
        self.assertFalse({'RateLimits', 'InFlight'}
                         & {name for change in changes for name in change})

    def test_what_it_answers_is_counted(self):
        self.upstream.add(Answer([1, *stream('first')]))
        post = Post(self.daemon)

        wait_until(lambda: self.get('InFlight') == 1, 'the exchange')

        post.wait()
        wait_until(lambda: self.get('InFlight') == 0, 'the end')

    def test_a_provider_that_keeps_failing_is_passed_over(self):
        for _ in range(5):
            self.upstream.add(whole(FAILURE, status=500))
            self.other.add(Answer(stream('second')))
            Post(self.daemon).wait()

        self.assertEqual(self.get('Breaker'), 'open')
        self.wait_for_change('Breaker', 'open')

    def test_probe_tells_how_long_it_took(self):
        self.upstream.add(whole({'object': 'list', 'data': [{'id': 'm1', 'object': 'model'}]}))

        self.assertGreater(self.peer.call('Provider', 'Probe', path=FIRST), 0)

        self.assertEqual(self.upstream.requests[0]['headers']['authorization'],
                         'Bearer sk-canary')

    def test_probe_says_what_is_wrong(self):
        self.upstream.add(whole({'error': {'message': 'wrong key', 'type': 'x'}}, status=401))

        name, text = self.refuse(self.peer.call, 'Provider', 'Probe', path=FIRST)

        self.assertEqual(name, 'Authentication')
        self.assertNotIn('canary', text)
        self.assertEqual(self.get('LastError'), 'authentication_error')

    def test_a_reload_keeps_adds_and_removes(self):
        self.peer.call('Provider', 'Pause', path=FIRST)
        third = self.config.replace('second-one', 'third')
        self.rewrite(third)
        self.peer.call('Manager', 'Reload')

        self.assertEqual(sorted(self.list()), [FIRST, f'{ROOT}/providers/third'])
        self.assertEqual(self.get('State'), 'paused')
        self.assertEqual([values[0] for *_, values in
                          self.peer.find_signals('InterfacesAdded')], [f'{ROOT}/providers/third'])
        self.assertEqual([values for *_, values in self.peer.find_signals('InterfacesRemoved')],
                         [(SECOND, [f'{NAME}.Provider'])])

    def test_what_never_changes_of_an_object_does_not_change(self):
        self.rewrite(self.config.replace('models: [m3]', 'models: [m3, m4]'))
        self.peer.call('Manager', 'Reload')

        self.assertEqual(self.get('Models', SECOND), ['m3', 'm4'])
        self.assertEqual([values[0] for *_, values in
                          self.peer.find_signals('InterfacesRemoved')], [SECOND])
        self.assertEqual([values[0] for *_, values in
                          self.peer.find_signals('InterfacesAdded')], [SECOND])

    def test_one_that_there_is_not_is_not_found(self):
        name, _ = self.refuse(self.peer.call, 'Provider', 'Pause',
                              path=f'{ROOT}/providers/none')

        self.assertIn(name, ('org.freedesktop.DBus.Error.UnknownMethod',
                             'org.freedesktop.DBus.Error.UnknownObject'))


if __name__ == '__main__':
    unittest.main()
