"""Pictures of events: shown with size, words and maker; made small and without a camera's notes; from elsewhere only where the settings say so; broken ones told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from timeline.settings import Settings
from timeline.site.build import build, lay_out_site
from timeline.site.pictures import WIDEST, NoPicture
from timeline.store.checks import check_all

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"
EVENT = 'id: 2021-08-15-gate\ntitle: The gate was closed\ndate: "2021-08-15"\nimage:\n  file: {file}\n  alt: A gate, "shut"\n  credit: Ann Lee\n  licence: CC BY 4.0\n'


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content" / "images").mkdir(parents=True)
    (tmp_path / "content" / "events").mkdir()
    write(tmp_path / "content", "gate.png")
    return tmp_path / "content"


def write(content, file):
    (content / "events" / "2021-08-15-gate.yaml").write_text(EVENT.format(file=file))


def built(content, settings=None):
    root = content.parent
    build(content, root / "site", CONFIG, root / "generated", settings=settings)
    return (root / "site" / "2021" / "08" / "index.html").read_text(encoding="utf-8")


def codes(content):
    return [p.code for p in check_all(content)[0]]


def test_a_picture_is_shown_with_its_size_words_and_maker(content):
    Image.new("RGB", (40, 30)).save(content / "images" / "gate.png")
    page = built(content)
    assert '<img src="../../images/gate.png" alt="A gate, &#34;shut&#34;" width="40" height="30" loading="lazy"' in page
    assert "Ann Lee, CC BY 4.0" in page
    assert (content.parent / "site" / "images" / "gate.png").read_bytes() == (content / "images" / "gate.png").read_bytes()
    assert not codes(content)


def test_a_large_picture_is_made_smaller_and_loses_what_the_camera_wrote(content):
    write(content, "gate.jpg")
    notes = Image.Exif()
    notes[0x010F] = "A camera"
    notes[0x0112] = 6  # turned
    Image.new("RGB", (3000, 2000)).save(content / "images" / "gate.jpg", exif=notes)
    shown = lay_out_site(content, CONFIG).pictures["gate.jpg"]
    with Image.open(io.BytesIO(shown.data)) as picture:
        assert picture.size == (shown.width, shown.height) and picture.width <= WIDEST and picture.height > picture.width
        assert not picture.getexif() and b"A camera" not in shown.data


def test_a_file_that_is_no_picture_is_named(content):
    (content / "images" / "gate.png").write_bytes(b"<svg onload=alert(1)>")
    with pytest.raises(NoPicture, match=r"gate\.png: this cannot be read as a picture"):
        lay_out_site(content, CONFIG)


@pytest.mark.parametrize("file", ["gone.png", "gate.svg", "../secret.png", "sub/gate.png"])
def test_a_picture_that_cannot_be_shown_is_reported_and_left_out(content, file):
    Image.new("RGB", (4, 3)).save(content.parent / "secret.png")
    write(content, file)
    assert codes(content) == ["picture"]
    assert "<img" not in built(content).partition("<main")[2].partition("</main")[0]


def test_a_picture_from_elsewhere_needs_a_setting(content):
    write(content, "https://pictures.example/gate.jpg")
    assert "pictures.example" not in built(content)
    page = built(content, Settings(images_from=frozenset({"pictures.example"})))
    assert 'src="https://pictures.example/gate.jpg"' in page
    assert "img-src 'self' file: data: https://pictures.example;" in page


def test_pages_of_ones_own_may_lie_in_folders_and_hold_pictures(content):
    (content / "pages" / "more").mkdir(parents=True)
    (content / "pages" / "more" / "us.md").write_text("# Us\n\n![We](we.png)\n")
    Image.new("RGB", (4, 3)).save(content / "pages" / "more" / "we.png")
    built(content)
    assert (content.parent / "site" / "more" / "we.png").is_file() and (content.parent / "site" / "more" / "us.html").is_file()
