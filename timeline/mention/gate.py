"""The gate for titles: which candidate may stand.

Parsed by itself it must say the same as its sentence, and no more.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from timeline.mention.candidates import LONGEST, Draft
from timeline.mention.parsed import Parse, Token
from timeline.mention.parser import plain
from timeline.mention.sentences import run_together_pattern
from timeline.mention.subject import SUBJECT
from timeline.mention.title import Title
from timeline.mention.words import words

SHORTEST = 3
FEW_WORDS = 3  # words of a title, beside subject and verb, of which none may hang elsewhere
REALISED = 0.6  # the same share where the realiser put other words for pronouns
LEAST_AGREEMENT = 0.8  # share of a title's words that hang on the same word as in the sentence
PERSON = re.compile(r"(?<!-)\b(?:I|I'm|I've|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|us|me|myself|ourselves|yourself|mine|ours|yours)\b(?!-)")
BARE_PHRASE = re.compile(
    r"^[\"“'‘]?(?:I|We|You|He|She|They|It|This|That|These|Those|There|One|Some|Others|Who|What|Which|When|Where|How|Why|His|Her|Their|Its|My|Our|Your|Him|Them"
    r"|Nobody|Everyone|Another|Both|Many|Such)\b(?! (?:Kingdom|States))"
)
OPEN_END = re.compile(
    r"\b(?:the|a|an|of|to|and|or|but|with|by|for|in|on|at|from|that|which|who|his|her|their|its|as|than|very|into|is|was|were|are|be|been|has|had|have|will|also|not|said|says|with effect"
    r"|(?:turned|gave|handed|found|saw|made|called|kept|put|threw|locked|set|got) (?:himself|herself|themselves|itself))\W*$",
    re.IGNORECASE,
)
PAGE = re.compile(r"https?:|www\.|(?i:pic\.twitter)|[@#]\w|[|•{}<>\\]|\(\s|\s\)|--|…|(?<!\w)[-–](?!\w)|\s[,;:]|\"\s*\"|^[^\w\"“'‘£$€¥]|^\d{1,2}(?:/\d{1,2})? ")
LABEL = re.compile(r"^(?:More|Video|Watch|Photos?|Image|Picture|Related|Read|Loading|Advertisement|Breaking|Live|Updated?) [A-Z]")  # a word of the page before a name
STRAY = re.compile(r"^[^']*[a-rt-z]'(?!\w)")  # a mark that closes what nothing opened: "acted immediately' with"
SHOUTED = re.compile(r"\b[A-Z]{4,}(?: [A-Z]{3,})+\b|^[A-Z]{4,} [A-Z][a-z]")  # a heading of the page that ran into the text
PARTED = re.compile(r"^[^,]+, (?:is|was|were|are|has|had|have|will|would|to|in|on|at|of|by|and)\b")  # a comma between subject and verb: what stood there is lost
QUOTED = re.compile(r'"([^"]+)"')
WORD = re.compile(r"[^\W\d_]{3,}|\d+")


def looks_like_title(title: Title) -> bool:
    """Whether a candidate has the form of a title: length, punctuation, complete ends, no leftover of a page, no
    first person, no unresolved pronoun.
    """
    text, n = title.text, len(title.text.split())
    if not SHORTEST <= n <= LONGEST or PAGE.search(text) or LABEL.search(text) or run_together_pattern().search(text) or OPEN_END.search(text) or BARE_PHRASE.search(text) or PERSON.search(text):
        return False
    if has_residue(text):
        return False
    if STRAY.search(text) or PARTED.search(text) or SHOUTED.search(text) or "?" in text:
        return False
    return text.count('"') % 2 == 0 and text.count("(") == text.count(")") and text.count("“") == text.count("”")


def has_residue(text: str) -> bool:
    """Whether a text has what web pages leave in it: "Invalid email"."""
    low = text.lower()
    return any(phrase in low for phrase in residue_pattern())


@cache
def residue_pattern() -> tuple[str, ...]:
    """A pattern for what web pages leave in a text."""
    return tuple(words()["residue"])


def says_the_same(title: Title, parsed: Parse, d: Draft) -> bool:
    """Whether a title, parsed by itself, has the predicate, subject, negation and objects of its sentence."""
    root = next((t for t in parsed if t.role == "root"), None)
    if root is None:
        return False
    main = [root, *(c for c in root.children if c.role in ("open_clause", "clause", "conjunct") and title.how == "clause")]
    if root.pos not in ("VERB", "AUX") or not any(v.lemma == d.predicate for v in main):
        return False
    subject = next((c for c in root.children if c.role in SUBJECT), None)
    if subject is None or (d.subject and not any(t.lower == d.subject.lower() for t in subject.subtree)):
        return False
    if subject.i > root.i and subject.role != "expletive":
        return False
    if d.passive and not any(c.role in ("passive_auxiliary", "auxiliary") or c.lemma in words()["passive_verbs"] for c in root.children):
        return False  # "a festival held": it held nothing
    if not keeps_dependencies(parsed, root, subject, d, title.how) or any(t.form == "pronoun" and t.lower in words()["unnamed_objects"] for t in parsed):
        return False
    if title.how == "verbatim" and any(t.role == "preposition_object" and t.i not in {x.i for x in subject.subtree} and (t.lemma, t.head.lemma) not in d.links for t in parsed):
        return False  # "after Hale", of "after Hale left"
    has_content = any(c.role in ("clause", "open_clause", "object", "adverbial_clause", "passive_subject", "object_predicate", "predicate") for c in root.children)
    if any(t.form == "possessive_pronoun" for t in subject.subtree) or any(t.lower in words()["pointing"] and t.role in ("determiner", "modifier") for t in parsed):
        return False  # "his father": whose; "that benchmark": which
    has_content = has_content or any(g.role == "preposition_clause" for c in root.children if c.role == "preposition" for g in c.children)  # "admitted to using"
    if (d.predicate in words()["saying"] | words()["ruling"] and not has_content) or "would have" in parsed.text:
        return False  # "Mills said at a rally"
    low = {t.lower for t in parsed}
    if d.negated and not any(t.role == "negation" or t.lower in words()["negations"] for t in parsed):
        return False
    return all(n.lower() in low for n in d.needed if n.lower() not in words()["unnamed_objects"]) if title.how == "verbatim" else True


def is_denial(parsed: Parse) -> bool:
    """Whether a title says that something did not happen: a denied event must not read as a fact."""
    denying = words()["deny"] | words()["nobody"] | {"no", "not", "never", "without", "nor"}
    return any(t.role == "negation" or t.lower in denying or t.lemma in denying for t in parsed)


def keeps_dependencies(parsed: Parse, root: Token, subject: Token, d: Draft, how: str) -> bool:
    """Whether the words of a title hang on the same words as in the sentence: all children of its verb, and nearly
    all others. Its subject may be another name.
    """
    named = {t.i for t in subject.subtree}
    rest = [t for t in parsed if t.i not in named and not t.is_punct and t.i != root.i and t.pos != "PROPN"]
    kept = [t for t in rest if (t.lemma, t.head.lemma) in d.links]
    rest = [t for t in rest if t.role not in ("auxiliary", "passive_auxiliary", "negation", "marker")]
    own = [t for t in rest if t.head.i == root.i and t not in kept]
    least = LEAST_AGREEMENT if how == "verbatim" else REALISED
    return len(own) <= (len(rest) > FEW_WORDS) and len(kept) >= least * len(rest)


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """An article in small letters; kept, as all titles of the article are looked up in it."""
    return text.lower()


def has_words_of(title: Title, text: str) -> bool:
    """Whether each content word of a title stands in the article, at least by its stem."""
    low, helpers = lowered(text), words()["finite"] | words()["definite"]
    return all(w.lower()[: max(3, len(w) - 3)] in low for w in WORD.findall(title.text) if w.lower() not in helpers)


def keeps_quotations(title: Title, text: str) -> bool:
    """Whether what a title has in quotation marks stands so in the article: nothing is cut out of somebody's words."""
    return all(words_of_speech in plain(text) for words_of_speech in QUOTED.findall(title.text))


def choose_likely(d: Draft, article: str) -> list[Title]:
    """The candidates that may stand as far as can be seen without a parse, the most headline-like first."""
    if d.until:
        return []  # "did not open until 1914": without the date that would be false
    return sorted(
        (t for t in d.titles if looks_like_title(t) and not any(x in t.text.lower() for x in d.expressions) and has_words_of(t, article) and keeps_quotations(t, article)),
        key=score_title,
        reverse=True,
    )


def score_title(title: Title) -> float:
    """How much a title reads like one that an editor would print; more is better."""
    said = title.text.split()
    names = sum(w[:1].isupper() for w in said[1:])
    return min(names, 4) * 0.4 - max(0, len(said) - 13) * 0.3 - max(0, 7 - len(said)) * 0.4 - title.text.count(",") * 0.5 - (title.how == "clause") * 1.5
