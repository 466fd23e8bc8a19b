# test_dbus_tools.py: what busctl and gdbus show of the daemon, as docs/dbus.md has it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import subprocess
import time
import unittest

from daemon import message
from dbus_case import DBusCase
from session_bus import NAME, ROOT

CONFIG = '''
providers:
  - {name: local, type: demo, url: 'http://127.0.0.1:1/', models: [qwen3, qwen3-small]}
routing:
  default: qwen3
  profiles:
    cheap: {default: qwen3-small}
'''


class DBusToolsTest(DBusCase):
    def setUp(self):
        super().setUp()
        self.start(CONFIG)
        self.environment = {**os.environ, **self.bus.environment, 'SYSTEMD_PAGER': ''}

    def run_tool(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              timeout=60, check=False)

    def busctl(self, *arguments):
        result = self.run_tool('busctl', '--user', *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_tree(self):
        lines = self.busctl('tree', '--list', NAME).split()

        self.assertIn(ROOT, lines)
        self.assertIn(f'{ROOT}/providers/local', lines)
        self.assertIn(f'{ROOT}/plugins/openai_2dchat', lines)

    def test_introspect(self):
        lines = [line.split() for line in
                 self.busctl('introspect', NAME, f'{ROOT}/providers/local').splitlines()]

        for line in (['.Probe', 'method', '-', 'u', '-'],
                     ['.Name', 'property', 's', '"local"', 'const'],
                     ['.State', 'property', 's', '"ready"', 'emits-change'],
                     ['.InFlight', 'property', 'u', '0', '-']):
            self.assertIn(line, lines)

    def test_get_and_set_a_property(self):
        manager = (NAME, ROOT, f'{NAME}.Manager')

        self.busctl('set-property', *manager, 'Profile', 's', 'cheap')

        self.assertEqual(self.busctl('get-property', *manager, 'Profile', 'Listen'),
                         f's "cheap"\nas 1 "http://127.0.0.1:{self.daemon.port}"\n')

    def test_call(self):
        routes = (NAME, ROOT, f'{NAME}.Routes')

        self.busctl('call', *routes, 'SetStage', 'sas', 'background', '1', 'qwen3-small')

        self.assertEqual(self.busctl('call', *routes, 'List'),
                         'a(ssas) 2 "default" "config" 1 "qwen3" '
                         '"background" "set" 1 "qwen3-small"\n')
        explained = json.loads(self.busctl('--json=short', 'call', *routes, 'Explain', 's',
                                           json.dumps(message())))
        self.assertEqual(explained['data'][0]['model']['data'], 'qwen3')

    def test_errors_say_what_to_do(self):
        wrong = self.run_tool('busctl', '--user', 'call', NAME, ROOT, f'{NAME}.Routes',
                              'SetStage', 'sas', 'background', '1', 'qwen3-smal')
        self.assertNotEqual(wrong.returncode, 0)
        self.assertEqual(wrong.stderr, 'Call failed: "qwen3-smal" is neither a model nor '
                         'provider,model nor provider/model; did you mean "qwen3-small"?\n')

        wrong = self.run_tool('gdbus', 'call', '--session', '--dest', NAME, '--object-path', ROOT,
                              '--method', f'{NAME}.Routes.SetProfile', 'chaep')
        self.assertNotEqual(wrong.returncode, 0)
        self.assertIn(f'GDBus.Error:{NAME}.Error.NotFound: there is no profile "chaep"',
                      wrong.stderr)

    def check_monitor(self, *command):
        """Requests are made until the monitor, which nobody knows the start of, shows one."""
        with open(self.bus.folder / 'monitor', 'w+', encoding='utf-8') as output:
            monitor = subprocess.Popen(command, env=self.environment, stdout=output,
                                       stderr=subprocess.DEVNULL)
            try:
                end = time.monotonic() + 20
                while time.monotonic() < end:
                    self.daemon.post(message())
                    output.seek(0)
                    text = output.read()
                    # it may have begun in the midst of one
                    if text.count('ExchangeFinished') > 1 and 'InterfacesRemoved' in text:
                        return text
                    time.sleep(0.2)
            finally:
                monitor.kill()
                monitor.wait(20)
        raise TimeoutError(f'{command[0]} shows nothing')

    def test_monitors(self):
        text = self.check_monitor('gdbus', 'monitor', '--session', '--dest', NAME)
        self.assertRegex(text, rf"{ROOT}: {NAME}\.Manager\.ExchangeStarted "
                         rf"\(objectpath '{ROOT}/exchanges/req_5f\w+'")

        # as a pipe, which is not buffered by lines
        text = self.check_monitor('stdbuf', '-oL', 'busctl', '--user', 'monitor', NAME)
        self.assertIn('Member=ExchangeStarted', text)


if __name__ == '__main__':
    unittest.main()
