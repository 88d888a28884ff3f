"""Document and Timex* -> Mention*: the clause that each date dates, its title, status, speaker, people and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from timeline import edtf
from timeline.mention import factuality
from timeline.mention.attach import Attachment, attach, beside, climb_to_verb, subject_of
from timeline.mention.clause import Clause
from timeline.mention.definite import definite
from timeline.mention.frames import accused_by, coordinated, gathered, held_in, stating, when_clause
from timeline.mention.names import Names, who_and_where
from timeline.mention.parser import lemma, parse
from timeline.mention.phrases import comma_before, join, only_date, phrase, tidy
from timeline.mention.refer import antecedent_of, object_of, owner_of
from timeline.mention.sentences import Sentence, noise, sentences
from timeline.mention.title import Title, clause_title, nominal_title
from timeline.mention.weigh import LIKELY, likely
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

COMPARED = re.compile(
    r"\bthan (?:(?:in|at|on|during|for|any time since|at any time since|the|a|it was|they were) ?)*(?:the )?$"
    r"|\b(?:per cent|percent|%|third|quarter|fifth|tenth|half|twice|double)\b[^.,;]{0,30}\b(?:on|from|against|above|below|that of|what (?:it|they) had been in)\s+(?:the )?$"
    r"|\bfrom (?:about |around |nearly |some |just |fewer than |more than |a \w+ of (?:about |approximately )?)?[$#£€C]*\d(?:[^.;:]|\.\d){0,45}$"
    r"|\b(?:compared (?:with|to)|as against|versus)\b[^.,;]{0,25}$",
    re.IGNORECASE,
)
DUE = re.compile(r"(?:,|notes|bonds|debentures) due (?:on |in )?$")
DATELINE = re.compile(r"[A-Z][A-Z .,'/-]{2,40},?\s*(?:[A-Z][a-z]+,\s*)?")
SURE, UNSURE = 0.6, 0.15  # a word that the date dates this surely takes the place of one that it dates this little
PLAINLY = ("say", "tell", "add", "note", "comment", "remark", "quote")  # always a saying, whatever stands behind
BACK = 3  # sentences that are looked back for what a pronoun stands for
NEAR = 16  # parses that are kept while a document is read
ENDING = ("end", "finish", "conclude", "stop", "win", "lose", "survive")
NEGATED = re.compile(r"\b(?:[Nn]o|[Nn]obody|[Nn]one|not|never)\b")
SUPERLATIVE = re.compile(r"\b(?:\w+est|first|most|least|only|record|lowest|best|worst)\b", re.IGNORECASE)


def find(document: Document, timexes: Sequence[Timex]) -> list[Mention]:
    """All mentions of events that the expressions date, in order; those that make no event say why in ``unused``.

    Expressions that date nothing at all (sets, "recently") give no mention. Needs the parser: raises
    :class:`timeline.mention.parser.NoParser` where none is installed.
    """
    names = Names(document.text)
    out: list[Mention] = []
    for sentence in dated(document, timexes):
        dates = date_tokens(sentence)
        made = [m for t in sentence.timexes for m in mentions_of(document, sentence, t, dates, names)]
        out.extend(once(made))
    return out


def dating(t: Timex, text: str) -> bool:
    """Whether an expression can date an event: it names days, or is the length of what stands right behind it ("the 20-year war")."""
    if t.edtf or t.type != "DURATION" or not t.length or "X" in t.length:
        return bool(t.edtf)
    behind = text[t.end : t.end + 40].lower().split()[:3]
    return any(w.strip(".,;:'’\"”)") in words()["durative"] for w in behind)


def dated(document: Document, timexes: Sequence[Timex]) -> Iterator[Sentence]:
    """The sentences that hold a date, parsed; no other sentence is."""
    spans = list(sentences(document.text))
    chosen: list[tuple[int, int, tuple[Timex, ...], tuple[str, ...]]] = []
    k = 0
    for i, (start, end) in enumerate(spans):
        inside: list[Timex] = []
        while k < len(timexes) and timexes[k].start < end:
            if timexes[k].start >= start:
                inside.append(timexes[k])
            k += 1
        if any(dating(t, document.text) for t in inside) and not noise(document.text[start:end]):
            before = tuple(document.text[a:b] for a, b in reversed(spans[max(0, i - BACK) : i]))
            chosen.append((start, end, tuple(inside), before))
    known: dict[str, Any] = {}
    for (start, end, held, before), doc in zip(chosen, parse(document.text[s:e] for s, e, _, _ in chosen), strict=True):
        yield Sentence(start, end, doc, held, before, known)
        known[doc.text] = doc
        while len(known) > NEAR:
            del known[next(iter(known))]


def date_tokens(s: Sentence) -> frozenset[int]:
    """Token numbers of all expressions that name a day or a time."""
    out: set[int] = set()
    for t in s.timexes:
        span = s.tokens(t)
        if span is not None and t.type in ("DATE", "TIME") and t.edtf:
            out.update(tok.i for tok in span)
            after = span.end
            if after < len(s.doc) and s.doc[after].lower_ in ("'s", "’s"):
                out.add(after)
    return frozenset(out)


def mentions_of(document: Document, s: Sentence, t: Timex, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """The mentions that one expression dates: the event, what is coordinated with it, and what a "when" behind the date tells."""
    made = list(dated_by(document, s, t, dates, names))
    then = when_clause(s, t) if made else None
    told = then is not None and not t.edtf.endswith("/..") and any(m.trigger[0] == s.start + then.idx and not m.unused for m in made)
    yield from (m for m in made if told or then is None or m.trigger[0] != s.start + then.idx)
    if then is not None and not told:
        day = replace(t, edtf=t.edtf.removesuffix("/.."), signal="")  # "since December, when he promised": he did it in December
        yield build(document, s, day, Attachment(then, certain=False), dates, names)


def dated_by(document: Document, s: Sentence, t: Timex, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """The event that one expression dates, and what is coordinated with it."""
    if not dating(t, document.text):
        return
    span = s.tokens(t)
    if span is None or len(span) == 0:
        return
    if not t.edtf:
        yield from lasting(document, s, t, span, dates, names)
        return
    if DATELINE.fullmatch(document.text, s.start, t.start):
        return
    found = attach(span, t.signal)
    ranked = likely(span, t, dates, found.trigger, beside(found) if found.trigger is not None else [])
    if not found.unused or found.trigger is None:
        found = better(found, ranked)
    if found.trigger is None:
        return
    aside, main = found.trigger, climb_to_verb(found.trigger.head)
    if aside.dep_ in ("acl", "advcl") and aside.tag_ == "VBG" and comma_before(aside) and main.tag_ in ("VBD", "VBZ") and (doer := subject_of(main)) is not None and span.end <= doer.i < aside.i:
        found = Attachment(main, certain=found.certain)  # "on 8 April, investigators, wondering how, searched the wood"
    # On the publication day itself a bare weekday is that of a report: "voted to support it Friday".
    today = t.rule == "weekday" and not t.signal and t.last == document.published[:10]
    asked, past = found.trigger.head, t.anchor == "publication" and (gone(t, document) or today)
    if past and found.trigger.dep_ == "xcomp" and found.trigger.tag_ == "VB" and lemma(asked) in words()["plan"] and asked.tag_ in ("VBD", "VBN"):
        found = Attachment(asked, certain=found.certain)  # "invited them to come back two weeks ago": the inviting
    if t.granularity in ("century", "decade") and span.root.dep_ in ("compound", "amod", "nmod") and span.root.head.pos_ == "NOUN" and lemma(span.root.head) not in words()["events"]:
        found = replace(found, unused="the date says which one, not when")  # "the 11th century temple"
    if found.unused:
        yield build(document, s, t, Attachment(found.trigger), dates, names, unused=found.unused)
        return
    negated = t.edtf.endswith("/..") and found.kind == "verb" and NEGATED.search(s.doc.text)
    clause = gathered(found)
    if clause is None and found.kind == "noun" and lemma(found.trigger) in words()["gatherings"]:
        host = climb_to_verb(found.trigger.head)
        if lemma(host) in words()["saying"] and found.trigger.dep_ == "pobj" and any(c.dep_ == "ccomp" for c in host.children):
            found = Attachment(host)  # "said at a conference on Wednesday that …"
        elif (actor := found.trigger.head.head).dep_ == "nsubj" and found.trigger.dep_ == "pobj" and found.trigger.head.dep_ == "prep" and actor.head.pos_ == "VERB":
            found = Attachment(actor.head)  # "the partners at a meeting last week agreed"
    if DUE.search(document.text, max(s.start, t.start - 12), t.start) and found.trigger.lower_ != "due":
        yield build(document, s, t, found, dates, names, unused="the day when a debt is due")
        return
    if COMPARED.search(document.text, max(s.start, t.start - 60), t.start):
        yield build(document, s, t, found, dates, names, unused="a comparison")
        return
    if (t.signal == "since" and SUPERLATIVE.search(document.text, max(s.start, t.start - 60), t.start)) or (t.signal in ("before", "after") and t.granularity == "year"):
        yield build(document, s, t, found, dates, names, unused="a boundary, not the date of an event")
        return
    if negated:
        yield build(document, s, t, found, dates, names, unused="nothing of the kind happened since")
        return
    if clause is not None:
        yield build(document, s, t, Attachment(clause), dates, names, gathering=found.trigger)
        return
    yield build(document, s, t, found, dates, names)
    if found.kind == "verb":
        for other in coordinated(found.trigger, dates):
            yield build(document, s, t, Attachment(other, certain=False), dates, names)
    told = {found.trigger.i}
    for p, other in ranked:
        if p < LIKELY:
            break
        if other.i not in told:
            told.add(other.i)
            kind = "noun" if other.pos_ in ("NOUN", "PROPN", "ADJ") else "verb"
            yield build(document, s, t, Attachment(other, kind=kind, certain=False), dates, names, unused="told together with the word beside it")


def better(found: Attachment, ranked: Sequence[tuple[float, Any]]) -> Attachment:
    """What the rules chose, unless another word is far more likely: then that one, as a guess."""
    p, top = ranked[0] if ranked else (0.0, None)
    own = next((q for q, c in ranked if found.trigger is not None and c.i == found.trigger.i), 0.0)
    if top is None or p < SURE or own > UNSURE:
        return found
    return Attachment(top, kind="noun" if top.pos_ in ("NOUN", "PROPN") else "verb", certain=False)


def lasting(document: Document, s: Sentence, t: Timex, span: Any, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """An event known by its length only: the 20-year war."""
    noun = span.root.head if span.root.head.i not in {x.i for x in span} else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or lemma(noun) not in words()["durative"] or span.start > noun.i:
        return
    yield build(document, s, t, Attachment(noun, kind="noun"), frozenset(x.i for x in span) | dates, names)


def build(document: Document, s: Sentence, t: Timex, found: Attachment, dates: frozenset[int], names: Names, gathering: Any = None, unused: str = "") -> Mention:
    """One mention with all that is told of it."""
    trigger = found.trigger
    table = words()
    word = lemma(trigger)
    if found.kind == "verb" and trigger.dep_ == "advcl" and trigger.tag_ == "NN" and trigger.head.pos_ == "VERB":
        found = Attachment(trigger.head, certain=found.certain)  # "brought him to power", where the parser takes the noun for a verb
        trigger, word = found.trigger, lemma(found.trigger)
    if trigger.pos_ == "ADJ" and trigger.dep_ == "acomp" and trigger.head.pos_ in ("VERB", "AUX"):
        found = Attachment(trigger.head, certain=found.certain)  # "was aware of it": told by the verb, named by the adjective
        trigger, word = found.trigger, lemma(found.trigger)
    status = factuality.status(trigger, found.kind, t.edtf, document.published, t.tense)
    if not t.edtf:
        host = climb_to_verb(trigger.head)
        ended = lemma(host) in ENDING and host.tag_ in ("VBD", "VBN") and trigger.dep_ == "dobj"
        status = "happened" if ended or status == "denied" else "ongoing"
    verb = trigger if found.kind == "verb" else climb_to_verb(trigger.head)
    subject = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
    at = s.start + trigger.idx
    said = factuality.speaker(trigger)
    speaker = names.full(join(phrase(said, dates)), said, at) if said is not None and said.pos_ != "PRON" else ""
    if gathering is not None:
        host = tidy(join(phrase(gathering, dates)))
        resolved = f"participants in {host[0].lower()}{host[1:]}"
    else:
        resolved = antecedent_of(subject, s, names) or definite(subject, s, names) or (speaker if subject is not None and subject.lower_ == "i" else "")
    doing = trigger
    if found.kind == "verb" and word in table["plan"] and status in ("planned", "expected"):
        doing = next((c for c in trigger.children if c.dep_ == "xcomp" and c.tag_ == "VB"), trigger)  # "it intends to reach half the market": to reach, not to intend
    owner = owner_of(trigger if found.kind == "noun" and trigger.pos_ == "NOUN" else subject, verb, s, names)
    clause = Clause(doing, subject, status, dates, names, resolved, owner, at, lambda word, named: object_of(word, doing, subject, named, s, names))
    over = trigger.head
    refused = lemma(over) in table["deny"]
    unplanned = lemma(over) in table["plan"] and any(c.dep_ == "neg" for c in over.children)  # "did not plan to remove him"

    def governing() -> Clause:
        """The clause of the verb above, by who does that."""
        doer = subject_of(over)
        known = resolved if doer is not None and subject is not None and doer.i == subject.i else antecedent_of(doer, s, names)
        return replace(clause, trigger=over, subject=doer, resolved=known, owner="")

    if found.kind == "verb" and status == "denied" and trigger.dep_ in ("ccomp", "xcomp") and (refused or unplanned) and over.tag_ in ("VB", "VBD", "VBN", "VBZ", "VBP"):
        title = clause_title(replace(governing(), status="happened" if refused else "denied"))  # "the council denied that it had sold the meadow"
    elif found.kind == "verb" and trigger.dep_ == "xcomp" and lemma(over) in table["attempts"]:
        title = clause_title(replace(clause, trigger=over))  # "they attempted to cross": not that they crossed
    elif found.kind == "verb" and trigger.dep_ == "xcomp" and trigger.tag_ == "VB" and status == "planned" and lemma(over) in table["plan"] and over.tag_ == "VBD" and gone(t, document):
        title = clause_title(replace(governing(), status="happened"))  # "decided to run in 1910": whether he ran is not told
    elif found.kind == "verb" and (accuser := accused_by(trigger, table)) is not None:
        title = clause_title(replace(clause, trigger=accuser, subject=subject_of(accuser), status="happened", resolved="", owner=""))  # "was accused of killing": not that he did
    elif found.kind == "verb" and (host := stating(trigger, table)) is not None:
        title = nominal_title(replace(clause, trigger=over), names.full(join(phrase(host, dates)), host, at))
    elif found.kind == "verb":
        title = clause_title(clause)
    else:
        agent = names.full(join(phrase(subject, dates)), subject, at) if subject is not None and subject.pos_ != "PRON" else ""
        title = nominal_title(clause, agent)
        if status == "cancelled" and trigger.dep_ == "nsubjpass" and subject is not None:
            clause, title = replace(clause, status="happened"), Title("", "clause")  # "the service was called off"
        if title.needs and lemma(verb) == "be" and trigger.dep_ == "nsubj" and any(c.dep_ in ("attr", "acomp") and c.i not in dates for c in verb.children):
            title = clause_title(replace(clause, trigger=verb, owner=owner_of(subject, verb, s, names)))  # "sales for the year were $6 billion"
        light = lemma(verb) in (table["light"] - table["aspect"]) | table["setting"] | table["cancel"]
        moves = lemma(verb) in ("fall", "come") and any(c.dep_ == "prep" and c.lower_ in ("into", "to", "as", "under") and not only_date(c, dates) for c in verb.children)
        does = trigger.dep_ in ("nsubj", "nsubjpass") and (moves or not light)  # "the war fell into a stalemate"
        if (
            t.edtf
            and verb.pos_ == "VERB"
            and subject is not None
            and (does or not title.text or (len(title.text.split()) < 3 and trigger.dep_ == "dobj" and not any(c.dep_ == "poss" and c.i not in dates for c in trigger.children)))
        ):
            title = clause_title(replace(clause, trigger=verb, owner=owner_of(subject, verb, s, names)))
    if t.edtf and found.kind == "noun" and title.needs and (host := held_in(trigger, s, t, dates)) is not None:
        title = clause_title(replace(clause, trigger=host, subject=subject_of(host), resolved="", owner=""))
    inside = list(trigger.subtree) + (list(subject.subtree) if subject is not None else [])
    people, places = who_and_where(inside, names, s.doc)
    unused = unused or reason(trigger, found.kind, status, table, word, s, title)
    confidence = t.confidence if found.certain else "guessed"
    adjective = next((c for c in trigger.children if c.dep_ == "acomp"), None) if word == "be" else None
    if adjective is not None:
        trigger, at = adjective, s.start + adjective.idx  # "was worth": the adjective names what was so
    return Mention(document.id, title.text, title.how, title.needs, status, (at, at + len(trigger.text)), word, t, (s.start, s.end), speaker, people, places, t.edtf,
                   "" if t.edtf else t.length, confidence, unused)  # fmt: skip


def gone(t: Timex, document: Document) -> bool:
    """Whether the days of an expression were over when the article appeared."""
    return bool(t.last) and t.last < document.published[:10]


def reason(trigger: Any, kind: str, status: str, table: dict[str, frozenset[str]], word: str, s: Sentence, title: Title) -> str:
    """Why a mention makes no event; "" when it does."""
    if status in factuality.OPEN:
        return f"{status}, not told as a fact or a plan"
    more = word in ("add", "quote") and any(c.dep_ in ("dobj", "prep") and c.lower_ not in ("as", "by") for c in trigger.children)  # "added to the gloom", "quoted at 87 cents"
    said = any(c.dep_ in ("ccomp", "parataxis", "xcomp") for c in trigger.children) or (word in PLAINLY and not more) or trigger.dep_ in ("parataxis", "advcl")
    if kind == "verb" and word in table["saying"] and word not in table["telling"] and said:
        return "a bare saying"
    if kind == "verb" and word in ("end", "begin", "start") and trigger.dep_ == "acl" and lemma(trigger.head) in table["which"]:
        return "which period is meant"  # "the quarter ended 31 July"
    if word == "date" and kind == "verb":
        return "the date of a document"
    if kind == "noun" and title.needs:
        return "a bare noun: nobody says whose"
    if len(title.text.split()) < 2:
        return "no title can be made of it"
    return ""


def once(mentions: list[Mention]) -> list[Mention]:
    """One event of a sentence with one date: of two expressions for one trigger the finer, or the range, is used."""
    out: list[Mention] = []
    for m in mentions:
        twin = next((i for i, o in enumerate(out) if o.trigger == m.trigger and o.date and m.date and not o.unused), None)
        if twin is None:
            out.append(m)
            continue
        o = out[twin]
        if o.date == m.date:
            out.append(mark(m, "the other end of the same range"))
        elif spread(m) < spread(o):
            out[twin] = mark(o, "told more finely by another expression")
            out.append(m)
        else:
            out.append(mark(m, "told more finely by another expression"))
    return out


def mark(m: Mention, why: str) -> Mention:
    """The mention, not used."""
    return replace(m, unused=m.unused or why)


def spread(m: Mention) -> int:
    """How many days a mention's date leaves open."""
    d = edtf.parse(m.date)
    return (d.latest or 10**7) - (d.earliest or 0)
