"""Keeps our imports and the user's apart: a package may have modules named like those of Python."""

import sys
from os import path


def hide(task_root):
    """In our process: no import finds the user's modules, and none that was found before is used."""
    root = path.realpath(task_root)
    sys.path[:] = [folder for folder in sys.path if path.realpath(folder) != root]
    for name, module in list(sys.modules.items()):
        if name != "__main__" and _comes_from(root, getattr(module, "__file__", None)):
            del sys.modules[name]


def give_way(at_start, task_root):
    """In the user's process: what we have imported is found anew where plain Python finds it.

    Plain Python uses the modules of its start (`at_start`), its built-in and frozen modules, the
    user's folder, and then its own library, in this order.
    """
    root = path.realpath(task_root)
    imported = {name.partition(".")[0] for name in sys.modules} - set(at_start)
    theirs = {name for name in imported if _comes_from(root, _origin(name))}
    for name in list(sys.modules):
        if name.partition(".")[0] in theirs:
            del sys.modules[name]


def _origin(name):
    """The file that an import of this top-level module would load if it were not loaded."""
    for finder in sys.meta_path:
        spec = finder.find_spec(name, None)
        if spec is not None:
            return spec.origin
    return None


def _comes_from(root, file):
    return bool(file) and path.realpath(file).startswith(path.join(root, ""))
