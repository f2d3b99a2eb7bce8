// The index that Pagefind made. What is answered from it is whole: if a part of it did not come, a search throws,
// and the next one begins anew.
// Pagefind 1.5 only logs what it did not get, takes it for empty and never asks again. So it works in this thread,
// and not in its worker, where what it asks for is heard.

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

// After a failure another address: a browser may remember that a module did not come, and Pagefind may be newer by now.
let failures = 0;
const instanceAt = async (base) => {
  const { createInstance } = await import(`${base}pagefind/pagefind.js${failures ? `?${Date.now()}` : ""}`);
  return createInstance({ baseUrl: base, noWorker: true });
};

const open = (base) => {
  const opened = { whole: true, instance: instanceAt(base) };
  opened.instance.catch(() => {}); // it is said when there is something to search for
  return opened;
};

// What `ask` gives, unless it or anything that it needs fails.
const from = async (opened, ask) => {
  try {
    const answer = await ask(await opened.instance);
    if (!opened.whole) throw new Error("a part of the index did not come");
    return answer;
  } catch (error) {
    opened.whole = false;
    failures += 1;
    throw error;
  }
};

// A function of a query that gives its results, the best first; what a result is about comes with its `data()`.
export const indexAt = (base) => {
  current = open(base);
  return async (query) => {
    if (!current.whole) current = open(base);
    const opened = current;
    const { results } = await from(opened, (instance) => instance.search(query));
    // Copies, for Pagefind changes the one object that it has of a page with each search.
    return results.map((each) => ({ data: () => from(opened, async () => ({ ...(await each.data()) })) }));
  };
};
