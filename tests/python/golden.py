# golden.py: reads golden cases and compares with what they expect
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[1] / 'golden'
MSG_ID = re.compile(r'msg_[A-Za-z0-9]{24}')


def load(name):
    """The case whose file is NUMBER-NAME.json."""
    return json.loads(next(FOLDER.glob(f'[0-9]*-{name}.json')).read_text())


def find_difference(expected, actual, path='$'):
    """Where ACTUAL is not what is expected, as text, or None."""
    if expected == '$MSG_ID':
        good = isinstance(actual, str) and MSG_ID.fullmatch(actual)
        return None if good else f'{path}: {actual!r} is no message id'
    if expected == '$INT':
        return None if isinstance(actual, int) else f'{path}: {actual!r} is no integer'
    if type(expected) is not type(actual):
        return f'{path}: expected {expected!r}, got {actual!r}'
    if isinstance(expected, dict):
        if expected.keys() != actual.keys():
            return f'{path}: expected {sorted(expected)}, got {sorted(actual)}'
        places = ((expected[key], actual[key], f'{path}.{key}') for key in expected)
    elif isinstance(expected, list):
        if len(expected) != len(actual):
            return f'{path}: expected {len(expected)} elements, got {len(actual)}'
        places = ((expected[index], actual[index], f'{path}[{index}]')
                  for index in range(len(expected)))
    else:
        return None if expected == actual else f'{path}: {expected!r} is not {actual!r}'
    return next(filter(None, (find_difference(*place) for place in places)), None)
