"use strict";
/* The axis in lanes: one for each of up to eight names, one below the other; an event that has several of them stands in each. */
var tlLanes = (function () {
  const MOST = 8, HEIGHT = 74, TALL = 15, NAME = 16; // lanes; pixels of a lane, of a row in it, and of its name
  let known = "", found = null;

  /* The lanes: those that are asked for by name, else the names that most of the shown events have. Each is { name, has(i) }. */
  function groups(kind, asked, data, words, names) {
    const key = [kind, asked, data.shown()].join("|");
    if (key === known) return found;
    const low = names.map((n) => n.toLowerCase()), counts = new Map();
    const wanted = asked.split(",").map((n) => n.trim().toLowerCase()).filter(Boolean).map((n) => (low.includes(n) ? low.indexOf(n) : low.findIndex((m) => m.includes(n)))).filter((n) => n >= 0);
    let chosen = Array.from(new Set(wanted));
    if (!chosen.length) {
      for (const i of data.within({ from: -1e9, to: 1e9 })) for (const n of words(i)[kind]) counts.set(n, (counts.get(n) || 0) + 1);
      chosen = Array.from(counts.keys()).sort((a, b) => counts.get(b) - counts.get(a) || a - b);
    }
    known = key;
    found = chosen.slice(0, MOST).map((n) => ({ name: names[n], has: (i) => words(i)[kind].includes(n) }));
    return found;
  }

  const height = (lanes) => Math.max(1, lanes.length) * HEIGHT + tlDraw.AXIS;

  function detail(element, w, data, look, say, titles, lanes) {
    const c = tlDraw.canvas(element), list = data.within(w), drawn = [];
    tlDraw.axis(c, w, look, say);
    if (!lanes.length) {
      c.g.font = look.label;
      c.g.fillStyle = look.soft;
      c.g.textBaseline = "middle";
      c.g.fillText(say.lane_none, 12, HEIGHT / 2);
    }
    lanes.forEach((lane, k) => {
      const top = k * HEIGHT, band = { g: c.g, width: c.width, height: HEIGHT - NAME + tlDraw.AXIS }, here = list.filter(lane.has);
      if (k % 2) {
        c.g.fillStyle = look.veil;
        c.g.fillRect(0, top, c.width, HEIGHT);
      }
      const places = tlDraw.between(band, tlDraw.lanes(band, w, data, here, look, titles, TALL, () => false, true), look, titles);
      for (const p of places) {
        p.y += top + NAME;
        tlDraw.mark(c, p, data, look);
        drawn.push(p);
      }
      tlDraw.write(c, places, look, look.small);
      c.g.textAlign = "left";
      c.g.textBaseline = "top";
      c.g.font = look.strong;
      c.g.lineWidth = 4;
      c.g.strokeStyle = look.paper;
      c.g.fillStyle = look.ink;
      const name = lane.name + " · " + here.length;
      c.g.strokeText(name, 6, top + 4);
      c.g.fillText(name, 6, top + 4);
      c.g.strokeStyle = look.line;
      c.g.lineWidth = 1;
      c.g.strokeRect(-1, top + 0.5, c.width + 2, HEIGHT);
    });
    return drawn;
  }

  return { groups: groups, height: height, detail: detail };
})();
