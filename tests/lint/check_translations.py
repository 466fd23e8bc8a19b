# check_translations.py: what is said to people can be said in their language
#
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Texts in src/ctl and src/desktop are marked, po/POTFILES names their files, and po/*.po are sound.

With --complete every language of po/LINGUAS has to have every text.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

from sources import Lint

FOLDERS = ['src/ctl', 'src/desktop']
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|(?P<text>"(?:\\.|[^"\\\n])*")|\'(?:\\.|[^\'\\\n])*\'',
                   re.DOTALL)
DIRECTIVE = re.compile(r'%[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j)?[a-zA-Z%]')
MARKERS = {'_', 'N_', 'C_', 'NC_', 'Q_', 'ngettext', 'g_dngettext', 'dgettext', 'g_dpgettext2'}
# what these are given is for who mends the program
INTERNAL = {'g_debug', 'g_info', 'g_assert', 'g_return_if_fail', 'g_return_val_if_fail', 'defined'}
PRINTERS = {'printf', 'fprintf', 'puts', 'fputs', 'g_print', 'g_printerr'}
PROSE = re.compile(r'\b[A-Za-z]+[,:;]? [a-z]{2,}|[A-Za-z]{2,}[,:;]? [a-z]+|\b[A-Z][a-z]+ [A-Z]')
WORD = re.compile(r'[A-Za-z]{2,}')
# "ccproxy lint: ", --option and PARAMETER are the same in every language
NAMES = re.compile(r'^ccproxy( [a-z-]+)?\b|--[a-z-]+|\b[A-Z_]{2,}\b')
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--add-comments']


def find_texts(text):
    """The literals of C code: those that the compiler joins are one; with their places."""
    found = []
    end = None
    for match in TOKEN.finditer(text):
        if match['text'] is None:
            continue
        if end is not None and not TOKEN.sub('', text[end:match.start()]).strip():
            found[-1][1] += match['text'][1:-1]
        else:
            found.append([match.start(), match['text'][1:-1]])
        end = match.end()
    return found


def blank_texts(text):
    return TOKEN.sub(lambda found: re.sub(r'[^\n]', ' ', found.group()), text)


def find_opening(code, place):
    """Where the parenthesis around PLACE is opened in its statement, or None."""
    depth = 0
    for index in range(place - 1, -1, -1):
        letter = code[index]
        if letter in ';{}' and depth == 0:
            return None
        if letter == '(' and depth == 0:
            return index
        depth += (letter == ')') - (letter == '(')
    return None


def find_call(code, place):
    """The function whose parentheses are around PLACE, or None."""
    place = find_opening(code, place)
    while place is not None:
        name = re.search(r'(\w+)\s*$', code[:place])
        if name is not None:
            return name[1]
        place = find_opening(code, place)
    return None


def is_for_people(call, text):
    if call in MARKERS or call in INTERNAL:
        return False
    text = DIRECTIVE.sub('', text.replace('\\n', ' ').replace('\\t', ' ').replace('\\"', ''))
    if call in PRINTERS:
        return WORD.search(NAMES.sub('', text)) is not None
    return PROSE.search(text) is not None


def check_marks(lint, source):
    code = blank_texts(source.text)
    for place, text in find_texts(source.text):
        line = source.text.count('\n', 0, place) + 1
        if source.lines[line - 1].startswith('#include') or source.allows('translations', line):
            continue
        if is_for_people(find_call(code, place), text):
            lint.report(source, line,
                        f'"{text}" is not marked for translation: _ ("…") [translations]')


def has_marks(source):
    calls = '|'.join(MARKERS)
    return re.search(rf'(?<!\w)(?:{calls})\s*\(\s*"', source.text) is not None


def read_list(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def check_list(lint, listed, marked):
    for name in marked:
        if name not in listed:
            lint.report('po/POTFILES', 1, f'{name} has texts and is not listed')
    for name in listed:
        if name not in marked:
            lint.report('po/POTFILES', 1, f'{name} is listed and has no texts')
    if listed != sorted(listed):
        lint.report('po/POTFILES', 1, 'the files are not in the order of the alphabet')


def run(*command, **keywords):
    return subprocess.run(command, check=False, capture_output=True, text=True, **keywords)


def check_sound(lint, language):
    name = f'po/{language}.po'
    done = run('msgfmt', '--check', '-o', '/dev/null', str(lint.root / name))
    if done.returncode != 0:
        lint.report(name, 1, done.stderr.strip())


def check_complete(lint, language, template):
    """Merged with the texts as they are now, nothing is left over."""
    name = f'po/{language}.po'
    merged = template.with_suffix('.po')
    run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', str(merged), str(lint.root / name),
        str(template))
    done = run('msgattrib', '--no-obsolete', '--no-wrap', '--untranslated', str(merged))
    done_fuzzy = run('msgattrib', '--no-obsolete', '--no-wrap', '--only-fuzzy', str(merged))
    for kind, output in (('not translated', done.stdout), ('fuzzy', done_fuzzy.stdout)):
        for text in re.findall(r'^msgid (".+")$|^msgid ""\n(".*")', output, re.MULTILINE):
            if not (text[0] or text[1]).startswith('"Project-Id-Version'):
                lint.report(name, 1, f'{kind}: {text[0] or text[1]}')


def check_all_complete(lint, listed, languages):
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder, 'all.pot')
        done = run(*XGETTEXT, '-o', str(template), *listed, cwd=lint.root)
        if done.returncode != 0:
            sys.exit(done.stderr)
        for language in languages:
            check_complete(lint, language, template)


def main(arguments=None):
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    is_complete = '--complete' in arguments
    if is_complete:
        arguments.remove('--complete')
    lint = Lint('Checks texts and their translations.', arguments)
    marked = []
    for source in lint.sources('.c', '.h', under=FOLDERS):
        check_marks(lint, source)
        if has_marks(source):
            marked.append(source.name)
    listed = read_list(lint.root / 'po' / 'POTFILES')
    languages = read_list(lint.root / 'po' / 'LINGUAS')
    check_list(lint, listed, marked)
    for language in languages:
        check_sound(lint, language)
    if is_complete:
        check_all_complete(lint, listed, languages)
    lint.finish()


if __name__ == '__main__':
    main()
