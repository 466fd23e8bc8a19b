# test_dbus_exchanges.py: exchanges under way, and what they took, over the bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import statistics
import time
import unittest
import xml.etree.ElementTree

from gi.repository import GLib

from daemon import get_text, get_types, message, parse_events
from dbus_case import DBusCase, Post
from fake_upstream import Answer, chunk, silence, stream, whole
from session_bus import NAME, ROOT, wait_until

FAILURE = {'error': {'message': 'no', 'type': 'x'}}


def piece(text):
    return chunk(delta={'content': text}, finish_reason=None)


def usage(**counts):
    """The last chunks of a stream, with its token counts."""
    end = chunk(delta={}, finish_reason='stop')
    return [end.replace(b'"choices"', b'"usage": {"prompt_tokens": %d, "completion_tokens": %d}, "choices"'
                        % (counts['prompt'], counts['completion'])), b'data: [DONE]\n\n']


class DBusExchangesTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.start_with_upstream()

    def wait_for_exchange(self, number=1):
        """Returns its path and what was told of it."""
        return self.peer.wait_for_signal('ExchangeStarted', 'Manager', ROOT, number)

    def wait_for_end(self, number=1):
        return self.peer.wait_for_signal('ExchangeFinished', 'Manager', ROOT, number)

    def get(self, path, name):
        return self.peer.get('Exchange', name, path)

    def get_changes(self, path):
        """All that was told of the properties of an object, in its order."""
        return [values[1] for *_, values in
                self.peer.find_signals('PropertiesChanged', path=path)]

    def count(self, by=None):
        if by is None:
            return self.peer.call('Stats', 'Snapshot')
        return self.peer.call('Stats', 'Summarize', GLib.Variant('(s)', (by,)))

    def cancel(self, path):
        """Returns how many seconds it took until the provider's connection was closed."""
        asked = time.monotonic()
        self.peer.call('Exchange', 'Cancel', path=path)
        return self.upstream.closed_at.get(timeout=20) - asked

    def test_an_exchange_is_an_object_as_long_as_it_is_under_way(self):
        self.upstream.add(Answer([piece('one'), 1, *stream('two')]))
        before = time.time() * 1e6
        post = Post(self.daemon)

        path, what = self.wait_for_exchange()
        wait_until(lambda: self.get(path, 'Phase') == 'streaming', 'the stream')

        self.assertTrue(path.startswith(f'{ROOT}/exchanges/'))
        self.assertEqual(what['model'], 'claude-x')
        seen = self.peer.get_objects()[path][f'{NAME}.Exchange']
        self.assertEqual(seen['Id'], what['id'])
        self.assertEqual(seen['AskedModel'], 'claude-x')
        self.assertEqual((seen['Stage'], seen['Provider'], seen['Model'], seen['Attempt']),
                         ('default', 'p', 'm1', 1))
        self.assertTrue(before <= seen['StartedAt'] <= time.time() * 1e6)
        added = self.peer.wait_for_signal('InterfacesAdded', path=ROOT)
        self.assertEqual(added[0], path)
        self.assertEqual(added[1][f'{NAME}.Exchange']['Id'], what['id'])
        status, text = post.wait()
        self.assertEqual((status, get_text(text)), (200, 'onetwo'))
        self.assertEqual(self.peer.wait_for_signal('InterfacesRemoved', path=ROOT),
                         (path, [f'{NAME}.Exchange']))
        self.assertNotIn(path, self.peer.get_objects())
        self.assertEqual(post.headers['request-id'], what['id'])

    def test_what_changes_of_an_exchange_is_told_once_for_each_change(self):
        self.upstream.add(Answer([0.2, *[piece('x ') for _ in range(200)], 0.2, *stream('y')]))
        post = Post(self.daemon)
        path, _ = self.wait_for_exchange()
        post.wait()
        self.wait_for_end()

        changes = self.get_changes(path)
        phases = [change['Phase'] for change in changes if 'Phase' in change]
        order = ['routing', 'sending', 'waiting', 'streaming']
        self.assertEqual(phases, [phase for phase in order if phase in phases])
        self.assertEqual(phases[-1], 'streaming')
        self.assertLessEqual(len(changes), 5)
        self.assertFalse({'InputTokens', 'OutputTokens', 'Id', 'StartedAt', 'AskedModel'}
                         & {name for change in changes for name in change})
        provider = [change['Provider'] for change in changes if 'Provider' in change]
        self.assertIn(provider, ([], ['p']))

    def test_the_client_is_found_when_the_exchange_takes_a_moment(self):
        self.upstream.add(Answer([piece('one'), 20]))
        post = Post(self.daemon)
        path, _ = self.wait_for_exchange()

        wait_until(lambda: self.get(path, 'ClientPid') != 0, 'the client')

        self.assertEqual(self.get(path, 'ClientPid'), os.getpid())
        self.assertIn({'ClientPid': os.getpid()}, self.get_changes(path))
        self.peer.call('Exchange', 'Cancel', path=path)
        post.wait()

    def test_tokens_grow_while_the_answer_comes(self):
        self.upstream.add(Answer([piece('one ' * 50), 1, piece('two ' * 50), 1,
                                  *usage(prompt=7, completion=5)]))
        post = Post(self.daemon)
        path, _ = self.wait_for_exchange()

        wait_until(lambda: self.get(path, 'OutputTokens') > 0, 'tokens')
        first = self.get(path, 'OutputTokens')
        wait_until(lambda: self.get(path, 'OutputTokens') > first, 'more tokens')

        post.wait()
        _, finished = self.wait_for_end()
        self.assertEqual((finished['input_tokens'], finished['output_tokens']), (7, 5))

    def test_an_end_is_told_with_what_it_took(self):
        self.upstream.add(whole(FAILURE, status=502),
                          Answer([0.05, *stream('one')[:1], *usage(prompt=7, completion=5)]))
        Post(self.daemon).wait()

        path, what = self.wait_for_end()

        self.assertEqual(path, self.wait_for_exchange()[0])
        self.assertEqual(set(what), {'id', 'stage', 'provider', 'model', 'status', 'error_type',
                                     'attempts', 'input_tokens', 'output_tokens',
                                     'cache_read_tokens', 'first_token', 'duration'})
        self.assertEqual((what['stage'], what['provider'], what['model']), ('default', 'p', 'm1'))
        self.assertEqual((what['status'], what['error_type'], what['attempts']), (200, '', 2))
        self.assertEqual((what['input_tokens'], what['output_tokens']), (7, 5))
        self.assertTrue(50000 <= what['first_token'] <= what['duration'], what)

    def test_an_error_is_told_by_its_type(self):
        self.upstream.add(whole(FAILURE, status=400))
        Post(self.daemon).wait()

        _, what = self.wait_for_end()

        self.assertEqual((what['status'], what['error_type']), (400, 'invalid_request_error'))
        series, totals = self.count()
        self.assertEqual(totals['errors'], 1)
        self.assertEqual(series[0]['errors'], {'invalid_request_error': 1})

    def test_cancel_closes_the_connection_and_ends_the_stream(self):
        self.upstream.add(Answer([piece('one'), 20]))
        post = Post(self.daemon)
        path, what = self.wait_for_exchange()
        wait_until(lambda: self.get(path, 'Phase') == 'streaming', 'the stream')

        self.assertLess(self.cancel(path), 1)

        status, text = post.wait()
        types = get_types(text)
        self.assertEqual((status, types[0], types[-1]), (200, 'message_start', 'error'))
        self.assertIn('cancelled', parse_events(text)[-1]['error']['message'])
        self.assertEqual(self.wait_for_end()[1]['status'], 499)
        self.assertIn(f'{what["id"]}: cancelled over the bus', self.daemon.read_log())

    def test_cancel_of_an_answer_in_one_piece_is_an_error_in_json(self):
        self.upstream.add(silence(20))
        post = Post(self.daemon, message(stream=False))
        path, _ = self.wait_for_exchange()
        wait_until(lambda: self.upstream.requests, 'the request')

        self.assertLess(self.cancel(path), 1)

        status, text = post.wait()
        self.assertGreaterEqual(status, 400)
        self.assertIn('"type":"error"', text)
        self.assertIn('cancelled', text)

    def test_cancel_takes_less_than_a_tenth_of_a_second(self):
        times = []
        for number in range(5):
            self.upstream.add(Answer([piece('one'), 20]))
            post = Post(self.daemon)
            path, _ = self.wait_for_exchange(number + 1)
            wait_until(lambda: self.get(path, 'Phase') == 'streaming', 'the stream')
            times.append(self.cancel(path))
            post.wait()

        # another program may have had the processor for one or two of them
        self.assertLess(statistics.median(times), 0.1, times)

    def test_cancel_of_what_is_over_is_refused(self):
        self.upstream.add(Answer(stream('one')))
        Post(self.daemon).wait()
        path, _ = self.wait_for_end()
        self.peer.wait_for_signal('InterfacesRemoved')

        name, _ = self.refuse(self.peer.call, 'Exchange', 'Cancel', path=path)

        self.assertIn(name, ('org.freedesktop.DBus.Error.UnknownMethod',
                             'org.freedesktop.DBus.Error.UnknownObject'))

    def test_snapshot_counts_by_provider_model_and_stage(self):
        for number in range(3):
            self.upstream.add(Answer([piece('one'), *usage(prompt=7, completion=5)]))
            Post(self.daemon, message(model='p,m2') if number == 0 else None).wait()
        self.wait_for_end(3)

        series, totals = self.count()

        self.assertEqual({(one['provider'], one['model'], one['requests']) for one in series},
                         {('p', 'm1', 2), ('p', 'm2', 1)})
        self.assertEqual((totals['requests'], totals['input_tokens'], totals['output_tokens'],
                          totals['errors'], totals['retries'], totals['in_flight'],
                          totals['unpublished']), (3, 21, 15, 0, 0, 0, 0))
        self.assertLess(totals['since'], time.time() * 1e6)
        for one in series:
            self.assertEqual(set(one) - {'cost'},
                             {'provider', 'model', 'stage', 'requests', 'errors', 'retries',
                              'input_tokens', 'output_tokens', 'cache_read_tokens',
                              'cache_creation_tokens', 'thinking_tokens', 'latency',
                              'first_token'})
            self.assertEqual([fraction for fraction, _ in one['latency']],
                             [0.5, 0.9, 0.95, 0.99])
            times = [duration for _, duration in one['latency']]
            self.assertEqual(times, sorted(times))
            self.assertGreater(times[0], 0)

    def test_summaries_add_up(self):
        for model in ('p,m1', 'p,m2', 'p,m2'):
            self.upstream.add(Answer([piece('one'), *usage(prompt=7, completion=5)]))
            Post(self.daemon, message(model=model)).wait()
        self.wait_for_end(3)

        by_provider, = self.count('provider')
        self.assertEqual((by_provider['provider'], by_provider['model'], by_provider['stage'],
                          by_provider['requests'], by_provider['input_tokens']),
                         ('p', '', '', 3, 21))
        self.assertEqual([(one['model'], one['requests'], one['provider'])
                          for one in self.count('model')], [('m1', 1, ''), ('m2', 2, '')])
        self.assertEqual(sum(one['requests'] for one in self.count('stage')), 3)
        name, text = self.refuse(self.count, 'providr')
        self.assertEqual(name, 'InvalidRequest')
        self.assertIn('did you mean "provider"?', text)

    def test_a_session_is_counted_by_itself(self):
        session = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
        self.upstream.add(Answer([piece('one'), *usage(prompt=7, completion=5)]))
        user = f'user_x_account__session_{session}'
        Post(self.daemon, message(metadata={'user_id': user})).wait()
        self.wait_for_end()

        found = self.peer.call('Stats', 'Session', GLib.Variant('(s)', (session,)))

        self.assertEqual((found['provider'], found['model'], found['requests'],
                          found['input_tokens'], found['output_tokens']), ('p', 'm1', 1, 7, 5))
        name, text = self.refuse(self.peer.call, 'Stats', 'Session',
                                 GLib.Variant('(s)', ('other',)))
        self.assertEqual(name, 'NotFound')
        self.assertIn('"other"', text)

    def test_changes_are_told_only_to_who_subscribes_and_at_most_twice_a_second(self):
        self.upstream.add(*[Answer(stream('one')) for _ in range(40)])
        Post(self.daemon).wait()
        self.wait_for_end()
        time.sleep(0.8)
        self.assertEqual(self.peer.find_signals('Changed', 'Stats'), [])

        self.peer.call('Stats', 'Subscribe')
        self.peer.call('Stats', 'Subscribe')
        start = time.monotonic()
        for _ in range(30):
            Post(self.daemon).wait()
            time.sleep(0.03)
        totals, = self.peer.wait_for_signal('Changed', 'Stats', ROOT)
        self.assertGreater(totals['requests'], 1)
        self.assertLessEqual(len(self.peer.find_signals('Changed', 'Stats')),
                             2 * (time.monotonic() - start) + 1)

        self.peer.call('Stats', 'Unsubscribe')
        told = len(self.peer.find_signals('Changed', 'Stats'))
        Post(self.daemon).wait()
        time.sleep(0.8)
        self.assertEqual(len(self.peer.find_signals('Changed', 'Stats')), told)
        name, text = self.refuse(self.peer.call, 'Stats', 'Unsubscribe')
        self.assertEqual(name, 'InvalidRequest')
        self.assertIn('Subscribe', text)

    def test_who_leaves_the_bus_is_subscribed_no_more(self):
        other = self.bus.connect()
        other.call('Stats', 'Subscribe')
        self.upstream.add(Answer(stream('one')), Answer(stream('one')))
        Post(self.daemon).wait()
        self.peer.wait_for_signal('Changed', 'Stats')

        other.close()
        time.sleep(0.6)
        told = len(self.peer.find_signals('Changed', 'Stats'))
        Post(self.daemon).wait()
        time.sleep(0.8)

        self.assertEqual(len(self.peer.find_signals('Changed', 'Stats')), told)

    def test_of_very_many_some_are_only_counted(self):
        body = message(stream=False)
        self.upstream.add(*[whole({'choices': [{'message': {'content': 'x'},
                                                'finish_reason': 'stop'}]})
                            for _ in range(400)])

        for _ in range(50):
            posts = [Post(self.daemon, body) for _ in range(8)]
            for post in posts:
                self.assertEqual(post.wait()[0], 200)

        wait_until(lambda: self.count()[1]['in_flight'] == 0, 'the end of all')
        totals = self.count()[1]
        told = len(self.peer.find_signals('ExchangeStarted'))
        self.assertEqual(totals['requests'], 400)
        self.assertEqual(told + totals['unpublished'], 400)
        self.assertEqual(len(self.peer.find_signals('ExchangeFinished')), told)

    def test_the_interface_is_the_one_that_is_documented(self):
        self.upstream.add(Answer([piece('one'), 2, *stream('two')]))
        post = Post(self.daemon)
        path, _ = self.wait_for_exchange()

        seen = self.peer.introspect(path).lookup_interface(f'{NAME}.Exchange')

        file = os.path.join(os.environ['G_TEST_SRCDIR'], '..', 'data', f'{NAME}.Exchange.xml')
        documented = xml.etree.ElementTree.parse(file).getroot().find('interface')
        self.assertEqual({method.name for method in seen.methods},
                         {method.get('name') for method in documented.iter('method')})
        self.assertEqual({(one.name, one.signature) for one in seen.properties},
                         {(one.get('name'), one.get('type'))
                          for one in documented.iter('property')})
        post.wait()


if __name__ == '__main__':
    unittest.main()
