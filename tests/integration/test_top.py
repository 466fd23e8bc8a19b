# test_top.py: ccproxy top as it is seen on a terminal, and what its keys do
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import unittest

from daemon import Daemon, get_types, message
from fake_upstream import FakeUpstream, Answer, chunk, stream
from session_bus import SessionBus, wait_until

PROGRAM = os.environ['CCPROXY']
CONFIG = '''providers:
  - {{name: alpha, url: "{alpha}", models: [m-alpha]}}
  - {{name: beta, url: "{beta}", models: [m-beta]}}
routing: {{default: m-alpha}}
'''
PIECE = chunk(delta={'content': 'some words of an answer '}, finish_reason=None)


class Screen:
    """A terminal of tmux, on a server of its own, that runs ccproxy top."""

    def __init__(self, environment, columns=110, rows=24, terminal='screen-256color'):
        self.folder = tempfile.TemporaryDirectory()
        self.socket = pathlib.Path(self.folder.name, 'tmux')
        self.status = pathlib.Path(self.folder.name, 'status')
        command = f'TERM={terminal} "{PROGRAM}" top; echo $? > "{self.status}"; sleep 60'
        self.tmux('-f', '/dev/null', 'new-session', '-d', '-x', str(columns), '-y', str(rows),
                  command, environment=environment)

    def tmux(self, *arguments, environment=None):
        return subprocess.run(
            ['tmux', '-S', str(self.socket), *arguments], check=True, text=True, timeout=20,
            stdout=subprocess.PIPE,
            env={**os.environ, 'LC_ALL': 'C.UTF-8', **(environment or {})}).stdout

    def close(self):
        self.tmux('kill-server')
        self.folder.cleanup()

    def read(self):
        return self.tmux('capture-pane', '-p')

    def press(self, *keys):
        self.tmux('send-keys', *keys)

    def wait_for(self, *texts):
        try:
            wait_until(lambda: all(text in self.read() for text in texts), texts)
        except TimeoutError:
            raise AssertionError(f'{texts} is not in\n{self.read()}') from None
        return self.read()

    def wait_for_end(self):
        wait_until(lambda: self.status.exists() and self.status.read_text(), 'the end')
        return int(self.status.read_text())

    def find_pid(self):
        shell = self.tmux('display-message', '-p', '#{pane_pid}').strip()
        children = pathlib.Path(f'/proc/{shell}/task/{shell}/children').read_text()
        return int(children.split()[0])


class TopTest(unittest.TestCase):
    def setUp(self):
        self.bus = SessionBus()
        self.addCleanup(self.bus.close)
        self.alpha = FakeUpstream()
        self.addCleanup(self.alpha.stop)
        self.beta = FakeUpstream()
        self.addCleanup(self.beta.stop)

    def start_daemon(self):
        daemon = Daemon(CONFIG.format(alpha=self.alpha.url, beta=self.beta.url),
                        environment=self.bus.environment)
        peer = self.bus.connect()
        peer.wait_for_name()
        peer.close()
        return daemon

    def run_daemon(self):
        daemon = self.start_daemon()
        self.addCleanup(daemon.stop)
        return daemon

    def run_top(self, **size):
        screen = Screen(self.bus.environment, **size)
        self.addCleanup(screen.close)
        return screen

    def start_stream(self, daemon, seconds=30):
        """A request whose answer goes on for so long, in a thread; returns its answers."""
        self.alpha.answers.put(Answer([PIECE, PIECE] + [0.1, PIECE] * (seconds * 10)))
        answers = []
        thread = threading.Thread(target=lambda: answers.append(daemon.post(message())))
        thread.start()
        self.addCleanup(thread.join)
        return answers

    def test_what_goes_on_is_seen(self):
        daemon = self.run_daemon()
        screen = self.run_top()
        screen.wait_for('No request is under way.', 'alpha', 'beta', 'ready')
        self.alpha.answers.put(Answer(stream('one', 'two')))
        daemon.post(message())
        screen.wait_for(' 200 ', 'total 1, failed 0')
        answers = self.start_stream(daemon)
        shown = screen.wait_for('streaming', 'm-alpha', 'default')
        self.assertIn(str(os.getpid()), shown)
        screen.press('Down')
        screen.press('c')
        screen.wait_for('Cancel the request to m-alpha')
        screen.press('n')
        screen.wait_for('q quit')
        screen.press('c')
        screen.wait_for('Cancel the request to m-alpha')
        screen.press('y')
        wait_until(lambda: answers, 'the end of the answer')
        status, _, text = answers[0]
        self.assertEqual(status, 200)
        self.assertEqual(get_types(text)[-1], 'error')
        screen.wait_for(' 499 ', 'total 2, failed 0')
        screen.press('q')
        self.assertEqual(screen.wait_for_end(), 0)

    def test_a_provider_is_paused_and_resumed(self):
        self.run_daemon()
        screen = self.run_top()
        screen.wait_for('alpha', 'beta')
        screen.press('p')
        screen.wait_for('Select a provider first')
        screen.press('Tab', 'Down', 'Down', 'p')
        screen.wait_for('paused')
        lines = [line for line in screen.read().splitlines() if 'paused' in line]
        self.assertTrue(lines[0].startswith('beta'), lines)
        screen.press('p')
        wait_until(lambda: 'paused' not in screen.read(), 'the provider to be ready')
        screen.press('Escape')
        self.assertEqual(screen.wait_for_end(), 0)

    def test_another_size(self):
        self.run_daemon()
        screen = self.run_top()
        screen.wait_for('TTFT')
        screen.tmux('resize-window', '-x', '50', '-y', '12')
        wait_until(lambda: 'TTFT' not in screen.read() and 'alpha' in screen.read(), 'a smaller page')
        screen.tmux('resize-window', '-x', '140', '-y', '40')
        screen.wait_for('TTFT', 'LAST ERROR')

    def test_the_daemon_comes_back(self):
        daemon = self.start_daemon()
        screen = self.run_top()
        screen.wait_for('alpha')
        daemon.stop()
        screen.wait_for('ccproxyd has ended')
        self.run_daemon()
        screen.wait_for('q quit')

    def test_signals_end_it_and_the_terminal_is_as_it_was(self):
        self.run_daemon()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                screen = self.run_top()
                screen.wait_for('alpha')
                os.kill(screen.find_pid(), number)
                self.assertEqual(screen.wait_for_end(), 0)
                wait_until(lambda: 'alpha' not in screen.read(), 'the terminal as it was')

    def test_without_colours(self):
        self.run_daemon()
        screen = Screen({**self.bus.environment, 'NO_COLOR': '1'})
        self.addCleanup(screen.close)
        screen.wait_for('ready')
        self.assertNotRegex(screen.tmux('capture-pane', '-p', '-e'), '\x1b\\[[34][0-7]')

    def test_no_terminal(self):
        self.run_daemon()
        done = subprocess.run([PROGRAM, 'top'], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=20,
                              env={**os.environ, **self.bus.environment})
        self.assertEqual(done.returncode, 69)
        self.assertIn('needs a terminal', done.stderr)
        screen = self.run_top(terminal='unheard-of')
        self.assertEqual(screen.wait_for_end(), 69)

    def test_json(self):
        daemon = self.run_daemon()
        self.start_stream(daemon, seconds=2)

        def read():
            run = subprocess.run([PROGRAM, 'top', '--json'], stdout=subprocess.PIPE, check=True,
                                 timeout=20, env={**os.environ, **self.bus.environment})
            return json.loads(run.stdout)['exchanges']

        wait_until(lambda: read() and read()[0]['phase'] == 'streaming', 'a stream')
        exchange, = read()
        self.assertEqual((exchange['stage'], exchange['provider'], exchange['model']),
                         ('default', 'alpha', 'm-alpha'))
        self.assertEqual((exchange['asked_model'], exchange['attempt']), ('claude-x', 1))
        self.assertGreater(exchange['output_tokens'], 0)
        wait_until(lambda: not read(), 'the end of the stream')

    def test_terminal_without_a_screen(self):
        self.run_daemon()
        screen = self.run_top(terminal='dumb')
        self.assertEqual(screen.wait_for_end(), 69)
        self.assertIn('needs a terminal', screen.read().replace('\n', ' '))

    def test_the_shell_goes_on_in_an_empty_row(self):
        self.run_daemon()
        screen = self.run_top(terminal='vt100')
        screen.wait_for('q quit')
        screen.press('q')
        self.assertEqual(screen.wait_for_end(), 0)
        self.assertNotIn('q quit', screen.read())

    def test_no_daemon(self):
        screen = self.run_top()
        self.assertEqual(screen.wait_for_end(), 69)
        self.assertIn('ccproxyd', screen.read())


if __name__ == '__main__':
    unittest.main()
