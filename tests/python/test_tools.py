# test_tools.py: the first five minutes of a user, and the shell of a developer
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""CCPROXY_BUILD names the build folder, CCPROXYD the daemon in it."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ['CCPROXY_BUILD'])
RUN = [SOURCE / 'tools' / 'run', '--build', BUILD]
TIMEOUT = 60


def run(*command, **options):
    return subprocess.run(command, check=False, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=TIMEOUT, **options)


def get_environment(**more):
    environment = {**os.environ, **more}
    return {name: value for name, value in environment.items() if value is not None}


class RunTest(unittest.TestCase):
    def assert_answered(self, output):
        self.assertIn('(thinking) A model would think aloud here', output)
        self.assertIn('Hello! This is the demo', output)
        self.assertIn('(calls a tool) get_weather{"city":"Paris"}', output)
        self.assertRegex(output, r'\[end_turn; \d+ tokens in, \d+ out\]')
        self.assertRegex(output, r'\[tool_use; \d+ tokens in, \d+ out\]')
        self.assertRegex(output, r'ANTHROPIC_BASE_URL=http://127\.0\.0\.1:\d+ ')

    def assert_nothing_left(self, output):
        socket = pathlib.Path(re.search(r'ANTHROPIC_UNIX_SOCKET=(\S+)', output)[1])
        self.assertFalse(socket.parent.exists())

    def test_once(self):
        ended = run(*RUN, '--once')
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assert_answered(ended.stdout)
        self.assert_nothing_left(ended.stdout)

    def test_in_ci_it_does_not_wait(self):
        ended = run(*RUN, env=get_environment(CI='true'))
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertNotIn('Ctrl-C', ended.stdout)

    def test_interrupt(self):
        with subprocess.Popen(RUN, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, start_new_session=True,
                              env=get_environment(CI=None)) as process:
            lines = []
            for line in process.stdout:
                lines.append(line)
                if 'Ctrl-C ends it' in line:
                    break
            os.killpg(process.pid, signal.SIGINT)
            _rest, errors = process.communicate(timeout=TIMEOUT)
        self.assertEqual(process.returncode, 0, errors)
        self.assert_answered(''.join(lines))
        self.assert_nothing_left(''.join(lines))

    def test_a_configuration_of_the_user_is_left_alone(self):
        home = BUILD / 'test-home'
        config = home / 'ccproxy' / 'config.yaml'
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text('not: a configuration\n')
        self.addCleanup(shutil.rmtree, home)
        ended = run(*RUN, '--once', env=get_environment(XDG_CONFIG_HOME=str(home)))
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assert_answered(ended.stdout)

    def test_wrong_option(self):
        ended = run(SOURCE / 'tools' / 'run', '--fast')
        self.assertEqual(ended.returncode, 2)
        self.assertIn('usage: tools/run', ended.stderr)

    def test_not_built(self):
        ended = run(SOURCE / 'tools' / 'run', '--once', '--build', '/nonexistent')
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn('ccproxyd did not start', ended.stderr)


class ReadmeTest(unittest.TestCase):
    def test_the_configuration_is_right(self):
        text = (SOURCE / 'README.md').read_text()
        yaml = re.search(r'^```yaml\n(.*?)^```$', text, re.M | re.S)[1]
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder, 'config.yaml')
            config.touch(mode=0o600)
            config.write_text(yaml)
            ended = run(os.environ['CCPROXYD'], '--check', '--config', config,
                        env=get_environment(MIRROR_KEY='k', OPENAI_API_KEY='k',
                                            XDG_RUNTIME_DIR=folder))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertNotIn('warning', ended.stderr)


class DevenvTest(unittest.TestCase):
    def run_in_devenv(self, *command):
        clean = get_environment(CCPROXY_PLUGIN_PATH=None, CCPROXY_LIBEXEC_PATH=None,
                                GI_TYPELIB_PATH=None, LD_LIBRARY_PATH=None)
        return run('meson', 'devenv', '-C', BUILD, *command, env=clean)

    def test_programs(self):
        for program in ('ccproxyd', 'ccproxy'):
            ended = self.run_in_devenv(program, '--version')
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertRegex(ended.stdout, rf'(?m)^{program} \d+\.\d+\.\d+$')

    def test_places(self):
        code = ('import os, pathlib\n'
                'def find(name, pattern):\n'
                '    for folder in os.environ[name].split(":"):\n'
                '        if list(pathlib.Path(folder).glob(pattern)): return True\n'
                'print(find("CCPROXY_PLUGIN_PATH", "demo.plugin"),\n'
                '      find("CCPROXY_LIBEXEC_PATH", "ccproxy-plugin-trial"),\n'
                '      find("GI_TYPELIB_PATH", "Ccp-1.0.typelib"),\n'
                '      find("LD_LIBRARY_PATH", "libccproxy-1.0.so"))\n')
        ended = self.run_in_devenv(sys.executable, '-c', code)
        self.assertIn('True True True True', ended.stdout, ended.stderr)


if __name__ == '__main__':
    unittest.main()
