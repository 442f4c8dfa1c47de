import socket
from pathlib import Path

import pytest

from piyasa.devstack.errors import PortTaken
from piyasa.devstack.loopback import free_port, is_free, require_free
from piyasa.devstack.remembered_ports import settle_port


def test_a_listener_makes_a_port_busy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(PortTaken) as refused:
            require_free(port)
    assert refused.value.port == port
    assert refused.value.code == "PORT_TAKEN"


def test_the_last_port_is_used_again_and_gives_way_when_taken(tmp_path: Path) -> None:
    first = settle_port(tmp_path, "clients", None)
    other = settle_port(tmp_path, "monitor", None)
    assert settle_port(tmp_path, "clients", None) == first
    with socket.create_server(("127.0.0.1", first)):
        assert settle_port(tmp_path, "clients", None) not in {first, other}


def test_a_wanted_port_is_taken_or_refused(tmp_path: Path) -> None:
    wanted = free_port()
    assert settle_port(tmp_path, "clients", wanted) == wanted
    with socket.create_server(("127.0.0.1", wanted)), pytest.raises(PortTaken):
        settle_port(tmp_path, "clients", wanted)
