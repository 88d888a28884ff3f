"""PDF, Word, mail and feeds: the text as people read it, with its day; a broken file is told and stops no other."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from timeline.problems import Problem
from timeline.read.articles import read_each
from timeline.read.papers import join_pages

FIRST = "The council approved the new harbour bridge on Tuesday."


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF as small as can be, a line of text each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        show = "BT /F1 11 Tf 14 TL 60 780 Td " + " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(show)} >>\nstream\n{show}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def zip_of(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def read(folder: Path) -> dict[str, object]:
    return {(f.file if isinstance(f, Problem) else f.path).rsplit("/", 1)[-1]: f for f in read_each(folder)}


def test_a_pdf_is_read_by_paragraphs_without_its_heads_and_numbers(project):
    pytest.importorskip("pypdf")
    project.seeds.mkdir()
    pages = [
        ["Harbour Report", FIRST, "Engineers had inspected the old pier in May, and they found that the con-", "crete was cracked in many", "1"],
        ["Harbour Report", "places. The mayor opened the pier on 3 June.", "2"],
        ["Harbour Report", "Nobody was hurt on 9 June when a barge struck the quay.", "3"],
    ]
    (project.seeds / "2024-06-14-report.pdf").write_bytes(pdf_of(pages))
    d = read(project.seeds)["2024-06-14-report.pdf"]
    assert "Harbour Report" not in d.text
    assert "the concrete was cracked in many places. The mayor" in d.text
    assert [d.text[p:][:6] for p in d.pages] == [FIRST[:6], "places", "Nobody"]
    project.extract()
    from timeline.view.load import load

    shown = {e.date: e.sources[0].page for e in load(project.content, "x").events}
    assert (shown["2024-06-11"], shown["2024-06-03"], shown["2024-06-09"]) == (1, 2, 3)


def test_a_word_file_keeps_its_headings_lists_and_tables(project):
    docx = pytest.importorskip("docx")
    project.seeds.mkdir()
    file = docx.Document()
    file.add_heading("The harbour", 1)
    file.add_heading("1988", 2)
    file.add_paragraph("3 March: A fire destroys the fish market.", style="List Bullet")
    file.add_paragraph("9 May: The ferry sinks off the point.", style="List Bullet")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Date", "What"
    row = table.add_row().cells
    row[0].text, row[1].text = "12 March 1990", "Work on the pier begins"
    file.save(str(project.seeds / "2024-06-14-history.docx"))
    project.extract()
    dates = sorted(p.stem[:10] for p in (project.content / "events").rglob("*.yaml"))
    assert dates == ["1988-03-03", "1988-05-09", "1990-03-12"]


MAIL = """From: Ann Lee <ann@example.org>
To: desk@example.org
Subject: The bridge
Date: Fri, 14 Jun 2024 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

{text}
The mayor is to open it next month.

--\x20
Ann Lee, Harbour Office

On Thu, 13 Jun 2024 at 09:00, Ben wrote:
> Was it rejected on Monday?
"""


def test_a_mail_has_its_own_words_and_its_day(project):
    project.seeds.mkdir()
    (project.seeds / "bridge.eml").write_text(MAIL.format(text=FIRST))
    (project.seeds / "box.mbox").write_text(f"From ann Fri Jun 14 10:00:00 2024\n{MAIL.format(text=FIRST)}\nFrom ann Fri Jun 14 11:00:00 2024\n{MAIL.format(text='The ferry sank on Monday.')}\n")
    found = list(read_each(project.seeds))
    assert [(d.published, d.publisher, d.title) for d in found] == [("2024-06-14", "Ann Lee", "The bridge")] * 3
    assert all("rejected" not in d.text and "Harbour Office" not in d.text for d in found)
    assert found[-1].published_from == "the mail's date"


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title><link>https://wire.example/</link>
<item><title>Bridge</title>
<link>https://wire.example/1</link><pubDate>Fri, 14 Jun 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>No day</title><link>https://wire.example/2</link><description>Nothing.</description></item></channel></rss>"""


def test_a_feed_is_an_article_an_entry(project):
    pytest.importorskip("feedparser")
    project.seeds.mkdir()
    (project.seeds / "wire.rss").write_text(FEED.format(text=FIRST))
    document, problem = list(read_each(project.seeds))
    assert (document.text, document.published, document.publisher, document.url) == (FIRST, "2024-06-14", "Harbour Wire", "https://wire.example/1")
    assert "no publication date found" in problem.message


def epub_of(chapters: dict[str, str], about: str = "<dc:date>2024-06-14</dc:date>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>')
        items = "".join(f'<item id="{k}" href="{k}.xhtml"/>' for k in chapters)
        order = "".join(f'<itemref idref="{k}"/>' for k in chapters)
        head = f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harbour history</dc:title><dc:publisher>Quay Press</dc:publisher><dc:language>en-GB</dc:language>{about}</metadata>'
        book.writestr("OEBPS/book.opf", f'<package xmlns="http://www.idpf.org/2007/opf">{head}<manifest>{items}</manifest><spine>{order}</spine></package>')
        for k, body in chapters.items():
            book.writestr(f"OEBPS/{k}.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')
    return made.getvalue()


def test_a_book_is_read_in_its_order_with_headings_lists_and_tables(project):
    project.seeds.mkdir()
    chapters = {
        "two": f"<h1>The harbour</h1><p>{FIRST}</p>",
        "one": "<h2>1988</h2><ul><li>3 March: A fire destroys the fish market.</li></ul>"
        "<table><tr><th>Date</th><th>What</th></tr><tr><td>12 March 1990</td><td>Work on the pier begins</td></tr></table>",
    }
    (project.seeds / "history.epub").write_bytes(epub_of(chapters))
    d = read(project.seeds)["history.epub"]
    assert (d.title, d.publisher, d.published, d.published_from, d.language) == ("Harbour history", "Quay Press", "2024-06-14", "the book", "en")
    assert d.text.index(FIRST) < d.text.index("fish market")
    project.extract()
    assert sorted(p.stem[:10] for p in (project.content / "events").rglob("*.yaml")) == ["1988-03-03", "1990-03-12", "2024-06-11"]


def test_a_book_that_names_a_year_alone_has_no_day(project):
    project.seeds.mkdir()
    (project.seeds / "history.epub").write_bytes(epub_of({"one": f"<p>{FIRST}</p>"}, "<dc:date>2024</dc:date>"))
    assert "no publication date found" in read(project.seeds)["history.epub"].message


def test_a_book_fetches_and_expands_nothing(project):
    project.seeds.mkdir()
    made = epub_of({"one": f"<p>{FIRST}</p>"})
    bomb = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c SYSTEM "file:///etc/hostname">]><package>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, data.replace(b"<package", bomb + b"<!--", 1).replace(b'opf">', b'opf"-->', 1).replace(b"Harbour history", b"&b;&c;") if part.filename.endswith("opf") else data)
    (project.seeds / "bomb.epub").write_bytes(out.getvalue())
    found = read(project.seeds)["bomb.epub"]
    assert len(getattr(found, "title", "")) < 100


BROKEN = {
    "empty.epub": b"", "text.epub": b"no archive", "bare.epub": zip_of({"mimetype": "application/epub+zip"}), "lost.epub": epub_of({"one": ""}),
    "empty.md": b"", "twice.md": b"---\npublished: tomorrow\n---\nThe council met.", "open.md": b"---\npublished: 2024-06-14\nThe council met.",
    "empty.txt": b" \n", "noise.txt": bytes(range(128, 256)) * 4, "undated.txt": b"The council met.",
    "empty.html": b"", "bare.html": b"<html><head><meta property='article:published_time' content='2024-06-14'></head><body></body></html>", "noise.html": bytes(range(256)) * 4,
    "empty.jsonl": b"", "cut.jsonl": b'{"text": "The council', "list.jsonl": b"[1, 2]\n",
    "empty.csv": b"", "other.csv": b"a,b\n1,2\n", "noise.csv": bytes(range(256)),
    "empty.parquet": b"", "noise.parquet": bytes(range(256)), "cut.parquet": b"PAR1" + b"\0" * 50,
    "empty.warc": b"", "noise.warc": bytes(range(256)), "cut.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999\r\n\r\nHTTP/1.1 200 OK\r\n",
    "empty.mbox": b"", "bare.mbox": b"From x\n\n", "cut.rss": FEED.encode()[:200], "empty.atom": b"", "cut.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x",
    "noise.atom": bytes(range(256)),
    "empty.pdf": b"", "cut.pdf": pdf_of([[FIRST] * 4])[:300], "noise.pdf": b"%PDF-1.4\n" + bytes(range(256)) * 4, "scan.pdf": pdf_of([[], []]),
    "empty.docx": b"", "text.docx": b"no archive", "zip.docx": b"PK\x03\x04" + b"\0" * 200,
    "empty.eml": b"", "noise.eml": bytes(range(256)), "headers.eml": b"Subject: x\n\n",
    "noise.mbox": bytes(range(256)), "empty.rss": b"", "page.rss": b"<html><body>x</body></html>",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_reported_and_stops_no_other(project, name):
    project.seeds.mkdir()
    (project.seeds / name).write_bytes(BROKEN[name])
    project.article("2024-06-14-z", "2024-06-14", FIRST)
    found = read(project.seeds)
    assert found["2024-06-14-z.md"].text.strip() == FIRST
    assert isinstance(found[name], Problem)
    assert "please report" not in found[name].message


@pytest.mark.parametrize("pages", [[], [[]], [["1"], ["2"]], [["a"], ["b"], ["c"]], [[""], ["x-", "y"]]])
def test_odd_pages_have_an_answer(pages):
    text, starts = join_pages(pages)
    assert len(starts) == len(pages)
    assert all(0 <= s <= len(text) for s in starts)


def test_all_of_them_in_one_folder_stop_no_run(project):
    project.seeds.mkdir()
    for name, data in BROKEN.items():
        (project.seeds / f"x-{name}").write_bytes(data)
    project.article("2024-06-14-z", "2024-06-14", FIRST)
    found = project.extract()
    assert len(found.outcome.new) == 1 and found.documents == 1
    assert {Path(p.file).name.removeprefix("x-") for p in found.problems} == set(BROKEN)
