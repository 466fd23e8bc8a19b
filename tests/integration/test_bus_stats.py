# test_bus_stats.py: "ccproxy stats", and what verbs print on a terminal
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from verb_test import CCPROXY, UNAVAILABLE, VerbTest


class Terminal:
    """A verb on a terminal of its own."""

    def __init__(self, environment, columns, rows, *arguments):
        self.master, slave = pty.openpty()
        self.resize(columns, rows)
        self.process = subprocess.Popen([CCPROXY, *arguments], env=environment, stdin=slave,
                                        stdout=slave, stderr=subprocess.PIPE)
        os.close(slave)

    def resize(self, columns, rows=24):
        size = struct.pack('HHHH', rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

    def read_until(self, text):
        """Reads on until it has seen text; returns what it read."""
        output = ''
        while text not in output:
            ready, _, _ = select.select([self.master], [], [], 20)
            if not ready:
                raise TimeoutError(f'waited for {text!r}, have {output!r}')
            output += os.read(self.master, 65536).decode()
        return output

    def close(self):
        self.process.kill()
        self.process.wait(20)
        self.process.stderr.close()
        os.close(self.master)


class StatsTest(VerbTest):
    def open_terminal(self, columns, *arguments, rows=24, **more):
        terminal = Terminal({**self.environment, **more}, columns, rows, *arguments)
        self.addCleanup(terminal.close)
        return terminal

    def test_text(self):
        self.start()

        lines = self.run_good('stats').splitlines()

        self.assertRegex(lines[0], r'^Since +\d+ d ago$')
        self.assertRegex(lines[1], '^Requests +43, 2 of them failed, 5 tried again, '
                                   '2 under way$')
        self.assertRegex(lines[2], r'^Tokens +1\.2 M in, 900 k of them from a cache, 46\.4 k out$')
        self.assertEqual([re.split(' {2,}', line) for line in lines[4:]], [
            ['PROVIDER', 'MODEL', 'STAGE', 'REQUESTS', 'FAILED', 'IN', 'CACHED', 'OUT',
             'FIRST TOKEN', 'LATENCY', 'COST'],
            ['a', 'x', 'default', '40', '0', '1.2 M', '900 k', '45.7 k', '456 ms', '2.3 s',
             '$1.25'],
            ['b', 'y', 'think', '3', '2', '12.3 k', '0', '678', '–', '–', '–']])

    def test_json(self):
        self.start()

        for arguments in ([], ['--by=stage']):
            stats = self.run_json('stats', *arguments)

            self.assertLess(abs(stats['at'] / 1e6 - time.time()), 60)
            self.assertEqual(stats['totals']['in_flight'], 2)
            self.assertEqual(stats['series'][0]['errors'],
                             {'overloaded_error': 1, 'api_error': 1})
            self.assertEqual(stats['series'][1]['latency'], {'p50': 2345678, 'p90': 9000000})

    def test_kind_has_one_column(self):
        self.start()
        for kind in ('provider', 'model', 'stage'):
            with self.subTest(kind):
                table = self.run_good('stats', '--by', kind).split('\n\n')[1]

                self.assertEqual(table.splitlines()[0].split()[:2],
                                 [kind.upper(), 'REQUESTS'])
                self.assertRegex(table.splitlines()[1], r'^\w')

    def test_wrong_kind(self):
        done = self.run_verb('stats', '--by=day')

        self.assertEqual((done.returncode, done.stderr), (64, (
            'ccproxy stats: expected --by=provider, model or stage, got "day"; see ccproxy '
            'stats --help\n')))

    def watch(self, *arguments):
        process = subprocess.Popen([CCPROXY, 'stats', '--watch', *arguments],
                                   env=self.environment, stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.kill)
        return process

    def test_watch_prints_lines(self):
        self.start()
        process = self.watch()

        lines = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)

        for line in lines:
            self.assertRegex(line, r'^\d\d:\d\d:\d\d  requests: 4\d, 2 of them failed, '
                                   r'5 tried again, 2 under way; tokens: 1\.2 M in, '
                                   r'900 k of them from a cache, 46\.4 k out\n$')
        self.assertNotEqual(lines[0].split()[2], lines[2].split()[2])
        self.assertEqual(process.wait(20), 0)
        self.assertEqual(self.fake.stdout.readline(), 'unsubscribed\n')

    def test_watch_as_json(self):
        self.start()
        process = self.watch('--json')

        numbers = [json.loads(process.stdout.readline())['totals']['requests']
                   for _ in range(3)]
        process.send_signal(signal.SIGTERM)

        self.assertEqual(numbers, sorted(set(numbers)))
        self.assertEqual(process.wait(20), 0)

    def test_watch_ends_when_nobody_reads(self):
        self.start()
        for arguments in ([], ['--json']):
            with self.subTest(arguments):
                process = self.watch(*arguments)
                process.stdout.readline()
                process.stdout.close()

                self.assertIn(process.wait(20), (0, -signal.SIGPIPE))

    def test_watch_ends_with_the_daemon(self):
        self.start('--short')

        done = self.run_verb('stats', '--watch')

        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertEqual(done.stderr, 'ccproxy stats: ccproxyd has ended\n')

    def test_watch_ends_with_the_bus(self):
        self.start()
        process = self.watch()
        process.stdout.readline()

        self.bus.process.kill()

        self.assertEqual(process.wait(20), UNAVAILABLE)

    def test_watch_draws_in_place(self):
        self.start()
        terminal = self.open_terminal(100, 'stats', '--watch')

        terminal.read_until(' 46, ')
        output = terminal.read_until(' 48, ')
        terminal.process.send_signal(signal.SIGINT)

        # three lines, an empty one, headings and two series
        self.assertIn('\033[7A\r\033[J', output)
        self.assertEqual(terminal.process.wait(20), 0)

    def test_watch_knows_of_lines_that_are_too_wide(self):
        self.start()
        terminal = self.open_terminal(40, 'stats', '--watch')

        terminal.read_until(' 46, ')
        output = terminal.read_until(' 48, ')

        # those of requests and of tokens take two rows each
        self.assertIn('\033[9A\r\033[J', output)

    def test_watch_leaves_out_what_has_no_place(self):
        self.start()
        terminal = self.open_terminal(100, 'stats', '--watch', rows=5)

        terminal.read_until(' 46, ')
        output = terminal.read_until(' 48, ')

        self.assertIn('\033[4A\r\033[J', output)
        self.assertNotIn('PROVIDER', output)

    def test_watch_draws_anew_when_the_terminal_changes(self):
        self.start()
        terminal = self.open_terminal(100, 'stats', '--watch')
        terminal.read_until(' 46, ')

        terminal.resize(60)
        terminal.process.send_signal(signal.SIGWINCH)
        terminal.read_until('\033[H\033[2J')
        output = terminal.read_until('\033[7A')

        lines = [re.sub(r'\033\[\d*[A-Za-z]', '', line).strip('\r')
                 for line in output.split('\n')]
        self.assertEqual([line for line in lines[4:7] if len(line) > 60], [])

    def test_colours_are_for_terminals_alone(self):
        self.start()

        self.assertNotIn('\033', self.run_good('providers'))
        self.assertIn('\033[31mopen\033[0m',
                      self.open_terminal(120, 'providers').read_until('broken'))
        for more in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}):
            output = self.open_terminal(120, 'providers', **more).read_until('broken')
            self.assertNotIn('\033', output)

    def test_narrow_terminal(self):
        self.start()

        output = self.open_terminal(50, 'providers', NO_COLOR='1').read_until('broken')

        self.assertLessEqual(max(len(line) for line in output.split('\r\n')), 50)
        self.assertNotIn('LEFT', output)
        self.assertIn('…', output)
