# test_catalog.py: the examples in the READMEs of the transformers, each as it stands there
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re
import unittest

from daemon import Daemon, message, parse_events
from fake_upstream import Answer, FakeUpstream, stream

ROOT = pathlib.Path(__file__).parents[2]
CATALOG = ('body', 'reasoning')
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
        """Returns what the provider was asked."""
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
        self.assertEqual(len(upstream.requests), 1)
        return upstream.requests[0]['body']

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


if __name__ == '__main__':
    unittest.main()
