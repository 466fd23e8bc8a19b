# verb_test.py: runs verbs of the command line on a session bus of their own
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import subprocess
import sys
import unittest

from session_bus import SessionBus

CCPROXY = os.environ['CCPROXY']
FAKE_DAEMON = os.environ['FAKE_DAEMON']
UNAVAILABLE = 69
CONFIG_ERROR = 78


class VerbTest(unittest.TestCase):
    def setUp(self):
        self.bus = SessionBus()
        self.addCleanup(self.bus.close)
        self.environment = {**os.environ, **self.bus.environment, 'TERM': 'xterm'}
        self.environment.pop('NO_COLOR', None)

    def start(self, *arguments, **more):
        self.fake = self.start_fake([FAKE_DAEMON, *arguments], **more)

    def start_systemd(self, loaded, active):
        """From now on systemd is on the bus, and its unit is as said."""
        program = pathlib.Path(__file__).with_name('fake_systemd.py')
        self.systemd = self.start_fake([sys.executable, str(program), loaded, active])

    def start_fake(self, command, **more):
        fake = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE,
                                text=True, **more)
        self.addCleanup(self.end_fake, fake)
        self.assertEqual(fake.stdout.readline(), 'ready\n')
        return fake

    def end_fake(self, fake):
        fake.kill()
        fake.wait(20)
        fake.stdout.close()

    def run_verb(self, *arguments, environment=None):
        return subprocess.run([CCPROXY, *arguments], env=environment or self.environment,
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60)

    def run_good(self, *arguments):
        done = self.run_verb(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return done.stdout

    def run_json(self, *arguments, status=0):
        done = self.run_verb(*arguments, '--json')
        self.assertEqual((done.returncode, done.stderr), (status, ''))
        self.assertEqual(done.stdout.count('\n'), 1)
        return json.loads(done.stdout)
