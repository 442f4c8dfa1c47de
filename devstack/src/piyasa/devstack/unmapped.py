"""Run a program in a user namespace without any mapping: `unmapped.py PROGRAM ARGUMENT…`.

Inside, the account looks like nobody (65534), which satisfies programs that refuse to run as root, while files
are still owned by, and open to, the account outside: no mode and no owner of any folder has to change.
A program of its own, because code between fork and exec is not safe in a process with threads.
"""

import ctypes
import os
import sys
from typing import NoReturn

CLONE_NEWUSER = 0x1000_0000
REFUSED = 125


def main() -> NoReturn:
    """Enter a new namespace, then become the program; exits with 125 when refused."""
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        _refuse("this system has no user namespaces")
    if unshare(CLONE_NEWUSER) != 0:
        _refuse(f"user namespaces are not allowed here: {os.strerror(ctypes.get_errno())}")
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  # the caller names the program by its full path


def _refuse(reason: str) -> NoReturn:
    sys.stderr.write(f"{reason}\n")
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
