"""What one person does all the while: looks at the map, filters, reads the ranking, and starts again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from random import Random

from websockets.exceptions import WebSocketException

from benchmarks.load.client import Tab, WentWrong

__all__ = ["THINKS_SECONDS", "Told", "person"]

THINKS_SECONDS = (2.0, 6.0)
"""How long a person looks at a page before the next step: even odds in between."""
_CHANNELS = ("Web", "Phone", "Email", "Face to face")
_N_BOXES = 18


@dataclass
class Told:
    """What all people together waited for, and what went wrong.

    Attributes
    ----------
    seconds
        Kind of interaction -> how long each took.
    errors
        What went wrong, by whom and where.
    held
        How many people were still there at the end.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    held: int = 0


class _Person:
    def __init__(self, tab: Tab, random: Random, until: float, told: Told) -> None:
        self._tab, self._random, self._until, self._told = tab, random, until, told

    async def stay(self) -> None:
        """Use the app until the time is over."""
        await self._timed("Open the app", self._tab.visit())
        first = True
        while time.monotonic() < self._until:
            await self._look_at_the_map()
            if first:
                await self._timed("Open Opportunities, all cases", self._tab.visit("opportunities"))
                await self._timed("Open the map", self._tab.visit("map"))
            await self._filter()
            await self._timed("Open Opportunities, cases filtered anew", self._tab.visit("opportunities"))
            await self._timed("Open the report", self._tab.visit("report"))
            await self._timed("Open the map", self._tab.visit("map"))
            await self._timed("Take the filters away", self._tab.press("Clear all"))
            first = False

    async def _look_at_the_map(self) -> None:
        random = self._random
        await self._timed("Open the map", self._tab.visit("map"))
        for label, least in (("Paths shown (%)", 0), ("Activities shown (%)", 50)):
            await self._timed("Move a slider", self._tab.slide(label, random.randrange(least, 101, 5)))
        await self._timed("Select a box", self._tab.select_on_map(random.randrange(_N_BOXES)))

    async def _filter(self) -> None:
        tab, channel = self._tab, self._random.choice(_CHANNELS)
        await self._timed("Open the filter form", tab.press("Add a filter"))
        await self._timed("Fill in the form", tab.choose("Channel: any of these", channel))
        await self._timed("Set a filter", tab.press("Add this filter"))
        await self._timed("Select a box", tab.select_on_map(self._random.randrange(_N_BOXES)))
        if tab.shows("button", "Only cases with this"):
            await self._timed("Set a filter", tab.press("Only cases with this"))

    async def _timed(self, kind: str, doing: Awaitable[None]) -> None:
        began = time.monotonic()
        await doing
        self._told.seconds.setdefault(kind, []).append(time.monotonic() - began)
        await asyncio.sleep(self._random.uniform(*THINKS_SECONDS))


async def person(number: int, address: str, until: float, told: Told) -> None:
    """Let one person use the app until a moment; whoever meets an error comes back with a new tab."""
    random = Random(number)
    while time.monotonic() < until:
        try:
            tab = await Tab.open(address)
            try:
                await _Person(tab, random, until, told).stay()
            finally:
                await tab.close()
        except (WentWrong, WebSocketException, OSError) as error:
            told.errors.append(f"person {number}: {type(error).__name__}: {error}")
        else:
            told.held += 1
