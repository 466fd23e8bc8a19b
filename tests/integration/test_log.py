# test_log.py: "ccproxy log", with a journalctl that says what it was asked
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import socket
import tempfile

from verb_test import UNAVAILABLE, VerbTest

ENTRIES = (
    {'__REALTIME_TIMESTAMP': '1700000000000001', 'PRIORITY': '6', 'MESSAGE': 'POST /v1 200',
     '_HOSTNAME': 'h', 'CCP_REQUEST_ID': 'req_1', 'CCP_STATUS': '200',
     'CCP_DURATION_US': '1234', 'CCP_PROVIDER': 'p'},
    {'__REALTIME_TIMESTAMP': '1700000000000002', 'PRIORITY': '4',
     'MESSAGE': [99, 97, 102, 233], 'CCP_MODEL': None},
)
EXPECTED = [
    {'time': 1700000000000001, 'priority': 6, 'message': 'POST /v1 200',
     'request_id': 'req_1', 'status': 200, 'duration_us': 1234, 'provider': 'p'},
    {'time': 1700000000000002, 'priority': 4, 'message': 'caf\ufffd', 'model': None},
]


class LogTest(VerbTest):
    def setUp(self):
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = pathlib.Path(directory.name)
        self.environment['PATH'] = str(self.folder)

    def write_journalctl(self, body):
        program = self.folder / 'journalctl'
        program.write_text(f'#!/bin/sh\n{body}\n')
        program.chmod(0o755)

    def get_arguments(self, *arguments):
        self.write_journalctl('printf "%s\\n" "$@"')
        return self.run_good('log', *arguments).splitlines()

    def test_what_the_journal_is_asked(self):
        self.assertEqual(self.get_arguments(), [
            '--no-pager', '--no-hostname', '--lines=50', '--user-unit=ccproxy.service'])
        self.assertEqual(self.get_arguments('-f', '-n', '7', '--request=req_1',
                                            '--provider', 'p'), [
            '--no-pager', '--no-hostname', '--lines=7', '--follow',
            '--user-unit=ccproxy.service', 'CCP_REQUEST_ID=req_1', 'CCP_PROVIDER=p'])

    def test_json(self):
        lines = '\n'.join(json.dumps(entry) for entry in ENTRIES)
        self.write_journalctl(f"cat <<'END'\n{lines}\nEND\n".replace('cat', '/bin/cat'))

        output = self.run_good('log', '--json')

        self.assertEqual([json.loads(line) for line in output.splitlines()], EXPECTED)

    def test_what_the_journal_is_asked_for_json(self):
        self.write_journalctl('printf "{\\"MESSAGE\\": \\"%s\\"}\\n" "$*"')

        entry = json.loads(self.run_good('log', '--json'))

        self.assertEqual(entry['message'], '--no-pager --no-hostname --lines=50 '
                                           '--output=json --quiet '
                                           '--user-unit=ccproxy.service')

    def test_exit_status_of_the_journal(self):
        self.write_journalctl('exit 3')

        for arguments in ([], ['--json']):
            self.assertEqual(self.run_verb('log', *arguments).returncode, 3)

    def test_journal_that_is_none(self):
        self.write_journalctl('echo nonsense')

        done = self.run_verb('log', '--json')

        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ''))
        self.assertIn('ccproxy log: cannot use journalctl: ', done.stderr)

    def test_no_journal(self):
        done = self.run_verb('log')

        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ''))
        self.assertIn('there is no journalctl', done.stderr)

    def test_daemon_of_no_unit(self):
        self.write_journalctl('echo wrong')
        path = self.folder / 'the log'
        with open(path, 'wb') as file:
            self.start(stderr=file)

        done = self.run_verb('log')

        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertEqual(done.stderr, 'ccproxy log: ccproxyd was not started by systemd: '
                                      f'process {self.fake.pid} writes its log to {path}\n')

    def test_daemon_of_the_unit(self):
        with open(self.folder / 'the log', 'wb') as file:
            self.start(stderr=file)
        self.start_systemd('loaded', 'active')

        self.assertIn('--user-unit=ccproxy.service', self.get_arguments())

    def test_daemon_of_another_unit(self):
        journal, daemon = socket.socketpair()
        self.addCleanup(journal.close)
        with daemon:
            self.start(stderr=daemon)

        self.assertEqual(self.get_arguments()[-1], f'_PID={self.fake.pid}')

    def test_wrong_number(self):
        done = self.run_verb('log', '-n', 'some')

        self.assertEqual((done.returncode, done.stderr), (64, (
            'ccproxy log: expected --lines=NUMBER or all, got "some"; see ccproxy log '
            '--help\n')))
