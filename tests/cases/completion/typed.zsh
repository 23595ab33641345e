# typed.zsh SHELL SETUP: types each line of standard input at the prompt of a real SHELL (bash or zsh)
# on a terminal, presses Tab behind it, and prints on a line what the command line is then, behind it
# a tab and all words that zsh was offered. SETUP is what the shell reads first.
emulate -L zsh
zmodload zsh/zpty
local shell=$1 setup=$2 typed got chunk
integer tries

# Ctrl-T shows the line between marks and empties it.
if [[ $shell == zsh ]]; then
    zpty -b there "TERM=dumb HISTFILE= zsh -f -i"
    zpty -w there "PROMPT= RPROMPT=; unsetopt zle_bracketed_paste prompt_sp beep; source $setup
        typeset -a offered
        compadd() {
            local -a hits
            [[ -n \${(M)@:#-[OAD]} ]] || { builtin compadd -O hits \"\$@\"; offered+=(\"\${hits[@]}\") }
            builtin compadd \"\$@\"
        }
        show() { print -rn -- $'\\1'\$BUFFER$'\\t'\$offered$'\\2'; BUFFER=; offered=() }
        zle -N show; bindkey '^T' show; bindkey '^I' complete-word; print -n $'\\3'"
else
    zpty -b there "TERM=dumb HISTFILE= INPUTRC=/dev/null bash --norc --noprofile -i"
    zpty -w there "PS1=; bind 'set bell-style none'; source $setup
        show() { printf '\\001%s\\002' \"\$READLINE_LINE\"; READLINE_LINE=; }
        bind -x '\"\\C-t\": show'; printf '\\003'"
fi

wait_for() { # mark: what came before it is $got
    got=
    for ((tries = 0; tries < 24000; tries++)); do
        if zpty -rt there chunk; then
            got+=$chunk
            [[ $got != *$1* ]] || return 0
        else
            sleep 0.005
        fi
    done
    return 1
}

wait_for $'\3' || { print "no prompt: ${(V)got}"; exit 1 }
while IFS= read -r typed; do
    zpty -wn there "$typed"$'\t\C-t'
    wait_for $'\2' || { print "no answer: ${(V)got}"; exit 1 }
    got=${got%%$'\2'*}
    print -r -- "${${got##*$'\1'}//$'\r'/}"
done
zpty -d there
