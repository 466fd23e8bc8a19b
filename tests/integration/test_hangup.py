# test_hangup.py: SIGHUP before the daemon can read its configuration anew
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import signal
import tempfile
import unittest

from daemon import Daemon, message

BUILD = pathlib.Path(os.environ['CCPROXY_BUILD'])
TRIAL = 'ccproxy-plugin-trial'
CONFIG = '''
providers:
  - name: p
    type: openai-chat
    url: http://127.0.0.1:1/
    models: [m]
    api_key: {{command: [sh, -c, 'cat /proc/self/status >"{seen}/key"; echo k']}}
routing: {{default: m}}
'''


class HangupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self):
        """Plugins are tried before the configuration is there to be read anew."""
        trial = self.folder / TRIAL
        trial.write_text('#!/bin/sh\n'
                         'kill -HUP $PPID\n'
                         f'cat /proc/self/status >"{self.folder}/trial"\n'
                         f'exec "{BUILD}/src/plugin-host/{TRIAL}" "$@"\n')
        trial.chmod(0o755)
        daemon = Daemon(CONFIG.format(seen=self.folder),
                        environment={'CCPROXY_LIBEXEC_PATH': str(self.folder)})
        self.addCleanup(daemon.stop)
        return daemon

    def is_ignored(self, name):
        """Whether the program that wrote the file was started to ignore SIGHUP."""
        status = (self.folder / name).read_text()
        mask = int(status.split('SigIgn:')[1].split()[0], 16)
        return bool(mask & 1 << (signal.SIGHUP - 1))

    def test_a_hangup_while_plugins_are_tried_does_not_end_it(self):
        daemon = self.start()

        self.assertTrue((self.folder / 'trial').exists())
        self.assertEqual(daemon.post(message(stream=False))[0], 502)

    def test_programs_that_it_starts_are_ended_by_a_hangup(self):
        daemon = self.start()

        daemon.post(message(stream=False))

        self.assertFalse(self.is_ignored('trial'))
        self.assertFalse(self.is_ignored('key'))


if __name__ == '__main__':
    unittest.main()
