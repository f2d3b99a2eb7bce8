// Loads the index that Pagefind made. Results are complete: if a part of the index fails to load, the search
// throws, and the next one starts over.
// Pagefind 1.5 only logs a failed request, treats the part as empty and never retries. So it runs in this thread,
// not in its worker, because here its requests can be observed.

let current = { whole: false };

const { fetch } = globalThis;
globalThis.fetch = async (...request) => {
  const asking = current;
  try {
    const answer = await fetch(...request);
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return new Response(await answer.arrayBuffer(), answer);
  } catch (error) {
    asking.whole = false;
    throw error;
  }
};

// After a failure another address: a browser may remember that a module failed to load, and Pagefind may be newer by now.
let failures = 0;
const instanceAt = async (base) => {
  const { createInstance } = await import(`${base}pagefind/pagefind.js${failures ? `?${Date.now()}` : ""}`);
  return createInstance({ baseUrl: base, noWorker: true });
};

const open = (base) => {
  const opened = { whole: true, instance: instanceAt(base) };
  opened.instance.catch(() => {}); // reported when there is something to search for
  return opened;
};

// Returns what `ask` returns. Throws if it or anything that it needs fails.
const from = async (opened, ask) => {
  try {
    const answer = await ask(await opened.instance);
    if (!opened.whole) throw new Error("a part of the index failed to load");
    return answer;
  } catch (error) {
    opened.whole = false;
    failures += 1;
    throw error;
  }
};

// Returns a function that takes a query and returns its results, best first; `data()` of a result loads its page.
export const indexAt = (base) => {
  current = open(base);
  return async (query) => {
    if (!current.whole) current = open(base);
    const opened = current;
    const { results } = await from(opened, (instance) => instance.search(query));
    // Copies, because Pagefind changes its one object per page with each search.
    return results.map((each) => ({ data: () => from(opened, async () => ({ ...(await each.data()) })) }));
  };
};
