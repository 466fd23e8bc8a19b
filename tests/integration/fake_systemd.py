# fake_systemd.py LOADED ACTIVE: answers on the session bus as systemd does that has one unit
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.systemd1'
ROOT = '/org/freedesktop/systemd1'
UNIT = f'{ROOT}/unit/one'
INTERFACES = Gio.DBusNodeInfo.new_for_xml(f'''<node>
  <interface name="{NAME}.Manager">
    <method name="LoadUnit">
      <arg name="name" type="s" direction="in"/>
      <arg name="unit" type="o" direction="out"/>
    </method>
  </interface>
  <interface name="{NAME}.Unit">
    <property name="LoadState" type="s" access="read"/>
    <property name="ActiveState" type="s" access="read"/>
  </interface>
</node>''').interfaces
STATES = dict(zip(('LoadState', 'ActiveState'), sys.argv[1:]))


def load_unit(*call):
    arguments, invocation = call[5:]
    assert arguments.unpack() == ('ccproxy.service',)
    invocation.return_value(GLib.Variant('(o)', (UNIT,)))


def get_property(_connection, _sender, _path, _interface, name):
    return GLib.Variant('s', STATES[name])


def tell_ready(_connection, _name):
    print('ready', flush=True)


bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
bus.register_object(ROOT, INTERFACES[0], load_unit, None, None)
bus.register_object(UNIT, INTERFACES[1], None, get_property, None)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, tell_ready, None)
GLib.MainLoop().run()
