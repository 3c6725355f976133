"""Every role against every action and every page, with the gate as it runs and only the token made up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mining.audit.key import make_key, read_key
from mining.audit.trail import Trail
from mining.audit.verification import verify
from mining.errors import NotAllowed
from mining.feedback.book import Book
from mining.mapping import Mapping, ReadingRules
from tests.feedback.making import judged
from tests.ui.logs import shared_study, study_of
from ui import intake
from ui.access import gate
from ui.access.roles import Action, Role
from ui.cases import opened_case
from ui.privacy import delete_log
from ui.review.desk import Desk
from ui.session import Session, current, forget, safe_name

ROOT = Path(__file__).parents[2]
CLIENT = "throughline"
# What each role may do, written out by hand.
TABLE = {
    Action.OPEN: {Role.VIEWER, Role.ANALYST, Role.ADMIN},
    Action.OPEN_CASE: {Role.ANALYST, Role.ADMIN},
    Action.UPLOAD: {Role.ANALYST, Role.ADMIN},
    Action.ANALYSE: {Role.ANALYST, Role.ADMIN},
    Action.EXPORT: {Role.ANALYST, Role.ADMIN},
    Action.REVIEW: {Role.ANALYST, Role.ADMIN},
    Action.DELETE: {Role.ADMIN},
    Action.SETTINGS: {Role.ADMIN},
    Action.READ_AUDIT: {Role.ADMIN},
}
PAGES = {
    "ui/pages/data.py": set(Role),
    "ui/pages/process_map.py": set(Role),
    "ui/pages/opportunities.py": set(Role),
    "ui/pages/review.py": set(Role),
    "ui/pages/report.py": set(Role),
    "ui/pages/privacy.py": set(Role),
    "ui/pages/audit.py": {Role.ADMIN},
}
ROLES = """
[roles]
viewer = ["v"]
analyst = ["b", "c"]
admin = ["d"]
"""
GROUP = {Role.VIEWER: "v", Role.ANALYST: "c", Role.ADMIN: "d"}


@dataclass
class Upload:
    file_id: str = "1"
    name: str = "log.csv"

    def getbuffer(self) -> memoryview:
        return memoryview(b"case,activity,time\n")


def open_the_first(session: Session) -> None:
    intake.open_first(session)


def open_a_case(_session: Session) -> None:
    assert len(opened_case(shared_study().whole.log, "0-1")) == 3


def upload(session: Session) -> None:
    intake.take_upload(session, Upload())


def analyse(session: Session) -> None:
    intake.analyse_source(session, Mapping(), ReadingRules())


def export(_session: Session) -> None:
    assert gate.guarded(Action.EXPORT, lambda: "content", "a log", "a file.csv")() == "content"


def review(session: Session) -> None:
    study = study_of()
    desk = Desk(session, study, "session", Book(session.folder / "log.reviews"), (), "R")
    desk.keep(judged("A"), said="")


def read_audit(_session: Session) -> None:
    gate.audit_records()


def by_name(action: Action) -> Callable[[Session], None]:
    """For what the app has no screen for yet."""

    def done(_session: Session) -> None:
        gate.demand(action, "a log")

    return done


DOING: dict[Action, Callable[[Session], None]] = {
    Action.OPEN: open_the_first,
    Action.OPEN_CASE: open_a_case,
    Action.UPLOAD: upload,
    Action.ANALYSE: analyse,
    Action.EXPORT: export,
    Action.REVIEW: review,
    Action.DELETE: delete_log,
    Action.SETTINGS: by_name(Action.SETTINGS),
    Action.READ_AUDIT: read_audit,
}


@dataclass
class Signed:
    """The app with sign-in; `as_` says who looks at it."""

    trail: Trail
    roles: Path
    claims: dict[str, object]

    def as_(self, role: Role, **claims: object) -> None:
        self.claims.clear()
        said = {"is_logged_in": True, "aud": CLIENT, "iat": time.time(), "email": f"{role}@council.example"}
        self.claims.update(said, roles=[GROUP[role]], nonce=str(time.perf_counter_ns()), **claims)


@pytest.fixture
def signed(tmp_path, monkeypatch) -> Iterator[Signed]:
    forget()
    (tmp_path / "roles.toml").write_text(ROLES)
    make_key(tmp_path / "key")
    monkeypatch.setenv("THROUGHLINE_ACCESS", str(tmp_path / "roles.toml"))
    monkeypatch.setenv("THROUGHLINE_AUDIT", str(tmp_path / "audit"))
    monkeypatch.setenv("THROUGHLINE_AUDIT_KEY", str(tmp_path / "key"))
    claims: dict[str, object] = {}
    monkeypatch.setattr(gate, "_claims", lambda: claims)
    monkeypatch.setattr(gate, "_auth_secrets", lambda: {"client_id": CLIENT})
    yield Signed(Trail(tmp_path / "audit", read_key(tmp_path / "key")), tmp_path / "roles.toml", claims)


def test_the_table_and_the_doing_cover_every_action():
    assert set(TABLE) == set(DOING) == set(Action)
    assert set(PAGES) == {f"ui/pages/{page.name}" for page in (ROOT / "ui" / "pages").glob("[a-z]*.py")}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_role_may_do_what_the_table_says_below_the_pages(signed, role, action):
    signed.as_(role)
    session = current()
    assert gate.allowed(action) is (role in TABLE[action])
    if role in TABLE[action]:
        DOING[action](session)
        return
    with pytest.raises(NotAllowed, match=f"You are here as {role} and may not {action.in_words}"):
        DOING[action](session)
    refused = signed.trail.latest(1)[0]
    assert (refused.action, refused.person, refused.role) == ("refused", f"{role}@council.example", role)
    assert verify(signed.trail).is_intact


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("screen", PAGES)
def test_each_role_sees_its_pages_and_nobody_elses(signed, monkeypatch, tmp_path, role, screen):
    study_of(tmp_path / "log.throughline").whole.log.close()
    monkeypatch.setenv("THROUGHLINE_STORE", str(tmp_path / "log.throughline"))
    signed.as_(role)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    if role not in PAGES[screen]:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app.switch_page(screen)
        return
    seen = app.switch_page(screen).run()
    assert not seen.exception
    assert "Sign out" in [button.label for button in seen.button]
    files = [element.proto.label for element in seen.get("download_button")]
    assert bool(files) <= (role in TABLE[Action.EXPORT])
    finding = "Find a case" in [header.value for header in seen.header]
    assert finding == (screen == "ui/pages/privacy.py" and role in TABLE[Action.OPEN_CASE])


def test_before_signing_in_no_action_and_no_page_is_open(signed):
    for action in Action:
        assert not gate.allowed(action)
        with pytest.raises(gate.NotSignedIn):
            gate.demand(action)
    for page in PAGES:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page(page).run()
        assert [title.value for title in app.title] == ["Sign in"]
        assert [button.label for button in app.button] == ["Sign in"]


def test_a_download_asked_for_after_the_role_or_the_sign_in_is_gone_is_refused(signed):
    signed.as_(Role.ANALYST)
    asked = gate.guarded(Action.EXPORT, lambda: pytest.fail("it was made"), "log", "cases.csv")
    signed.roles.write_text(ROLES.replace('"c"', '"e"'))
    with pytest.raises(NotAllowed, match="no role"):
        asked()
    signed.roles.write_text(ROLES)
    gate.end_sign_in(gate.who())
    with pytest.raises(NotAllowed, match="signed out"):
        asked()
    assert "exported" not in {entry.action for entry in signed.trail.latest(10)}


def test_what_goes_out_is_written_down_first(signed):
    signed.as_(Role.ANALYST)
    made = gate.guarded(Action.EXPORT, lambda: "x", "log.csv", "cases.csv")
    assert made() == "x"
    last = signed.trail.latest(1)[0]
    assert (last.action, last.log, last.detail, last.person) == (
        "exported", "log.csv", "cases.csv", "analyst@council.example",
    )  # fmt: skip


def test_a_case_that_is_opened_is_written_down_once_and_not_by_name(signed):
    forget()
    signed.as_(Role.ANALYST)
    log = shared_study().whole.log
    for case in ("0-1", "0-1", "no such case", "1-1"):
        opened_case(log, case)
    opened = [entry for entry in signed.trail.latest(10) if entry.action == "opened a case"]
    assert [(entry.log, entry.detail) for entry in opened] == [(log.name, "")] * 2


def test_where_the_audit_log_cannot_be_written_nothing_goes_out(signed):
    signed.as_(Role.ANALYST)
    made = gate.guarded(Action.EXPORT, lambda: "x", "log.csv", "cases.csv")
    signed.trail.folder.parent.joinpath("audit").write_text("in the way")
    with pytest.raises(Exception, match="audit log cannot be written"):
        made()
    session = current()
    with pytest.raises(Exception, match="audit log cannot be written"):
        intake.take_upload(session, Upload("2"))
    assert not (session.folder / safe_name("log.csv")).exists()


@pytest.mark.parametrize("missing", ["THROUGHLINE_AUDIT", "THROUGHLINE_AUDIT_KEY", "roles", "auth"])
def test_a_sign_in_that_is_set_up_by_half_lets_nobody_in(signed, monkeypatch, missing):
    signed.as_(Role.ADMIN)
    if missing == "roles":
        signed.roles.unlink()
    elif missing == "auth":
        monkeypatch.setattr(gate, "_auth_secrets", dict)
    else:
        monkeypatch.delenv(missing)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["You cannot use this service"]


def test_without_sign_in_the_one_person_at_the_computer_does_everything(monkeypatch):
    for name in ("THROUGHLINE_ACCESS", "THROUGHLINE_AUDIT", "STREAMLIT_SECRETS_FILES"):
        monkeypatch.delenv(name, raising=False)
    assert all(gate.allowed(action) for action in Action)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "No sign-in is set" in app.caption[0].value
    assert "Sign out" not in [button.label for button in app.button]


def test_only_guarded_doors_lead_in_and_out():
    """A new door must be one of these, so that it is guarded."""
    doors = {
        "download_button": {"ui/access/exports.py"},
        "keep_upload": {"ui/session.py", "ui/intake.py"},
        "choose_sample": {"ui/session.py", "ui/intake.py"},
        "file_uploader": {"ui/pages/data.py", "ui/review/files.py"},
        "case_timeline": {"ui/cases.py"},
        "session.delete": {"ui/privacy.py"},
        "st.user": {"ui/access/gate.py"},
    }
    files = [*ROOT.glob("ui/**/*.py"), ROOT / "app.py"]
    for door, places in doors.items():
        users = {str(file.relative_to(ROOT)) for file in files if door in file.read_text("utf8")}
        assert users == places, door
