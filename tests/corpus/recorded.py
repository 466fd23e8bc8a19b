# recorded.py: answers of real providers, and a simple reading of what they say
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import base64
import json
import re


class Case:
    """One recorded answer in the OpenAI Chat format."""

    def __init__(self, entry):
        self.id = entry['id']
        self.stream = entry['stream']
        self.status = entry['status'] or 200
        self.content_type = entry.get('content_type')
        if 'response_b64' in entry:
            self.payload = base64.b64decode(entry['response_b64'])
        else:
            self.payload = entry['response'].encode()
        self.text, self.calls, self.has_error, self.has_choice = '', [], False, False
        self._read()

    def _read(self):
        calls = {}
        for chunk in self._list_chunks():
            self.has_error |= bool(chunk.get('error'))
            for choice in (chunk.get('choices') or [])[:1]:
                self.has_choice = True
                self._read_delta(choice.get('delta') or choice.get('message') or {}, calls)
        self.calls = [(name, parse_arguments(text)) for name, text in calls.values()]

    def _list_chunks(self):
        text = self.payload.decode(errors='replace')
        if not self.stream:
            return [chunk for chunk in [parse(text)] if isinstance(chunk, dict)]
        frames = re.split(r'\r?\n\r?\n', text)
        data = ['\n'.join(re.findall(r'^data: ?(.*?)\r?$', frame, re.M)) for frame in frames]
        return [chunk for chunk in map(parse, data) if isinstance(chunk, dict)]

    def _read_delta(self, delta, calls):
        content = delta.get('content')
        if isinstance(content, str):
            self.text += content
        elif isinstance(content, list):
            self.text += ''.join(part['text'] for part in content if part['type'] == 'text')
        for position, call in enumerate(delta.get('tool_calls') or []):
            function = call.get('function') or {}
            entry = calls.setdefault(call.get('index', position), ['', ''])
            entry[0] = function.get('name') or entry[0]
            arguments = function.get('arguments') or ''
            entry[1] += arguments if isinstance(arguments, str) else json.dumps(arguments)


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def parse_arguments(text):
    """The arguments of a call; the text itself if they are no object."""
    value = parse(text or '{}')
    return value if isinstance(value, dict) else text


def load_cases(folder):
    """All recorded answers in the Chat format under FOLDER."""
    for line in (folder / 'index.jsonl').read_text().splitlines():
        entry = json.loads(line)
        if entry['format'] == 'chat':
            yield Case(json.loads((folder / f'{entry["id"]}.json').read_text()))
