"""A provisioned database of one test, seen by its administrator and by every service's role."""

import secrets
from dataclasses import dataclass
from typing import Final

from piyasa.database.roles import ROLES

PASSWORDS: Final = {role: secrets.token_urlsafe(12) for role in ROLES}
"""One password a role for the whole run, as roles belong to the server and not to a database."""


@dataclass(frozen=True)
class Database:
    """Addresses of one database."""

    admin_url: str

    def url_of(self, role: str) -> str:
        """The address for a service's role."""
        return f"postgresql://{role}:{PASSWORDS[role]}@{self.admin_url.rpartition('@')[2]}"
