# test_reasoning.py: the examples of plugins/reasoning/README.md against a server of OpenAI Chat
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re
import unittest

from daemon import Daemon, get_text, message, parse_events
from fake_upstream import Answer, FakeUpstream, chunk, stream, whole

README = pathlib.Path(__file__).parents[2] / 'plugins' / 'reasoning' / 'README.md'
ADAPTIVE = {'type': 'adaptive'}


def read_example(name):
    """The configuration in the section of a class."""
    section = README.read_text().split(f'## reasoning.{name}\n')[1]
    return re.search(r'```yaml\n(.*?)```', section, re.S).group(1)


def whole_answer(text):
    return whole({'id': 'c', 'object': 'chat.completion', 'model': 'm',
                  'choices': [{'index': 0, 'finish_reason': 'stop',
                               'message': {'role': 'assistant', 'content': text}}],
                  'usage': {'prompt_tokens': 7, 'completion_tokens': 3}})


def collect(text):
    """The blocks of a stream as [type, text]."""
    blocks = []
    for event in parse_events(text):
        if event['type'] == 'content_block_start':
            assert event['index'] == len(blocks)
            blocks.append([event['content_block']['type'], ''])
        elif event['type'] == 'content_block_delta':
            assert event['index'] == len(blocks) - 1
            delta = event['delta']
            blocks[-1][1] += delta.get('text') or delta.get('thinking') or ''
    return blocks


class ReasoningTest(unittest.TestCase):
    """The base of those that follow."""

    example = None

    def make_config(self):
        return read_example(self.example)

    def setUp(self):
        self.upstream = FakeUpstream()
        config = self.make_config().replace('http://127.0.0.1:8080/v1', self.upstream.url)
        self.daemon = Daemon(config)

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.assertNotIn(' fault: ', log)
        self.upstream.stop()

    def ask(self, answer, **more):
        self.upstream.add(answer)
        status, _, text = self.daemon.post(message(**more))
        self.assertEqual(status, 200, text)
        return text

    def get_sent(self):
        return self.upstream.requests[-1]['body']


class ThinkTagsTest(ReasoningTest):
    example = 'ThinkTags'

    def test_stream(self):
        text = self.ask(Answer(stream('Well. [TH', 'INK]be', 'cause[', '/THINK]\n\nH', 'i <b', 'r>')),
                        thinking=ADAPTIVE)
        self.assertEqual(collect(text), [['text', 'Well. '], ['thinking', 'because'], ['text', 'Hi <br>']])
        events = parse_events(text)
        self.assertEqual(events[-2]['delta']['stop_reason'], 'end_turn')
        signatures = [event['delta']['signature'] for event in events
                      if event.get('delta', {}).get('type') == 'signature_delta']
        self.assertEqual(signatures, ['ccp1:rc'])

    def test_stream_byte_by_byte(self):
        answer = 'a<think>b</think>c [THINK]d[/THINK]\ne'
        text = self.ask(Answer(stream(*answer)), thinking=ADAPTIVE)
        self.assertEqual(collect(text), [['text', 'a'], ['thinking', 'b'], ['text', 'c '], ['thinking', 'd'],
                                         ['text', 'e']])

    def test_call_behind(self):
        call = {'index': 0, 'id': 't1', 'type': 'function', 'function': {'name': 'Read', 'arguments': '{"a":1}'}}
        text = self.ask(Answer([chunk(delta={'content': '[THINK]why[/THINK]\n'}, finish_reason=None),
                                chunk(delta={'tool_calls': [call]}, finish_reason=None),
                                chunk(delta={}, finish_reason='tool_calls'), b'data: [DONE]\n\n']),
                        thinking=ADAPTIVE, tools=[{'name': 'Read', 'input_schema': {'type': 'object'}}])
        self.assertEqual([block[0] for block in collect(text)], ['thinking', 'tool_use'])
        self.assertEqual(parse_events(text)[-2]['delta']['stop_reason'], 'tool_use')

    def test_whole_message(self):
        text = self.ask(whole_answer('[THINK]because[/THINK]\n\nHi'), stream=False, thinking=ADAPTIVE)
        answer = json.loads(text)
        self.assertEqual(answer['content'], [{'type': 'thinking', 'thinking': 'because', 'signature': 'ccp1:rc'},
                                             {'type': 'text', 'text': 'Hi'}])
        self.assertEqual(answer['stop_reason'], 'end_turn')
        self.assertEqual(answer['usage']['output_tokens'], 3)

    def test_not_asked_for(self):
        text = self.ask(Answer(stream('[THINK]because[/THINK]\n\nHi')))
        self.assertEqual(collect(text), [['text', 'Hi']])

    def test_broken_off(self):
        text = self.ask(Answer(stream('[THINK]bec', 'ause[/TH')[:2], cut=True), thinking=ADAPTIVE)
        self.assertEqual(collect(text), [['thinking', 'because[/TH']])
        self.assertEqual(parse_events(text)[-1]['type'], 'error')


class ForceReasoningTest(ReasoningTest):
    example = 'ForceReasoning'
    answer = '<reasoning_content>\nbecause</reasoning_content>\n\nHi'

    def test_stream(self):
        text = self.ask(Answer(stream(*self.answer)), thinking=ADAPTIVE)
        self.assertEqual(collect(text), [['thinking', 'because'], ['text', 'Hi']])
        question = self.get_sent()['messages'][-1]
        self.assertEqual(question['role'], 'user')
        self.assertTrue(question['content'].startswith('hello\n\n'), question)
        self.assertIn('between <reasoning_content> and </reasoning_content>', question['content'])

    def test_whole_message(self):
        answer = json.loads(self.ask(whole_answer(self.answer), stream=False, thinking=ADAPTIVE))
        self.assertEqual([block['type'] for block in answer['content']], ['thinking', 'text'])
        self.assertEqual(answer['content'][0]['thinking'], 'because')

    def test_history(self):
        first = json.loads(self.ask(whole_answer(self.answer), stream=False, thinking=ADAPTIVE))
        self.ask(Answer(stream('Bye')), thinking=ADAPTIVE, messages=[
            {'role': 'user', 'content': 'hello'},
            {'role': 'assistant', 'content': first['content']},
            {'role': 'user', 'content': 'bye'}])
        sent = self.get_sent()['messages']
        self.assertEqual(sent[0]['content'], 'hello')
        self.assertEqual(sent[1]['content'], '<reasoning_content>\nbecause\n</reasoning_content>\n\nHi')
        self.assertIn('<reasoning_content>', sent[2]['content'])

    def test_not_asked_for(self):
        text = self.ask(Answer(stream('Hi')))
        self.assertEqual(get_text(text), 'Hi')
        self.assertEqual(self.get_sent()['messages'], [{'role': 'user', 'content': 'hello'}])


class ThinkingTest(ReasoningTest):
    example = 'Thinking'

    def make_config(self):
        return super().make_config().replace('models: [qwen]', 'models: [qwen]\n    options: {reasoning: true}')

    def test_map(self):
        for effort, expected in (('medium', 'low'), ('high', 'low'), ('max', 'medium')):
            self.ask(Answer(stream('Hi')), max_tokens=32000, thinking=ADAPTIVE,
                     output_config={'effort': effort})
            self.assertEqual(self.get_sent().get('reasoning_effort'), expected)
        self.ask(Answer(stream('Hi')), thinking=ADAPTIVE, output_config={'effort': 'low'})
        self.assertNotIn('reasoning_effort', self.get_sent())


class EnableThinkingTest(ReasoningTest):
    example = 'EnableThinking'

    def test_asked_for(self):
        self.ask(Answer(stream('Hi')), thinking=ADAPTIVE)
        sent = self.get_sent()
        self.assertEqual(sent['thinking'], {'type': 'enabled', 'budget_tokens': 8192})
        self.assertIs(sent['enable_thinking'], True)

    def test_not_asked_for(self):
        self.ask(Answer(stream('Hi')))
        self.assertNotIn('enable_thinking', self.get_sent())

    def test_reasoning_content(self):
        self.upstream.add(Answer([chunk(delta={'reasoning_content': 'because'}, finish_reason=None),
                                  *stream('Hi')]))
        _, _, text = self.daemon.post(message(thinking=ADAPTIVE))
        self.assertEqual(collect(text), [['thinking', 'because'], ['text', 'Hi']])


class AliasTest(ReasoningTest):
    """The lists that claude-code-router's users bring along."""

    def make_config(self):
        return '''
providers:
  - name: local
    type: openai-chat
    url: http://127.0.0.1:8080/v1
    models: [m]
    transformers:
      request: [forcereasoning, [reasoning, {enable: false}]]
      response: [forcereasoning, extrathinktag]
routing: {default: "local,m"}
'''

    def test_all(self):
        text = self.ask(Answer(stream('So. <think>a</think> b<think> <reasoning_content>c</reasoning_content>d')),
                        thinking=ADAPTIVE)
        self.assertEqual(collect(text), [['text', 'So. '], ['thinking', 'a'], ['text', 'b<think> '],
                                         ['thinking', 'c'], ['text', 'd']])
        sent = self.get_sent()
        self.assertEqual(sent['thinking'], {'type': 'disabled'})
        self.assertIs(sent['enable_thinking'], False)
        self.assertIn('<reasoning_content>', sent['messages'][-1]['content'])


del ReasoningTest # what it has runs in those above

if __name__ == '__main__':
    unittest.main()
