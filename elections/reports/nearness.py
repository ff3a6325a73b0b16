"""Whether an address leads to this very machine, where no phone gets (pure)."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_near(address: str) -> bool:
    """Returns whether an address opens on the machine alone that has it: localhost, 127.0.0.1, ::1."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
