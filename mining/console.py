"""How the command line speaks: named stages with their seconds, refusals as one sentence."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from mining.discovery.labels import DIRECTION_MARKS
from mining.errors import QuestionForUser, ThroughlineError

__all__ = ["EXIT_REFUSED", "InertConsole", "Stages", "console", "refusals"]

EXIT_REFUSED = 2
_CONTROLS = [chr(code) for code in (*range(32), *range(127, 160)) if chr(code) != "\n"]
_INERT = str.maketrans(dict.fromkeys([*_CONTROLS, *DIRECTION_MARKS]))


class InertConsole(Console):
    """A terminal to which text can do nothing: an activity may be called "clear the screen" in escape codes."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield what is to be written, without the control characters of its text."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(_INERT), style, control)


console = InertConsole(stderr=True, highlight=False)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal into one sentence on stderr and exit code 2."""
    try:
        yield
    except ThroughlineError as error:
        about = f" (open: {', '.join(error.about)})" if isinstance(error, QuestionForUser) else ""
        console.print(f"{error}{about}", style="bold", markup=False, soft_wrap=True)
        raise typer.Exit(EXIT_REFUSED) from error


class Stages:
    """Named stages on one moving line; each leaves its seconds behind when it ends."""

    def __init__(self) -> None:
        self._status = console.status("Starting")
        self._stage, self._since = "", time.monotonic()

    def __enter__(self) -> Stages:
        self._status.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._finish()
        self._status.stop()

    def __call__(self, stage: str) -> None:
        """Begin a stage, which ends the one before; a stage that is told again goes on."""
        if stage == self._stage:
            return
        self._finish()
        self._stage, self._since = stage, time.monotonic()
        self._status.update(stage)

    def _finish(self) -> None:
        if self._stage:
            console.print(f"  {self._stage}: {time.monotonic() - self._since:.1f} s", markup=False)
        self._stage = ""
