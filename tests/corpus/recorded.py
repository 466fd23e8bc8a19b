# recorded.py: answers of real providers, and a simple reading of what they say
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import base64
import json
import re


class Case:
    """One recorded answer; what it says is read by the subclass of its format."""

    def __init__(self, entry):
        self.id = entry['id']
        self.stream = entry['stream']
        self.status = entry['status'] or 200
        self.content_type = entry.get('content_type')
        if 'response_b64' in entry:
            self.payload = base64.b64decode(entry['response_b64'])
        else:
            self.payload = entry['response'].encode()
        self.text, self.calls = '', []
        self.has_error, self.is_answer, self.is_consistent = False, False, True
        self.read(self.list_chunks())

    def list_chunks(self):
        text = self.payload.decode(errors='replace')
        if not self.stream:
            return [chunk for chunk in [parse(text)] if isinstance(chunk, dict)]
        frames = re.split(r'\r?\n\r?\n', text)
        data = ['\n'.join(re.findall(r'^data: ?(.*?)\r?$', frame, re.M)) for frame in frames]
        return [chunk for chunk in map(parse, data) if isinstance(chunk, dict)]


class ChatCase(Case):
    """An answer of the OpenAI Chat format."""

    plugin = 'openai-chat'

    def read(self, chunks):
        calls = {}
        for chunk in chunks:
            self.has_error |= bool(chunk.get('error'))
            for choice in (chunk.get('choices') or [])[:1]:
                self.is_answer = True
                self.read_delta(choice.get('delta') or choice.get('message') or {}, calls)
        self.calls = [(name, parse_arguments(text)) for name, text in calls.values()]

    def read_delta(self, delta, calls):
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


class ResponsesCase(Case):
    """An answer of the OpenAI Responses format: what its items say when they end."""

    plugin = 'openai-responses'

    def read(self, chunks):
        items, streamed = [], ''
        for chunk in chunks:
            kind = chunk.get('type', '')
            self.has_error |= bool(chunk.get('error')) or kind in ('error', 'response.failed')
            streamed += chunk['delta'] if kind == 'response.output_text.delta' else ''
            if kind == 'response.output_item.done':
                items.append(chunk['item'])
            elif isinstance(chunk.get('output'), list):
                items, self.is_answer = chunk['output'], True
            elif kind in ('response.completed', 'response.incomplete'):
                self.is_answer = True
                items = items or chunk['response'].get('output') or []
                if any(item.get('type') in ('message', 'function_call') for item in items):
                    break # another answer follows in some recordings
        self.read_items(items)
        # fixtures that people have shortened in one place only
        self.is_consistent = not streamed or self.text.startswith(streamed)

    def read_items(self, items):
        for item in items:
            if item.get('type') == 'message':
                self.text += ''.join(part.get('text') or '' for part in item['content'])
            elif item.get('type') == 'function_call':
                self.calls.append((item['name'], parse_arguments(item['arguments'])))


class GeminiCase(Case):
    """An answer of the Gemini format, in one piece, in events or as an array."""

    plugin = 'gemini'

    def list_chunks(self):
        array = None if self.stream else parse(self.payload.decode(errors='replace'))
        return array if isinstance(array, list) else super().list_chunks()

    def read(self, chunks):
        for chunk in chunks:
            self.has_error |= 'error' in chunk
            self.is_answer |= bool(chunk.get('candidates') or chunk.get('promptFeedback'))
            for candidate in (chunk.get('candidates') or [])[:1]:
                for part in (candidate.get('content') or {}).get('parts') or []:
                    self.read_part(part)

    def read_part(self, part):
        if not part.get('thought'):
            self.text += part.get('text', '')
        call = part.get('functionCall', {})
        if call.get('name'):
            self.calls.append((call['name'], call.get('args') or {}))
        for piece in call.get('partialArgs', []):
            self.read_piece(self.calls[-1][1], piece)

    @staticmethod
    def read_piece(arguments, piece):
        """The places look like $.list[0].name."""
        *path, last = [int(index) if index else name for name, index
                       in re.findall(r'\.(\w+)|\[(\d+)\]', piece['jsonPath'])]
        place = arguments
        for step, following in zip(path, [*path[1:], last]):
            if isinstance(place, list) and len(place) == step:
                place.append([] if isinstance(following, int) else {})
            elif isinstance(place, dict):
                place.setdefault(step, [] if isinstance(following, int) else {})
            place = place[step]
        if isinstance(place, list) and len(place) == last:
            place.append(None)
        if 'stringValue' in piece:
            before = place.get(last) if isinstance(place, dict) else place[last]
            place[last] = (before or '') + piece['stringValue']
        else:
            place[last] = piece.get('numberValue', piece.get('boolValue'))


FORMATS = {'chat': ChatCase, 'gemini': GeminiCase, 'responses': ResponsesCase}


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def parse_arguments(text):
    """The arguments of a call; the text itself if they are no object."""
    value = parse(text or '{}')
    return value if isinstance(value, dict) else text


def load_cases(folder, name):
    """All recorded answers in a format under FOLDER."""
    for line in (folder / 'index.jsonl').read_text().splitlines():
        entry = json.loads(line)
        if entry['format'] == name:
            yield FORMATS[name](json.loads((folder / f'{entry["id"]}.json').read_text()))
