#!/bin/bash
# Serves for `make run`: starts what Procfile names with honcho, and ends all of it together with make.
#
# Honcho alone is not enough. A terminal's Ctrl-C reaches everybody, but
# - make hands on no SIGINT that was sent to it alone, it only waits for this script to end;
# - honcho knows nothing of a closed terminal (SIGHUP), and nothing of a make that was killed with force.
# So this script stands between them: it ends honcho when it is signalled itself, and when make is gone or about to go.
set -u
GRACE=8 # seconds that honcho has to end what it started, before everything is ended with force

# Make catches its signals until the first of them arrives and then lets go of it; when make is gone, there is no file.
make_catches() { grep -s SigCgt "/proc/$PPID/status"; }

asked=
trap 'asked=1' HUP INT TERM

# Honcho gets a session of its own, whose number is $honcho: so that only this script signals it, and so that nobody in it
# is overlooked. When this script is killed with force, the kernel tells honcho (--pdeathsig); Procfile says the same of
# the web server and the worker, for a honcho that is killed with force.
setsid setpriv --pdeathsig TERM .venv/bin/honcho --no-colour start &
honcho=$!

at_first=$(make_catches)
while kill -0 "$honcho" 2>/dev/null; do
    [ "$(make_catches)" = "$at_first" ] || asked=1
    [ -z "$asked" ] || break
    sleep 0.5
done

if [ -n "$asked" ]; then
    kill -TERM "$honcho" 2>/dev/null
    timeout "$GRACE" tail --pid="$honcho" -f /dev/null
fi
kill -KILL -- "-$honcho" 2>/dev/null # whoever is left, also when honcho ended by itself
wait "$honcho" 2>/dev/null
status=$?
[ -z "$asked" ] || exit 0
exit "$status"
