# test_anthropic_check.py: the checker of answers finds what is wrong with them
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import copy
import json
import unittest

import anthropic_check

START = {'type': 'message_start', 'message': {
    'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm', 'content': [],
    'stop_reason': None, 'stop_sequence': None,
    'usage': {'input_tokens': 1, 'output_tokens': 0}}}
OPEN_TEXT = {'type': 'content_block_start', 'index': 0,
             'content_block': {'type': 'text', 'text': ''}}
TEXT = {'type': 'content_block_delta', 'index': 0,
        'delta': {'type': 'text_delta', 'text': 'Hi'}}
CLOSE = {'type': 'content_block_stop', 'index': 0}
OPEN_TOOL = {'type': 'content_block_start', 'index': 1, 'content_block': {
    'type': 'tool_use', 'id': 'toolu_1', 'name': 'a', 'input': {}}}
JSON = {'type': 'content_block_delta', 'index': 1,
        'delta': {'type': 'input_json_delta', 'partial_json': '{"b":1}'}}
CLOSE_TOOL = {'type': 'content_block_stop', 'index': 1}
DELTA = {'type': 'message_delta', 'delta': {'stop_reason': 'tool_use', 'stop_sequence': None},
         'usage': {'output_tokens': 2}}
STOP = {'type': 'message_stop'}
ERROR = {'type': 'error', 'error': {'type': 'api_error', 'message': 'gone'}}
PING = {'type': 'ping'}
GOOD = [START, OPEN_TEXT, PING, TEXT, CLOSE, OPEN_TOOL, JSON, CLOSE_TOOL, DELTA, STOP]

BAD = {
    'no start': GOOD[1:],
    'two starts': [START] + GOOD,
    'no end': GOOD[:-1],
    'no stop reason': [*GOOD[:-2], STOP],
    'more after the end': [*GOOD, PING],
    'a block in a block': [START, OPEN_TEXT, OPEN_TOOL, *GOOD[2:]],
    'an index is left out': [START, *GOOD[5:]],
    'a delta outside a block': [START, TEXT, *GOOD[1:]],
    'a delta of another kind': [START, OPEN_TEXT, {**JSON, 'index': 0}, *GOOD[4:]],
    'a block that stays open': [*GOOD[:-3], DELTA, STOP],
    'tool_use without a call': [*GOOD[:5], DELTA, STOP],
    'arguments that are no JSON': [*GOOD[:7], JSON, *GOOD[7:]],
}


def write(events):
    return ''.join(f'event: {event["type"]}\ndata: {json.dumps(event)}\n\n'
                   for event in copy.deepcopy(events)).encode()


class CheckTest(unittest.TestCase):
    def test_good(self):
        message = anthropic_check.check_stream(write(GOOD))
        self.assertEqual(message['content'], [
            {'type': 'text', 'text': 'Hi'},
            {'type': 'tool_use', 'id': 'toolu_1', 'name': 'a', 'input': {'b': 1}}])
        self.assertEqual(message['usage'], {'input_tokens': 1, 'output_tokens': 2})

    def test_bad(self):
        for name, events in BAD.items():
            with self.subTest(name), self.assertRaises((AssertionError, ValueError)):
                anthropic_check.check_stream(write(events))

    def test_name_is_the_type(self):
        raw = write(GOOD).replace(b'event: ping', b'event: pong')
        with self.assertRaises(AssertionError):
            anthropic_check.check_stream(raw)

    def test_error_ends_it(self):
        with self.assertRaises(anthropic_check.StreamError):
            anthropic_check.check_stream(write([*GOOD[:4], ERROR]))


if __name__ == '__main__':
    unittest.main()
