# ask.py: sends streaming requests to the Messages API and shows the answers as they come
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: ask.py URL [TEXT]

Without TEXT: one request that asks for reasoning, and one that offers a tool.
"""
import http.client
import json
import sys
import urllib.parse

TIMEOUT = 60
TOOL = {
    'name': 'get_weather',
    'description': 'Tells the weather in a city',
    'input_schema': {
        'type': 'object',
        'properties': {'city': {'type': 'string'}},
        'required': ['city'],
    },
}


class AskError(Exception):
    """The answer is an error, or not whole."""


def read_events(answer):
    """The data of each server-sent event, as soon as it is there."""
    data = []
    for line in answer:
        line = line.decode().rstrip('\r\n')
        if line.startswith('data:'):
            data.append(line[5:].removeprefix(' '))
        elif not line and data:
            yield json.loads('\n'.join(data))
            data = []


def show(text):
    print(text, end='', flush=True)


class Screen:
    """Shows the events of one message."""

    STARTS = {'thinking': '  (thinking) ', 'text': '  ', 'tool_use': '  (calls a tool) '}

    def __init__(self):
        self.usage = {}
        self.stop_reason = None

    def take(self, event):
        getattr(self, f'take_{event["type"]}', lambda event: None)(event)

    def take_message_start(self, event):
        self.usage.update(event['message']['usage'])

    def take_content_block_start(self, event):
        block = event['content_block']
        show(self.STARTS.get(block['type'], '  ') + block.get('name', ''))

    def take_content_block_delta(self, event):
        delta = event['delta']
        text = delta.get('text') or delta.get('thinking') or delta.get('partial_json') or ''
        show(text.replace('\n', '\n  '))

    def take_content_block_stop(self, event):
        print('\n')

    def take_message_delta(self, event):
        self.usage.update(event.get('usage') or {})
        self.stop_reason = event['delta']['stop_reason']

    def take_message_stop(self, event):
        print(f'  [{self.stop_reason}; {self.usage["input_tokens"]} tokens in, '
              f'{self.usage["output_tokens"]} out]')

    def take_error(self, event):
        raise AskError(event['error']['message'])


def make_request(text, **more):
    return {'model': 'demo', 'max_tokens': 4096, 'stream': True,
            'messages': [{'role': 'user', 'content': text}], **more}


def ask(url, request):
    """Sends one request; fails unless the answer is whole."""
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=TIMEOUT)
    connection.request('POST', '/v1/messages', json.dumps(request), {
        'content-type': 'application/json', 'anthropic-version': '2023-06-01'})
    answer = connection.getresponse()
    if answer.status != 200:
        raise AskError(f'HTTP status {answer.status}: {answer.read().decode()}')
    screen, last = Screen(), None
    for event in read_events(answer):
        screen.take(event)
        last = event['type']
    if last != 'message_stop':
        raise AskError(f'the stream ended after {last}')


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    url = sys.argv[1]
    questions = [
        make_request('What are you?', thinking={'type': 'enabled', 'budget_tokens': 2048}),
        make_request('Please use the tool.', tools=[TOOL]),
    ]
    if len(sys.argv) == 3:
        questions = [make_request(sys.argv[2])]
    for question in questions:
        print(f'\n> {question["messages"][0]["content"]}\n')
        try:
            ask(url, question)
        except (AskError, OSError) as error:
            sys.exit(f'ask.py: {error}')


if __name__ == '__main__':
    main()
