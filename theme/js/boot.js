// Runs before the first paint: it marks that scripts run, applies the reader's theme, and adds the fade between pages, which the HTML checker does not accept in a stylesheet yet.
const page = document.documentElement.dataset
page.script = ""
try { if (/^(light|dark)$/.test(localStorage.scheme)) page.scheme = localStorage.scheme } catch {}
try { const fade = new CSSStyleSheet(); fade.replaceSync("@media (prefers-reduced-motion: no-preference) { @view-transition { navigation: auto } }"); document.adoptedStyleSheets = [fade] } catch {}
// Apple's systems have Charter. Elsewhere it is preloaded: `font-display: optional` shows it if it arrives within the first frame, and never moves a line after that.
if (!/Mac|iP/.test(navigator.platform)) document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", crossOrigin: "", href: FONT }))
