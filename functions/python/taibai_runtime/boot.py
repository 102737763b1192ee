"""The program of the user's process. Its first argument is the folder of the package `taibai_runtime`."""

import sys

if __name__ == "__main__":  # `multiprocessing` imports it in the processes that it starts
    at_start = tuple(sys.modules)
    sys.path.insert(0, sys.argv.pop(1))
    from taibai_runtime import user_side

    del sys.path[0]
    user_side.serve(at_start)
