"""The realiser: a title that stands alone, from subject, verb in the right form, and the arguments that carry the
news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from timeline.mention.clause import Clause, is_passive, predicate, verb_group
from timeline.mention.parsed import Token
from timeline.mention.phrases import ASIDE, article, comma_before, drop_dates, is_only_date, join, possessive, tidy, trim_phrase
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.subject import is_present_passive
from timeline.mention.words import stated_by, words

LONGEST, SHORTEST = 20, 3
MOST_CONTENT_WORDS = 6  # words of a noun's title that leave room for what it is about
PRONOUNS = frozenset("he she they it we i you who which that this these those his her their him them one some others both many all another two three".split())
NOMINATIVE = {"him": "he", "her": "she", "them": "they", "us": "we", "me": "I"}  # "had him jailed": he was jailed
HYPHENATED = re.compile(r"(?<![\w.,-])(\d+|[^\W\d_]{2,})([-–])(\d+|[^\W\d_]{3,})(?![\w-])")
OWNED = re.compile(r"^(?:his|her|their|its|whose|the [\w-]+['’]s?)\s+|^the\s+", re.IGNORECASE)
OPEN_WORD = re.compile(r"\b(?:them|they|he|she|him)\b")
OPEN_START = re.compile(r"^(?:That|They|He|She|It|This|These|Those|His|Her|Their|Its|Whose|We|I|You)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and how it was made.

    ``how`` is clause, nominal, verbatim, headline or quotation; ``needs`` is "subject", "object" or "title"
    where a person has to supply it.
    """

    text: str
    how: str
    needs: str = ""


def make_clause_title(c: Clause) -> Title:
    """The title of an event that a verb names."""
    subject, needs = subject_text(c)
    group = verb_group(c)
    rest = predicate(c)
    instead = resolve_references(c, rest, subject)
    for kept in shorten_predicate(rest):
        limit, said = len(kept), " ".join(with_article(part, c.dates, instead) for part in kept)
        if limit and rest[0][-1].i < c.trigger.i and c.trigger.lemma in words()["saying"] | words()["ruling"]:
            said = f"that {said[:1].lower() if rest[0][0].pos not in ('PROPN', 'PRON') or (rest[0][0].lower not in words()['i'] and rest[0][0].pos == 'PRON') else said[:1]}{said[1:]}"
        if kept and kept[0][0].i == 0 and kept[0][0].pos in ("DET", "ADJ", "NOUN") and not said.startswith("that "):
            said = said[:1].lower() + said[1:]  # what a relative clause hangs on may open the sentence
        text = " ".join(x for x in (subject, group, said) if x)
        n = len(text.split())
        if n <= LONGEST or limit == 0 or (n <= LONGEST + 8 and any(t.role in ("open_clause", "clause") and t.head.i == c.trigger.i for t in kept[-1]) and "," not in said):
            break
    if c.trigger.lemma in words()["be"] and not rest and c.subject is not None and subject:
        return make_nominal_title(replace(c, trigger=c.subject))  # "the closing date is Friday"
    text = tidy(hyphenated(c.names.country(text, c.at), c.trigger.tree.text))
    if not subject or is_malformed(text):
        return make_verbatim_title(c, needs or ("" if subject else "subject"))
    if c.trigger.role == "relative_clause" and not rest and not is_passive(c.trigger):
        needs = needs or "object"  # "the day that Biden named": what he named is left behind
    own = c.trigger.lemma in words()["saying"] | words()["plan"]  # "the commander said he had sent a team"
    return Title(text, "clause", needs or ("subject" if OPEN_START.search(text) or (not own and OPEN_WORD.search(text)) else ""))


def hyphenated(text: str, sentence: str) -> str:
    """The text with the hyphens of the sentence in scores and compounds, which the parser splits: "won 3-1",
    "counter-offensives".
    """
    for a, mark, b in HYPHENATED.findall(sentence):
        if a.isdigit() and f"{a} {b}" in text:
            text = re.sub(rf"\b{a} {b}\b", f"{a}{mark}{b}", text)
        elif b.lower() not in text.lower() and not re.search(rf"\b{a}\b(?![-–])", sentence):
            text = re.sub(rf"\b{a}\b(?![-–])", f"{a}{mark}{b}", text)
        elif not a.isdigit() and a.lower() not in text.lower() and not re.search(rf"(?<![-–])\b{b}\b", sentence, re.IGNORECASE):
            whole = re.sub(rf"(?<![-–])\b{b}\b", f"{a}{mark}{b}", text, flags=re.IGNORECASE)  # "vice-president"
            text = whole[:1].upper() + whole[1:] if text[:1].isupper() else whole
    return text


def shorten_predicate(parts: list[list[Token]]) -> Iterator[list[list[Token]]]:
    """The phrases behind a verb, then ever fewer of them. An object first loses the modifiers behind its noun."""
    for n in range(len(parts), 0, -1):
        yield parts[:n]
        last = parts[n - 1]
        head = next((t for t in last if t.head.i not in {x.i for x in last}), last[0])
        head = next((c for c in head.children if head.role == "preposition" and c.role == "preposition_object"), head)
        # An "of" goes with its noun: "since the period of the first war" is cut whole.
        firm = ("of",) if head.role != "preposition_object" or n == 1 else ("of", "to")
        hanging = [t for t in last if t.i > head.i and t.role in ("participle", "preposition", "relative_clause", "apposition") and t.head.role not in ("open_clause", "clause")]
        hanging = [t for t in hanging if t.tree[t.i - 1].text != "-"]  # "a tug-of-war"
        hanging = [t for t in hanging if t.lower not in firm or (t.head.i == head.i and (head.role != "preposition_object" or n == 1))]
        loose = {t.i for c in hanging if c.head.i == head.i for t in c.subtree}
        aim = next((c for c in head.children if c.role == "participle" and c.form == "base" and c.i > head.i), None)
        if aim is not None and head.role in ("object", "predicate"):
            meant = {t.i for less in shorten_complement(list(aim.subtree), aim) for t in less[:MOST_CONTENT_WORDS]}  # "began a programme to recruit former fighters"
            yield [*parts[: n - 1], [t for t in last if t.i not in loose or t.i in meant]]
        if head.role in ("object", "predicate", "preposition_object"):
            for k in range(len(hanging), 0, -1):
                gone = {t.i for c in hanging[k - 1 :] for t in c.subtree}
                yield [*parts[: n - 1], [t for t in last if t.i not in gone]]
        if head.role in ("open_clause", "clause"):
            yield from ([*parts[: n - 1], less] for less in shorten_complement(last, head))
    yield []


def shorten_complement(part: list[Token], head: Token) -> Iterator[list[Token]]:
    """A complement clause without its asides, then without one phrase after another behind its verb; an object stays."""
    aside = {t.i for x in part if x.i != head.i and (x.role in ("relative_clause", "adverbial_clause", "parataxis") or (x.role == "apposition" and comma_before(x))) for t in x.subtree}
    kept = [t for t in part if t.i not in aside and not (t.text == "," and {t.i - 1, t.i + 1} & aside)]
    while kept and kept[-1].is_punct:
        kept.pop()
    yield kept
    for c in sorted((c for c in head.children if c.i > head.i and c.role in ("preposition", "conjunct", "conjunction", "noun_adverbial", "adverb", "mark")), key=lambda t: -t.i):
        gone = {t.i for t in c.subtree}
        kept = [t for t in kept if t.i not in gone]
        yield kept


def resolve_references(c: Clause, parts: list[list[Token]], subject: str) -> dict[int, str]:
    """The antecedents of pronouns and bare objects behind a verb, by token number, where they are safe."""
    inside = [t for part in parts for t in part]
    shared = {t.i: join(trim_phrase(other, c.dates)) for t in inside if t.head.i == c.trigger.i and (other := shared_object(t)) is not None}
    words_for = {t.i: c.refer(t, c, subject) for t in inside if t.i not in shared and is_referring(t, c.trigger)}
    found = shared | {i: text for i, text in words_for.items() if text}
    for t in inside:
        meant = (t.role == "object" and t.head.i == c.trigger.i) or t.role == "possessor" or (t.role == "preposition_object" and t.head.head.i == c.trigger.i)
        if meant and t.pos == "NOUN" and (text := c.refer(t, c, subject)):
            found |= {x.i: "" for left in t.lefts for x in left.subtree}  # "bought the holding company", "the rules", "the city's airport"
            found[t.i] = re.sub("^The ", "the ", text)
    return found


def shared_object(token: Token) -> Token | None:
    """The antecedent of "it" or "him" as an object, where the coordinated verb before it leaves no doubt; None
    otherwise.
    """
    verb = token.head
    if token.role != "object" or token.lower not in words()["object_pronouns"] or verb.role != "conjunct":
        return None
    shared = not any(c.role in SUBJECTS for c in verb.children)  # who does both is not "him"
    roles = ("object",) if shared else ("object", "subject", "passive_subject")
    before = [x for x in verb.head.children if x.role in roles and x.i < token.i and x.pos in ("NOUN", "PROPN")]
    many = token.lower in words()["them"]
    if token.lower in words()["object_persons"]:
        fitting = [x for x in before if x.entity == "PERSON"]
    else:
        fitting = [x for x in before if x.role == "object" and x.entity != "PERSON" and (x.form in ("plural", "plural_name")) == many]
    return fitting[0] if len(fitting) == 1 else None


def is_referring(t: Token, verb: Token) -> bool:
    """Whether a token behind a verb is a pronoun, or a "there", that refers to something."""
    if t.lower in words()["there"]:
        return bool(t.role == "adverb" and t.head.i == verb.i)
    return t.lower in words()["referring"] and t.form in ("pronoun", "possessive_pronoun") and t.role in ("object", "preposition_object", "possessor", "indirect_object")


def with_article(part: list[Token], dates: frozenset[int], instead: Mapping[int, str]) -> str:
    """A phrase as text.

    Where an object loses a possessive date it gets an article: "Thursday's ruling" -> "the ruling".
    """
    head = next((t for t in part if t.role == "object" and t.form == "singular" and t.head not in part), None)
    lost = head is not None and any(x.role == "possessor" and x.i in dates for x in head.children)
    return f"the {join(part, instead)}" if lost else join(part, instead)


def is_malformed(text: str) -> bool:
    """Whether a rendering went wrong: too short, too long, or with half a pair of quotes or brackets."""
    n = len(text.split())
    return n < 2 or n > 32 or text.count('"') % 2 == 1 or text.count("(") != text.count(")") or text.count("“") != text.count("”")


def subject_text(c: Clause) -> tuple[str, str]:
    """The subject in words, and what it needs ("subject" for an unresolved pronoun; "" for nothing)."""
    s = c.subject
    if s is None:
        return "", "subject"
    if c.resolved:
        return c.resolved, ""
    if s.role == "expletive":
        return join(trim_phrase(s, c.dates)), ""
    if s.pos == "PRON" or (s.lower in PRONOUNS and s.pos in ("DET", "NUM")):
        text = join(trim_phrase(s, c.dates))
        return NOMINATIVE.get(text.lower(), text), "subject"
    # A date that does something keeps its words: "The late 1960s became a time of …".
    text = join(trim_phrase(s, frozenset() if s.i in c.dates else c.dates, skip=c.trigger))
    if s.form == "singular" and any(x.role == "possessor" and x.i in c.dates for x in s.children):
        text = f"the {text}"  # "Thursday's cyclone"
    text = re.sub(r"^(?:This|These|That|Those|this|these|that|those) ", "The ", text) if s.pos in ("NOUN", "PROPN") else text
    if sum(t.text in ("-", "--") and bool(t.spaced) for t in s.tree[: c.trigger.i]) > 1:
        text = re.sub(r" --? [^-]*$", "", text)  # "some 200 people - staff and their families -": an aside lost its end
    if c.owner and not OWNED.match(text):
        text = f"{possessive(c.owner)} {text[:1].lower()}{text[1:]}"  # "Revenue rose": whose
    elif c.owner:
        text = OWNED.sub(lambda m: f"{possessive(c.owner)} ", text)
    return c.names.full(text, s, c.at), ""


def make_verbatim_title(c: Clause, needs: str) -> Title:
    """The clause as it stands, without dates and subordinate clauses."""
    tokens = drop_dates(c.trigger, c.dates)
    tokens = [t for t in tokens if not any(opens_subordinate(a) and a.i != c.trigger.i for a in find_path(t, c.trigger))]
    while tokens and (not any(ch.isalnum() for ch in tokens[0].text) or tokens[0].role in ("marker", "conjunction") or tokens[0].lower in ASIDE):
        tokens.pop(0)
    text = tidy(join(tokens[:26]).replace('"', ""))
    return Title(text, "verbatim", needs)


def opens_subordinate(token: Token) -> bool:
    """Whether a token opens a clause beside the one that it depends on."""
    clause = token.head if token.role == "conjunction" else token
    return token.role in ("adverbial_clause", "parataxis") or (token.role in ("conjunction", "conjunct") and clause.pos in ("VERB", "AUX"))


def find_path(token: Token, top: Token) -> list[Token]:
    """The tokens from one up to an ancestor, without the ancestor."""
    out = []
    while token.i != top.i and token.head.i != token.i:
        out.append(token)
        token = token.head
    return out


def make_nominal_title(c: Clause, agent: str = "") -> Title:
    """The title of an event that a noun names: its own phrase, with the prepositional phrases of its light verb.

    ``agent`` is who makes a statement.
    """
    t = c.trigger
    table = words()
    if t.lemma in table["statements"] and agent and t.role == "preposition_object" and t.head.lower in words()["in"]:
        return Title(tidy(f"{agent} {stated_by().get(t.lemma, 'made')} {article(t.lemma)} {t.lemma}"), "nominal")
    tokens = [x for x in trim_phrase(t, c.dates) if not (x.role == "possessor" and x.i in c.dates) and not (x.role == "possessive_mark" and x.head.i in c.dates)]
    tokens = [x for x in tokens if not (x.lower in words()["possessive"] and x.i - 1 in c.dates)]
    if any(x.i in c.dates and x.i < t.i for x in t.children):  # "the May massacre and the struggle before it": the one that is dated
        beside = {x.i for other in t.children if other.role in ("conjunct", "conjunction") for x in other.subtree}
        tokens = [x for x in tokens if x.i not in beside]
    if c.owner and t.lemma in table["figures"] and t.role == "preposition_object" and len(tokens) >= SHORTEST:  # "in the wake of a loss of $7 million": whose
        return Title(tidy(f"{possessive(c.owner)} {join(tokens[tokens[0].role == 'determiner' or tokens[0].form == 'possessive_pronoun' :])}"), "nominal")
    if c.owner and tokens and tokens[0].form == "possessive_pronoun":
        return Title(tidy(f"{possessive(c.owner)} {c.names.country(join(tokens[1:]), c.at)}"), "nominal")
    while tokens and tokens[0].pos == "DET" and tokens[0].lower in words()["determiners"] and tokens[0].head.role != "possessor":  # "the party's defeat"
        tokens.pop(0)
    text = join(tokens)
    head = t.head
    # Not "called Friday's attack a warning in the house", nor "is recalled as the last of them".
    helps = t.role != "object" or head.lemma in table["light"] | table["support"] or (head.form in ("third_person", "present") and c.status == "happened")
    if t.role in ("subject", "passive_subject", "object") and head.pos in ("VERB", "AUX") and helps and not is_present_passive(head):
        extra = [x for x in head.children if x.role == "preposition" and x.i > head.i and x.lower not in words()["as"] and not is_only_date(x, c.dates) and x.i not in c.dates]
        if extra and len(text.split()) < 6:
            text += " " + " ".join(join(trim_phrase(x, c.dates)) for x in extra[:2])
    content = next(
        (
            x
            for x in t.children
            if x.role in ("participle", "relative_clause", "clause") and x.i > t.i and any(g.lower in words()["complementizers"] and g.role in ("marker", "auxiliary") for g in x.children)
        ),
        None,
    )
    if content is not None and len(text.split()) < MOST_CONTENT_WORDS and not {x.i for x in content.subtree} <= {x.i for x in tokens}:
        said = drop_dates(content, c.dates)
        text += f" {join(said)}" if len(said) <= LONGEST - MOST_CONTENT_WORDS and not any(x.i in {k.i for k in tokens} for x in said) else ""  # "Ford's declaration that it would bid"
    text = tidy(c.names.country(text, c.at))
    n = len(text.split())
    named = n == SHORTEST - 1 and any(x.pos == "PROPN" and x.i not in c.dates for x in tokens)  # "NATO summit" says enough
    return Title(text, "nominal", "" if n >= SHORTEST or named else "subject")
