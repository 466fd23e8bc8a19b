# test_prompt.py: the examples of plugins/prompt/README.md against a server of OpenAI Chat
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import pathlib
import re
import tempfile
import unittest

from daemon import Daemon, message
from fake_upstream import Answer, FakeUpstream, stream

README = pathlib.Path(__file__).parents[2] / 'plugins' / 'prompt' / 'README.md'
IMAGE = {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png', 'data': 'iVBORw0KGgo='}}
LOOK = [{'role': 'user', 'content': [IMAGE, {'type': 'text', 'text': 'Look.'}]}]


def read_example(name):
    """The configuration in the section of a class, with a provider whose requests can be read."""
    section = README.read_text().split(f'## prompt.{name}\n')[1]
    config = re.search(r'```yaml\n(.*?)```', section, re.S).group(1)
    return config.replace('type: demo', 'type: openai-chat').replace('http://127.0.0.1/', 'http://127.0.0.1:8080/v1')


class PromptTest(unittest.TestCase):
    def start(self, config):
        self.upstream = FakeUpstream()
        self.daemon = Daemon(config.replace('http://127.0.0.1:8080/v1', self.upstream.url))

    def tearDown(self):
        log = self.daemon.read_log()
        self.assertEqual(self.daemon.stop(), 0, log)
        self.upstream.stop()

    def ask(self, **more):
        self.upstream.add(Answer(stream('Hi')))
        status, _, text = self.daemon.post(message(**more))
        self.assertEqual(status, 200, text)
        return self.upstream.requests[-1]['body']['messages']

    def test_append(self):
        self.start(read_example('Append'))
        sent = self.ask(system=[{'type': 'text', 'text': 'Be good.'}])
        self.assertIn('Be good.', sent[0]['content'])
        self.assertTrue(sent[0]['content'].endswith('Answer in the language of the question.'))

    def test_rewrite(self):
        self.start(read_example('Rewrite'))
        sent = self.ask(system='Old. Please go.\n# Environment\nPlease stay in /x.')
        self.assertEqual(sent[0]['content'], 'You help with programs. # Environment\nstay in /x.')

    def test_strip_images(self):
        self.start(read_example('StripImages'))
        self.assertIn('[image left out]', str(self.ask(model='qwen3', messages=LOOK)))
        self.assertIn('image_url', str(self.ask(model='qwen3-vl', messages=LOOK)))

    def test_file_that_changes(self):
        with tempfile.NamedTemporaryFile('w', suffix='.md') as file:
            file.write('One.')
            file.flush()
            config = read_example('Append')
            self.start(re.sub(r'text: [^,]*,', f'file: {file.name},', config))
            self.assertEqual(self.ask(system='a')[0]['content'], 'a\n\nOne.')
            file.write(' Two.')
            file.flush()
            self.assertEqual(self.ask(system='a')[0]['content'], 'a\n\nOne. Two.')


if __name__ == '__main__':
    unittest.main()
