# test_bus_verbs.py: the verbs that ask the daemon, and one that answers as the test wants
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import re
import signal
import tempfile
import time

from verb_test import CONFIG_ERROR, UNAVAILABLE, VerbTest

DOCUMENTATION = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent / 'docs' / 'command-line.md'
# the keys of what these have are names of others: headers, types, fractions
NAMES_OF_OTHERS = ('rate_limits', 'errors', 'latency', 'first_token')

VERBS = (['status'], ['reload'], ['routes'], ['use'], ['providers'], ['stats'])


class AbsenceTest(VerbTest):
    def test_no_daemon(self):
        for verb in VERBS:
            with self.subTest(verb=verb):
                done = self.run_verb(*verb)

                self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ''))
                self.assertEqual(done.stderr, f'ccproxy {verb[0]}: ccproxyd does not run on '
                                              'this session bus; start it: ccproxyd\n')

    def test_no_bus(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**self.environment, 'XDG_RUNTIME_DIR': folder}
            del environment['DBUS_SESSION_BUS_ADDRESS']

            done = self.run_verb('status', environment=environment)

        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ''))
        self.assertIn('there is no session bus', done.stderr)
        self.assertIn('dbus-run-session', done.stderr)

    def test_bus_of_the_runtime_folder(self):
        environment = {**self.environment, 'XDG_RUNTIME_DIR': str(self.bus.folder)}
        del environment['DBUS_SESSION_BUS_ADDRESS']
        self.start()

        self.assertEqual(self.run_verb('status', environment=environment).returncode, 0)

    def test_bus_that_cannot_be_reached(self):
        environment = {**self.environment,
                       'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus'}

        done = self.run_verb('status', environment=environment)

        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn('cannot connect to the session bus at unix:path=/nonexistent/bus',
                      done.stderr)

    def test_bus_that_says_nothing(self):
        self.bus.process.send_signal(signal.SIGSTOP)
        self.addCleanup(self.bus.process.send_signal, signal.SIGCONT)
        start = time.monotonic()

        done = self.run_verb('status')

        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn('does not answer', done.stderr)
        self.assertLess(time.monotonic() - start, 30)

    def test_daemon_that_says_nothing(self):
        self.start('--silent')

        done = self.run_verb('reload')

        self.assertEqual((done.returncode, done.stdout), (UNAVAILABLE, ''))
        self.assertIn('ccproxyd runs, but has not answered for 5 seconds', done.stderr)
        self.assertIn('systemctl --user restart ccproxy', done.stderr)

    def test_what_systemd_knows(self):
        for loaded, active, reason, message in (
                ('loaded', 'inactive', 'not-running',
                 'ccproxyd does not run; start it: systemctl --user start ccproxy'),
                ('loaded', 'activating', 'not-running', 'ccproxyd is being started; try again'),
                ('loaded', 'failed', 'failed', 'ccproxyd could not be started; see why: '
                                               'systemctl --user status ccproxy; then'),
                ('loaded', 'active', 'not-running',
                 'ccproxy.service runs, but not on this session bus'),
                ('not-found', 'inactive', 'not-running',
                 'ccproxyd does not run on this session bus; start it: ccproxyd')):
            with self.subTest(loaded=loaded, active=active):
                self.start_systemd(loaded, active)

                status = self.run_json('status', status=UNAVAILABLE)
                self.end_fake(self.systemd)

                self.assertEqual(status['reason'], reason)
                self.assertTrue(status['message'].startswith(message), status['message'])

    def test_status_as_json(self):
        status = self.run_json('status', status=UNAVAILABLE)

        self.assertEqual((status['running'], status['reason']), (False, 'not-running'))
        self.assertIn('start it: ccproxyd', status['message'])

    def test_silence_as_json(self):
        self.start('--silent')

        status = self.run_json('status', status=UNAVAILABLE)

        self.assertEqual((status['running'], status['reason']), (False, 'no-answer'))

    def test_daemon_is_not_started_for_it(self):
        started = self.bus.folder / 'started'
        (self.bus.folder / 'services' / 'org.ccproxy.CcProxy1.service').write_text(
            f'[D-BUS Service]\nName=org.ccproxy.CcProxy1\nExec=/bin/touch {started}\n')

        for verb in VERBS:
            self.assertEqual(self.run_verb(*verb).returncode, UNAVAILABLE)

        self.assertFalse(started.exists())


class StatusTest(VerbTest):
    def test_text(self):
        self.start()

        lines = self.run_good('status').splitlines()

        self.assertRegex(lines[0], r'^ccproxyd 1\.2\.3 has run for 1 h 1 min$')
        rows = dict(re.split(r' {2,}', line, maxsplit=1) for line in lines[1:] if line[0] != ' ')
        self.assertEqual(rows, {
            'Listens on': 'http://127.0.0.1:3456',
            'Configuration': '/etc/c.yaml, read 1 min ago',
            'Profile': 'home (of home, work)',
            'Requests': '43, 2 of them failed, 2 under way',
            'Providers': '2; broken: resting',
            'Plugins': '2',
        })
        self.assertIn('               unix:/run/x.sock', lines)
        self.assertIn('               odd cannot be used: no module', lines)

    def test_configuration_with_errors(self):
        self.start('--broken')

        self.assertRegex(self.run_good('status'),
                         r'/etc/c\.yaml has errors \(ccproxy lint\); that of 1 min ago is in use')

    def test_json(self):
        self.start()

        status = self.run_json('status')

        self.assertEqual(list(status), [
            'running', 'version', 'started_at', 'listen', 'config', 'profile', 'profiles',
            'online', 'draining', 'totals', 'providers', 'plugins'])
        self.assertEqual(status['running'], True)
        self.assertEqual(status['config']['path'], '/etc/c.yaml')
        self.assertLess(abs(time.time() - 3700 - status['started_at'] / 1e6), 60)
        self.assertEqual(status['listen'], ['http://127.0.0.1:3456', 'unix:/run/x.sock'])
        self.assertEqual(status['totals']['requests'], 43)
        self.assertEqual(status['providers'][1],
                         {'name': 'broken', 'state': 'resting', 'breaker': 'open'})
        self.assertEqual(status['plugins'][0]['error'], None)
        self.assertEqual(status['plugins'][1]['error'], 'no module')


class ReloadTest(VerbTest):
    def test_good(self):
        self.start()

        self.assertEqual(self.run_good('reload'), 'The configuration was read again.\n')

    def test_warnings(self):
        self.start('--warnings')

        done = self.run_verb('reload')

        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, '/etc/c.yaml:9:1: warning: loging: unknown key\n')
        self.assertEqual(done.stdout, 'The configuration was read again, with 1 warning.\n')

    def test_errors(self):
        self.start('--broken')

        done = self.run_verb('reload')

        self.assertEqual((done.returncode, done.stdout), (CONFIG_ERROR, ''))
        self.assertEqual(done.stderr,
                         '/etc/c.yaml:4:3: routing.think: no model "y"; did you mean "x"?\n'
                         'ccproxy reload: the configuration before it stays in use\n')

    def test_json(self):
        self.start('--broken')

        result = self.run_json('reload', status=CONFIG_ERROR)

        self.assertEqual(result, {
            'ok': False,
            'diagnostics': [{'file': '/etc/c.yaml', 'line': 4, 'column': 3,
                             'path': 'routing.think', 'severity': 'error',
                             'code': 'unknown-model', 'message': 'no model "y"',
                             'suggestion': 'x'}],
            'errors': 1, 'warnings': 0})

    def test_json_of_a_good_one(self):
        self.start()

        self.assertEqual(self.run_json('reload'),
                         {'ok': True, 'diagnostics': [], 'errors': 0, 'warnings': 0})


class RoutesTest(VerbTest):
    def test_text(self):
        self.start()

        self.assertEqual(self.run_good('routes'),
                         'Profile: home (of home, work)\n\n'
                         'STAGE    GOES TO    SET BY\n'
                         'default  a/x → b/y  configuration\n'
                         'think    b/z        profile\n')

    def test_json(self):
        self.start()

        self.assertEqual(self.run_json('routes'), {
            'profile': 'home', 'profiles': ['home', 'work'],
            'routes': [{'stage': 'default', 'from': 'config', 'targets': ['a/x', 'b/y']},
                       {'stage': 'think', 'from': 'profile', 'targets': ['b/z']}]})

    def test_use_a_profile(self):
        self.start()

        self.assertEqual(self.run_json('use', 'work')['profile'], 'work')
        self.assertEqual(self.run_json('use', '--none')['profile'], None)

    def test_use_models(self):
        self.start()

        text = self.run_good('use', 'think=b,q', 'think=a/x=1')

        self.assertIn('think    b,q → a/x=1  ccproxy use\n', text)

    def test_use_nothing_shows_what_is_set(self):
        self.start()
        self.run_good('use', 'think=q')

        self.assertIn('think    q          ccproxy use\n', self.run_good('use'))

    def test_reset(self):
        self.start()
        self.run_good('use', 'work', 'think=q')

        result = self.run_json('use', '--reset')

        self.assertEqual(result['profile'], None)
        self.assertEqual(result['routes'][1]['from'], 'profile')

    def test_reset_comes_first(self):
        self.start()

        result = self.run_json('use', 'think=q', 'work', '--reset')

        self.assertEqual(result['profile'], 'work')
        self.assertEqual(result['routes'][1]['targets'], ['q'])

    def test_what_is_refused(self):
        self.start()
        for argument, message in (('play', 'there is no profile "play"'),
                                  ('thimk=q', 'there is no stage "thimk"')):
            done = self.run_verb('use', argument)

            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertEqual(done.stderr, f'ccproxy use: {message}\n')

    def test_wrong_command_lines(self):
        for arguments, message in (
                (['think='], 'expected STAGE=MODEL, got "think="'),
                (['=x'], 'expected STAGE=MODEL, got "=x"'),
                ([''], 'expected STAGE=MODEL, got ""'),
                (['a', 'b'], 'only one profile can be used, got "b" as well'),
                (['--none', 'b'], 'only one profile can be used, got "b" as well'),
                (['--nothing'], 'Unknown option --nothing')):
            done = self.run_verb('use', *arguments)

            self.assertEqual((done.returncode, done.stdout), (64, ''))
            self.assertEqual(done.stderr,
                             f'ccproxy use: {message}; see ccproxy use --help\n')


class ProvidersTest(VerbTest):
    def test_text(self):
        self.start()

        lines = self.run_good('providers').splitlines()

        self.assertEqual([re.split(' {2,}', line) for line in lines], [
            ['PROVIDER', 'STATE', 'BREAKER', 'UNDER WAY', 'LATENCY', 'LAST ERROR', 'LEFT'],
            ['a', 'ready', 'closed', '2', '2.3 s', '–', 'requests 48/50, tokens 29.5 k'],
            ['broken', re.search('rests for 1 min .. s', lines[2])[0], 'open', '0', '–',
             'overloaded_error, 3 min ago', 'requests 48/50, tokens 29.5 k']])

    def test_json(self):
        self.start()

        a, broken = self.run_json('providers')['providers']

        self.assertEqual(a, {
            'name': 'a', 'dialect': 'demo', 'host': 'example.com', 'models': ['x', 'y'],
            'state': 'ready', 'resting_until': None, 'breaker': 'closed', 'in_flight': 2,
            'latency': {'p50': 2345678, 'p90': 9000000}, 'last_error': None,
            'last_error_at': None, 'rate_limits': {
                'anthropic-ratelimit-requests-remaining': '48',
                'anthropic-ratelimit-requests-limit': '50',
                'x-ratelimit-remaining-tokens': '29500', 'retry-after': '1'}})
        self.assertEqual((broken['latency'], broken['last_error']), (None, 'overloaded_error'))
        self.assertGreater(broken['resting_until'], time.time() * 1e6)

    def test_probe(self):
        self.start()

        done = self.run_verb('providers', 'probe')

        self.assertEqual((done.returncode, done.stderr), (1, ''))
        self.assertEqual(done.stdout, 'a       answered in 85 ms\n'
                                      'broken  the key was refused\n')

    def test_probe_one(self):
        self.start()

        self.assertEqual(self.run_good('providers', 'probe', 'a'), 'a  answered in 85 ms\n')

    def test_probe_as_json(self):
        self.start()

        self.assertEqual(self.run_json('providers', 'probe', status=1), {'probes': [
            {'provider': 'a', 'ok': True, 'milliseconds': 85, 'error': None},
            {'provider': 'broken', 'ok': False, 'milliseconds': None,
             'error': 'the key was refused'}]})

    def test_pause_and_resume(self):
        self.start()

        self.assertEqual(self.run_good('providers', 'pause', 'a'),
                         'a gets no requests until: ccproxy providers resume a\n')
        self.assertIn('a         paused', self.run_good('providers'))
        self.assertEqual(self.run_good('providers', 'resume', 'a'), 'a gets requests again.\n')
        self.assertEqual(self.run_json('providers', 'pause', 'a', 'broken'), {
            'providers': [{'name': 'a', 'state': 'paused'},
                          {'name': 'broken', 'state': 'paused'}]})

    def test_unknown_name(self):
        self.start()

        done = self.run_verb('providers', 'pause', 'brokem')

        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertEqual(done.stderr, 'ccproxy providers: there is no provider "brokem"; there '
                                      'are a, broken; did you mean "broken"?\n')

    def test_wrong_command_lines(self):
        for arguments, message in (
                (['prob'], 'expected probe, pause or resume, got "prob"'),
                (['pause'], 'pause needs the name of a provider')):
            done = self.run_verb('providers', *arguments)

            self.assertEqual((done.returncode, done.stdout), (64, ''))
            self.assertEqual(done.stderr,
                             f'ccproxy providers: {message}; see ccproxy providers --help\n')


def find_keys(value):
    """The keys of all objects in what a verb printed."""
    if isinstance(value, list):
        return set().union(*map(find_keys, value))
    if not isinstance(value, dict):
        return set()
    inner = (find_keys(child) for key, child in value.items() if key not in NAMES_OF_OTHERS)
    return set(value).union(*inner)


class DocumentationTest(VerbTest):
    def test_each_key_is_documented(self):
        self.start()
        text = DOCUMENTATION.read_text()
        for verb in (*VERBS, ['providers', 'pause', 'a'], ['providers', 'probe', 'a']):
            with self.subTest(verb=verb):
                section = text.split(f'### ccproxy {verb[0]}\n')[1].split('\n### ')[0]
                linked = {'status': 'stats', 'reload': 'lint', 'use': 'routes'}.get(verb[0])
                if linked == 'lint':
                    section += text.split('| `lint [FILE]`')[1].split('\n')[0]
                elif linked:
                    section += text.split(f'### ccproxy {linked}\n')[1].split('\n### ')[0]

                keys = find_keys(self.run_json(*verb))

                self.assertEqual([key for key in sorted(keys) if f'`{key}`' not in section], [])

    def test_each_verb_is_documented(self):
        text = DOCUMENTATION.read_text()
        verbs = re.findall('^  ([a-z][a-z-]*) ', self.run_good('--help'), re.MULTILINE)

        self.assertIn('status', verbs)
        self.assertEqual([verb for verb in verbs if not re.search(f'`(ccproxy )?{verb}[` ]', text)
                          and f'### ccproxy {verb}\n' not in text], [])
