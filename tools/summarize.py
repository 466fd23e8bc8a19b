# summarize.py: reads meson's test logs, prints why tests failed, and counts
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: summarize.py [--passed=WHAT | --failed=WHAT | --unless-explained=WHAT]… LOG.json…

WHAT is counted beside the tests in the logs; --unless-explained only if none of them failed.
"""
import json
import pathlib
import re
import sys

TAP_LINE = re.compile(r'(ok|not ok)\b(?: +\d+)? *(?:- )?(.*?)(?: +# *(SKIP)\S* *(.*))?$', re.I)
GOOD = {'OK', 'EXPECTEDFAIL'}
SHOWN_LINES = 60


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def print_skip(name, reason):
    print(f'skipped: {name}: {reason}')


def count_tap(name, output):
    """Counts the cases of a TAP program; a skip without a reason is a failure."""
    count = Count()
    for line in output.splitlines():
        found = TAP_LINE.match(line)
        if found is None:
            continue
        case, directive, reason = found[2], (found[3] or '').upper(), found[4]
        if found[1] == 'not ok':
            count.failed += 1
        elif directive != 'SKIP':
            count.passed += 1
        elif reason:
            count.skipped += 1
            print_skip(f'{name} {case}', reason)
        else:
            count.failed += 1
            print(f'skipped without a reason: {name} {case}')
    return count


def count_whole(name, test, output):
    """Counts a test that is one program with an exit status."""
    count = Count()
    if test['result'] in GOOD:
        count.passed = 1
    elif test['result'] != 'SKIP':
        count.failed = 1
    elif output.strip():
        count.skipped = 1
        print_skip(name, output.strip().splitlines()[-1])
    else:
        count.failed = 1
        print(f'skipped without a reason: {name}')
    return count


def count_test(test):
    name = re.sub(r'^ccproxy(:\S+)? / ', '', test['name'])
    output = test.get('stdout') or ''
    skipped = re.search(r'^1\.\.0 # SKIP *(.*)$', output, re.MULTILINE)
    if skipped:
        count = count_whole(name, test, skipped[1])
    elif re.search(r'^1\.\.\d+|^TAP version', output, re.MULTILINE):
        count = count_tap(name, output)
    else:
        count = count_whole(name, test, output)
    # a crash after cases that passed
    if test['result'] not in GOOD | {'SKIP'} and count.failed == 0:
        count.failed = 1
    if count.failed:
        shown = (output + '\n' + (test.get('stderr') or '')).strip().splitlines()
        print(f'\n--- {name}: {test["result"]}')
        print('\n'.join(shown[-SHOWN_LINES:]))
    return count


def count_log(log):
    count = Count()
    path = pathlib.Path(log)
    if not path.exists():
        print(f'{log}: this test run left no log')
        count.failed = 1
        return count
    for line in path.read_text().splitlines():
        count.add(count_test(json.loads(line)))
    return count


def main():
    total, unexplained = Count(), []
    for argument in sys.argv[1:]:
        option, _, what = argument.partition('=')
        if option == '--passed':
            total.passed += 1
        elif option == '--failed':
            total.failed += 1
            print(f'failed: {what}')
        elif option == '--unless-explained':
            unexplained.append(what)
        else:
            total.add(count_log(argument))
    if unexplained and total.failed == 0:
        total.failed += 1
        print(f'failed, though no test says so: {", ".join(unexplained)}')
    print(f'{total.passed} passed, {total.failed} failed, {total.skipped} skipped')
    sys.exit(0 if total.failed == 0 and total.passed > 0 else 1)


if __name__ == '__main__':
    main()
