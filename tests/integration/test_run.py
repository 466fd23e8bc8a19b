# test_run.py: tools/run, and what is left of it when it is interrupted
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

RUN = pathlib.Path(__file__).resolve().parents[2] / 'tools' / 'run'
TIMEOUT = 60
STEP = 0.05


class RunTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.temporary = self.folder / 'tmp'
        self.temporary.mkdir()

    def start(self, *arguments):
        """Runs it as a terminal does, in a process group of its own."""
        environment = {**os.environ, 'HOME': str(self.folder), 'TMPDIR': str(self.temporary),
                       'XDG_CONFIG_HOME': str(self.folder / 'none')}
        environment.pop('CI', None)
        return subprocess.Popen(
            [RUN, '--build', os.environ['CCPROXY_BUILD'], *arguments], env=environment,
            start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def read_until(self, process, text):
        seen = ''
        while text not in seen:
            line = process.stdout.readline()
            self.assertTrue(line, seen)
            seen += line
        return seen

    def list_processes(self):
        """The ids of those that were given a path in the test's folder."""
        found = []
        for path in pathlib.Path('/proc').glob('[0-9]*/cmdline'):
            try:
                if str(self.temporary).encode() in path.read_bytes():
                    found.append(int(path.parent.name))
            except OSError:
                continue # it has just ended
        return found

    def list_left_over(self):
        return self.list_processes() + [path.name for path in self.temporary.iterdir()]

    def interrupt(self, process, number=signal.SIGINT):
        """Ctrl-C; returns the rest of the output."""
        os.killpg(process.pid, number)
        rest = process.communicate(timeout=TIMEOUT)[0]
        self.assertEqual(self.list_left_over(), [], rest)
        return rest

    def test_once(self):
        process = self.start('--once')
        output = process.communicate(timeout=TIMEOUT)[0]
        self.assertEqual(process.returncode, 0, output)
        places = [output.index(text) for text in (
            'Starting ccproxyd', 'Asking http://127.0.0.1:', 'What are you?', 'end_turn',
            'calls a tool', 'ANTHROPIC_BASE_URL=http://127.0.0.1:', 'has logged')]
        self.assertEqual(places, sorted(places))
        self.assertNotRegex(output, r': line \d+: ') # a complaint of the shell
        self.assertEqual(output[places[-1]:].count(' req_'), 2, output)
        self.assertEqual(self.list_left_over(), [])

    def test_interrupt_at_the_end(self):
        process = self.start()
        seen = self.read_until(process, 'Ctrl-C ends it')
        self.assertLess(seen.rindex(' req_'), seen.index('Ctrl-C ends it'))
        rest = self.interrupt(process)
        self.assertEqual((process.returncode, rest), (0, ''))

    def test_interrupt_at_any_moment(self):
        for step in range(24):
            number = (signal.SIGINT, signal.SIGTERM)[step % 2]
            with self.subTest(f'{step * STEP:.2f} s, {number.name}'):
                process = self.start()
                time.sleep(step * STEP)
                rest = self.interrupt(process, number)
                self.assertIn(process.returncode, (0, 130, -number), rest)
                self.assertNotIn('Traceback', rest)
                self.assertNotIn('ended with status', rest)

    def test_end_of_the_daemon(self):
        process = self.start()
        seen = self.read_until(process, 'Ctrl-C ends it')
        daemon, = [number for number in self.list_processes()
                   if os.readlink(f'/proc/{number}/exe') == os.environ['CCPROXYD']]
        os.kill(daemon, signal.SIGKILL)
        rest = process.communicate(timeout=TIMEOUT)[0]
        self.assertEqual(process.returncode, 1, seen)
        self.assertIn('ccproxyd ended with status 137', rest)
        self.assertEqual(self.list_left_over(), [])


if __name__ == '__main__':
    unittest.main()
