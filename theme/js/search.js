// The search page: results as you type, from the index that Pagefind made when the site was built.
// What a reader types and what was found become text, never HTML.

const TYPING_PAUSE_MS = 180; // without a key before a search, so that a screen reader announces words, not letters
const SLOW_LOAD_MS = 800; // after which the reader is told that the index is loading
const RESULTS_PER_STEP = 10;
const NOT_LOADED = "The search index could not be loaded. Check your connection and try again.";

const search = document.querySelector("search");
const form = search.querySelector("form");
const field = search.querySelector("[type=search]");
const shortcut = search.querySelector("[type=checkbox]");
const status = search.querySelector("[role=status]");
const list = search.querySelector("ol");
const more = search.querySelector("button");

const [{ best, excerptOf, find, partsOf }, { indexAt }] = await Promise.all(
  [search.dataset.found, search.dataset.loading].map((each) => import(each)),
);
const index = indexAt(search.dataset.base);

// Elements --------------------------------------------------------------------------------------

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// Marks a word without its punctuation: the comma of `wallet.Service,` is not marked.
const marked = (word) => {
  const [, before, core, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u);
  return [before, element("mark", {}, core), after];
};

const excerpt = (part) => {
  const { shown, before, after } = excerptOf(part);
  const words = shown.flatMap(({ text, hit }) => [" ", ...(hit ? marked(text) : [text])]);
  return element("p", {}, before ? "…" : "", ...words.slice(before ? 0 : 1), after ? " …" : "");
};

const item = ({ url, meta }, parts) => {
  const chosen = best(parts);
  const made = element("li", {}, element("h2", {}, element("a", { href: url }, meta.title)));
  if (meta.date) made.append(element("p", { className: "meta" }, meta.date));
  made.append(...chosen.filter(({ isPage }) => isPage).map(excerpt));
  const sections = chosen.filter(({ isPage }) => !isPage);
  const items = sections.map((part) => element("li", {}, element("a", { href: part.url }, part.title), excerpt(part)));
  if (items.length) made.append(element("ul", {}, ...items));
  return made;
};

// Searching -------------------------------------------------------------------------------------

let latest = 0; // the number of the newest search; what an older one finds is dropped
let asked = "";
let terms = [];
let results = [];
let shown = 0;
let failed = false;

// Returns the first item that it adds; none if another search or click came meanwhile.
const show = async () => {
  const [number, from] = [latest, shown];
  const data = await Promise.all(results.slice(from, from + RESULTS_PER_STEP).map((each) => each.data()));
  if (number !== latest || from !== shown) return undefined;
  const items = data.map((each) => item(each, partsOf(each, terms)));
  if (from) list.append(...items);
  else list.replaceChildren(...items);
  shown += items.length;
  more.hidden = shown >= results.length;
  return items[0];
};

const statusOf = (query) => {
  if (!results.length) {
    const archive = document.querySelector(".without-script .archive");
    return `No results for “${query}”. Try another word${archive ? ", or browse the archive" : ""}.`;
  }
  const some = shown < results.length ? `, showing the first ${shown}` : "";
  const what = /^\p{L}$/u.test(query) ? "words that begin with " : "";
  return `${results.length} ${results.length === 1 ? "result" : "results"} for ${what}“${query}”${some}`;
};

const remember = (query) => {
  const address = new URL(location.href);
  address.search = query ? new URLSearchParams({ q: query }) : "";
  history.replaceState(null, "", address);
};

const lookFor = async (query, number) => {
  const found = query ? await find(index, query) : [[], []];
  if (number !== latest) return;
  [results, terms] = found;
  shown = 0;
  await show();
};

// Tries twice, because the site may have been published again since the index was opened.
const run = async () => {
  const number = ++latest;
  const isLatest = () => number === latest;
  asked = field.value.trim();
  failed = false;
  remember(asked);
  const late = setTimeout(() => isLatest() && (status.textContent = "Loading the index …"), SLOW_LOAD_MS);
  try {
    await lookFor(asked, number).catch(() => isLatest() && lookFor(asked, number));
    if (isLatest()) status.textContent = asked ? statusOf(asked) : "";
  } catch {
    if (!isLatest()) return;
    failed = more.hidden = true;
    list.replaceChildren();
    status.textContent = NOT_LOADED;
  } finally {
    clearTimeout(late);
  }
};

// Keys ------------------------------------------------------------------------------------------

let timer = 0;
let done;

const settle = () => {
  clearTimeout(timer);
  if (timer || failed) done = run();
  timer = 0;
  return done;
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(settle, TYPING_PAUSE_MS);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await settle();
  list.querySelector("a")?.focus(); // and the keyboard of a phone goes away
});

const showAgain = async () => {
  const number = latest;
  const found = await find(index, asked);
  if (number !== latest) return undefined;
  [results, terms] = found;
  return show();
};

more.addEventListener("click", async () => {
  try {
    const first = await show().catch(showAgain);
    if (!first) return;
    status.textContent = statusOf(asked);
    first.querySelector("a").focus();
  } catch {
    status.textContent = NOT_LOADED;
  }
});

addEventListener("online", () => failed && run());

const move = (step) => {
  const stops = [field, ...list.querySelectorAll("a"), more];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
};

search.addEventListener("keydown", async (event) => {
  const moving = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.target === shortcut) return;
  if (moving) {
    event.preventDefault();
    await settle();
    move(moving);
  } else if (event.key === "Escape") {
    event.preventDefault();
    field.value = "";
    field.focus();
    clearTimeout(timer);
    run();
  }
});

try {
  shortcut.checked = localStorage.getItem("slash") !== "off";
} catch {
  // Storage is blocked, so the choice cannot be kept.
}
shortcut.addEventListener("change", () => {
  try {
    if (shortcut.checked) localStorage.removeItem("slash");
    else localStorage.setItem("slash", "off");
  } catch {
    shortcut.checked = true;
  }
});

// A reader may have begun to type before this script was loaded.
field.value ||= new URLSearchParams(location.search).get("q") ?? "";
if (field.value) done = run();
