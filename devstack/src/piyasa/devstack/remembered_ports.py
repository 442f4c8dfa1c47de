"""The ports a home used last, so that a restart is found where clients look for it."""

import json
from pathlib import Path

from piyasa.devstack.loopback import free_port, is_free, require_free


def settle_port(folder: Path, name: str, wanted: int | None) -> int:
    """Choose a port: the wanted one, else the one used last, else any free one; the choice is remembered.

    Raises PortTaken when the wanted port is taken; one that is merely remembered gives way.
    """
    record = folder / "ports.json"
    ports: dict[str, int] = json.loads(record.read_text()) if record.exists() else {}
    if wanted is not None:
        require_free(wanted)
        port = wanted
    else:
        last = ports.get(name)
        port = last if last is not None and is_free(last) else free_port()
    record.write_text(json.dumps({**ports, name: port}))
    return port
