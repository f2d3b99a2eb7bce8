// The search page: results as one types, from the index that Pagefind made when the site was built.

const PAUSE = 180; // ms without a key before a search, so that a screen reader is not told of every letter
const AT_ONCE = 10; // results
const SECTIONS = 3; // of one result
const WORDS = 32; // of an excerpt, at most
const BEFORE = 8; // of them before the first word that was found

const search = document.querySelector("search");
const field = search.querySelector("[type=search]");
const status = search.querySelector("[role=status]");
const list = search.querySelector("ol");
const more = search.querySelector("button");

let index; // the promise of Pagefind
let latest = 0; // the number of the newest search; what an older one finds is dropped
let found = []; // results of the newest search, and how many of them are shown
let shown = 0;

const load = async () => {
  const pagefind = await import(`${search.dataset.index}pagefind.js`);
  await pagefind.options({ baseUrl: search.dataset.base });
  await pagefind.init();
  return pagefind;
};

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

const link = (address, text) => {
  const made = element("a", text);
  made.href = address;
  return made;
};

// The words of a section from the first that was found, as text; `found` are their numbers on the page.
const excerpt = (words, found, first, end) => {
  const hits = new Set(found.filter((number) => number >= first && number < end));
  const start = Math.max(first, Math.min(Math.min(...hits) - BEFORE, end - WORDS)) || first;
  const stop = Math.min(end, start + WORDS);
  const made = element("p", start > first ? "… " : "");
  for (let number = start; number < stop; number += 1) {
    made.append(hits.has(number) ? element("mark", words[number]) : words[number], " ");
  }
  if (stop < end) made.append("…");
  return made;
};

const count = (text) => text.trim().split(/\s+/).length;

// A page and its sections hold words from `first` to `end`, below the heading.
const parts = ({ anchors, meta, raw_content, sub_results }) => {
  const headings = anchors.filter(({ element }) => /^h[1-6]$/.test(element));
  const words = raw_content.split(/\s+/);
  return sub_results.map((part) => {
    const title = part.anchor ? part.anchor.text : meta.title;
    const start = part.anchor ? part.anchor.location : 0;
    const next = headings.find(({ location }) => location > start);
    const end = next ? next.location : words.length;
    const weight = part.weighted_locations.reduce((sum, each) => sum + each.balanced_score, 0);
    const text = excerpt(words, part.locations, Math.min(start + count(title), end), end);
    return { title, address: part.url, weight, text, isPage: !part.anchor };
  });
};

const item = (data) => {
  const all = parts(data);
  const best = all.filter(({ isPage }) => !isPage).sort((a, b) => b.weight - a.weight).slice(0, SECTIONS);
  const made = element("li", element("h2", link(data.url, data.meta.title)));
  if (data.meta.date) made.append(Object.assign(element("p", data.meta.date), { className: "meta" }));
  const opening = all.find(({ isPage }) => isPage);
  if (opening) made.append(opening.text);
  if (best.length) made.append(element("ul", ...best.map(({ title, address, text }) => element("li", link(address, title), text))));
  return made;
};

const show = async () => {
  const number = latest;
  const data = await Promise.all(found.slice(shown, shown + AT_ONCE).map((each) => each.data()));
  if (number !== latest) return;
  const items = data.map(item);
  if (!shown) list.replaceChildren();
  list.append(...items);
  shown += items.length;
  more.hidden = shown >= found.length;
  return items[0];
};

const say = (query) => {
  const all = found.length === 1 ? "1 result" : `${found.length} results`;
  const some = shown < found.length ? `, the first ${shown} shown` : "";
  status.textContent = found.length ? `${all} for “${query}”${some}` : `Nothing found for “${query}”`;
};

const clear = () => {
  found = [];
  shown = 0;
  list.replaceChildren();
  more.hidden = true;
};

const run = async () => {
  const number = ++latest;
  const query = field.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!query) {
    clear();
    status.textContent = "";
    return;
  }
  try {
    index ??= load();
    const { results } = await (await index).search(query);
    if (number !== latest) return;
    found = results;
    shown = 0;
    if (!found.length) clear();
    await show();
    if (number === latest) say(query);
  } catch {
    index = undefined;
    clear();
    status.textContent = "The index of the site could not be loaded. Load this page again when there is a connection.";
  }
};

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(run, PAUSE);
});

search.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
field.value = new URL(location.href).searchParams.get("q") || "";
if (field.value) run();
else field.focus();
