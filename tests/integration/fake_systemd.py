# fake_systemd.py LOADED ACTIVE [SOCKET ENABLED]: answers on the session bus as systemd does
# that has the service, and the socket with it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.systemd1'
ROOT = '/org/freedesktop/systemd1'
SERVICE = f'{ROOT}/unit/service'
SOCKET = f'{ROOT}/unit/socket'
INTERFACES = Gio.DBusNodeInfo.new_for_xml(f'''<node>
  <interface name="{NAME}.Manager">
    <method name="LoadUnit">
      <arg name="name" type="s" direction="in"/>
      <arg name="unit" type="o" direction="out"/>
    </method>
    <method name="GetUnitFileState">
      <arg name="file" type="s" direction="in"/>
      <arg name="state" type="s" direction="out"/>
    </method>
  </interface>
  <interface name="{NAME}.Unit">
    <property name="LoadState" type="s" access="read"/>
    <property name="ActiveState" type="s" access="read"/>
  </interface>
</node>''').interfaces
LOADED, ACTIVE, SOCKET_ACTIVE, ENABLED = [*sys.argv[1:], 'inactive', 'disabled'][:4]
STATES = {SERVICE: {'LoadState': LOADED, 'ActiveState': ACTIVE},
          SOCKET: {'LoadState': LOADED, 'ActiveState': SOCKET_ACTIVE}}
UNITS = {'ccproxy.service': SERVICE, 'ccproxy.socket': SOCKET}


def answer(*call):
    method, arguments, invocation = call[4:]
    unit = UNITS[arguments.unpack()[0]]
    if method == 'LoadUnit':
        invocation.return_value(GLib.Variant('(o)', (unit,)))
    else:
        invocation.return_value(GLib.Variant('(s)', (ENABLED,)))


def get_property(_connection, _sender, path, _interface, name):
    return GLib.Variant('s', STATES[path][name])


def tell_ready(_connection, _name):
    print('ready', flush=True)


bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
bus.register_object(ROOT, INTERFACES[0], answer, None, None)
for unit in STATES:
    bus.register_object(unit, INTERFACES[1], None, get_property, None)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, tell_ready, None)
GLib.MainLoop().run()
