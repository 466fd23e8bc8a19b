# strict_providers.py: the four formats as strict providers: what they answer, and what they refuse
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import re

from fake_upstream import Answer

TOOL_NAME = re.compile(r'^[a-zA-Z0-9_-]{1,64}$')


def event(data, name=None):
    """One server-sent event."""
    head = f'event: {name}\n' if name else ''
    return f'{head}data: {json.dumps(data)}\n\n'.encode()


class Pairing:
    """Each call is answered exactly once, before anything else is said."""

    def __init__(self):
        self.open = {}
        self.faults = []

    def call(self, key, arguments):
        if key in self.open:
            self.faults.append(f'call {key} comes twice')
        if not isinstance(arguments, dict):
            self.faults.append(f'arguments of {key} are no object')
        self.open[key] = False

    def result(self, key):
        if self.open.get(key) is not False:
            self.faults.append(f'result {key} has no open call')
        self.open[key] = True

    def other(self, what):
        self.faults += [f'{what} while {key} has no result' for key, done in self.open.items() if not done]
        self.open = {}


class Chat:
    """OpenAI Chat Completions with readable reasoning, and tool ids as Kimi makes them."""

    type = 'openai-chat'
    base = '/v1'
    options = '{reasoning: true, reasoning_replay: reasoning_content}'
    tool_id = 'functions.Read:%d'

    def make_state(self, seed):
        return None

    def write_reasoning(self, thought, state):
        return {'reasoning_content': thought}

    def answer(self, thought, state, text, calls):
        def chunk(delta, reason=None):
            choice = {'index': 0, 'delta': delta, 'finish_reason': reason}
            return event({'id': 'c', 'object': 'chat.completion.chunk', 'model': 'm', 'choices': [choice]})
        deltas = [self.write_reasoning(thought, state), {'content': text}]
        for index, (key, name, arguments) in enumerate(calls):
            function = {'name': name, 'arguments': json.dumps(arguments)}
            deltas.append({'tool_calls': [{'index': index, 'id': key, 'type': 'function', 'function': function}]})
        last = chunk({}, 'tool_calls' if calls else 'stop')
        return Answer([chunk(delta) for delta in deltas] + [last, b'data: [DONE]\n\n'])

    def check(self, body):
        pairing = Pairing()
        for message in body['messages']:
            if message['role'] == 'tool':
                pairing.result(message['tool_call_id'])
                continue
            pairing.other(message['role'])
            for call in message.get('tool_calls', ()):
                pairing.call(call['id'], json.loads(call['function']['arguments']))
                if not TOOL_NAME.match(call['function']['name']):
                    pairing.faults.append('tool name ' + call['function']['name'])
        pairing.other('the end')
        return pairing.faults


class Router(Chat):
    """The same with reasoning_details, as OpenRouter keeps encrypted reasoning."""

    options = '{reasoning: true, reasoning_replay: reasoning_details}'
    tool_id = 'call_%d'

    def make_state(self, seed):
        return f'router-encrypted-{seed}'

    def write_reasoning(self, thought, state):
        return {'reasoning': thought,
                'reasoning_details': [{'type': 'reasoning.summary', 'summary': thought, 'index': 0},
                                      {'type': 'reasoning.encrypted', 'data': state, 'index': 1}]}


class Responses:
    """OpenAI Responses, stateless, with encrypted reasoning."""

    type = 'openai-responses'
    base = '/v1'
    options = '{reasoning: true}'
    tool_id = 'call_%d'

    def make_state(self, seed):
        return f'responses-encrypted-{seed}'

    def answer(self, thought, state, text, calls):
        items = [{'type': 'reasoning', 'id': 'rs_' + state, 'encrypted_content': state,
                  'summary': [{'type': 'summary_text', 'text': thought}]},
                 {'type': 'message', 'id': 'msg_1', 'role': 'assistant',
                  'content': [{'type': 'output_text', 'text': text, 'annotations': []}]}]
        items += [{'type': 'function_call', 'id': 'fc_' + key, 'call_id': key, 'name': name,
                   'arguments': json.dumps(arguments)} for key, name, arguments in calls]
        names = {'reasoning': ('reasoning_summary_text', thought), 'message': ('output_text', text)}
        pieces = [self.event('response.created', response={'id': 'resp_1', 'output': []})]
        for index, item in enumerate(items):
            kind, delta = names.get(item['type'], ('function_call_arguments', item.get('arguments')))
            begun = {**item, 'summary': [], 'content': [], 'arguments': '', 'encrypted_content': None}
            begun = {key: value for key, value in begun.items() if key in item}
            pieces += [self.event('response.output_item.added', output_index=index, item=begun),
                       self.event(f'response.{kind}.delta', output_index=index, item_id=item['id'], delta=delta),
                       self.event('response.output_item.done', output_index=index, item=item)]
        done = {'id': 'resp_1', 'status': 'completed', 'output': items,
                'usage': {'input_tokens': 5, 'output_tokens': 5, 'total_tokens': 10}}
        return Answer(pieces + [self.event('response.completed', response=done)])

    @staticmethod
    def event(name, **data):
        return event({'type': name, **data}, name)

    @staticmethod
    def check_reasoning(item, following):
        if not isinstance(item.get('summary'), list) or not item.get('encrypted_content'):
            yield 'reasoning item without summary or state'
        if following.get('type') not in ('message', 'function_call', 'reasoning'):
            yield 'reasoning without what it led to'

    def check(self, body):
        pairing = Pairing()
        items = body['input']
        for item, following in zip(items, items[1:] + [None]):
            kind = item.get('type', 'message')
            if kind == 'function_call':
                pairing.call(item['call_id'], json.loads(item['arguments']))
            elif kind == 'function_call_output':
                pairing.result(item['call_id'])
            elif item.get('role') == 'user':
                pairing.other('user')
            if kind == 'reasoning':
                pairing.faults += self.check_reasoning(item, following or {})
        pairing.other('the end')
        if body.get('store') is not False:
            pairing.faults.append('store')
        return pairing.faults


class Gemini:
    """Gemini 3, which refuses a turn of calls whose first has no signature."""

    type = 'gemini'
    base = '/v1beta'
    options = '{}'
    tool_id = None

    def make_state(self, seed):
        return f'gemini+signature/{seed}'

    def answer(self, thought, state, text, calls):
        parts = [{'text': thought, 'thought': True}, {'text': text}]
        for index, (_, name, arguments) in enumerate(calls):
            signature = {'thoughtSignature': state} if index == 0 else {}
            parts.append({'functionCall': {'name': name, 'args': arguments}, **signature})
        if not calls:
            parts.append({'text': '', 'thoughtSignature': state})
        pieces = [event({'candidates': [{'content': {'role': 'model', 'parts': [part]}, 'index': 0}]})
                  for part in parts]
        last = {'candidates': [{'content': {'role': 'model', 'parts': []}, 'finishReason': 'STOP', 'index': 0}],
                'usageMetadata': {'promptTokenCount': 5, 'candidatesTokenCount': 5}}
        return Answer(pieces + [event(last)])

    def check(self, body):
        faults = []
        calls = []
        for content in body['contents']:
            found = [part for part in content['parts'] if 'functionCall' in part]
            results = [part['functionResponse'] for part in content['parts'] if 'functionResponse' in part]
            if not content['parts']:
                faults.append('content without parts')
            if [result['name'] for result in results] != calls:
                faults.append(f'calls {calls} and results {results} differ')
            if found and 'thoughtSignature' not in found[0]:
                faults.append('first call without a signature')
            if content['role'] != ('model' if found else content['role']):
                faults.append('a call of the user')
            calls = [part['functionCall']['name'] for part in found]
        if calls:
            faults.append('calls without results at the end')
        if body['contents'][0]['role'] != 'user':
            faults.append('the first word is not the user\'s')
        return faults


class Anthropic:
    """The Messages API itself, which refuses signatures that it did not make."""

    type = 'anthropic'
    base = ''
    options = '{}'
    tool_id = 'toolu_%d'

    def make_state(self, seed):
        return f'anthropic=signature={seed}'

    def answer(self, thought, state, text, calls):
        blocks = [({'type': 'thinking', 'thinking': '', 'signature': ''},
                   [{'type': 'thinking_delta', 'thinking': thought}, {'type': 'signature_delta', 'signature': state}]),
                  ({'type': 'text', 'text': ''}, [{'type': 'text_delta', 'text': text}])]
        blocks += [({'type': 'tool_use', 'id': key, 'name': name, 'input': {}},
                    [{'type': 'input_json_delta', 'partial_json': json.dumps(arguments)}])
                   for key, name, arguments in calls]
        usage = {'input_tokens': 5, 'output_tokens': 1}
        pieces = [self.event('message_start', message={
            'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm', 'content': [],
            'stop_reason': None, 'stop_sequence': None, 'usage': usage})]
        for index, (block, deltas) in enumerate(blocks):
            pieces.append(self.event('content_block_start', index=index, content_block=block))
            pieces += [self.event('content_block_delta', index=index, delta=delta) for delta in deltas]
            pieces.append(self.event('content_block_stop', index=index))
        reason = 'tool_use' if calls else 'end_turn'
        pieces += [self.event('message_delta', delta={'stop_reason': reason, 'stop_sequence': None}, usage=usage),
                   self.event('message_stop')]
        return Answer(pieces)

    @staticmethod
    def event(name, **data):
        return event({'type': name, **data}, name)

    def check(self, body):
        pairing = Pairing()
        for message in body['messages']:
            blocks = message['content'] if isinstance(message['content'], list) else []
            for block in blocks:
                if block['type'] == 'tool_result':
                    pairing.result(block['tool_use_id'])
            pairing.other(message['role'])
            if isinstance(message['content'], list) and not blocks:
                pairing.faults.append('message without content')
            for block in blocks:
                if block['type'] == 'tool_use':
                    pairing.call(block['id'], block['input'])
                    if not TOOL_NAME.match(block['id']):
                        pairing.faults.append('tool id ' + block['id'])
                if block['type'] == 'thinking' and not block['signature'].startswith('anthropic='):
                    pairing.faults.append('signature ' + block['signature'])
        pairing.other('the end')
        return pairing.faults


DIALECTS = {'chat': Chat(), 'router': Router(), 'responses': Responses(), 'gemini': Gemini(), 'claude': Anthropic()}
