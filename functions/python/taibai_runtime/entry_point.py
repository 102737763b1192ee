"""Finds and calls the user's `module.function`."""

import importlib
import inspect
import sys
from importlib.machinery import PathFinder
from inspect import Parameter, signature

JSON_TYPES = (dict, list, tuple, str, int, float)


class CannotBeCalled(Exception):
    """The package has no such module or function, or what has this name cannot be run for a result."""


def load(entry, task_root):
    module_name, _, function_name = entry.rpartition(".")
    if not module_name:
        raise CannotBeCalled(f'Entry "{entry}" is not of the form "module.function".')
    if module_name == "__main__":  # the user's, not the program that runs this
        del sys.modules[module_name]
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and f"{module_name}.".startswith(f"{error.name}."):
            raise _missing(entry, f'the package has no module "{module_name}".', task_root) from None
        raise
    function = getattr(module, function_name, None)
    if not callable(function) or _hidden(entry, task_root):
        what = f'module "{module_name}" has no function "{function_name}".'
        raise _missing(entry, what, task_root)
    if inspect.isclass(function) and not issubclass(function, JSON_TYPES):
        raise CannotBeCalled(
            f'Entry "{entry}" is a class. Name a function, or an object that can be called.'
        )
    return function


def _missing(entry, what, task_root):
    hidden = _hidden(entry, task_root)
    if hidden:
        what = f'Python finds its own module "{hidden}" first. Rename the file.'
    return CannotBeCalled(f'Entry "{entry}" not found: {what}')


def _hidden(entry, task_root):
    """The name of the user's module, if Python has one of that name which it finds first."""
    name = entry.partition(".")[0]
    theirs = PathFinder.find_spec(name, [task_root])
    found = getattr(sys.modules.get(name), "__spec__", None)
    if theirs and theirs.origin and found and found.name == name and found.origin != theirs.origin:
        return name
    return None


def call(entry, function, arguments, positional, context):
    """`arguments` is a dict of keyword arguments, the one positional argument, or None."""
    keywords = {} if positional or arguments is None else dict(arguments)
    if accepts_context(function, positional):
        keywords["context"] = context
    result = function(arguments, **keywords) if positional else function(**keywords)
    if inspect.isgenerator(result) or inspect.isasyncgen(result):
        raise CannotBeCalled(
            f'Entry "{entry}" answers with a generator, which has no result. '
            f'Answer with "return" and the whole result instead of "yield".'
        )
    return _awaited(result) if inspect.isawaitable(result) else result


def _awaited(awaitable):
    """Runs what an `async def` answers with, in an event loop of its own."""
    import asyncio  # takes a while, and most functions do not need it

    async def result():
        return await awaitable

    return asyncio.run(result())


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
