# check_docs.py: every public function is documented with all its parameters
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint, c_tags, parameters

COMMENT = re.compile(r'/\*\*\n \* (\w+):(.*?)\*/', re.DOTALL)
FOLDER = 'src/libccproxy'


def find_comments(lint):
    """Maps each documented name to its comment."""
    comments = {}
    for source in lint.sources('.c', '.h', under=[FOLDER]):
        for found in COMMENT.finditer(source.text):
            comments[found[1]] = found[2]
    return comments


def check_comment(tag, comment):
    """What is missing in the comment of a function."""
    if comment is None:
        return ['has no doc comment']
    missing = []
    for parameter in parameters(tag['signature']):
        name = re.search(r'(\w+)(?:\[\])?$', parameter)
        if name and not re.search(rf'^ \* @{name[1]}:', comment, re.MULTILINE):
            missing.append(f'does not document @{name[1]}')
        elif parameter == '...' and '@...:' not in comment:
            missing.append('does not document @...')
    returned = tag.get('typeref', '').removeprefix('typename:')
    returns_nothing = re.fullmatch(r'(CCP_AVAILABLE_IN_\w+ )?void', returned)
    if not returns_nothing and '\n * Returns:' not in comment:
        missing.append('does not document what it returns')
    return missing


def main(arguments=None):
    lint = Lint('Checks the doc comments of the public library.', arguments)
    comments = find_comments(lint)
    headers = (source for source in lint.sources('.h', under=[FOLDER])
               if not source.name.startswith(f'{FOLDER}/private/'))
    for source, tags in c_tags(headers, 'p'):
        for tag in tags:
            name = tag['name']
            if not name.startswith('ccp_') or name.endswith('_get_type'):
                continue
            for text in check_comment(tag, comments.get(name)):
                lint.report(source, tag['line'], f'{name} {text}')
    lint.finish()


if __name__ == '__main__':
    main()
