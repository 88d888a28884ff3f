"use strict";
/* Events as columns of numbers, and what the overview asks of them. Days are whole numbers since 1970-01-01, events are sorted by their
   first day, and a window is { from, to }: the days from ≤ day < to, fractions allowed. No dependency; no request but for our own scripts. */
var tlData = (function () {
  const LONG = 400; // days: longer events are kept apart, so that those of a window lie in one stretch of the columns
  const FIRST = 36, WEIGHTS = [4, 1, 0.3]; // events of the first window; what each counts, by importance: key, normal, minor
  const CELLS = 20000; // of the histogram's sums, over the whole span

  /* Calendar: proleptic Gregorian, years counted astronomically (0 is 1 BC), months from 1. */
  function dayOf(y, m, d) {
    y += Math.floor((m - 1) / 12);
    m = ((((m - 1) % 12) + 12) % 12) + 1;
    if (m <= 2) y -= 1;
    const era = Math.floor(y / 400), inEra = y - era * 400, inYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
    return era * 146097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719468;
  }
  function civil(day) {
    const z = Math.floor(day) + 719468, era = Math.floor(z / 146097), inEra = z - era * 146097;
    const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
    const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100)), k = Math.floor((5 * inYear + 2) / 153);
    const m = k < 10 ? k + 3 : k - 9;
    return { y: year + era * 400 + (m <= 2 ? 1 : 0), m: m, d: inYear - Math.floor((153 * k + 2) / 5) + 1 };
  }

  /* How many of the sorted values are smaller. */
  function below(sorted, value) {
    let a = 0, b = sorted.length;
    while (a < b) {
      const mid = (a + b) >> 1;
      if (sorted[mid] < value) a = mid + 1; else b = mid;
    }
    return a;
  }

  function digits(text) {
    const column = new TextEncoder().encode(text);
    for (let i = 0; i < column.length; i++) column[i] -= 48;
    return column;
  }

  /* A set of events that can be counted in a window. */
  function countable(start, end) {
    let ends;
    return (w) => Math.max(0, below(start, w.to) - below(ends || (ends = end.slice().sort()), Math.floor(w.from)));
  }

  /* Nothing is shown before the first keep(). */
  function events(s) {
    const n = s.step.length, start = new Int32Array(n), end = new Int32Array(n);
    for (let i = 0, day = 0; i < n; i++) {
      day += s.step[i];
      start[i] = day;
      end[i] = day + s.length[i];
    }
    let last = n ? end[0] : 0;
    for (let i = 0; i < n; i++) if (end[i] > last) last = end[i];
    const first = n ? start[0] : 0, unit = Math.max(1, Math.ceil((last - first + 1) / CELLS)), cells = Math.ceil((last - first + 1) / unit) + 1;
    const column = {};
    for (const name of ["certainty", "status", "precision", "form", "mark", "importance"]) column[name] = digits(s[name]);
    const all = countable(start, end);
    let shown, starts, long, count, sums;

    /* Show the events that pass; sums[g] holds, for certainties 0, 1 and the rest, how many events lie before each cell, an event of many days in parts. */
    function keep(passes) {
      const found = new Int32Array(n);
      let k = 0;
      for (let i = 0; i < n; i++) if (passes(i)) found[k++] = i;
      shown = found.subarray(0, k);
      starts = k < n ? shown.map((i) => start[i]) : start;
      count = k < n ? countable(starts, shown.map((i) => end[i])) : all;
      long = shown.filter((i) => end[i] - start[i] > LONG);
      sums = [0, 1, 2].map(() => new Float64Array(cells + 1));
      for (let k = 0; k < shown.length; k++) {
        const i = shown[k], of = sums[Math.min(column.certainty[i], 2)], a = Math.floor((start[i] - first) / unit), b = Math.floor((end[i] - first) / unit), part = 1 / (b - a + 1);
        of[a] += part;
        of[b + 1] -= part;
      }
      for (const of of sums) {
        let rate = 0, sum = 0;
        for (let c = 0; c <= cells; c++) {
          rate += of[c];
          of[c] = sum;
          sum += rate;
        }
      }
    }

    function before(of, day) {
      const c = Math.min(Math.max((day - first) / unit, 0), cells - 1), whole = Math.floor(c);
      return of[whole] + (of[whole + 1] - of[whole]) * (c - whole);
    }

    return Object.assign(column, {
      n: n, start: start, end: end, ghosts: s.ghosts, scales: s.scales, chunk: s.chunk,
      keep: keep,
      shown: () => shown.length,
      whole: () => {
        const pad = Math.max((last + 1 - first) * 0.02, n && last - first < 20 ? 15 : 1);
        return { from: Math.floor(first - pad), to: Math.ceil(last + 1 + pad) };
      },
      /* Where to begin: all, where there is room for the title of each; else so many events in a row as have room, those that matter most for the days that they take. */
      begin: function () {
        const all = this.whole();
        if (n <= FIRST) return all;
        let best = all, most = 0, weight = 0;
        for (let i = 0; i < n; i++) {
          weight += WEIGHTS[column.importance[i]] - (i >= FIRST ? WEIGHTS[column.importance[i - FIRST]] : 0);
          const from = start[i - FIRST + 1], to = start[i] + 1;
          if (i >= FIRST - 1 && weight / Math.sqrt(to - from + 7) > most) {
            most = weight / Math.sqrt(to - from + 7);
            best = { from: from, to: to };
          }
        }
        const pad = Math.max((best.to - best.from) * 0.05, 3);
        return { from: Math.floor(best.from - pad), to: Math.ceil(best.to + pad) };
      },
      /* The window that holds those of the shown events that pass, with room at its ends; all where none does. */
      extent: function (passes) {
        let from = Infinity, to = -Infinity;
        for (const i of shown) if (passes(i)) [from, to] = [Math.min(from, start[i]), Math.max(to, end[i] + 1)];
        const pad = Math.max((to - from) * 0.04, 3);
        return from < to ? { from: Math.floor(from - pad), to: Math.ceil(to + pad) } : this.whole();
      },
      newest: () => (n ? start[n - 1] : 0),
      count: (w) => count(w),
      hidden: (w) => (shown.length < n ? all(w) - count(w) : 0),
      mass: (from, to) => sums.map((of) => Math.max(0, before(of, to) - before(of, from))),
      /* Numbers of the events that lie in a window, in order of time. */
      within: (w) => {
        const found = Array.from(long).filter((i) => start[i] < w.to && end[i] >= Math.floor(w.from));
        for (let k = below(starts, w.from - LONG - 1), b = below(starts, w.to); k < b; k++) {
          const i = shown[k];
          if (end[i] >= Math.floor(w.from) && end[i] - start[i] <= LONG) found.push(i);
        }
        return found.sort((a, b) => a - b);
      },
    });
  }

  /* Words of events come in chunks, as scripts: a page opened from disk may not fetch. */
  function words(root, version, size, count, arrived) {
    const have = [], asked = new Set();
    let names = null;
    window.tlChunk = (k, chunk) => { have[k] = chunk; arrived(); };
    const quotes = [];
    window.tlQuotes = (k, some) => { quotes[k] = some; arrived(); };
    window.tlNames = (table) => { names = table; arrived(); };
    function load(name) {
      if (asked.has(name)) return;
      asked.add(name);
      const script = document.createElement("script");
      script.src = root + "data/" + name + ".js?" + version;
      script.onerror = () => asked.delete(name);
      document.head.append(script);
    }
    const chunks = Math.ceil(count / size);
    return {
      /* What the list shows of an event; null until it is there. */
      of: (i) => {
        const k = Math.floor(i / size), c = have[k], j = i % size;
        if (!c) return load("chunk-" + k), null;
        return {
          title: c.title[j], when: c.when[j], id: c.id[j], href: root + c.pages[c.page[j]] + "index.html#" + c.id[j],
          quote: (quotes[k] || [])[j] || "", people: c.people[j], organisations: c.organisations[j], places: c.places[j], tags: c.tags[j], publisher: c.publisher[j],
        };
      },
      /* Whether all quotations are there; asks for them. */
      quoted: () => {
        for (let k = 0; k < chunks; k++) if (!quotes[k]) load("quotes-" + k);
        return quotes.filter(Boolean).length === chunks;
      },
      names: () => names || (load("names"), null),
      whole: () => {
        for (let k = 0; k < chunks; k++) if (!have[k]) load("chunk-" + k);
        return have.filter(Boolean).length === chunks;
      },
    };
  }

  return { dayOf: dayOf, civil: civil, events: events, words: words };
})();
