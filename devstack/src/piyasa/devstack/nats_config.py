"""The configuration file of the embedded broker."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from piyasa.devstack.loopback import HOST

STORAGE_KEY = "PIYASA_NATS_STORAGE_KEY"
MAX_PAYLOAD = 1_048_576

Permissions = Mapping[str, Mapping[str, Sequence[str]]]
"""Subjects by user and direction: `{"scheduler": {"publish": [...], "subscribe": [...]}}`."""

Durability = Literal["always", "fast"]
"""`always` writes through to the disk before an acknowledgement; `fast` is the stock two minutes."""

Cipher = Literal["chachapoly", "aes"]


@dataclass(frozen=True, slots=True)
class NatsConfig:
    """What the broker is told; the storage key is only named here and travels by environment."""

    port: int
    monitor_port: int
    store: Path
    durability: Durability
    cipher: Cipher
    permissions: Permissions
    public_keys: Mapping[str, str]
    admin: str

    def text(self) -> str:
        """Render in the broker's own format; strings are quoted as JSON, which that format understands."""
        sync = "always" if self.durability == "always" else "2m"
        users = ",\n".join(f"    {self._user(user)}" for user in sorted(self.public_keys))
        return f"""\
server_name: piyasa-devstack
listen: "{HOST}:{self.port}"
http: "{HOST}:{self.monitor_port}"
max_payload: {MAX_PAYLOAD}
jetstream {{
  store_dir: {json.dumps(str(self.store))}
  sync_interval: {sync}
  cipher: {self.cipher}
  key: ${STORAGE_KEY}
}}
authorization {{
  users: [
{users}
  ]
}}
"""

    def _user(self, user: str) -> str:
        key = json.dumps(self.public_keys[user])
        if user == self.admin:
            return f"{{nkey: {key}}}"
        allowed = self.permissions[user]
        publish, subscribe = _rule(allowed.get("publish", ())), _rule(allowed.get("subscribe", ()))
        return f"{{nkey: {key}, permissions: {{publish: {publish}, subscribe: {subscribe}}}}}"


def _rule(subjects: Sequence[str]) -> str:
    # The broker takes an empty list of allowed subjects for no restriction at all.
    if not subjects:
        return '{deny: [">"]}'
    return f"{{allow: {json.dumps(list(subjects))}}}"
