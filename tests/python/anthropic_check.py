# anthropic_check.py: what the Messages API promises about an answer, checked apart
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import re

BLOCK_DELTAS = {
    'text': {'text_delta', 'citations_delta'},
    'thinking': {'thinking_delta', 'signature_delta'},
    'redacted_thinking': set(),
    'tool_use': {'input_json_delta'},
    'server_tool_use': {'input_json_delta'},
}
STOP_REASONS = {'end_turn', 'max_tokens', 'stop_sequence', 'tool_use', 'pause_turn', 'refusal',
                'model_context_window_exceeded'}
TOOL_ID = re.compile(r'[A-Za-z0-9_-]+')


class StreamError(Exception):
    """The stream ended with an error event, as it may."""


def require(condition, text):
    if not condition:
        raise AssertionError(text)


def parse_events(raw):
    """The data of the events of a stream, each with a name that is its type."""
    require(raw.endswith(b'\n\n'), 'the stream does not end with a blank line')
    for frame in raw.decode().split('\n\n')[:-1]:
        name, data = re.fullmatch(r'event: (\w+)\ndata: (.*)', frame).groups()
        event = json.loads(data)
        require(event['type'] == name, f'event {name} has the type {event["type"]}')
        yield event


def check_usage(usage):
    for name in ('input_tokens', 'output_tokens'):
        require(isinstance(usage.get(name), int) and usage[name] >= 0, f'usage: {usage}')


def check_block(block):
    require(block['type'] in BLOCK_DELTAS or block['type'].endswith('_tool_result'),
            f'unknown block {block["type"]}')
    if block['type'] == 'tool_use':
        require(TOOL_ID.fullmatch(block['id']), f'tool id {block["id"]!r}')
        require(isinstance(block['input'], dict), f'input {block["input"]!r}')
    if block['type'] == 'thinking':
        require(isinstance(block.get('signature'), str), 'thinking without a signature')


def check_message(message):
    require(message['type'] == 'message' and message['role'] == 'assistant', 'no message')
    require(re.fullmatch(r'msg_\w+', message['id']), f'id {message["id"]!r}')
    require(message['stop_reason'] in STOP_REASONS, f'stop {message["stop_reason"]!r}')
    check_usage(message['usage'])
    for block in message['content']:
        check_block(block)
    called = any(block['type'] == 'tool_use' for block in message['content'])
    require(called or message['stop_reason'] != 'tool_use', 'tool_use without a call')
    ids = [block['id'] for block in message['content'] if block['type'] == 'tool_use']
    require(len(ids) == len(set(ids)), f'tool ids repeat: {ids}')


class Collector:
    """Makes a message of events, and fails at the first that may not stand where it does."""

    def __init__(self):
        self.message = None
        self.open = None
        self.json = ''
        self.ended = False

    def take(self, event):
        require(not self.ended, f'{event["type"]} after the end')
        if event['type'] == 'ping':
            return
        if event['type'] == 'error':
            raise StreamError(event['error']['message'])
        require((self.message is None) == (event['type'] == 'message_start'),
                f'{event["type"]} before or after message_start')
        getattr(self, f'take_{event["type"]}')(event)

    def take_message_start(self, event):
        self.message = event['message']
        require(self.message['content'] == [], 'message_start has content')
        check_usage(self.message['usage'])

    def take_content_block_start(self, event):
        require(self.open is None, 'a block in a block')
        require(event['index'] == len(self.message['content']), f'index {event["index"]}')
        self.open = event['content_block']
        self.json = ''
        self.message['content'].append(self.open)

    def take_content_block_delta(self, event):
        delta, block = event['delta'], self.open
        require(block is not None, 'a delta outside a block')
        require(event['index'] == len(self.message['content']) - 1, 'a delta of another block')
        require(delta['type'] in BLOCK_DELTAS.get(block['type'], ()),
                f'{delta["type"]} in {block["type"]}')
        if delta['type'] == 'input_json_delta':
            self.json += delta['partial_json']
        else:
            name = delta['type'].removesuffix('_delta')
            block[name] = block.get(name, '') + delta[name]

    def take_content_block_stop(self, event):
        require(self.open is not None, 'the end of no block')
        require(event['index'] == len(self.message['content']) - 1, 'the end of another block')
        if self.json:
            self.open['input'] = json.loads(self.json)
        self.open = None

    def take_message_delta(self, event):
        require(self.open is None, 'message_delta in a block')
        self.message.update(event['delta'])
        self.message['usage'].update(event['usage'])

    def take_message_stop(self, event):
        require(self.message['stop_reason'] is not None, 'no message_delta')
        self.ended = True


def check_stream(raw):
    """The message of a whole stream; StreamError if it ends with an error event."""
    collector = Collector()
    for event in parse_events(raw):
        collector.take(event)
    require(collector.ended, 'the stream is not whole')
    check_message(collector.message)
    return collector.message
