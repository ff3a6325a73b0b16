"use strict";
// Comfort only: every action of the application works without this file.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing) {
    const box = document.querySelector("[data-search]");
    if (box) { event.preventDefault(); box.focus(); }
  }
  if (typing && typing.inputMode === "numeric" && ["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) {
    const numbers = [...typing.form.querySelectorAll("input[inputmode=numeric]")];
    const next = numbers[numbers.indexOf(typing) + (event.key === "ArrowUp" ? -1 : 1)];
    if (next) { event.preventDefault(); next.focus(); next.select(); }
  }
});

const summary = document.querySelector(".summary");
if (summary) summary.focus();

// an IIN in the search box is sent so that no address and no history of the browser keeps it
document.addEventListener("submit", (event) => {
  const box = event.target.matches(".find") && event.target.elements.q;
  if (!box || box.value.replace(/[^0-9]/g, "").length !== 12) return;
  event.target.append(document.querySelector("[name=csrf_token]").cloneNode());
  event.target.method = "post";
});

// the open section of the menu is in sight on a phone
const here = document.querySelector(".menu [aria-current]");
if (here) here.parentElement.parentElement.scrollLeft = here.offsetLeft - 16;

// what is going on is asked for again until it has ended
async function poll() {
  const old = document.querySelector("[data-poll]");
  if (!old) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(old.id);
    if (!now || !("poll" in now.dataset)) { location.reload(); return; }
    old.replaceChildren(...now.childNodes);
  } catch { /* the network is gone: try again */ }
  setTimeout(poll, 2000);
}
setTimeout(poll, 1500);

// a tap on the fast list saves in place: the same answer as without this, but only the list changes
document.addEventListener("submit", async (event) => {
  const list = event.target.closest("[data-taps]");
  if (!list || list.dataset.busy) return;
  event.preventDefault();
  const form = event.target;
  list.dataset.busy = "1";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(list.id), focused = event.submitter && event.submitter.value, row = form.closest("li");
    if (!answer.ok || !now) { sendPlainly(form, event.submitter); return; }
    list.replaceChildren(...now.childNodes);
    const same = row && document.getElementById(row.id);
    if (same) { const button = same.querySelector(`[value="${focused}"]`); if (button) button.focus({ preventScroll: true }); }
  } catch { sendPlainly(form, event.submitter); }
  delete list.dataset.busy;
});

function sendPlainly(form, button) {
  if (button && button.name) {
    const told = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(told);
  }
  form.submit();
}
