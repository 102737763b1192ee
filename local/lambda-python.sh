#!/bin/sh
# Starts the process of a user's function in the emulator as Lambda does, as far as this machine allows:
# the code is read-only, memory and open files are limited, and root has none of root's rights.
here=$(dirname "$0")
chmod -R a-w "$LAMBDA_TASK_ROOT" 2>/dev/null
ulimit -n 1024 2>/dev/null
# In kilobytes. A larger allocation fails with MemoryError; Lambda would end the process.
ulimit -d $((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 1024)) 2>/dev/null
if [ "$(id -u)" = 0 ] && setpriv --bounding-set=-all --inh-caps=-all true 2>/dev/null; then
  exec setpriv --bounding-set=-all --inh-caps=-all "$here/bin/python3" "$@"
fi
exec "$here/bin/python3" "$@"
