# test_dbus.py: the daemon on a session bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import tempfile
import time
import unittest
import xml.etree.ElementTree

from gi.repository import GLib

from daemon import Daemon, message
from session_bus import NAME, ROOT, SessionBus, get_error

CONFIG = '''
providers:
  - {name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m1, m2]}
routing:
  default: m1
'''
DATA = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent / 'data'


def get_members(interface):
    """What an interface has, without its annotations and comments."""
    members = set()
    for member in interface:
        if member.tag in ('method', 'signal'):
            arguments = tuple((argument.get('name'), argument.get('type'),
                               argument.get('direction', 'in' if member.tag == 'method' else None))
                              for argument in member.iter('arg'))
            members.add((member.tag, member.get('name'), arguments))
        elif member.tag == 'property':
            change = [annotation.get('value') for annotation in member]
            members.add((member.tag, member.get('name'), member.get('type'),
                         member.get('access'), *change))
    return members


class DBusTest(unittest.TestCase):
    def setUp(self):
        self.bus = SessionBus()
        self.addCleanup(self.bus.close)

    def start(self, config=CONFIG, *arguments):
        self.daemon = Daemon(config, *arguments, environment=self.bus.environment)
        self.addCleanup(self.daemon.stop)
        self.peer = self.bus.connect()
        self.peer.wait_for_name()

    def refuse(self, call, *arguments, **more):
        """Returns the name and the text of the error that a call ends with."""
        with self.assertRaises(GLib.Error) as caught:
            call(*arguments, **more)
        return get_error(caught.exception)

    def test_manager_tells_what_the_daemon_is(self):
        before = time.time() * 1e6
        self.start()
        after = time.time() * 1e6

        self.assertRegex(self.peer.get('Manager', 'Version'), r'^\d+\.\d+')
        self.assertEqual(self.peer.get('Manager', 'Listen'),
                         [f'http://127.0.0.1:{self.daemon.port}'])
        self.assertTrue(self.peer.get('Manager', 'ConfigPath').endswith('/config.yaml'))
        self.assertEqual(self.peer.get('Manager', 'ConfigStatus'), 'ok')
        for name in ('StartedAt', 'ConfigLoadedAt'):
            self.assertTrue(before <= self.peer.get('Manager', name) <= after, name)
        self.assertIn(self.peer.get('Manager', 'Online'), (True, False))
        self.assertEqual(self.peer.get('Manager', 'Draining'), False)

    def test_status_tells_of_warnings(self):
        self.start(CONFIG + 'transformer_paths: [/nonexistent]\n')

        self.assertEqual(self.peer.get('Manager', 'ConfigStatus'), 'warnings')

    def test_lint_of_the_file_in_use(self):
        self.start()

        self.assertEqual(self.peer.call('Manager', 'Lint', GLib.Variant('(s)', ('',))), [])

    def test_lint_says_what_is_wrong_with_a_file_and_where(self):
        self.start()
        with tempfile.NamedTemporaryFile('w', suffix='.yaml') as file:
            file.write(CONFIG.replace('default', 'defualt'))
            file.flush()
            found = self.peer.call('Manager', 'Lint', GLib.Variant('(s)', (file.name,)))

        errors = [one for one in found if one['path'] == 'routing.defualt']
        self.assertEqual(len(errors), 1, found)
        self.assertEqual((errors[0]['line'], errors[0]['severity']), (5, 'error'))
        self.assertEqual(errors[0]['suggestion'], 'default')
        self.assertTrue(errors[0]['message'])
        self.assertTrue(errors[0]['code'])
        self.assertTrue(errors[0]['column'])

    def test_lint_of_a_relative_path_is_refused(self):
        self.start()

        name, text = self.refuse(self.peer.call, 'Manager', 'Lint',
                               GLib.Variant('(s)', ('config.yaml',)))

        self.assertEqual(name, 'InvalidRequest')
        self.assertIn('expected an absolute path', text)
        self.assertIn('"config.yaml"', text)

    def test_explain_says_where_a_request_would_go_and_why(self):
        self.start()

        found = self.peer.call('Routes', 'Explain',
                               GLib.Variant('(s)', (json.dumps(message()),)))

        self.assertEqual((found['stage'], found['provider'], found['model']),
                         ('default', 'p', 'm1'))
        self.assertEqual(found['chain'], [('p', 'm1')])
        self.assertEqual({len(step) for step in found['steps']}, {3})
        self.assertIn('matched', [verdict for _, verdict, _ in found['steps']])
        self.assertIsInstance(found['estimate'], int)
        self.assertIsInstance(found['rule'], str)

    def test_explain_takes_headers(self):
        self.start()
        request = {'headers': {'x-test': '1'}, 'body': message()}

        found = self.peer.call('Routes', 'Explain',
                               GLib.Variant('(s)', (json.dumps(request),)))

        self.assertEqual(found['provider'], 'p')

    def test_explain_of_no_request_is_refused(self):
        self.start()
        for text, expected in (('{', 'Json'), ('{}', 'InvalidRequest'), ('', 'Json')):
            with self.subTest(text=text):
                name, _ = self.refuse(self.peer.call, 'Routes', 'Explain',
                                    GLib.Variant('(s)', (text,)))
                self.assertEqual(name, expected)

    def test_plugins_are_objects(self):
        self.start()
        plugins = {path: interfaces[f'{NAME}.Plugin']
                   for path, interfaces in self.peer.get_objects().items()
                   if '/plugins/' in path}

        self.assertEqual(sorted(plugins), sorted(self.peer.get('Manager', 'Plugins')))
        demo = plugins[f'{ROOT}/plugins/demo']
        self.assertEqual((demo['Name'], demo['Loader'], demo['Error']), ('demo', 'c', ''))
        self.assertEqual(demo['Classes'], [('provider', 'Demo')])
        self.assertTrue(demo['Description'])
        self.assertTrue(demo['Path'].endswith('/demo.plugin'))
        self.assertIn(f'{ROOT}/plugins/openai_2dchat', plugins)

    def test_interfaces_are_those_that_are_documented(self):
        self.start()
        paths = [ROOT, *self.peer.get_objects()]
        texts = [self.peer.call_any('org.freedesktop.DBus.Introspectable', 'Introspect',
                                    None, path)[0] for path in paths]
        seen = {interface.get('name'): get_members(interface) for text in texts
                for interface in xml.etree.ElementTree.fromstring(text).iter('interface')}

        for name in ('Manager', 'Plugin', 'Routes'):
            file = DATA / f'{NAME}.{name}.xml'
            documented = xml.etree.ElementTree.parse(file).getroot().find('interface')
            self.assertEqual(seen[f'{NAME}.{name}'], get_members(documented))

    def test_unknown_things_are_refused_by_name(self):
        self.start()

        name, _ = self.refuse(self.peer.call, 'Manager', 'Relaod')
        self.assertEqual(name, 'org.freedesktop.DBus.Error.UnknownMethod')
        name, _ = self.refuse(self.peer.get, 'Manager', 'Verison')
        self.assertEqual(name, 'org.freedesktop.DBus.Error.InvalidArgs')
        name, _ = self.refuse(self.peer.set, 'Manager', 'Version', GLib.Variant('s', '2'))
        self.assertEqual(name, 'org.freedesktop.DBus.Error.InvalidArgs')


if __name__ == '__main__':
    unittest.main()
