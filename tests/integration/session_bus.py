# session_bus.py: a session bus for one test, and calls to what is on it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

NAME = 'org.ccproxy.CcProxy1'
ROOT = '/org/ccproxy/CcProxy1'
PROPERTIES = 'org.freedesktop.DBus.Properties'
TIMEOUT = 20
CONFIG = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    {policy}
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <limit name="max_message_size">1000000000</limit>
  <limit name="max_replies_per_connection">50000</limit>
</busconfig>
'''


class SessionBus:
    """A dbus-daemon of its own, which knows only the services in its folder."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.directory.name)
        (self.folder / 'services').mkdir()
        self.address = f'unix:path={self.folder}/bus'
        self.environment = {'DBUS_SESSION_BUS_ADDRESS': self.address}
        self.start()

    def start(self, policy='', user=None):
        """POLICY is one rule more; USER runs it."""
        (self.folder / 'bus.conf').write_text(
            CONFIG.format(folder=self.folder, policy=policy))
        self.process = subprocess.Popen(
            ['dbus-daemon', f'--config-file={self.folder}/bus.conf', '--nofork',
             '--print-address'],
            env={**os.environ, **self.environment}, user=user,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not self.process.stdout.readline():
            raise RuntimeError('dbus-daemon did not start')

    def stop(self):
        self.process.kill()
        self.process.wait(TIMEOUT)
        self.process.stdout.close()
        (self.folder / 'bus').unlink(missing_ok=True)

    def close(self):
        self.stop()
        self.directory.cleanup()

    def connect(self):
        return Peer(self.address)


class Peer:
    """One connection to the bus."""

    def __init__(self, address):
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.signals = []

    def close(self):
        if not self.connection.is_closed():
            self.connection.close_sync(None)

    def wait_for_name(self, name=NAME):
        wait_until(lambda: self.has_name(name), f'{name} on the bus')

    def has_name(self, name=NAME):
        return self.connection.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
            'NameHasOwner', GLib.Variant('(s)', (name,)), None, 0, -1, None).unpack()[0]

    def call(self, interface, method, arguments=None, path=ROOT):
        """Calls a method of one of our interfaces; returns what comes out."""
        answer = self.call_any(f'{NAME}.{interface}', method, arguments, path)
        return answer[0] if len(answer) == 1 else answer

    def call_any(self, interface, method, arguments=None, path=ROOT):
        return self.connection.call_sync(NAME, path, interface, method, arguments, None,
                                         Gio.DBusCallFlags.NO_AUTO_START, TIMEOUT * 1000,
                                         None).unpack()

    def get(self, interface, name, path=ROOT):
        arguments = GLib.Variant('(ss)', (f'{NAME}.{interface}', name))
        return self.call_any(PROPERTIES, 'Get', arguments, path)[0]

    def set(self, interface, name, value, path=ROOT):
        arguments = GLib.Variant('(ssv)', (f'{NAME}.{interface}', name, value))
        self.call_any(PROPERTIES, 'Set', arguments, path)

    def get_objects(self):
        """The interfaces and properties of each object below the root."""
        return self.call_any('org.freedesktop.DBus.ObjectManager', 'GetManagedObjects')[0]

    def introspect(self, path=ROOT):
        text = self.call_any('org.freedesktop.DBus.Introspectable', 'Introspect', None, path)
        return Gio.DBusNodeInfo.new_for_xml(text[0])

    def listen(self):
        """From now on, what the daemon tells is in signals: path, interface, name, values."""
        self.connection.signal_subscribe(
            NAME, None, None, None, None, Gio.DBusSignalFlags.NONE,
            lambda _c, _sender, path, interface, name, values:
            self.signals.append((path, interface.removeprefix(f'{NAME}.'), name,
                                 values.unpack())))
        # the answer comes when the bus has heard of it
        self.has_name()

    def find_signals(self, name, interface=None, path=None):
        """Those that have come so far."""
        while GLib.MainContext.default().iteration(False):
            pass
        return [signal for signal in self.signals if signal[2] == name
                and interface in (None, signal[1]) and path in (None, signal[0])]

    def wait_for_signal(self, name, interface=None, path=None, number=1):
        """Returns the values of the first, or of the one that is asked for."""
        wait_until(lambda: len(self.find_signals(name, interface, path)) >= number,
                   f'the signal {name}')
        return self.find_signals(name, interface, path)[number - 1][3]


def wait_until(condition, what):
    end = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f'waited for {what}')
        time.sleep(0.01)


def get_error(error):
    """The name of an error on the bus, and its text."""
    name = Gio.DBusError.get_remote_error(error)
    Gio.DBusError.strip_remote_error(error)
    return name.removeprefix(f'{NAME}.Error.'), error.message
