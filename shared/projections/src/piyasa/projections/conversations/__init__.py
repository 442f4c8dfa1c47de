"""What is being said in a chat, and what is on its way into it."""

from piyasa.projections.conversations.projection import Conversations
from piyasa.projections.conversations.state import Conversation

__all__ = ["Conversation", "Conversations"]
