"""Reporters: one module for each format of the check's findings."""
