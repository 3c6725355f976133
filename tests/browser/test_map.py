from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import served, wait_until_still

TRIAGE = "[data-id='activity:Triage and categorise']"


@pytest.fixture(scope="module")
def map_url() -> Iterator[str]:
    with served("tests/browser/apps/one_map.py") as address:
        yield address


@pytest.fixture
def shown(offline: Page, map_url: str) -> Page:
    return opened(offline, map_url)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".node")).to_have_count(16)
    wait_until_still(page)
    return page


def node(page: Page, name: str) -> Locator:
    return page.locator(f".node[data-id='activity:{name}']")


def text_sizes(page: Page) -> list[float]:
    """Return the size on the screen, in px, of every text that is drawn on the map."""
    sizes: list[float] = page.locator("svg[role='application']").evaluate(
        """svg => {
            const zoom = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return [...svg.querySelectorAll("text")]
                .filter(text => text.textContent && getComputedStyle(text).display !== "none")
                .map(text => parseFloat(getComputedStyle(text).fontSize) * zoom);
        }"""
    )
    return sizes


def test_the_whole_process_is_drawn_from_its_start_at_readable_size(shown: Page) -> None:
    assert shown.locator(".edge").count() == 48
    expect(shown.locator(".node[data-id='start']")).to_be_in_viewport()
    assert min(text_sizes(shown)) >= 11


@pytest.mark.parametrize("button", ["Whole map", "Zoom out", "Zoom in"])
def test_no_text_falls_under_11_px_at_any_zoom(shown: Page, button: str) -> None:
    for _ in range(4):
        shown.get_by_role("button", name=button).click()
        assert min(text_sizes(shown)) >= 11


def test_no_text_leaves_its_box(shown: Page) -> None:
    for button in (None, "Whole map", "Zoom in", "Zoom in"):
        if button:
            shown.get_by_role("button", name=button).click()
        spilling = shown.locator(".node").evaluate_all(
            """nodes => nodes.filter(node => {
                const box = node.querySelector(".box").getBoundingClientRect();
                return [...node.querySelectorAll("text")].filter(text => text.textContent).some(text => {
                    const words = text.getBoundingClientRect();
                    return words.left < box.left - 1 || words.right > box.right + 1
                        || words.top < box.top - 3 || words.bottom > box.bottom + 3;
                });
            }).map(node => node.dataset.id)"""
        )
        assert spilling == []


def test_no_figure_covers_another_or_a_box(shown: Page) -> None:
    overlaps = shown.locator("svg[role='application']").evaluate(
        """svg => {
            const boxes = [...svg.querySelectorAll(".line-figure, .box")]
                .map(element => element.getBoundingClientRect()).filter(box => box.width > 0);
            let count = 0;
            boxes.forEach((one, i) => boxes.slice(i + 1).forEach(other => {
                const across = one.left < other.right - 1 && other.left < one.right - 1;
                if (across && one.top < other.bottom - 1 && other.top < one.bottom - 1) count += 1;
            }));
            return count;
        }"""
    )
    assert overlaps == 0


def test_the_map_is_drawn_quickly(shown: Page) -> None:
    took = float(shown.locator(".process-map").get_attribute("data-render-ms") or "inf")
    assert took < 500


def test_a_click_on_a_box_selects_it_and_a_click_beside_clears(shown: Page) -> None:
    node(shown, "Triage and categorise").click()
    expect(shown.get_by_text("activity Triage and categorise None None")).to_be_visible()
    expect(node(shown, "Triage and categorise")).to_have_attribute("aria-pressed", "true")
    shown.locator("svg[role='application']").click(position={"x": 5, "y": 5})
    expect(shown.get_by_text("nothing", exact=True)).to_be_visible()


def test_a_box_far_down_can_be_scrolled_to_and_clicked(shown: Page) -> None:
    node(shown, "Close case").click()
    expect(shown.get_by_text("activity Close case None None")).to_be_visible()


def test_the_keyboard_alone_walks_selects_and_clears(shown: Page) -> None:
    shown.get_by_role("button", name="Readable size").focus()
    shown.keyboard.press("Tab")
    expect(shown.locator(".node[data-id='start']")).to_be_focused()
    for _ in range(3):
        shown.keyboard.press("ArrowDown")
    expect(node(shown, "Triage and categorise")).to_be_focused()
    expect(shown.locator(".tip")).to_contain_text("Happened 2,160 times")
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("activity Triage and categorise None None")).to_be_visible()
    expect(shown.get_by_role("status").filter(has_text="Selected")).to_have_text(
        "Selected: Triage and categorise."
    )
    expect(node(shown, "Triage and categorise")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(shown.get_by_text("nothing", exact=True)).to_be_visible()
    shown.keyboard.press("End")
    expect(shown.locator(".node[data-id='end']")).to_be_focused()
    expect(shown.locator(".node[data-id='end']")).to_be_in_viewport()


def test_lines_are_reached_and_selected_by_keyboard(shown: Page) -> None:
    node(shown, "Triage and categorise").focus()
    shown.keyboard.press("Shift+ArrowDown")
    focused = shown.locator(".edge:focus")
    expect(focused).to_have_attribute(
        "aria-label", re.compile("^Triage and categorise to Check for duplicates")
    )
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("line None Triage and categorise Check for duplicates")).to_be_visible()


def test_only_one_part_of_the_map_is_reached_by_tab(shown: Page) -> None:
    assert shown.locator(".stop[tabindex='0']").count() == 1


def test_fewer_paths_take_lines_away_but_move_no_box(shown: Page) -> None:
    places = shown.locator(".node").evaluate_all(
        "nodes => nodes.map(node => [node.dataset.id, node.style.transform])"
    )
    shown.get_by_role("slider").focus()
    shown.keyboard.press("Home")
    expect(shown.locator(".edge")).not_to_have_count(48)
    wait_until_still(shown)
    assert (
        shown.locator(".node").evaluate_all("ns => ns.map(n => [n.dataset.id, n.style.transform])") == places
    )


def test_dragging_moves_the_map_and_selects_nothing(shown: Page) -> None:
    viewport = shown.locator(".viewport")
    box = viewport.bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + 300, box["y"] + 400)
    shown.mouse.down()
    shown.mouse.move(box["x"] + 300, box["y"] + 200, steps=5)
    shown.mouse.up()
    assert viewport.evaluate("element => element.scrollTop") == pytest.approx(200, abs=2)
    expect(shown.get_by_text("nothing", exact=True)).to_be_visible()


def test_ctrl_and_the_wheel_zoom_where_the_pointer_is(shown: Page) -> None:
    # On a window narrower than the map: one that has room to spare keeps the map in its middle instead.
    shown.set_viewport_size({"width": 800, "height": 900})
    shown.get_by_role("button", name="Readable size").click()
    triage = node(shown, "Triage and categorise")
    before = triage.bounding_box()
    assert before is not None
    shown.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -100)
    shown.keyboard.up("Control")
    after = triage.bounding_box()
    assert after is not None
    assert after["width"] > before["width"] * 1.05
    assert after["x"] + after["width"] / 2 == pytest.approx(before["x"] + before["width"] / 2, abs=3)
    assert after["y"] + after["height"] / 2 == pytest.approx(before["y"] + before["height"] / 2, abs=3)


@pytest.mark.parametrize("overlay", ["frequency", "waiting", "automation"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_breach(
    browser: Browser, map_url: str, axe: Callable[[Page], list[str]], overlay: str, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
    assert axe(opened(page, f"{map_url}?overlay={overlay}")) == []
    page.close()


def test_the_map_fits_a_phone(browser: Browser, map_url: str, axe: Callable[[Page], list[str]]) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce", has_touch=True)
    opened(page, map_url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for button in ("Zoom in", "Zoom out", "Whole map", "Readable size"):
        box = page.get_by_role("button", name=button).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
        assert min(box["width"], box["height"]) >= 40
    assert min(text_sizes(page)) >= 11
    assert axe(page) == []
    page.close()


def test_high_contrast_uses_the_colours_of_the_system(browser: Browser, map_url: str) -> None:
    page = opened(browser.new_page(forced_colors="active", reduced_motion="reduce"), map_url)
    fills = set(
        page.locator(".node .box").evaluate_all("boxes => boxes.map(box => getComputedStyle(box).fill)")
    )
    strokes = set(
        page.locator(".edge .line").evaluate_all("lines => lines.map(line => getComputedStyle(line).stroke)")
    )
    assert len(fills) == 2  # Canvas for activities, CanvasText for the start and the end
    assert len(strokes) == 1
    assert not fills & {"rgb(0, 59, 117)"}
    page.close()
