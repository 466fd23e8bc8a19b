# test_lints.py: each lint finds a bad sample and passes a good one
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
HEAD = '/* x\n *\n * SPDX-License-Identifier: LGPL-2.1-or-later\n */\n'
LONG_BODY = 'static void\nrun (void)\n{\n' + '  step ();\n' * 60 + '}\n'
DEEP_BODY = '''static void
run (void)
{
  if (a)
    {
      for (;;)
        {
          while (b)
            {
              switch (c)
                {
                case 1:
                  if (d)
                    step ();
                }
            }
        }
    }
}
'''
ASYNC = '''static void
run_async (A *a, B *b, C *c, D *d, E *e, F *f, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
}
'''
HEADER = 'CCP_AVAILABLE_IN_1_0\nint ccp_a_add (CcpA *self, int much);\n'
COMMENT = '''/**
 * ccp_a_add:
 * @self: an a
 * @much: how much
 *
 * Adds.
 *
 * Returns: the sum
 */
'''
OPTIONS = '''[Option a]
Type=boolean
Default=false
Description=Whether it ends

[Option b]
Type=enum
Values=on;off;
Description=How
'''
TABLE = '| option | what it takes | default | meaning |\n|---|---|---|---|\n'
PO = '''msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "it is %s"
msgstr "es ist %s"
'''
PROTOTYPE = 'static void step (void);\n'
WORK = '/wo' + 'rk/main'
UNDONE = 'TO' + 'DO'


def define(name, uses='hop'):
    return f'static void\n{name} (void)\n{{\n  {uses} ();\n}}\n'


class LintTest(unittest.TestCase):
    def run_lint(self, lint, files, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            run = subprocess.run(
                [sys.executable, HERE / f'check_{lint}.py', '--root', folder, *arguments],
                check=False, capture_output=True, text=True)
        self.assertEqual(run.stderr, '')
        return run

    def assert_finds(self, lint, finding, files):
        run = self.run_lint(lint, files)
        self.assertIn(finding, run.stdout)
        self.assertEqual(run.returncode, 1)

    def assert_passes(self, lint, files):
        run = self.run_lint(lint, files)
        self.assertEqual((run.stdout, run.returncode), ('0 findings\n', 0))

    def test_layers_upward_include(self):
        self.assert_finds('layers', 'src/streaming/a.c:1: src/streaming must not include '
                          '"b.h" of src/server',
                          {'src/streaming/a.c': '#include "b.h"\n', 'src/server/b.h': ''})

    def test_layers_downward_include(self):
        self.assert_passes('layers', {'src/server/a.c': '#include "b.h"\n',
                                      'src/streaming/b.h': ''})

    def test_layers_plugin_reaches_the_daemon(self):
        self.assert_finds('layers', 'plugins/p/p.c:1: a plugin must not include',
                          {'plugins/p/p.c': '#include "b.h"\n', 'src/streaming/b.h': ''})

    def test_layers_plugin_takes_private_header(self):
        self.assert_finds('layers', 'plugins/p/p.c:1: a plugin must not include the private',
                          {'plugins/p/p.c': '#include "private/b.h"\n',
                           'src/libccproxy/private/b.h': ''})

    def test_layers_doors_are_strangers(self):
        self.assert_finds('layers', 'src/dbus/a.c:1: src/dbus must not include',
                          {'src/dbus/a.c': '#include "b.h"\n', 'src/server/b.h': ''})

    def test_layers_foreign_library(self):
        self.assert_finds('layers', 'must not include <libsoup/soup.h>',
                          {'src/libccproxy/a.c': '#include <libsoup/soup.h>\n'})

    def test_layers_unknown_folder(self):
        self.assert_finds('layers', 'no place in the layers', {'src/engine/a.c': ''})

    def test_lengths_file(self):
        self.assert_finds('lengths', 'src/a.c:501: the file is too long (501 lines',
                          {'src/a.c': '\n' * 501})

    def test_lengths_function(self):
        self.assert_finds('lengths', 'run is too long (63, at most 60)', {'a.c': LONG_BODY})

    def test_lengths_exempt_function(self):
        body = '/* lint: allow function-length: one table */\n' + LONG_BODY
        self.assert_passes('lengths', {'a.c': body})

    def test_lengths_exemption_needs_reason(self):
        body = '/* lint: allow function-length:\n */\n' + LONG_BODY
        self.assert_finds('lengths', 'run is too long', {'a.c': body})

    def test_lengths_nesting(self):
        self.assert_finds('lengths', 'nested too deep (5, at most 4)', {'a.c': DEEP_BODY})

    def test_lengths_parameters(self):
        self.assert_finds('lengths', 'too many parameters (7, at most 6)',
                          {'a.c': ASYNC.replace('F *f,', 'F *f, int (*g) (int, int),')})

    def test_lengths_async_parameters_are_not_counted(self):
        self.assert_passes('lengths', {'a.c': ASYNC})

    def test_lengths_python(self):
        self.assert_finds('lengths', 'a.py:1: f is too long',
                          {'a.py': 'def f():\n' + '    g()\n' * 60})

    def test_lengths_shell(self):
        self.assert_finds('lengths', 'a.sh:1: f is too long',
                          {'a.sh': 'f() {\n' + '  g\n' * 60 + '}\n'})

    def test_names_function(self):
        self.assert_finds('names', 'ccp_b_new is neither static nor starts with ccp_a_',
                          {'src/x/ccp-a.c': 'int\nccp_b_new (void)\n{\n}\n'})

    def test_names_static_function(self):
        self.assert_passes('names', {'src/x/ccp-a.c': 'static int\nmake (void)\n{\n}\n'})

    def test_names_part_of_a_type(self):
        self.assert_passes('names', {'src/x/ccp-a.c': '',
                                     'src/x/ccp-a-io.c': 'int\nccp_a_read (void)\n{\n}\n'})

    def test_names_two_types(self):
        text = ('G_DECLARE_FINAL_TYPE (CcpA, ccp_a, CCP, A, GObject)\n'
                'GType ccp_b_get_type (void);\n')
        self.assert_finds('names', 'ccp-a.h:2: ccp_b is another type',
                          {'src/x/ccp-a.h': text})

    def test_prototypes_needless(self):
        self.assert_finds('prototypes', 'a.c:1: step needs no prototype',
                          {'a.c': PROTOTYPE + define('run', 'step') + define('step')})

    def test_prototypes_of_more_lines(self):
        prototype = 'static gboolean\nstep (GObject *object,\n      gpointer data);\n'
        self.assert_finds('prototypes', 'a.c:1: step needs no prototype',
                          {'a.c': prototype + define('step')})

    def test_prototypes_of_a_recursion(self):
        self.assert_finds('prototypes', 'step needs no prototype',
                          {'a.c': PROTOTYPE + define('run', 'step') + define('step', 'step')})

    def test_prototypes_of_a_cycle(self):
        self.assert_passes('prototypes', {
            'a.c': PROTOTYPE + define('on_step', 'step') + define('run', 'on_step') +
            define('step', 'run')})

    def test_prototypes_beside_a_cycle(self):
        self.assert_finds('prototypes', 'step needs no prototype', {
            'a.c': PROTOTYPE + define('run', 'step') + define('even', 'odd') +
            define('odd', 'even') + define('step', 'even')})

    def test_prototypes_of_a_cycle_through_a_table(self):
        table = 'static const Funcs funcs[] = {\n  { "a", step },\n};\n'
        self.assert_passes('prototypes',
                           {'a.c': PROTOTYPE + table + define('step', 'funcs')})

    def test_prototypes_of_an_interface(self):
        self.assert_passes('prototypes',
                           {'a.c': 'static void a_iface_init (AInterface *iface);\n'})

    def test_prototypes_words_in_comments(self):
        self.assert_finds('prototypes', 'step needs no prototype',
                          {'a.c': PROTOTYPE + define('run', 'step') +
                           define('step', '/* run */ hop')})

    def test_text_license(self):
        self.assert_finds('text', 'a.c:1: no line "SPDX', {'a.c': 'int a;\n'})

    def test_text_code(self):
        for code in ('goto out;', 'g_error ("x");', 'g_object_set_data (a, "b", c);',
                     'x = (*error)->code;'):
            self.assert_finds('text', 'a.c:5: ', {'a.c': f'{HEAD}{code}\n'})

    def test_text_words_in_comments_and_strings(self):
        self.assert_passes('text', {'a.c': f'{HEAD}/* goto */ char *a = "goto";\n'})

    def test_text_undone(self):
        self.assert_finds('text', 'a.md:1: a thing left undone', {'a.md': f'{UNDONE}: x\n'})

    def test_text_machine(self):
        self.assert_finds('text', 'a.md:1: a path of one machine', {'a.md': f'{WORK}\n'})

    def test_docs_missing(self):
        self.assert_finds('docs', 'ccp_a_add has no doc comment',
                          {'src/libccproxy/ccp-a.h': HEADER})

    def test_docs_parameter(self):
        comment = COMMENT.replace(' * @much: how much\n', '')
        self.assert_finds('docs', 'ccp_a_add does not document @much',
                          {'src/libccproxy/ccp-a.h': HEADER,
                           'src/libccproxy/ccp-a.c': comment})

    def test_docs_returns(self):
        comment = COMMENT.replace('Returns:', 'Gives')
        self.assert_finds('docs', 'does not document what it returns',
                          {'src/libccproxy/ccp-a.h': HEADER,
                           'src/libccproxy/ccp-a.c': comment})

    def test_docs_whole(self):
        self.assert_passes('docs', {'src/libccproxy/ccp-a.h': HEADER,
                                    'src/libccproxy/ccp-a.c': COMMENT})

    def test_folders_plugin(self):
        self.assert_finds('folders', 'plugins/p:1: has no README.md',
                          {'plugins/p/meson.build': '', 'plugins/p/p.plugin': ''})

    def test_folders_fuzz_target(self):
        self.assert_finds('folders', 'has no corpus in corpus/sse',
                          {'tests/fuzz/fuzz-sse.c': '', 'tests/fuzz/meson.build': "'sse'"})

    def test_folders_forgotten_file(self):
        self.assert_finds('folders', 'src/x/a.c:1: no meson.build names this file',
                          {'src/x/a.c': '', 'src/x/meson.build': "files('b.c')"})

    def test_options_missing(self):
        self.assert_finds('options', 'plugins/p/README.md:1: the table lacks | `a` | boolean',
                          {'plugins/p/p.plugin': OPTIONS, 'plugins/p/README.md': TABLE})

    def test_options_out_of_date(self):
        row = '| `a` | boolean | `true` | Whether it ends |\n'
        self.assert_finds('options', 'plugins/p/README.md:3: plugins/p/p.plugin has no such',
                          {'plugins/p/p.plugin': OPTIONS, 'plugins/p/README.md': TABLE + row})

    def test_options_whole(self):
        rows = ('| `a` | boolean | `false` | Whether it ends |\n'
                '| `b` | `on`, `off` | see below | How |\n')
        self.assert_passes('options', {'plugins/p/p.plugin': OPTIONS,
                                       'plugins/p/README.md': TABLE + rows})

    def test_options_without_a_table(self):
        self.assert_passes('options', {'plugins/p/p.plugin': OPTIONS,
                                       'plugins/p/README.md': '# p\n'})

    def check_translations(self, finding, code, potfiles='src/ctl/a.c\n', catalog=PO):
        files = {'src/ctl/a.c': code, 'po/POTFILES': potfiles, 'po/LINGUAS': 'de\n',
                 'po/de.po': catalog}
        if finding is None:
            self.assert_passes('translations', files)
        else:
            self.assert_finds('translations', finding, files)

    def test_translations_marked(self):
        self.check_translations(None, 'printf (_ ("it is %s"), a);\n')

    def test_translations_unmarked(self):
        for code in ('f (a, "it is %s");', 'const char *a = "it "\n  /* x */ "is";',
                     'printf ("done\\n");', 'puts (a ? "b" : ("yes"));'):
            self.check_translations('src/ctl/a.c:1: "', f'{code} _ ("it is %s");\n')

    def test_translations_for_programs(self):
        self.check_translations(None, '/* lint: allow translations: the shell */\n'
                                'printf ("export %s"); printf ("ccproxy lint: %s\\n");\n'
                                'add ("a_key", "one"); g_debug ("it is"); _ ("it is %s");\n')

    def test_translations_file_that_is_not_listed(self):
        self.check_translations('src/ctl/a.c has texts and is not listed', '_ ("it is %s");\n', '')

    def test_translations_file_without_texts(self):
        self.check_translations('src/ctl/a.c is listed and has no texts', 'int a;\n')

    def test_translations_wrong_format(self):
        catalog = PO.replace('msgid "it', '#, c-format\nmsgid "it').replace('ist %s', 'ist %d')
        self.check_translations('po/de.po:1: ', '_ ("it is %s");\n', catalog=catalog)

    def test_translations_missing(self):
        code = 'printf (_ ("it is %s"), a); printf (_ ("it is new"));\n'
        self.check_complete('po/de.po:1: not translated: "it is new"', code)

    def test_translations_fuzzy(self):
        catalog = PO.replace('msgid "it', '#, fuzzy\nmsgid "it')
        self.check_complete('po/de.po:1: fuzzy: "it is %s"', '_ ("it is %s");\n', catalog)

    def test_translations_complete(self):
        self.check_complete('0 findings', '_ ("it is %s");\n')

    def check_complete(self, finding, code, catalog=PO):
        run = self.run_lint('translations', {'src/ctl/a.c': code, 'po/POTFILES': 'src/ctl/a.c\n',
                                             'po/LINGUAS': 'de\n', 'po/de.po': catalog},
                            '--complete')
        self.assertIn(finding, run.stdout)


if __name__ == '__main__':
    unittest.main()
