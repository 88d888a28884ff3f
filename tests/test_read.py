"""Readers: every way a file can be odd is a clear message or a right reading."""

from __future__ import annotations

import sys

import pytest

from timeline.read.articles import read_folder

BODY = "The ferry sank on Sunday.\n\nNobody was hurt."


def one(folder):
    documents, problems = read_folder(folder)
    assert not [p for p in problems if p.severity == "error"], problems
    (document,) = documents
    return document


def failing(folder):
    documents, problems = read_folder(folder)
    assert documents == []
    (problem,) = problems
    return problem.message


def test_front_matter_gives_the_fields_of_an_article(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: A\npublished: 2021-08-15\npublisher: P\nrights: full\n---\n{BODY}")
    d = one(tmp_path)
    assert (d.id, d.title, d.published, d.published_from, d.publisher, d.rights, d.text) == ("a", "A", "2021-08-15", "front matter", "P", "full", BODY)


def test_sidecar_and_file_name_and_their_order(tmp_path):
    (tmp_path / "2020-01-01-a.txt").write_text(BODY)
    assert (one(tmp_path).published, one(tmp_path).published_from) == ("2020-01-01", "file name")
    (tmp_path / "2020-01-01-a.yaml").write_text("published: 2021-08-15\n")
    assert (one(tmp_path).published, one(tmp_path).published_from) == ("2021-08-15", "sidecar")


def test_the_published_option_counts_where_nothing_else_gives_a_day(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    documents, _ = read_folder(tmp_path, "2021-08-15")
    assert (documents[0].published, documents[0].published_from) == ("2021-08-15", "--published")


def test_a_web_page_gives_its_text_and_publication_date(tmp_path):
    paragraphs = "".join(f"<p>{'The ferry sank on Sunday, and nobody was hurt in the accident near the old harbour.'} {i}</p>" for i in range(4))
    (tmp_path / "a.html").write_text(
        "<html><head><title>Ferry</title><meta property='article:published_time' content='2021-08-15T10:00:00Z'><meta property='og:site_name' content='Desk'></head>"
        f"<body><nav>Menu</nav><article><h1>Ferry sinks</h1>{paragraphs}</article></body></html>"
    )
    d = one(tmp_path)
    assert (d.published, d.published_from, d.publisher) == ("2021-08-15", "HTML metadata", "Desk")
    assert "Menu" not in d.text
    assert "sank on Sunday" in d.text


def test_no_date_names_the_file_and_the_line_to_add(tmp_path):
    (tmp_path / "a.md").write_text(BODY)
    assert 'add this line between two lines "---" at the top' in failing(tmp_path)
    assert "published: YYYY-MM-DD" in failing(tmp_path)


def test_one_bad_article_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "2021-08-15-b.md").write_text(BODY)
    documents, problems = read_folder(tmp_path)
    assert [d.id for d in documents] == ["2021-08-15-b"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbf" + BODY.encode(), BODY),
        (BODY.encode("utf-16"), BODY),
        (BODY.replace("\n", "\r\n").encode(), BODY),
        ("Caf\xe9 burnt on Sunday.".encode("cp1252"), "Café burnt on Sunday."),
        ("“Quoted”, he said’s".encode(), "“Quoted”, he said’s"),
    ],
)
def test_odd_bytes_are_read_right(tmp_path, raw, text):
    (tmp_path / "2021-08-15-a.txt").write_bytes(raw)
    assert one(tmp_path).text == text


def test_latin_1_is_reported(tmp_path):
    (tmp_path / "2021-08-15-a.txt").write_bytes("Café".encode("cp1252"))
    _, problems = read_folder(tmp_path)
    assert [p.severity for p in problems] == ["warning"]
    assert "Windows-1252" in problems[0].message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("---\npublished: 2021-02-30\n---\nText.", '"2021-02-30" is not a day'),
        ("---\npublised: 2021-02-03\n---\nText.", 'did you mean "published"?'),
        ("---\ntitle: A: b\n---\nText.", "put a value with a colon in it in quotes"),
        ("---\npublished: [2021]\n---\nText.", "write one value here"),
        ("---\npublished: 2021-08-15\npublished: 2021-08-16\n---\nText.", "appears twice"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, content, said):
    (tmp_path / "a.md").write_text(content)
    assert said in failing(tmp_path)


def test_a_missing_folder_and_two_articles_of_one_name_are_reported(tmp_path):
    assert "does not exist" in failing(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    assert "is a file" in failing(tmp_path / "file")
    (tmp_path / "seeds" / "a.md").mkdir(parents=True)
    assert "is a folder" in failing(tmp_path / "seeds")
    (tmp_path / "two").mkdir()
    for name in ("2021-08-15-a.md", "2021-08-15-a.txt"):
        (tmp_path / "two" / name).write_text(BODY)
    documents, problems = read_folder(tmp_path / "two")
    assert len(documents) == 1
    assert "rename one" in problems[0].message


def test_links_must_be_web_addresses(tmp_path):
    (tmp_path / "a.md").write_text("---\npublished: 2021-08-15\nurl: javascript:alert(1)\n---\nText.")
    assert one(tmp_path).url == ""


def test_front_matter_without_its_second_line_says_so(tmp_path):
    from timeline.read.articles import read_folder

    (tmp_path / "a.md").write_text("---\npublished: 2024-05-07\nThe council opened the bridge on Monday.\n")
    documents, problems = read_folder(tmp_path)
    assert not documents
    assert 'begin with "---", but no second "---" ends them' in problems[0].message


def test_tables_hold_an_article_a_row_and_a_bad_row_stops_no_other(tmp_path):
    from timeline.read.articles import read_folder

    (tmp_path / "a.jsonl").write_text(
        '{"id": "One!", "published": "2024-05-07", "text": "The dam held on Monday."}\nnonsense\n{"published": "2024-05-08", "text": "It rained."}\n{"text": "No day."}\n'
    )
    (tmp_path / "b.csv").write_text('Published,Text,Publisher\n2024-05-07,"The mill, at last, closed.",The Post\n2024-13-45,Bad day.,The Post\n')
    (tmp_path / "c.csv").write_text("published,body\n2024-05-07,No column of that name.\n")
    documents, problems = read_folder(tmp_path)
    assert [(d.id, d.published, d.publisher) for d in documents] == [("one", "2024-05-07", ""), ("a-3", "2024-05-08", ""), ("b-2", "2024-05-07", "The Post")]
    assert [(p.place.rsplit("/", 1)[1], p.message.split(";")[0].split(" (")[0]) for p in problems] == [
        ("a.jsonl:2", "this line is not valid JSON"),
        ("a.jsonl:4", "no publication date found"),
        ("b.csv:3", 'published: "2024-13-45" is not a day'),
        ("c.csv:1", 'the first line must name the columns, and "text" is missing'),
    ]


def test_a_parquet_file_holds_an_article_a_row(tmp_path):
    import datetime as dt

    import pyarrow as pa
    from pyarrow import parquet

    rows = [{"id": "dam", "Published": dt.date(2024, 5, 7), "Text": "The dam held on Monday.", "size": 3}, {"id": None, "Published": dt.date(2024, 5, 8), "Text": None, "size": 4}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    parquet.write_table(pa.table({"body": ["No column of that name."]}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and then nonsense")
    documents, problems = read_folder(tmp_path)
    assert [(d.id, d.published, d.text) for d in documents] == [("dam", "2024-05-07", "The dam held on Monday.")]
    assert [(p.place.rsplit("/", 1)[1], p.message.split(";")[0].split(" (")[0]) for p in problems] == [
        ("a.parquet:2", "this row has no text"),
        ("b.parquet:1", 'the first line must name the columns, and "text" is missing'),
        ("c.parquet", "this Parquet file cannot be read beyond this point"),
    ]


def archive(path, pages):
    """A web archive of (address, status, HTML), crawled on 10 May 2024."""
    import io

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, status, page in pages:
            head = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(page.encode()), http_headers=head, warc_headers_dict={"WARC-Date": "2024-05-10T08:00:00Z"}))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_web_archive_holds_pages_and_each_address_is_read_once(tmp_path, name):
    story = "<p>The dam above the valley held through the night, engineers said on Monday, and the people of four villages went home after two days in a school.</p>" * 3
    page = f'<html><head><title>The dam held</title><meta property="article:published_time" content="2024-05-07T10:00:00Z"></head><body><article>{story}</article></body></html>'
    later = page.replace("2024-05-07", "2024-06-30")
    archive(tmp_path / name, [
        ("https://www.example.org/news/dam", "200 OK", page), ("https://www.example.org/news/dam", "200 OK", page), ("https://example.org/gone", "404 Not Found", page),
        ("https://example.org/later", "200 OK", later), ("https://example.org/empty", "200 OK", "<html><body></body></html>"),
    ])  # fmt: skip
    documents, problems = read_folder(tmp_path)
    assert [(d.id, d.published, d.url) for d in documents] == [("example-org-news-dam", "2024-05-07", "https://www.example.org/news/dam")]
    assert [(p.message.split(";")[0], p.severity) for p in problems] == [
        ("no publication date found", "error"),  # of the page that claims to be published after it was fetched
        ("1 of 3 pages have no article text and were skipped", "warning"),
    ]


def test_a_broken_web_archive_is_reported(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"nonsense\r\n\r\n")
    documents, problems = read_folder(tmp_path)
    assert not documents
    assert problems[0].message.startswith("this web archive cannot be read beyond this point")


@pytest.mark.parametrize(("name", "module", "package"), [("a.parquet", "pyarrow", "pyarrow"), ("a.warc", "warcio.archiveiterator", "warcio")])
def test_a_package_that_is_wanted_and_not_installed_is_named(tmp_path, monkeypatch, name, module, package):
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"")
    assert f"needs the package {package}: pip install {package}" in read_folder(tmp_path)[1][0].message
