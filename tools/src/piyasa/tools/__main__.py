"""`python -m piyasa.tools` is `piyasa`."""

from piyasa.tools.cli import app

app(prog_name="piyasa")
