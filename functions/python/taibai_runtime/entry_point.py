"""Finds and calls the user's `module.function`."""

import importlib
import sys
from importlib.machinery import PathFinder
from inspect import Parameter, signature


class EntryMissing(Exception):
    """The package has no such module, or the module has no such function."""


def load(entry, task_root):
    module_name, _, function_name = entry.rpartition(".")
    if not module_name:
        raise EntryMissing(f'Entry "{entry}" is not of the form "module.function".')
    _prefer_user_module(module_name.partition(".")[0], task_root)
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and f"{module_name}.".startswith(f"{error.name}."):
            raise EntryMissing(
                f'Entry "{entry}" not found: the package has no module "{module_name}".'
            ) from None
        raise
    function = getattr(module, function_name, None)
    if not callable(function):
        raise EntryMissing(
            f'Entry "{entry}" not found: module "{module_name}" has no function "{function_name}".'
        )
    return function


def _prefer_user_module(name, task_root):
    """Unloads a standard library module that is already loaded, if the user has a module of that name."""
    found = PathFinder.find_spec(name, [task_root])
    loaded = sys.modules.get(name)
    if found and found.origin and loaded and getattr(loaded, "__file__", None) != found.origin:
        del sys.modules[name]


def call(function, arguments, positional, context):
    """`arguments` is a dict of keyword arguments, the one positional argument, or None."""
    keywords = {} if positional or arguments is None else dict(arguments)
    if accepts_context(function, positional):
        keywords["context"] = context
    return function(arguments, **keywords) if positional else function(**keywords)


def accepts_context(function, positional):
    """Whether the function takes `context`. Qinling always passes it, which breaks `def main(name)`."""
    try:
        parameters = list(signature(function).parameters.values())
    except (TypeError, ValueError):
        return False
    if positional and parameters:
        first = parameters.pop(0)
        if first.name == "context":
            return False
    by_keyword = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return any(
        parameter.kind is Parameter.VAR_KEYWORD
        or (parameter.name == "context" and parameter.kind in by_keyword)
        for parameter in parameters
    )
