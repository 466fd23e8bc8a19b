# test_desktop.py: what the daemon asks of a desktop and tells it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from gi.repository import Gio, GLib

from dbus_case import UPSTREAM, DBusCase, Post
from daemon import message
from fake_upstream import Answer, stream, whole
from session_bus import SessionBus, wait_until

NOTIFICATIONS = '''
<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg direction="out" type="as"/></method>
  <method name="Notify">
    <arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
    <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/>
    <arg direction="out" type="u"/>
  </method>
  <method name="CloseNotification"><arg direction="in" type="u"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>
'''
FILES = '''
<node><interface name="org.freedesktop.FileManager1">
  <method name="ShowItems"><arg direction="in" type="as"/><arg direction="in" type="s"/></method>
</interface></node>
'''
LOGIND = '''
<node><interface name="org.freedesktop.login1.Manager">
  <method name="Inhibit">
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/>
    <arg direction="in" type="s"/><arg direction="out" type="h"/>
  </method>
  <signal name="PrepareForSleep"><arg type="b"/></signal>
</interface></node>
'''
SLOW = [stream('slow')[0], 3, *stream('slow')[1:]]
LOCALE = pathlib.Path('/usr/share/i18n/locales/de_DE')
CATALOG = '''
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "%s refuses its key"
msgstr "%s weist uns ab"
'''
ERROR = {'error': {'message': 'sk-canary is no good', 'type': 'x'}}


def turn():
    """Lets the services of the test answer."""
    while GLib.MainContext.default().iteration(False):
        pass


def wait(condition, what):
    wait_until(lambda: turn() or condition(), what)


class Service:
    """One on a bus, which takes notes of what it is asked."""

    def __init__(self, peer, name, path, xml, answer):
        self.peer = peer
        self.path = path
        self.answer = answer
        self.calls = []
        self.interface = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        peer.connection.register_object(path, self.interface, self.take, None, None)
        peer.connection.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
            'RequestName', GLib.Variant('(su)', (name, 0)), None, 0, -1, None)

    def take(self, *call):
        method, arguments, invocation = call[-3:]
        self.calls.append((method, arguments.unpack()))
        value, descriptors = self.answer(method)
        invocation.return_value_with_unix_fd_list(value, descriptors)

    def find(self, method):
        return [arguments for name, arguments in self.calls if name == method]

    def wait_for(self, method, number=1):
        wait(lambda: len(self.find(method)) >= number, method)
        return self.find(method)[number - 1]

    def emit(self, signal, values):
        self.peer.connection.emit_signal(None, self.path, self.interface.name, signal, values)


def answer_notification(method):
    if method == 'GetCapabilities':
        return GLib.Variant('(as)', (['actions', 'body', 'body-markup'],)), None
    return (GLib.Variant('(u)', (5,)) if method == 'Notify' else None), None


class DesktopTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.desk = self.bus.connect()
        self.addCleanup(self.desk.close)
        self.notifications = Service(self.desk, 'org.freedesktop.Notifications',
                                     '/org/freedesktop/Notifications', NOTIFICATIONS,
                                     answer_notification)
        self.files = Service(self.desk, 'org.freedesktop.FileManager1',
                             '/org/freedesktop/FileManager1', FILES, lambda _: (None, None))
        self.system = SessionBus()
        self.addCleanup(self.system.close)
        self.bus.environment['DBUS_SYSTEM_BUS_ADDRESS'] = self.system.address
        self.seat = self.system.connect()
        self.addCleanup(self.seat.close)
        self.locks = []
        self.logind = Service(self.seat, 'org.freedesktop.login1', '/org/freedesktop/login1',
                              LOGIND, self.make_lock)

    def make_lock(self, _method):
        ours, theirs = os.pipe()
        self.locks.append(ours)
        self.addCleanup(os.close, ours)
        descriptors = Gio.UnixFDList.new()
        descriptors.append(theirs)
        os.close(theirs)
        return GLib.Variant('(h)', (0,)), descriptors

    def is_locked(self):
        readable = select.select(self.locks, [], [], 0)[0]
        return len(readable) < len(self.locks)

    def choose(self, action):
        self.notifications.emit('ActionInvoked', GLib.Variant('(us)', (5, action)))

    def test_a_refused_key_is_told_and_the_provider_paused_by_choice(self):
        self.start_with_upstream()
        self.upstream.add(whole(ERROR, status=401))

        self.assertEqual(self.daemon.post(message(stream=False))[0], 401)
        shown = self.notifications.wait_for('Notify')
        self.assertEqual(shown[3], 'p refuses its key')
        self.assertEqual(shown[5], ['resume', 'Try Again', 'pause', 'Pause'])
        self.assertNotIn('canary', repr(shown))

        self.choose('pause')
        self.assertEqual(self.notifications.wait_for('CloseNotification'), (5,))
        state = self.peer.get('Provider', 'State', '/org/ccproxy/CcProxy1/providers/p')
        self.assertEqual(state, 'paused')

    @unittest.skipUnless(shutil.which('localedef') and LOCALE.exists(),
                         'localedef or the sources of locales are missing')
    def test_people_are_told_in_their_language_and_the_log_is_the_same(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', folder / 'de_DE.UTF-8'],
                       check=True)
        catalog = folder / 'de/LC_MESSAGES/ccproxy.mo'
        catalog.parent.mkdir(parents=True)
        subprocess.run(['msgfmt', '-o', catalog, '-'], input=CATALOG, text=True, check=True)
        self.bus.environment |= {'LOCPATH': str(folder), 'LC_ALL': 'de_DE.UTF-8', 'LANGUAGE': '',
                                 'CCPROXY_LOCALE_PATH': str(folder)}
        self.start_with_upstream()
        self.upstream.add(whole(ERROR, status=401))
        self.daemon.post(message(stream=False))
        self.assertEqual(self.notifications.wait_for('Notify')[3], 'p weist uns ab')
        self.assertRegex(self.daemon.read_log(), r' 401 authentication_error, \d+\.\d+ s: ')

    def test_an_empty_account_is_told_and_tried_again_by_choice(self):
        self.start_with_upstream()
        self.upstream.add(whole(ERROR, status=402))
        self.upstream.add(whole({'choices': [{
            'index': 0, 'finish_reason': 'stop',
            'message': {'role': 'assistant', 'content': 'hi'}}]}))

        self.assertEqual(self.daemon.post(message(stream=False))[0], 402)
        self.assertEqual(self.notifications.wait_for('Notify')[3], 'p is out of credit')
        self.choose('resume')
        self.notifications.wait_for('CloseNotification')
        self.assertEqual(self.daemon.post(message(stream=False))[0], 200)

    def test_a_file_that_cannot_be_used_is_told_shown_and_read_again(self):
        self.start()
        good = pathlib.Path(self.peer.get('Manager', 'ConfigPath')).read_text()
        self.rewrite('providers: 7')
        self.refuse(self.peer.call, 'Manager', 'Reload')
        self.assertEqual(self.notifications.wait_for('Notify')[3],
                         'The new configuration is not used')
        self.choose('show')
        path = self.peer.get('Manager', 'ConfigPath')
        self.assertEqual(self.files.wait_for('ShowItems'), ([f'file://{path}'], ''))

        self.rewrite(good)
        self.choose('reload')
        self.notifications.wait_for('CloseNotification')
        wait(lambda: self.peer.get('Manager', 'ConfigStatus') == 'ok', 'the new file')

    def test_notifications_can_be_turned_off(self):
        self.start_with_upstream(UPSTREAM + 'desktop: {{notifications: false}}\n')
        self.upstream.add(whole(ERROR, status=401))

        self.daemon.post(message(stream=False))
        time.sleep(0.3)
        turn()
        self.assertEqual(self.notifications.calls, [])

    def test_no_suspend_while_an_answer_streams(self):
        self.start_with_upstream()
        self.upstream.add(Answer(SLOW))
        post = Post(self.daemon)

        self.assertEqual(self.logind.wait_for('Inhibit'),
                         ('sleep', 'ccproxy', 'An answer is under way', 'block'))
        self.assertTrue(self.is_locked())
        self.assertEqual(post.wait()[0], 200)
        self.assertTrue(self.is_locked())
        wait(lambda: not self.is_locked(), 'the end of the lock')

    def test_suspend_is_not_inhibited_if_the_configuration_says_so(self):
        self.start_with_upstream(UPSTREAM + 'desktop: {{inhibit_suspend: false}}\n')
        self.upstream.add(Answer(SLOW))

        self.assertEqual(self.daemon.post(message())[0], 200)
        turn()
        self.assertEqual(self.logind.calls, [])

    def test_idle_connections_are_dropped_when_the_computer_wakes_up(self):
        self.start_with_upstream()
        self.upstream.add(Answer(stream('one')))
        self.upstream.add(Answer(stream('two')))
        self.upstream.add(Answer(stream('three')))

        self.daemon.post(message())
        self.daemon.post(message())
        self.assertEqual(self.upstream.connections, 1)
        self.logind.emit('PrepareForSleep', GLib.Variant('(b)', (False,)))
        time.sleep(0.3)
        self.assertEqual(self.daemon.post(message())[0], 200)
        self.assertEqual(self.upstream.connections, 2)


if __name__ == '__main__':
    unittest.main()
