# test_switching.py: a conversation that goes on with another provider, in each direction
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import itertools
import json
import unittest

from daemon import Daemon, message, parse_events
from strict_providers import DIALECTS
from fake_upstream import FakeUpstream

PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
TOOLS = [{'name': 'Read', 'description': 'reads', 'input_schema': {
    'type': 'object', 'properties': {'path': {'type': 'string'}}, 'required': ['path']}}]


def collect(text):
    """The message of a stream, as a client keeps it for its next request."""
    content = []
    for event in parse_events(text):
        if event['type'] == 'content_block_start':
            content.append(dict(event['content_block']))
            arguments = ''
        elif event['type'] == 'content_block_delta':
            delta = event['delta']
            if delta['type'] == 'input_json_delta':
                arguments += delta['partial_json']
            for key in delta.keys() & {'text', 'thinking', 'signature'}:
                content[-1][key] = content[-1].get(key, '') + delta[key]
        elif event['type'] == 'content_block_stop' and content[-1]['type'] == 'tool_use':
            content[-1]['input'] = json.loads(arguments or '{}')
    return {'role': 'assistant', 'content': content}


def make_results(answer):
    """Results of its calls, the first of them with a picture, and a word of the user's."""
    blocks = []
    for block in answer['content']:
        if block['type'] == 'tool_use':
            parts = [{'type': 'text', 'text': 'contents of ' + block['input']['path']}]
            if not blocks:
                source = {'type': 'base64', 'media_type': 'image/png', 'data': PNG}
                parts.append({'type': 'image', 'source': source})
            blocks.append({'type': 'tool_result', 'tool_use_id': block['id'], 'content': parts})
    return {'role': 'user', 'content': blocks + [{'type': 'text', 'text': 'go on'}]}


class Conversation:
    """What a client has said and heard, with the states that the providers gave out."""

    def __init__(self, daemon, upstreams):
        self.daemon = daemon
        self.upstreams = upstreams
        self.messages = [{'role': 'user', 'content': 'read two files'}]
        self.states = {}
        self.turns = 0

    def take_turn(self, name):
        """Lets a provider answer with thoughts, text and two calls; returns what it was asked."""
        dialect, upstream = DIALECTS[name], self.upstreams[name]
        self.turns += 1
        state = dialect.make_state(self.turns)
        self.states.setdefault(name, []).append(state)
        calls = [(dialect.tool_id and dialect.tool_id % (10 * self.turns + n), 'Read', {'path': f'/{name}/{n}'})
                 for n in range(2)]
        upstream.add(dialect.answer(f'thought of {name}', state, f'text of {name}', calls))
        status, _, text = self.daemon.post(message(
            model=f'{name},gemini-3-pro', messages=self.messages, tools=TOOLS, max_tokens=4000,
            thinking={'type': 'adaptive'}))
        assert status == 200, text
        answer = collect(text)
        self.messages += [answer, make_results(answer)]
        return upstream.requests[-1]['body']

    def get_foreign_states(self, name):
        return [state for owner, states in self.states.items() if owner != name for state in states if state]


class SwitchingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.upstreams = {name: FakeUpstream() for name in DIALECTS}
        lines = ['providers:']
        for name, dialect in DIALECTS.items():
            url = cls.upstreams[name].url.removesuffix('/v1') + dialect.base
            lines.append(f'  - {{name: {name}, type: {dialect.type}, url: "{url}", api_key: key-of-{name},'
                         f' models: [gemini-3-pro], options: {dialect.options}}}')
        cls.daemon = Daemon('\n'.join([*lines, 'routing: {default: "chat,gemini-3-pro"}']))

    @classmethod
    def tearDownClass(cls):
        assert cls.daemon.stop() == 0
        for upstream in cls.upstreams.values():
            upstream.stop()

    def check(self, conversation, name, body):
        """The provider accepts the request, and nothing in it is another's."""
        text = json.dumps(body)
        self.assertEqual(DIALECTS[name].check(body), [])
        self.assertNotIn('ccp1:', text)
        for state in conversation.get_foreign_states(name):
            self.assertNotIn(state, text)

    def test_each_way_and_back(self):
        for first, second in itertools.permutations(DIALECTS, 2):
            with self.subTest(first=first, second=second):
                conversation = Conversation(self.daemon, self.upstreams)
                for name in (first, first, second, second, first):
                    self.check(conversation, name, conversation.take_turn(name))

    def test_own_state_comes_back(self):
        for first, second in itertools.permutations(DIALECTS, 2):
            with self.subTest(first=first, second=second):
                conversation = Conversation(self.daemon, self.upstreams)
                conversation.take_turn(first)
                conversation.take_turn(second)
                text = json.dumps(conversation.take_turn(first))
                for state in filter(None, conversation.states[first][:1]):
                    self.assertIn(state, text)

    def test_all_the_words_reach_everybody(self):
        for last in DIALECTS:
            with self.subTest(last=last):
                conversation = Conversation(self.daemon, self.upstreams)
                for name in DIALECTS:
                    conversation.take_turn(name)
                body = conversation.take_turn(last)
                self.check(conversation, last, body)
                text = json.dumps(body)
                for name in DIALECTS:
                    for wanted in (f'text of {name}', f'contents of /{name}/0', f'contents of /{name}/1', PNG):
                        self.assertIn(wanted, text)


if __name__ == '__main__':
    unittest.main()
