# ccproxy.bash: completions of ccproxy for bash, with the functions of bash-completion
#
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# Verbs and names are asked of the program ("ccproxy complete"), options are read from the
# help of the verb. The functions see cur, words and cword of _ccproxy, and the program.

# _ccproxy_offer: those lines of standard input that begin as the word; a tab ends a name
_ccproxy_offer() {
  local name

  while IFS=$'\t' read -r name _; do
    [[ $name == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
  done
  return 0
}

# _ccproxy_names KIND: its names, of the configuration that the command line names
_ccproxy_names() {
  local -a config=()
  local i

  for ((i = 2; i < cword; i++)); do
    case ${words[i]} in
      -c | --config) config=(--config "${words[i + 1]}") ;;
      --config=*) config=("${words[i]}") ;;
    esac
  done
  "$program" complete "$1" "${config[@]}" 2>/dev/null
}

# _ccproxy_options VERB: what its help says that it takes
_ccproxy_options() {
  local line

  [[ $1 == code ]] && return # all of its options are those of Claude Code
  while read -r line; do
    if [[ $line =~ ^(-[A-Za-z?],\ )?(--[a-z-]+=?) ]]; then
      printf '%s\n' "${BASH_REMATCH[2]}"
    fi
  done < <("$program" "$1" --help 2>/dev/null </dev/null)
}

# _ccproxy_trim: readline replaces only what stands after the last of its own breaks
_ccproxy_trim() {
  local breaks=''

  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
  if [[ -n $breaks && $cur == *["$breaks"]* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${cur%"${cur##*["$breaks"]}"}"}")
  fi
}

# _ccproxy_takes_value OPTION VERB: whether the word behind it is its value
_ccproxy_takes_value() {
  case $1 in
    -[cHops] | --config | --output | --profile | --header | --format | --by) ;;
    --shell | --provider | --request | --lines | --attempt) ;;
    -n) [[ $2 == dry-run || $2 == log ]] ;;
    *) return 1 ;;
  esac
}

# _ccproxy_value OPTION: the value of an option
_ccproxy_value() {
  case $1 in
    --config | -c | --output | -o) _filedir ;;
    --profile | -p) _ccproxy_offer < <(_ccproxy_names profiles) ;;
    --format) _ccproxy_offer < <(printf '%s\n' text json sarif) ;;
    --by) _ccproxy_offer < <(printf '%s\n' provider model stage) ;;
    --shell | -s) _ccproxy_offer < <(printf '%s\n' sh fish environment.d) ;;
    --provider) _ccproxy_offer < <(_ccproxy_names providers) ;;
  esac
}

# _ccproxy_use: PROFILE, STAGE= or STAGE=MODEL
_ccproxy_use() {
  if [[ $cur == *=* ]]; then
    _ccproxy_offer < <(_ccproxy_names models | sed "s|^|${cur%%=*}=|")
  else
    _ccproxy_offer < <(_ccproxy_names profiles)
    _ccproxy_offer < <(_ccproxy_names stages | sed 's/$/=/')
    [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace
  fi
}

# _ccproxy_argument VERB N: the argument of that number, from 0
_ccproxy_argument() {
  case $1:$2 in
    check:0 | lint:0 | dry-run:0 | explain:0 | import:1) _filedir ;;
    import:0) _ccproxy_offer < <(printf '%s\n' claude-code-router ccflare) ;;
    pipeline:0) _ccproxy_offer < <(_ccproxy_names models && _ccproxy_names providers) ;;
    presets:0) _ccproxy_offer < <(_ccproxy_names presets) ;;
    transformers:0) _ccproxy_offer < <(_ccproxy_names transformers) ;;
    providers:0) _ccproxy_offer < <(printf '%s\n' probe pause resume) ;;
    providers:*) _ccproxy_offer < <(_ccproxy_names providers) ;;
    use:*) _ccproxy_use ;;
    code:*) _filedir ;;
  esac
}

# _ccproxy_find_argument: sets first, the place of the first argument after the verb, and
# n, how many there are before the word that is completed
_ccproxy_find_argument() {
  local i

  n=0 first=0
  for ((i = 2; i < cword; i++)); do
    if [[ ${words[i]} == -- && $first == 0 ]]; then
      first=$((i + 1))
      return
    elif _ccproxy_takes_value "${words[i]}" "$verb"; then
      i=$((i + 1))
    elif [[ ${words[i]} != -* ]]; then
      [[ $first == 0 ]] && first=$i
      n=$((n + 1))
    fi
  done
}

_ccproxy() {
  local cur prev words cword split program=$1 verb first n

  _init_completion -s -n := || return
  verb=${words[1]}
  if ((cword == 1)); then
    _ccproxy_offer < <("$program" complete verbs 2>/dev/null && printf '%s\n' --help --version)
    return
  fi
  _ccproxy_find_argument
  if [[ $verb == run ]] && ((first > 0)); then
    _command_offset "$first"
    return
  fi
  if _ccproxy_takes_value "$prev" "$verb"; then
    _ccproxy_value "$prev"
  elif [[ $cur == -* ]]; then
    _ccproxy_offer < <(_ccproxy_options "$verb")
    [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace
  elif [[ $verb == run ]]; then
    _command_offset "$cword"
  else
    _ccproxy_argument "$verb" "$n"
  fi
  _ccproxy_trim
}

complete -F _ccproxy ccproxy
