"""The cast: personas as files, a generator of any number, and what they remember from the start."""

from piyasa.cast.errors import CastError, CastInvalid, CastUnreadable
from piyasa.cast.facts import beginning, opinion_facts, starter_facts, starter_id
from piyasa.cast.handwritten import handwritten
from piyasa.cast.member import Background, CastMember, Holding, Memory, Stance
from piyasa.cast.members import members
from piyasa.cast.numbered import numbered_members
from piyasa.cast.reading import read_data, read_file, read_text
from piyasa.cast.starters import STARTERS, with_starters
from piyasa.cast.writing import to_data, to_json, to_yaml

__all__ = [
    "STARTERS",
    "Background",
    "CastError",
    "CastInvalid",
    "CastMember",
    "CastUnreadable",
    "Holding",
    "Memory",
    "Stance",
    "beginning",
    "handwritten",
    "members",
    "numbered_members",
    "opinion_facts",
    "read_data",
    "read_file",
    "read_text",
    "starter_facts",
    "starter_id",
    "to_data",
    "to_json",
    "to_yaml",
    "with_starters",
]
