# test_completions.py: what bash, zsh and fish offer, as the shells themselves say it
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
COMPLETIONS = HERE.parents[1] / 'data' / 'completions'
BASH_COMPLETION = pathlib.Path(os.environ.get(
    'BASH_COMPLETION', '/usr/share/bash-completion/bash_completion'))
CONFIG = '''
providers:
  - name: local
    type: openai-chat
    url: http://127.0.0.1:9/v1
    api_key: ${NOT_SET}
    models: ['qwen3:8b', one, 'odd $(touch odd) name']
  - {name: mirror, type: openai-chat, url: 'http://127.0.0.1:9/k-in-url/v1', models: [gpt-5]}
routing:
  default: one
  profiles: {cheap: {default: one}, work: {default: gpt-5}}
'''
# a line, and what the last word of it can become
CASES = {
    'ccproxy li': {'lint'},
    'ccproxy --v': {'--version'},
    'ccproxy reload --': {'--help', '--json'},
    'ccproxy lint --f': {'--format='},
    'ccproxy lint --format ': {'json', 'sarif', 'text'},
    'ccproxy lint --format=j': {'--format=json'},
    'ccproxy lint FOLDER/req': {'FOLDER/request.json'},
    'ccproxy lint -c FOLDER/req': {'FOLDER/request.json'},
    'ccproxy dry-run -n 2 FOLDER/req': {'FOLDER/request.json'},
    'ccproxy explain -p ': {'cheap', 'work'},
    'ccproxy explain --profile ch': {'cheap'},
    'ccproxy import cc': {'ccflare'},
    'ccproxy pipeline m': {'mirror'},
    'ccproxy pipeline qwen3:': {'qwen3:8b'},
    'ccproxy pipeline -c FOLDER/other.yaml ': {'else', 'other'},
    'ccproxy pipeline -c FOLDER/missing.yaml ': set(),
    'ccproxy pipeline -c FOLDER/broken.yaml ': set(),
    'ccproxy presets openr': {'openrouter'},
    'ccproxy providers p': {'pause', 'probe'},
    'ccproxy providers pause m': {'mirror'},
    'ccproxy run -p wo': {'work'},
    'ccproxy run --tc': {'--tcp'},
    'ccproxy transformers body.Cl': {'body.CleanCache'},
    'ccproxy use default=g': {'default=gpt-5'},
    'ccproxy use w': {'web_search=', 'work'},
    'ccproxy env --shell f': {'fish'},
    'ccproxy log --provider ': {'local', 'mirror'},
    'ccproxy log -n ': set(),
    'ccproxy fly ': set(),
}
OTHER = '''
providers:
  - {name: other, type: openai-chat, url: 'http://127.0.0.1:9/v1', models: [else]}
routing: {default: else}
'''


class CompletionTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.write('ccproxy/config.yaml', CONFIG)
        self.write('other.yaml', OTHER)
        self.write('broken.yaml', 'providers: [\n')
        self.write('request.json', '{}')
        self.program = pathlib.Path(os.environ['CCPROXY']).parent
        self.environment = {
            **os.environ, 'HOME': str(self.folder), 'XDG_CONFIG_HOME': str(self.folder),
            'PATH': f"{self.program}:{os.environ['PATH']}", 'TERM': 'dumb'}
        for name in ('BASH_ENV', 'ENV', 'ZDOTDIR', 'XDG_DATA_DIRS'):
            self.environment.pop(name, None)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)

    def run_shell(self, *command):
        done = subprocess.run(command, env=self.environment, cwd=self.folder, text=True,
                              capture_output=True, check=False, timeout=60,
                              stdin=subprocess.DEVNULL)
        self.assertEqual(done.stderr, '')
        return done.stdout

    def check(self, line, expected, offered):
        whole = {word.replace(str(self.folder), 'FOLDER').rstrip('=') for word in offered}
        self.assertEqual(whole, {word.rstrip('=') for word in expected}, line)

    def check_cases(self):
        lines = [line.replace('FOLDER', str(self.folder)) for line in CASES]
        for (line, expected), offered in zip(CASES.items(), self.complete(*lines), strict=True):
            with self.subTest(line):
                self.check(line, expected, offered)
        self.assertFalse((self.folder / 'odd').exists())

    def check_command_of_run(self):
        lines = ['ccproxy run mkdi', 'ccproxy run -- mkdi', 'ccproxy run -p work -- mkdi']
        for line, offered in zip(lines, self.complete(*lines), strict=True):
            self.assertIn('mkdir', offered, line)


@unittest.skipUnless(BASH_COMPLETION.exists(), 'bash-completion is missing')
class BashTest(CompletionTest):
    def complete(self, *lines):
        """What each line can become; bash tells what stands after the last : or =."""
        output = self.run_shell('bash', '--norc', '--noprofile', HERE / 'complete.bash',
                                COMPLETIONS / 'ccproxy.bash', *lines)
        for line, part in zip(lines, output.split('LINE\n')[1:], strict=True):
            word = line.rsplit(' ', 1)[1]
            start = max(word.rfind(':'), word.rfind('=')) + 1
            yield {word[:start] + name for name in part.splitlines()}

    def test_lines(self):
        self.check_cases()

    def test_a_name_is_one_word(self):
        self.assertIn(r'odd\ \$\(touch\ odd\)\ name', next(self.complete('ccproxy pipeline ')))

    def test_the_command_of_run(self):
        self.check_command_of_run()


@unittest.skipUnless(shutil.which('zsh'), 'zsh is missing')
class ZshTest(CompletionTest):
    def complete(self, *lines):
        """What each line can become; zsh tells what stands after the last = or /."""
        for line in lines:
            output = self.run_shell('zsh', '-f', HERE / 'complete.zsh', COMPLETIONS, line)
            word = line.rsplit(' ', 1)[1]
            start = max(word.rfind('/'), word.rfind('=')) + 1
            yield {word[:start] + name for name in output.splitlines() if name}

    def test_lines(self):
        self.check_cases()

    def test_the_command_of_run(self):
        self.check_command_of_run()


@unittest.skipUnless(shutil.which('fish'), 'fish is missing')
class FishTest(CompletionTest):
    def ask(self, *lines):
        code = 'source $argv[1]; for line in $argv[2..]; echo LINE; complete -C $line; end'
        output = self.run_shell('fish', '-c', code, COMPLETIONS / 'ccproxy.fish', *lines)
        return [part.splitlines() for part in output.split('LINE\n')[1:]]

    def complete(self, *lines):
        return [{name.split('\t')[0] for name in part} for part in self.ask(*lines)]

    def test_lines(self):
        self.check_cases()

    def test_the_command_of_run(self):
        self.check_command_of_run()

    def test_what_it_is(self):
        self.assertEqual(self.ask('ccproxy lin'),
                         [['lint\tsay what is wrong with a configuration']])


class OptionTest(CompletionTest):
    """Which options take a value is said in the completions of bash and fish."""

    def test_every_value(self):
        verbs = self.run_shell(os.environ['CCPROXY'], 'complete', 'verbs')
        texts = [(COMPLETIONS / name).read_text() for name in ('ccproxy.bash', 'ccproxy.fish')]
        for verb in {line.split('\t')[0] for line in verbs.splitlines()} - {'code'}:
            text = self.run_shell(os.environ['CCPROXY'], verb, '--help')
            for option in re.findall(r'^  .*(--[a-z-]+)=', text, re.MULTILINE):
                for completions in texts:
                    self.assertRegex(completions, rf'{option}\b', verb)


class CompleteTest(CompletionTest):
    """The verb that the completions ask."""

    def test_kinds(self):
        for kind, name in {'models': 'one\tlocal', 'profiles': 'cheap',
                           'providers': 'mirror\thttp://127.0.0.1:9',
                           'presets': 'openrouter', 'stages': 'background',
                           'transformers': 'body.CleanCache\tTakes cache_control out of requests',
                           'verbs': 'lint\tsay what is wrong with a configuration'}.items():
            output = self.run_shell(os.environ['CCPROXY'], 'complete', kind)
            self.assertIn(name, output.splitlines(), kind)

    def test_verbs_are_those_of_the_help(self):
        verbs = self.run_shell(os.environ['CCPROXY'], 'complete', 'verbs')
        text = self.run_shell(os.environ['CCPROXY'], '--help')
        self.assertEqual([line.split('\t')[0] for line in verbs.splitlines()],
                         [line.split()[0] for line in text.splitlines()
                          if line.startswith('  ') and line.strip()[0].islower()])

    def test_unknown_kind(self):
        done = subprocess.run([os.environ['CCPROXY'], 'complete', 'fish'], check=False,
                              capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (64, ''))
        self.assertIn('expected a kind', done.stderr)


if __name__ == '__main__':
    unittest.main()
