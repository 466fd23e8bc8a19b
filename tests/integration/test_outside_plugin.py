# test_outside_plugin.py: a plugin that is built outside the tree, by the commands of its README
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from daemon import Daemon, message

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ['CCPROXY_BUILD'])
README = ROOT / 'plugins' / 'example-c' / 'README.md'

CONFIG, = re.findall(r'```yaml\n(.*?)```', README.read_text(), re.S)
PARAMS = '{from: demo, to: example}'


def configure(word):
    """The configuration of the README, with another word that is replaced."""
    return CONFIG.replace(PARAMS, f"{{from: {word}, to: 'REPLACED'}}")


class OutsidePluginTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.temporary.name)
        # every plugin of the build but the one that is built here
        self.plugins = self.home / 'plugins'
        self.plugins.mkdir()
        for path in (BUILD / 'plugins').iterdir():
            if path.suffix in ('.so', '.plugin') and 'example-c' not in path.name:
                (self.plugins / path.name).symlink_to(path)

    def tearDown(self):
        self.temporary.cleanup()

    def get_environment(self):
        environment = {**os.environ, 'HOME': str(self.home),
                       'PKG_CONFIG_PATH': str(BUILD / 'meson-uninstalled'),
                       'CCPROXY_PLUGIN_PATH': str(self.plugins)}
        environment.pop('XDG_DATA_HOME', None)
        return environment

    def run_readme(self):
        """Runs each block of commands; one shell, as a reader has one."""
        blocks = re.findall(r'```sh\n(.*?)```', README.read_text(), re.S)
        self.assertEqual(len(blocks), 2)
        script = 'set -e\numask 022\n' + '\n'.join(blocks)
        done = subprocess.run(['sh', '-c', script], cwd=ROOT, env=self.get_environment(),
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def check(self):
        path = self.home / 'config.yaml'
        path.write_text(CONFIG)
        path.chmod(0o600)
        return subprocess.run([os.environ['CCPROXYD'], '--check', '--config', str(path)],
                              env=self.get_environment(), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def test_missing_before_it_is_installed(self):
        done = self.check()

        self.assertNotEqual(done.returncode, 0)
        self.assertIn('there is no plugin "example-c"', done.stdout)

    def test_works_after_the_commands_of_the_readme(self):
        self.run_readme()
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stdout)

        plain = self.ask('there is no such text')
        word = re.findall(r'[A-Za-z]{4,}', plain)[0]
        changed = self.ask(word)

        self.assertNotIn('REPLACED', plain)
        self.assertEqual(changed, plain.replace(word, 'REPLACED'))

    def ask(self, word):
        daemon = Daemon(configure(word), environment=self.get_environment())
        try:
            status, _, text = daemon.post(message(stream=False))
        finally:
            daemon.stop()
        self.assertEqual(status, 200, text)
        return ''.join(block.get('text', '') for block in json.loads(text)['content'])


if __name__ == '__main__':
    unittest.main()
