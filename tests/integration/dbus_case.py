# dbus_case.py: a test with a daemon on a session bus of its own
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import threading
import unittest

from gi.repository import GLib

from daemon import Daemon, message
from fake_upstream import FakeUpstream
from session_bus import SessionBus, get_error

DEMO = '''
providers:
  - {name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m1, m2]}
routing:
  default: m1
'''
UPSTREAM = '''
providers:
  - {{name: p, type: openai-chat, url: '{url}', api_key: sk-canary, models: [m1, m2]}}
routing: {{default: m1}}
'''


class Post(threading.Thread):
    """A request whose answer comes while the test goes on."""

    def __init__(self, daemon, body=None):
        super().__init__(daemon=True)
        self.server = daemon
        self.body = body or message()
        self.start()

    def run(self):
        self.status, self.headers, self.text = self.server.post(self.body)

    def wait(self):
        """Returns the status and the text."""
        self.join(20)
        if self.is_alive():
            raise TimeoutError('waited for an answer')
        return self.status, self.text


class DBusCase(unittest.TestCase):
    def setUp(self):
        self.bus = SessionBus()
        self.addCleanup(self.bus.close)

    def start(self, config=DEMO, *arguments):
        self.daemon = Daemon(config, *arguments, environment=self.bus.environment)
        self.addCleanup(self.end)
        self.peer = self.bus.connect()
        self.addCleanup(self.peer.close)
        self.peer.wait_for_name()
        self.peer.listen()

    def start_with_upstream(self, config=UPSTREAM, *arguments):
        self.upstream = FakeUpstream()
        self.addCleanup(self.upstream.stop)
        self.start(config.format(url=self.upstream.url), *arguments)

    def end(self):
        """A daemon that leaks ends with another status when it is built with sanitizers."""
        self.assertEqual(self.daemon.stop(), 0)

    def refuse(self, call, *arguments, **more):
        """Returns the name and the text of the error that a call ends with."""
        with self.assertRaises(GLib.Error) as caught:
            call(*arguments, **more)
        return get_error(caught.exception)

    def rewrite(self, config):
        """Puts another configuration in the place of the daemon's."""
        with open(self.peer.get('Manager', 'ConfigPath'), 'w', encoding='utf-8') as file:
            file.write(config)
