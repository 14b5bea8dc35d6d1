"""Mutated inputs for every article format: 10,000 each must end as articles or as one clear InputError, none crashes, none hangs."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.figures import Figure
from citeaudit.errors import InputError
from citeaudit.ports import ArticleFormat, ArticleInput, offered

INPUTS = 10_000
SLOWEST_S = 2.0
"""A mutated input is a few kilobytes: one that takes longer is on its way to hang."""

SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "samples").iterdir())}
"""A small article in each format, by the format's name, with something of everything that the format has."""

_PIECES = (
    *("<ref>", "</ref>", "<ref name=", "/>", "<references>", "{{", "}}", "[[", "]]", "|", "'''", "''", "<!--", "-->", "<nowiki>", "{|", "|}", "=="),
    *("<li>", "</li>", "<div>", "</div>", "<ol class=references>", "<sup>", "&amp;", "&#0;", "&#x110000;", '"', "<a href=", "<![CDATA[", "<table>"),
    *(
        "[^",
        "]:",
        "[1]",
        "](",
        "```",
        "~~~",
        "    ",
        "\n\n",
        "\t",
        ".. [",
        "]_",
        "`",
        "::",
        "|x|",
        "***",
        "^",
        "↑",
        "http://",
        "https://[",
        "\r",
        "\x85",
    ),
    *('{"', '"}', "\\u0000", "\\ud800", "[[[[[[", "]]]]]]", "\0", "\ufeff", "\u202e", "é", "中", "ﬀ", "\u0301", "9" * 40, "(" * 200, "{{" * 100),
)


@st.composite
def mutated(draw: st.DrawFn, sample: str) -> bytes:
    """A sample with one to twelve places cut, doubled, moved, overwritten or filled with what formats stumble over."""
    words = sample
    for _ in range(draw(st.integers(1, 12))):
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 60)))
        piece = draw(st.sampled_from(_PIECES))
        change = draw(st.sampled_from(("cut", "double", "move", "fill", "overwrite", "end")))
        moved = words[start:end]
        match change:
            case "cut":
                words = words[:start] + words[end:]
            case "double":
                words = words[:end] + moved * draw(st.integers(1, 20)) + words[end:]
            case "move":
                at = draw(st.integers(0, start))
                words = words[:at] + moved + words[at:start] + words[end:]
            case "fill":
                words = words[:start] + piece * draw(st.integers(1, 5)) + words[start:]
            case "overwrite":
                words = words[:start] + piece + words[end:]
            case _:
                words = words[: max(start, 20)]
    data = words.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at:]
    return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input: seconds, and the fault that it met (empty: articles, or a clear error)."""

    took_s: float
    fault: str = ""


def read(format: ArticleFormat, data: bytes) -> Outcome:
    """Reads one input to its end."""
    began = time.thread_time()
    fault = ""
    try:
        format.recognises(data[:65536])
        for _ in format.read(ArticleInput(stream=io.BytesIO(data), file="mutated")):
            pass
    except InputError:
        pass
    except Exception as met:  # noqa: BLE001 - the fault is what this run is to find
        fault = f"{type(met).__name__}: {met}"[:300]
    return Outcome(took_s=time.thread_time() - began, fault=fault)


def run(format: ArticleFormat, inputs: int) -> list[Outcome]:
    """Reads so many mutated inputs, the same ones in every run."""
    outcomes: list[Outcome] = []

    @settings(max_examples=inputs, phases=(Phase.generate,), database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutated(SAMPLES[format.name]))
    def each(data: bytes) -> None:
        outcomes.append(read(format, data))

    each()
    return outcomes


def measure() -> list[Figure]:
    """Faults and the slowest input of each format."""
    figures = []
    for format in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat):
        outcomes = run(format, INPUTS)
        faults = [outcome.fault for outcome in outcomes if outcome.fault]
        for fault in sorted(set(faults))[:5]:
            print(f"  {format.name}: {fault}")
        figures.append(Figure(name=f"{format.name}: faults in {len(outcomes)} mutated inputs", measured=len(faults), bound=0, unit="faults"))
        slowest = max(outcome.took_s for outcome in outcomes)
        figures.append(Figure(name=f"{format.name}: the slowest mutated input", measured=slowest, bound=SLOWEST_S, unit="s"))
    return figures
