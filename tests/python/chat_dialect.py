# chat_dialect.py: a small dialect as the author of a plugin would write it in Python
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json

import gi

gi.require_version('Ccp', '1.0')
from gi.repository import Ccp, GLib  # noqa: E402

STOP_REASONS = {'stop': 'end_turn', 'length': 'max_tokens'}


def to_json(value):
    return Ccp.Json.new_from_text(json.dumps(value), -1)


def from_json(document):
    return json.loads(document.to_text())


def convert_usage(usage):
    details = usage.get('prompt_tokens_details') or {}
    cached = details.get('cached_tokens', 0)
    written = details.get('cache_write_tokens', 0)
    converted = {
        'input_tokens': usage['prompt_tokens'] - cached - written,
        'output_tokens': usage['completion_tokens'],
        'cache_read_input_tokens': cached,
        'cache_creation_input_tokens': written,
    }
    thinking = (usage.get('completion_tokens_details') or {}).get('reasoning_tokens')
    if thinking:
        converted['output_tokens_details'] = {'thinking_tokens': thinking}
    return converted


def join_text(content):
    return content if isinstance(content, str) else ''.join(part['text'] for part in content)


class ChatDialect(Ccp.SimpleTransformer):
    """Converts text to and from the OpenAI Chat format.

    There is one instance for each exchange, so the state of a stream is fields.
    """

    def __init__(self):
        super().__init__()
        self.started = False
        self.stop_reason = None
        self.usage = None

    def do_get_side(self):
        return Ccp.Side.DIALECT

    def do_configure(self, params):
        if from_json(params).get('limit', 0) < 0:
            raise GLib.Error('limit: expected a number from 0 on', 'ccp-error-quark',
                             Ccp.Error.CONFIG)
        return True

    def do_transform_request(self, exchange, body):
        request = from_json(body)
        return to_json({
            'model': exchange.get_route().get_model(),
            'messages': [{'role': message['role'], 'content': join_text(message['content'])}
                         for message in request['messages']],
            'max_tokens': request['max_tokens'],
        })

    def do_transform_response(self, exchange, body):
        answer = from_json(body)
        choice = answer['choices'][0]
        return to_json({
            **self.make_message(exchange),
            'content': [{'type': 'text', 'text': choice['message']['content']}],
            'stop_reason': STOP_REASONS[choice['finish_reason']],
            'usage': convert_usage(answer['usage']),
        })

    def do_transform_events(self, exchange, batch, flags):
        out = Ccp.EventBatch.new()
        for index in range(batch.get_length()):
            data = batch.get(index).get_data()
            if data is not None:
                self.take_chunk(exchange, from_json(data), out)
        if flags & Ccp.TransformFlags.END:
            self.finish(out)
        return out

    def take_chunk(self, exchange, chunk, out):
        if not self.started:
            self.started = True
            self.send(out, 'message_start', message={
                **self.make_message(exchange),
                'usage': convert_usage({'prompt_tokens': 0, 'completion_tokens': 0})})
            self.send(out, 'content_block_start', index=0,
                      content_block={'type': 'text', 'text': ''})
        self.usage = chunk.get('usage') or self.usage
        for choice in chunk['choices']:
            text = choice['delta'].get('content')
            if text:
                self.send(out, 'content_block_delta', index=0,
                          delta={'type': 'text_delta', 'text': text})
            self.stop_reason = STOP_REASONS.get(choice['finish_reason'], self.stop_reason)

    def finish(self, out):
        self.send(out, 'content_block_stop', index=0)
        self.send(out, 'message_delta',
                  delta={'stop_reason': self.stop_reason, 'stop_sequence': None},
                  usage=convert_usage(self.usage))
        self.send(out, 'message_stop')

    @staticmethod
    def make_message(exchange):
        return {
            'id': exchange.get_message_id(),
            'type': 'message',
            'role': 'assistant',
            'model': exchange.get_model(),
            'content': [],
            'stop_reason': None,
            'stop_sequence': None,
        }

    @staticmethod
    def send(out, name, **fields):
        out.append(Ccp.Event.new(name, to_json({'type': name, **fields})))
