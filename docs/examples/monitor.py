#!/usr/bin/env python3
# monitor.py: a line for each request that begins or ends, and the totals
#
# SPDX-License-Identifier: LGPL-2.1-or-later
from gi.repository import Gio, GLib

NAME, PATH = 'org.ccproxy.CcProxy1', '/org/ccproxy/CcProxy1'
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def on_signal(_bus, _sender, _path, interface, signal, values):
    values = values.unpack()
    if signal == 'ExchangeStarted':
        print(f'{values[1]["id"]} begins: {values[1]["model"]}', flush=True)
    elif signal == 'ExchangeFinished':
        print('{id} {status} {provider}/{model}: {input_tokens} tokens in, {output_tokens} '
              'out, {seconds:.1f} s{error}'.format(
                  seconds=values[1]['duration'] / 1e6,
                  error=values[1]['error_type'] and f': {values[1]["error_type"]}',
                  **values[1]), flush=True)
    elif signal == 'Changed' and interface.endswith('.Stats'):
        print('{requests} requests, {errors} errors, {in_flight} under way'.format(**values[0]),
              flush=True)


bus.signal_subscribe(NAME, None, None, PATH, None, Gio.DBusSignalFlags.NONE, on_signal)
try:
    bus.call_sync(NAME, PATH, f'{NAME}.Stats', 'Subscribe', None, None,
                  Gio.DBusCallFlags.NONE, -1, None)
    GLib.MainLoop().run()
except GLib.Error as error:
    raise SystemExit(f'monitor.py: {error.message}') from None
