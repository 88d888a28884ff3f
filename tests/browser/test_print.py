"""The month on paper: its pages, and no heading at the foot of one."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser
DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} \w+ \d{4}")


def test_a_month_prints_four_events_a_page_or_more_and_leaves_no_heading_alone(browser, site):
    page = browser.new_page()
    page.goto((site / "2021/08/index.html").as_uri())
    cards = page.locator(".tl-card").count()
    pages = [p.extract_text().strip().splitlines() for p in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(pages) <= cards / 4
    assert not [lines[-1] for lines in pages if lines and DAY.fullmatch(lines[-1].strip())]
    page.close()
    text = " ".join(" ".join(lines) for lines in pages)
    assert "How the date was found" in text and "Stable link" not in text
