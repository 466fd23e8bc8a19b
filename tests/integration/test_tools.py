# test_tools.py: the examples of plugins/tools/README.md against a server of OpenAI Chat
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re
import unittest

from daemon import Daemon, message, parse_events
from fake_upstream import Answer, FakeUpstream, chunk, stream, whole

README = pathlib.Path(__file__).parents[2] / 'plugins' / 'tools' / 'README.md'
TOOLS = [{'name': 'Write', 'description': 'Writes a file', 'input_schema': {'type': 'object'}}]
LONG = 'One "two"\n\u00e9 \U0001f600 \\ three'


def read_example(name):
    """The configuration in the section of a class."""
    section = README.read_text().split(f'## tools.{name}\n')[1]
    return re.search(r'```yaml\n(.*?)```', section, re.S).group(1)


def call(index, name, *pieces):
    """A call of a tool, whose arguments come in these pieces."""
    first = {'index': index, 'id': f't{index}', 'type': 'function', 'function': {'name': name, 'arguments': ''}}
    yield chunk(delta={'tool_calls': [first]}, finish_reason=None)
    for piece in pieces:
        yield chunk(delta={'tool_calls': [{'index': index, 'function': {'arguments': piece}}]}, finish_reason=None)


def calls(*parts, reason='tool_calls'):
    events = [event for part in parts for event in part]
    return Answer(events + [chunk(delta={}, finish_reason=reason), b'data: [DONE]\n\n'])


def whole_calls(*parts, reason='tool_calls'):
    made = [{'id': f't{index}', 'type': 'function', 'function': {'name': name, 'arguments': arguments}}
            for index, (name, arguments) in enumerate(parts)]
    return whole({'id': 'c', 'object': 'chat.completion', 'model': 'm',
                  'choices': [{'index': 0, 'finish_reason': reason,
                               'message': {'role': 'assistant', 'content': None, 'tool_calls': made}}],
                  'usage': {'prompt_tokens': 7, 'completion_tokens': 3}})


def collect(text):
    """The blocks of a stream as [name or type, text or arguments], and the stop reason."""
    blocks = []
    reason = None
    for event in parse_events(text):
        if event['type'] == 'content_block_start':
            assert event['index'] == len(blocks)
            block = event['content_block']
            blocks.append([block.get('name', block['type']), ''])
        elif event['type'] == 'content_block_delta':
            assert event['index'] == len(blocks) - 1
            delta = event['delta']
            blocks[-1][1] += delta.get('text') or delta.get('partial_json') or ''
        elif event['type'] == 'message_delta':
            reason = event['delta']['stop_reason']
    return blocks, reason


class ToolsTest(unittest.TestCase):
    """The base of those that follow."""

    example = None

    def make_config(self):
        return read_example(self.example)

    def setUp(self):
        self.upstream = FakeUpstream()
        self.daemon = Daemon(self.make_config().replace('http://127.0.0.1:8080/v1', self.upstream.url))

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.assertNotIn(' fault: ', log)
        self.upstream.stop()

    def ask(self, answer, **more):
        self.upstream.add(answer)
        status, _, text = self.daemon.post(message(**{'tools': TOOLS, **more}))
        self.assertEqual(status, 200, text)
        return text

    def get_sent(self):
        return self.upstream.requests[-1]['body']


class ExitToolTest(ToolsTest):
    example = 'ExitTool'

    def test_request(self):
        self.ask(calls(call(0, 'ExitTool', '{}')), system='Be good.')
        sent = self.get_sent()
        self.assertEqual(sent['tool_choice'], 'required')
        self.assertEqual([tool['function']['name'] for tool in sent['tools']], ['Write', 'ExitTool'])
        self.assertEqual(sent['messages'][0]['role'], 'system')
        self.assertTrue(sent['messages'][0]['content'].startswith('Be good.\n\n'))
        self.assertIn('call `ExitTool`', sent['messages'][0]['content'])

    def test_without_tools(self):
        self.ask(Answer(stream('Hi')), tools=[])
        self.assertNotIn('tools', self.get_sent())
        self.assertEqual([turn['role'] for turn in self.get_sent()['messages']], ['user'])

    def test_stream(self):
        text = self.ask(calls(call(0, 'ExitTool', *json.dumps({'response': LONG}))))
        self.assertEqual(collect(text), ([['text', LONG]], 'end_turn'))
        self.assertNotIn('ExitTool', text)

    def test_stream_beside_another(self):
        text = self.ask(calls(call(0, 'Write', '{"a":', '1}'), call(1, 'ExitTool', '{"response":"Hi"}')))
        self.assertEqual(collect(text), ([['Write', '{"a":1}'], ['text', 'Hi']], 'tool_use'))

    def test_stream_of_words(self):
        text = self.ask(calls(call(0, 'ExitTool', 'Hi', ' there')))
        self.assertEqual(collect(text), ([['text', 'Hi there']], 'end_turn'))

    def test_whole_message(self):
        answer = json.loads(self.ask(whole_calls(('ExitTool', json.dumps({'response': LONG}))), stream=False))
        self.assertEqual(answer['content'], [{'type': 'text', 'text': LONG}])
        self.assertEqual(answer['stop_reason'], 'end_turn')

    def test_whole_message_beside_another(self):
        answer = json.loads(self.ask(whole_calls(('ExitTool', "{'response': 'Hi'}"), ('Write', '{"a":1}')),
                                     stream=False))
        self.assertEqual([block['type'] for block in answer['content']], ['text', 'tool_use'])
        self.assertEqual(answer['content'][0]['text'], 'Hi')
        self.assertEqual(answer['stop_reason'], 'tool_use')

    def test_broken_off(self):
        text = self.ask(Answer(list(call(0, 'ExitTool', '{"response":"half of')), cut=True))
        self.assertEqual(collect(text)[0], [['text', 'half of']])
        self.assertEqual(parse_events(text)[-1]['type'], 'error')


class RepairArgumentsTest(ToolsTest):
    example = 'RepairArguments'
    broken = "{'path': '/x/{y}', text: 'it's \"so\"\n', 'all': True, /* } */}"
    mended = {'path': '/x/{y}', 'text': 'it\'s "so"\n', 'all': True}

    def test_stream(self):
        for pieces in ([self.broken], list(self.broken), re.findall('(?s).{1,7}', self.broken)):
            blocks, reason = collect(self.ask(calls(call(0, 'Write', *pieces))))
            self.assertEqual([block[0] for block in blocks], ['Write'])
            self.assertEqual(json.loads(blocks[0][1]), self.mended)
            self.assertEqual(reason, 'tool_use')

    def test_stream_in_a_fence(self):
        blocks, _ = collect(self.ask(calls(call(0, 'Write', '```json\n', self.broken, '\n```'))))
        self.assertEqual(json.loads(blocks[0][1]), self.mended)

    def test_stream_of_two(self):
        blocks, _ = collect(self.ask(calls(call(0, 'Write', "{'a':"), call(1, 'Write', "{'b':1"))))
        self.assertEqual([block[1] for block in blocks], ['{}', '{"b":1}'])

    def test_stream_valid(self):
        good = '{"path" : "/x", "n":[1.0, 2e3],"text":"\\u00e9"}'
        self.assertEqual(collect(self.ask(calls(call(0, 'Write', *good)))), ([['Write', good]], 'tool_use'))

    def test_stream_truncated(self):
        text = self.ask(calls(call(0, 'Write', '{"text":"ha', 'lf of'), reason='length'))
        self.assertEqual(collect(text), ([['Write', '{"text":"half of']], 'max_tokens'))

    def test_whole_message(self):
        answer = json.loads(self.ask(whole_calls(('Write', self.broken)), stream=False))
        self.assertEqual(answer['content'][0]['input'], self.mended)
        self.assertEqual(answer['stop_reason'], 'tool_use')

    def test_whole_message_of_words(self):
        answer = json.loads(self.ask(whole_calls(('Write', 'the file')), stream=False))
        self.assertEqual(answer['content'][0]['input'], {'raw_arguments': 'the file'})

    def test_whole_message_truncated(self):
        answer = json.loads(self.ask(whole_calls(('Write', '{"text":"half'), reason='length'), stream=False))
        self.assertEqual(answer['content'][0]['input'], {'raw_arguments': '{"text":"half'})
        self.assertEqual(answer['stop_reason'], 'max_tokens')


class AliasTest(ToolsTest):
    """The list that claude-code-router's users bring along."""

    def make_config(self):
        return '''
providers:
  - name: local
    type: openai-chat
    url: http://127.0.0.1:8080/v1
    models: [m]
    transformers:
      request: [tooluse]
      response: [tooluse, enhancetool]
routing: {default: "local,m"}
'''

    def test_both(self):
        text = self.ask(calls(call(0, 'Write', "{'a':True,}"), call(1, 'ExitTool', "{'response':'Hi'}")))
        self.assertEqual(collect(text), ([['Write', '{"a":true}'], ['text', 'Hi']], 'tool_use'))


del ToolsTest # what it has runs in those above

if __name__ == '__main__':
    unittest.main()
