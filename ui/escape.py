r"""Text from people's data on its way into Streamlit, which reads Markdown almost everywhere.

Labels of buttons, metrics, tabs, expanders, radio buttons and pills are Markdown to Streamlit. An
activity called ``![x](https://example.org/a.png)`` would make every reader's browser fetch a picture.
Write such text through `as_text`, or use `st.text` and tables, which take text as it is.
"""

from __future__ import annotations

import re

from mining.discovery.labels import plain

__all__ = ["as_text"]

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit also rewrites text after the backslashes are gone: web and e-mail addresses become links,
# :name: an icon, --> an arrow. An invisible word joiner within them keeps them as they are.
_REWRITTEN = re.compile(
    r"(?<=:)|(?<=@)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=<)(?=-)|(?<=[<>~])(?==)", re.IGNORECASE
)
_WORD_JOINER = "\u2060"


def as_text(value: str) -> str:
    r"""Return Markdown that shows exactly this text, on one line, and does nothing else.

    No bold, heading, list, code, link, picture, HTML, colour, icon, emoji short code or formula can
    come of it, and nothing is fetched. Control characters become spaces.

    Examples
    --------
    >>> as_text("Check *all* forms")
    'Check \\*all\\* forms'
    >>> as_text("![x](//a.b)")
    '\\!\\[x\\]\\(\\/\\/a\\.b\\)'
    """
    return _PUNCTUATION.sub(r"\\\1", _REWRITTEN.sub(_WORD_JOINER, plain(value)))
