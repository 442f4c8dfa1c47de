"""What is being said in a chat, and what is on its way into it."""
