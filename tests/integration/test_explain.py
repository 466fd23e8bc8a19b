# test_explain.py: what the command line says of a request is what the daemon does with it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""CCPROXY_CORPUS can name a folder that has wire/*.json: requests of real clients."""
import glob
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from daemon import Daemon, message
from fake_upstream import FakeUpstream, whole
from test_stages import ANSWER, CLIENT, IMAGE, SEARCH, TOOLS, make_config, say

PROGRAM = os.environ['CCPROXY']
CORPUS = os.environ.get('CCPROXY_CORPUS')
# what a connection has, and what is between the client and the proxy
CONNECTION = {'accept-encoding', 'authorization', 'connection', 'content-length', 'cookie', 'host', 'x-api-key'}

# each kind of work, and what a client can say itself
REQUESTS = {
    'main': {'tools': TOOLS},
    'planning': {'tools': TOOLS, 'messages': [say('do it'), say('Plan mode is active. Write nothing.', 'system')]},
    'thinking': {'tools': TOOLS, 'thinking': {'type': 'adaptive'}, 'output_config': {'effort': 'max'}},
    'background': {'tools': [], 'messages': [say('name this')]},
    'small-model': {'model': 'claude-3-5-haiku-20241022'},
    'web-search': {'tools': [SEARCH]},
    'image': {'messages': [say([{'type': 'text', 'text': 'see'}, IMAGE])]},
    'subagent': {'tools': TOOLS, 'headers': {'x-claude-code-agent-id': 'a1'}},
    'long-context': {'tools': TOOLS, 'messages': [say('word and number 12, ' * 40000)]},
    'rule': {'system': f'<env>\nWorking directory: {pathlib.Path.home()}/private/x\n</env>'},
    'tag': {'messages': [say('<CCR-SUBAGENT-MODEL>p,local</CCR-SUBAGENT-MODEL>\nLook for it.')]},
    'explicit': {'model': 'p,Sonnet[1m]'},
    'alias': {'model': 'opus'},
    'unknown-model': {'model': 'no-such-model-\xe9'},
    'profile': {'headers': {'x-ccproxy-profile': 'cheap'}},
    'unknown-profile': {'headers': {'x-ccproxy-profile': 'nothing'}},
    'count': {'path': '/v1/messages/count_tokens'},
}


def make_capture(headers=(), path='/v1/messages?beta=true', **more):
    return {'note': 'made up', 'method': 'POST', 'url': path,
            'headers': {**CLIENT, 'host': 'localhost', **dict(headers)}, 'body': message(stream=False, **more)}


def read_corpus():
    """Requests by the names of their files, and only those that are to be answered in one piece or not at all."""
    captures = {}
    for path in sorted(glob.glob(os.path.join(CORPUS, 'wire', '*.json'))):
        capture = json.loads(pathlib.Path(path).read_text())
        if 'messages' in capture.get('body', {}):
            capture['body']['stream'] = False
            captures[pathlib.Path(path).name] = capture
    return captures


class ExplainTest(unittest.TestCase):
    def setUp(self):
        self.upstream = FakeUpstream()
        self.config = make_config(self.upstream.url.removesuffix('/v1'))
        self.daemon = Daemon(self.config)
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name, 'config.yaml')
        self.path.write_text(self.config)
        self.path.chmod(0o600)

    def tearDown(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.upstream.stop()
        self.folder.cleanup()

    def run_verb(self, verb, *arguments, request='', status=0, environment=None):
        text = request if isinstance(request, str) else json.dumps(request)
        run = subprocess.run([PROGRAM, verb, '-', '--config', self.path, *arguments], input=text, text=True,
                             capture_output=True, timeout=60, env={**os.environ, **(environment or {})})
        self.assertEqual(run.returncode, status, run.stderr)
        self.assertNotIn('Sanitizer', run.stderr)
        return run

    def ask(self, verb, request):
        return json.loads(self.run_verb(verb, '--json', request=request).stdout)

    def send(self, capture):
        """Returns the header that tells the route, and what the provider was asked."""
        self.upstream.requests.clear()
        self.upstream.add(whole({'input_tokens': 5} if 'count_tokens' in capture['url'] else ANSWER))
        headers = {name: value for name, value in capture['headers'].items() if name.lower() not in CONNECTION}
        status, answered, text = self.daemon.post_bytes(json.dumps(capture['body']).encode(), capture['url'], headers)
        self.assertEqual(status, 200, text)
        self.assertEqual(len(self.upstream.requests), 1)
        return answered['x-ccproxy-route'], self.upstream.requests[-1]

    def check(self, capture):
        """Both verbs say what then comes to pass."""
        explained = self.ask('explain', capture)
        rehearsed = self.ask('dry-run', capture)['attempts'][0]
        route, sent = self.send(capture)
        self.assertEqual(explained['header'], route)
        self.assertEqual(explained['chain'][0]['provider'], explained['provider'])
        self.assertTrue(explained['steps'])
        self.assertEqual(rehearsed['method'], sent['method'])
        self.assertTrue(rehearsed['url'].endswith(sent['path']))
        self.assertEqual(rehearsed['body'], sent['body'])
        self.assertEqual(rehearsed['headers'].pop('x-api-key'), '[redacted]')
        self.assertEqual(sent['headers'].pop('x-api-key'), 'k')
        for headers in (rehearsed['headers'], sent['headers']):
            for name in ('host', 'connection', 'content-length', 'accept-encoding'):
                headers.pop(name, None)
        self.assertEqual(rehearsed['headers'], sent['headers'])

    def test_agrees_with_the_daemon(self):
        for name, request in REQUESTS.items():
            with self.subTest(name):
                self.check(make_capture(**request))

    @unittest.skipUnless(CORPUS, 'CCPROXY_CORPUS names no folder with requests')
    def test_corpus_agrees_with_the_daemon(self):
        captures = read_corpus()
        self.assertTrue(captures)
        for name, capture in captures.items():
            with self.subTest(name):
                self.check(capture)

    def test_body_alone(self):
        body = message(model='p,sonnet')
        explained = self.ask('explain', body)
        self.assertEqual((explained['operation'], explained['model'], explained['stage']),
                         ('messages', 'up-sonnet', 'explicit'))
        self.assertGreater(explained['estimate'], 0)

    def test_for_people(self):
        text = self.run_verb('explain', request=message(tools=TOOLS)).stdout
        self.assertIn('stage     default\n', text)
        self.assertIn('target    p/up-opus (opus)', text)
        self.assertIn('\nHow it came to that:\n', text)
        text = self.run_verb('dry-run', request=message(tools=TOOLS)).stdout
        self.assertIn('# target 1 of ', text)
        self.assertIn('/v1/messages\n', text)
        self.assertIn('x-api-key: [redacted]\n', text)
        self.assertIn('\n  "model": "up-opus",\n', text)

    def test_raw(self):
        text = self.run_verb('dry-run', '--raw', '--attempt', '1', request=message(tools=TOOLS)).stdout
        body = json.loads(text.rstrip('\n').rpartition('\n')[2])
        self.assertEqual(body['model'], 'up-opus')

    def test_header_option(self):
        run = self.run_verb('explain', '--json', '--header', 'X-CCProxy-Profile: cheap', request=message(tools=TOOLS))
        self.assertEqual(json.loads(run.stdout)['model'], 'up-haiku')

    def test_profile_option(self):
        run = self.run_verb('explain', '--json', '--profile', 'cheap', request=message(tools=TOOLS))
        self.assertEqual(json.loads(run.stdout)['model'], 'up-haiku')
        run = self.run_verb('explain', '--profile', 'chaep', request=message(), status=64)
        self.assertIn('did you mean "cheap"?', run.stderr)

    def test_profile_of_the_daemon(self):
        daemon = Daemon(self.config, '--profile', 'cheap')
        self.upstream.add(whole(ANSWER))
        _, headers, _ = daemon.post(message(stream=False, tools=TOOLS))
        self.assertEqual(daemon.stop(), 0)
        self.assertIn('model=up-haiku', headers['x-ccproxy-route'])

    def test_unknown_profile_of_the_daemon(self):
        for arguments in ([], ['--check']):
            run = subprocess.run([os.environ['CCPROXYD'], '--config', self.path, '--listen', '127.0.0.1:0',
                                  '--profile', 'chaep', *arguments], capture_output=True, text=True, timeout=60)
            self.assertEqual(run.returncode, 64)
            self.assertIn('--profile: there is no profile "chaep" among those of routing.profiles (', run.stderr)
            self.assertIn('did you mean "cheap"?', run.stderr)

    def test_keys_need_not_be_set(self):
        self.path.write_text(self.config.replace('api_key: k,', 'api_key: "${NOT_SET_AT_ALL}",'))
        run = self.run_verb('explain', request=message())
        self.assertIn('warning: providers[0].api_key: the environment variable NOT_SET_AT_ALL is not set', run.stderr)
        run = self.run_verb('dry-run', request=message())
        self.assertNotIn('x-api-key', run.stdout)
        self.assertIn('# the provider has no key here', run.stdout)

    def test_other_variables_must_be_set(self):
        self.path.write_text(self.config.replace('up-opus', '${NOT_SET_AT_ALL}'))
        self.run_verb('explain', request=message(), status=78)

    def test_key_commands(self):
        ran = pathlib.Path(self.folder.name, 'ran')
        command = f"""api_key: {{command: ['/bin/sh', '-c', 'echo x > {ran}; echo made-key-of-the-program']}},"""
        self.path.write_text(self.config.replace('api_key: k,', command))
        run = self.run_verb('dry-run', request=message())
        self.assertIn('# the program that makes the key was not run', run.stdout)
        self.assertIn('x-api-key: [redacted]', run.stdout)
        self.assertFalse(ran.exists())
        run = self.run_verb('dry-run', '--run-key-commands', request=message())
        self.assertIn('x-api-key: [redacted]', run.stdout)
        self.assertNotIn('made-key-of-the-program', run.stdout + run.stderr)
        self.assertTrue(ran.exists())

    def test_what_is_wrong_with_the_request(self):
        for request, part in (('{', 'The saved request is '), (message(messages=[]), 'messages'),
                              ({**make_capture(), 'method': 'GET'}, '"method"'),
                              ({**make_capture(), 'url': '/v1/models'}, '"url"')):
            with self.subTest(part):
                self.assertIn(part, self.run_verb('explain', request=request, status=1).stderr)
        run = subprocess.run([PROGRAM, 'explain', '/no/such/file', '--config', self.path],
                             capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 66)
        self.assertIn('/no/such/file', run.stderr)

    def test_what_is_wrong_with_the_command_line(self):
        for verb, *arguments in (('explain', '--header', 'no colon'), ('dry-run', '--attempt', '-1'),
                                 ('explain', 'one', 'two')):
            with self.subTest(arguments):
                self.run_verb(verb, *arguments, request=message(), status=64)
        run = subprocess.run([PROGRAM, 'explain', '--config', self.path], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 64)
        self.assertIn('expected a file with a request', run.stderr)

    def test_attempt_that_there_is_none_of(self):
        self.run_verb('dry-run', '--attempt', '99', request=message(), status=1)


if __name__ == '__main__':
    unittest.main()
