# check_layers.py: a folder includes only itself and what is to its left
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import re

from sources import Lint

LIBRARY = 'libccproxy'
PIPELINE = [LIBRARY, 'streaming', 'config', 'plugin-host', 'pipeline']
# folder: the folders of src/ that it sees beside itself
SEES = {
    LIBRARY: [],
    'streaming': PIPELINE[:1],
    'config': PIPELINE[:2],
    'plugin-host': PIPELINE[:3],
    'pipeline': PIPELINE[:4],
    'desktop': PIPELINE,
    'server': PIPELINE,
    'dbus': PIPELINE,
    'app': PIPELINE + ['desktop', 'server', 'dbus'],
    'ctl': PIPELINE,
}
# folder: headers of other folders that it sees beside those
ALSO = {
    'ctl': ['ccp-dbus-names.h'],
}
# start of a system header: the folders of src/ that may include it
EXTERNAL = {
    'libsoup/': ['pipeline', 'server', 'app'],
    'yaml.h': ['config'],
    'gmodule.h': ['plugin-host'],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def find_headers(lint):
    """Maps what an #include may name to the folder of src/ that has it."""
    headers = {'ccp-enum-types.h': LIBRARY}
    for source in lint.sources('.h', under=['src']):
        folder, _, name = source.name.removeprefix('src/').partition('/')
        if headers.setdefault(name, folder) != folder:
            lint.report(source, 1, f'src/{headers[name]} has a header of this name too')
    return headers


def check_own(lint, source, line, name, headers):
    """An #include "…" of a file in src/ or plugins/."""
    place, folder = source.name.split('/')[:2]
    target = headers.get(name)
    if target is None or (place == 'src' and target == folder):
        return
    if place == 'plugins':
        if target != LIBRARY:
            lint.report(source, line, f'a plugin must not include "{name}" of src/{target}')
        elif name.startswith('private/'):
            lint.report(source, line, f'a plugin must not include the private "{name}"')
    elif target not in SEES[folder] and name not in ALSO.get(folder, []):
        lint.report(source, line, f'src/{folder} must not include "{name}" of src/{target}')
    elif folder == 'ctl' and name.startswith('private/'):
        lint.report(source, line, f'src/ctl must not include the private "{name}"')


def check_external(lint, source, line, name):
    """An #include <…> of a file in src/."""
    folder = source.name.split('/')[1]
    for start, folders in EXTERNAL.items():
        if name.startswith(start) and folder not in folders:
            lint.report(source, line, f'src/{folder} must not include <{name}>')


def check_relative(lint, source, line, name):
    home = lint.root.joinpath(*source.name.split('/')[:2])
    if '..' in name.split('/') and home not in (source.path.parent / name).resolve().parents:
        lint.report(source, line, f'"{name}" leaves its folder')


def main(arguments=None):
    lint = Lint('Checks the direction of dependency by the #include lines.', arguments)
    headers = find_headers(lint)
    for source in lint.sources('.c', '.h', under=['src', 'plugins']):
        if source.name.startswith('src/') and source.name.split('/')[1] not in SEES:
            lint.report(source, 1, 'this folder of src/ has no place in the layers')
            continue
        for number, text in enumerate(source.lines, 1):
            found = INCLUDE.match(text)
            if found is None or source.allows('layers', number):
                continue
            check_relative(lint, source, number, found[2])
            if found[1] == '"':
                check_own(lint, source, number, found[2], headers)
            elif source.name.startswith('src/'):
                check_external(lint, source, number, found[2])
    lint.finish()


if __name__ == '__main__':
    main()
