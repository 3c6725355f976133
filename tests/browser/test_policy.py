"""What the browser is told about the app, and that it keeps to it."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.serving import wait_until_still

EVERYWHERE = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def reply(address: str, method: str = "GET") -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method=method)) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as answer:
        return answer.code, {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 200),
        ("GET", "map", 200),
        ("GET", "_stcore/health", 200),
        ("GET", "_stcore/host-config", 200),
        ("GET", "favicon.png", 200),
        ("GET", "media/0123456789abcdef.csv", 404),
        ("GET", "_stcore/metrics", 404),
        ("PUT", "_stcore/upload_file/somebody/1", 403),
        ("DELETE", "_stcore/upload_file/somebody/1", 403),
        ("POST", "", 405),
        ("GET", "..%2f..%2fetc/passwd", 400),
    ],
)
def test_every_reply_has_the_headers_and_is_kept_by_nobody(app_url, method, path, status):
    found, headers = reply(f"{app_url}{path}", method)
    assert found == status
    assert EVERYWHERE.items() <= headers.items()
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert not any("http" in sources or "*" in sources for sources in policy.values())


def test_the_page_gives_a_cookie_that_scripts_cannot_read(app_url):
    _, headers = reply(app_url)
    assert headers["set-cookie"].startswith("throughline_visitor=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(headers["set-cookie"].split("; "))
    assert "set-cookie" not in reply(f"{app_url}_stcore/host-config")[1]


FORBIDDEN = """async () => {
    const broken = [];
    document.addEventListener("securitypolicyviolation", event => broken.push(event.effectiveDirective));
    const put = (tag, properties) => document.body.append(Object.assign(document.createElement(tag), properties));
    put("script", {textContent: "window.ran = 'inline'"});
    put("script", {src: "http://192.0.2.1/x.js"});
    put("script", {src: "data:text/javascript,window.ran = 'data'"});
    put("img", {src: "http://192.0.2.1/x.png"});
    put("iframe", {srcdoc: "<script>parent.ran = 'frame'</" + "script>"});
    put("object", {data: "http://192.0.2.1/x"});
    put("link", {rel: "stylesheet", href: "http://192.0.2.1/x.css"});
    put("div", {innerHTML: "<img src=x onerror=\\"window.ran = 'handler'\\">"});
    await fetch("http://192.0.2.1/").catch(() => 0);
    navigator.sendBeacon("http://192.0.2.1/", "x");
    try { new WebSocket("ws://192.0.2.1/") } catch {}
    setTimeout("window.ran = 'text made code'", 0);
    await new Promise(done => setTimeout(done, 500));
    return [window.ran ?? "nothing", broken];
}"""


def test_the_browser_runs_nothing_foreign_and_reaches_no_other_machine(page: Page, app_url):
    left: list[str] = []
    page.on("requestfinished", lambda request: left.append(request.url))
    page.goto(app_url)
    wait_until_still(page)
    ran, broken = page.evaluate(FORBIDDEN)
    assert ran == "nothing"
    kinds = {
        "script-src",
        "script-src-elem",
        "script-src-attr",
        "img-src",
        "object-src",
        "connect-src",
        "style-src-elem",
    }
    assert kinds <= set(broken)
    assert broken.count("connect-src") >= 3
    assert not [url for url in left if "192.0.2.1" in url]


def test_no_other_page_can_frame_the_app(page: Page, app_url):
    page.set_content(f"<iframe src='{app_url}'></iframe>")
    page.wait_for_timeout(1_000)
    assert page.frames[1].url.startswith("chrome-error://")
