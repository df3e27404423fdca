"""Editions: all that one audience may see on a day, with its past."""
