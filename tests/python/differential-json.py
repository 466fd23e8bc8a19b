#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares CcpJson with Python's json, made strict, on documents made and spoiled at random.

Usage: differential-json.py JSON-ECHO [N-DOCUMENTS [SEED]]

JSON-ECHO is the helper that is built from json-echo.c. Both parsers must accept the same
documents and find the same values in them: strings by their bytes, numbers by their digits,
as an integer and as a double, and members in their order, duplicates included.
"""

import decimal
import json
import random
import re
import struct
import subprocess
import sys

MAX_DEPTH = 256
BATCH = 2000
INT64 = range(-(2**63), 2**63)


class Number(str):
    """The digits of a number, which Python would turn into an int or a float."""


class Members(list):
    """The members of an object, duplicates included."""


def refuse_constant(name):
    raise ValueError(f'{name} is not JSON')


def depth_of(text):
    """How deep a document that is otherwise good is nested."""
    depth = deepest = 0
    for bracket in re.sub(r'"(?:[^"\\]|\\.)*"', '', text, flags=re.DOTALL):
        depth += (bracket in '[{') - (bracket in ']}')
        deepest = max(deepest, depth)
    return deepest


def parse(document):
    """What RFC 8259 makes of a document, or ValueError.

    Python's own parser is wider in these points: it guesses UTF-16 and UTF-32 when it is
    given bytes and skips a byte order mark then, it accepts NaN and Infinity, and its depth
    is limited by its stack alone.
    """
    text = document.decode('utf-8', 'strict')
    if text.startswith('\ufeff'):
        raise ValueError('byte order mark')
    try:
        value = json.loads(
            text,
            parse_int=Number,
            parse_float=Number,
            parse_constant=refuse_constant,
            object_pairs_hook=Members,
        )
    except RecursionError as error:
        raise ValueError('too deep') from error
    if depth_of(text) > MAX_DEPTH:
        raise ValueError('too deep')
    return value


def print_int(digits):
    """An integer of 64 bits, or `-`. The exponent is looked at first: it may be huge."""
    mantissa, _, exponent = digits.lower().partition('e')
    whole, _, fraction = mantissa.lstrip('-').partition('.')
    significant = (whole + fraction).strip('0')
    if not significant:
        return '0'
    power = int(exponent or '0') - len(fraction)
    power += len(whole + fraction) - len((whole + fraction).rstrip('0'))
    if power < 0 or len(significant) + power > 19:
        return '-'
    value = int(significant) * 10**power * (-1 if digits.startswith('-') else 1)
    return str(value) if value in INT64 else '-'


def print_double(digits):
    """The bits of the nearest double, or `-`."""
    value = float(digits)
    if value in (float('inf'), float('-inf')):
        return '-'
    return struct.pack('>d', value).hex()


def print_string(text):
    """The bytes of a string; half a surrogate pair becomes U+FFFD."""
    return 's' + re.sub('[\ud800-\udfff]', '\ufffd', text).encode().hex()


def print_members(members, lines):
    lines.append('{')
    for name, member in members:
        lines.append(print_string(name))
        print_value(member, lines)
    lines.append('}')


def print_elements(elements, lines):
    lines.append('[')
    for element in elements:
        print_value(element, lines)
    lines.append(']')


def print_value(value, lines):
    """Writes a value in the form of json-echo."""
    if isinstance(value, Members):
        print_members(value, lines)
    elif isinstance(value, list):
        print_elements(value, lines)
    elif isinstance(value, Number):
        lines.append(f'n{value} {print_int(value)} {print_double(value)}')
    else:
        words = {None: 'z', True: 't', False: 'f'}
        lines.append(print_string(value) if isinstance(value, str) else words[value])


def expect(document):
    """The answer that json-echo must give, `!` for any error."""
    try:
        value = parse(document)
    except ValueError:
        return b'!'
    lines = []
    print_value(value, lines)
    return ('\n'.join(lines) + '\n').encode()


class Maker:
    """Makes documents: most are good, some are spoiled."""

    escapes = ('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t')
    texts = ('a', 'x' * 15, 'y' * 33, ' ', 'é', '€', '你好', '😀', '\u2028', '\x7f', '//', "'")
    spaces = ('', '', '', ' ', '\n', '\t', '\r\n', ' ' * 17, '\n' + ' ' * 40)
    shreds = (b'"', b'\\', b'\\u', b'\\ud83d', b'{', b'}', b'[', b']', b',', b':', b'-', b'+',
              b'.', b'e', b'E', b'0', b'01', b'1e5', b'true', b'nul', b'NaN', b'Infinity',
              b'-Infinity', b'\xef\xbb\xbf', b'\xff', b'\xc0\x80', b'\xed\xa0\x80',
              b'\xf4\x90\x80\x80', b'\xe2\x82', b'\x00', b'\x1f', b'\n', b'\x0b', b'\xc2\xa0',
              b'//', b'/**/', b"'", b'\\x41', b'\\u00g0', b'_', b'\xd9\xa1')

    def __init__(self, seed):
        self.random = random.Random(seed)

    def space(self):
        return self.random.choice(self.spaces)

    def number(self):
        r = self.random
        kind = r.randrange(6)
        if kind == 0:
            return r.choice(('0', '-0', '1.0', '1e3', '1e400', '-1E-400', '0e999999999999999',
                             '9223372036854775807', '9223372036854775808',
                             '-9223372036854775808', '-9223372036854775809', '0.1',
                             '922337203685477580.70e1', '1000e-3', '5e-324', '2.5e-324',
                             '1.7976931348623157e308', '1.7976931348623159e308'))
        if kind == 1:
            return str(r.randrange(-1000, 1000))
        if kind == 2:
            return repr(struct.unpack('>d', struct.pack('>Q', r.getrandbits(64) & ~(1 << 62)))[0])
        digits = str(r.getrandbits(r.choice((8, 32, 64, 100, 400))))
        text = r.choice(('', '-')) + digits
        if r.random() < 0.5:
            text += '.' + str(r.getrandbits(r.choice((8, 64, 200))))
            text += '0' * r.choice((0, 0, 3))
        if r.random() < 0.5:
            text += r.choice('eE') + r.choice(('', '+', '-')) + str(r.randrange(r.choice((5, 25, 400))))
        return text

    def string(self):
        r = self.random
        pieces = []
        for _ in range(r.choice((0, 1, 1, 2, 5, 12))):
            kind = r.randrange(5)
            if kind == 0:
                pieces.append(r.choice(self.escapes))
            elif kind == 1:
                code = r.choice((r.randrange(0x10000), r.randrange(0xd800, 0xe000), r.randrange(0x80)))
                pieces.append(f'\\u{code:04x}' if r.random() < 0.5 else f'\\u{code:04X}')
            elif kind == 2:
                pieces.append(chr(r.choice((r.randrange(0x80, 0x800), r.randrange(0x800, 0xd800),
                                            r.randrange(0xe000, 0x110000)))))
            else:
                pieces.append(r.choice(self.texts))
        return '"' + ''.join(pieces) + '"'

    def value(self, depth):
        r = self.random
        kind = r.randrange(8 if depth > 0 else 5)
        if kind == 0:
            return r.choice(('true', 'false', 'null'))
        if kind <= 2:
            return self.number()
        if kind <= 4:
            return self.string()
        count = r.choice((0, 1, 2, 3, 6))
        if kind == 5 or kind == 6:
            items = [self.padded(self.value(depth - 1)) for _ in range(count)]
            return '[' + (','.join(items) or self.space()) + ']'
        names = [self.string() for _ in range(count)]
        if count > 1 and r.random() < 0.2:
            names[-1] = names[0]
        items = [self.padded(name) + ':' + self.padded(self.value(depth - 1)) for name in names]
        return '{' + (','.join(items) or self.space()) + '}'

    def padded(self, text):
        return self.space() + text + self.space()

    def nested(self):
        """A document about as deep as is allowed."""
        r = self.random
        depth = MAX_DEPTH + r.randrange(-2, 3)
        openers = [r.choice(('[', '{"a":', '[1,', '{"a":1,"b":')) for _ in range(depth)]
        closers = [']' if opener[0] == '[' else '}' for opener in reversed(openers)]
        return ''.join(openers) + self.number() + ''.join(closers)

    def spoil(self, document):
        """Inserts, replaces, deletes, repeats or turns some bytes."""
        r = self.random
        document = bytearray(document)
        for _ in range(r.choice((1, 1, 1, 2, 4))):
            at = r.randrange(len(document) + 1)
            end = at + r.choice((0, 0, 1, 1, 2, 5, len(document)))
            byte = document[at:at + 1]
            turned = bytes([byte[0] ^ 1 << r.randrange(8)]) if byte else b''
            change = r.choice((r.choice(self.shreds), b'', turned, document[at - 8:at]))
            document[at:end] = change
        return bytes(document)

    def document(self):
        r = self.random
        text = self.nested() if r.random() < 0.01 else self.value(r.choice((0, 1, 2, 4)))
        document = self.padded(text).encode()
        return self.spoil(document) if r.random() < 0.6 else document


def ask(echo, documents):
    """Gives documents to json-echo and returns its answers."""
    data = b''.join(struct.pack('>I', len(document)) + document for document in documents)
    answers = subprocess.run([echo], input=data, stdout=subprocess.PIPE, check=True).stdout
    at = 0
    while at < len(answers):
        (length,) = struct.unpack_from('>I', answers, at)
        yield answers[at + 4:at + 4 + length]
        at += 4 + length


def compare(document, answer):
    """Whether both parsers agree; for an error, that there is one is enough."""
    expected = expect(document)
    if expected == (answer[:1] if expected == b'!' else answer):
        return True
    print(f'document: {document!r}\nexpected: {expected!r}\nanswer:   {answer!r}')
    return False


def main():
    echo = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40000
    maker = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 8259)
    accepted = differences = compared = 0
    for start in range(0, count, BATCH):
        documents = [maker.document() for _ in range(min(BATCH, count - start))]
        answers = list(ask(echo, documents))
        if len(answers) != len(documents):
            sys.exit(f'{len(documents)} documents, but {len(answers)} answers')
        for document, answer in zip(documents, answers):
            differences += not compare(document, answer)
            accepted += answer[:1] != b'!'
            compared += 1
    print(f'{compared} documents, {accepted} of them JSON, {differences} differences')
    if not 0.2 * count < accepted < 0.8 * count:
        sys.exit('the documents are too much of one kind to prove anything')
    sys.exit(1 if differences else 0)


if __name__ == '__main__':
    main()
