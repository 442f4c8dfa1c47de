"""Gives a draft its form and its moment."""
