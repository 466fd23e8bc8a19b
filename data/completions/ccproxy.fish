# ccproxy.fish: completions of ccproxy for fish
#
# SPDX-License-Identifier: LGPL-2.1-or-later
# Verbs and names are asked of the program ("ccproxy complete"), options are read from the
# help of the verb.

# the names of a kind, of the configuration that the command line names
function __ccproxy_names --argument-names kind
    set -l words (commandline -opc)
    set -l config
    for i in (seq 2 (count $words))
        switch $words[$i]
            case -c --config
                set -q words[(math $i + 1)]; and set config --config $words[(math $i + 1)]
            case '--config=*'
                set config $words[$i]
        end
    end
    $words[1] complete $kind $config 2>/dev/null
end

# what the help of a verb says that it takes
function __ccproxy_options --argument-names verb
    set -l words (commandline -opc)
    # all options of code are those of Claude Code
    test "$verb" = code; and return
    $words[1] $verb --help 2>/dev/null </dev/null |
        string match -rg '^  (?:-[A-Za-z?], )?(--[a-z-]+=?)\S*  +(.*)$' |
        while read -l option
            read -l text
            printf '%s\t%s\n' $option $text
        end
end

# whether the word behind an option is its value
function __ccproxy_takes_value --argument-names option verb
    switch $option
        case -c -H -o -p -s --config --output --profile --header --format --by
        case --shell --provider --request --lines --attempt
        case -n
            contains -- $verb dry-run log
        case '*'
            return 1
    end
end

function __ccproxy_value --argument-names option value
    switch $option
        case -c --config -o --output
            __fish_complete_path $value
        case -p --profile
            __ccproxy_names profiles
        case --format
            printf '%s\n' text json sarif
        case --by
            printf '%s\n' provider model stage
        case -s --shell
            printf '%s\n' sh fish environment.d
        case --provider
            __ccproxy_names providers
    end
end

# PROFILE, STAGE= or STAGE=MODEL
function __ccproxy_use --argument-names word
    if string match -q '*=*' -- $word
        set -l stage (string split -m 1 = -- $word)[1]
        __ccproxy_names models | string replace -r -- '^' "$stage="
    else
        __ccproxy_names profiles
        __ccproxy_names stages | string replace -r '$' =
    end
end

# the argument of that number, from 0
function __ccproxy_argument --argument-names verb number word
    switch $verb:$number
        case check:0 lint:0 dry-run:0 explain:0 import:1 'code:*'
            __fish_complete_path $word
        case import:0
            printf '%s\n' claude-code-router ccflare
        case pipeline:0
            __ccproxy_names models
            __ccproxy_names providers
        case presets:0
            __ccproxy_names presets
        case transformers:0
            __ccproxy_names transformers
        case providers:0
            printf '%s\n' probe pause resume
        case 'providers:*'
            __ccproxy_names providers
        case 'use:*'
            __ccproxy_use $word
    end
end

# the words after the options of a verb; fails while there are none
function __ccproxy_arguments
    set -l words (commandline -opc)
    set -l i 3
    while set -q words[$i]
        switch $words[$i]
            case --
                set -q words[(math $i + 1)]; and string join \n -- $words[(math $i + 1)..]
                return 0
            case '-*'
                __ccproxy_takes_value $words[$i] $words[2]; and set i (math $i + 1)
                set i (math $i + 1)
            case '*'
                string join \n -- $words[$i..]
                return 0
        end
    end
    return 1
end

function __ccproxy_candidates
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l verb $words[2]
    set -l arguments (__ccproxy_arguments)
    set -l has_arguments $status

    if not set -q words[2]
        $words[1] complete verbs 2>/dev/null
        printf '%s\n' --help --version
    else if test "$verb" = run -a $has_arguments = 0
        complete -C (string join ' ' -- (string escape -- $arguments) $word)
    else if __ccproxy_takes_value $words[-1] $verb
        __ccproxy_value $words[-1] $word
    else if string match -qr '^--[a-z-]+=' -- $word
        set -l parts (string split -m 1 = -- $word)
        __ccproxy_value $parts[1] $parts[2] | string replace -r -- '^' "$parts[1]="
    else if string match -q -- '-*' $word
        __ccproxy_options $verb
    else if test "$verb" = run
        complete -C $word
    else
        __ccproxy_argument $verb (count (string match -v -- '-*' $arguments)) $word
    end
end

complete -c ccproxy -f -a '(__ccproxy_candidates)'
