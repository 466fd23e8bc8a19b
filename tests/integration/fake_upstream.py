# fake_upstream.py: a provider on a loopback port that answers as a test tells it to
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import queue
import socket
import threading
import time


def chunk(**choice):
    """One chunk of the OpenAI Chat dialect as a server-sent event."""
    data = {'id': 'c', 'object': 'chat.completion.chunk', 'model': 'm', 'choices': [{'index': 0, **choice}]}
    return b'data: ' + json.dumps(data).encode() + b'\n\n'


def stream(*texts):
    """A whole stream with the given pieces of text."""
    events = [chunk(delta={'content': text}, finish_reason=None) for text in texts]
    return events + [chunk(delta={}, finish_reason='stop'), b'data: [DONE]\n\n']


class Answer:
    """Status, headers and pieces of a body; a number among the pieces is a pause in seconds.

    Without a status the connection is closed and nothing said. The head comes
    after head_delay seconds.
    """

    def __init__(self, pieces, status=200, content_type='text/event-stream', cut=False, headers=()):
        self.pieces = pieces
        self.status = status
        self.content_type = content_type
        self.cut = cut
        self.headers = headers
        self.head_delay = 0


def whole(body, status=200, content_type='application/json', headers=()):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer([text], status, content_type, headers=headers)


def silence(seconds):
    """Nothing at all for so long, not even a head."""
    answer = Answer([])
    answer.head_delay = seconds
    return answer


class FakeUpstream:
    """Takes the answers in the order in which they were added; keeps what it was asked."""

    def __init__(self):
        self.answers = queue.Queue()
        self.requests = []
        self.connections = 0
        self.closed_at = queue.Queue()
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.url = 'http://127.0.0.1:%d/v1' % self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def add(self, *answers):
        for answer in answers:
            self.answers.put(answer)

    def stop(self):
        # closing alone does not end an accept () that is under way
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        file = connection.makefile('rb')
        try:
            while self._read_request(file):
                if not self._write_answer(connection, self.answers.get(timeout=20)):
                    break
        except (OSError, queue.Empty):
            pass
        file.close()
        connection.close()

    def _read_request(self, file):
        line = file.readline().decode('latin-1')
        if not line:
            return False
        headers = {}
        while (header := file.readline().decode('latin-1').strip()):
            name, _, value = header.partition(':')
            headers[name.lower()] = value.strip()
        body = file.read(int(headers.get('content-length', 0)))
        method, path, _ = line.split()
        self.requests.append({'method': method, 'path': path, 'headers': headers,
                              'raw': body, 'body': json.loads(body) if body else None})
        return True

    def _write_answer(self, connection, answer):
        if answer.head_delay and self._wait(connection, answer.head_delay):
            return False
        if answer.status is None:
            return False
        head = f'HTTP/1.1 {answer.status} X\r\ncontent-type: {answer.content_type}\r\n'
        head += ''.join(f'{name}: {value}\r\n' for name, value in answer.headers)
        connection.sendall(head.encode() + b'transfer-encoding: chunked\r\n\r\n')
        for piece in answer.pieces:
            if isinstance(piece, (int, float)):
                if self._wait(connection, piece):
                    return False
            else:
                connection.sendall(b'%x\r\n%s\r\n' % (len(piece), piece))
        if answer.cut:
            return False
        connection.sendall(b'0\r\n\r\n')
        return True

    def _wait(self, connection, seconds):
        """Waits; true as soon as the other side has closed the connection."""
        connection.settimeout(seconds)
        try:
            gone = connection.recv(1, socket.MSG_PEEK) == b''
        except TimeoutError:
            gone = False
        except OSError:
            gone = True
        connection.settimeout(None)
        if gone:
            self.closed_at.put(time.monotonic())
        return gone
