# replay.py: an upstream that answers with recorded bytes
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import http.server
import json
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with the case that the request names as its model."""

    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers['content-length'])))
        case = self.server.cases[body.get('model') or self.read_model()]
        default = 'text/event-stream' if case.stream else 'application/json'
        self.send_response(case.status)
        self.send_header('content-type', case.content_type or default)
        self.send_header('transfer-encoding', 'chunked')
        self.end_headers()
        for piece in self.server.split(case.payload):
            self.wfile.write(b'%x\r\n%b\r\n' % (len(piece), piece))
        self.wfile.write(b'0\r\n\r\n')

    def read_model(self):
        """The Gemini format has the model in the path."""
        name, _, _ = self.path.rpartition(':')
        return urllib.parse.unquote(name.rpartition('/')[2])

    def log_message(self, format, *args):
        pass


class Replay(http.server.ThreadingHTTPServer):
    """A context manager; split cuts a payload into what is written at once."""

    daemon_threads = True

    def __init__(self, cases):
        super().__init__(('127.0.0.1', 0), Handler)
        self.cases = {case.id: case for case in cases}
        self.split = lambda payload: [payload]
        self.url = f'http://127.0.0.1:{self.server_port}/v1'

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.shutdown()
        self.thread.join()
        self.server_close()
