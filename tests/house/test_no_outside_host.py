"""No call to any outside host, ever: neither by the code, nor by a page, nor by a paper; the suite's own guard holds too."""

import ast
import re
import socket
from pathlib import Path

import pytest

from tests.house.source import ROOT

CALLING = {
    "urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "smtplib", "ftplib", "imaplib", "poplib",
    "telnetlib", "xmlrpc", "paramiko", "websocket", "websockets", "boto3", "sentry_sdk",
}  # fmt: skip
"""What calls other hosts."""
SOCKETS = {"elections/jobs/beats.py"}
"""Who may know `socket`: for the name of its own machine."""
OWN = [*(ROOT / "elections").rglob("*.py"), ROOT / "config.py", ROOT / "wsgi.py"]
FETCHING = re.compile(
    r"""(?:src|srcset|action|poster|data)\s*=\s*["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//|import\s*\(?["']https?://""",
    re.IGNORECASE,
)
SCRIPTED = re.compile(
    r"""(?:fetch|open|WebSocket|EventSource|sendBeacon|importScripts)\(\s*["'`](?:https?:|wss?:)?//"""
)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_code_has_nothing_that_calls_other_hosts() -> None:
    for path in OWN:
        names = imported(path)
        calling = {one for one in names if one in CALLING or one.split(".")[0] in CALLING}
        assert calling == set(), path
        if "socket" in names:
            assert str(path.relative_to(ROOT)) in SOCKETS
            assert set(re.findall(r"socket\.(\w+)", path.read_text())) <= {"gethostname"}


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_pages_papers_and_scripts_fetch_from_their_own_host_only(folder: str) -> None:
    kinds = {".html", ".css", ".js", ".svg", ".txt", ".xml", ".json"}
    for path in (one for one in (ROOT / folder).rglob("*") if one.suffix in kinds):
        text = path.read_text()
        assert FETCHING.search(text) is None, path
        assert SCRIPTED.search(text) is None, path


@pytest.mark.parametrize("address", [("93.184.216.34", 80), ("example.com", 443), ("2606:2800:220:1::1", 80)])
def test_suite_ends_whoever_calls_an_outside_host(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(AssertionError, match="outside host"):
        one.connect(address)


def test_browser_may_fetch_from_its_own_host_only() -> None:
    text = (ROOT / "elections" / "web" / "headers.py").read_text()

    assert "default-src 'none'" in text
    assert re.search(r"https?://", text) is None
