/// A program with runc's command line whose containers are plain processes, so that a shim is tested without root.
///
/// A container runs `program.sh` of the bundle; an exec runs the shell script that its first argument names. A file
/// `refuse` in the bundle makes `create` fail with its text.
enum FakeRuntime {
    static let script = #"""
        #!/bin/sh
        root=$2 log=$4; shift 6
        verb=$1; shift
        pidfile= process=
        while [ $# -gt 1 ]; do
            case $1 in
            --pid-file) pidfile=$2; shift ;;
            --process) process=$2; shift ;;
            --bundle) shift ;;
            --all | --force | --detach) ;;
            *) break ;;
            esac
            shift
        done
        id=$1 state=$root/$1
        exec 3<&0
        case $verb in
        create)
            if [ -f refuse ]; then
                printf '{"level":"error","msg":"%s"}\n' "$(cat refuse)" > "$log"
                exit 1
            fi
            mkdir -p "$state"
            mkfifo "$state/go"
            sh -c 'read go < "$0/go" && exec sh program.sh' "$state" <&3 3<&- &
            echo $! > "$state/pid"
            printf %s $! > "$pidfile" ;;
        start) echo > "$state/go" ;;
        exec)
            program=$(sed 's/.*"args":\["\([^"]*\)".*/\1/; s,\\/,/,g' "$process")
            mkfifo "$root/gate-$$"
            sh -c 'read go < "$1"; rm "$1"; exec sh "$0"' "$program" "$root/gate-$$" <&3 3<&- &
            printf %s $! > "$pidfile"
            # The program begins when this shell is no more, which would wait for it in the shim's place.
            exec true > "$root/gate-$$" ;;
        kill) kill -"$2" "$(cat "$state/pid")" ;;
        delete) rm -r "$state" ;;
        esac
        """#
}
