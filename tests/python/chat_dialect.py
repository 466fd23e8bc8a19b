# chat_dialect.py: a small dialect as the author of a plugin would write it in Python
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json

import gi

gi.require_version('Ccp', '1.0')
from gi.repository import Ccp, GLib  # noqa: E402

STOP_REASONS = {
    'stop': Ccp.StopReason.END_TURN,
    'length': Ccp.StopReason.MAX_TOKENS,
    'tool_calls': Ccp.StopReason.TOOL_USE,
}


def to_json(value):
    return Ccp.Json.new_from_text(json.dumps(value), -1)


def from_json(document):
    return json.loads(document.to_text())


def convert_usage(counts):
    details = counts.get('prompt_tokens_details') or {}
    usage = Ccp.Usage.new()
    usage.set_prompt(counts['prompt_tokens'], details.get('cached_tokens', 0),
                     details.get('cache_write_tokens', 0))
    usage.output_tokens = counts['completion_tokens']
    thinking = (counts.get('completion_tokens_details') or {}).get('reasoning_tokens')
    if thinking:
        usage.thinking_tokens = thinking
    return usage


def join_text(content):
    return content if isinstance(content, str) else ''.join(part['text'] for part in content)


class ChatDialect(Ccp.SimpleTransformer):
    """Converts text to and from the OpenAI Chat format.

    There is one instance for each exchange, so the state of a stream is a field.
    """

    def __init__(self):
        super().__init__()
        self.emitter = None

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
        self.emitter = Ccp.MessageEmitter.new(exchange)
        self.take_choice(answer['choices'][0], 'message')
        self.emitter.usage(convert_usage(answer['usage']))
        self.emitter.finish()
        return self.emitter.take_message()

    def do_transform_events(self, exchange, batch, flags):
        if self.emitter is None:
            self.emitter = Ccp.MessageEmitter.new(exchange)
        for index in range(batch.get_length()):
            data = batch.get(index).get_data()
            if data is not None:
                self.take_chunk(from_json(data))
        if flags & Ccp.TransformFlags.END:
            self.emitter.finish()
        return self.emitter.take_events()

    def take_chunk(self, chunk):
        for choice in chunk['choices']:
            self.take_choice(choice, 'delta')
        if chunk.get('usage'):
            self.emitter.usage(convert_usage(chunk['usage']))

    def take_choice(self, choice, name):
        piece = choice[name]
        if piece.get('content'):
            self.emitter.text(piece['content'], -1)
        for call in piece.get('tool_calls') or []:
            self.take_call(call)
        if choice['finish_reason']:
            self.emitter.stop(STOP_REASONS[choice['finish_reason']], None)

    def take_call(self, call):
        key, function = call['index'], call['function']
        if 'name' in function:
            self.emitter.tool_begin(key, call['id'], function['name'])
        self.emitter.tool_arguments(key, function['arguments'], -1)
