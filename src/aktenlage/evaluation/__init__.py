"""Measures of what was read against data that people labelled."""
