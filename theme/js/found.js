// What of a page was found, from what Pagefind tells of it: the parts to show and the words of an excerpt.

const PARTS = 3; // of one page
const WORDS = 32; // of an excerpt
const BEFORE = 8; // of them before the first word that was found
const WHOLE = 16; // how much more a word counts that holds all that was typed, and not its beginning alone

const fold = (text) => text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

export const termsOf = (query) => query.split(/\s+/).map(fold).filter(Boolean);

// `wallet/newService` as its words one by one.
export const loosened = (query) =>
  query.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// For a word that is nowhere Pagefind takes the longest one that it begins with: for "rust" it finds "r".
const holds = (word, term) => word.includes(term.slice(0, Math.max(3, Math.ceil(term.length / 2))));

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);

// The page itself and each of its sections in which something was found: its words are those from `first` to
// `end`, its `hits` the numbers of the words that were found, with what each is worth.
export const partsOf = ({ anchors, meta, raw_content, sub_results }, terms) => {
  const words = raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">").split(/\s+/);
  const headings = anchors.filter((each) => /^h\d$/.test(each.element)).map((each) => each.location);
  return sub_results.map(({ anchor, url, weighted_locations }) => {
    const title = anchor ? anchor.text.trim() : meta.title;
    const start = anchor ? anchor.location : 0;
    const end = headings.find((each) => each > start) ?? words.length;
    const first = Math.min(start + title.split(/\s+/).length, end);
    return { title, url, isPage: !anchor, words, first, end, ...hitsOf(weighted_locations, words, terms) };
  });
};

const hitsOf = (locations, words, terms) => {
  const hits = new Map();
  const matched = new Set();
  for (const { location, balanced_score } of locations) {
    const word = fold(words[location] ?? "");
    const held = terms.filter((term) => holds(word, term));
    const times = held.some((term) => word.includes(term)) ? WHOLE : 1;
    if (held.length) hits.set(location, balanced_score * times);
    held.forEach((term) => matched.add(term));
  }
  return { hits, matched, weight: sum(hits.values()) };
};

export const haveAll = (parts, terms) => terms.every((term) => parts.some(({ matched }) => matched.has(term)));

// Those that hold most of the terms. What stands above every line of a role has no weight.
export const best = (parts) => {
  const found = parts.filter(({ weight }) => weight > 0);
  const most = Math.max(...found.map(({ matched }) => matched.size));
  return found.filter(({ matched }) => matched.size === most).sort((a, b) => b.weight - a.weight).slice(0, PARTS);
};

// The words to show, `{ text, hit }`, and whether there are others before and after them.
export const excerptOf = ({ words, first, end, hits }) => {
  const within = [...hits].filter(([each]) => each >= first);
  const worth = ([from]) => sum(within.map(([each, score]) => (each >= from && each < from + WORDS - BEFORE ? score : 0)));
  const [centre] = within.reduce((a, b) => (worth(b) > worth(a) ? b : a), within[0] ?? [first]);
  const start = Math.max(first, Math.min(centre - BEFORE, end - WORDS));
  const stop = Math.min(end, start + WORDS);
  const shown = words.slice(start, stop).map((text, number) => ({ text, hit: hits.has(start + number) }));
  return { shown, before: start > first, after: stop < end };
};
