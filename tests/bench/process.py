# process.py: programs that are measured from the outside
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import subprocess
import tempfile
import time

TICKS = os.sysconf('SC_CLK_TCK')
PROC = pathlib.Path('/proc')


def choose_cpus():
    """Where the upstream, the client and the target run, if there is a choice."""
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) >= 3:
        return {'upstream': {cpus[0]}, 'load': {cpus[1]}, 'target': {cpus[2]}}
    if len(cpus) == 2:
        return {'upstream': {cpus[0]}, 'load': {cpus[0]}, 'target': {cpus[1]}}
    return {'upstream': set(cpus), 'load': set(cpus), 'target': set(cpus)}


CPUS = choose_cpus()


def read_stat(pid):
    """The fields of /proc/PID/stat from the third on."""
    text = (PROC / str(pid) / 'stat').read_text()
    return text.rsplit(')', 1)[1].split()


class Process:
    """A program that says "listening on http://127.0.0.1:PORT" when it serves."""

    def __init__(self, command, role):
        self.log = tempfile.TemporaryFile('w+')
        self.started = time.monotonic()
        self.child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log, stdin=subprocess.DEVNULL,
            text=True, preexec_fn=lambda: os.sched_setaffinity(0, CPUS[role]))
        line = self.child.stdout.readline()
        if not line.startswith('listening on http://127.0.0.1:'):
            self.log.seek(0)
            text = self.log.read()
            self.stop()
            raise RuntimeError(f'{command[0]} did not start: {line}{text}')
        self.port = int(line.strip().rsplit(':', 1)[1])

    def get_family(self):
        """The process and all that it has started."""
        family = [self.child.pid]
        for entry in PROC.glob('[0-9]*'):
            try:
                if int(read_stat(entry.name)[1]) in family:
                    family.append(int(entry.name))
            except OSError:
                continue
        return family

    def get_cpu_seconds(self):
        ticks = 0
        for pid in self.get_family():
            try:
                fields = read_stat(pid)
            except OSError:
                continue
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / TICKS

    def get_memory(self):
        """The memory that would be free without it (PSS), in MB."""
        kilobytes = 0
        for pid in self.get_family():
            try:
                lines = (PROC / str(pid) / 'smaps_rollup').read_text().splitlines()
            except OSError:
                continue
            kilobytes += sum(int(line.split()[1]) for line in lines
                             if line.startswith('Pss:'))
        return kilobytes / 1024

    def stop(self):
        self.child.terminate()
        try:
            self.child.wait(5)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child.stdout.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
