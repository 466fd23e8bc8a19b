# check_lengths.py: files, functions, nesting and parameter lists stay short
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import ast
import re

from sources import Lint, c_tags, parameters, strip_c

MAX_FILE = 500
MAX_FUNCTION = 60
MAX_NESTING = 4
MAX_PARAMETERS = 6
CONTROL = re.compile(r'(if|for|while|switch|do|else)\b')
# what every asynchronous or fallible function has is not counted
CONVENTION = re.compile(r'GCancellable ?\*|GAsyncReadyCallback\b|gpointer user_data$|'
                        r'GError ?\* ?\*')
SHELL_FUNCTION = re.compile(r'^([a-z_]+) \(\)|^([a-z_]+)\(\)')


class Function:
    """A function, with the lines it fills."""

    def __init__(self, lint, source, name, first, last):
        self.lint, self.source, self.name = lint, source, name
        self.first, self.last = first, last
        self.check('function-length', 'is too long', last - first + 1, MAX_FUNCTION)

    def check(self, rule, what, value, limit):
        if value > limit and not self.source.allows(rule, self.first, self.last):
            self.lint.report(self.source, self.first,
                             f'{self.name} {what} ({value}, at most {limit}) [{rule}]')

    def check_shape(self, nesting, parameter_count):
        self.check('nesting', 'is nested too deep', nesting, MAX_NESTING)
        self.check('parameters', 'has too many parameters', parameter_count,
                   MAX_PARAMETERS)


def get_nesting(lines):
    """How many control statements enclose the innermost one, by their indentation."""
    deepest, open_at = 0, []
    for line in lines:
        text = line.strip()
        if not text or text.startswith(('#', '{', '}')):
            continue
        indent = len(line) - len(line.lstrip())
        while open_at and open_at[-1] >= indent:
            open_at.pop()
        if CONTROL.match(text):
            open_at.append(indent)
            deepest = max(deepest, len(open_at))
    return deepest


def check_c(lint, source, tags):
    code = strip_c(source.text).splitlines()
    for tag in tags:
        first, last = tag['line'], tag['end']
        count = sum(CONVENTION.match(parameter) is None
                    for parameter in parameters(tag.get('signature', '()')))
        function = Function(lint, source, tag['name'], first, last)
        function.check_shape(get_nesting(code[first:last]), count)


def get_python_nesting(node):
    inside = max((get_python_nesting(child) for child in ast.iter_child_nodes(node)),
                 default=0)
    return inside + isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try))


def check_python(lint, source):
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.FunctionDef):
            count = len(node.args.args) + len(node.args.kwonlyargs)
            function = Function(lint, source, node.name, node.lineno, node.end_lineno)
            function.check_shape(get_python_nesting(node), count)


def check_shell(lint, source):
    start = None
    for number, line in enumerate(source.lines, 1):
        found = SHELL_FUNCTION.match(line)
        if found:
            start = (found[1] or found[2], number)
        elif start and line.startswith('}'):
            Function(lint, source, *start, number)
            start = None


def is_shell(source):
    return source.suffix == '.sh' or re.match(r'#!.*\b(ba)?sh\b', source.text) is not None


def is_code(source):
    return source.suffix in ('.c', '.h', '.py') or is_shell(source)


def main(arguments=None):
    lint = Lint('Checks the lengths of files and functions.', arguments)
    for source in lint.sources():
        if not is_code(source):
            continue
        if len(source.lines) > MAX_FILE and not source.allows('file-length'):
            lint.report(source, MAX_FILE + 1, f'the file is too long ({len(source.lines)} '
                        f'lines, at most {MAX_FILE}) [file-length]')
        if source.suffix == '.py':
            check_python(lint, source)
        elif is_shell(source):
            check_shell(lint, source)
    for source, tags in c_tags(lint.sources('.c', '.h'), 'f'):
        check_c(lint, source, tags)
    lint.finish()


if __name__ == '__main__':
    main()
