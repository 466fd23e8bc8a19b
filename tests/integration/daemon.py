# daemon.py: runs ccproxyd for a test, and speaks to it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile

PROGRAM = os.environ['CCPROXYD']


class Daemon:
    """ccproxyd on a configuration of its own and a port that the kernel chooses."""

    def __init__(self, config, *arguments, environment=None):
        self.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(self.folder.name, 'config.yaml')
        path.write_text(config)
        path.chmod(0o600)
        self.log = open(pathlib.Path(self.folder.name, 'log'), 'w+b')
        self.process = subprocess.Popen(
            [PROGRAM, '--config', str(path), '--listen', '127.0.0.1:0', *arguments],
            stdout=subprocess.PIPE, stderr=self.log, text=True,
            env={**os.environ, 'XDG_STATE_HOME': self.folder.name, **(environment or {})})
        line = self.process.stdout.readline()
        if not line.startswith('listening on http://'):
            raise RuntimeError(f'ccproxyd did not start: {line!r}\n{self.read_log()}')
        self.port = int(line.rsplit(':', 1)[1])

    def read_log(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode()

    def stop(self):
        """Ends it as a service manager does; returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()
        return status

    def connect(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)

    def post(self, body, path='/v1/messages?beta=true'):
        """Returns the status, the headers and the text of the answer."""
        status, headers, answer = self.post_bytes(json.dumps(body).encode(), path)
        return status, headers, answer.decode()

    def post_bytes(self, body, path='/v1/messages', headers=None):
        """The same with a body and an answer that are bytes."""
        connection = self.connect()
        connection.request('POST', path, body,
                           {'content-type': 'application/json', **(headers or {})})
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, response.headers, answer


def message(stream=True, **more):
    return {'model': 'claude-x', 'max_tokens': 100, 'stream': stream,
            'messages': [{'role': 'user', 'content': 'hello'}], **more}


def parse_events(text):
    """The data of the server-sent events of an answer."""
    events = []
    for block in text.split('\n\n'):
        lines = dict(line.split(': ', 1) for line in block.split('\n') if line)
        if lines:
            events.append(json.loads(lines['data']))
            assert events[-1]['type'] == lines['event']
    return events


def get_types(text):
    return [event['type'] for event in parse_events(text)]


def get_text(text):
    return ''.join(event['delta'].get('text', '') for event in parse_events(text)
                   if event['type'] == 'content_block_delta')
