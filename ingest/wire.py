"""Frozen dataclasses as JSON and back by their type hints, for one process of the program to ask another."""

from __future__ import annotations

import base64
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from ingest.errors import DatelineError

T = TypeVar("T")


def plain(value: object) -> Any:
    """Return a value as what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.init}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(held) for held in value]
    return value


def typed(kind: type[T], data: Any) -> T:
    """Return what `plain` made of a value of this type. Raises DatelineError where it is no such value."""
    try:
        return cast(T, _typed(kind, data))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        name = getattr(kind, "__name__", kind)
        raise DatelineError(
            f"The page answered with something that is no {name} ({error}); is it of the same version?"
        ) from error


def _typed(kind: Any, data: Any) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any or kind is object:
        return data
    if origin in (typing.Union, types.UnionType):
        if data is None and type(None) in inside:
            return None
        return _typed(next(one for one in inside if one is not type(None)), data)
    if origin is tuple:
        if len(inside) == 2 and inside[1] is Ellipsis:
            return tuple(_typed(inside[0], held) for held in data)
        return tuple(_typed(one, held) for one, held in zip(inside, data, strict=True))
    if origin in (list, Sequence, set, frozenset):
        made = list if origin is Sequence else origin
        return made(_typed(inside[0], held) for held in data)
    if origin in (dict, Mapping):
        return {_typed(inside[0], key): _typed(inside[1], held) for key, held in data.items()}
    return _single(kind, data)


def _single(kind: Any, data: Any) -> Any:
    if is_dataclass(kind):
        hints = _hints(cast(Any, kind))
        return kind(**{name: _typed(hints[name], held) for name, held in data.items() if name in hints})  # type: ignore[operator]
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return kind(data)
        if issubclass(kind, bytes):
            return base64.b64decode(data, validate=True)
        if issubclass(kind, date):
            return kind.fromisoformat(data)
        if issubclass(kind, Path):
            return kind(data)
        if issubclass(kind, float) and isinstance(data, int):
            return float(data)
        if not isinstance(data, kind):
            raise TypeError(f"{data!r} is no {kind.__name__}")
    return data


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
