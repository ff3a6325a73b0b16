"use strict";
// Comfort only: every action of the application works without this file.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing) {
    const box = document.querySelector("[data-search]");
    if (box) { event.preventDefault(); box.focus(); }
  }
});
const summary = document.querySelector(".summary");
if (summary) summary.focus();
