# user_systemd.py: the installed service in a systemd --user of its own
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

BUILD = os.environ['CCPROXY_BUILD']
PREFIX = os.environ['CCPROXY_PREFIX']
HELPER = pathlib.Path(__file__).parents[2] / 'tools' / 'user-systemd'
USER_ID = 4242
TIMEOUT = 60
MARK = '--- the status of that was'


def check_possible():
    """Raises SkipTest, with the reason, where there can be no such thing."""
    # another prefix would be one where neither systemd nor the bus looks
    if PREFIX != '/usr/local':
        raise unittest.SkipTest(f'what is installed to {PREFIX} is not tried: '
                                'only /usr/local can be stood in for')
    done = subprocess.run([HELPER, '--check'], stderr=subprocess.PIPE, text=True)
    if done.returncode == 77:
        raise unittest.SkipTest(done.stderr.strip())
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def find_ports(count):
    """Ports that were free a moment ago."""
    listeners = [socket.create_server(('127.0.0.1', 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


class UserSystemd:
    """A shell of the user; home and run are folders that can be looked into."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self._folder.name)
        folder.chmod(0o755)
        subprocess.run(['meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet',
                        '--destdir', folder / 'installed'],
                       check=True, stdout=subprocess.DEVNULL)
        self.home, self.run_folder = folder / 'home', folder / 'run'
        self.shell = subprocess.Popen(
            [HELPER, '--install', f'{folder / "installed"}:{PREFIX}', '--scratch', folder, 'sh'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.run('true')

    def close(self):
        self.shell.stdin.close()
        self.shell.wait(TIMEOUT)
        self.shell.stdout.close()
        self._folder.cleanup()

    def try_run(self, command):
        """Returns the exit status and what was printed."""
        self.shell.stdin.write(f'({command}) </dev/null 2>&1; echo "{MARK} $?"\n')
        self.shell.stdin.flush()
        lines = []
        for line in self.shell.stdout:
            if MARK in line:
                rest, status = line.split(MARK)
                return int(status), ''.join(lines) + rest
            lines.append(line)
        raise RuntimeError('the systemd --user has ended: ' + ''.join(lines))

    def run(self, command):
        status, output = self.try_run(command)
        if status != 0:
            raise RuntimeError(f'{command}: {status}: {output}\n{self.read_journal()}')
        return output

    def read_journal(self, unit='ccproxy.service'):
        return self.try_run(f'journalctl --user --no-pager -u {unit} -n 50')[1]

    def show(self, name, unit='ccproxy.service'):
        return self.run(f'systemctl --user show -P {name} {unit}').strip()

    def write(self, path, text):
        """A file of the user, in the home folder."""
        file = self.home / path
        for folder in reversed(file.relative_to(self.home).parents[:-1]):
            (self.home / folder).mkdir(exist_ok=True)
            os.chown(self.home / folder, USER_ID, USER_ID)
        file.write_text(text)
        os.chown(file, USER_ID, USER_ID)
        file.chmod(0o600)

    def wait_until(self, is_true, seconds=TIMEOUT):
        deadline = time.monotonic() + seconds
        while not is_true():
            if time.monotonic() > deadline:
                raise TimeoutError(self.read_journal())
            time.sleep(0.05)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__('localhost', timeout=TIMEOUT)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))
