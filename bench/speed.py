"""How fast Ravi reads, and how much memory it takes: ``python -m bench.speed DIR``.

DIR holds reports: JSON files in the form of ``docs/format.md``, or ``.txt`` files.
Each figure is of a fresh process that first reads one report, to load everything,
and is then timed over the folder, again and again until it has worked long enough.
The tools that a user may pick instead run over the same texts in the same call,
where they are installed (``pip install -e '.[bench]'``). They do less: spaCy's blank
Persian pipeline only cuts words and sentences, hazm does that and tags.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ENOUGH_SECONDS = 8.0
COLD_STARTS = 5

Read = Callable[[str], object]


def load_ravi() -> Read:
    """Return Ravi's reader."""
    import ravi

    return lambda text: ravi.read(text, language="fa")


def load_spacy_blank() -> Read:
    """Return spaCy's Persian rules with sentence ends at full stops."""
    import spacy

    pipeline: Any = spacy.blank("fa")
    pipeline.add_pipe("sentencizer")
    return lambda text: pipeline(text)


def load_spacy_small() -> Read:
    """Return spaCy's small English pipeline: tags, tree and entities, for a text of the same length."""
    import spacy

    pipeline: Any = spacy.load("en_core_web_sm")
    return lambda text: pipeline(text)


def load_hazm() -> Read:
    """Return hazm's normaliser and tokenisers."""
    import hazm

    normalizer, words = hazm.Normalizer(), hazm.WordTokenizer()
    return lambda text: [
        words.tokenize(sentence) for sentence in hazm.sent_tokenize(normalizer.normalize(text))
    ]


TOOLS: dict[str, tuple[str, Callable[[], Read]]] = {
    "ravi": ("ravi", load_ravi),
    "spaCy blank fa": ("spacy", load_spacy_blank),
    "spaCy en_core_web_sm": ("en_core_web_sm", load_spacy_small),
    "hazm": ("hazm", load_hazm),
}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; exit code 2 when there is nothing to measure on."""
    parser = argparse.ArgumentParser(
        prog="bench.speed", description="Measure speed and memory on a folder of reports."
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="reports: .json or .txt files")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--seconds", type=float, default=ENOUGH_SECONDS, help="time each tool this long (default: 8)"
    )
    options = parser.parse_args(arguments)
    texts = load_texts(options.folder)
    if not texts:
        print(
            f"bench.speed: no .json or .txt files in {str(options.folder)!r}; give a folder of reports",
            file=sys.stderr,
        )
        return 2
    found = measure(texts, options.seconds)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print_figures(found)
    return 0


def load_texts(folder: Path) -> list[str]:
    """Return the texts of a folder's reports, in the order of their names."""
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    plain = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [report.get("report", report)["text"] for report in told if isinstance(report, dict)] + plain


def measure(texts: list[str], seconds: float) -> dict[str, Any]:
    """Return the figures of every tool that is installed, and Ravi's cold start."""
    words = sum(len(text.split()) for text in texts) / len(texts)
    runs: list[dict[str, Any]] = []
    absent = [name for name, (module, _) in TOOLS.items() if find_spec(module) is None]
    for name in [name for name in TOOLS if name not in absent]:
        try:
            runs += [time_tool(name, texts, processes, seconds) for processes in (1, 2)]
        except ImportError as error:
            absent.append(f"{name} (does not load: {error})")
    base = {run["processes"]: run["reports_a_second"] for run in runs if run["tool"] == "ravi"}
    for run in runs:
        run["times_ravi"] = round(run["reports_a_second"] / base[run["processes"]], 3)
    cold = time_cold_start(texts[0])
    return {
        "reports": len(texts),
        "words_a_report": round(words, 1),
        "cores": os.cpu_count(),
        "cold_start_s": cold,
        "runs": runs,
        "not_run": absent,
    }


def time_tool(name: str, texts: list[str], processes: int, seconds: float) -> dict[str, Any]:
    """Return how fast ``processes`` fresh processes read ``texts`` together, and the largest one's memory."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(processes)
    with context.Pool(processes, initializer=_keep_barrier, initargs=(ready,)) as pool:
        parts = pool.starmap(work, [(name, texts, seconds, processes)] * processes, chunksize=1)
    return {
        "tool": name,
        "processes": processes,
        "reports_a_second": round(sum(part["reports"] / part["seconds"] for part in parts), 2),
        "words_a_second": round(sum(part["words"] / part["seconds"] for part in parts)),
        "peak_mb": max(part["peak_mb"] for part in parts),
        "load_s": max(part["load_s"] for part in parts),
    }


_kept: dict[str, Any] = {}
"""What a process of the pool was started with."""


def _keep_barrier(barrier: Any) -> None:
    _kept["ready"] = barrier


def work(name: str, texts: list[str], seconds: float, processes: int) -> dict[str, float]:
    """Load a tool, wait for the others, then read texts until ``seconds`` have gone by."""
    if processes > 1:
        os.environ["RAVI_THREADS"] = str(max(1, (os.cpu_count() or 1) // processes))
    began = time.perf_counter()
    read = TOOLS[name][1]()
    read(texts[0])
    load = time.perf_counter() - began
    _kept["ready"].wait(timeout=300)
    reports = words = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        text = texts[reports % len(texts)]
        read(text)
        reports += 1
        words += len(text.split())
    spent = time.perf_counter() - began
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {
        "reports": reports,
        "words": words,
        "seconds": spent,
        "peak_mb": round(peak, 1),
        "load_s": round(load, 3),
    }


def time_cold_start(text: str) -> dict[str, float]:
    """Return the seconds from starting ``ravi read`` to its whole answer: least, middle and most."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(text, encoding="utf-8")
        spent = sorted(
            _time_command([sys.executable, "-m", "ravi.cli", "read", str(path)]) for _ in range(COLD_STARTS)
        )
    return {"least": spent[0], "middle": spent[COLD_STARTS // 2], "most": spent[-1]}


def _time_command(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - began, 3)


def print_figures(found: dict[str, Any]) -> None:
    """Print the figures as a table."""
    print(f"{found['reports']} reports of {found['words_a_report']} words, {found['cores']} cores")
    heads = ("processes", "reports/s", "words/s", "to ravi", "peak MB", "load s")
    print(f"{'tool':22}" + "".join(f"{head:>10}" for head in heads))
    for run in found["runs"]:
        names = ("processes", "reports_a_second", "words_a_second", "times_ravi", "peak_mb", "load_s")
        print(f"{run['tool']:22}" + "".join(f"{run[name]:>10}" for name in names))
    cold = found["cold_start_s"]
    print(f"ravi read from a cold start: {cold['middle']} s (least {cold['least']}, most {cold['most']})")
    if found["not_run"]:
        print(f"not installed: {', '.join(found['not_run'])}")


if __name__ == "__main__":
    sys.exit(main())
