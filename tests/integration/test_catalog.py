# test_catalog.py: the examples in the READMEs of the transformers, each as it stands there
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re
import unittest

from daemon import Daemon, message, parse_events
from fake_upstream import Answer, FakeUpstream, stream, whole

ROOT = pathlib.Path(__file__).parents[2]
CATALOG = ('body', 'prompt', 'reasoning', 'tools')
# all of body in one list, for any provider
EVERYTHING = '''
providers:
  - name: p
    type: {type}
    url: {url}
    models: [m]
    transformers:
      request:
        - {{class: body.MaxTokens, params: {{max: 8192}}}}
        - class: body.Sampling
          params: {{temperature: 0.6, top_p: 0.95, top_k: 20, repetition_penalty: 1.05}}
        - body.RenameMaxTokens
        - body.StreamOptions
        - body.CleanCache
        - {{class: body.RemoveParams, params: {{paths: [/stop_sequences, $..strict]}}}}
        - {{class: body.Gateway, params: {{params: {{route: near}}}}}}
        - [customparams, {{labels: {{team: blue}}}}]
routing: {{default: "p,m"}}
'''
NAMES = ('max_tokens', 'max_completion_tokens', 'max_output_tokens', 'temperature', 'top_p', 'top_k',
         'repetition_penalty', 'stream_options')
MARK = {'type': 'ephemeral'}
SCHEMA = {'type': 'object', 'properties': {'cache_control': {'type': 'string'}}, 'required': ['cache_control'],
          'additionalProperties': False}


def read_examples(plugin):
    """The headings of a README with the first example below each."""
    text = (ROOT / 'plugins' / plugin / 'README.md').read_text()
    for section in re.split(r'^## ', text, flags=re.M)[1:]:
        found = re.search(r'```yaml\n(providers:.*?)```', section, re.S)
        if found:
            yield section.split('\n', 1)[0], found.group(1)


def make_request(**more):
    return message(max_tokens=32000, temperature=0.1, system=[{'type': 'text', 'text': 'Be short.', 'cache_control': MARK}],
                   tools=[{'name': 'Read', 'description': 'Reads', 'strict': True, 'input_schema': SCHEMA}], **more)


def answer_anthropic():
    events = [{'type': 'message_start', 'message': {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm',
                                                    'content': [], 'stop_reason': None, 'stop_sequence': None,
                                                    'usage': {'input_tokens': 1, 'output_tokens': 1}}},
              {'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text', 'text': ''}},
              {'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'text_delta', 'text': 'Hello'}},
              {'type': 'content_block_stop', 'index': 0},
              {'type': 'message_delta', 'delta': {'stop_reason': 'end_turn', 'stop_sequence': None},
               'usage': {'output_tokens': 1}},
              {'type': 'message_stop'}]
    return Answer([f'event: {event["type"]}\ndata: {json.dumps(event)}\n\n'.encode() for event in events])


class CatalogTest(unittest.TestCase):
    """Each example is a whole configuration; a request goes through it to a provider."""

    def run_example(self, config, **more):
        """Returns what the provider was asked, if it is not the demo that answers."""
        upstream = FakeUpstream()
        speaks_anthropic = 'type: anthropic' in config
        upstream.add(answer_anthropic() if speaks_anthropic else Answer(stream('Hel', 'lo')))
        origin = upstream.url.removesuffix('/v1')
        daemon = Daemon(config.replace('http://127.0.0.1:8080', origin))
        try:
            status, _, text = daemon.post(make_request(**more))
        finally:
            log = daemon.read_log()
            self.assertEqual(daemon.stop(), 0, log)
            upstream.stop()
        self.assertEqual(status, 200, text)
        self.assertEqual(parse_events(text)[-1]['type'], 'message_stop', text)
        self.assertNotIn(' fault: ', log)
        bodies = [request['body'] for request in upstream.requests]
        self.assertEqual(len(bodies), 0 if 'type: demo' in config else 1)
        return bodies[0] if bodies else None

    def run_class(self, name, **more):
        return self.run_example(dict(read_examples(name.split('.')[0]))[name], **more)

    def test_every_example(self):
        for plugin in CATALOG:
            examples = list(read_examples(plugin))
            self.assertTrue(examples, plugin)
            for name, config in examples:
                with self.subTest(name):
                    self.run_example(config)

    def test_every_class_has_an_example(self):
        for plugin in CATALOG:
            text = (ROOT / 'plugins' / plugin / f'{plugin}.plugin').read_text()
            names = {f'{plugin}.{name}' for name in re.findall(r'transformer:(\w+)', text)}
            self.assertEqual({name for name, _ in read_examples(plugin)}, names)

    def test_max_tokens(self):
        self.assertEqual(self.run_class('body.MaxTokens')['max_tokens'], 8192)

    def test_rename_max_tokens(self):
        body = self.run_class('body.RenameMaxTokens')
        self.assertEqual(body['max_completion_tokens'], 32000)
        self.assertNotIn('max_tokens', body)

    def test_sampling(self):
        body = self.run_class('body.Sampling')
        self.assertEqual([body.get(name) for name in ('temperature', 'top_p', 'top_k', 'repetition_penalty')],
                         [0.6, 0.95, 20, 1.05])

    def test_merge_params(self):
        body = self.run_class('body.MergeParams')
        self.assertEqual(body['seed'], 7)
        self.assertEqual(body['chat_template_kwargs'], {'enable_thinking': False})

    def test_remove_params(self):
        body = self.run_class('body.RemoveParams')
        self.assertNotIn('temperature', body)
        self.assertEqual(body['stream_options'], {})
        self.assertNotIn('strict', body['tools'][0]['function'])
        self.assertTrue(body['stream'])

    def test_clean_cache(self):
        body = self.run_class('body.CleanCache')
        self.assertEqual(body['system'], [{'type': 'text', 'text': 'Be short.'}])
        self.assertEqual(body['tools'][0]['input_schema'], SCHEMA)

    def test_stream_options(self):
        self.assertEqual(self.run_class('body.StreamOptions')['stream_options'], {'include_usage': True})

    def test_gateway(self):
        body = self.run_class('body.Gateway')
        self.assertEqual(body['provider'], {'only': ['moonshotai/fp8']})
        self.assertNotIn('cache_control', json.dumps(body['messages']))

    def ask_everything(self, dialect, path, *answers):
        """Returns the bodies that a provider of the dialect is asked with."""
        upstream = FakeUpstream()
        for answer in answers or (whole({'error': {'message': 'no'}}, status=400),):
            upstream.add(answer)
        daemon = Daemon(EVERYTHING.format(type=dialect, url=upstream.url.removesuffix('/v1') + path))
        try:
            daemon.post(make_request(stop_sequences=['x']))
        finally:
            log = daemon.read_log()
            self.assertEqual(daemon.stop(), 0, log)
            upstream.stop()
        self.assertNotIn(' fault: ', log)
        return [request['body'] for request in upstream.requests]

    def check_everything(self, body, **expected):
        self.assertEqual({name: body[name] for name in NAMES if name in body}, expected)
        self.assertEqual(body['route'], 'near')
        self.assertEqual(body['labels'], {'team': 'blue'})
        self.assertNotIn('ephemeral', json.dumps(body))
        self.assertNotIn('"strict"', json.dumps(body))

    def test_openai_chat(self):
        body, = self.ask_everything('openai-chat', '/v1')
        self.check_everything(body, max_completion_tokens=8192, temperature=0.6, top_p=0.95, top_k=20,
                              repetition_penalty=1.05, stream_options={'include_usage': True})

    def test_openai_responses(self):
        body, = self.ask_everything('openai-responses', '/v1')
        self.check_everything(body, max_output_tokens=8192, temperature=0.6, top_p=0.95)

    def test_anthropic(self):
        body, = self.ask_everything('anthropic', '')
        self.check_everything(body, max_tokens=8192, temperature=0.6, top_p=0.95, top_k=20)
        self.assertNotIn('stop_sequences', body)

    def test_gemini(self):
        body, = self.ask_everything('gemini', '/v1beta')
        self.check_everything(body)
        config = body['generationConfig']
        self.assertEqual([config.get(name) for name in ('maxOutputTokens', 'temperature', 'topP', 'topK')],
                         [8192, 0.6, 0.95, 20])

    def test_refused_parameter_does_not_come_back(self):
        refusal = whole({'error': {'message': "Unsupported parameter: 'top_k' is not supported with this model.",
                                   'type': 'invalid_request_error', 'param': 'top_k',
                                   'code': 'unsupported_parameter'}}, status=400)
        first, second = self.ask_everything('openai-chat', '/v1', refusal, Answer(stream('Hello')))
        self.assertEqual(first['top_k'], 20)
        self.assertNotIn('top_k', second)
        self.assertEqual(second['repetition_penalty'], 1.05)


if __name__ == '__main__':
    unittest.main()
