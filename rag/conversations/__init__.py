"""Conversations that are kept: as plain values and back, searched, and rid of what a removed article said."""

from rag.conversations.shelf import Conversations, KeptConversation
from rag.conversations.types import KeptExchange

__all__ = ["Conversations", "KeptConversation", "KeptExchange"]
