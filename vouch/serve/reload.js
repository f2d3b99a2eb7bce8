// Shows the next version of the page that it stands in: reloads it where the reader is, or changes its style alone.
// What the page is, is said by two digests that the desk wrote at this script: of its style, and of all the rest.

const EVENTS = "/.serve/events";
const KEPT = "desk: place"; // in sessionStorage
const MARKS = 10; // blocks of text by which the place is found again
const BLOCKS = "main :is(h1, h2, h3, h4, p, li, dt, dd, pre, tr, figure)";

const shown = { ...document.querySelector("script[data-page]").dataset };
const isOfSite = !document.querySelector("meta[name=desk]"); // and no page that says what is wrong with it

// The place --------------------------------------------------------------------------------------

const topOf = (element) => element.getBoundingClientRect().top;

// What stands above may have another height afterwards, so the place is kept by what is on the screen.
const keepPlace = () => {
  if (!isOfSite) return; // it was kept before
  const visible = [...document.querySelectorAll(BLOCKS)].filter((each) => topOf(each) >= 0).slice(0, MARKS);
  const marks = visible.map((each) => ({ text: each.textContent, top: topOf(each) }));
  sessionStorage.setItem(KEPT, JSON.stringify({ address: location.href, x: scrollX, y: scrollY, marks }));
};

// Of several blocks with one text the one that is nearest to where it was.
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
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (kept?.address !== location.href) return;
  history.scrollRestoration = "manual";
  goTo(kept);
  // A picture may have moved it, and the browser goes to the address's #part when all is loaded.
  addEventListener("load", () => requestAnimationFrame(() => {
    goTo(kept);
    history.scrollRestoration = "auto";
  }));
};

// The next version -------------------------------------------------------------------------------

// A page's policy allows no other style element than its own, but a stylesheet that a script constructs.
const sheet = new CSSStyleSheet();
const putOn = (text) => {
  sheet.replaceSync(text);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  for (const each of document.querySelectorAll("style")) each.sheet.disabled = true;
};

// Read as text: a document that is parsed here has the policy of this one, which knows no other style.
const changeStyle = async () => {
  const answer = await fetch(location.href, { cache: "no-store" });
  putOn((await answer.text()).match(/<style>(.*?)<\/style>/s)?.[1] ?? "");
};

// News -------------------------------------------------------------------------------------------

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
  events.onmessage = ({ data }) => show(JSON.parse(data)).catch(() => {}); // the server is gone: it comes back
  events.onerror = () => events.readyState === EventSource.CLOSED && setTimeout(listen, 1000);
};

// A browser opens six connections to a server and no more, so a tab that nobody sees holds none.
const listenWhenSeen = () => (document.hidden ? events?.close() : listen());
document.addEventListener("visibilitychange", listenWhenSeen);
addEventListener("pageshow", ({ persisted }) => persisted && listenWhenSeen());
restorePlace();
listenWhenSeen();
