"""Finds the words of a persona."""
