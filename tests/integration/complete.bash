# complete.bash: says what bash offers for command lines: complete.bash COMPLETIONS LINE…
#
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# After each line of it, "LINE", what is offered stands, one a line.
# shellcheck source=/dev/null
. "${BASH_COMPLETION:-/usr/share/bash-completion/bash_completion}"
# shellcheck source=/dev/null
. "$1"
shift

# there is nothing to set options of: nobody types
compopt() {
  :
}

# split LINE: as readline does, which ends words at : and = as well
split() {
  local rest=$1 word=''

  COMP_WORDS=()
  while [[ -n $rest ]]; do
    case $rest in
      ' '*) [[ -n $word ]] && COMP_WORDS+=("$word"); word='' ;;
      [:=]*)
        [[ -n $word && $word != *[:=] ]] && COMP_WORDS+=("$word") && word=''
        word+=${rest:0:1}
        ;;
      *)
        [[ $word == *[:=] ]] && COMP_WORDS+=("$word") && word=''
        word+=${rest:0:1}
        ;;
    esac
    rest=${rest:1}
  done
  COMP_WORDS+=("$word")
}

for line in "$@"; do
  split "$line"
  COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _ccproxy ccproxy "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  printf 'LINE\n'
  ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
done
