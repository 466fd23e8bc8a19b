# test_language.py: the command line speaks the language of its environment
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

LOCALE = pathlib.Path('/usr/share/i18n/locales/de_DE')
LINGUAS = pathlib.Path(__file__).resolve().parents[2] / 'po' / 'LINGUAS'
CONFIG = '''
providers:
  - {name: p, type: openai-chat, url: 'http://127.0.0.1:9/v1', models: [one]}
routing: {default: one}
'''
REQUEST = {'model': 'one', 'max_tokens': 8, 'temperature': 0.5,
           'messages': [{'role': 'user', 'content': 'Hi'}]}
# of a language that is made for this test, as texts and translations change
CATALOG = r'''
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "write a first configuration from what there is"
msgstr "schreibt eine erste Konfiguration"

msgid "ccproxy: there is no verb \"%s\"; see ccproxy --help\n"
msgstr "ccproxy: »%s« gibt es nicht\n"

msgid "unexpected argument \"%s\""
msgstr "überzähliges Argument »%s«"

msgid "Read this configuration, not the user's"
msgstr "Diese Konfiguration lesen"
'''


def run_help(variables):
    return subprocess.run([os.environ['CCPROXY'], '--help'], env={**os.environ, **variables},
                          text=True, capture_output=True, check=True, timeout=60).stdout


def list_verbs(text):
    return [line.split()[0] for line in text.splitlines() if line.startswith('  ')]


@unittest.skipUnless(shutil.which('localedef') and LOCALE.exists(),
                     'localedef or the sources of locales are missing')
class LanguageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', cls.folder / 'de_DE.UTF-8'],
                       check=True)
        catalog = cls.folder / 'po/de/LC_MESSAGES/ccproxy.mo'
        catalog.parent.mkdir(parents=True)
        subprocess.run(['msgfmt', '-o', catalog, '-'], input=CATALOG, text=True, check=True)
        cls.config = cls.folder / 'c.yaml'
        cls.config.write_text(CONFIG)
        cls.config.chmod(0o600)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def run_in_german(self, *arguments, **keywords):
        environment = {**os.environ, 'LOCPATH': str(self.folder), 'LC_ALL': 'de_DE.UTF-8',
                       'CCPROXY_LOCALE_PATH': str(self.folder / 'po')}
        return subprocess.run([os.environ['CCPROXY'], *arguments], env=environment, text=True,
                              capture_output=True, check=False, timeout=60, **keywords)

    def test_help(self):
        done = self.run_in_german('--help')
        self.assertIn('schreibt eine erste Konfiguration', done.stdout)

    def test_error(self):
        done = self.run_in_german('fly')
        self.assertEqual(done.stderr, 'ccproxy: »fly« gibt es nicht\n')

    def test_error_of_a_verb(self):
        done = self.run_in_german('schema', 'too-much')
        self.assertIn('überzähliges Argument »too-much«', done.stderr)

    def test_options(self):
        done = self.run_in_german('lint', '--help')
        self.assertIn('Diese Konfiguration lesen', done.stdout)

    def test_without_a_translation(self):
        done = self.run_in_german('--help')
        self.assertIn('Usage: ccproxy VERB', done.stdout)

    def test_numbers_in_json(self):
        path = self.folder / 'request.json'
        path.write_text(json.dumps(REQUEST))
        done = self.run_in_german('dry-run', str(path), '--json', '--config', str(self.config))
        body = json.loads(done.stdout)['attempts'][0]['body']
        self.assertEqual(body['temperature'], 0.5)

    def test_numbers_for_people(self):
        done = self.run_in_german('transformers', 'maxtoken')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotRegex(done.stdout, r'\d,\d')


class TranslationTest(unittest.TestCase):
    """The languages that come with the program, as they were built."""

    def test_help(self):
        build = pathlib.Path(os.environ['CCPROXY_BUILD'])
        english = run_help({})
        for line in LINGUAS.read_text().splitlines():
            if line.startswith('#'):
                continue
            text = run_help({'LANGUAGE': line, 'CCPROXY_LOCALE_PATH': str(build / 'po')})
            self.assertNotEqual(text, english, line)
            self.assertEqual(list_verbs(text), list_verbs(english), line)


if __name__ == '__main__':
    unittest.main()
