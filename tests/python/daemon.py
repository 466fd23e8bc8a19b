# daemon.py: runs ccproxyd for a test
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The environment variable CCPROXYD names the program."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

START_TIMEOUT = 30
END_TIMEOUT = 30


class Daemon:
    """A ccproxyd of its own on a port of its own; a context manager.

    It fails the test if the daemon ends in any other way than it was asked to.
    """

    def __init__(self, config=None, listen=('127.0.0.1:0',)):
        self.config = config
        self.listen = listen
        self.url = None
        self.process = None

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self.folder.name)
        command = [os.environ['CCPROXYD']]
        for address in self.listen:
            command += ['--listen', address]
        if self.config is not None:
            path = folder / 'config.yaml'
            path.touch(mode=0o600)
            path.write_text(self.config)
            command += ['--config', str(path)]
        self.log = (folder / 'stderr').open('w+')
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log,
            text=True, env={**os.environ, 'XDG_CONFIG_HOME': str(folder / 'none')})
        self.url = self._wait_for_url()
        return self

    def __exit__(self, *_exception):
        status = self.end()
        log = self.read_log()
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()
        assert status == 0, f'ccproxyd ended with status {status}:\n{log}'

    def end(self):
        """Ends the daemon as a service manager does; gives its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(END_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def read_log(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text()

    def _wait_for_url(self):
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            line = self.process.stdout.readline()
            found = re.match(r'listening on (http://\S+)', line)
            if found:
                return found[1]
            if not line:
                break
        log = self.read_log()
        self.end()
        raise AssertionError(f'ccproxyd did not start:\n{log}')
