"""The app process killed and started again: its scratch is swept, the store opens, a former upload is gone."""

from __future__ import annotations

import os
import random
import signal
import time

from streamlit.testing.v1 import AppTest

from mining.eventlog import EventLog
from tests.browser.serving import free_port, wait_until_healthy
from tests.event_logs import CLEAR, MAPPING, THREE_CASES, raw_table
from tests.faults.running import ROOT, Desk

RESTARTS = int(os.environ.get("KILLS", "10"))
# The app with an upload that its session keeps, which is told when it is there. Everything is loaded once; for each port
# that is named, a fork of what is loaded serves the app.
SERVED = """
import os, sys, tempfile, threading, time

from streamlit.web import cli
import ui.serving.served
from ui.session import Session

kept = []

def upload():
    while "throughline-run-" not in tempfile.gettempdir():
        time.sleep(0.01)
    kept.append(Session())
    kept[0].keep_upload("1", "citizens.csv", memoryview(b"QQ123456C," * 1000))
    print(os.getpid(), flush=True)

for port in iter(sys.stdin.readline, ""):
    child = os.fork()
    if not child:
        threading.Thread(target=upload, daemon=True).start()
        sys.argv = ["streamlit", "run", "serve.py", f"--server.port={port.strip()}"]
        cli.main()
    print("ended", os.waitpid(child, 0)[1], flush=True)
"""


def test_the_app_is_killed_and_started_again_and_again(tmp_path, monkeypatch):
    desk = Desk(tmp_path)
    EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=desk.store).close()
    before = desk.store.read_bytes()
    moments = random.Random("restarts")
    with desk.started(["-c", SERVED]) as starting:
        assert starting.stdin is not None
        assert starting.stdout is not None
        for _ in range(RESTARTS):
            port = free_port()
            starting.stdin.write(f"{port}\n")
            starting.stdin.flush()
            process = next(int(line) for line in starting.stdout if line.strip().isdecimal())
            assert len(list(desk.temporary.rglob("citizens.csv"))) == 1, "that of the former run is swept"
            if moments.random() < 0.5:
                wait_until_healthy(f"http://127.0.0.1:{port}/", starting)
            time.sleep(moments.uniform(0, 0.2))
            os.kill(process, signal.SIGKILL)
            assert f"ended {signal.SIGKILL:d}\n" in iter(starting.stdout.readline, "")
    assert len(list(desk.temporary.glob("throughline-run-*"))) == 1
    monkeypatch.setenv("THROUGHLINE_STORE", str(desk.store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert not app.error
    assert desk.store.read_bytes() == before
    assert {path.name for path in desk.work.iterdir()} == {desk.store.name}
