"""A tool for AI assistants: check the figures of a text, search stored claims, compute a figure in the first place.

`tapecheck mcp` speaks the Model Context Protocol over stdio or HTTP on loopback. Needs the extra `tapecheck[mcp]`.
"""
