"""Prompts: one Markdown file a task in prompts/, its variables checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PromptError

FOLDER = Path(__file__).parents[2] / "prompts"
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_PARTS = re.compile(r"\A\s*# System\s*\n(?P<system>.+?)\n# User\s*\n(?P<user>.+)\Z", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A task for a language model: what rules hold (system), and what is asked (user), with {variables}."""

    name: str
    system: str
    user: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables that stand in it."""
        return frozenset(_VARIABLE.findall(self.system) + _VARIABLE.findall(self.user))

    def filled(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Return system and user text with the values put in; a brace within a value means nothing.

        Raises PromptError where a variable has no value.
        """
        absent = self.variables - values.keys()
        if absent:
            raise PromptError(f"prompts/{self.name}.md: no value for {', '.join(sorted(absent))}.")

        def value(found: re.Match[str]) -> str:
            return values[found[1]]

        return _VARIABLE.sub(value, self.system), _VARIABLE.sub(value, self.user)


def load_prompt(name: str, variables: Iterable[str], folder: Path = FOLDER) -> Prompt:
    """Return the prompt of a task.

    variables: those that its caller has; the file must use these and no others. Raises PromptError with the file's
    name and what is wrong.
    """
    path = folder / f"{name}.md"
    try:
        found = _PARTS.match(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"The prompt {path} cannot be read: {error}") from error
    if found is None:
        raise PromptError(f"The prompt {path} must have two parts, headed '# System' and '# User'.")
    prompt = Prompt(name=name, system=found["system"].strip(), user=found["user"].strip())
    known = frozenset(variables)
    if unknown := prompt.variables - known:
        raise PromptError(
            f"The prompt {path} names {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}."
        )
    if unused := known - prompt.variables:
        raise PromptError(f"The prompt {path} leaves out {', '.join(sorted(unused))}.")
    return prompt
