# bodies.py: Messages requests of three sizes, shaped like those of a coding agent
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import random

WORDS = ('the file function reads writes returns error path when before after user line '
         'string "quoted" value \\n C:\\dir list node tree branch commit — naïve 日本').split(' ')
PROPERTIES = {
    'command': 'string', 'path': 'string', 'offset': 'integer', 'limit': 'integer',
    'recursive': 'boolean', 'pattern': 'string', 'replace_all': 'boolean',
}
SYSTEM_WORDS, TOOL_WORDS, RESULT_WORDS, N_TOOLS = 2000, 280, 150, 20


def make_text(rng, n_words):
    return ' '.join(rng.choice(WORDS) + ('\n' if rng.random() < 0.1 else '')
                    for _ in range(n_words))


def make_tool(rng, number):
    properties = {name: {'type': type_name, 'description': make_text(rng, 12)}
                  for name, type_name in PROPERTIES.items()}
    return {
        'name': f'Tool{number}',
        'description': make_text(rng, TOOL_WORDS),
        'input_schema': {
            '$schema': 'http://json-schema.org/draft-07/schema#',
            'type': 'object',
            'properties': properties,
            'required': ['path'],
            'additionalProperties': False,
        },
    }


def make_turn(rng, number):
    """What the agent called, and what came of it."""
    call_id = f'toolu_{number:024d}'
    return [
        {'role': 'assistant', 'content': [
            {'type': 'text', 'text': make_text(rng, 20)},
            {'type': 'tool_use', 'id': call_id, 'name': f'Tool{number % N_TOOLS}',
             'input': {'path': f'src/file-{number}.c', 'offset': number,
                       'command': make_text(rng, 10)}},
        ]},
        {'role': 'user', 'content': [
            {'type': 'tool_result', 'tool_use_id': call_id,
             'content': [{'type': 'text', 'text': make_text(rng, RESULT_WORDS)}]},
        ]},
    ]


def make_agent_request(size):
    """A system prompt and tools, then turns until the text has @size bytes."""
    rng = random.Random(1)
    request = {
        'stream': False,
        'model': 'bench',
        'max_tokens': 32000,
        'system': [{'type': 'text', 'text': make_text(rng, SYSTEM_WORDS),
                    'cache_control': {'type': 'ephemeral'}}],
        'tools': [make_tool(rng, number) for number in range(N_TOOLS)],
        'messages': [{'role': 'user', 'content': make_text(rng, 60)}],
    }
    length = len(encode(request))
    for number in range(10000):
        if length >= size:
            break
        turn = make_turn(rng, number)
        length += len(encode(turn))
        request['messages'] += turn
    return request


def make_small_request():
    return {
        'stream': False,
        'model': 'bench',
        'max_tokens': 1024,
        'system': 'You are terse.',
        'messages': [{'role': 'user', 'content': 'Say hello to the world, please, and '
                      'keep it to one short line of text.'}],
    }


def encode(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode()


def write_bodies(folder):
    """Writes SIZE.json, SIZE-stream.json and SIZE-passed.json for each size, and tells their
    sizes."""
    requests = {
        'small': make_small_request(),
        'medium': make_agent_request(76 * 1024),
        'large': make_agent_request(1024 * 1024),
    }
    for name, request in requests.items():
        (folder / f'{name}.json').write_bytes(encode(request))
        (folder / f'{name}-stream.json').write_bytes(encode({**request, 'stream': True}))
        (folder / f'{name}-passed.json').write_bytes(encode({**request, 'model': 'passed'}))
    return {name: len(encode(request)) for name, request in requests.items()}
