# test_dbus.py: the daemon on a session bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import signal
import tempfile
import time
import unittest
import xml.etree.ElementTree

from gi.repository import GLib

from daemon import get_text, get_types, message
from dbus_case import DEMO, DBusCase, Post
from fake_upstream import Answer, stream
from session_bus import NAME, ROOT, wait_until

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


class DBusTest(DBusCase):
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
        self.start(DEMO + 'transformer_paths: [/nonexistent]\n')

        self.assertEqual(self.peer.get('Manager', 'ConfigStatus'), 'warnings')

    def test_lint_of_the_file_in_use(self):
        self.start()

        self.assertEqual(self.peer.call('Manager', 'Lint', GLib.Variant('(s)', ('',))), [])

    def test_lint_says_what_is_wrong_with_a_file_and_where(self):
        self.start()
        with tempfile.NamedTemporaryFile('w', suffix='.yaml') as file:
            file.write(DEMO.replace('default', 'defualt'))
            file.flush()
            found = self.peer.call('Manager', 'Lint', GLib.Variant('(s)', (file.name,)))

        errors = [one for one in found if one['path'] == 'routing.defualt']
        self.assertEqual(len(errors), 1, found)
        self.assertEqual((errors[0]['line'], errors[0]['severity']), (5, 'error'))
        self.assertEqual(errors[0]['suggestion'], 'default')
        self.assertTrue(errors[0]['message'])
        self.assertTrue(errors[0]['code'])
        self.assertTrue(errors[0]['column'])

    def test_a_pipe_that_nobody_writes_to_stops_nothing(self):
        self.start()
        path = self.peer.get('Manager', 'ConfigPath')
        os.unlink(path)
        os.mkfifo(path, 0o600)

        for argument in ('', path):
            with self.subTest(argument=argument):
                found = self.peer.call('Manager', 'Lint', GLib.Variant('(s)', (argument,)))
                self.assertEqual([one['code'] for one in found], ['unreadable-file'])
                self.assertIn('is no regular file', found[0]['message'])
        name, text = self.refuse(self.peer.call, 'Manager', 'Reload')

        self.assertEqual(name, 'Config')
        self.assertIn('put the configuration in a file', text)
        self.assertEqual(self.daemon.post(message())[0], 200)

    def test_of_a_missing_variable_a_reload_says_that_a_new_start_sees_it(self):
        self.start()
        path = self.peer.get('Manager', 'ConfigPath')
        self.rewrite(DEMO.replace('type: demo', 'type: demo, api_key: "${NO_SUCH_KEY}"'))

        found = self.peer.call('Manager', 'Lint', GLib.Variant('(s)', (path,)))
        _, text = self.refuse(self.peer.call, 'Manager', 'Reload')

        self.assertEqual([one['code'] for one in found], ['unset-variable'])
        self.assertNotIn('started again', found[0]['message'])
        self.assertIn('NO_SUCH_KEY is not set', text)
        self.assertIn('a daemon that runs sees it when it is started again', text)

    def test_the_path_of_the_configuration_is_absolute(self):
        with tempfile.TemporaryDirectory(dir='.') as folder:
            config = pathlib.Path(folder).name + '/config.yaml'
            pathlib.Path(config).write_text(DEMO)
            # the last --config counts
            self.start(DEMO, '--config', config)

            self.assertEqual(self.peer.get('Manager', 'ConfigPath'), os.path.abspath(config))

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

        for name in ('Manager', 'Plugin', 'Provider', 'Routes', 'Stats'):
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

    def test_reload_reads_the_file_again(self):
        self.start()
        before = self.peer.get('Manager', 'ConfigLoadedAt')
        self.rewrite(DEMO + 'transformer_paths: [/nonexistent]\n')

        found = self.peer.call('Manager', 'Reload')

        self.assertEqual([one['path'] for one in found], ['transformer_paths[0]'])
        self.assertEqual(self.peer.get('Manager', 'ConfigStatus'), 'warnings')
        self.assertGreater(self.peer.get('Manager', 'ConfigLoadedAt'), before)
        self.assertEqual(self.peer.wait_for_signal('Reloaded', 'Manager', ROOT), (True, found))
        interface, changed, gone = self.peer.wait_for_signal('PropertiesChanged', path=ROOT)
        self.assertEqual((interface, gone), (f'{NAME}.Manager', []))
        self.assertEqual(changed['ConfigStatus'], 'warnings')
        self.assertGreater(changed['ConfigLoadedAt'], before)

    def test_reload_of_a_bad_file_keeps_the_configuration(self):
        self.start()
        before = self.peer.get('Manager', 'ConfigLoadedAt')
        self.rewrite(DEMO.replace('default', 'defualt'))

        name, text = self.refuse(self.peer.call, 'Manager', 'Reload')

        self.assertEqual(name, 'Config')
        self.assertIn('config.yaml:5:3: routing.defualt: unknown key; did you mean "default"?',
                      text)
        ok, found = self.peer.wait_for_signal('Reloaded', 'Manager', ROOT)
        self.assertFalse(ok)
        self.assertIn('routing.defualt', [one['path'] for one in found])
        self.assertEqual(self.peer.get('Manager', 'ConfigStatus'), 'errors')
        self.assertEqual(self.peer.get('Manager', 'ConfigLoadedAt'), before)
        self.assertEqual(self.daemon.post(message())[0], 200)

    def test_reload_by_a_signal_is_told(self):
        self.start()

        self.daemon.process.send_signal(signal.SIGHUP)

        self.assertEqual(self.peer.wait_for_signal('Reloaded', 'Manager', ROOT), (True, []))

    def test_drain_ends_the_daemon_when_what_is_under_way_has_ended(self):
        self.start_with_upstream()
        self.upstream.add(Answer([*stream('one')[:1], 0.5, *stream('two')]))
        post = Post(self.daemon)
        self.peer.wait_for_signal('ExchangeStarted')

        self.peer.call('Manager', 'Drain')

        changed = self.peer.wait_for_signal('PropertiesChanged', path=ROOT)[1]
        self.assertEqual(changed, {'Draining': True})
        self.assertTrue(self.peer.get('Manager', 'Draining'))
        status, text = post.wait()
        self.assertEqual((status, get_text(text)), (200, 'onetwo'))
        self.assertEqual(self.daemon.process.wait(20), 0)

    def test_quit_ends_the_daemon_and_tells_the_clients(self):
        self.start_with_upstream()
        self.upstream.add(Answer([*stream('one')[:1], 20]))
        post = Post(self.daemon)
        self.peer.wait_for_signal('ExchangeStarted')
        wait_until(lambda: self.upstream.requests, 'the request')

        self.peer.call('Manager', 'Quit')

        status, text = post.wait()
        self.assertTrue(status >= 500 or get_types(text)[-1] == 'error', (status, text))
        self.assertEqual(self.daemon.process.wait(20), 0)


if __name__ == '__main__':
    unittest.main()
