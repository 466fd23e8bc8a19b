# test_import_routes.py: an imported file sends each request where claude-code-router did
#
# SPDX-License-Identifier: LGPL-2.1-or-later
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

PROGRAM = os.environ['CCPROXY']
DATA = pathlib.Path(__file__).resolve().parents[1] / 'data' / 'import'
PRESETS = pathlib.Path(os.environ['CCPROXY_PRESET_PATH'])
MAIN, SMALL = 'claude-sonnet-4-5-20250929', 'claude-3-5-haiku-20241022'
TOOL = {'name': 'Read', 'description': 'reads', 'input_schema': {'type': 'object'}}
SEARCH = {'type': 'web_search_20250305', 'name': 'web_search'}
THINKING = {'type': 'enabled', 'budget_tokens': 10000}
PIXEL = ('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk'
         'Jggg==')
IMAGE = {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png', 'data': PIXEL}}

# the "Router" of each file, and where its providers are asked. {model} stands for the model.
ROUTERS = {
    'example': {
        'default': 'deepseek,deepseek-chat', 'background': 'ollama,qwen2.5-coder:latest',
        'think': 'deepseek,deepseek-reasoner',
        'longContext': 'openrouter,google/gemini-2.5-pro-preview',
        'webSearch': 'gemini,gemini-2.5-flash'},
    'spellings': {'default': 'groq,openai/gpt-oss-120b', 'think': 'cerebras,zai-glm-4.7'},
    'openrouter': {
        'default': 'openrouter,moonshotai/kimi-k2', 'background': 'openrouter,z-ai/glm-4.5-air',
        'think': 'vercel,openai/gpt-5', 'image': 'openrouter,anthropic/claude-sonnet-4'},
    'google': {
        'default': 'vertex,gemini-2.5-pro', 'background': 'gemini,gemini-2.5-flash',
        'think': 'vertex-claude,claude-sonnet-4@20250514',
        'longContext': 'vertex-maas,meta/llama-4-maverick-17b-128e-instruct-maas',
        'longContextThreshold': 120000},
    'pass-through': {
        'default': 'zai coding,glm-4.6', 'think': 'anthropic,claude-opus-4-1',
        'background': 'anthropic,claude-3-5-haiku-20241022'},
    'china': {
        'default': 'volcengine,deepseek-v3-250324',
        'background': 'siliconflow,moonshotai/Kimi-K2-Instruct',
        'think': 'modelscope,Qwen/Qwen3-235B-A22B-Thinking-2507',
        'longContext': 'qwen,qwen3-coder-plus', 'webSearch': 'aihubmix,Z/glm-4.5'},
    'transformers': {
        'default': 'every,one', 'think': 'every,three', 'background': 'every,four',
        'longContext': 'every,five', 'webSearch': 'responses,gpt-5.4', 'image': 'by-url,gpt-x'},
    'extras': {
        'default': 'deepseek,deepseek-chat', 'background': 'local,qwen3',
        'think': 'deepseek,deepseek-reasoner'},
    'legacy': {'default': 'openai,gpt-4o'},
}
VERTEX = ('https://europe-west4-aiplatform.googleapis.com/v1/projects/unset/locations/'
          'europe-west4/publishers/google/models/{model}:generateContent')
URLS = {
    'openrouter': 'https://openrouter.ai/api/v1/chat/completions',
    'deepseek': 'https://api.deepseek.com/chat/completions',
    'ollama': 'http://127.0.0.1:11434/v1/chat/completions',
    'gemini': 'https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent',
    'vercel': 'https://ai-gateway.vercel.sh/v1/chat/completions',
    'groq': 'https://api.groq.com/openai/v1/chat/completions',
    'cerebras': 'https://api.cerebras.ai/v1/chat/completions',
    'vertex-claude': 'https://us-east5-aiplatform.googleapis.com/v1/projects/my-project/locations/'
                     'us-east5/publishers/anthropic/models/{model}:rawPredict',
    'vertex-maas': 'https://us-central1-aiplatform.googleapis.com/v1/projects/my-project/'
                   'locations/us-central1/endpoints/openapi/chat/completions',
    'zai-coding': 'https://api.z.ai/api/anthropic/v1/messages',
    'anthropic': 'https://api.anthropic.com/v1/messages',
    'gateway': 'https://llm.example.com/v1/messages',
    'volcengine': 'https://ark.cn-beijing.volces.com/api/v3/chat/completions',
    'siliconflow': 'https://api.siliconflow.cn/v1/chat/completions',
    'modelscope': 'https://api-inference.modelscope.cn/v1/chat/completions',
    'qwen': 'https://portal.qwen.ai/v1/chat/completions',
    'aihubmix': 'https://aihubmix.com/v1/chat/completions',
    'every': 'https://llm.example.com/v1/chat/completions',
    'responses': 'https://api.openai.com/v1/responses',
    'by-url': 'https://llm.example.net/v1/responses',
    'local': 'http://127.0.0.1:8080/v1/chat/completions',
    'openai': 'https://llm.example.com/v1/chat/completions',
}
# where one provider became two, or has another name
RENAMED = {('zai coding', 'glm-4.6'): 'zai-coding', ('every', 'five'): 'every-openai-responses'}


def make_request(model=MAIN, content='hello', **more):
    return {'model': model, 'max_tokens': 32000, 'tools': [TOOL],
            'system': [{'type': 'text', 'text': 'You are Claude Code.'},
                       {'type': 'text', 'text': 'You help.'}],
            'messages': [{'role': 'user', 'content': content}], **more}


def make_requests(router):
    """Each kind of request that a Router tells apart, under a name."""
    default = router['default'].replace(' ', '-') # a provider is named as it is called here
    tag = f'<CCR-SUBAGENT-MODEL>{default}</CCR-SUBAGENT-MODEL>Do it.'
    words = 'word ' * (router.get('longContextThreshold', 60000) * 2)
    explicit = router.get('think', router['default'])
    return {
        'plain': make_request(),
        'no tools': make_request(tools=[]),
        'stream': make_request(stream=True),
        'small model': make_request(SMALL),
        'thinking': make_request(thinking=THINKING),
        'small model that thinks': make_request(SMALL, thinking=THINKING),
        'long': make_request(content=words),
        'search': make_request(tools=[SEARCH] if 'webSearch' in router else [TOOL, SEARCH]),
        'search and thinking': make_request(tools=[TOOL, SEARCH], thinking=THINKING),
        'image': make_request(content=[{'type': 'text', 'text': 'See:'}, IMAGE]),
        'named': make_request(explicit),
        'tag': make_request(thinking=THINKING, system=[
            {'type': 'text', 'text': 'You are Claude Code.'}, {'type': 'text', 'text': tag}]),
        'unknown model': make_request('no-such-model'),
    }


def count_tokens(request):
    return len(json.dumps(request['messages'])) / 5


def route(router, request):
    """What claude-code-router does, as its documentation and its behaviour say."""
    model = request['model']
    if ',' in model:
        return model
    if 'longContext' in router and \
            count_tokens(request) > router.get('longContextThreshold', 60000):
        return router['longContext']
    tag = re.search('<CCR-SUBAGENT-MODEL>(.*?)</CCR-SUBAGENT-MODEL>', json.dumps(request['system']))
    if tag:
        return tag[1]
    if 'claude' in model and 'haiku' in model and 'background' in router:
        return router['background']
    if any(tool.get('type', '').startswith('web_search') for tool in request['tools']) \
            and 'webSearch' in router:
        return router['webSearch']
    if 'image' in router and '"image"' in json.dumps(request['messages']):
        return router['image']
    if 'thinking' in request and 'think' in router:
        return router['think']
    return router['default']


class RoutesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, 'HOME': folder.name, 'XDG_STATE_HOME': folder.name,
                            'XDG_CONFIG_HOME': folder.name}
        prompt = self.folder / 'prompt.txt'
        prompt.write_text('You are an owl.')
        self.environment['PROMPT_FILE'] = str(prompt)
        self.environment.pop('GOOGLE_CLOUD_LOCATION', None)

    def run_program(self, *arguments):
        process = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True,
                                 env=self.environment)
        self.assertEqual(process.returncode, 0, process.stdout + process.stderr)
        return process.stdout

    def convert(self, name):
        """The configuration that comes of a file, with all its variables set."""
        target = self.folder / f'{name}.yaml'
        self.run_program('import', 'claude-code-router', DATA / f'{name}.json',
                         '--output', target)
        text = target.read_text()
        for preset in re.findall(r'preset: (\S+)', text):
            text += (PRESETS / f'{preset}.yaml').read_text()
        for variable in re.findall(r'\$\{(\w+)\}', text):
            self.environment.setdefault(variable, 'unset')
        return target

    def rehearse(self, config, request):
        """Where a request goes: the provider, the model, the URL and the body."""
        path = self.folder / 'request.json'
        path.write_text(json.dumps(request))
        output = self.run_program('dry-run', '--json', '--config', config, path)
        first = json.loads(output)['attempts'][0]
        return first['provider'], first['model'], first['url'], first['body']

    def check(self, name, router, kind, request):
        wanted = route(router, request)
        provider, _, model = wanted.partition(',')
        found = self.rehearse(self.config, request)
        self.assertEqual(found[:2], (RENAMED.get((provider, model), provider), model))
        self.check_url(name, found)

    def check_url(self, name, found):
        provider, model, url, _ = found
        if provider == 'every-openai-responses':
            return # claude-code-router has no URL that fits
        wanted = VERTEX if provider == 'vertex' else URLS[provider]
        if name == 'extras' and provider == 'deepseek':
            wanted = wanted.replace('.com/', '.com/v1/')
        wanted = wanted.format(model=model)
        self.assertIn(re.sub(':streamRawPredict|:streamGenerateContent.*', '', url),
                      (wanted, re.sub(':rawPredict|:generateContent', '', wanted)))

    def test_every_request_of_every_file(self):
        self.assertEqual(sorted(ROUTERS), sorted(path.stem for path in DATA.glob('*.json')))
        for name, router in ROUTERS.items():
            self.config = self.convert(name)
            for kind, request in make_requests(router).items():
                with self.subTest(f'{name}: {kind}'):
                    self.check(name, router, kind, request)

    def test_what_transformers_do(self):
        config = self.convert('example')
        body = self.rehearse(config, make_request('deepseek,deepseek-reasoner'))[3]
        self.assertEqual(body['max_tokens'], 8192)
        body = self.rehearse(config, make_request())[3]
        self.assertEqual(body['tool_choice'], 'required') # tooluse, of one model
        self.assertIn('ExitTool', json.dumps(body['tools']))
        config = self.convert('transformers')
        body = self.rehearse(config, make_request())[3]
        self.assertEqual(body['max_completion_tokens'], 4096) # the lower of two caps
        self.assertNotIn('max_tokens', body)
        self.assertEqual((body['temperature'], body['top_p'], body['top_k'],
                          body['repetition_penalty']), (0.2, 0.9, 40, 1.05))
        self.assertEqual((body['metadata'], body['price'], body['seed']),
                         ({'team': 'blue'}, '$$5', 7))
        config = self.convert('openrouter')
        body = self.rehearse(config, make_request())[3]
        self.assertEqual(body['provider'], {'only': ['moonshotai/fp8'], 'sort': 'throughput'})

    def test_claude_at_google(self):
        config = self.convert('google')
        body = self.rehearse(config, make_request(thinking=THINKING))[3]
        self.assertEqual(body['anthropic_version'], 'vertex-2023-10-16')
        self.assertNotIn('model', body)

    def test_prompt(self):
        config = self.convert('extras')
        body = self.rehearse(config, make_request(system=[
            {'type': 'text', 'text': 'You are Claude Code.'},
            {'type': 'text', 'text': 'You help. <env>\nLinux'}]))[3]
        self.assertIn('You are an owl.<env>\\nLinux', json.dumps(body['messages']))
        self.assertNotIn('You help.', json.dumps(body['messages']))

    def test_fallback(self):
        path = self.folder / 'request.json'
        config = self.convert('extras')
        path.write_text(json.dumps(make_request()))
        output = self.run_program('dry-run', '--config', config, path)
        self.assertEqual(re.findall(r'^# target (\d of \d: \S+)', output, re.MULTILINE),
                         ['1 of 3: deepseek/deepseek-chat', '2 of 3: local/qwen3',
                          '3 of 3: llama.cpp/gemma'])


if __name__ == '__main__':
    unittest.main()
