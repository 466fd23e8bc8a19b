# test_dbus_examples.py: the examples of docs/examples, run as they stand there
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import subprocess
import sys
import threading
import unittest

from daemon import message
from dbus_case import DBusCase

FOLDER = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent / 'docs' / 'examples'
CONFIG = '''
providers:
  - {name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m1, m2]}
routing:
  default: m1
  profiles:
    cheap: {default: [m2, m1]}
'''


class DBusExamplesTest(DBusCase):
    def setUp(self):
        super().setUp()
        # the leaks that the sanitizers would look for are not in these programs
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ('G_DEBUG', 'G_SLICE', 'MALLOC_PERTURB_')}
        self.environment.update(self.bus.environment)

    def run_example(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              timeout=60, check=False)

    def post_until(self, over):
        while not over.wait(0.1):
            self.daemon.post(message())

    def test_each_is_shorter_than_40_lines(self):
        files = sorted(path for path in FOLDER.iterdir() if path.suffix in ('.py', '.js'))

        self.assertEqual([path.name for path in files], ['monitor.py', 'profile.js'])
        for path in files:
            self.assertLess(len(path.read_text().splitlines()), 40, path)

    def test_monitor_prints_requests_and_totals(self):
        self.start()
        monitor = subprocess.Popen([sys.executable, FOLDER / 'monitor.py'],
                                   env=self.environment, stdout=subprocess.PIPE, text=True)
        self.addCleanup(monitor.stdout.close)
        self.addCleanup(monitor.wait, 20)
        self.addCleanup(monitor.kill)
        # nobody knows when it begins to listen
        over = threading.Event()
        poster = threading.Thread(target=self.post_until, args=(over,))
        poster.start()
        lines = []
        while sum('requests,' in line for line in lines) < 2:
            lines.append(monitor.stdout.readline())
        over.set()
        poster.join(20)

        text = ''.join(lines)
        self.assertRegex(text, r'(?m)^req_\w+ begins: claude-x$')
        self.assertRegex(text, r'(?m)^req_\w+ 200 p/m1: \d+ tokens in, \d+ out, \d\.\d s$')
        self.assertRegex(text, r'(?m)^\d+ requests, 0 errors, \d under way$')

    def test_monitor_says_that_there_is_no_daemon(self):
        result = self.run_example(sys.executable, FOLDER / 'monitor.py')

        self.assertEqual(result.returncode, 1)
        self.assertIn('monitor.py: ', result.stderr)
        self.assertNotIn('Traceback', result.stderr)

    def test_profile_switches_and_tells_what_goes_where(self):
        self.start(CONFIG)

        before = self.run_example('gjs', FOLDER / 'profile.js')
        after = self.run_example('gjs', FOLDER / 'profile.js', 'cheap')
        wrong = self.run_example('gjs', FOLDER / 'profile.js', 'chaep')

        self.assertEqual(before.stdout.splitlines(), [
            'profile: none of cheap', 'default -> m1 (config)', 'p at 127.0.0.1: ready'])
        self.assertEqual(after.stdout.splitlines(), [
            'profile: cheap of cheap', 'default -> m2, then m1 (profile)',
            'p at 127.0.0.1: ready'])
        self.assertEqual(self.peer.get('Manager', 'Profile'), 'cheap')
        self.assertEqual(wrong.returncode, 1)
        self.assertIn('profile.js: ', wrong.stderr)
        self.assertIn('did you mean "cheap"?', wrong.stderr)


if __name__ == '__main__':
    unittest.main()
