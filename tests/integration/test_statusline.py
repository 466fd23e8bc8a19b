# test_statusline.py: "ccproxy statusline" says what a session runs on and what it cost
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

from daemon import message
from dbus_case import DBusCase

SESSION = '5ff2f29f-0b52-4e0a-a8a4-0a4d5f7a0001'
INPUT = {'session_id': SESSION, 'model': {'id': 'claude-opus-4-8', 'display_name': 'Opus'},
         'workspace': {'current_dir': '/'}, 'cost': {'total_cost_usd': 12.5}}
PRICED = '''
providers:
  - name: p
    type: openai-chat
    url: '{url}'
    models: [{{id: m1, price: {{input: 1000, output: 1000}}}}]
routing: {{default: m1}}
'''


def run(environment, *arguments, text=json.dumps(INPUT)):
    return subprocess.run([os.environ['CCPROXY'], 'statusline', *arguments], input=text,
                          env={**os.environ, **environment}, capture_output=True, text=True,
                          timeout=60)


def settle(environment):
    """What it prints when this machine is not too slow for its limit."""
    end = time.monotonic() + 45
    line = 'cannot be asked'
    while 'cannot be asked' in line and time.monotonic() < end:
        line = run(environment).stdout
    return line


class StatuslineTest(DBusCase):
    def test_session(self):
        self.start_with_upstream(PRICED)
        self.assertEqual(settle(self.bus.environment),
                         'Opus · through the proxy, no answer yet\n')
        status, _, _ = self.daemon.post_bytes(
            json.dumps(message()).encode(), headers={'x-claude-code-session-id': SESSION})
        self.assertEqual(status, 200)
        line = settle(self.bus.environment)
        self.assertRegex(line, r'^m1 · p · default · \$\d+\.\d+ · \d+ in, \d+ out\n$')

    def test_the_daemon_is_not_started(self):
        service = self.bus.folder / 'services' / 'org.ccproxy.CcProxy1.service'
        service.write_text('[D-BUS Service]\nName=org.ccproxy.CcProxy1\n'
                           f'Exec=/usr/bin/touch {self.bus.folder}/started\n')
        self.assertEqual(settle(self.bus.environment), 'Opus · the proxy does not run\n')
        self.assertFalse((self.bus.folder / 'started').exists())


class WithoutDaemonTest(unittest.TestCase):
    def test_no_bus(self):
        done = run({'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'})
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout, 'Opus · the proxy cannot be asked\n')

    def test_bus_that_says_nothing(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as bus:
            path = pathlib.Path(folder, 'bus')
            bus.bind(str(path))
            bus.listen()
            before = time.monotonic()
            done = run({'DBUS_SESSION_BUS_ADDRESS': f'unix:path={path}'})
            took = time.monotonic() - before
        self.assertEqual(done.stdout, 'Opus · the proxy cannot be asked\n')
        # other verbs wait for three seconds
        self.assertLess(took, 2.5)

    def test_input_without_an_end(self):
        reader, writer = os.pipe()
        try:
            done = subprocess.run([os.environ['CCPROXY'], 'statusline'], stdin=reader,
                                  env={**os.environ, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/x'},
                                  capture_output=True, text=True, timeout=20)
        finally:
            os.close(reader)
            os.close(writer)
        self.assertEqual((done.returncode, done.stdout), (0, 'the proxy cannot be asked\n'))

    def test_json(self):
        done = run({'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'}, '--json')
        self.assertEqual(json.loads(done.stdout),
                         {'session': SESSION, 'asked': 'Opus', 'state': 'silent'})

    def test_install(self):
        done = run({}, '--install')
        self.assertEqual(json.loads(done.stdout)['statusLine']['command'],
                         'ccproxy statusline')


if __name__ == '__main__':
    unittest.main()
