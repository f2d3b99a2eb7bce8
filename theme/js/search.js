// The search page: results as one types, from the index that Pagefind made when the site was built.
// What a reader types and what was found become text, never HTML.

const PAUSE = 180; // ms without a key before a search, so that a screen reader hears of words, not of letters
const PATIENCE = 800; // ms before it is said that the index is still on its way
const AT_ONCE = 10; // results
const PARTS = 3; // of one result
const WORDS = 32; // of an excerpt
const BEFORE = 8; // of them before the first word that was found
const WHOLE = 16; // how much more a word counts that holds what was typed, and not only its stem

const search = document.querySelector("search");
const form = search.querySelector("form");
const field = search.querySelector("[type=search]");
const shortcut = search.querySelector("[type=checkbox]");
const status = search.querySelector("[role=status]");
const list = search.querySelector("ol");
const more = search.querySelector("button");

// Words -----------------------------------------------------------------------------------------

const fold = (text) => text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const termsOf = (query) => query.split(/\s+/).map(fold).filter(Boolean);

// For a word that is nowhere Pagefind takes the longest one that it begins with: for "rust" it finds "r".
const holds = (word, term) => word.includes(term.slice(0, Math.max(3, Math.ceil(term.length / 2))));

// `http.NewMux` where only `new mux` is: its words one by one.
const loose = (query) => query.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// Results ---------------------------------------------------------------------------------------

// A page and each of its sections in which something was found: its words from `first` to `end`, and what of them.
const partsOf = ({ anchors, meta, raw_content, sub_results }, terms) => {
  const words = raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">").split(/\s+/);
  const headings = anchors.filter((each) => /^h\d$/.test(each.element)).map((each) => each.location);
  return sub_results.map(({ anchor, url, weighted_locations }) => {
    const title = anchor ? anchor.text : meta.title;
    const start = anchor ? anchor.location : 0;
    const end = headings.find((each) => each > start) ?? words.length;
    const first = Math.min(start + title.trim().split(/\s+/).length, end);
    const hits = new Map();
    const matched = new Set();
    for (const { location, balanced_score } of weighted_locations) {
      const word = fold(words[location] ?? "");
      const held = terms.filter((term) => holds(word, term));
      const whole = held.some((term) => word.includes(term)) ? WHOLE : 1;
      if (held.length) hits.set(location, balanced_score * whole);
      held.forEach((term) => matched.add(term));
    }
    return { title, url, isPage: !anchor, words, first, end, hits, matched, weight: sum(hits.values()) };
  });
};

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);

const hasAll = (parts, terms) => terms.every((term) => parts.some(({ matched }) => matched.has(term)));

const better = (a, b) => b.matched.size - a.matched.size || b.weight - a.weight;

// Where the window of an excerpt begins: with the most of what was found, and some words before it.
const startOf = ({ first, end, hits }) => {
  const within = [...hits].filter(([each]) => each >= first);
  const worth = ([from]) => sum(within.filter(([each]) => each >= from && each < from + WORDS - BEFORE).map(([, score]) => score));
  const [best] = within.reduce((a, b) => (worth(b) > worth(a) ? b : a), within[0] ?? [first]);
  return Math.max(first, Math.min(best - BEFORE, end - WORDS));
};

// Elements --------------------------------------------------------------------------------------

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// Of `wallet.Service,` the comma is not marked.
const marked = (word) => {
  const [, before, core, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u);
  return [before, element("mark", {}, core), after];
};

const excerpt = (part) => {
  const start = startOf(part);
  const end = Math.min(part.end, start + WORDS);
  const made = element("p", {}, start > part.first ? "… " : "");
  part.words.slice(start, end).forEach((word, number) => {
    made.append(number ? " " : "", ...(part.hits.has(start + number) ? marked(word) : [word]));
  });
  made.append(end < part.end ? " …" : "");
  return made;
};

const item = ({ url, meta }, parts) => {
  const found = parts.filter(({ weight }) => weight > 0).sort(better);
  const best = found.filter(({ matched }) => matched.size === found[0].matched.size).slice(0, PARTS);
  const made = element("li", {}, element("h2", {}, element("a", { href: url }, meta.title)));
  if (meta.date) made.append(element("p", { className: "meta" }, meta.date));
  made.append(...best.filter(({ isPage }) => isPage).map(excerpt));
  const sections = best.filter(({ isPage }) => !isPage);
  const items = sections.map((part) => element("li", {}, element("a", { href: part.url }, part.title), excerpt(part)));
  if (items.length) made.append(element("ul", {}, ...items));
  return made;
};

// Searching -------------------------------------------------------------------------------------

let latest = 0; // the number of the newest search; what an older one finds is dropped
let terms = [];
let results = [];
let shown = 0;

const load = async () => {
  const pagefind = await import(`${search.dataset.base}pagefind/pagefind.js`);
  await pagefind.options({ baseUrl: search.dataset.base });
  await pagefind.init();
  return pagefind;
};
let index = load();
index.catch(() => {}); // it is said when there is something to search for

const dataOf = (some) => Promise.all(some.map((each) => each.data()));

// What is found for a query, or for its words one by one.
const find = async (query) => {
  const pagefind = await index.catch(() => (index = load()));
  for (const each of new Set([query, loose(query)])) {
    const { results: found } = await pagefind.search(each);
    const asked = termsOf(each);
    if (found.length && hasAll(partsOf(await found[0].data(), asked), asked)) return [found, asked];
  }
  return [[], []];
};

const show = async () => {
  const data = await dataOf(results.slice(shown, shown + AT_ONCE));
  const items = data.map((each) => item(each, partsOf(each, terms)));
  if (shown) list.append(...items);
  else list.replaceChildren(...items);
  shown += items.length;
  more.hidden = shown >= results.length;
  return items[0];
};

const said = (query) => {
  if (!results.length) return `Nothing found for “${query}”; another word may do, and the archive lists every article`;
  const some = shown < results.length ? `, the first ${shown} of them below` : "";
  return `${results.length} ${results.length === 1 ? "result" : "results"} for “${query}”${some}`;
};

const remember = (query) => {
  const address = new URL(location.href);
  address.search = query ? new URLSearchParams({ q: query }) : "";
  history.replaceState(null, "", address);
};

const run = async () => {
  const number = ++latest;
  const query = field.value.trim();
  remember(query);
  const late = setTimeout(() => number === latest && (status.textContent = "Loading the index …"), PATIENCE);
  let message = "";
  let found = [[], []];
  try {
    if (query) found = await find(query);
    if (number !== latest) return;
    [results, terms] = found;
    shown = 0;
    await show();
    if (query) message = said(query);
    if (!results.length && !navigator.onLine) throw new Error("offline");
  } catch {
    list.replaceChildren();
    more.hidden = true;
    message = "The index of this site could not be loaded; with a connection, load this page again";
  } finally {
    clearTimeout(late);
  }
  if (number === latest) status.textContent = message;
};

// Keys ------------------------------------------------------------------------------------------

let timer = 0;
let done;

const settle = () => {
  clearTimeout(timer);
  if (timer) done = run();
  timer = 0;
  return done;
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await settle();
  list.querySelector("a")?.focus(); // and the keyboard of a phone goes away
});

more.addEventListener("click", async () => {
  (await show()).querySelector("a").focus();
});

const move = (step) => {
  const stops = [field, ...list.querySelectorAll("a")];
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
  // Storage is forbidden, and so the choice cannot be kept.
}
shortcut.addEventListener("change", () => {
  try {
    if (shortcut.checked) localStorage.removeItem("slash");
    else localStorage.setItem("slash", "off");
  } catch {
    shortcut.checked = true;
  }
});

field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) done = run();
else field.focus();
