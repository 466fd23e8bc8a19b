# test_custom.py: the examples of plugins/custom/README.md against servers of those formats
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import re
import subprocess
import tempfile
import textwrap
import unittest

from daemon import PROGRAM, Daemon, get_text, get_types, message, parse_events
from fake_upstream import Answer, FakeUpstream, stream, whole

ROOT = pathlib.Path(__file__).parents[2]
README = ROOT / 'plugins' / 'custom' / 'README.md'

EDITS = '''
providers:
  - name: p
    type: openai-chat
    url: {url}
    models: [m1, m2]
    transformers:
      request:
        - class: edit.Body
          params:
            do:
              - remove: [/metadata, $..cache_control]
              - {{set: /temperature, to: 0.25, when: {{model: m1}}}}
        - class: edit.Body
          params:
            side: upstream
            do: {{cap: [/max_tokens, /max_completion_tokens], max: 50}}
        - class: edit.Http
          params: {{headers: {{x-team: "${{TEAM}}"}}, query: {{tag: a b}}, when: {{provider: p}}}}
      response:
        - class: edit.Body
          params:
            side: upstream
            do: {{map: /choices/*/finish_reason, values: {{stop: length}}}}
        - class: edit.Body
          params:
            do:
              - {{set: /message/model, to: shown, when: {{event: message_start}}}}
              - {{set: /model, to: shown, when: {{has: /content}}}}
routing: {{default: "p,m1"}}
'''

TOOL = {'name': 'Read', 'description': 'Reads a file', 'input_schema': {'type': 'object', 'n': 1.0}}
HISTORY = [{'role': 'user', 'content': [{'type': 'text', 'text': 'one'}, {'type': 'text', 'text': 'two'}]},
           {'role': 'assistant', 'content': [{'type': 'text', 'text': 'reading'},
                                             {'type': 'tool_use', 'id': 't1', 'name': 'Read',
                                              'input': {'file': 'a'}}]},
           {'role': 'user', 'content': [{'type': 'tool_result', 'tool_use_id': 't1',
                                         'content': [{'type': 'text', 'text': 'words'}]}]}]
THINKING = {'type': 'enabled', 'budget_tokens': 1024}


def read_example(name):
    text = README.read_text()
    return re.search(r'<!-- example: %s -->\n```yaml\n(.*?)```' % name, text, re.S).group(1)


def sse(*events):
    return [b'data: ' + (event if isinstance(event, bytes) else json.dumps(event).encode()) + b'\n\n'
            for event in events]


class CustomTest(unittest.TestCase):
    """The base of those that follow."""

    example = None

    def make_config(self):
        origin = self.upstream.url.removesuffix('/v1')
        return read_example(self.example).replace('https://llm.example.com', origin)

    def setUp(self):
        self.upstream = FakeUpstream()
        self.daemon = Daemon(self.make_config(), environment={
            'ODD_KEY': 'sk-secret-one', 'ODD_TRACE': 'sk-secret-two', 'OWN_KEY': 'sk-secret-three',
            'TEAM': 'sk-secret-four'})

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.assertNotIn('sk-secret', log)
        self.assertNotIn(' fault: ', log)
        self.upstream.stop()


class NearlyOpenAITest(CustomTest):
    example = 'nearly-openai'

    @staticmethod
    def chunk(delta, reason=None):
        return {'choices': [{'index': 0, 'delta': delta, 'finish_reason': reason}]}

    def test_stream(self):
        self.upstream.add(Answer(sse(self.chunk({'say': 'Hel'}), self.chunk({'say': 'lo'}),
                                     self.chunk({}, 'limit'), b'[DONE]')))
        status, _, text = self.daemon.post(message(max_tokens=9000))
        self.assertEqual(status, 200, text)
        self.assertEqual(get_text(text), 'Hello')
        self.assertEqual(parse_events(text)[-2]['delta']['stop_reason'], 'max_tokens')
        request = self.upstream.requests[0]
        self.assertEqual(request['path'], '/tenants/7/team/big/invoke?stream=true&version=2')
        self.assertEqual(request['headers']['x-tenant-key'], 'Key sk-secret-one')
        self.assertNotIn('authorization', request['headers'])
        self.assertEqual(request['headers']['x-tenant'], 'seven')
        self.assertEqual(request['headers']['x-trace'], 'sk-secret-two')
        self.assertEqual(request['body']['max_new_tokens'], 4096)
        self.assertEqual(request['body']['messages'], [{'role': 'user', 'content': 'hello'}])
        for name in ('model', 'max_tokens', 'max_completion_tokens', 'stream_options'):
            self.assertNotIn(name, request['body'])

    def test_whole_message(self):
        self.upstream.add(whole({'choices': [{'index': 0, 'message': {'role': 'assistant', 'say': 'whole'},
                                              'finish_reason': 'eos'}],
                                 'usage': {'prompt_tokens': 7, 'completion_tokens': 3}}))
        status, _, text = self.daemon.post(message(stream=False))
        answer = json.loads(text)
        self.assertEqual(status, 200, text)
        self.assertEqual(answer['content'], [{'type': 'text', 'text': 'whole'}])
        self.assertEqual(answer['stop_reason'], 'end_turn')
        self.assertEqual(self.upstream.requests[0]['path'], '/tenants/7/team/big/invoke?stream=false&version=2')

    def test_error(self):
        self.upstream.add(whole({'error': {'message': 'bad key', 'type': 'auth'}}, status=401))
        status, _, text = self.daemon.post(message())
        self.assertEqual(status, 401, text)
        self.assertEqual(json.loads(text)['error']['type'], 'authentication_error')

    def test_model_that_leads_elsewhere(self):
        status, _, text = self.daemon.post(message(model='odd,../../admin'))
        self.assertEqual(status, 400, text)
        self.assertIn("cannot be a part of the provider's URL", text)
        self.assertEqual(self.upstream.requests, [])


class OwnFormatTest(CustomTest):
    example = 'own-format'
    END = {'kind': 'end', 'why': 'done', 'count': {'in': 7, 'cached': 2, 'out': 3}}

    def test_stream(self):
        self.upstream.add(Answer(sse({'kind': 'thought', 'piece': 'A '}, {'kind': 'thought', 'piece': 'hm'},
                                     {'kind': 'piece', 'piece': 'Hel'}, {'kind': 'note', 'piece': 'unseen'},
                                     {'kind': 'piece', 'piece': 'lo é'}, self.END)))
        status, _, text = self.daemon.post(message(max_tokens=4000, thinking=THINKING))
        events = parse_events(text)
        self.assertEqual(status, 200, text)
        self.assertEqual(get_text(text), 'Hello é')
        self.assertEqual(''.join(event['delta'].get('thinking', '') for event in events
                                 if event['type'] == 'content_block_delta'), 'A hm')
        self.assertEqual(get_types(text)[-2:], ['message_delta', 'message_stop'])
        self.assertEqual(events[-2]['delta']['stop_reason'], 'end_turn')
        usage = events[-2]['usage']
        self.assertEqual((usage['input_tokens'], usage['cache_read_input_tokens'], usage['output_tokens']), (5, 2, 3))

    def test_request(self):
        self.upstream.add(Answer(sse({'kind': 'piece', 'piece': 'x'}, self.END)))
        self.daemon.post(message(system=[{'type': 'text', 'text': 'Be'}, {'type': 'text', 'text': 'brief.'}],
                                 messages=HISTORY, tools=[TOOL], temperature=0.1, metadata={'user_id': 'u'}))
        request = self.upstream.requests[0]
        self.assertEqual(request['path'], '/ask/live')
        self.assertEqual(request['headers']['authorization'], 'Token sk-secret-three')
        self.assertEqual(request['body'], {
            'engine': 'm1', 'instructions': 'Be\n\nbrief.', 'limit': 100, 'live': True,
            'turns': [{'who': 'human', 'say': 'one\n\ntwo'},
                      {'who': 'machine', 'say': [{'type': 'text', 'text': 'reading'},
                                                 {'type': 'call', 'id': 't1', 'name': 'Read',
                                                  'with': {'file': 'a'}}]},
                      {'who': 'human', 'say': [{'type': 'result', 'tool_use_id': 't1', 'content': 'words'}]}],
            'abilities': [{'name': 'Read', 'about': 'Reads a file', 'takes': {'type': 'object', 'n': 1.0}}]})

    def test_calls_in_a_stream(self):
        self.upstream.add(Answer(sse({'kind': 'piece', 'piece': 'now'},
                                     {'kind': 'call', 'no': 0, 'id': 'c1', 'what': 'Read', 'with': '{"file":'},
                                     {'kind': 'call', 'no': 0, 'with': '"a"}'},
                                     {'kind': 'call', 'no': 1, 'id': 'c2', 'what': 'Read', 'with': {'file': 'b'}},
                                     self.END)))
        _, _, text = self.daemon.post(message(tools=[TOOL]))
        events = parse_events(text)
        starts = [event['content_block'] for event in events if event['type'] == 'content_block_start']
        pieces = {}
        for event in events:
            if event['type'] == 'content_block_delta' and 'partial_json' in event['delta']:
                pieces[event['index']] = pieces.get(event['index'], '') + event['delta']['partial_json']
        self.assertEqual([start['type'] for start in starts], ['text', 'tool_use', 'tool_use'])
        self.assertEqual([start['name'] for start in starts[1:]], ['Read', 'Read'])
        self.assertEqual([json.loads(piece) for piece in pieces.values()], [{'file': 'a'}, {'file': 'b'}])
        self.assertEqual(events[-2]['delta']['stop_reason'], 'tool_use')

    def test_whole_message(self):
        self.upstream.add(whole({'reply': 'Hi', 'thought': 'hm', 'why': 'full', 'count': {'in': 7, 'out': 3},
                                 'calls': [{'id': 'c1', 'what': 'Read', 'with': {'file': 'a'}}]}))
        status, _, text = self.daemon.post(message(stream=False, max_tokens=4000, thinking=THINKING, tools=[TOOL]))
        answer = json.loads(text)
        self.assertEqual(status, 200, text)
        self.assertEqual([block['type'] for block in answer['content']], ['thinking', 'text', 'tool_use'])
        self.assertEqual(answer['content'][2]['input'], {'file': 'a'})
        self.assertEqual(answer['stop_reason'], 'max_tokens')
        self.assertEqual(answer['usage']['input_tokens'], 7)
        self.assertEqual(self.upstream.requests[0]['path'], '/ask')
        self.assertIs(self.upstream.requests[0]['body']['live'], False)

    def test_T86_document_for_a_stream(self):
        self.upstream.add(whole({'reply': 'Hi', 'why': 'done'}))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_text(text), 'Hi')
        self.assertEqual(get_types(text)[-1], 'message_stop')

    def test_T86_stream_for_a_document(self):
        self.upstream.add(Answer(sse({'kind': 'piece', 'piece': 'a'}, {'kind': 'piece', 'piece': 'b'}, self.END)))
        _, _, text = self.daemon.post(message(stream=False))
        self.assertEqual(json.loads(text)['content'], [{'type': 'text', 'text': 'ab'}])

    def test_T74_stream_without_its_end(self):
        self.upstream.add(Answer(sse({'kind': 'piece', 'piece': 'half'})))
        _, _, text = self.daemon.post(message())
        self.assertEqual(get_types(text)[-1], 'error')
        self.assertNotIn('message_stop', text)

    def test_error_in_a_stream(self):
        self.upstream.add(*[Answer(sse({'kind': 'end', 'failure': {'message': 'overloaded, try later', 'code': 503}}))
                            for _ in range(8)])
        status, _, text = self.daemon.post(message())
        self.assertGreaterEqual(status, 500, text)
        self.assertIn('overloaded, try later', text)

    def test_wrong_format(self):
        self.upstream.add(*[whole({'something': 'else'}) for _ in range(8)])
        status, _, text = self.daemon.post(message(stream=False))
        self.assertGreaterEqual(status, 500, text)
        self.assertIn('check its params', text)


class EditTest(CustomTest):
    def make_config(self):
        return EDITS.format(url=self.upstream.url)

    def test_request(self):
        self.upstream.add(Answer(stream('x')), Answer(stream('x')))
        text = {'type': 'text', 'text': 'hello', 'cache_control': {'type': 'ephemeral'}}
        for model in ('p,m1', 'p,m2'):
            self.daemon.post(message(model=model, messages=[{'role': 'user', 'content': [text]}],
                                     metadata={'user_id': 'u'}))
        first, second = self.upstream.requests
        self.assertEqual(first['path'], '/v1/chat/completions?tag=a%20b')
        self.assertEqual(first['headers']['x-team'], 'sk-secret-four')
        self.assertEqual(first['body']['temperature'], 0.25)
        self.assertNotIn('temperature', second['body'])
        for request in (first, second):
            self.assertNotIn('cache_control', json.dumps(request['body']))
            self.assertNotIn('user', request['body'])
            self.assertEqual([value for name, value in request['body'].items()
                              if name.startswith('max_')], [50])

    def test_events(self):
        self.upstream.add(Answer(stream('Hel', 'lo')))
        _, _, text = self.daemon.post(message())
        events = parse_events(text)
        self.assertEqual(get_text(text), 'Hello')
        self.assertEqual(events[0]['message']['model'], 'shown')
        self.assertEqual(events[-2]['delta']['stop_reason'], 'max_tokens')
        self.assertFalse([event for event in events[1:] if 'model' in event or 'message' in event])

    def test_whole_message(self):
        self.upstream.add(whole({'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'whole'},
                                              'finish_reason': 'stop'}]}))
        _, _, text = self.daemon.post(message(stream=False))
        answer = json.loads(text)
        self.assertEqual(answer['model'], 'shown')
        self.assertEqual(answer['stop_reason'], 'max_tokens')
        self.assertNotIn('message', answer)


class ReadmeTest(unittest.TestCase):
    """What the README of edit shows as transformers is what the plugin takes."""

    def test_examples(self):
        blocks = re.findall(r'```yaml\n(transformers:.*?)```', (ROOT / 'plugins/edit/README.md').read_text(), re.S)
        self.assertEqual(len(blocks), 3)
        for block in blocks:
            config = ('providers:\n  - name: p\n    type: custom\n    url: http://127.0.0.1/\n'
                      + textwrap.indent(block, '    ') + 'routing: {default: "p,m"}\n')
            with tempfile.NamedTemporaryFile('w', suffix='.yaml') as file:
                file.write(config)
                file.flush()
                check = subprocess.run([PROGRAM, '--config', file.name, '--check'], capture_output=True, text=True,
                                       env={**os.environ, 'TEAM_TOKEN': 'x'}, check=False)
            self.assertEqual(check.returncode, 0, check.stdout + check.stderr)


if __name__ == '__main__':
    unittest.main()
