# test_stages.py: each kind of work at its model, by the example in the README of the router
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re
import unittest

from daemon import Daemon, message
from fake_upstream import FakeUpstream, whole

ROOT = pathlib.Path(__file__).parents[2]
ROUTING = re.search(r'```yaml\n(routing:.*?)```',
                    (ROOT / 'plugins/stage-router/README.md').read_text(), re.S).group(1)
IDS = sorted(set(re.findall(r'\b(sonnet|opus|o3|haiku|gemini|local)\b', ROUTING)))
CLIENT = {'user-agent': 'claude-cli/2.1.0 (external, cli)', 'x-app': 'cli'}
TOOLS = [{'name': 'Read', 'input_schema': {'type': 'object'}}]
SEARCH = {'type': 'web_search_20250305', 'name': 'web_search', 'max_uses': 8}
ANSWER = {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm', 'content': [{'type': 'text', 'text': 'a'}],
          'stop_reason': 'end_turn', 'stop_sequence': None, 'usage': {'input_tokens': 1, 'output_tokens': 1}}
IMAGE = {'type': 'image', 'source': {'type': 'url', 'url': 'https://pictures.example/a.png'}}


def say(text, role='user'):
    return {'role': role, 'content': text}


def make_config(origin, routing=ROUTING):
    models = '\n'.join(f'  - {{id: {name}, provider: p, upstream: up-{name}}}' for name in IDS)
    return (f'providers:\n  - {{name: p, type: anthropic, url: {origin}, api_key: k, '
            f'options: {{pass_headers: ["x-*"]}}}}\nmodels:\n{models}\n{routing}')


class StagesTest(unittest.TestCase):
    def setUp(self):
        self.upstream = FakeUpstream()
        self.origin = self.upstream.url.removesuffix('/v1')
        self.daemon = Daemon(make_config(self.origin))

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.upstream.stop()
        self.assertNotIn(' fault: ', log)

    def send(self, headers=CLIENT, path='/v1/messages?beta=true', **more):
        """Returns what the provider was asked, and the header that tells the route."""
        self.upstream.add(whole(ANSWER))
        body = json.dumps(message(stream=False, **{'tools': TOOLS, **more})).encode()
        status, answered, text = self.daemon.post_bytes(body, path, headers)
        self.assertEqual(status, 200, text)
        return self.upstream.requests[-1], answered['x-ccproxy-route']

    def check(self, target, stage, **more):
        request, route = self.send(**more)
        self.assertEqual(request['body']['model'], f'up-{target}', route)
        self.assertIn(f'stage={stage};', route)
        return request

    def test_main(self):
        self.check('opus', 'default')

    def test_T119_usual_effort(self):
        self.check('opus', 'default', thinking={'type': 'adaptive'}, output_config={'effort': 'high'})

    def test_T119_more_effort(self):
        self.check('o3', 'thinking', thinking={'type': 'adaptive'}, output_config={'effort': 'max'})

    def test_plan_mode(self):
        messages = [say('do it'), say('Plan mode is active. Write nothing.', 'system')]
        self.check('opus', 'planning', messages=messages)

    def test_T116_title(self):
        self.check('haiku', 'background', tools=[], messages=[say('name this')])

    def test_T116_small_model(self):
        self.check('haiku', 'background', model='claude-3-5-haiku-20241022')

    def test_web_search(self):
        self.check('gemini', 'web_search', tools=[SEARCH])

    def test_image(self):
        self.check('gemini', 'image', messages=[say([{'type': 'text', 'text': 'see'}, IMAGE])])

    def test_subagent(self):
        self.check('haiku', 'subagent', headers={**CLIENT, 'x-claude-code-agent-id': 'a1'})

    def test_long_context(self):
        self.check('gemini', 'long_context', messages=[say('word and number 12, ' * 40000)])

    def test_rule(self):
        folder = pathlib.Path.home() / 'private' / 'x'
        self.check('local', 'rule', system=f'<env>\nWorking directory: {folder}\n</env>')

    def test_T118_tag(self):
        prompt = '<CCR-SUBAGENT-MODEL>p,local</CCR-SUBAGENT-MODEL>\nLook for it.'
        request = self.check('local', 'explicit', headers={**CLIENT, 'x-claude-code-agent-id': 'a1'},
                             messages=[say(prompt)])
        self.assertEqual(request['body']['messages'], [say('Look for it.')])

    def test_T120_explicit(self):
        request = self.check('sonnet', 'explicit', model='p,Sonnet[1m]')
        self.assertIn('context-1m', request['headers']['anthropic-beta'])

    def test_profile_by_header(self):
        request = self.check('haiku', 'default', headers={**CLIENT, 'x-ccproxy-profile': 'cheap', 'x-mine': '1'})
        self.assertEqual(request['headers']['x-mine'], '1')
        self.assertNotIn('x-ccproxy-profile', request['headers'])

    def test_unknown_profile(self):
        self.check('opus', 'default', headers={**CLIENT, 'x-ccproxy-profile': 'nothing'})


class RoutersTest(unittest.TestCase):
    def test_router_before_the_stage_router(self):
        routing = ('routing:\n  router: [example-c.Hours, stage-router]\n'
                   '  hours: {use: local, from: 0, to: 24}\n  default: opus\n')
        upstream = FakeUpstream()
        upstream.add(whole(ANSWER))
        daemon = Daemon(make_config(upstream.url.removesuffix('/v1'), routing))
        status, headers, text = daemon.post(message(stream=False))
        log = daemon.read_log()
        self.assertEqual(daemon.stop(), 0, log)
        upstream.stop()
        self.assertEqual(status, 200, text)
        self.assertIn('stage=hours; rule=hours;', headers['x-ccproxy-route'])
        self.assertEqual(upstream.requests[0]['body']['model'], 'up-local')

    def test_stage_router_behind_one_that_has_nothing_to_say(self):
        routing = 'routing: {router: [example-c.Hours, stage-router], default: opus}\n'
        upstream = FakeUpstream()
        upstream.add(whole(ANSWER))
        daemon = Daemon(make_config(upstream.url.removesuffix('/v1'), routing))
        status, headers, text = daemon.post(message(stream=False))
        self.assertEqual(daemon.stop(), 0)
        upstream.stop()
        self.assertEqual(status, 200, text)
        self.assertIn('stage=default;', headers['x-ccproxy-route'])


if __name__ == '__main__':
    unittest.main()
