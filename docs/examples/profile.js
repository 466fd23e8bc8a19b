#!/usr/bin/env gjs
// profile.js [PROFILE]: switches to a profile of the routing, then tells what goes where
// SPDX-License-Identifier: LGPL-2.1-or-later
const {Gio, GLib} = imports.gi;
const NAME = 'org.ccproxy.CcProxy1', PATH = '/org/ccproxy/CcProxy1';

function call(name, method, args = null) {
    return Gio.DBus.session.call_sync(NAME, PATH, name, method, args, null,
        Gio.DBusCallFlags.NONE, -1, null).recursiveUnpack();
}

function get(property) {
    return call('org.freedesktop.DBus.Properties', 'Get',
        new GLib.Variant('(ss)', [`${NAME}.Manager`, property]))[0];
}

try {
    if (ARGV.length > 0)
        call(`${NAME}.Routes`, 'SetProfile', new GLib.Variant('(s)', [ARGV[0]]));
    print(`profile: ${get('Profile') || 'none'} of ${get('Profiles').join(', ') || 'none'}`);
    for (const [stage, origin, targets] of call(`${NAME}.Routes`, 'List')[0])
        print(`${stage} -> ${targets.join(', then ')} (${origin})`);
    const objects = call('org.freedesktop.DBus.ObjectManager', 'GetManagedObjects')[0];
    for (const interfaces of Object.values(objects)) {
        const provider = interfaces[`${NAME}.Provider`];
        if (provider)
            print(`${provider.Name} at ${provider.Host}: ${provider.State}`);
    }
} catch (error) {
    Gio.DBusError.strip_remote_error(error);
    printerr(`profile.js: ${error.message}`);
    imports.system.exit(1);
}
