"use strict";
// The entry of a protocol: every keystroke kept, sums beside the figures, photos sent without leaving the page.
// Comfort only: the server checks, and everything works without this file.
const papers = document.getElementById("paper");
const entry = document.getElementById("entry");
const store = {
  read() { try { return JSON.parse(localStorage.getItem(papers.dataset.draftKey)); } catch { return null; } },
  write(draft) { try { localStorage.setItem(papers.dataset.draftKey, JSON.stringify(draft)); return true; } catch { return false; } },
  drop() { try { localStorage.removeItem(papers.dataset.draftKey); } catch { /* there is none */ } },
};
// what was saved as an entry since the draft was written is a draft no more
const entries = Number(papers.dataset.entries), written = store.read();
if (written && written.entries < entries) store.drop();
if (entry) startEntry();

function startEntry() {
  const form = entry.querySelector("form"), data = entry.dataset;
  const save = document.getElementById("save"), kept = document.getElementById("kept"), noLine = document.getElementById("no-line");
  const ahead = Number(data.now) - Date.now();
  let pause = 0, rest = 0, going = null, dirty = false, saving = false;

  const boxes = () => [...form.querySelectorAll("input[inputmode=numeric], #reason")];
  const typed = () => Object.fromEntries(boxes().map((one) => [one.name, one.value]));
  const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  const tell = (name, time = "") => { kept.textContent = kept.dataset[name].replace("#", time); };

  function keepHere() {
    if (store.write({ at: Date.now() + ahead, values: typed(), entries })) tell("phone");
  }

  // returns "kept", "line" (there is no network) or "refused" (the server says why when the form is sent)
  async function keepThere() {
    clearTimeout(pause);
    dirty = false;
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, ...typed() });
    try {
      going = new AbortController();
      const answer = await fetch(data.draftUrl, { method: "POST", body, headers: { Accept: "application/json" }, signal: going.signal });
      const told = answer.ok && !answer.redirected ? await answer.json() : {};
      going = null;
      if (!told.kept) { kept.textContent = told.why || kept.dataset.refused; return "refused"; }
      if (!dirty) { store.write({ at: told.at, values: typed(), entries }); tell("server", told.time); }
      return "kept";
    } catch (error) {
      going = null;
      if (error.name === "AbortError") return "refused";
      tell("line");
      return "line";
    }
  }

  async function sendDraft() {
    if (going || saving) return;
    if (await keepThere() === "line" || dirty) later(dirty ? 1000 : 5000);
  }

  function later(wait) { clearTimeout(pause); pause = setTimeout(sendDraft, wait); }

  // the line is tried with the draft first: without it the phone would show an error page in place of the figures
  async function saveAll() {
    clearTimeout(rest);
    keepHere();
    if (going) going.abort();
    saving = true;
    const found = await keepThere();
    if (found !== "line") { form.submit(); return; }
    saving = false;
    noLine.textContent = noLine.dataset.text;
    rest = setTimeout(saveAll, 4000);
  }

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(rest);
    noLine.textContent = "";
    keepHere();
    addUp();
    later(1000);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.id === "keep") return;
    event.preventDefault();
    if (!saving) saveAll();
  });
  addEventListener("online", () => { if (noLine.textContent) saveAll(); else if (pause) sendDraft(); });
  document.addEventListener("keydown", (event) => {
    const numbers = [...form.querySelectorAll("input[inputmode=numeric]")];
    if (event.target === numbers.at(-1) && event.key === "Enter") { event.preventDefault(); save.focus(); }
    if (event.target === save && event.key === "ArrowUp") { event.preventDefault(); numbers.at(-1).select(); }
  });
  form.addEventListener("focusin", (event) => { if (event.target.inputMode === "numeric") event.target.select(); });

  function addUp() {
    const value = (name) => form.elements[name].value.replace(/\s/g, "");
    const number = (name) => (/^\d{1,9}$/.test(value(name)) ? Number(value(name)) : NaN);
    for (const line of form.querySelectorAll(".sum")) {
      const { plus, minus, against, exact, apart, left } = line.dataset, names = [plus, minus].map((one) => one.split(" ").filter(Boolean));
      const sum = names[0].reduce((all, one) => all + number(one), 0) - names[1].reduce((all, one) => all + number(one), 0);
      const held = number(against), rest = exact === undefined ? held - sum : sum - held, [first, second] = line.querySelectorAll("b");
      line.hidden = false;
      first.textContent = Number.isNaN(sum) ? "…" : sum;
      second.textContent = Number.isNaN(held) ? "…" : held;
      const isKnown = !Number.isNaN(rest), isExact = exact !== undefined;
      line.querySelector(".rest").textContent = !isKnown ? "" : rest === 0 ? "✓" : `${!isExact && rest > 0 ? left : apart} ${isExact && rest > 0 ? "+" : ""}${rest}`;
      line.classList.toggle("off", isKnown && (isExact ? rest !== 0 : rest < 0));
      line.classList.toggle("open", !isKnown);
    }
  }

  const notice = document.getElementById("draft"), draft = store.read();
  notice.querySelector("form").addEventListener("submit", () => { if (going) going.abort(); clearTimeout(pause); store.drop(); });
  if ("sent" in data) keepHere();
  else if (draft && draft.at > Number(data.draftAt) && Object.values(draft.values).some(Boolean)) {
    for (const one of boxes()) if (draft.values[one.name] !== undefined) one.value = draft.values[one.name];
    const text = notice.querySelector("[data-text]");
    text.textContent = text.dataset.text.replace("#", clock(draft.at - ahead));
    notice.hidden = false;
    tell("phone");
    later(1000);
  }
  document.getElementById("keep").hidden = true;
  addUp();
}

// photos: made smaller on the phone, sent by themselves, and only their part of the page changes
papers.addEventListener("change", (event) => { if (event.target.type === "file" && event.target.files.length) event.target.form.requestSubmit(); });
papers.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, body = new FormData(form), said = papers.querySelector(".said") || document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  papers.querySelector("summary").after(said);
  said.textContent = papers.dataset.going;
  try {
    for (const box of form.querySelectorAll("[type=file]")) {
      body.delete(box.name);
      for (const file of box.files) body.append(box.name, await smaller(file), file.name);
    }
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), now = page.getElementById("paper");
    if (!now) { form.submit(); return; }
    papers.replaceChildren(...now.childNodes);
    const flash = page.querySelector(".flash");
    said.textContent = flash ? flash.textContent : "";
    papers.querySelector("summary").after(said);
  } catch { said.textContent = papers.dataset.noLine; }
});

async function smaller(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1600 / Math.max(image.width, image.height));
    if (scale === 1 && file.size < 400000) return file;
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob || file), "image/jpeg", 0.82));
  } catch { return file; }
}
