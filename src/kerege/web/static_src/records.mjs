// The report form keeps what was written while the line is down: in this tab only, gone when it is sent or the tab closes.
const form = document.querySelector("form[data-keeps-draft]");
const key = `draft:${location.pathname}`;

const written = () =>
  [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "draft", "expected"].includes(name));

const put = (pairs) => {
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (!field || field instanceof RadioNodeList) continue;
    if (field.type === "checkbox") field.checked = true;
    else if (typeof value === "string") field.value = value;
  }
};

if (form) {
  const kept = sessionStorage.getItem(key);
  const fresh = !document.querySelector(".summary") && performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  if (kept && fresh) put(JSON.parse(kept));
  document.addEventListener("input", (event) => {
    if (event.target.form === document.querySelector("form[data-keeps-draft]"))
      sessionStorage.setItem(key, JSON.stringify(written()));
  });
} else {
  sessionStorage.removeItem(key); // it has arrived: this is the page before saving
}
