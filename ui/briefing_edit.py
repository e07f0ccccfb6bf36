"""What a user does to a briefing on the page: each change checked, kept at once, and able to be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.errors import DatelineError, NotFound, StoreError
from rag import NewsAssistant
from rag.briefing import Briefing, SectionKind
from rag.briefing.edit import moved, part_moved, titled, without, without_part
from rag.briefing.shelf import ChangedElsewhere
from ui.briefing_view import Editor, Shown
from ui.tabs import whose

_DELETED = "This briefing was deleted elsewhere since it was opened here."


class Edits:
    """Makes the changes that buttons of the page ask for. Holds no briefing."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._briefings = assistant.briefings

    def done(self, shown: Shown, sent: Mapping[str, Any]) -> Shown:
        """Return what is shown after a button was pressed; sent: its data, which are to be trusted in nothing."""
        briefing = shown.briefing
        if briefing is None:
            return shown
        shown = replace(shown, notice="", focus="")
        try:
            return self._done(shown, briefing, sent)
        except DatelineError as error:
            return replace(shown, notice=str(error))

    def changed(self, shown: Shown, briefing: Briefing) -> Shown:
        """Return the page with a changed briefing, kept in its place; where another tab changed it, kept by neither."""
        return self.keep(replace(shown, briefing=briefing, past=shown.past_and_this, editor=None, saved=False))

    def keep(self, shown: Shown) -> Shown:
        """Return the page with its briefing kept."""
        if shown.briefing is None or shown.conflict:
            return shown
        try:
            kept = self._briefings.keep(
                shown.briefing, owner=whose(), record_id=shown.kept_id, seen=shown.revision if shown.kept_id else None
            )
        except ChangedElsewhere as error:
            return replace(shown, conflict=str(error))
        except NotFound:
            return replace(shown, conflict=_DELETED)
        except StoreError as error:  # the change stands on the page
            return replace(shown, saved=False, notice=f"This is not saved. {error}")
        return replace(shown, kept_id=kept, revision=self._briefings.revision(kept, owner=whose()), saved=True)

    def opened(self, record_id: str) -> Shown:
        """Return the page with a kept briefing. Raises NotFound."""
        revision = self._briefings.revision(record_id, owner=whose())
        briefing = self._briefings.open(record_id, owner=whose())
        return Shown(briefing=briefing, kept_id=record_id, revision=revision, saved=True)

    def _done(self, shown: Shown, briefing: Briefing, sent: Mapping[str, Any]) -> Shown:
        chosen = str(sent.get("sentence", ""))
        match sent.get("do"):
            case "open":
                return self._at_sentence(shown, briefing, chosen)
            case "add":
                return replace(shown, editing=True, editor=Editor(kind=_part(sent)))
            case "title":
                return replace(shown, editor=Editor(title=True, words=briefing.title))
            case "leave":
                focus = shown.editor.sentence if shown.editor else ""
                return replace(shown, editor=None, focus=focus)
            case "put" if shown.editor is not None:
                return self._put(shown, briefing, str(sent.get("words", "")), insists=sent.get("insist") == "yes")
            case "remove":
                return self.changed(shown, without(briefing, chosen))
            case "up" | "down" as way:
                shown = self.changed(shown, moved(briefing, chosen, -1 if way == "up" else 1))
                return replace(shown, focus=f"{way} {chosen}")
            case "part-up" | "part-down" as way:
                kind = _part(sent)
                shown = self.changed(shown, part_moved(briefing, kind, -1 if way == "part-up" else 1))
                return replace(shown, focus=f"{way} {kind}")
            case "part-remove":
                return self.changed(shown, without_part(briefing, _part(sent)))
            case "undo" if shown.past:
                last = replace(
                    shown, briefing=shown.past[-1], past=shown.past[:-1], editor=None, changed=None, saved=False
                )
                return replace(self.keep(last), focus="undo")
            case "mine" if shown.conflict:
                return self.keep(replace(shown, conflict="", kept_id=None, revision=None))
            case "theirs" if shown.conflict and shown.kept_id:
                return self._theirs(shown, shown.kept_id)
        return shown

    def _at_sentence(self, shown: Shown, briefing: Briefing, chosen: str) -> Shown:
        found = next((sentence for sentence in briefing.sentences if sentence.id == chosen), None)
        if found is None:
            raise NotFound("This sentence is no longer in the briefing.")
        return replace(shown, editor=Editor(sentence=chosen, words=found.text))

    def _put(self, shown: Shown, briefing: Briefing, words: str, *, insists: bool) -> Shown:
        """Put what the user wrote, unless the articles do not bear it out and the user does not insist."""
        editor = shown.editor
        assert editor is not None
        try:
            if editor.title:
                return self.changed(shown, titled(briefing, words))
            checked = (
                self._briefings.rewritten(briefing, editor.sentence, words)
                if editor.sentence
                else self._briefings.written(words)
            )
        except DatelineError as error:
            return replace(shown, editor=replace(editor, words=words, trouble=str(error)))
        if checked is None:
            return replace(shown, editor=None, focus=editor.sentence)
        if not checked.supported and not insists:
            return replace(shown, editor=replace(editor, words=words, doubt=checked.sentence.doubt, trouble=""))
        kind = editor.kind or SectionKind.BOTTOM_LINE
        shown = self.changed(shown, self._briefings.put(briefing, kind, checked))
        told = ""
        if checked.supported and checked.sentence.lead.endswith("as reported:"):
            told = f"These are somebody’s words, so “{checked.sentence.lead}” stands before them."
        elif checked.elsewhere:
            told = "What it cited does not say this; other passages do, and it cites those now."
        return replace(shown, focus=checked.sentence.id, notice=told)

    def _theirs(self, shown: Shown, kept_id: str) -> Shown:
        try:
            return replace(self.opened(kept_id), editing=shown.editing)
        except NotFound:
            return replace(shown, notice=_DELETED)


def _part(sent: Mapping[str, Any]) -> SectionKind:
    try:
        return SectionKind(str(sent.get("part", "")))
    except ValueError as error:
        raise NotFound("There is no such part.") from error
