"use strict";
/* How to cite: the address as the reader has it, where the site does not know its own; and a button that copies each form. */
(function () {
  const here = new URL(location.protocol === "file:" ? "index.html" : "./", location.href).href, own = document.body.dataset.address;
  for (const pre of document.querySelectorAll("pre")) {
    if (own) pre.textContent = pre.textContent.replaceAll(own, here);
    if (!navigator.clipboard) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = document.body.dataset.copy;
    button.addEventListener("click", () => navigator.clipboard.writeText(pre.textContent).then(() => { button.textContent = document.body.dataset.copied; }));
    pre.before(button);
  }
})();
