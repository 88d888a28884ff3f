"use strict";
/* Draws the overview: as many single events as there is room for, with their titles where these fit, else how many there are.
   What is not known is drawn so: a pale bar for a month or a year, soft ends for "about", a fading end for "since", a thin line to other days it may lie on. */
var tlDraw = (function () {
  const AXIS = 40, GAP = 6, DOT = 5.5, MARKS = 400;
  const PALE = [0.95, 0.5, 0.32, 0.2]; // by precision: day, month, year, wider
  const POINT = 0, LASTED = 1, SINCE = 2, BY = 3; // forms; the rest is a stretch within which it lies
  const UNITS = [["d", 1], ["d", 7], ["m", 1], ["m", 3]].concat([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((y) => ["m", 12 * y]));

  /* The finest unit whose steps are at least so many pixels wide. */
  function unitFor(perDay, least) {
    return UNITS.find((u) => (u[0] === "d" ? u[1] : u[1] * 30.4) * perDay >= least) || UNITS[UNITS.length - 1];
  }

  /* First days of the units that touch a window; weeks begin on Monday. */
  function edges(unit, w) {
    const k = unit[1], found = [];
    if (unit[0] === "d") {
      const monday = k === 7 ? 4 : 0;
      for (let day = Math.floor((w.from - monday) / k) * k + monday; day < w.to + k; day += k) found.push(day);
      return found;
    }
    const c = tlData.civil(w.from);
    for (let m = Math.floor((c.y * 12 + c.m - 1) / k) * k; ; m += k) {
      const day = tlData.dayOf(Math.floor(m / 12), (((m % 12) + 12) % 12) + 1, 1);
      found.push(day);
      if (day >= w.to) return found;
    }
  }

  function canvas(element) {
    const ratio = window.devicePixelRatio || 1, width = element.clientWidth, height = element.clientHeight;
    if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
    }
    const g = element.getContext("2d");
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    return { g: g, width: width, height: height };
  }

  /* Bars of how many events lie in each unit, the sure at the foot. */
  function histogram(c, w, data, look, bottom, top, least, scale) {
    const perDay = c.width / (w.to - w.from), unit = unitFor(perDay, least), at = edges(unit, w), heaps = [];
    let most = 0;
    for (let k = 0; k + 1 < at.length; k++) {
      const parts = data.mass(at[k], at[k + 1]);
      heaps.push(parts);
      most = Math.max(most, parts[0] + parts[1] + parts[2]);
    }
    const shades = [look.sure, look.reported, look.claimed];
    heaps.forEach((parts, k) => {
      const x = (at[k] - w.from) * perDay, width = Math.max(1, (at[k + 1] - at[k]) * perDay - 1);
      const sum = parts[0] + parts[1] + parts[2], full = (bottom - top) * scale(sum / most);
      let y = bottom;
      parts.forEach((part, s) => {
        if (part < 1e-6) return;
        const h = Math.max(1.5, (full * part) / sum);
        c.g.fillStyle = shades[s];
        c.g.fillRect(x, y - h, width, h);
        y -= h;
      });
    });
  }

  function axis(c, w, look, words) {
    const g = c.g, perDay = c.width / (w.to - w.from), unit = unitFor(perDay, unitFor(perDay, 26)[0] === "d" ? 26 : 46), y = c.height - AXIS;
    const year = (n) => (n > 0 ? String(n) : words.bc.replace("{year}", 1 - n));
    g.strokeStyle = look.line;
    g.fillStyle = look.soft;
    g.lineWidth = 1;
    g.font = look.small;
    g.textBaseline = "top";
    g.textAlign = "left";
    g.beginPath();
    g.moveTo(0, y + 0.5);
    g.lineTo(c.width, y + 0.5);
    const coarse = unit[0] === "d" ? ["m", 1] : unit[1] < 12 ? ["m", 12] : null;
    let free = -Infinity;
    for (const day of edges(unit, w)) {
      const x = Math.round((day - w.from) * perDay) + 0.5, at = tlData.civil(day);
      if (x < -60 || x > c.width) continue;
      g.moveTo(x, y);
      g.lineTo(x, y + 5);
      const text = unit[0] === "d" ? String(at.d) : unit[1] < 12 ? words.short[at.m - 1] : year(at.y);
      if (x + 3 < free) continue;
      g.fillText(text, x + 3, y + 6);
      free = x + 3 + g.measureText(text).width + 6;
    }
    g.stroke();
    if (!coarse) return;
    const at = edges(coarse, w);
    g.font = look.strong;
    g.fillStyle = look.ink;
    at.forEach((day, k) => {
      const x = (day - w.from) * perDay, next = k + 1 < at.length ? (at[k + 1] - w.from) * perDay : Infinity, when = tlData.civil(day);
      const text = coarse[1] === 1 ? words.months[when.m - 1] + " " + year(when.y) : year(when.y), width = g.measureText(text).width;
      const left = Math.max(x + 3, 3); // the name of the stretch at the left edge stays in sight
      if (next > 0 && x < c.width && left + width < next) g.fillText(text, left, y + 22);
    });
  }

  /* Where each event of a window stands: lanes from the axis up, each event in the first one with room. A title that is not due (due(i)) is left out where it has none.
     Null where the marks do not all fit, unless they may crowd: then one stands over the other. */
  function lanes(c, w, data, list, look, titles, tall, due, crowd) {
    const perDay = c.width / (w.to - w.from), crop = tall < 23 ? 44 : 200, most = Math.floor((c.height - AXIS - 8) / tall), ends = [], places = [];
    c.g.font = tall < 23 ? look.small : look.label;
    const lane = (left) => { let k = 0; while (k < ends.length && ends[k] > left - GAP) k++; return k; };
    for (const i of list) {
      const a = (data.start[i] - w.from) * perDay, b = (data.end[i] + 1 - w.from) * perDay, dot = data.start[i] === data.end[i] && data.form[i] === POINT;
      const p = { i: i, dot: dot, x0: dot ? (a + b) / 2 - DOT : a, x1: dot ? (a + b) / 2 + DOT : Math.max(b, a + DOT), ghosts: [] };
      let left = p.x0, right = p.x1;
      const others = data.ghosts[i] || [];
      for (let k = 0; k < others.length; k += 2) {
        const x = ((others[k] + others[k + 1] + 1) / 2 - w.from) * perDay;
        p.ghosts.push(x);
        left = Math.min(left, x - DOT);
        right = Math.max(right, x + DOT);
      }
      const bare = [left, right], shown = titles && titles(i);
      if (shown) {
        p.title = shown.title.length > crop ? shown.title.slice(0, crop).trim() + "…" : shown.title;
        let width = c.g.measureText(p.title).width;
        const room = Math.max(c.width - p.x1, p.x0) - GAP - 2, fits = (at) => at >= 0 && at + width <= c.width;
        if (width > room && room > 60 && p.x1 - p.x0 < c.width / 2) { // beside its mark in part rather than over it whole
          p.title = p.title.slice(0, Math.max(3, Math.floor((p.title.length * room) / width) - 2)).trim() + "…";
          width = c.g.measureText(p.title).width;
        }
        // A title stands beside its own mark, on the side where no other day of it is drawn; else over these.
        const free = [right > p.x1 ? -1 : p.x1 + GAP, left < p.x0 ? -1 : p.x0 - GAP - width].find(fits), beside = [p.x1 + GAP, p.x0 - GAP - width].find(fits);
        p.over = free === undefined;
        p.at = free !== undefined ? free : beside !== undefined ? beside : Math.max(4, Math.min(p.x0 + GAP + 2 * DOT, c.width - width - 4));
        left = Math.min(left, p.at);
        right = Math.max(right, p.at + width);
        if (lane(left) >= most && due && !due(i)) {
          delete p.title;
          [left, right] = bare;
        }
      }
      let k = lane(left);
      if (k >= most) {
        if (!crowd) return null;
        k = ends.indexOf(Math.min(...ends));
      }
      ends[k] = right;
      p.y = c.height - AXIS - 6 - (k + 0.5) * tall;
      places.push(p);
    }
    return places;
  }

  /* Titles of those that have room to the right of them in their lane. */
  function between(c, places, look, titles) {
    const next = new Map();
    c.g.font = look.small;
    for (const p of places.slice().reverse()) {
      const free = next.has(p.y) ? next.get(p.y) : c.width, shown = p.title ? null : titles(p.i), at = Math.max(p.x1, ...p.ghosts.map((x) => x + DOT)) + GAP;
      if (shown && at + c.g.measureText(shown.title).width + GAP < free) Object.assign(p, { title: shown.title, at: at });
      next.set(p.y, Math.min(p.x0, p.title ? p.at : p.x0, ...p.ghosts) - DOT);
    }
    return places;
  }

  function shade(look, data, i) {
    const status = data.scales.status[data.status[i]];
    return status === "planned" || status === "expected" ? look.plan : status === "cancelled" || status === "denied" ? look.accent : look.sure;
  }

  /* One event. Shape and ends say how finely its date is known, filling how sure it is that it happened, dashes that nobody said it did. */
  function mark(c, p, data, look) {
    const g = c.g, i = p.i, colour = shade(look, data, i), certainty = data.certainty[i], planned = colour === look.plan, form = data.form[i];
    g.save();
    g.strokeStyle = colour;
    g.fillStyle = colour;
    g.lineWidth = 1;
    const middle = (p.x0 + p.x1) / 2;
    g.globalAlpha = 0.6;
    for (const x of p.ghosts) { // another source, or another reading, has it here
      g.setLineDash([]);
      line(g, middle, p.y, x, p.y);
      g.setLineDash([2, 2]);
      ring(g, x, p.y, DOT - 1.5);
    }
    g.globalAlpha = 1;
    g.setLineDash(planned ? [3, 2] : []);
    g.lineWidth = 2;
    if (p.dot) dot(g, p, certainty, planned, look);
    else bar(c, p, data, certainty, planned, form, look, colour);
    g.setLineDash([]);
    if (data.mark[i] === 2) {
      g.font = look.strong;
      g.textBaseline = "middle";
      g.textAlign = "center";
      g.fillStyle = look.ink;
      g.fillText("?", Math.max(p.x0, 4) + (p.dot ? DOT : 7), p.y - (p.dot ? DOT + 5 : 0));
    }
    g.restore();
  }

  function line(g, x, y, x1, y1) {
    g.beginPath();
    g.moveTo(x, y);
    g.lineTo(x1, y1);
    g.stroke();
  }

  function ring(g, x, y, r) {
    g.beginPath();
    g.arc(x, y, r, 0, 7);
    g.stroke();
  }

  function dot(g, p, certainty, planned, look) {
    const x = (p.x0 + p.x1) / 2;
    g.fillStyle = certainty === 0 && !planned ? g.strokeStyle : look.paper;
    g.beginPath();
    g.arc(x, p.y, DOT - 1, 0, 7);
    g.fill();
    g.stroke();
    if (certainty >= 2) {
      g.setLineDash([]);
      g.lineWidth = 1.2;
      ring(g, x, p.y, 1.6);
    }
    if (certainty === 4) line(g, p.x0 - 2, p.y + DOT, p.x1 + 2, p.y - DOT);
  }

  function bar(c, p, data, certainty, planned, form, look, colour) {
    const g = c.g, x0 = Math.max(p.x0, -20), x1 = Math.min(p.x1, c.width + 20), h = 9, y = p.y - h / 2, width = Math.max(1, x1 - x0);
    if (form === BY) { // it ends here; when it began is not said
      line(g, x1, y - 2, x1, y + h + 2);
      line(g, x1, p.y, x1 - 16, p.y);
      line(g, x1 - 16, p.y, x1 - 11, p.y - 4);
      line(g, x1 - 16, p.y, x1 - 11, p.y + 4);
      return;
    }
    const pale = PALE[data.precision[p.i]], soft = data.mark[p.i] === 1, paint = g.createLinearGradient(x0, 0, x1, 0);
    const clear = "transparent";
    paint.addColorStop(0, soft ? clear : colour);
    paint.addColorStop(soft ? 0.35 : 0, colour);
    paint.addColorStop(soft ? 0.65 : form === SINCE ? 0.6 : 1, colour);
    paint.addColorStop(1, soft || form === SINCE ? clear : colour);
    g.globalAlpha = pale * (certainty === 0 ? 1 : 0.6);
    g.fillStyle = paint;
    g.beginPath();
    g.roundRect(x0, y, width, h, form > BY || form === LASTED ? 1 : 4);
    g.fill();
    g.globalAlpha = 1;
    g.lineWidth = planned ? 1.5 : 1;
    g.strokeStyle = soft || form === SINCE ? paint : colour;
    if (form > BY) { // somewhere between two ends
      line(g, x0, y - 2, x0, y + h + 2);
      line(g, x1, y - 2, x1, y + h + 2);
    } else g.stroke();
    if (certainty >= 2) {
      g.setLineDash([]);
      line(g, x0 + 3, p.y, x1 - 3, p.y);
    }
  }

  /* The window; what was drawn where, so that a pointer finds it. */
  function detail(element, w, data, look, words, titles) {
    const c = canvas(element), count = data.count(w), list = count <= MARKS ? data.within(w) : null;
    const wide = count <= 60 ? lanes(c, w, data, list, look, titles, 23) : null; // titles in full, else cut and closer, else marks alone
    const key = (i) => data.importance[i] === 0, some = (i) => (key(i) ? titles(i) : null); // with many events, titles go first to those that matter
    const full = wide || (count <= 60 ? lanes(c, w, data, list, look, titles, 16) : null);
    const places = full || (list && ((count <= 120 && lanes(c, w, data, list, look, titles, 15, key)) || lanes(c, w, data, list, look, some, 15) || lanes(c, w, data, list, look, null, 15)));
    axis(c, w, look, words);
    if (!places) {
      histogram(c, w, data, look, c.height - AXIS, 12, 7, (part) => part);
      return [];
    }
    if (!full && count <= 200) between(c, places, look, titles);
    for (const p of places) mark(c, p, data, look);
    write(c, places, look, wide ? look.label : look.small);
    return places;
  }

  function write(c, places, look, font) {
    const g = c.g;
    g.font = font;
    g.textBaseline = "middle";
    g.textAlign = "left";
    g.lineJoin = "round";
    for (const p of places) {
      if (!p.title) continue;
      if (p.over) { // on top of a bar that fills the window
        g.strokeStyle = look.paper;
        g.lineWidth = 4;
        g.strokeText(p.title, p.at, p.y);
      }
      g.fillStyle = look.ink;
      g.fillText(p.title, p.at, p.y);
    }
  }

  /* The whole span with the window on it. */
  function map(element, whole, w, data, look) {
    const c = canvas(element), g = c.g, per = c.width / (whole.to - whole.from);
    histogram(c, whole, data, look, c.height - 1, 4, 3, Math.sqrt); // so that quiet years are seen beside a burst
    const a = (w.from - whole.from) * per, b = Math.max((w.to - whole.from) * per, a + 4);
    g.fillStyle = look.veil;
    g.fillRect(0, 0, a, c.height);
    g.fillRect(b, 0, c.width - b, c.height);
    g.strokeStyle = look.accent;
    g.lineWidth = 2;
    g.strokeRect(a + 1, 1, b - a - 2, c.height - 2);
    return { a: a, b: b };
  }

  return { detail: detail, map: map, unitFor: unitFor, edges: edges, canvas: canvas, axis: axis, lanes: lanes, between: between, mark: mark, write: write, AXIS: AXIS };
})();
