# Completion of fearless for bash: commands and options are those that
# `fearless help` prints.
_fearless() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "help $(fearless help 2>/dev/null | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p')" -- "$word"))
  elif [ "$command" = help ]; then
    COMPREPLY=($(compgen -W "$(fearless help 2>/dev/null | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p')" -- "$word"))
  elif [ "$command" = explain ] || [ "$before" = --checks ]; then
    COMPREPLY=($(compgen -W "$(fearless list 2>/dev/null | sed -n 's/^  \(fearless-[a-z-]*\) .*/\1/p')" -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$(fearless help "$command" 2>/dev/null | sed -n 's/^  \(--\{0,1\}[a-z-]\{1,\}\).*/\1/p')" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _fearless fearless fearless-22
