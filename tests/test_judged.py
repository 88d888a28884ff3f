"""The judged sentences: their score is printed, and may not fall."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml

from timeline.mention.grades import find_grade

pytest.importorskip("spacy")
ROOT = Path(__file__).parent.parent
spec = importlib.util.spec_from_file_location("bench_judged", ROOT / "bench" / "judged.py")
assert spec and spec.loader
judged = importlib.util.module_from_spec(spec)
spec.loader.exec_module(judged)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_score_does_not_fall(capsys, language):
    if find_grade(language).name != "parsed":
        pytest.skip(f"no parser for {language} is installed")
    folder = ROOT / "tests" / "judged"
    floor = yaml.safe_load(((folder if language == "en" else folder / language) / "floor.yml").read_text(encoding="utf-8"))
    scores = {measure: 100 * right / n for measure, (right, n) in judged.score(language=language).items()}
    with capsys.disabled():
        print(f"\njudged sentences, {language}: " + ", ".join(f"{k} {v:.1f} %" for k, v in scores.items()))
    assert {k: v for k, v in scores.items() if v < floor[k]} == {}
