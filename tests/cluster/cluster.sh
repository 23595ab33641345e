# Sourced by the scripts of this folder, after support/script.sh: a Slurm of two nodes of two cores on
# this machine alone, without systemd and without a key (Slurm's auth/none and cred/none: who asks is
# believed, so it listens on the loopback and lives as long as the test). Everything that it writes
# is under $folder/slurm. Whatever ends the script, its processes are ended: those of pid files, and
# those that have this cluster's SLURM_CONF in their environment, which no other process has.

SLURM_CONF=$folder/slurm/slurm.conf
export SLURM_CONF
unset SLURM_JOB_ID SBATCH_PARTITION SBATCH_ACCOUNT # of a job around this test

free_port() { # from, up to which none of this machine listens on
    port=$1
    while cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        grep -q ":$(printf '%04X' "$port") [0-9A-F]*:0000 0A"; do
        port=$((port + 1))
    done
    echo "$port"
}

write_conf() {
    first=$((20000 + $$ % 10000))
    ctl=$(free_port $first) && n1=$(free_port $((ctl + 1))) && n2=$(free_port $((n1 + 1)))
    user=$(id -un)
    mkdir -p "$folder/slurm/state" "$folder/slurm/spool"
    # cred_expire is also how long a requeued task waits before it starts again.
    cat >"$SLURM_CONF" <<END
ClusterName=orthant
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$ctl
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/none
CredType=cred/none
AuthInfo=cred_expire=5
StateSaveLocation=$folder/slurm/state
SlurmdSpoolDir=$folder/slurm/spool/%n
SlurmctldPidFile=$folder/slurm/slurmctld.pid
SlurmdPidFile=$folder/slurm/%n.pid
SlurmctldLogFile=$folder/slurm/slurmctld.log
SlurmdLogFile=$folder/slurm/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=1,sched_interval=2,bf_interval=2
SlurmdTimeout=6
MessageTimeout=4
KillWait=2
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$n1 CPUs=2
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$n2 CPUs=2
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=60
END
}

# Ids of this cluster's processes; with a node's name those of its tasks, and what runs them there.
processes() {
    for environ in $(grep -lzxF "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null); do
        id=${environ#/proc/} id=${id%/environ}
        if [ $# -eq 0 ]; then
            # Of a shell between the test and its daemons there is nothing to end.
            case $(cat "/proc/$id/comm" 2>/dev/null) in
            slurm* | orthant) echo "$id" ;;
            esac
        elif grep -qszxF "SLURMD_NODENAME=$1" "$environ"; then
            above=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$id/status" 2>/dev/null)
            echo "$id"
            [ "$(cat "/proc/$above/comm" 2>/dev/null)" != slurmstepd ] || echo "$above"
        fi
    done
}

daemon() { # pid file: the id of what wrote it, where that still runs
    id=$(cat "$1" 2>/dev/null) && kill -0 "$id" 2>/dev/null && echo "$id"
}

start_controller() {
    slurmctld >>"$folder/slurm/start.log" 2>&1
}

start_node() { # name
    slurmd -N "$1" >>"$folder/slurm/start.log" 2>&1
}

both_idle() {
    [ "$(sinfo -h -N -o %T 2>/dev/null | grep -c idle)" -eq 2 ]
}

start_cluster() {
    write_conf
    trap 'end_cluster; rm -rf "$folder"' EXIT
    trap 'exit 130' INT TERM HUP
    start_controller
    start_node n1
    start_node n2
    wait_for 200 both_idle
}

# The controller writes its state down some seconds after what changed; one that dies sooner knows
# nothing of tasks that run, starts them again and takes the node for a broken one. So a test that
# kills it holds the tasks up, by `hold STOP` and `hold CONT`, until they are written down.
hold() {
    for id in $(processes n1) $(processes n2); do
        [ "$(cat "/proc/$id/comm" 2>/dev/null)" != orthant ] || kill "-$1" "$id"
    done
}

state_is_saved() { # since a file was made
    [ "$folder/slurm/state/job_state" -nt "$1" ]
}

crash_controller() {
    kill -9 "$(daemon "$folder/slurm/slurmctld.pid")"
}

crash_node() { # name: its daemon, its tasks and what runs them, as if its power had gone
    # shellcheck disable=SC2046
    kill -9 "$(daemon "$folder/slurm/$1.pid")" $(processes "$1" | sort -u) 2>/dev/null
    rm -f "$folder/slurm/$1.pid"
}

nothing_left() {
    [ -z "$(processes)" ]
}

end_cluster() {
    for file in "$folder"/slurm/*.pid; do
        ! id=$(daemon "$file") || kill "$id" 2>/dev/null
    done
    wait_for 10 nothing_left && return
    # Tasks outlive the daemons that started them.
    for signal in TERM KILL; do
        # shellcheck disable=SC2046
        kill -$signal $(processes) 2>/dev/null
        wait_for 20 nothing_left && return
    done
}
