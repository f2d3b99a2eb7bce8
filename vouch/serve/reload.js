// Shows the next version of the page that it is in: reloads it at the same place, or replaces only its style.
// The server writes two digests into the script element, of the style and of all the rest, which identify the version.

const EVENTS = "/.serve/events";
const PLACE_KEY = "serve: place"; // in sessionStorage
const MAX_MARKS = 10; // blocks of text by which the place is found again
const BLOCKS = "main :is(h1, h2, h3, h4, p, li, dt, dd, pre, tr, figure)";

const shown = { ...document.querySelector("script[data-page]").dataset };
const isOfSite = !document.querySelector("meta[name=serve]"); // not a page of the server's own

// The place --------------------------------------------------------------------------------------

const topOf = (element) => element.getBoundingClientRect().top;

// What is above may have another height afterwards, so the place is remembered by what is on the screen.
const keepPlace = () => {
  if (!isOfSite) return; // it was saved before
  const visible = [...document.querySelectorAll(BLOCKS)].filter((each) => topOf(each) >= 0).slice(0, MAX_MARKS);
  const marks = visible.map((each) => ({ text: each.textContent, top: topOf(each) }));
  sessionStorage.setItem(PLACE_KEY, JSON.stringify({ address: location.href, x: scrollX, y: scrollY, marks }));
};

// Of several blocks with the same text, the one nearest to the old place.
const found = ({ text, top }, y) =>
  [...document.querySelectorAll(BLOCKS)]
    .filter((each) => each.textContent === text)
    .map((each) => topOf(each) + scrollY - top)
    .sort((a, b) => Math.abs(a - y) - Math.abs(b - y))[0];

const goTo = ({ x, y, marks }) => {
  const places = y > 0 ? marks.map((each) => found(each, y)) : [];
  scrollTo({ left: x, top: places.find((each) => each !== undefined) ?? y, behavior: "instant" });
};

const restorePlace = () => {
  if (!isOfSite) return;
  const kept = JSON.parse(sessionStorage.getItem(PLACE_KEY));
  sessionStorage.removeItem(PLACE_KEY);
  if (kept?.address !== location.href) return;
  history.scrollRestoration = "manual";
  goTo(kept);
  // A picture may have moved it, and the browser scrolls to the fragment when everything is loaded.
  addEventListener("load", () => requestAnimationFrame(() => {
    goTo(kept);
    history.scrollRestoration = "auto";
  }));
};

// The next version -------------------------------------------------------------------------------

// A page's policy allows only its own style element, but also stylesheets that a script constructs.
const sheet = new CSSStyleSheet();
const putOn = (text) => {
  sheet.replaceSync(text);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  for (const each of document.querySelectorAll("style")) each.sheet.disabled = true;
};

// Read as text: a document parsed here inherits the policy of this one, which allows no other style.
const changeStyle = async () => {
  const answer = await fetch(location.href, { cache: "no-store" });
  putOn((await answer.text()).match(/<style>(.*?)<\/style>/s)?.[1] ?? "");
};

// Events -----------------------------------------------------------------------------------------

const show = async (next) => {
  if (next.page !== shown.page) {
    keepPlace();
    location.reload();
  } else if (next.style !== shown.style) {
    shown.style = next.style;
    await changeStyle();
  }
};

let events;
const listen = () => {
  events?.close();
  events = new EventSource(`${EVENTS}?${new URLSearchParams({ address: location.pathname, ...shown })}`);
  events.onmessage = ({ data }) => show(JSON.parse(data)).catch(() => {}); // the server is gone; it will come back
  events.onerror = () => events.readyState === EventSource.CLOSED && setTimeout(listen, 1000);
};

// A browser opens at most six connections to a server, so a hidden tab holds none.
const listenWhenSeen = () => (document.hidden ? events?.close() : listen());
document.addEventListener("visibilitychange", listenWhenSeen);
addEventListener("pageshow", ({ persisted }) => persisted && listenWhenSeen());
restorePlace();
listenWhenSeen();
