"use strict";
/* What the overview and the map share: counts and days in words, the window as an address has it, rows of a list. */
var tlCommon = function (say, data) {
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const events = (n) => (n === 1 ? say.one : fill(say.many, { n: String(n).replace(/\B(?=(\d{3})+$)/g, say.thousands) })); // toLocaleString takes 20 ms at its first call
  const year = (y) => (y > 0 ? String(y) : fill(say.bc, { year: 1 - y }));
  function dayWords(day, wide) {
    const c = tlData.civil(day);
    return wide > 20000 ? year(c.y) : fill(wide > 1100 ? say.month : say.day, { day: c.d, month: say.months[c.m - 1], year: year(c.y) });
  }

  /* A window as text: 2021-06..2021-09, by whole months and years where it has them. */
  const pad = (n, k) => String(n).padStart(k, "0");
  const iso = (c, parts) => [(c.y < 0 ? "-" : "") + pad(Math.abs(c.y), 4), pad(c.m, 2), pad(c.d, 2)].slice(0, parts).join("-");
  function viewText(w) {
    const a = tlData.civil(Math.round(w.from)), b = tlData.civil(Math.round(w.to) - 1), next = tlData.civil(Math.round(w.to));
    const parts = a.d !== 1 || next.d !== 1 ? 3 : a.m !== 1 || next.m !== 1 ? 2 : 1, from = iso(a, parts), to = iso(b, parts);
    return from === to ? from : from + ".." + to;
  }
  function viewOf(text) {
    const ends = text.split("..").map((end) => /^(-?\d{1,6})(?:-(\d\d))?(?:-(\d\d))?$/.exec(end));
    if (ends.some((end) => !end)) return null;
    const [a, b] = [ends[0], ends[ends.length - 1]], n = (x) => (x === undefined ? x : Number(x));
    const from = tlData.dayOf(n(a[1]), n(a[2]) || 1, n(a[3]) || 1);
    const to = b[3] ? tlData.dayOf(n(b[1]), n(b[2]), n(b[3])) + 1 : b[2] ? tlData.dayOf(n(b[1]), n(b[2]) + 1, 1) : tlData.dayOf(n(b[1]) + 1, 1, 1);
    return to > from ? { from: from, to: to } : null;
  }

  function make(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  }
  function link(href, text) {
    const a = make("a", "", text);
    a.href = href;
    return a;
  }
  function eventRow(i, e) {
    const status = data.scales.status[data.status[i]], certainty = data.scales.certainty[data.certainty[i]], dot = data.start[i] === data.end[i] && !data.form[i];
    const row = make("li", "tl-row tl-point " + (dot ? "dot " : "bar ") + status + " " + certainty + " tl-p-" + data.scales.precision[data.precision[i]]), told = document.createElement("span");
    told.append(link(e.href, e.title));
    row.append(make("span", "tl-when", e.when), told);
    if (status !== "happened") row.append(make("span", "tl-badge tl-" + status, say.status[status]));
    return row;
  }

  return { fill: fill, events: events, year: year, dayWords: dayWords, iso: iso, viewText: viewText, viewOf: viewOf, make: make, link: link, eventRow: eventRow };
};
