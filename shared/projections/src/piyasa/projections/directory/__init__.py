"""What operators set up: personas, chats and the installation."""

from piyasa.projections.directory.bots import Bots
from piyasa.projections.directory.chats import Chats
from piyasa.projections.directory.installation import Installations
from piyasa.projections.directory.reading import Directory
from piyasa.projections.directory.state import Bot, Chat, Installation

__all__ = ["Bot", "Bots", "Chat", "Chats", "Directory", "Installation", "Installations"]
