"""What operators set up: personas, chats and the installation."""

from piyasa.projections.directory.reading import Directory
from piyasa.projections.directory.state import Bot, Chat, Installation

__all__ = ["Bot", "Chat", "Directory", "Installation"]
