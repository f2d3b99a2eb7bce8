// Turns Pagefind's results for a query into what is shown: pages, their sections, the words of an excerpt.

const MAX_PARTS = 3; // of one page
const EXCERPT_WORDS = 32;
const WORDS_BEFORE_HIT = 8; // of an excerpt
const WHOLE_WORD_WEIGHT = 16; // of a word that contains all that was typed; a word that only begins like it has 1

const fold = (text) => text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);

// Asking ----------------------------------------------------------------------------------------

// Letters of scripts without spaces between words. In the index each of them is a word: vouch/pages/search_documents.py.
const UNSPACED = "\\u0e01-\\u0e4e\\u0e81-\\u0ede\\u3005-\\u3007\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const AROUND_LETTER = new RegExp(`(?<=\\S)(?=[${UNSPACED}])(?=\\p{L})|(?<=[${UNSPACED}])(?=[\\p{L}\\p{N}])`, "gu");
const lettersApart = (text) => text.replace(AROUND_LETTER, " ");

// “Error handling” in quotes of any kind, words that end or begin with what Pagefind drops (C#, C++, .NET), and
// letters that are not apart.
const PHRASE = new RegExp(
  `["“”„«]([^"“”„«»]+)["“”»]|(?<=^|\\s)(\\.\\p{L}\\S*|\\p{L}+(?:\\+\\+|#))(?=\\s|$)|([${UNSPACED}]+)`,
  "gu",
);

// `wallet/newService` as its words one by one.
const loosened = (query) =>
  query.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();

// A term is a function that weighs the word at a place among words: 0 if it is a different word.
// If a word is nowhere, Pagefind takes the longest word that it begins with: for "rust" it finds "r".
const termOf = (text) => (words, place) => {
  const word = fold(words[place] ?? "");
  if (word.includes(text)) return WHOLE_WORD_WEIGHT;
  return word.includes(text.slice(0, Math.max(3, Math.ceil(text.length / 2)))) ? 1 : 0;
};

const plain = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

// A phrase as written, except that punctuation may be between two of its words.
const phraseOf = (text) => {
  const parts = plain(text).trim().split(/\s+/);
  const written = parts.map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("[^\\p{L}\\p{N}]+");
  const edge = (look, mark) => (/[\p{L}\p{N}]/u.test(mark) ? `(?${look}[\\p{L}\\p{N}])` : "");
  const pattern = new RegExp(edge("<!", parts[0][0]) + written + edge("!", parts.at(-1).at(-1)), "u");
  return (words, place) => {
    const starts = parts.map((_, before) => Math.max(0, place - before));
    return starts.some((each) => pattern.test(plain(words.slice(each, each + parts.length).join(" ")))) ? WHOLE_WORD_WEIGHT : 0;
  };
};

// Queries for Pagefind, tried in turn until one has results, and the terms that a result must have. Pagefind itself
// reports only the first place of a phrase in a page. It drops a `#` and finds all words that begin with c; it keeps
// a `+`, and then finds the word c.
const waysToAsk = (query) => {
  const partOf = ([, quoted, word, letters]) => lettersApart(quoted ?? word ?? letters);
  const phrases = [...query.matchAll(PHRASE)].map(partOf).filter(fold).map(phraseOf);
  const rest = query.replace(PHRASE, " ");
  const bare = query.replace(PHRASE, (...found) => ` ${partOf(found).replaceAll("#", "+")} `);
  const termsOf = (words) => words.split(/\s+/).map(fold).filter(Boolean).map(termOf);
  const way = (text, words) => ({ text, phrases, terms: [...phrases, ...termsOf(words)] });
  return [way(bare, rest), way(lettersApart(loosened(query)), loosened(rest))];
};

// Finding ---------------------------------------------------------------------------------------

// The page itself and each of its sections that has a hit: its words are those from `first` to `end`, its `hits`
// map the index of each word found to its weight.
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
    const worth = new Map(terms.map((term) => [term, term(words, location)]));
    const most = Math.max(...worth.values());
    if (most > 0) hits.set(location, balanced_score * most);
    worth.forEach((each, term) => each && matched.add(term));
  }
  return { hits, matched, weight: sum(hits.values()) };
};

// Whether two words had a space between them; a word joiner begins one that had none.
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]$`, "u");
const BEGINS_UNSPACED = new RegExp(`^(?:\\u2060|[${UNSPACED}])`, "u");
const isApart = (before, word) => !word.startsWith("\u2060") && !(ENDS_UNSPACED.test(before) && BEGINS_UNSPACED.test(word));

// Words as they were written: `[{ text }]`, each with the space before it.
export const asWritten = (words) =>
  words.map((word, number) => {
    const space = number && isApart(words[number - 1].text, word.text) ? " " : "";
    return { ...word, space, text: word.text.replace("\u2060", "") };
  });

export const shownText = (text) =>
  asWritten(text.split(" ").map((each) => ({ text: each }))).map(({ space, text: word }) => space + word).join("");

const haveAll = (parts, terms) => terms.every((term) => parts.some(({ matched }) => matched.has(term)));

const having = async (results, terms) => {
  const data = await Promise.all(results.map((each) => each.data()));
  return results.filter((_, number) => haveAll(partsOf(data[number], terms), terms));
};

// Returns the results for a query, or for its words one by one, and the terms that were searched for.
export const find = async (index, query) => {
  for (const { text, phrases, terms } of waysToAsk(query)) {
    const all = text ? await index(text) : [];
    const found = phrases.length ? await having(all, phrases) : all;
    if ((await having(found.slice(0, 1), terms)).length) return [found, terms];
  }
  return [[], []];
};

// The parts that contain most of the terms. Text that is repeated above every line of a role has no weight.
export const best = (parts) => {
  const found = parts.filter(({ weight }) => weight > 0);
  const most = Math.max(...found.map(({ matched }) => matched.size));
  return found.filter(({ matched }) => matched.size === most).sort((a, b) => b.weight - a.weight).slice(0, MAX_PARTS);
};

// The words to show, `{ text, hit }`, and whether there are others before and after them.
export const excerptOf = ({ words, first, end, hits }) => {
  const within = [...hits].filter(([each]) => each >= first);
  const worth = ([from]) => sum(Array.from({ length: EXCERPT_WORDS - WORDS_BEFORE_HIT }, (_, next) => hits.get(from + next) ?? 0));
  const [centre] = within.reduce((a, b) => (worth(b) > worth(a) ? b : a), within[0] ?? [first]);
  const start = Math.max(first, Math.min(centre - WORDS_BEFORE_HIT, end - EXCERPT_WORDS));
  const stop = Math.min(end, start + EXCERPT_WORDS);
  const shown = words.slice(start, stop).map((text, number) => ({ text, hit: hits.has(start + number) }));
  return { shown, before: start > first, after: stop < end };
};
