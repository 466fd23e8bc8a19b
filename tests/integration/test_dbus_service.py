# test_dbus_service.py: how the daemon comes to the bus, stays there, and what it does
# when there is none
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

from gi.repository import Gio, GLib

from daemon import PROGRAM, Daemon, message
from dbus_case import DEMO, DBusCase, Post
from fake_upstream import Answer, stream, whole
from session_bus import NAME, ROOT, Peer, wait_until

CANARY = 'canary'
BUS = 'org.freedesktop.DBus'


class DBusServiceTest(DBusCase):
    def start_daemon(self, *arguments, environment=None):
        daemon = Daemon(DEMO, '--verbose', *arguments,
                        environment=environment or self.bus.environment)
        self.addCleanup(daemon.stop)
        return daemon

    def test_without_a_bus_it_serves_and_says_so_once(self):
        for address in ('', f'unix:path={self.bus.folder}/none'):
            with self.subTest(address=address):
                daemon = self.start_daemon(environment={
                    'DBUS_SESSION_BUS_ADDRESS': address, 'XDG_RUNTIME_DIR': '/nonexistent'})
                self.assertEqual(daemon.post(message())[0], 200)
                wait_until(lambda: 'not on the session bus' in daemon.read_log(), 'the log')
                self.assertEqual(daemon.read_log().count('session bus'), 1)

    def test_the_bus_of_the_runtime_folder_is_found(self):
        self.start_daemon(environment={'DBUS_SESSION_BUS_ADDRESS': '',
                                       'XDG_RUNTIME_DIR': str(self.bus.folder)})

        self.bus.connect().wait_for_name()

    def test_it_stays_away_when_told_to(self):
        daemon = self.start_daemon('--no-bus')

        self.assertEqual(daemon.post(message())[0], 200)
        self.assertFalse(self.bus.connect().has_name())

    def test_a_name_that_is_taken_stays_with_who_has_it(self):
        first = self.start_daemon()
        peer = self.bus.connect()
        peer.wait_for_name()

        second = self.start_daemon()

        wait_until(lambda: 'another program' in second.read_log(), 'the log')
        self.assertEqual(second.post(message())[0], 200)
        self.assertIn(str(first.port), peer.get('Manager', 'Listen')[0])
        self.assertEqual(second.read_log().count('session bus'), 1)
        self.assertNotIn('warning', second.read_log())

    def test_a_name_that_was_taken_is_taken_over_when_its_owner_ends(self):
        first = self.start_daemon()
        peer = self.bus.connect()
        peer.wait_for_name()
        second = self.start_daemon()
        wait_until(lambda: 'another program' in second.read_log(), 'the log')

        self.assertEqual(first.stop(), 0)

        wait_until(lambda: 'is free again' in second.read_log(), 'the log')
        self.assertEqual(peer.get('Manager', 'Listen'), [f'http://127.0.0.1:{second.port}'])
        self.assertTrue(peer.get_objects())
        self.assertEqual(second.stop(), 0)

    def test_a_bus_that_starts_later_is_found(self):
        self.bus.stop()
        for environment in (self.bus.environment,
                            {'DBUS_SESSION_BUS_ADDRESS': '',
                             'XDG_RUNTIME_DIR': str(self.bus.folder)}):
            with self.subTest(environment=environment):
                daemon = self.start_daemon(environment=environment)
                wait_until(lambda: 'not on the session bus' in daemon.read_log(), 'the log')
                time.sleep(1.5)

                self.bus.start()

                peer = self.bus.connect()
                peer.wait_for_name()
                self.assertEqual(daemon.read_log().count('not on the session bus'), 1)
                self.assertEqual(daemon.stop(), 0)
                peer.close()
                self.bus.stop()
        self.bus.start()

    def test_the_name_is_there_only_when_clients_can_connect(self):
        peer = self.bus.connect()
        seen = []
        peer.connection.signal_subscribe(
            BUS, BUS, 'NameOwnerChanged', None, NAME, Gio.DBusSignalFlags.NONE,
            lambda *_: seen.append(peer.connection.call(
                NAME, ROOT, 'org.freedesktop.DBus.Properties', 'Get',
                GLib.Variant('(ss)', (f'{NAME}.Manager', 'Listen')), None,
                Gio.DBusCallFlags.NONE, -1, None,
                lambda connection, result: uris.extend(
                    connection.call_finish(result).unpack()[0]))))
        uris = []
        daemon = self.start_daemon()

        def has_uris():
            while GLib.MainContext.default().iteration(False):
                pass
            return uris

        wait_until(has_uris, 'the addresses')
        self.assertEqual(uris, [f'http://127.0.0.1:{daemon.port}'])

    def test_a_bus_that_ends_ends_nothing_and_is_found_again(self):
        daemon = self.start_daemon()
        self.bus.connect().wait_for_name()

        self.bus.stop()
        wait_until(lambda: 'the session bus is gone' in daemon.read_log(), 'the log')
        self.assertEqual(daemon.post(message())[0], 200)
        self.bus.start()

        peer = self.bus.connect()
        peer.wait_for_name()
        self.assertEqual(peer.get('Manager', 'Listen'), [f'http://127.0.0.1:{daemon.port}'])
        self.assertTrue(peer.get_objects())
        self.assertEqual(daemon.post(message())[0], 200)
        self.assertEqual(daemon.stop(), 0)

    def test_the_bus_starts_it_without_a_service_manager(self):
        data = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent / 'data'
        text = (data / f'{NAME}.service.in').read_text()
        bin_folder = pathlib.Path(PROGRAM).parent
        (self.bus.folder / 'services' / f'{NAME}.service').write_text(
            text.replace('@bindir@', str(bin_folder)))
        self.bus.stop()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = pathlib.Path(folder.name, 'ccproxy', 'config.yaml')
        config.parent.mkdir()
        config.write_text(DEMO + 'listen: ["127.0.0.1:0"]\n')
        config.chmod(0o600)
        self.bus.environment.update(XDG_CONFIG_HOME=folder.name, XDG_STATE_HOME=folder.name)
        self.bus.start()
        peer = self.bus.connect()

        version = peer.connection.call_sync(
            NAME, ROOT, 'org.freedesktop.DBus.Properties', 'Get',
            GLib.Variant('(ss)', (f'{NAME}.Manager', 'Version')), None,
            Gio.DBusCallFlags.NONE, 20000, None).unpack()[0]

        self.assertRegex(version, r'^\d')
        self.assertEqual(peer.get('Manager', 'ConfigPath'), str(config))
        peer.call('Manager', 'Quit')
        wait_until(lambda: not peer.has_name(), 'the end')


class Flood(threading.Thread):
    """A peer that asks again and again, and does not wait for answers."""

    def __init__(self, address, number):
        super().__init__(daemon=True)
        self.peer = Peer(address)
        self.number = number
        self.answers = []
        self.start()

    def run(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        for n in range(self.number):
            self.peer.connection.call(
                NAME, ROOT, f'{NAME}.Stats', 'Snapshot', None, None, Gio.DBusCallFlags.NONE,
                20000, None, self._on_answer)
            if n % 100 == 0:
                while context.iteration(False):
                    pass
        while len(self.answers) < self.number:
            context.iteration(True)
        context.pop_thread_default()

    def _on_answer(self, connection, result):
        try:
            connection.call_finish(result)
            self.answers.append('answered')
        except GLib.Error as error:
            self.answers.append(Gio.DBusError.get_remote_error(error)
                                if 'signals tell' in error.message else error.message)


class DBusPeersTest(DBusCase):
    def test_a_flood_is_refused_and_requests_are_served(self):
        self.start()
        flood = Flood(self.bus.address, 5000)

        statuses = [self.daemon.post(message(stream=False))[0] for _ in range(100)]
        others = [self.peer.get('Manager', 'Version') for _ in range(20)]

        flood.join(60)
        self.assertEqual(set(statuses), {200})
        self.assertEqual(len(set(others)), 1)
        self.assertEqual(len(flood.answers), 5000)
        self.assertEqual(set(flood.answers),
                         {'answered', 'org.freedesktop.DBus.Error.LimitsExceeded'})
        self.assertGreater(flood.answers.count('org.freedesktop.DBus.Error.LimitsExceeded'),
                           2000)

    def test_who_waits_after_a_flood_is_answered_again(self):
        self.start()
        flood = Flood(self.bus.address, 1000)
        flood.join(60)

        time.sleep(0.2)

        self.assertTrue(flood.peer.get('Manager', 'Version'))

    def test_a_message_that_is_too_large_is_refused(self):
        self.start()

        name, text = self.refuse(self.peer.call, 'Routes', 'Explain',
                                 GLib.Variant('(s)', ('x' * (64 << 20),)))

        self.assertEqual(name, 'org.freedesktop.DBus.Error.LimitsExceeded')
        self.assertIn('too large', text)

    @unittest.skipUnless(os.getuid() == 0, 'only root can be somebody else')
    def test_a_peer_of_another_user_is_refused_whatever_it_asks(self):
        os.chmod(self.bus.folder, 0o755)
        self.bus.stop()
        self.bus.start('<allow user="*"/>')
        self.start()

        for arguments in ((f'{NAME}.Manager.Quit',), (f'{NAME}.Routes.SetProfile', ''),
                          ('org.freedesktop.DBus.Properties.GetAll', f'{NAME}.Manager'),
                          ('org.freedesktop.DBus.ObjectManager.GetManagedObjects',),
                          ('org.freedesktop.DBus.Introspectable.Introspect',)):
            with self.subTest(method=arguments[0]):
                result = subprocess.run(
                    ['gdbus', 'call', '--address', self.bus.address, '--dest', NAME,
                     '--object-path', ROOT, '--method', *arguments],
                    user=65534, env={'PATH': os.environ['PATH']}, capture_output=True,
                    text=True, timeout=20, check=False)
                self.assertEqual(result.returncode, 1)
                self.assertIn('AccessDenied', result.stderr)
                self.assertIn('another user', result.stderr)
        self.assertEqual(self.daemon.post(message())[0], 200)
        self.assertTrue(self.peer.get('Manager', 'Version'))

    def test_calls_that_come_at_once_are_answered_in_their_order(self):
        self.start()
        peer = self.bus.connect()
        answers = []
        context = GLib.MainContext.default()
        for number in range(50):
            peer.connection.call(
                NAME, ROOT, f'{NAME}.Stats', 'Snapshot', None, None,
                Gio.DBusCallFlags.NONE, 20000, None,
                lambda connection, result, number: answers.append(
                    (connection.call_finish(result) and number)), number)

        while len(answers) < 50:
            context.iteration(True)

        self.assertEqual(answers, list(range(50)))

    @unittest.skipUnless(os.getuid() == 0, 'only root can run a bus as somebody else')
    def test_a_bus_of_another_user_is_not_entered(self):
        self.bus.stop()
        os.chmod(self.bus.folder, 0o777)
        self.bus.start('<allow user="*"/>', user=65534)

        daemon = Daemon(DEMO, '--verbose', environment=self.bus.environment)
        self.addCleanup(daemon.stop)

        wait_until(lambda: 'not on the session bus' in daemon.read_log(), 'the log')
        self.assertIn('run by the user 65534', daemon.read_log())
        self.assertEqual(daemon.post(message())[0], 200)


class DBusSecretsTest(DBusCase):
    """A key, a header and a prompt: none of them is anywhere on the bus."""

    def setUp(self):
        super().setUp()
        self.seen = []
        self.monitor = Peer(self.bus.address)
        self.monitor.connection.call_sync(
            BUS, '/org/freedesktop/DBus', f'{BUS}.Monitoring', 'BecomeMonitor',
            GLib.Variant('(asu)', ([], 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        self.monitor.connection.add_filter(self._see)

    def _see(self, _connection, sent, incoming):
        if incoming:
            self.seen.append(sent.print_(0))
        # a monitor answers nobody
        return None

    def test_nothing_secret_is_on_the_bus(self):
        self.start_with_upstream()
        self.upstream.add(
            Answer([*stream('answer-canary')[:1], 1, *stream('more')],
                   headers=[('x-secret', 'header-canary'), ('set-cookie', 'canary')]),
            whole({'error': {'message': 'the key sk-canary is wrong', 'type': 'x'}}, status=401))
        body = message()
        body['messages'][0]['content'] = 'prompt-canary'
        body['system'] = 'system-canary'
        self.peer.call('Stats', 'Subscribe')
        post = Post(self.daemon, body)
        path, _ = self.peer.wait_for_signal('ExchangeStarted')
        self.ask_for_all()
        self.peer.call_any('org.freedesktop.DBus.Properties', 'GetAll',
                           GLib.Variant('(s)', (f'{NAME}.Exchange',)), path)
        post.wait()
        self.daemon.post_bytes(b'{"model":"m","max_tokens":1,"messages":[{"role":"user",'
                               b'"content":"prompt-canary"}]}',
                               headers={'x-api-key': 'client-canary', 'x-other': 'canary'})
        self.peer.wait_for_signal('ExchangeFinished', number=2)
        self.ask_for_all()
        self.peer.wait_for_signal('Changed', 'Stats')
        self.peer.call('Manager', 'Reload')

        self.assertTrue(self.upstream.requests[0]['headers']['authorization'].endswith('sk-canary'))
        text = '\n'.join(self.seen)
        for member in ('GetManagedObjects', 'Snapshot', 'ExchangeFinished', 'Reloaded',
                       'InterfacesAdded', 'PropertiesChanged'):
            self.assertIn(member, text)
        self.assertIn('authentication_error', text)
        self.assertNotIn(CANARY, text)

    def ask_for_all(self):
        for interface in ('Manager', 'Routes', 'Stats'):
            self.peer.call_any('org.freedesktop.DBus.Properties', 'GetAll',
                               GLib.Variant('(s)', (f'{NAME}.{interface}',)))
        for path in self.peer.get_objects():
            self.peer.introspect(path)
        self.peer.call('Stats', 'Snapshot')
        self.peer.call('Stats', 'Summarize', GLib.Variant('(s)', ('model',)))
        self.peer.call('Routes', 'List')
        self.peer.call('Manager', 'Lint', GLib.Variant('(s)', ('',)))


if __name__ == '__main__':
    unittest.main()
