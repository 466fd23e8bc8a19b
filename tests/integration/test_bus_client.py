# test_bus_client.py: "ccproxy run" and "env" find the daemon that runs over the bus
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from dbus_case import DBusCase

PROFILES = '''
providers:
  - {name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m1]}
routing: {default: m1, profiles: {cheap: {default: m1}}}
client_keys: [of-this-proxy]
'''
SHOW = ('import os; print(os.environ["ANTHROPIC_BASE_URL"], '
        'os.environ.get("ANTHROPIC_AUTH_TOKEN"), os.environ.get("ANTHROPIC_CUSTOM_HEADERS"))')


class BusClientTest(DBusCase):
    def run_verb(self, *arguments):
        environment = {**os.environ, **self.bus.environment,
                       'XDG_CONFIG_HOME': str(self.bus.folder),
                       'XDG_STATE_HOME': str(self.bus.folder)}
        for name in list(environment):
            if name.startswith('ANTHROPIC_') or name.lower().endswith('_proxy'):
                del environment[name]
        return subprocess.run([os.environ['CCPROXY'], *arguments], env=environment,
                              capture_output=True, text=True, timeout=60)

    def test_address_and_key_of_the_daemon(self):
        self.start(PROFILES)
        done = self.run_verb('run', '--profile', 'cheap', sys.executable, '-c', SHOW)
        self.assertEqual((done.stdout, done.stderr),
                         (f'http://127.0.0.1:{self.daemon.port} of-this-proxy '
                          'x-ccproxy-profile: cheap\n', ''))
        done = self.run_verb('run', '--profile', 'dear', 'true')
        self.assertEqual(done.returncode, 64)
        self.assertIn('there are: cheap', done.stderr)

    def test_a_file_that_went_bad(self):
        self.start()
        self.rewrite('providers: 7\n')
        done = self.run_verb('run', sys.executable, '-c', SHOW)
        self.assertEqual((done.stdout, done.stderr),
                         (f'http://127.0.0.1:{self.daemon.port} ccproxy None\n', ''))

    def test_env(self):
        self.start()
        done = self.run_verb('env')
        self.assertIn(f"ANTHROPIC_BASE_URL='http://127.0.0.1:{self.daemon.port}'", done.stdout)

    def test_daemon_is_started(self):
        config = self.bus.folder / 'ccproxy' / 'config.yaml'
        config.parent.mkdir()
        config.touch(mode=0o600)
        config.write_text(f'listen: unix:{self.bus.folder}/socket\n' + PROFILES)
        pid = pathlib.Path(self.bus.folder, 'pid')
        start = self.bus.folder / 'start'
        start.write_text(f'#!/bin/sh\necho $$ > {pid}\nexec {os.environ["CCPROXYD"]} '
                         f'--config {config}\n')
        start.chmod(0o700)
        service = self.bus.folder / 'services' / 'org.ccproxy.CcProxy1.service'
        service.write_text(f'[D-BUS Service]\nName=org.ccproxy.CcProxy1\nExec={start}\n')
        peer = self.bus.connect()
        self.addCleanup(peer.close)
        self.addCleanup(lambda: os.kill(int(pid.read_text()), signal.SIGTERM))
        done = self.run_verb('run', '--unix', sys.executable, '-c', SHOW)
        self.assertEqual((done.stdout, done.stderr),
                         ('http://localhost of-this-proxy None\n', ''))
        self.assertTrue(peer.has_name())


if __name__ == '__main__':
    unittest.main()
