"""How fast, how quick to start and how large: the whole of ``aktenlage read`` beside its plain encoder.

    python bench/bench.py --data ../shared/data [--articles N] [--size]

The articles are those of ``quotation-wikinews-de`` (train and dev), only their texts. README.md says what is
measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, cycle, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from size import find_sizes

from aktenlage.documents import make_document, segment
from aktenlage.models.catalog import get_folder
from aktenlage.models.layout import WORD_FEATURES
from aktenlage.models.tagger import Floats, Integers, OnnxNetworks, make_window_input
from aktenlage.models.tokenizer import WordTokenizer
from aktenlage.models.windows import make_windows
from aktenlage.records.read import MODEL, leave_out
from aktenlage.sources import find_captures
from aktenlage.types import Capture

PROGRAM = [sys.executable, "-m", "aktenlage", "read"]
WORKERS = (1, 2)
STARTS = 5
MANY = 1000


class Run(NamedTuple):
    """One run of the program: seconds from start to end, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def read_texts(data: Path) -> Iterator[str]:
    folder = data / "quotation-wikinews-de"
    with (
        gzip.open(folder / "train.jsonl.gz", "rt", encoding="utf-8") as train,
        (folder / "dev.jsonl").open(encoding="utf-8") as dev,
    ):
        yield from (json.loads(line)["text"] for line in chain(train, dev))


def write_lines(path: Path, texts: Sequence[str]) -> Path:
    lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run_read(source: Path, workers: int) -> Run:
    """Reads a file of JSON lines to another one, as a program of its own."""
    with source.with_suffix(".out").open("wb") as target:
        start = time.perf_counter()
        command = [*PROGRAM, str(source), "--to", "jsonl", "--workers", str(workers)]
        process = subprocess.Popen(command, stdout=target)  # noqa: S603  our own program
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"aktenlage read ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def time_first_result(source: Path) -> float:
    """Seconds from the start of the program to the first line that it writes."""
    start = time.perf_counter()
    command = [*PROGRAM, str(source), "--to", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        if process.stdout is None or not process.stdout.readline():
            raise SystemExit("aktenlage read wrote nothing")
        return time.perf_counter() - start


def make_inputs(source: Path) -> list[tuple[Integers, Integers, Floats]]:
    """What ``read`` hands the encoder for all articles of a file."""
    tokenizer = WordTokenizer(get_folder(MODEL) / "tokenizer.json")
    inputs = []
    for capture in find_captures([str(source)]):
        if isinstance(capture, Capture):
            document, _ = make_document(capture)
            segments = segment(document.text, document.language)
            words, _ = leave_out(segments.words, document.skipped)
            pieces = tokenizer.get_pieces(document.text, words, segments.paragraphs)
            windows = make_windows([len(word) for word in pieces])
            for window in windows:
                row, firsts = make_window_input(pieces, window)
                inputs.append((row, firsts, np.zeros((len(firsts), len(WORD_FEATURES)), dtype=np.float32)))
    return inputs


def time_encoder(inputs: Sequence[tuple[Integers, Integers, Floats]], workers: int) -> float:
    """Seconds that the encoder takes for the inputs on so many threads, and nothing else."""
    networks = OnnxNetworks(get_folder(MODEL))
    networks.encode(*inputs[0])
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda one: networks.encode(*one)[0].shape, inputs):
            pass
    return time.perf_counter() - start


def report_speed(source: Path, texts: Sequence[str]) -> None:
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts):,} articles, {words:,} words (separated by white space)\n")
    inputs = make_inputs(source)
    print(f"{'':<28}{'seconds':>9}{'words/s':>10}{'articles/s':>12}")
    for workers in WORKERS:
        encoder = time_encoder(inputs, workers)
        whole = run_read(source, workers).seconds
        threads = f"{workers} worker{'s' if workers > 1 else ''}"
        for name, seconds in ((f"encoder alone, {threads}", encoder), (f"read, {threads}", whole)):
            print(f"{name:<28}{seconds:>9.1f}{words / seconds:>10,.0f}{len(texts) / seconds:>12.1f}")
        print(f"{'our code on top':<28}{(whole - encoder) / encoder:>9.0%}\n")


def report_start(folder: Path, text: str) -> None:
    path = folder / "one.txt"
    path.write_text(text, encoding="utf-8")
    times = [time_first_result(path) for _ in range(STARTS)]
    print(
        f"first result of one article: {statistics.median(times):.2f} s (median of {STARTS}; {min(times):.2f} at best)"
    )


def report_memory(folder: Path, texts: Sequence[str], count: int) -> None:
    source = write_lines(folder / "many.jsonl", list(islice(cycle(texts), count)))
    megabytes = run_read(source, WORKERS[-1]).megabytes
    print(f"peak memory of reading {count:,} articles, {WORKERS[-1]} workers: {megabytes:.0f} MB")


def report_size() -> None:
    sizes = find_sizes("aktenlage")
    print(f"\ninstalled with all run-time dependencies: {sum(sizes.values()) / 1e6:.0f} MB")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
        print(f"  {name:<20}{size / 1e6:>8.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds quotation-wikinews-de")
    parser.add_argument("--articles", type=int, help="only so many articles, for a short look")
    parser.add_argument("--size", action="store_true", help="also what the installation takes on disk")
    arguments = parser.parse_args()
    texts = list(islice(read_texts(arguments.data), arguments.articles))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report_speed(write_lines(folder / "articles.jsonl", texts), texts)
        report_start(folder, texts[0])
        report_memory(folder, texts, min(MANY, arguments.articles or MANY))
    if arguments.size:
        report_size()


if __name__ == "__main__":
    main()
