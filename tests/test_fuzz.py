"""Articles that somebody or something spoiled: read and looked through for events without an exception, whatever they have become."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from timeline.mention.find import find_all_mentions
from timeline.model import Document
from timeline.read.articles import read_each
from timeline.timex.tag import tag

SEEDS = [p.read_bytes() for p in sorted((Path(__file__).parent.parent / "seeds").iterdir()) if p.suffix in (".md", ".txt", ".html")]
SUFFIXES = (".md", ".txt", ".html", ".csv", ".jsonl", ".warc", ".eml", ".mbox", ".rss", ".atom", ".pdf", ".docx")
MARKS = [b"\n", b"\n\n", b"---\n", b"| a | b |\n|---|---|\n", b"- 3 May 2019: ", b"## 2019\n", b"<table><tr><td>", b"</p>", b"&#0;", b'"', b"\x00", b"\xff", b"{", b'{"text": "', b"From a@b Mon\n",
         b"%PDF-1.4\n", b"PK\x03\x04", "“".encode(), "\u202e".encode(), b"29 February 2021", b"9999-12-31", b"[", b"- " * 50]  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """An article of the demo with pieces cut out, doubled, or put in."""
    raw = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, max(0, len(raw) - 400)))
    raw = raw[start : start + draw(st.integers(1, 1500))] if draw(st.booleans()) else raw[:1500]
    for _ in range(draw(st.integers(0, 6))):
        a, b = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        piece = draw(st.sampled_from([b"", raw[a:b], raw[a:b] * 2, *MARKS]) | st.binary(max_size=8))
        raw = raw[:a] + piece + raw[b if draw(st.booleans()) else a :]
    return raw


@given(spoiled(), st.sampled_from(SUFFIXES))
def test_a_spoiled_article_is_read_or_reported(raw, suffix):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"2021-08-16-a{suffix}").write_bytes(raw)
        found = list(read_each(Path(folder)))
    assert found
    for f in found:
        if isinstance(f, Document):
            timexes = tag(f.text, f.published, f.language, f.blocks)
            (mentions,) = find_all_mentions([(f, timexes)])
            assert all(0 <= m.quote[0] <= m.quote[1] <= len(f.text) for m in mentions)
        else:
            assert "please report it" not in f.message, f.message
