# tap.py: runs the unittest cases of a file and reports them in TAP
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import importlib.util
import pathlib
import sys
import unittest


class TapResult(unittest.TestResult):
    """One line for each case, and its traceback as comments."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def _print(self, verdict, test, remark='', details=''):
        self.count += 1
        print(f'{verdict} {self.count} {test.id()}{remark}', flush=True)
        for line in details.splitlines():
            print(f'# {line}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._print('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._print('not ok', test, details=self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._print('not ok', test, details=self.errors[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._print('ok', test, remark=f' # SKIP {reason}')

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            kind = self.failures if issubclass(err[0], test.failureException) else self.errors
            self._print('not ok', subtest, details=kind[-1][1])


def load(path):
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main():
    result = TapResult()
    try:
        load(pathlib.Path(sys.argv[1]).resolve()).run(result)
    except unittest.SkipTest as skipped:
        print(f'1..0 # SKIP {skipped}')
        return
    print(f'1..{result.count}')
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == '__main__':
    main()
