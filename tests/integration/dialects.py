# dialects.py: how a fake provider reads requests and writes answers, in each format
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import re

THOUGHT = 'it must be looked up'
STATE = 'c3RhdGU='
ARGUMENTS = '{"path":"/"}'
JSON, EVENTS = 'application/json', 'text/event-stream'


def write_events(events, end=''):
    return EVENTS, ''.join(f'data: {json.dumps(event)}\n\n' for event in events) + end


class Chat:
    """OpenAI Chat Completions."""

    common = {'model', 'messages', 'stream', 'tools'}

    @staticmethod
    def get_model(path, body):
        return body['model']

    @staticmethod
    def get_path(model, stream):
        return '/chat/completions'

    @staticmethod
    def is_over(body):
        """Whether nothing need be looked up any more."""
        return 'tools' not in body or any(m['role'] == 'tool' for m in body['messages'])

    @classmethod
    def answer(cls, vendor, body):
        message, reason = {'role': 'assistant', 'content': 'ok'}, 'stop'
        if not cls.is_over(body):
            message = {'role': 'assistant', 'content': None, 'tool_calls': [
                {'index': 0, 'id': vendor.call, 'type': 'function',
                 'function': {'name': 'look', 'arguments': ARGUMENTS}}]}
            reason = 'tool_calls'
            if vendor.thought == 'reasoning_details':
                message[vendor.thought] = [{'type': 'reasoning.text', 'text': THOUGHT, 'index': 0}]
            elif vendor.thought is not None:
                message[vendor.thought] = THOUGHT
        usage = {'prompt_tokens': 5, 'completion_tokens': 2, 'total_tokens': 7}
        if not body.get('stream'):
            return JSON, json.dumps({'usage': usage, 'choices': [
                {'index': 0, 'message': message, 'finish_reason': reason}]})
        return write_events([
            {'choices': [{'index': 0, 'delta': message, 'finish_reason': None}]},
            {'choices': [{'index': 0, 'delta': {}, 'finish_reason': reason}], 'usage': usage},
        ], 'data: [DONE]\n\n')

    @staticmethod
    def get_replay(body):
        """The id of the call, and the members that have what was thought."""
        said = [message for message in body['messages'] if message['role'] == 'assistant'][0]
        names = ('reasoning_content', 'reasoning', 'reasoning_details')
        return said['tool_calls'][0]['id'], {key: said[key] for key in names if key in said}

    @classmethod
    def check(cls, vendor, rules, body):
        if vendor.limit not in body:
            yield f'no {vendor.limit}'
        elif body[vendor.limit] > rules.get('most', body[vendor.limit]):
            yield f'{vendor.limit} is too large'
        for message in body['messages']:
            yield from cls.check_message(vendor, rules, message)
        for tool in body.get('tools', ()):
            yield from check_tool(vendor, tool['function'], 'parameters')
        last = body['messages'][-1]
        if last['role'] == 'assistant' and not vendor.trailing.items() <= last.items():
            yield f'an assistant message at the end without {vendor.trailing}'

    @staticmethod
    def check_message(vendor, rules, message):
        for call in message.get('tool_calls', ()):
            if not re.fullmatch(vendor.ids, call['id']):
                yield f'an id of another form: {call["id"]}'
        content = message.get('content')
        for part in content if isinstance(content, list) else ():
            if part['type'] not in rules.get('parts', (part['type'],)):
                yield f'a part of the type {part["type"]}'


def check_tool(vendor, tool, schema):
    for name in sorted(set(tool) - set(vendor.tool)):
        yield f'unknown member of a tool {name}'
    for name in vendor.schema:
        if name in str(tool[schema]):
            yield f'{name} in a schema'


class Responses:
    """OpenAI Responses."""

    common = {'model', 'input', 'instructions', 'stream', 'tools', 'store', 'include'}
    get_model = Chat.get_model

    @staticmethod
    def get_path(model, stream):
        return '/responses'

    @staticmethod
    def is_over(body):
        return 'tools' not in body or any(
            item.get('type') == 'function_call_output' for item in body['input'])

    @classmethod
    def answer(cls, vendor, body):
        items = [{'type': 'message', 'id': 'm', 'role': 'assistant', 'status': 'completed',
                  'content': [{'type': 'output_text', 'text': 'ok', 'annotations': []}]}]
        if not cls.is_over(body):
            items = [{'type': 'reasoning', 'id': 'r', 'encrypted_content': STATE,
                      'summary': [{'type': 'summary_text', 'text': THOUGHT}]},
                     {'type': 'function_call', 'id': 'f', 'call_id': vendor.call, 'name': 'look',
                      'arguments': ARGUMENTS, 'status': 'completed'}]
        response = {'id': 'x', 'status': 'completed', 'output': items, 'usage': {
            'input_tokens': 5, 'output_tokens': 2, 'total_tokens': 7}}
        if not body.get('stream'):
            return JSON, json.dumps(response)
        events = [{'type': 'response.created', 'response': {'id': 'x', 'status': 'in_progress'}}]
        for index, item in enumerate(items):
            begun = {key: value for key, value in item.items() if key != 'encrypted_content'}
            begun.update({key: [] for key in ('summary', 'content') if key in item})
            if 'arguments' in item:
                begun['arguments'] = ''
            for name, value in (('added', begun), ('done', item)):
                events.append({'type': f'response.output_item.{name}', 'output_index': index,
                               'item': value})
        return write_events([*events, {'type': 'response.completed', 'response': response}])

    @staticmethod
    def get_replay(body):
        calls = [item for item in body['input'] if item.get('type') == 'function_call']
        kept = [item for item in body['input'] if item.get('type') == 'reasoning']
        return calls[0]['call_id'], {'encrypted_content': kept} if kept else {}

    @staticmethod
    def check(vendor, rules, body):
        if body.get('store') is not False:
            yield 'store is not false'
        if body.get(vendor.limit, 0) > rules['most']:
            yield f'{vendor.limit} is too large'
        for tool in body.get('tools', ()):
            yield from check_tool(vendor, {key: tool[key] for key in tool if key != 'type'},
                                  'parameters')


class Gemini:
    """Google Gemini."""

    common = {'contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig'}

    @staticmethod
    def get_model(path, body):
        return re.search(r'/models/([^:]+):', path)[1]

    @staticmethod
    def get_path(model, stream):
        verb = 'streamGenerateContent?alt=sse' if stream else 'generateContent'
        return f'/models/{model}:{verb}'

    @staticmethod
    def list_parts(body, name):
        return [part for content in body['contents'] for part in content['parts'] if name in part]

    @classmethod
    def is_over(cls, body):
        return 'tools' not in body or bool(cls.list_parts(body, 'functionResponse'))

    @classmethod
    def answer(cls, vendor, body):
        parts = [{'text': 'ok'}]
        if not cls.is_over(body):
            call = {'name': 'look', 'args': json.loads(ARGUMENTS)}
            parts = [{'text': THOUGHT, 'thought': True},
                     {'functionCall': call, 'thoughtSignature': STATE}]
        answer = {'candidates': [{'index': 0, 'finishReason': 'STOP',
                                  'content': {'role': 'model', 'parts': parts}}],
                  'usageMetadata': {'promptTokenCount': 5, 'candidatesTokenCount': 2,
                                    'totalTokenCount': 7}}
        return JSON, json.dumps(answer)

    @classmethod
    def get_replay(cls, body):
        part = cls.list_parts(body, 'functionCall')[0]
        kept = part.get('thoughtSignature')
        return None, {'thoughtSignature': kept} if kept else {}

    @staticmethod
    def check(vendor, rules, body):
        settings = body.get('generationConfig', {})
        if settings.get('maxOutputTokens', 0) > rules['most']:
            yield 'maxOutputTokens is too large'
        for tool in body.get('tools', ()):
            for function in tool['functionDeclarations']:
                yield from check_tool(vendor, function, 'parametersJsonSchema')


class Anthropic:
    """The Messages API itself."""

    common = {'model', 'messages', 'stream', 'tools', 'system', 'metadata'}
    get_model = Chat.get_model

    @staticmethod
    def get_path(model, stream):
        return '/messages'

    @staticmethod
    def is_over(body):
        return 'tools' not in body or 'tool_result' in str(body['messages'])

    @classmethod
    def answer(cls, vendor, body):
        content = [{'type': 'text', 'text': 'ok'}]
        if not cls.is_over(body):
            content = [{'type': 'thinking', 'thinking': THOUGHT, 'signature': STATE},
                       {'type': 'tool_use', 'id': vendor.call, 'name': 'look',
                        'input': json.loads(ARGUMENTS)}]
        reason = 'end_turn' if len(content) == 1 else 'tool_use'
        message = {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': body['model'],
                   'content': content, 'stop_reason': reason, 'stop_sequence': None,
                   'usage': {'input_tokens': 5, 'output_tokens': 2}}
        if not body.get('stream'):
            return JSON, json.dumps(message)
        events = [{'type': 'message_start', 'message': {**message, 'content': [],
                                                        'stop_reason': None}}]
        for index, block in enumerate(content):
            events += cls.split(index, block)
        events += [{'type': 'message_delta', 'usage': message['usage'],
                    'delta': {'stop_reason': reason, 'stop_sequence': None}},
                   {'type': 'message_stop'}]
        return EVENTS, ''.join(f'event: {event["type"]}\ndata: {json.dumps(event)}\n\n'
                               for event in events)

    @staticmethod
    def split(index, block):
        begun = {key: '' if key in ('text', 'thinking', 'signature') else value
                 for key, value in block.items()}
        deltas = [{'type': f'{name}_delta', name: block[name]}
                  for name in ('text', 'thinking', 'signature') if name in block]
        if 'input' in block:
            begun['input'] = {}
            deltas = [{'type': 'input_json_delta', 'partial_json': ARGUMENTS}]
        yield {'type': 'content_block_start', 'index': index, 'content_block': begun}
        for delta in deltas:
            yield {'type': 'content_block_delta', 'index': index, 'delta': delta}
        yield {'type': 'content_block_stop', 'index': index}

    @staticmethod
    def get_replay(body):
        said = [message for message in body['messages'] if message['role'] == 'assistant'][0]
        kept = [block for block in said['content'] if block['type'] == 'thinking']
        return said['content'][-1]['id'], {'signature': kept} if kept else {}

    @staticmethod
    def check(vendor, rules, body):
        for tool in body.get('tools', ()):
            yield from check_tool(vendor, tool, 'input_schema')
