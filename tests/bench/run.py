# run.py: measures ccproxyd beside a bare forwarder and beside no proxy at all
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import bodies
from process import CPUS, Process

CONFIG = '''
listen: ["127.0.0.1:0"]
providers:
  - name: bench
    type: openai-chat
    url: http://127.0.0.1:{port}/v1
    api_key: sk-bench
    models: [bench]
  - name: passed
    type: anthropic
    url: http://127.0.0.1:{port}
    api_key: sk-bench
models:
  - id: bench
    provider: bench
  - id: passed
    provider: passed
    upstream: bench
routing:
  default: bench
'''
CHAT, MESSAGES = '/v1/chat/completions', '/v1/messages'


class Plan:
    """How long everything takes."""

    def __init__(self, quick):
        self.rounds = 1 if quick else 3
        self.duration = 0.3 if quick else 0.7
        self.warmup = 0.1 if quick else 0.2
        self.slow_streams = 200 if quick else 1000
        self.hold = 1.0 if quick else 2.0
        self.starts = 1 if quick else 5


class Target:
    """Something that answers requests: how to start it, and what it is asked."""

    def __init__(self, name, path, command=None):
        self.name, self.path, self.command = name, path, command
        self.process, self.results = None, {}

    def add(self, row, value):
        self.results.setdefault(row, []).append(value)

    def get(self, row):
        values = self.results.get(row)
        return statistics.median(values) if values else None


class Bench:
    """All targets before one upstream."""

    def __init__(self, programs, upstream, folder, plan):
        self.programs, self.upstream, self.folder, self.plan = programs, upstream, folder, plan
        self.failures = []

    def ask_upstream(self, path):
        connection = http.client.HTTPConnection('127.0.0.1', self.upstream.port, timeout=10)
        with contextlib.closing(connection):
            connection.request('GET', path)
            return json.load(connection.getresponse())

    def set_stream(self, events, spacing):
        self.ask_upstream(f'/bench/set?events={events}&spacing={spacing}')

    def load(self, target, body, *options, begun=lambda: None, duration=None, path=None):
        """Runs the client; the result has the target's CPU over the measured time."""
        command = [
            self.programs / 'bench-load', f'--port={target.process.port}',
            f'--path={path or target.path}', f'--body={self.folder / body}.json',
            f'--warmup={self.plan.warmup}', f'--duration={duration or self.plan.duration}',
            *options,
        ]
        cpu = {}
        with subprocess.Popen(
                command, stdout=subprocess.PIPE, text=True,
                preexec_fn=lambda: os.sched_setaffinity(0, CPUS['load'])) as child:
            for line in child.stdout:
                if line.strip() in ('begin', 'end'):
                    cpu[line.strip()] = target.process.get_cpu_seconds()
                    begun() if line.startswith('end') else None
                else:
                    result = json.loads(line)
        result['cpu'] = cpu['end'] - cpu['begin']
        if result['bad']:
            self.failures.append(
                f'{target.name}: {result["bad"]} of {result["answers"]} answers to {body} '
                'were wrong')
        return result

    def measure_requests(self, target, size):
        many = self.load(target, size, '--connections=16')
        one = self.load(target, size, '--connections=1')
        target.add(f'{size} rate', many['answers'] / many['seconds'])
        target.add(f'{size} p50', many['p50'] / 1000)
        target.add(f'{size} p99', many['p99'] / 1000)
        target.add(f'{size} cpu', many['cpu'] * 1000 / max(many['answers'], 1))
        target.add(f'{size} alone', one['p50'] / 1000)

    def measure_passed(self, target):
        """The large body to a provider that speaks the client's own dialect"""
        many = self.load(target, 'large-passed', '--connections=16', path=MESSAGES)
        one = self.load(target, 'large-passed', '--connections=1', path=MESSAGES)
        target.add('passed rate', many['answers'] / many['seconds'])
        target.add('passed cpu', many['cpu'] * 1000 / max(many['answers'], 1))
        target.add('passed alone', one['p50'] / 1000)

    def measure_first_event(self, target, size):
        self.set_stream(10, 3000)
        result = self.load(target, f'{size}-stream', '--connections=1', '--tokens=10')
        target.add(f'{size} first', result['first_p50'])
        target.add(f'{size} first99', result['first_p99'])

    def measure_saturated(self, target):
        self.set_stream(500, 0)
        result = self.load(target, 'small-stream', '--connections=32', '--tokens=500')
        target.add('saturated rate', result['tokens'] / result['seconds'])
        target.add('saturated cpu', result['cpu'] * 1e6 / max(result['tokens'], 1))

    def measure_slow(self, target):
        """Many streams of ten events a second, through a process that has done nothing else"""
        self.set_stream(100000, 100000)
        memory, before = [], target.process
        if target.command:
            target.process = Process(target.command, 'target')
        result = self.load(target, 'small-stream', f'--connections={self.plan.slow_streams}',
                           '--ramp=1500', duration=self.plan.hold,
                           begun=lambda: memory.append(target.process.get_memory()))
        target.add('slow alive', result['alive'])
        target.add('slow rate', result['tokens'] / result['seconds'])
        target.add('slow memory', memory[0])
        target.add('slow cpu', result['cpu'] / result['seconds'])
        if target.command:
            target.process.stop()
        target.process = before

    def measure_departures(self, target):
        """Clients that leave after the first event: when the upstream hears of it"""
        self.set_stream(100000, 50000)
        time.sleep(0.3)
        self.ask_upstream('/bench/report')
        departures = self.load(target, 'small-stream', '--connections=1', '--leave',
                               '--warmup=0')['departures']
        time.sleep(0.3)
        aborts = self.ask_upstream('/bench/report')['aborts']
        times = [(abort - departure) / 1e6 for departure, abort in zip(departures, aborts)]
        target.add('departure p50', statistics.median(times) if times else -1)
        target.add('departure max', max(times) if times else -1)
        target.add('departure unnoticed', max(len(departures) - len(aborts), 0))

    def measure_start(self, target):
        with Process(target.command, 'target') as process:
            connection = http.client.HTTPConnection('127.0.0.1', process.port, timeout=10)
            with contextlib.closing(connection):
                connection.request('POST', target.path,
                                   (self.folder / 'small.json').read_bytes(),
                                   {'content-type': 'application/json'})
                answer = connection.getresponse()
                answer.read()
                target.add('start', (time.monotonic() - process.started) * 1000)
            if answer.status != 200:
                self.failures.append(f'{target.name}: the first answer was {answer.status}')
            time.sleep(0.5)
            target.add('idle memory', process.get_memory())

    def run(self, targets):
        sizes = ('small', 'medium', 'large')
        proxies = [target for target in targets if target.command]
        steps = [(target, self.measure_start) for target in proxies] * self.plan.starts
        for _ in range(self.plan.rounds):
            for size in sizes:
                steps += [(target, self.measure_requests, size) for target in targets]
            steps += [(target, self.measure_passed) for target in targets]
            for size in sizes[:2]:
                steps += [(target, self.measure_first_event, size) for target in targets]
            steps += [(target, self.measure_saturated) for target in targets]
        steps += [(target, self.measure_departures) for target in targets]
        steps += [(target, self.measure_slow) for target in targets]

        with contextlib.ExitStack() as stack:
            for target in targets:
                target.process = (stack.enter_context(Process(target.command, 'target'))
                                  if target.command else self.upstream)
            for target, measure, *arguments in steps:
                measure(target, *arguments)


def add_difference(targets):
    """What a proxy adds to the time to the first event"""
    direct = targets[0]
    for target in targets[1:]:
        for size in ('small', 'medium'):
            target.add(f'{size} added', target.get(f'{size} first') - direct.get(f'{size} first'))


def list_rows(plan):
    """What stands in the table: key, text, digits behind the point"""
    labels = {'small': '200 B', 'medium': '76 KB', 'large': '1 MB'}
    for size, label in labels.items():
        yield f'{size} rate', f'{label} body: requests/s, 16 at once', 0
        yield f'{size} p50', f'{label} body: p50 ms', 2
        yield f'{size} p99', f'{label} body: p99 ms', 2
        yield f'{size} alone', f'{label} body: p50 ms, one at a time', 2
        yield f'{size} cpu', f'{label} body: CPU ms per request', 3
    yield 'passed rate', '1 MB body passed through: requests/s, 16 at once', 0
    yield 'passed alone', '1 MB body passed through: p50 ms, one at a time', 2
    yield 'passed cpu', '1 MB body passed through: CPU ms per request', 3
    for size in ('small', 'medium'):
        yield f'{size} first', f'{labels[size]} body: first event µs', 0
        yield f'{size} added', f'{labels[size]} body: first event, µs added', 0
        yield f'{size} first99', f'{labels[size]} body: first event p99 µs', 0
    yield 'saturated rate', '32 saturated streams: events/s', 0
    yield 'saturated cpu', '32 saturated streams: CPU µs per event', 2
    yield 'slow alive', f'{plan.slow_streams} slow streams: alive', 0
    yield 'slow rate', f'{plan.slow_streams} slow streams: events/s', 0
    yield 'slow cpu', f'{plan.slow_streams} slow streams: CPU cores', 2
    yield 'slow memory', f'{plan.slow_streams} slow streams: memory MB', 1
    yield 'departure p50', 'client leaves: upstream closed after ms, p50', 2
    yield 'departure max', 'client leaves: upstream closed after ms, max', 2
    yield 'departure unnoticed', 'client leaves: never noticed', 0
    yield 'start', 'start to first answer ms', 0
    yield 'idle memory', 'idle memory MB', 1


def print_table(targets, plan):
    print(f'{"":<48}' + ''.join(f'{target.name:>12}' for target in targets) + '       ratio')
    for key, text, digits in list_rows(plan):
        values = [target.get(key) for target in targets]
        cells = ['-' if value is None else f'{value:,.{digits}f}' for value in values]
        ratio = (f'{values[-1] / values[-2]:.2f}'
                 if len(values) == 3 and values[-1] is not None and values[-2] else '')
        print(f'{text:<48}' + ''.join(f'{cell:>12}' for cell in cells) + f'{ratio:>12}')


def print_head(arguments, plan, sizes):
    cpus = {role: ','.join(map(str, sorted(numbers))) for role, numbers in CPUS.items()}
    print(f'bodies: {", ".join(f"{name} {size} B" for name, size in sizes.items())}; '
          f'{plan.rounds} rounds, medians; CPUs: upstream {cpus["upstream"]}, '
          f'client {cpus["load"]}, target {cpus["target"]}')
    if os.getloadavg()[0] > 0.5:
        print(f'NOTE: the machine is busy (load {os.getloadavg()[0]:.1f}): trust only ratios')
    if arguments.sanitize != 'none':
        print(f'NOTE: built with -Db_sanitize={arguments.sanitize}: figures mean nothing')
    print('ratio: ccproxyd to forwarder')


def find_targets(arguments, upstream, folder):
    """Returns the targets, and what cannot be measured."""
    config = folder / 'config.yaml'
    config.write_text(CONFIG.format(port=upstream.port))
    config.chmod(0o600)
    forwarder = [arguments.programs / 'bench-forwarder', f'http://127.0.0.1:{upstream.port}']
    targets = [Target('direct', CHAT), Target('forwarder', CHAT, forwarder)]
    if arguments.ccproxyd is None:
        return targets, ['ccproxyd: not given, so it was not measured']
    if not arguments.ccproxyd.exists():
        return targets, [f'{arguments.ccproxyd} is not built, so it was not measured']
    daemon = [arguments.ccproxyd, '--config', config, '--listen', '127.0.0.1:0']
    return targets + [Target('ccproxyd', MESSAGES, daemon)], []


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--programs', type=pathlib.Path, required=True,
                        help='the folder of bench-load, bench-upstream and bench-forwarder')
    parser.add_argument('--ccproxyd', type=pathlib.Path)
    parser.add_argument('--sanitize', default='none')
    parser.add_argument('--quick', action='store_true', help='20 seconds, rough figures')
    parser.add_argument('--json', type=pathlib.Path, help='where to write every sample')
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    plan = Plan(arguments.quick or bool(os.environ.get('CCPROXY_BENCH_QUICK')))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    with (tempfile.TemporaryDirectory(prefix='ccproxy-bench-') as name,
          Process([arguments.programs / 'bench-upstream'], 'upstream') as upstream):
        folder = pathlib.Path(name)
        sizes = bodies.write_bodies(folder)
        targets, missing = find_targets(arguments, upstream, folder)
        print_head(arguments, plan, sizes)
        bench = Bench(arguments.programs, upstream, folder, plan)
        bench.run(targets)

    add_difference(targets)
    print_table(targets, plan)
    if arguments.json:
        arguments.json.write_text(json.dumps(
            {target.name: target.results for target in targets}, indent=1))
    for line in bench.failures + missing:
        print(f'FAIL: {line}')
    return 1 if bench.failures or missing else 0


if __name__ == '__main__':
    sys.exit(main())
