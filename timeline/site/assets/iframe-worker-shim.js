/* From disk a browser starts no worker: an iframe runs the search's script instead. No script is written into a page, so that the content policy holds. */
"use strict";
(() => {
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.appendChild(this.frame);
      const inside = this.frame.contentWindow, page = this.frame.contentDocument;
      const load = (src) => new Promise((done) => {
        const script = page.createElement("script");
        script.src = src;
        script.onload = done;
        page.body.appendChild(script);
      });
      inside.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      inside.importScripts = (...sources) => sources.reduce((before, src) => before.then(() => load(src)), Promise.resolve());
      this.ready = load(url);
    }
    terminate() { this.frame.remove(); }
    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })));
    }
  }
  window.IFrameWorker = IFrameWorker;
  // Over a network the theme asks for the index of the search on every page; the request waits until the search is used.
  if (location.protocol.startsWith("http")) {
    const used = new Promise((done) => {
      for (const name of ["focusin", "change", "keydown"]) {
        document.addEventListener(name, (event) => {
          const box = event.target;
          if (box && box.matches && (box.matches(".md-search__input, #__search") || (name === "keydown" && /^[/fs]$/.test(event.key)))) done();
        }, true);
      }
    });
    const open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.open = function (method, url, ...more) {
      this.waits = String(url).includes("search/search_index.json");
      return open.call(this, method, url, ...more);
    };
    XMLHttpRequest.prototype.send = function (body) {
      if (this.waits) used.then(() => send.call(this, body));
      else send.call(this, body);
    };
  }
  if (location.protocol === "file:") window.Worker = IFrameWorker;
})();
