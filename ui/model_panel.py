"""The Settings tab: which language model writes, if any; what is set up, what is missing and how to mend it.

A key that is entered goes to the program and never comes back: the field is emptied, and nothing here shows it.
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from pydantic import SecretStr

from ingest.errors import ModelError
from rag import NewsAssistant
from rag.llm.check import Check, check_model
from rag.writing.model_seat import ModelChoice
from ui.markup import element, text
from ui.tabs import PRIVATE, Refresh, Shared, panel

_LONGEST = 400  # characters of a field
_SIGNS = {True: "ready", False: "to mend", None: ""}
_UNSUPPORTED = {"Leave them out, and list them": "remove", "Show them in place, marked": "mark"}
_FIXED = (
    "Where people log in, who runs the server chooses the model for everybody: with DATELINE_LLM and the settings beside it, or "
    "here while the page was served without a login. So nothing can be changed here."
)
_HEAD = (
    "<h1>Who writes the answers</h1><p>Without a language model, answers are put together from the articles’ own words, and "
    "nothing leaves this machine. A model (such as those behind ChatGPT or Claude, or one of your own) writes them as prose. Each "
    "of its sentences is checked against the articles, and what they do not bear out is left out. Your questions and the passages "
    "found are then sent to the model’s server; with a model file on this machine (gguf:) nothing is sent.</p>"
    "<p class='hint'>To use one, write its provider and name, such as openai:gpt-5-mini, and the key that the provider gave you. Light "
    "or dark is chosen at the top right.</p>"
)


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared.assistant)
    open_to_all = not handlers.fixed
    with gr.Row(elem_id="settings", elem_classes="desk"), gr.Column(elem_classes="side scrolls leaf"):
        panel(_HEAD)
        model = gr.Textbox(
            "", elem_id="model-name", label="Model, as provider:name (empty: none)", max_length=_LONGEST, interactive=open_to_all,
            placeholder="openai:gpt-5-mini",
        )  # fmt: skip
        address = gr.Textbox(
            "", elem_id="model-address", label="Address (only for a server of your own or your company’s)", max_length=_LONGEST, interactive=open_to_all,
            placeholder="http://127.0.0.1:8000/v1",
        )  # fmt: skip
        key = gr.Textbox(
            "", elem_id="model-key", label="Key", type="password", max_length=_LONGEST, visible=open_to_all
        )
        window = gr.Textbox(
            "", elem_id="model-window", label="How much it reads at once, in tokens (empty: as known)", max_length=9, placeholder="8192",
            interactive=open_to_all,
        )  # fmt: skip
        unsupported = gr.Dropdown(
            [*_UNSUPPORTED], value=next(iter(_UNSUPPORTED)), elem_id="model-unsupported",
            label="Sentences the articles do not support", interactive=open_to_all,
        )  # fmt: skip
        keep = gr.Checkbox(
            False, elem_id="model-keep",
            label="Keep this choice, and the key, for the next start (in a file that only you can read)",
            visible=open_to_all,
        )  # fmt: skip
        with gr.Row():
            use = gr.Button("Use it", elem_id="model-use", elem_classes="primary-button", visible=open_to_all)
            check = gr.Button("Check", elem_id="model-check", elem_classes="quiet-button")
        told = panel(elem_id="model-told")
    fields = [model, address, window, unsupported, keep]
    once: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "model", **PRIVATE}
    use.click(handlers.use, [*fields, key], [told, key], **once)
    check.click(handlers.check, None, told, **once)
    return Refresh(run=handlers.refresh, inputs=[], outputs=[told], fill=handlers.fill, filled=[*fields, key])


class _Handlers:
    """What happens on the Settings tab."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._seat = assistant.models
        self.fixed = bool(assistant.settings.users)  # nobody who logs in may change the model for everybody

    def fill(self) -> tuple[Any, ...]:
        """Fill the fields with what is in force; never the key."""
        settings = self._seat.settings
        window = str(settings.llm_context) if settings.llm_context else ""
        said = next(said for said, value in _UNSUPPORTED.items() if value == settings.unsupported)
        fields = settings.llm or "", settings.llm_base_url or "", window, said, self._seat.kept
        return *fields, gr.Textbox("", placeholder=self._key_hint())

    def refresh(self) -> str:
        """Tell which model is in force."""
        fixed = element("p", _FIXED, class_="note") if self.fixed else ""
        return _state(self._seat.trouble, self._seat.settings.llm) + fixed

    def _key_hint(self) -> str:
        return "a key is in use; enter another to change it" if self._seat.settings.llm_api_key else ""

    def use(self, model: str, address: str, window: str, unsupported: str, keep: bool, key: str) -> tuple[str, Any]:
        """Use the model of the fields from now on, or say what is wrong with them."""
        if self.fixed:
            return element("p", _FIXED, class_="error", role="alert"), gr.Textbox("")
        try:
            self._seat.choose(
                ModelChoice(
                    llm=model.strip() or None,
                    base_url=address.strip() or None,
                    key=SecretStr(key.strip()) if key.strip() else None,
                    context=_tokens(window),
                    unsupported="mark" if _UNSUPPORTED.get(unsupported) == "mark" else "remove",
                ),
                keep_it=bool(keep),
            )
        except ModelError as error:
            return element("p", text(error), class_="error", role="alert"), gr.Textbox("")
        return _checked(check_model(self._seat.settings)), gr.Textbox("", placeholder=self._key_hint())

    def check(self) -> str:
        """Look the model over."""
        return _checked(check_model(self._seat.settings))


def _tokens(window: str) -> int | None:
    digits = window.strip().replace(",", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or not 512 <= int(digits) <= 10_000_000:
        raise ModelError("The window is a number of tokens, such as 8192.")
    return int(digits)


def _state(trouble: str | None, model: str | None) -> str:
    if trouble:
        return element("p", text(trouble), class_="error", role="alert")
    return element(
        "p", text(f"In use: {model}" if model else "No model: answers are composed of exact words."), class_="note"
    )


def _checked(checks: list[Check]) -> str:
    rows = "".join(
        element(
            "li",
            f"<b>{text(check.what)}</b> {text(check.told)} {element('span', text(_SIGNS[check.good]), class_='tag') if check.good is not None else ''}"
            + (element("p", text(check.mend), class_="hint") if check.mend else ""),
        )
        for check in checks
    )
    return element("ul", rows, class_="card", role="status")
