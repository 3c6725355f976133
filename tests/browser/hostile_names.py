"""Activity names that mean something to Markdown, to HTML or to Streamlit's own short codes."""

from __future__ import annotations

NAMES = [
    "![a](http://192.0.2.1/p.png)",
    "[link](http://192.0.2.1/x)",
    "<img src=http://192.0.2.1/i.png onerror=alert(1)>",
    "<b>bold</b><script>alert(1)</script>",
    ":red[danger] :red-background[x] :blue-badge[y] :small[z]",
    ":material/home: and :smile: and :streamlit:",
    "$x^2$ costs $5 and $6",
    "$$\\frac{1}{2}$$",
    "**b** *i* _u_ ~~s~~ `code`",
    "# heading",
    "1. one",
    "- item",
    "> quote",
    "a | b\n--|--\n1|2",
    "http://evil.example/x and www.evil.example and HTTPS://EVIL.example",
    "mail me@evil.example or mailto:me@evil.example now",
    "<http://evil.example> <me@evil.example>",
    "--> -> <- <-- <-> -- --- => <= >= ~=",
    "&amp; &lt;b&gt; &#33;",
    "\\*not\\*",
    "[^1] and [x]: http://a.b",
    "::: note\nx\n:::",
    "Fee £5 (10%) – ok",
]
