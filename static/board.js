"use strict";
// Asks every three seconds whether anything was counted; says all the time how old the picture is. Without this file
// the page loads itself anew. Ages are measured here, times are the server's: a wrong clock of the screen does no harm.
const EVERY = 3000, PATIENCE = 4000, SIGHTS = 60000;
const age = document.getElementById("age");
let stamp = age.dataset.stamp, time = age.dataset.time, lost = false, seen = -SIGHTS, ended = false;
let heard = { steady: 0, wall: performance.timeOrigin };

const now = () => ({ steady: performance.now(), wall: Date.now() });

// a screen that slept stops the steady clock, one that is set right moves the other: the older age is told
function seconds() {
  const at = now();
  return Math.max(0, Math.round(Math.max(at.steady - heard.steady, at.wall - heard.wall) / 1000));
}

function worded(old) {
  if (old < 60) return age.dataset.seconds.replace("{number}", old);
  const minutes = Math.floor(old / 60);
  if (minutes < 60) return age.dataset.minutes.replace("{number}", minutes);
  return age.dataset.hours.replace("{hours}", Math.floor(minutes / 60)).replace("{number}", minutes % 60);
}

function tell() {
  if (ended) return;
  const text = lost ? age.dataset.lost : age.dataset.fresh;
  age.textContent = text.replace("{time}", time).replace("{age}", worded(seconds()));
  age.classList.toggle("lost", lost);
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("state"), old = document.getElementById("state");
  const code = (from) => from.querySelector("script[src]").getAttribute("src");
  if (!fresh || code(page) !== code(document)) { location.reload(); return; }
  fresh.querySelector("#numbers").open = old.querySelector("#numbers").open;
  old.replaceChildren(...fresh.childNodes);
}

function leave(text) {
  ended = true;
  document.body.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
}

async function ask() {
  const asked = now(), patience = new AbortController();
  const end = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(location.href, {
      headers: { "If-None-Match": stamp }, cache: "no-store", signal: patience.signal,
    });
    if (answer.redirected) { location.reload(); return; }
    if (answer.status === 404) { leave(await answer.text()); return; }
    if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
    if (answer.ok) show(await answer.text());
    stamp = answer.headers.get("ETag");
    time = answer.headers.get("Sailau-Time");
    heard = asked;
    lost = false;
    report();
  } catch { lost = true; } finally { clearTimeout(end); }
  tell();
  if (!ended) setTimeout(ask, EVERY);
}

function report() {
  if (!age.dataset.sight || performance.now() - seen < SIGHTS) return;
  seen = performance.now();
  fetch(age.dataset.sight, { method: "POST", headers: { "X-CSRFToken": age.dataset.csrf } }).catch(() => {});
}

const full = document.getElementById("full");
full.hidden = !document.documentElement.requestFullscreen;
full.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {}));
setInterval(tell, 1000);
tell();
setTimeout(ask, EVERY);
