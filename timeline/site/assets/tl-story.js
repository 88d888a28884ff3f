"use strict";
/* The story step by step: it scrolls and swipes by itself; this adds arrow keys anywhere on the page, and each step's address. */
(function () {
  const list = document.querySelector(".tl-story");
  if (!list) return;
  const steps = Array.from(list.children), right = getComputedStyle(list).direction === "rtl" ? -1 : 1;
  let at = 0, asked = -1;
  function go(k, smooth) {
    if (k < 0 || k >= steps.length) return;
    asked = k;
    list.scrollTo({ left: steps[k].offsetLeft - list.offsetLeft, behavior: smooth && Math.abs(Math.abs(list.scrollLeft) / list.clientWidth - k) < 1.2 && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "auto" });
  }
  function read() {
    const k = steps.findIndex((s) => s.id === decodeURIComponent(location.hash.slice(1)));
    if (k >= 0) go(k, false);
  }
  function arrived() {
    const k = Math.round(Math.abs(list.scrollLeft) / list.clientWidth);
    if (k === at && k !== asked) return;
    at = asked = k;
    if (k || location.hash) history.replaceState(null, "", "#" + steps[k].id);
  }
  let pause = 0;
  list.addEventListener("scroll", () => { clearTimeout(pause); pause = setTimeout(arrived, 120); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
    const to = { ArrowRight: at + right, ArrowLeft: at - right, Home: 0, End: steps.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    at = Math.min(Math.max(to, 0), steps.length - 1);
    go(at, true);
  });
  list.addEventListener("click", (event) => {
    const a = event.target.closest("a[rel]");
    if (!a) return;
    event.preventDefault();
    at = steps.findIndex((s) => "#" + s.id === a.getAttribute("href"));
    go(at, true);
  });
  window.addEventListener("hashchange", read);
  read();
})();
