# test_user_systemd.py: the service in a real systemd --user
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import signal
import threading
import time
import unittest

from daemon import get_text, get_types, message
from fake_upstream import Answer, FakeUpstream, chunk, stream
from user_systemd import (PREFIX, TIMEOUT, UnixConnection, UserSystemd, check_possible,
                          find_ports)

CONFIG = '''
providers:
  - {{name: p, type: openai-chat, url: {url}, models: [m]}}
routing: {{default: m}}
start_hold: 0.1
{more}
'''
PROVIDER_CONFIG = '''
providers:
  - name: p
    type: openai-chat
    url: {url}
    models: [m]
    {more}
routing: {{default: m}}
'''
SOCKET_DROP_IN = '''
[Socket]
ListenStream=
ListenStream=127.0.0.1:{}
ListenStream=[::1]:{}
ListenStream=%t/ccproxy.sock
'''
PLUGINS = '.local/share/ccproxy/plugins'
# the leak checker of a sanitizer build would have to look into its own memory
SERVICE_DROP_IN = '''
[Service]
Environment=ASAN_OPTIONS=detect_leaks=0
{}
'''
REQUESTS = 1000
RESTARTS = 10


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        check_possible()
        cls.systemd = UserSystemd()
        cls.addClassCleanup(cls.systemd.close)
        cls.port, cls.port6 = find_ports(2)
        cls.systemd.write('.config/systemd/user/ccproxy.socket.d/ports.conf',
                          SOCKET_DROP_IN.format(cls.port, cls.port6))

    def setUp(self):
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)
        self.addCleanup(self.systemctl, 'stop', 'ccproxy.socket', 'ccproxy.service')
        self.configure()
        self.set_up_service()

    def systemctl(self, *arguments):
        return self.systemd.run(' '.join(['systemctl', '--user', *arguments]))

    def configure(self, more=''):
        self.systemd.write('.config/ccproxy/config.yaml',
                           CONFIG.format(url=self.upstream.url, more=more))

    def configure_provider(self, more):
        self.systemd.write('.config/ccproxy/config.yaml',
                           PROVIDER_CONFIG.format(url=self.upstream.url, more=more))

    def set_up_service(self, *lines):
        self.systemd.write('.config/systemd/user/ccproxy.service.d/test.conf',
                           SERVICE_DROP_IN.format('\n'.join(lines)))
        self.systemctl('daemon-reload')
        self.systemctl('reset-failed')

    def connect(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=TIMEOUT)
        self.addCleanup(connection.close)
        return connection

    def assert_answers(self, connection):
        connection.request('GET', '/health')
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        self.assertEqual(json.load(response)['name'], 'ccproxy')
        connection.close()

    def begin_stream(self, *pieces):
        """A stream of which the client has the beginning."""
        self.upstream.add(Answer([chunk(delta={'content': 'a'}, finish_reason=None), *pieces]))
        connection = self.connect()
        connection.request('POST', '/v1/messages', json.dumps(message()),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        return response

    def show(self, name, unit='ccproxy.service'):
        return self.systemd.show(name, unit)

    def assert_state(self, state, unit='ccproxy.service'):
        self.assertEqual(self.show('ActiveState', unit), state, self.systemd.read_journal())

    def find_process(self):
        """The daemon, by the number that it has outside."""
        inside = int(self.show('MainPID'))
        for entry in os.listdir('/proc'):
            try:
                with open(f'/proc/{entry}/status') as file:
                    fields = dict(line.split(':\t') for line in file if ':\t' in line)
            except (FileNotFoundError, NotADirectoryError, ProcessLookupError):
                continue
            if fields['Name'].strip() == 'ccproxyd' and fields['NSpid'].split()[1:] == [str(inside)]:
                return int(entry), fields
        raise RuntimeError(f'there is no process {inside}')

    def test_start_without_sockets(self):
        """When start () returns clients are served, where the configuration says."""
        port, = find_ports(1)
        self.configure(f'listen: 127.0.0.1:{port}')
        self.systemctl('start', 'ccproxy.service')
        self.assert_answers(http.client.HTTPConnection('127.0.0.1', port, timeout=TIMEOUT))
        self.assert_state('active')
        self.assertEqual(self.show('StatusText'), f'listening on http://127.0.0.1:{port}')
        self.systemctl('stop', 'ccproxy.service')
        self.assert_state('inactive')
        self.assertEqual(self.show('ExecMainStatus'), '0')

    def test_hardening(self):
        self.systemctl('start', 'ccproxy.socket')
        self.assert_answers(self.connect())
        _, fields = self.find_process()
        self.assertEqual(fields['NoNewPrivs'].strip(), '1')
        self.assertEqual(fields['Seccomp'].strip(), '2')
        self.assertEqual(int(fields['CapBnd'], 16), 0)

    def test_what_the_daemon_may_write(self):
        """Its state, from the first start on, and nothing else in the home folder."""
        self.systemd.run('rm -rf .local/state/ccproxy')
        self.set_up_service('ExecStartPre=sh -c "echo 1 > %h/.local/state/ccproxy/mine"',
                            'ExecStartPre=sh -c "! echo 1 > %h/.config/ccproxy/mine"',
                            'ExecStartPre=sh -c "! echo 1 > %h/mine"')
        self.systemctl('start', 'ccproxy.service')
        self.assertEqual((self.systemd.home / '.local/state/ccproxy').stat().st_mode & 0o777, 0o700)

    def test_program_that_makes_a_key(self):
        self.configure_provider('api_key: {command: [echo, made-key]}')
        self.systemctl('start', 'ccproxy.socket')
        self.begin_stream(*stream('b')).read()
        self.assertEqual(self.upstream.requests[0]['headers']['authorization'], 'Bearer made-key')

    def test_plugin_of_the_user(self):
        """It is tried in a process of its own, which the daemon may start, and that is noted."""
        self.systemd.run(f'mkdir -p {PLUGINS} && cp -r {PREFIX}/lib/*/ccproxy/plugins/example-c '
                         f'{PLUGINS} && chmod -R go-w .local && rm -rf .local/state/ccproxy')
        self.addCleanup(self.systemd.run, f'rm -r {PLUGINS}')
        self.configure_provider('transformers: {response: [{class: example-c.ReplaceText, '
                                'params: {from: a, to: z}}]}')
        self.systemctl('start', 'ccproxy.socket')
        text = self.begin_stream(*stream('b')).read().decode()
        self.assertEqual(get_text(text), 'zb')
        tried = self.systemd.home / '.local/state/ccproxy/plugins-tried'
        self.assertIn(f'{PLUGINS}/example-c', tried.read_text())

    def test_stop_and_kill(self):
        """The second signal does not wait for a stream."""
        self.systemctl('start', 'ccproxy.socket')
        response = self.begin_stream(20)
        self.systemctl('stop', '--no-block', 'ccproxy.service')
        self.systemd.wait_until(lambda: 'draining' in self.show('StatusText'))
        self.systemctl('kill', 'ccproxy.service')
        self.assertEqual(get_types(response.read().decode())[-1], 'error')
        response.close()
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'inactive')
        self.assertEqual(self.show('Result'), 'success')

    def try_sandbox(self, *lines):
        """What bubblewrap does, before the daemon is started, as the daemon would."""
        self.set_up_service('ExecStartPre=unshare --user --map-root-user --mount --pid --net '
                            '--fork mount -t tmpfs none /mnt', *lines)
        status, _ = self.systemd.try_run('systemctl --user start ccproxy.service')
        return status == 0

    def test_drop_in_for_plugins_in_sandboxes(self):
        drop_in = '.config/systemd/user/ccproxy.service.d/python-plugins.conf'
        self.assertFalse(self.try_sandbox())
        self.systemd.run(f'ln -s {PREFIX}/share/ccproxy/ccproxy-python-plugins.conf {drop_in}')
        self.addCleanup(self.systemd.run, f'rm {drop_in}')
        self.assertTrue(self.try_sandbox(), self.systemd.read_journal())

    def test_activation(self):
        """By each of the sockets; they stay when the service is stopped."""
        self.systemctl('start', 'ccproxy.socket')
        path = self.systemd.run_folder / 'ccproxy.sock'
        for connection in [self.connect(), UnixConnection(path),
                           http.client.HTTPConnection('::1', self.port6, timeout=TIMEOUT)]:
            self.assert_state('inactive')
            self.assert_answers(connection)
            self.assert_state('active')
            self.assertEqual(self.show('StatusText'),
                             f'listening on http://127.0.0.1:{self.port}, '
                             f'http://[::1]:{self.port6}, unix:/run/user/4242/ccproxy.sock')
            self.systemctl('stop', 'ccproxy.service')
            self.assert_state('active', 'ccproxy.socket')
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.systemctl('stop', 'ccproxy.socket')
        self.assertFalse(path.exists())

    def test_watchdog(self):
        """A daemon that hangs is started again; who came meanwhile is served."""
        self.set_up_service('WatchdogSec=1')
        self.systemctl('start', 'ccproxy.socket')
        self.assert_answers(self.connect())
        before = self.show('MainPID')
        os.kill(self.find_process()[0], signal.SIGSTOP)
        self.assert_answers(self.connect())
        self.systemd.wait_until(lambda: self.show('NRestarts') == '1')
        self.assertNotEqual(self.show('MainPID'), before)
        self.assert_state('active')
        self.assertIn('Watchdog timeout', self.systemd.read_journal())

    def test_crash(self):
        self.systemctl('start', 'ccproxy.socket')
        self.assert_answers(self.connect())
        os.kill(self.find_process()[0], signal.SIGKILL)
        self.assert_answers(self.connect())
        self.assert_state('active')

    def test_stop_with_a_stream(self):
        """It goes on to its end, for longer than the unit says; the state is shown."""
        self.set_up_service('TimeoutStopSec=1')
        self.systemctl('start', 'ccproxy.socket')
        response = self.begin_stream(4, *stream('b'))
        self.systemctl('stop', '--no-block', 'ccproxy.service')
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'deactivating')
        self.systemd.wait_until(lambda: 'draining' in self.show('StatusText'))
        self.assertEqual(self.show('StatusText'), 'draining, 1 request under way')
        text = response.read().decode()
        self.assertEqual((get_text(text), get_types(text)[-1]), ('ab', 'message_stop'))
        response.close()
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'inactive')
        self.assertEqual(self.show('Result'), 'success')
        self.assertEqual(self.show('ExecMainStatus'), '0')

    def test_stop_cuts_off(self):
        self.configure('drain_timeout: 1')
        self.systemctl('start', 'ccproxy.socket')
        response = self.begin_stream(20)
        self.systemctl('stop', '--no-block', 'ccproxy.service')
        text = response.read().decode()
        self.assertEqual(get_types(text)[-1], 'error')
        self.assertIn('overloaded_error', text)
        response.close()
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'inactive')
        self.assertEqual(self.show('Result'), 'success')

    def get_models(self):
        connection = self.connect()
        connection.request('GET', '/v1/models')
        models = [model['id'] for model in json.load(connection.getresponse())['data']]
        connection.close()
        return models

    def test_reload(self):
        """The exit status of systemctl is that of the reload; a stream goes on."""
        self.systemctl('start', 'ccproxy.socket')
        response = self.begin_stream(2, *stream('b'))
        process = self.show('MainPID')
        self.configure('models: [{id: new, provider: p, upstream: m}]')
        self.systemctl('reload', 'ccproxy.service')
        self.assertIn('new', self.get_models())

        self.configure('no_such_key: 1')
        status, _ = self.systemd.try_run('systemctl --user reload ccproxy.service')
        self.assertNotEqual(status, 0)
        self.assertIn('new', self.get_models())
        self.assert_state('active')
        self.assertEqual((self.show('MainPID'), self.show('NRestarts')), (process, '0'))
        self.systemd.wait_until(
            lambda: self.systemd.read_journal().count('no_such_key: unknown key') >= 1)
        self.assertEqual(get_text(response.read().decode()), 'ab')
        response.close()

    def test_bus(self):
        self.systemctl('start', 'ccproxy.socket')
        self.assert_answers(self.connect())
        self.systemd.wait_until(
            lambda: self.systemd.try_run('busctl --user status org.ccproxy.CcProxy1')[0] == 0)
        self.systemd.run('ccproxy status')
        self.systemd.run('busctl --user call org.ccproxy.CcProxy1 /org/ccproxy/CcProxy1 '
                         'org.ccproxy.CcProxy1.Manager Drain')
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'inactive')
        self.assertEqual(self.show('Result'), 'success')

    def test_bus_activation(self):
        """Who calls the daemon starts the service; who only asks whether it runs does not."""
        port, = find_ports(1)
        self.configure(f'listen: 127.0.0.1:{port}')
        status, _ = self.systemd.try_run('ccproxy status')
        self.assertEqual(status, 69)
        self.assert_state('inactive')
        listen = self.systemd.run('busctl --user get-property org.ccproxy.CcProxy1 '
                                  '/org/ccproxy/CcProxy1 org.ccproxy.CcProxy1.Manager Listen')
        self.assertEqual(listen.strip(), f'as 1 "http://127.0.0.1:{port}"')
        self.assert_state('active')
        self.systemd.run('ccproxy status')

    def test_wrong_configuration(self):
        """It is not started again and again; the next client finds it mended."""
        self.configure('no_such_key: 1')
        status, _ = self.systemd.try_run('systemctl --user start ccproxy.service')
        self.assertNotEqual(status, 0)
        self.assert_state('failed')
        self.assertEqual((self.show('ExecMainStatus'), self.show('NRestarts')), ('78', '0'))
        self.assertIn('no_such_key: unknown key', self.systemd.read_journal())

        self.systemctl('start', 'ccproxy.socket')
        connection = self.connect()
        connection.request('GET', '/v1/models')
        answer = connection.getresponse()
        self.assertEqual(answer.status, 500)
        self.assertIn('has errors', json.load(answer)['error']['message'])
        connection.close()
        self.systemd.wait_until(lambda: self.show('ActiveState') == 'failed')
        time.sleep(1)
        self.assert_state('failed')
        self.assert_state('active', 'ccproxy.socket')
        self.configure()
        self.assert_answers(self.connect())
        self.assert_state('active')

    def test_journal(self):
        self.systemctl('start', 'ccproxy.socket')
        response = self.begin_stream(*stream('b'))
        identifier = response.headers['request-id']
        response.read()
        response.close()
        entries = []

        def has_entry():
            output = self.systemd.run('journalctl --user -u ccproxy.service -o json '
                                      f'CCP_REQUEST_ID={identifier}')
            entries[:] = [json.loads(line) for line in output.splitlines()
                          if line.startswith('{')]
            return entries

        self.systemd.wait_until(has_entry)
        self.assertEqual(len(entries), 1)
        self.assertEqual(entries[0]['CCP_PROVIDER'], 'p')
        self.assertEqual(entries[0]['CCP_STATUS'], '200')
        self.assertIn(identifier, entries[0]['MESSAGE'])

    def test_restarts_under_load(self):
        """Nobody notices that the daemon is another one."""
        self.systemd.run('rm .config/ccproxy/config.yaml')
        self.systemctl('start', 'ccproxy.socket')
        self.assert_answers(self.connect())
        processes = {self.show('MainPID')}
        load = Load(self.port)
        for _ in range(RESTARTS):
            time.sleep(0.3)
            self.systemctl('restart', 'ccproxy.service')
            processes.add(self.show('MainPID'))
        load.finish(REQUESTS)
        self.assertEqual(load.failures, [])
        self.assertGreaterEqual(load.count, REQUESTS)
        self.assertEqual(len(processes), RESTARTS + 1)


class Load:
    """Clients that ask, each with one connection for each request, some for streams."""

    CLIENTS = 24
    STREAMING = 6

    def __init__(self, port):
        self.port = port
        self.count, self.failures, self.wanted = 0, [], None
        self.threads = [threading.Thread(target=self.ask_often, args=(i < self.STREAMING,))
                        for i in range(self.CLIENTS)]
        for thread in self.threads:
            thread.start()

    def finish(self, wanted):
        """Lets them ask until so many requests were sent."""
        self.wanted = wanted
        for thread in self.threads:
            thread.join()

    def ask_often(self, streams):
        while self.wanted is None or self.count < self.wanted:
            self.count += 1
            try:
                self.ask(streams)
            except (AssertionError, OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))

    def ask(self, streams):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=TIMEOUT)
        connection.request('POST', '/v1/messages', json.dumps(message(stream=streams)),
                           {'content-type': 'application/json'})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        last = get_types(text)[-1] if streams else json.loads(text)['type']
        assert last == ('message_stop' if streams else 'message'), text


if __name__ == '__main__':
    unittest.main()
