# test_dbus_routes.py: routing that is seen and set over the bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import unittest

from gi.repository import GLib

from daemon import message
from dbus_case import DBusCase
from session_bus import NAME, ROOT

CONFIG = '''
providers:
  - {name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m1, m2, m3]}
routing:
  default: m1
  background: [m2, m3]
  profiles:
    cheap: {default: m2}
    fast: {default: m3}
'''


class DBusRoutesTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.start(CONFIG)

    def list(self):
        return {stage: (origin, targets)
                for stage, origin, targets in self.peer.call('Routes', 'List')}

    def set_stage(self, stage, *targets):
        self.peer.call('Routes', 'SetStage', GLib.Variant('(sas)', (stage, targets)))

    def set_profile(self, profile):
        self.peer.call('Routes', 'SetProfile', GLib.Variant('(s)', (profile,)))

    def route(self):
        """Where a request goes."""
        headers = self.daemon.post(message())[1]
        return headers['x-ccproxy-route']

    def test_list_tells_what_is_set_and_where_it_is_from(self):
        self.assertEqual(self.list(), {'default': ('config', ['m1']),
                                       'background': ('config', ['m2', 'm3'])})

    def test_a_stage_that_is_set_takes_the_next_request(self):
        self.set_stage('default', 'm3', 'm1')

        self.assertEqual(self.list()['default'], ('set', ['m3', 'm1']))
        self.assertEqual(self.peer.wait_for_signal('Changed', 'Routes', ROOT), ('default',))
        self.assertIn('m3', self.route())

    def test_reset_forgets_what_was_set(self):
        self.set_stage('default', 'm3')
        self.set_profile('cheap')

        self.peer.call('Routes', 'Reset')

        self.assertEqual(self.list()['default'], ('config', ['m1']))
        self.assertEqual(self.peer.get('Manager', 'Profile'), '')
        self.assertEqual(self.peer.wait_for_signal('Changed', 'Routes', ROOT, 3), ('',))
        self.assertIn('m1', self.route())

    def test_a_profile_is_set_by_a_method_and_by_a_property(self):
        for value, target in (('cheap', 'm2'), ('fast', 'm3'), ('', 'm1')):
            for call in (self.set_profile,
                         lambda text: self.peer.set('Manager', 'Profile',
                                                    GLib.Variant('s', text))):
                with self.subTest(value=value):
                    call('')
                    call(value)
                    self.assertEqual(self.peer.get('Manager', 'Profile'), value)
                    self.assertEqual(self.list()['default'][1], [target])
                    self.assertIn(target, self.route())

    def test_a_change_of_the_profile_is_told(self):
        self.peer.set('Manager', 'Profile', GLib.Variant('s', 'cheap'))

        self.assertEqual(self.peer.wait_for_signal('PropertiesChanged', path=ROOT),
                         (f'{NAME}.Manager', {'Profile': 'cheap'}, []))
        self.assertEqual(self.peer.wait_for_signal('Changed', 'Routes', ROOT), ('',))

    def test_the_profiles_are_those_of_the_configuration(self):
        self.assertEqual(self.peer.get('Manager', 'Profiles'), ['cheap', 'fast'])

        self.rewrite(CONFIG.replace('    fast: {default: m3}\n', ''))
        self.peer.call('Manager', 'Reload')

        self.assertEqual(self.peer.get('Manager', 'Profiles'), ['cheap'])
        self.assertEqual(self.peer.wait_for_signal('Changed', 'Routes', ROOT), ('',))

    def test_what_was_set_survives_a_reload(self):
        self.set_stage('background', 'm1')

        self.peer.call('Manager', 'Reload')

        self.assertEqual(self.list()['background'], ('set', ['m1']))

    def test_what_there_is_none_of_is_refused_and_changes_nothing(self):
        before = self.list()
        cases = (
            ('NotFound', lambda: self.set_stage('backgroud', 'm1'),
             'did you mean "background"?'),
            ('NotFound', lambda: self.set_stage('background', 'm11'), 'did you mean "m1"?'),
            ('InvalidRequest', lambda: self.set_stage('background'),
             'needs at least one model'),
            ('NotFound', lambda: self.set_profile('chaep'), 'did you mean "cheap"?'),
            ('NotFound', lambda: self.peer.set('Manager', 'Profile', GLib.Variant('s', 'chaep')),
             'did you mean "cheap"?'),
        )
        for code, call, expected in cases:
            name, text = self.refuse(call)
            with self.subTest(expected=expected, text=text):
                self.assertEqual(name, code)
                self.assertIn(expected, text)
        self.assertEqual(self.list(), before)
        self.assertEqual(self.peer.find_signals('Changed'), [])

    def test_of_a_long_name_an_error_has_the_start_alone(self):
        # the cut must not be in the middle of a character
        long = 'ä' * 50000
        cases = (
            lambda: self.set_stage(long, 'm1'),
            lambda: self.set_stage('background', long),
            lambda: self.set_stage('background', 'x' + long),
            lambda: self.set_profile(long),
            lambda: self.peer.set('Manager', 'Profile', GLib.Variant('s', long)),
            lambda: self.peer.call('Manager', 'Lint', GLib.Variant('(s)', (long,))),
            lambda: self.peer.call('Stats', 'Session', GLib.Variant('(s)', (long,))),
            lambda: self.peer.call('Stats', 'Summarize', GLib.Variant('(s)', (long,))),
        )
        for number, call in enumerate(cases):
            _, text = self.refuse(call)
            with self.subTest(number=number, text=text[:500]):
                self.assertLess(len(text), 500)
                self.assertIn('ä' * 99 + '…' if number == 2 else 'ä' * 100 + '…', text)

    def test_explain_follows_what_was_set(self):
        self.set_stage('default', 'm3')

        found = self.peer.call('Routes', 'Explain', GLib.Variant(
            '(s)', ('{"model":"x","max_tokens":1,"messages":[{"role":"user","content":"a"}]}',)))

        self.assertEqual(found['model'], 'm3')


if __name__ == '__main__':
    unittest.main()
