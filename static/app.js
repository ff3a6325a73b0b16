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

// on a phone the list comes first: filters that choose nothing are folded under the first of them
const filters = matchMedia("(max-width: 40rem)").matches && document.querySelector(".filters");
if (filters) {
  const [, ...rest] = filters.querySelectorAll(".field"), more = filters.querySelector("[data-unfold]");
  if (rest.length && ![...new URLSearchParams(location.search).values()].some(Boolean)) {
    filters.classList.add("folded");
    more.hidden = false;
    more.addEventListener("click", () => { filters.classList.remove("folded"); more.hidden = true; rest[0].querySelector("input, select").focus(); });
  }
}

// a slider says its size in words while it moves
document.addEventListener("input", (event) => {
  const steps = event.target.dataset.words && document.getElementById(event.target.dataset.words);
  if (!steps) return;
  const passed = [...steps.options].filter((one) => Number(one.value) <= Number(event.target.value));
  event.target.nextElementSibling.textContent = passed.at(-1).label;
  event.target.setAttribute("aria-valuetext", passed.at(-1).label);
});

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

// a tap on the fast list saves in place: the same answer as without this, but only the list changes;
// taps wait for each other and for the network, and the page says how many wait
const taps = [];
document.addEventListener("submit", (event) => {
  const list = event.target.closest("[data-taps]");
  if (!list) return;
  event.preventDefault();
  const form = event.target, button = event.submitter, row = form.closest("li");
  taps.push({ form, button, list: list.id, row: row && row.id, value: button && button.value, body: new URLSearchParams(new FormData(form, button)) });
  showTaps();
  if (taps.length === 1) saveTaps();
});
addEventListener("beforeunload", (event) => { if (taps.length) event.preventDefault(); });
addEventListener("online", () => { if (taps.length && taps[0].rest) { clearTimeout(taps[0].rest); saveTaps(); } });

async function saveTaps() {
  const refused = [];
  while (taps.length) {
    const tap = taps[0];
    let answer, text;
    tap.rest = 0;
    try {
      answer = await fetch(tap.form.action, { method: "POST", body: tap.body });
      text = await answer.text();
    } catch { tap.rest = setTimeout(saveTaps, 3000); showTaps(); return; }
    const now = new DOMParser().parseFromString(text, "text/html").getElementById(tap.list);
    taps.shift();
    if (!answer.ok || !now) { refused.push(tap); continue; }
    document.getElementById(tap.list).replaceChildren(...now.childNodes);
    showTaps();
    const same = tap.row && document.getElementById(tap.row), button = same && same.querySelector(`[value="${tap.value}"]`);
    if (button) button.focus({ preventScroll: true });
  }
  showTaps();
  if (refused.length) { document.body.append(refused[0].form); sendPlainly(refused[0].form, refused[0].button); }
}

function showTaps() {
  for (const { row, value } of taps) {
    const known = row && document.getElementById(row);
    if (known) for (const button of known.querySelectorAll("button")) button.classList.toggle("waits", button.value === value);
  }
  const told = document.getElementById("waiting");
  if (told) { told.hidden = !taps.length || !taps[0].rest; told.textContent = told.dataset.text.replace("#", taps.length); }
}

function sendPlainly(form, button) {
  if (button && button.name) {
    const told = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(told);
  }
  form.submit();
}
