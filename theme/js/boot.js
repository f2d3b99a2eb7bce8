// Runs before the first paint: it says that there is a script, applies the reader's colours, and the fade from page to page, which the HTML checker does not know in a stylesheet yet.
document.documentElement.dataset.script = ""
try { const scheme = localStorage.getItem("scheme"); if (scheme) document.documentElement.dataset.scheme = scheme } catch {}
try { const fade = new CSSStyleSheet(); fade.replaceSync("@media (prefers-reduced-motion: no-preference) { @view-transition { navigation: auto } }"); document.adoptedStyleSheets = [fade] } catch {}
