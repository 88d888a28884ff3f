"use strict";
/* The map: zoom and move, a window of time, list and map in step, all of it in the address: #at=34.5,69.2,12&view=2021-08&place=Kabul.
   Coordinates are degrees of longitude and of Mercator's latitude, south counted positive. Without this script the page shows all places and links. */
(function () {
  const root = document.getElementById("tl-map");
  if (!root || typeof tlPlaces === "undefined" || typeof tlSkeleton === "undefined") return;
  const say = JSON.parse(root.dataset.text), data = tlData.events(tlSkeleton), common = tlCommon(say, data);
  const { fill, events, viewOf, make, link, eventRow } = common;
  const words = tlData.words(root.dataset.root, root.dataset.version, data.chunk, data.n, () => open());
  const $ = (query) => root.querySelector(query);
  const globe = $(".tl-globe"), svg = $("svg"), form = $("form"), rows = Array.from(root.querySelectorAll(".tl-spots > li")), marks = [];
  for (const a of svg.querySelectorAll(".tl-spot")) marks[a.dataset.k] = a;
  const LEAST = 0.2, FINE = 60, LETTER = 7.4, LINE = 15; // degrees of the narrowest window; below how many the finer outline is drawn; pixels of a label
  const places = tlPlaces.map((p, k) => ({ name: p[0], x: p[1], y: p[2], kind: p[3], href: root.dataset.root + p[4], events: p[5], all: p[6], mark: marks[k], row: rows[k] }));
  const box = svg.viewBox.baseVal, whole = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width }; // the middle of a window and its width
  let w = Object.assign({}, whole), time = null, opened = -1, glide = 0, pause = 0;

  /* ---- the address ---- */
  const latitude = (y) => (Math.atan(Math.exp((-y * Math.PI) / 180)) * 360) / Math.PI - 90;
  const mercator = (lat) => (-Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
  const high = () => (w.width * globe.clientHeight) / Math.max(1, globe.clientWidth);
  function address() {
    const parts = [], digits = w.width < 5 ? 3 : 1;
    if (w.x !== whole.x || w.width !== whole.width || w.y !== whole.y) {
      parts.push("at=" + [latitude(w.y), w.x, w.width].map((n) => n.toFixed(digits)).join(","));
    }
    if (time) parts.push("view=" + common.viewText(time));
    if (opened >= 0) parts.push("place=" + encodeURIComponent(places[opened].name));
    return parts.join("&");
  }
  function read() {
    const given = new URLSearchParams(location.hash.slice(1)), at = (given.get("at") || "").split(",").map(Number);
    time = given.get("view") ? viewOf(given.get("view")) : null;
    const ends = time ? given.get("view").split("..") : ["", ""];
    form.elements.from.value = ends[0];
    form.elements.to.value = ends[1] === undefined ? "" : ends[1];
    opened = places.findIndex((p) => p.name === given.get("place"));
    set(at.length === 3 && at.every(isFinite) && Math.abs(at[0]) < 85 ? { x: at[1], y: mercator(at[0]), width: at[2] } : whole);
    open();
  }
  function settle() {
    const wanted = "#" + address();
    $(".tl-onaxis").href = root.dataset.root + "timeline/index.html" + (time ? "#view=" + common.viewText(time) : "");
    if (wanted === "#" && !location.hash.includes("=")) return;
    if (wanted !== (location.hash || "#")) history.replaceState(null, "", wanted === "#" ? location.pathname + location.search : wanted);
  }

  /* ---- the window ---- */
  function bounded(to) {
    return { x: Math.min(Math.max(to.x, -180), 180), y: Math.min(Math.max(to.y, -120), 120), width: Math.min(Math.max(to.width, LEAST), 360) };
  }
  function set(to) {
    cancelAnimationFrame(glide);
    w = bounded(to);
    draw();
  }
  function go(to) {
    const goal = bounded(to), from = w, begin = performance.now();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set(goal);
    cancelAnimationFrame(glide);
    (function step(now) {
      const part = Math.min(Math.max((now - begin) / 180, 0), 1), mix = (k) => from[k] + (goal[k] - from[k]) * part;
      w = part === 1 ? goal : { x: mix("x"), y: mix("y"), width: mix("width") };
      draw();
      if (part < 1) glide = requestAnimationFrame(step);
    })(begin);
  }
  const zoomed = (factor, x, y) => ({ x: x - (x - w.x) * factor, y: y - (y - w.y) * factor, width: w.width * factor });
  function everything() {
    const x = places.map((p) => p.x), y = places.map((p) => p.y), most = (a) => Math.max(...a), least = (a) => Math.min(...a);
    return { x: (most(x) + least(x)) / 2, y: (most(y) + least(y)) / 2, width: Math.max(4, (most(x) - least(x)) * 1.3, (most(y) - least(y)) * 2.6) };
  }
  const middle = () => [w.x, w.y];
  const moved = (dx, dy) => ({ x: w.x + dx * w.width, y: w.y + dy * w.width, width: w.width });
  const acts = {
    in: () => go(zoomed(0.5, ...middle())), out: () => go(zoomed(2, ...middle())), all: () => go(everything()),
    left: () => go(moved(-0.2, 0)), right: () => go(moved(0.2, 0)), up: () => go(moved(0, -0.1)), down: () => go(moved(0, 0.1)),
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", _: "out", Home: "all", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

  /* ---- drawing ---- */
  const within = (i) => !time || (data.start[i] < time.to && data.end[i] >= time.from);
  const count = (p) => (time ? p.events.filter(within).length : p.all);
  function draw() {
    const per = w.width / Math.max(1, globe.clientWidth), tall = high(), taken = [];
    box.x = w.x - w.width / 2;
    box.y = w.y - tall / 2;
    box.width = w.width;
    box.height = tall;
    svg.style.setProperty("--u", per + "px");
    let here = 0;
    const shown = places.map((p, k) => [p, count(p), k]).sort((a, b) => b[1] - a[1] || a[2] - b[2]);
    for (const [p, n] of shown) {
      const size = 4 + Math.min(14, 1.6 * Math.sqrt(n)), seen = n > 0 && Math.abs(p.x - w.x) <= w.width / 2 && Math.abs(p.y - w.y) <= tall / 2;
      p.mark.hidden = p.row.hidden = !n;
      p.mark.style.display = n ? "" : "none";
      p.row.classList.toggle("tl-away", !seen);
      p.row.querySelector(".tl-when").textContent = events(n);
      p.mark.querySelector("circle").style.setProperty("--r", size);
      if (seen) {
        here++;
        taken.push([p.x - size * per, p.y - size * per, p.x + size * per, p.y + size * per, p]);
      }
      p.size = size;
      p.weight = p.kind === "country" ? n / 1e6 : n; // names of places come before those of whole countries
    }
    for (const p of shown.map((s) => s[0]).sort((a, b) => b.weight - a.weight)) label(p, per, taken);
    // Rows of the window come first, the others behind them.
    const order = shown.map((s) => s[0]).sort((a, b) => a.row.classList.contains("tl-away") - b.row.classList.contains("tl-away"));
    if (order.some((p, k) => rows[k] !== p.row)) {
      rows.splice(0, rows.length, ...order.map((p) => p.row));
      const held = document.activeElement;
      rows[0].parentNode.append(...rows);
      if (rows[0].parentNode.contains(held)) held.focus();
    }
    const said = fill(say.said, { n: here, shown: shown.filter((s) => s[1]).length }) + (time ? ": " + common.dayWords(time.from, 0) + " – " + common.dayWords(time.to - 1, 0) : "");
    $(".tl-said").textContent = said;
    clearTimeout(pause);
    pause = setTimeout(() => { $(".tl-live").textContent = said; settle(); }, 250);
    if (w.width < FINE) finer();
  }
  function label(p, per, taken) {
    const long = p.name.length * LETTER * per, away = (p.size + 3) * per, half = (LINE / 2) * per;
    const sides = { right: [p.x + away, p.y - half, p.x + away + long, p.y + half], left: [p.x - away - long, p.y - half, p.x - away, p.y + half] };
    const clear = (at, all) => !taken.some((t) => (!t[4] || (t[4] !== p && (all || t[4].weight > p.weight))) && at[0] < t[2] && t[0] < at[2] && at[1] < t[3] && t[1] < at[3]);
    const side = taken.some((t) => t[4] === p) && (["right", "left"].find((s) => clear(sides[s], true)) || ["right", "left"].find((s) => clear(sides[s], false)));
    let text = p.mark.querySelector("text");
    if (!side) return text && text.remove();
    if (!text) {
      text = document.createElementNS("http://www.w3.org/2000/svg", "text");
      text.setAttribute("x", p.x);
      text.setAttribute("y", p.y);
      text.textContent = p.name;
      p.mark.append(text);
    }
    text.setAttribute("class", side);
    text.style.setProperty("--r", p.size);
    taken.push(sides[side]);
  }
  function finer() {
    if (document.getElementById("tl-outline")) return;
    const script = document.createElement("script");
    script.id = "tl-outline";
    script.src = root.dataset.root + "data/outline.js";
    window.tlOutline = (path, step) => {
      const g = svg.querySelector(".tl-coast");
      g.setAttribute("transform", "scale(" + step + ")");
      g.firstElementChild.setAttribute("d", path);
    };
    document.head.append(script);
  }

  /* ---- the events of a place ---- */
  function open() {
    for (const [k, p] of places.entries()) {
      const list = p.row.querySelector("ol");
      p.mark.classList.toggle("tl-open", k === opened);
      if (list) list.remove();
      if (k !== opened) continue;
      const told = make("ol", "tl-rows"), found = p.events.filter(within), few = found.slice(0, 100);
      told.append(...few.map((i) => [i, words.of(i)]).map(([i, e]) => (e ? eventRow(i, e) : make("li", "tl-row tl-soft", say.loading))));
      const all = make("li", "tl-row");
      all.append(link(p.href, fill(say.all_places, { n: p.all, name: p.name })));
      if (found.length > few.length || found.length < p.all) told.append(all);
      p.row.append(told);
    }
  }
  function choose(k, quiet) {
    opened = opened === k ? -1 : k;
    open();
    if (opened >= 0 && !quiet) places[k].row.scrollIntoView({ block: "nearest" });
    settle();
  }
  places.forEach((p, k) => {
    p.row.querySelector("a").addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(k, true);
      if (opened === k && p.row.classList.contains("tl-away")) go({ x: p.x, y: p.y, width: w.width });
    });
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) p.row.addEventListener(name, () => p.mark.classList.toggle("tl-lit", on));
  });

  /* ---- hands ---- */
  const held = new Map();
  let dragged = false;
  const spot = (event) => {
    const at = svg.getBoundingClientRect();
    return [w.x + ((event.clientX - at.left) / at.width - 0.5) * w.width, w.y + ((event.clientY - at.top - at.height / 2) / at.width) * w.width];
  };
  globe.addEventListener("pointerdown", (event) => { held.set(event.pointerId, event); dragged = false; });
  globe.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const per = w.width / globe.clientWidth, all = Array.from(held.values());
    if (all.length === 2) {
      const other = all.find((e) => e.pointerId !== event.pointerId), gap = (e) => Math.hypot(e.clientX - other.clientX, e.clientY - other.clientY);
      set(zoomed(gap(before) / Math.max(1, gap(event)), ...spot(other)));
      dragged = true;
    } else if (dragged || Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 4) {
      if (!dragged) globe.setPointerCapture(event.pointerId);
      dragged = true;
      set({ x: w.x - (event.clientX - before.clientX) * per, y: w.y - (event.clientY - before.clientY) * per, width: w.width });
    } else return;
    held.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) globe.addEventListener(name, (event) => held.delete(event.pointerId));
  globe.addEventListener("click", (event) => {
    const a = event.target.closest(".tl-spot");
    if (!a && !dragged) return;
    event.preventDefault();
    if (a && !dragged) choose(Number(a.dataset.k), false);
    dragged = false;
  });
  globe.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel belongs to the page
    event.preventDefault();
    set(zoomed(2 ** (event.deltaY / 200), ...spot(event)));
  }, { passive: false });
  globe.addEventListener("keydown", (event) => {
    const act = acts[KEYS[event.key]];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  for (const button of root.querySelectorAll("[data-do]")) button.addEventListener("click", () => acts[button.dataset.do]());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const from = form.elements.from.value.trim(), to = form.elements.to.value.trim(), a = from ? viewOf(from) : null, b = to ? viewOf(to) : null;
    form.elements.from.setAttribute("aria-invalid", Boolean(from && !a));
    form.elements.to.setAttribute("aria-invalid", Boolean(to && !b));
    const all = data.whole();
    time = a || b ? { from: a ? a.from : all.from, to: b ? b.to : a && !to ? a.to : all.to } : null;
    if (time && time.to <= time.from) time = null;
    open();
    draw();
  });
  window.addEventListener("hashchange", read);

  /* ---- begin ---- */
  $(".tl-stage").hidden = false;
  globe.tabIndex = 0;
  globe.setAttribute("role", "application");
  read();
  let seen = false; // an observer calls once for what is there already
  new ResizeObserver(() => { if (seen) draw(); seen = true; }).observe(globe);
})();
