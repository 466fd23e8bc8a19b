# vendors.py: what providers take and refuse, by what their documentation says
#
# SPDX-License-Identifier: LGPL-2.1-or-later
from dialects import Anthropic, Chat, Gemini, Responses

# parameters that most take; anything else must be in the list of the vendor or of the model
SAMPLING = {'temperature', 'top_p', 'stop'}
CHOICE = {'tool_choice', 'parallel_tool_calls'}
USAGE = {'stream_options'}
TEXT, IMAGE, PDF = 'text', 'image_url', 'file'


class Vendor:
    """One provider: its endpoint, its key, and what it is strict about."""

    dialect = Chat
    path = '/v1'
    key = 'authorization'        # the header that has it
    limit = 'max_tokens'         # the parameter that limits the answer
    on = {}                      # what must be said when the client wants thinking
    off = {}                     # what must be said when it does not
    thought = 'reasoning_content'  # the member of answers that has what was thought
    replay = None                # the member of messages in which that must come back
    call = 'call_1'              # the id of the call that is answered
    ids = r'.+'                  # what an id of a call must look like
    tool = ('name', 'description', 'parameters', 'strict')  # members of a function
    trailing = {}                # members of an assistant message at the end
    schema = ()                  # what must not be in schemas

    def __init__(self, takes, models=None, **rules):
        for name, value in rules.items():
            assert hasattr(Vendor, name), name
            setattr(self, name, value)
        self.takes = self.dialect.common | set(takes) | {self.limit}
        self.models = models or {'any': {}}

    def get(self, model, name):
        return self.models[model].get(name, getattr(self, name))

    def check(self, headers, path, body):
        """Yields what is wrong with a request."""
        model = self.dialect.get_model(path, body)
        rules = self.models[model]
        takes = (self.takes | set(rules.get('more', ()))) - set(rules.get('less', ()))
        for name in sorted(set(body) - takes):
            yield f'unknown parameter {name}'
        if self.key is not None and SECRET not in headers.get(self.key, ''):
            yield f'no key in {self.key}'
        if self.key != 'authorization' and 'authorization' in headers:
            yield 'a key in authorization'
        stream = body.get('stream') or 'stream' in path
        if path != self.path + self.dialect.get_path(model, stream):
            yield f'no such path: {path}'
        yield from self.dialect.check(self, rules, body)


SECRET = 'key-of-the-test'
THINKING = {'on': {'thinking': {'type': 'enabled'}}, 'off': {'thinking': {'type': 'disabled'}}}
TEMPLATE = {'on': {'chat_template_kwargs': {'enable_thinking': True}},
            'off': {'chat_template_kwargs': {'enable_thinking': False}}}
GATEWAY = {'on': {'reasoning': {'effort': 'high'}}, 'off': {'reasoning': {'enabled': False}}}
EFFORT = {'on': {'reasoning_effort': 'high'}}
DEEP = {'on': {'generationConfig': {'thinkingConfig': {'includeThoughts': True}}}}
MESSAGES = {'dialect': Anthropic, 'replay': 'signature', 'call': 'toolu_1',
            'tool': ('name', 'description', 'input_schema', 'strict')}
ASKED = {'temperature', 'top_p', 'top_k', 'stop_sequences', 'thinking', 'tool_choice'}
PLAIN_TOOL = ('name', 'description', 'parameters')
OPENAI = {'takes': CHOICE | USAGE | {'reasoning_effort', 'prompt_cache_key'},
          'limit': 'max_completion_tokens', 'thought': None, 'ids': r'.{1,40}', **EFFORT}


def describe(most, parts, more):
    return {'parts': parts, **({'most': most} if most is not None else {}), **more}


def text(most=None, **more):
    return describe(most, {TEXT}, more)


def sees(most=None, **more):
    return describe(most, {TEXT, IMAGE}, more)


def reads(most=None, **more):
    return describe(most, {TEXT, IMAGE, PDF}, more)


VENDORS = {
    'anthropic': Vendor(
        ASKED, {name: {} for name in ('claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5')},
        key='x-api-key', **MESSAGES),
    'azure-openai': Vendor(models={'gpt-5-mini': {}}, path='/openai/v1', key='api-key', **OPENAI),
    'cerebras': Vendor(
        SAMPLING | USAGE | {'tool_choice', 'reasoning_effort'},
        {'qwen-3.8-27b': sees(32768, **EFFORT, off={'reasoning_effort': 'none'}),
         'zai-glm-4.7': text(40000, less={'reasoning_effort'})},
        limit='max_completion_tokens', tool=PLAIN_TOOL),
    'dashscope': Vendor(
        SAMPLING | USAGE | CHOICE,
        {'qwen-plus': text(32768, more={'enable_thinking'}, less={'tool_choice'},
                           on={'enable_thinking': True}, off={'enable_thinking': False}),
         'qwen3-max': text(65536), 'qwen3-coder-plus': text(65536)},
        path='/compatible-mode/v1'),
    'deepseek': Vendor(
        SAMPLING | USAGE | CHOICE | {'thinking', 'reasoning_effort'},
        {'deepseek-v4-flash': text(384000), 'deepseek-v4-pro': text(384000)},
        path='', replay='reasoning_content', on={**THINKING['on'], **EFFORT['on']},
        off={**THINKING['off'], 'reasoning_effort': None}),
    'deepseek-anthropic': Vendor(
        ASKED, {'deepseek-v4-flash': {}, 'deepseek-v4-pro': {}}, path='/anthropic/v1',
        key='x-api-key', **MESSAGES),
    'fireworks': Vendor(
        SAMPLING | USAGE | CHOICE | {'prompt_cache_key'},
        {'accounts/fireworks/models/gpt-oss-120b': text(32768, more={'reasoning_effort'}, **EFFORT),
         'accounts/fireworks/models/kimi-k2p6': sees(262000),
         'accounts/fireworks/models/glm-5p1': text(131072)},
        path='/inference/v1', replay='reasoning_content'),
    'gemini': Vendor(
        (), {'gemini-3.8-flash': reads(65536), 'gemini-3.1-pro-preview': reads(65536)},
        dialect=Gemini, path='/v1beta', key='x-goog-api-key', replay='thoughtSignature',
        call=None, tool=('name', 'description', 'parametersJsonSchema'), **DEEP),
    'groq': Vendor(
        SAMPLING | USAGE | CHOICE | {'reasoning_effort'},
        {'openai/gpt-oss-120b': text(65536, **EFFORT), 'openai/gpt-oss-20b': text(65536, **EFFORT),
         'qwen/qwen3.8-27b': sees(16384, more={'reasoning_format'},
                                  on={'reasoning_format': 'parsed'},
                                  off={'reasoning_effort': 'none'})},
        path='/openai/v1', limit='max_completion_tokens', thought='reasoning'),
    'huggingface': Vendor(
        SAMPLING | USAGE | {'tool_choice'},
        {'deepseek-ai/DeepSeek-V4-Pro': text(384000), 'moonshotai/Kimi-K3': sees(262144)},
        tool=PLAIN_TOOL),
    'llama-cpp': Vendor(
        SAMPLING | USAGE | CHOICE | {'top_k', 'chat_template_kwargs'}, key=None,
        replay='reasoning_content', tool=PLAIN_TOOL, **TEMPLATE),
    'lmstudio': Vendor(SAMPLING | USAGE | {'tool_choice', 'top_k'}, key=None, tool=PLAIN_TOOL),
    'minimax': Vendor(
        SAMPLING | USAGE | {'reasoning_split'},
        {'MiniMax-M3': text(131072), 'MiniMax-M2.5': text(131072)},
        limit='max_completion_tokens', thought='reasoning_details', replay='reasoning_details',
        tool=PLAIN_TOOL, on={'reasoning_split': True}, off={'reasoning_split': True}),
    'minimax-anthropic': Vendor(
        ASKED, {'MiniMax-M3': {}, 'MiniMax-M2.5': {}}, path='/anthropic/v1', **MESSAGES),
    'mistral': Vendor(
        SAMPLING | CHOICE,
        {'mistral-large-latest': sees(262144),
         'mistral-medium-latest': sees(262144, more={'reasoning_effort'}, **EFFORT,
                                       off={'reasoning_effort': 'none'})},
        thought=None, call='a1B2c3D4e', ids=r'[a-zA-Z0-9]{9}', trailing={'prefix': True}),
    'moonshot': Vendor(
        USAGE | CHOICE | {'stop', 'prompt_cache_key'},
        {'kimi-k3': sees(262144),
         'kimi-k2.6': sees(262144, more={'thinking'}, **THINKING)},
        replay='reasoning_content', call='functions.look:0',
        ids=r'functions\.look:0|toolu_\w+', tool=PLAIN_TOOL),
    'moonshot-anthropic': Vendor(
        ASKED, {'kimi-k3': {}, 'kimi-k2.6': {}}, path='/anthropic/v1', **MESSAGES),
    'ollama': Vendor(SAMPLING | USAGE, key=None, thought='reasoning', tool=PLAIN_TOOL),
    'openai': Vendor(
        CHOICE | {'reasoning', 'prompt_cache_key', 'text'},
        {'gpt-6-astra': reads(128000), 'gpt-5.4': reads(128000),
         'gpt-5.6': reads(128000, off={'reasoning': {'effort': 'none'}})},
        dialect=Responses, limit='max_output_tokens', replay='encrypted_content',
        on={'reasoning': {'effort': 'high'}}),
    'openai-chat': Vendor(
        models={'gpt-6-astra': reads(128000), 'gpt-5.4': reads(128000),
                'gpt-5.6': reads(128000, off={'reasoning_effort': 'none'})}, **OPENAI),
    'openrouter': Vendor(
        SAMPLING | USAGE | CHOICE | {'top_k', 'reasoning'},
        {'deepseek/deepseek-v4-pro': reads(), 'moonshotai/kimi-k3': reads()},
        path='/api/v1', thought='reasoning_details', replay='reasoning_details', **GATEWAY),
    'sglang': Vendor(
        SAMPLING | USAGE | CHOICE | {'top_k', 'chat_template_kwargs'}, key=None,
        replay='reasoning_content', **TEMPLATE),
    'together': Vendor(
        SAMPLING | USAGE | CHOICE | {'chat_template_kwargs'},
        {'zai-org/GLM-5.1': text(131072), 'deepseek-ai/DeepSeek-V4-Pro': text(384000)},
        thought='reasoning', replay='reasoning_content', **TEMPLATE),
    'vercel': Vendor(
        SAMPLING | USAGE | CHOICE | {'reasoning'},
        {'deepseek/deepseek-v4-pro': reads(), 'moonshotai/kimi-k3': reads()},
        thought='reasoning_details', replay='reasoning_details', **GATEWAY),
    'vllm': Vendor(
        SAMPLING | USAGE | CHOICE | {'top_k', 'chat_template_kwargs'}, key=None,
        thought='reasoning', **TEMPLATE),
    'vertex': Vendor(
        (), {'gemini-3.8-flash': reads(65536), 'gemini-3.1-pro-preview': reads(65536)},
        dialect=Gemini, path=f'/v1/projects/{SECRET}/locations/global/publishers/google',
        replay='thoughtSignature', call=None,
        tool=('name', 'description', 'parametersJsonSchema'), **DEEP),
    'xai': Vendor(
        {'temperature', 'top_p', 'reasoning_effort'} | USAGE | CHOICE,
        {'grok-4.7': sees(500000), 'grok-4.5': sees(500000)},
        limit='max_completion_tokens', schema=('additionalProperties',), **EFFORT),
    'zai': Vendor(
        SAMPLING | USAGE | {'thinking'}, {'glm-5.1': text(131072), 'glm-4.7': text(131072)},
        path='/api/paas/v4', replay='reasoning_content', tool=PLAIN_TOOL, **THINKING),
    'zai-anthropic': Vendor(
        ASKED, {'glm-5.1': {}, 'glm-4.7': {}}, path='/api/anthropic/v1', **MESSAGES),
}
