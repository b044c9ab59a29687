"""Ingesting and watching: what fetches, analyzes and saves many articles, and tells of wrong figures."""
