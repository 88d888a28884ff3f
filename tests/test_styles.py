"""An event file in any style of YAML that people and programs write: read rightly or told, never changed in another way than meant."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from timeline.store.merge3 import three_way
from timeline.store.nodes import parse
from timeline.store.write import NotMeant, plain

DATA = {
    "id": "2021-08-15-bridge",
    "title": "The council: a “yes” to the bridge, #1",
    "date": "2021-08-15",
    "status": "happened",
    "certainty": "reported",
    "people": ["Ann Lee", "Ben O'Neill"],
    "places": [],
    "sources": [
        {"article": "a", "quote": 'The council said "yes" on Sunday: all of it.', "expression": "Sunday", "date": "2021-08-15", "status": "happened"},
        {"article": "b", "quote": "It's done.", "date": "2021-08", "status": "happened"},
    ],
}
CHANGES = [
    {"title": "The council said no"},
    {"date": "2021-08-16"},
    {"people": ["Ann Lee", "Cy Young"]},
    {"status": "planned", "places": ["Oslo"]},
    {"sources": [*DATA["sources"], {"article": "c", "quote": "Once more.", "date": "2021"}]},
]
SCALARS = ("plain", "double", "escaped", "single", "folded", "literal", "anchored", "tagged", "commented", "wrapped", "tabbed")


class Writer:
    """YAML of the data in the style that ``choose`` picks at each place."""

    def __init__(self, choose) -> None:
        self.choose = choose

    def scalar(self, text: str, indent: str, *, flow: bool = False) -> str:
        style = self.choose(st.sampled_from(SCALARS))
        if flow or not text:
            style = "double" if style not in ("single", "escaped") else style
        double = json.dumps(text, ensure_ascii=False)
        if style == "plain":
            return text if text.replace(" ", "").isalnum() and not text.isdigit() else double
        if style == "escaped":
            return json.dumps(text)
        if style == "single":
            return "'" + text.replace("'", "''") + "'"
        if style in ("folded", "literal"):
            return f"{'>-' if style == 'folded' else '|-'}\n{indent}  {text}"
        if style == "wrapped" and " " in text:
            head, _, rest = text.partition(" ")
            return f"{json.dumps(head, ensure_ascii=False)[:-1]}\n{indent}  {json.dumps(rest, ensure_ascii=False)[1:]}"
        return {"anchored": f"&x {double}", "tagged": f"!!str {double}", "commented": f"{double}  # as told", "tabbed": f"{double}\t"}.get(style, double)

    def names(self, names: list[str], indent: str) -> str:
        if not names or self.choose(st.booleans()):
            return "[" + self.choose(st.sampled_from([", ", ",", " ,\n" + indent + "  "])).join(self.scalar(n, indent, flow=True) for n in names) + "]"
        dash = indent + self.choose(st.sampled_from(["- ", "  - ", "-   "]))
        return "\n" + "\n".join(dash + self.scalar(n, indent + "  ", flow=True) for n in names)

    def source(self, source: dict[str, str], indent: str) -> str:
        if self.choose(st.integers(0, 4)) == 0:
            return indent + "- {" + ", ".join(f"{k}: {self.scalar(v, '', flow=True)}" for k, v in source.items()) + "}"
        gap = self.choose(st.sampled_from(["", "\n", "\n# between\n"]))
        inner = indent + "  "
        return indent + "- " + f"\n{inner}".join(f"{k}: {self.scalar(v, inner)}" for k, v in source.items()) + gap

    def document(self) -> str:
        if self.choose(st.integers(0, 9)) == 0:
            return json.dumps(DATA, ensure_ascii=self.choose(st.booleans()), indent=self.choose(st.sampled_from([None, 2])))
        parts = []
        for name, value in DATA.items():
            if name == "sources":
                indent = self.choose(st.sampled_from(["", "  ", "    "]))
                parts.append("sources:\n" + "\n".join(self.source(s, indent) for s in value))
            else:
                parts.append(f"{name}: {self.names(value, '') if isinstance(value, list) else self.scalar(value, '')}")
            parts.append(self.choose(st.sampled_from([None, None, None, "", "# a comment"])))
        text = "\n".join(p for p in parts if p is not None)
        text = self.choose(st.sampled_from(["", "---\n", "# head\n\n", "%YAML 1.1\n---\n"])) + text + self.choose(st.sampled_from(["\n", "", "\n\n", "\n...\n", "\n# end"]))
        return text.replace("\n", self.choose(st.sampled_from(["\n", "\n", "\r\n", "\r"])))


@given(st.data())
def test_a_file_in_any_style_is_read_as_it_is_meant_or_reported(tmp_path_factory, data):
    text = Writer(data.draw).document()
    record = parse(text, tmp_path_factory.getbasetemp() / "a.yaml", "a.yaml")
    if not record.errors:
        assert plain(record.data()) == plain(DATA)
    else:
        assert all(p.message and p.line for p in record.errors)


@given(st.data(), st.sampled_from(CHANGES))
def test_a_change_says_what_is_meant_and_keeps_every_comment_or_is_refused(tmp_path_factory, data, change):
    text = Writer(data.draw).document()
    record = parse(text, tmp_path_factory.getbasetemp() / "a.yaml", "a.yaml")
    if record.errors:
        return
    splice, conflicts = three_way(DATA, record, {**DATA, **change})
    assert conflicts == []
    try:
        after = splice.text()
    except NotMeant:
        return
    again = parse(after, record.path, "a.yaml")
    assert plain(again.data()) == plain({**DATA, **change})
    assert after.count("# a comment") == text.count("# a comment")
    assert three_way({**DATA, **change}, again, {**DATA, **change})[0].text() == after, "a second run changes it once more"


def test_most_styles_can_be_changed():
    """A writer of files whose changes were nearly all refused would pass the test above."""
    import random

    chance = random.Random(7)

    def choose(strategy):
        found = list(getattr(strategy, "elements", ())) or ([False, True] if "booleans" in repr(strategy) else list(range(5)))
        return chance.choice(found)

    done = refused = 0
    for n in range(300):
        record = parse(Writer(choose).document(), Path("a.yaml"), "a.yaml")
        if record.errors:
            continue
        try:
            three_way(DATA, record, {**DATA, **CHANGES[n % len(CHANGES)]})[0].text()
            done += 1
        except NotMeant:
            refused += 1
    assert done > 3 * refused  # those written as JSON take no source more
