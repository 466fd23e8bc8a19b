# complete.zsh: says what zsh offers for a command line: zsh -f complete.zsh FOLDER LINE
#
# SPDX-License-Identifier: LGPL-2.1-or-later
# FOLDER has the completions. A shell of its own is typed into, as a person does it.
zmodload zsh/zpty || exit 1

zpty shell zsh -f -i
receive() {
  local line

  while zpty -r shell line; do
    [[ $line == *$1* ]] && return
    [[ -n $2 ]] && print -r -- ${line%$'\r'*}
  done
}
zpty -w shell "PROMPT= fpath=(${(q)1} \$fpath) TERM=dumb"
zpty -w shell 'autoload compinit && compinit -u -D'
zpty -w shell 'zstyle ":completion:*" completer _complete'
zpty -w shell 'zstyle ":completion:*" list-colors ""'
# what is offered is printed, and nothing is put on the line
zpty -w shell 'compadd() {
  local -a found
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  builtin compadd -A found "$@"
  print -rl -- $found
  builtin compadd "$@"
}'
zpty -w shell 'compprefuncs=(on_begin) comppostfuncs=(on_end)'
zpty -w shell 'on_begin() { print "be""gin" }'
zpty -w shell 'on_end() { print "en""d"; exit 0 }'
zpty -w shell 'bindkey "^I" complete-word; print rea""dy'
receive ready
zpty -w -n shell "$2"$'\t'
receive begin
receive end yes
zpty -d shell
