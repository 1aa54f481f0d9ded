"""Outside to Capture: files, folders, standard input, JSON lines, WARC and single addresses."""

from aktenlage.sources.capture import check_language, check_published
from aktenlage.sources.files import Form, Known, find_captures

__all__ = ["Form", "Known", "check_language", "check_published", "find_captures"]
