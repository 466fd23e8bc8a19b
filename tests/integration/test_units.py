# test_units.py: what systemd says of the units
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ['CCPROXY_BUILD'])
DATA = pathlib.Path(__file__).parents[2] / 'data'
# of 10, where 10 is a service that may do anything
MOST_EXPOSED = 2.0
MOST_EXPOSED_WITH_PLUGINS = 3.5


@unittest.skipUnless(shutil.which('systemd-analyze'), 'there is no systemd-analyze')
class UnitTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.service = self.folder / 'ccproxy.service'
        self.socket = self.folder / 'ccproxy.socket'
        # as installed, but for the place of the programs
        text = (BUILD / 'ccproxy.service').read_text()
        for name in ('CCPROXYD', 'CCPROXY'):
            text = re.sub(rf'=/\S*/{name.lower()}(?=\s)', '=' + os.environ[name], text)
        self.service.write_text(text)
        shutil.copy(DATA / 'ccproxy.socket', self.socket)

    def analyze(self, *arguments):
        return subprocess.run(['systemd-analyze', '--user', *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={**os.environ, 'SYSTEMD_UNIT_PATH': f'{self.folder}:',
                                   'XDG_RUNTIME_DIR': str(self.folder)})

    def get_exposure(self):
        done = self.analyze('security', '--offline=yes', '--no-pager', self.service.name)
        self.assertEqual(done.returncode, 0, done.stdout)
        found = re.search(r'Overall exposure level for ccproxy\.service: ([\d.]+)', done.stdout)
        self.assertIsNotNone(found, done.stdout)
        return float(found[1])

    def add_drop_in(self):
        folder = self.folder / 'ccproxy.service.d'
        folder.mkdir()
        shutil.copy(DATA / 'ccproxy-python-plugins.conf', folder)

    def test_verify(self):
        done = self.analyze('verify', '--man=no', self.service, self.socket)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def test_verify_with_plugins(self):
        self.add_drop_in()
        done = self.analyze('verify', '--man=no', self.service)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def test_verify_would_tell(self):
        self.service.write_text(self.service.read_text() + '\n[Service]\nNoSuchThing=1\n')
        self.assertIn('NoSuchThing', self.analyze('verify', '--man=no', self.service).stdout)

    def test_exposure(self):
        self.assertLessEqual(self.get_exposure(), MOST_EXPOSED)

    def test_exposure_with_plugins(self):
        without = self.get_exposure()
        self.add_drop_in()
        exposure = self.get_exposure()
        # else the drop-in was not looked at
        self.assertGreater(exposure, without)
        self.assertLessEqual(exposure, MOST_EXPOSED_WITH_PLUGINS)


if __name__ == '__main__':
    unittest.main()
