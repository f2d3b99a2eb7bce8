// Everything here is an enhancement: the pages read and work without it.

const root = document.documentElement;

// Theme: system, light or dark, remembered. js/boot.js applies the choice before the first paint; a page
// restored from the back/forward cache may have an older one.
const choice = () => {
  try {
    return ["light", "dark"].find((each) => each === localStorage.scheme) ?? "";
  } catch {
    return root.dataset.scheme ?? ""; // Storage is blocked: the choice holds for this page.
  }
};
const apply = (chosen) => {
  if (chosen) root.dataset.scheme = chosen;
  else delete root.dataset.scheme;
  document.querySelector(`.scheme [value="${chosen}"]`).checked = true;
};
document.querySelector(".scheme")?.addEventListener("change", ({ target: { value } }) => {
  apply(value);
  try {
    if (value) localStorage.scheme = value;
    else delete localStorage.scheme;
  } catch {
    // As above.
  }
});
if (document.querySelector(".scheme")) addEventListener("pageshow", () => apply(choice()));

// Code: a button that copies it; of a console session, the commands without their prompt and their output.
const OUTPUT = "\0";
const text = (figure) => {
  const code = figure.querySelector("code").cloneNode(true);
  if (code.querySelector(".gp")) {
    for (const each of code.querySelectorAll(".gp")) each.remove();
    for (const each of code.querySelectorAll(".go")) each.replaceWith(OUTPUT);
    return code.textContent.replace(new RegExp(`${OUTPUT}\\n*`, "g"), "").trimStart();
  }
  return code.textContent;
};

const englishCopy = () => {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: "Copy" });
  button.setAttribute("aria-live", "polite");
  Object.assign(button.dataset, { copied: "Copied", failed: "Copy failed" });
  return button;
};

// A page in another language brings its own.
const copy = document.querySelector("#copy")?.content.firstElementChild ?? englishCopy();
for (const figure of navigator.clipboard ? document.querySelectorAll("figure.code") : []) {
  const button = copy.cloneNode(true);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text(figure));
      button.textContent = copy.dataset.copied;
    } catch {
      button.textContent = copy.dataset.failed;
    }
    setTimeout(() => (button.textContent = copy.textContent), 2000);
  });
  figure.querySelector("figcaption").append(button);
}

// `/` opens the search, unless the reader turned it off there, as WCAG 2.2, 2.1.4, requires.
const wanted = () => {
  try {
    return localStorage.getItem("slash") !== "off";
  } catch {
    return true;
  }
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const typing = target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  const link = document.querySelector(".masthead [href$='/search.html']");
  if (key !== "/" || ctrlKey || metaKey || altKey || typing || !link || !wanted()) return;
  event.preventDefault();
  const field = document.querySelector("search [type=search]");
  if (field) field.focus();
  else link.click();
});
