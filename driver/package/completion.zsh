#compdef fearless fearless-22
# Completion of fearless for zsh: commands and options are those that
# `fearless help` prints.
_fearless() {
  local command=${words[2]}
  local -a commands
  commands=(${(f)"$(fearless help 2>/dev/null | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p')"} help)
  if (( CURRENT == 2 )); then
    compadd -a commands
  elif [[ $command == help ]]; then
    compadd -a commands
  elif [[ $command == explain ]]; then
    compadd ${(f)"$(fearless list 2>/dev/null | sed -n 's/^  \(fearless-[a-z-]*\) .*/\1/p')"}
  elif [[ $PREFIX == -* ]]; then
    compadd -- ${(f)"$(fearless help $command 2>/dev/null | sed -n 's/^  \(--\{0,1\}[a-z-]\{1,\}\).*/\1/p')"}
  else
    _files
  fi
}
_fearless "$@"
