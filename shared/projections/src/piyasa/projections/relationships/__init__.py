"""What a persona thinks of others."""

from piyasa.projections.relationships.projection import Relationships
from piyasa.projections.relationships.state import Kind, Relationship, Ties, Transition

__all__ = ["Kind", "Relationship", "Relationships", "Ties", "Transition"]
