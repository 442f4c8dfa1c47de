"""Ports on the loopback interface: which are free, and who holds those that are not."""

import secrets
import socket
from contextlib import closing

import psutil

from piyasa.devstack.errors import NoPortFree, PortTaken

HOST = "127.0.0.1"

# Below the range from which kernels draw ports of outgoing connections. A client that keeps reconnecting
# to a port inside that range can meet itself there, and the server then finds its own port taken.
LOWEST, HIGHEST = 15_000, 32_000
ATTEMPTS = 200


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port nobody listens on now. Raises NoPortFree."""
    for _ in range(ATTEMPTS):
        port = LOWEST + secrets.randbelow(HIGHEST - LOWEST)
        if is_free(port):
            return port
    raise NoPortFree(tried=ATTEMPTS)


def require_free(port: int) -> None:
    """Raise PortTaken, naming the holder where it can be seen, unless the port is free."""
    if not is_free(port):
        raise PortTaken(port, owner=_owner(port))


def _owner(port: int) -> str | None:
    try:
        listening = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return None
    for connection in listening:
        if connection.status == psutil.CONN_LISTEN and tuple(connection.laddr)[1:] == (port,) and connection.pid:
            return _described(connection.pid)
    return None


def _described(pid: int) -> str:
    try:
        return f"{psutil.Process(pid).name()} (pid {pid})"
    except psutil.Error:
        return f"pid {pid}"
