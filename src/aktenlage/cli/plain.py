"""Text from outside, made safe for a terminal: no escape sequence and nothing else that the terminal would obey."""

# Shown as nothing, though they take part in the text: soft hyphen, spaces and joiners of no width, byte order mark.
INVISIBLE = (0xAD, 0x200B, 0x2060, 0xFEFF)
LINE_ENDS = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
# Controls, marks that turn the direction of writing, language tags, halves of surrogate pairs.
OBEYED = ((0x00, 0x20), (0x7F, 0xA0), (0x202A, 0x202F), (0x2066, 0x206A), (0xE0000, 0xE0080), (0xD800, 0xE000))

TABLE: dict[int, str | None] = {code: "\ufffd" for first, last in OBEYED for code in range(first, last)}
TABLE |= dict.fromkeys(INVISIBLE, "") | dict.fromkeys(LINE_ENDS, "\n") | {0x09: " ", 0x0A: "\n"}


def clean(text: str) -> str:
    """The text as a terminal may see it; all kinds of line ends become ``\\n``."""
    return text.replace("\r\n", "\n").translate(TABLE)


def make_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean(text).split())


def shorten(text: str, length: int) -> str:
    """Beginning and end of a text, on one line of at most so many characters, cut between words."""
    line = make_line(text)
    if len(line) <= length:
        return line
    room = length - 3
    head = line[: room * 2 // 3]
    tail = line[-(room - len(head)) :]
    return f"{cut_last_word(head)} … {cut_first_word(tail)}"


def cut_last_word(text: str) -> str:
    return text.rpartition(" ")[0] or text


def cut_first_word(text: str) -> str:
    return text.partition(" ")[2] or text
