"use strict";
/* The overview page: window, filters and list in step, all of it in the address. Without this script the page shows bars and rows by month. */
(function () {
  const root = document.getElementById("tl");
  if (!root || typeof tlSkeleton === "undefined" || !tlSkeleton.step.length) return;
  const say = JSON.parse(root.dataset.text), data = tlData.events(tlSkeleton), common = tlCommon(say, data);
  const { fill, events, year, dayWords, iso, viewText, viewOf, make, link, eventRow } = common;
  const words = tlData.words(root.dataset.root, root.dataset.version, data.chunk, data.n, () => later(arrived));
  const $ = (query) => root.querySelector(query);
  const form = $(".tl-filters"), stage = $(".tl-stage"), view = $(".tl-view"), detail = $(".tl-view canvas"), map = $(".tl-map"), list = $(".tl-window ol"), title = $(".tl-window h2");
  const LISTED = 200, LEAST = 3; // events that the list shows one by one; days of the narrowest window
  const KINDS = ["people", "organisations", "places", "tags", "publisher"], SCALES = ["certainty", "status", "precision"];
  const OFF = ["refuted"]; // hidden until asked for
  const whole = data.whole(), first = data.begin();
  const begun = "newest" in root.dataset; // the list begins with the newest event
  let newest = begun, fitted = false; // the window follows what was asked for, until somebody moves it
  let w = first, look, drawn = [], window0, queued = false, telling = false, glide = 0, pause = 0, listed = "";

  /* ---- the address: #view=2021-06..2021-09&certainty=confirmed&people=… ---- */
  const boxes = (scale) => Array.from(form.querySelectorAll('input[name="' + scale + '"]'));
  const usual = (box) => !OFF.includes(box.value);
  function address() {
    const parts = [];
    for (const scale of SCALES) {
      if (boxes(scale).some((box) => box.checked !== usual(box))) parts.push(scale + "=" + boxes(scale).filter((box) => box.checked).map((box) => box.value).join(","));
    }
    for (const kind of KINDS.concat("text")) {
      const field = form.elements[kind];
      if (field && field.value.trim()) parts.push(kind + "=" + encodeURIComponent(field.value.trim()));
    }
    if (form.elements.lanes.value) parts.push("lanes=" + form.elements.lanes.value);
    if (form.elements.lanes.value && form.elements.rows.value.trim()) parts.push("rows=" + encodeURIComponent(form.elements.rows.value.trim()));
    if (!fitted && (parts.length || w.from !== first.from || w.to !== first.to)) parts.unshift("view=" + viewText(w));
    if (newest !== begun) parts.push("order=" + (newest ? "newest" : "oldest"));
    return parts.join("&");
  }
  function read() {
    const given = new URLSearchParams(location.hash.slice(1)), seen = given.get("view") && viewOf(given.get("view"));
    for (const scale of SCALES) {
      const some = given.has(scale) && given.get(scale).split(",");
      for (const box of boxes(scale)) box.checked = some ? some.includes(box.value) : usual(box);
    }
    for (const kind of KINDS.concat("text")) if (form.elements[kind]) form.elements[kind].value = given.get(kind) || "";
    form.elements.lanes.value = Array.from(form.elements.lanes.options, (o) => o.value).includes(given.get("lanes")) ? given.get("lanes") : "";
    form.elements.rows.value = given.get("rows") || "";
    newest = given.has("order") ? given.get("order") === "newest" : begun;
    turned();
    if (form.elements.rows.value && !form.elements.lanes.value) form.elements.lanes.value = "people";
    fitted = !seen && SCALES.concat(KINDS, "text", "lanes").some((name) => given.has(name));
    w = bounded(seen || first);
    filter();
  }

  /* ---- filters ---- */
  function filter() {
    const on = SCALES.map((scale) => data.scales[scale].map((name) => boxes(scale).every((box) => box.value !== name || box.checked)));
    const [certainty, status, precision] = on;
    const asked = KINDS.concat("text").map((kind) => [kind, form.elements[kind] ? form.elements[kind].value.trim().toLowerCase() : ""]).filter((pair) => pair[1]);
    const ready = !asked.length || (words.whole() && words.names() && (!asked.some((pair) => pair[0] === "text") || words.quoted()));
    const tests = ready ? asked.map((pair) => test(pair[0], pair[1])) : [];
    const wants = (e) => tests.every((passes) => passes(e));
    data.keep((i) => certainty[data.certainty[i]] && status[data.status[i]] && precision[data.precision[i]] && (!tests.length || wants(words.of(i))));
    if (fitted && !form.elements.lanes.value) w = bounded(data.extent(() => true));
    const hidden = data.n - data.shown(), undated = document.getElementById("tl-undated");
    if (undated) undated.hidden = hidden > 0; // filters know nothing of them
    $(".tl-hidden").textContent = ready ? (hidden ? fill(say.hidden, { hidden: events(hidden) }) : "") : say.loading;
    later();
  }
  /* A name that is given whole means itself only; a part of it means all that have it. */
  function test(kind, wanted) {
    const names = words.names();
    if (kind === "text") {
      const all = wanted.split(/\s+/);
      return (e) => {
        const text = (e.title + " " + KINDS.map((k) => e[k].map((n) => names[k][n]).join(" ")).join(" ")).toLowerCase() + " " + e.quote;
        return all.every((word) => text.includes(word));
      };
    }
    const low = names[kind].map((name) => name.toLowerCase()), same = low.includes(wanted);
    const good = new Set(low.map((name, n) => ((same ? name === wanted : name.includes(wanted)) ? n : -1)));
    return (e) => e[kind].some((n) => good.has(n));
  }
  function suggest() {
    const names = words.names();
    for (const kind of KINDS) {
      const options = document.getElementById("tl-" + kind);
      if (names && options && !options.childElementCount) options.append(...names[kind].slice(0, 500).map((name) => new Option(name)));
    }
  }
  function arrived() {
    suggest();
    if (KINDS.concat("text").some((kind) => form.elements[kind] && form.elements[kind].value.trim())) filter();
    listed = "";
    draw();
  }

  /* ---- the window ---- */
  function bounded(to) {
    const asked = to.to - to.from, span = Math.min(Math.max(asked, LEAST), whole.to - whole.from);
    const from = Math.min(Math.max(to.from - Math.max(span - asked, 0) / 2, whole.from), whole.to - span); // a day keeps its place in the middle
    return { from: from, to: from + span };
  }
  function set(to) {
    fitted = false;
    cancelAnimationFrame(glide);
    w = bounded(to);
    later();
  }
  function go(to) {
    fitted = false;
    const goal = bounded(to), from = w, begin = performance.now();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set(goal);
    cancelAnimationFrame(glide);
    (function step(now) {
      const part = Math.min(Math.max((now - begin) / 180, 0), 1), ease = 1 - (1 - part) ** 3;
      w = part === 1 ? goal : { from: from.from + (goal.from - from.from) * ease, to: from.to + (goal.to - from.to) * ease };
      if (part < 1) glide = requestAnimationFrame(step);
      later();
    })(begin);
  }
  const zoomed = (factor, at) => ({ from: at - (at - w.from) * factor, to: at + (w.to - at) * factor });
  const middle = () => (w.from + w.to) / 2;
  const moved = (part) => ({ from: w.from + (w.to - w.from) * part, to: w.to + (w.to - w.from) * part });
  const acts = {
    in: () => go(zoomed(0.5, middle())),
    out: () => go(zoomed(2, middle())),
    back: () => go(moved(-0.5)),
    on: () => go(moved(0.5)),
    all: () => go(whole),
    newest: () => go({ from: data.newest() + 16 - (w.to - w.from), to: data.newest() + 16 }),
    list: () => (list.querySelector("a") || title).focus(),
  };
  const help = root.querySelector("dialog");
  acts.help = () => help.showModal();
  const KEYS = { "+": "in", "=": "in", "-": "out", _: "out", ArrowLeft: "back", ArrowRight: "on", Home: "all", End: "newest", Enter: "list", "?": "help" };

  /* ---- drawing: once a frame, and only after something changed ---- */
  function later(then) {
    if (then) return setTimeout(then, 0);
    if (!queued) requestAnimationFrame(() => queued && draw());
    queued = true;
  }
  const COLOURS = ["ink", "soft", "paper", "line", "accent", "plan", "sure", "reported", "claimed", "veil"];
  function looks() {
    const probe = make("i", ""), style = getComputedStyle(probe); // light-dark() is only worked out where it is used; in one gradient, all at once
    probe.style.forcedColorAdjust = "none";
    probe.style.background = "linear-gradient(" + COLOURS.map((name) => "var(--tl-" + name + ")") + ")";
    root.append(probe);
    const found = style.backgroundImage.match(/rgba?\([^)]+\)/g) || [], face = style.fontFamily;
    probe.remove();
    return Object.assign({ label: "13px " + face, small: "11px " + face, strong: "600 12px " + face }, ...COLOURS.map((name, k) => ({ [name]: found[k] || "gray" })));
  }
  function draw() {
    queued = false;
    const lanes = laid();
    if (fitted && lanes) w = bounded(data.extent((i) => lanes.some((lane) => lane.has(i))));
    detail.style.height = detail.style.minHeight = lanes ? tlLanes.height(lanes) + "px" : "";
    drawn = lanes ? tlLanes.detail(detail, w, data, look, say, words.of, lanes) : tlDraw.detail(detail, w, data, look, say, words.of);
    window0 = tlDraw.map(map, whole, w, data, look);
    if (!telling) requestAnimationFrame(() => setTimeout(tell));
    telling = true;
  }
  /* What goes into which lane; null where all stand on one axis, or until script and names are there. */
  function laid() {
    const kind = form.elements.lanes.value;
    if (!kind) return null;
    if (typeof tlLanes === "undefined") {
      if (!document.getElementById("tl-lanes")) {
        const script = document.createElement("script");
        script.id = "tl-lanes";
        script.src = root.dataset.lanes;
        script.onload = () => later();
        document.head.append(script);
      }
      return null;
    }
    return words.whole() && words.names() ? tlLanes.groups(kind, form.elements.rows.value, data, words.of, words.names()[kind]) : null;
  }
  /* Words and list wait until the picture has been painted. */
  function tell() {
    telling = false;
    const shown = data.count(w), hidden = data.hidden(w), wide = w.to - w.from;
    let said = fill(hidden ? say.said_hidden : say.said, { from: dayWords(w.from, wide), to: dayWords(w.to - 1, wide), shown: events(shown), hidden: hidden });
    if (detail.style.height) said += fill(say.in_lanes, { n: new Set(drawn.map((p) => p.i)).size });
    $(".tl-said").textContent = said;
    clearTimeout(pause);
    pause = setTimeout(() => settle(said), 250);
    fillList(shown);
  }
  function settle(said) {
    $(".tl-live").textContent = said;
    const wanted = "#" + address();
    if (wanted === "#" && !location.hash.includes("=")) return; // an anchor of the page stays
    if (wanted !== (location.hash || "#")) history.replaceState(null, "", wanted === "#" ? location.pathname + location.search : wanted);
  }

  /* ---- the list ---- */
  function fillList(shown) {
    const parted = shown > LISTED, narrow = w.to - w.from <= LEAST; // the narrowest window has nothing to lead into: its first events, and the pages of its days
    const rows = parted ? periods().filter((row) => !narrow || row.page) : [];
    if (!parted || narrow) rows.push(...data.within(w).slice(0, LISTED).map((i) => [i, words.of(i)]));
    if (newest) rows.reverse();
    const key = newest + rows.map((row) => (row.href ? row.href + row.n : row[1] ? row[0] : "?")).join();
    if (key === listed) return;
    listed = key;
    const held = list.contains(document.activeElement);
    list.replaceChildren(...rows.map((row) => (row.href ? periodRow(row, narrow) : row[1] ? eventRow(row[0], row[1]) : make("li", "tl-row tl-soft", say.loading))));
    if (!rows.length) list.append(make("li", "tl-row tl-soft", say.none));
    if (held) title.focus();
  }
  /* The window in steps, each leading into itself: days, months, or years where there are too many of these; a month has its page beside it. */
  function periods() {
    const long = (w.to - w.from) / 30.4, rows = [], rest = new URLSearchParams(address());
    const unit = long <= 2 ? ["d", 1] : ["m", long <= 72 ? 1 : Math.max(12, tlDraw.unitFor(60 / (w.to - w.from), 1)[1])], at = tlDraw.edges(unit, w);
    rest.delete("view");
    for (let k = 0; k + 1 < at.length; k++) {
      const part = { from: Math.max(at[k], w.from), to: Math.min(at[k + 1], w.to) }, n = data.count(part), a = tlData.civil(at[k]), b = tlData.civil(at[k + 1] - 1);
      const month = a.y === b.y && a.m === b.m, parts = at[k + 1] - at[k] === 1 ? 3 : month ? 2 : 1;
      const name = parts === 3 ? dayWords(at[k], 0) : month ? fill(say.month, { month: say.months[a.m - 1], year: year(a.y) }) : a.y === b.y ? year(a.y) : year(a.y) + " – " + year(b.y);
      if (n) rows.push({ name: name, n: n, href: "#view=" + iso(a, parts) + (a.y === b.y ? "" : ".." + iso(b, 1)) + (String(rest) && "&" + rest), page: month ? pageOf(a, part, parts) : "" });
    }
    return rows;
  }
  /* The page of a month, where one of the events is known to the month; at its day for a day. */
  function pageOf(c, part, parts) {
    if (!data.within(part).some((i) => data.precision[i] < 2)) return "";
    const folder = c.y > 0 ? String(c.y).padStart(4, "0") : String(1 - c.y).padStart(4, "0") + "-bc";
    return root.dataset.root + folder + "/" + iso(c, 2).slice(-2) + "/index.html" + (parts === 3 ? "#" + iso(c, 3) : "");
  }
  function periodRow(row, narrow) {
    const item = make("li", "tl-row"), page = link(row.page, say.page);
    item.append(narrow ? row.name : link(row.href, row.name), make("span", "tl-soft", events(row.n)), row.page ? page : "");
    page.setAttribute("aria-label", say.page + ": " + row.name);
    return item;
  }

  /* ---- hands ---- */
  const days = (element, pixels) => (pixels / element.clientWidth) * (element === map ? whole.to - whole.from : w.to - w.from);
  const held = new Map();
  function near(event) {
    const box = detail.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    return drawn.find((p) => Math.abs(y - p.y) < 11 && ((x > p.x0 - 4 && x < p.x1 + 4) || (p.title && x > p.at - 4 && x < p.at + 4 + p.title.length * 7)));
  }
  view.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, { x: event.clientX, from: event.clientX });
    view.setPointerCapture(event.pointerId);
  });
  view.addEventListener("pointermove", (event) => {
    const at = held.get(event.pointerId);
    if (!at) {
      const found = near(event), e = found && words.of(found.i);
      view.title = e ? e.when + ": " + e.title : "";
      view.style.cursor = e ? "pointer" : "";
      return;
    }
    const all = Array.from(held.values()), before = all.length === 2 ? Math.abs(all[0].x - all[1].x) : 0, by = days(view, event.clientX - at.x);
    at.x = event.clientX;
    if (before) {
      const centre = w.from + days(view, (all[0].x + all[1].x) / 2 - view.getBoundingClientRect().left);
      set(zoomed(before / Math.max(Math.abs(all[0].x - all[1].x), 1), centre));
    } else if (all.length === 1) set({ from: w.from - by, to: w.to - by });
  });
  for (const name of ["pointerup", "pointercancel"]) {
    view.addEventListener(name, (event) => {
      const at = held.get(event.pointerId), found = name === "pointerup" && at && Math.abs(event.clientX - at.from) < 4 && near(event), e = found && words.of(found.i);
      held.delete(event.pointerId);
      if (e) link(e.href).click();
      else if (name === "pointerup" && at && Math.abs(event.clientX - at.from) < 4 && !drawn.length) into(event);
    });
  }
  /* A bar of many events opens what lies below it. */
  function into(event) {
    const at = w.from + days(view, event.clientX - view.getBoundingClientRect().left), all = tlDraw.edges(tlDraw.unitFor(view.clientWidth / (w.to - w.from), 7), w), k = all.findIndex((edge) => edge > at);
    if (k > 0) go({ from: all[k - 1], to: all[k] });
  }
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel belongs to the page
    event.preventDefault();
    set(zoomed(2 ** (event.deltaY / 200), w.from + days(view, event.clientX - view.getBoundingClientRect().left)));
  }, { passive: false });
  view.addEventListener("keydown", (event) => {
    const act = acts[KEYS[event.key]];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  let grip = null; // what of the window is held on the map: its ends, or all of it
  map.addEventListener("pointerdown", (event) => {
    const x = event.clientX - map.getBoundingClientRect().left, near = (edge) => Math.abs(x - edge) < 8;
    grip = near(window0.a) ? "from" : near(window0.b) ? "to" : "both";
    if (grip === "both" && (x < window0.a || x > window0.b)) {
      const at = whole.from + days(map, x);
      set({ from: at - (w.to - w.from) / 2, to: at + (w.to - w.from) / 2 });
    }
    map.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const by = days(map, event.movementX), from = w.from + (grip !== "to" ? by : 0), to = w.to + (grip !== "from" ? by : 0);
    if (to - from > LEAST) set({ from: from, to: to });
  });
  for (const name of ["pointerup", "pointercancel"]) map.addEventListener(name, () => { grip = null; });

  for (const button of root.querySelectorAll("[data-do]")) button.addEventListener("click", () => acts[button.dataset.do]());
  for (const button of root.querySelectorAll("[data-set]")) {
    button.addEventListener("click", () => {
      const [scale, some] = button.dataset.set.split("=");
      for (const box of boxes(scale)) box.checked = some.split(",").includes(box.value);
      filter();
    });
  }
  const turn = $("[data-turn]");
  function turned() {
    turn.textContent = newest ? say.oldest : say.newest;
  }
  turn.addEventListener("click", () => {
    newest = !newest;
    turned();
    later();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !/INPUT|TEXTAREA|SELECT/.test(event.target.tagName) && !help.open) acts.help();
  });
  $("[data-clear]").addEventListener("click", () => {
    for (const scale of SCALES) for (const box of boxes(scale)) box.checked = true;
    for (const kind of KINDS.concat("text", "lanes", "rows")) if (form.elements[kind]) form.elements[kind].value = "";
    filter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === form.elements.rows && event.target.value && !form.elements.lanes.value) form.elements.lanes.value = "people";
    clearTimeout(form.pause);
    form.pause = setTimeout(filter, 120); });
  form.addEventListener("focusin", (event) => { if (event.target.list) suggest(); });
  window.addEventListener("hashchange", read);

  /* ---- begin ---- */
  stage.hidden = false;
  $(".tl-more-filters").open = SCALES.concat(KINDS, "text", "lanes").some((name) => location.hash.includes(name + "="));
  const repaint = () => { look = looks(); later(); };
  new MutationObserver(repaint).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  look = looks();
  read();
  draw(); // at once: the first picture does not wait for a frame
  document.getElementById("tl-static").hidden = true; // not before there is a picture: if anything failed, the list stays
  let seen = false; // an observer calls once for what is there already
  new ResizeObserver(() => { if (seen) later(); seen = true; }).observe(view);
})();
