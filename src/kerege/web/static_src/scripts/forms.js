// Forms on a poor line: nothing typed is lost when it drops, nothing is sent twice, and typing keeps the session awake.
const ALIVE_EVERY = 120_000;
let typed = false;
let changed = false;

const isPlainPost = (form) => form.method === "post" && !form.hasAttribute("hx-post");

document.addEventListener("input", (event) => {
  typed = true;
  changed ||= Boolean(event.target.closest?.("main form")?.hasAttribute("data-keep"));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isPlainPost(form)) return;
  if (!navigator.onLine) {
    event.preventDefault();
    const notice = document.querySelector("#offline");
    notice?.removeAttribute("hidden");
    notice?.focus();
  } else if (form.dataset.sent) {
    event.preventDefault();
  } else {
    form.dataset.sent = "yes";
    changed = false;
  }
});

addEventListener("online", () => document.querySelector("#offline")?.setAttribute("hidden", ""));
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
addEventListener("beforeunload", (event) => changed && event.preventDefault());

setInterval(() => {
  if (typed && navigator.onLine) fetch("/alive/", { credentials: "same-origin" }).catch(() => {});
  typed = false;
}, ALIVE_EVERY);

// What was wrong comes first; without it, what the page asks to be read now.
(document.querySelector(".summary") ?? document.querySelector("main [data-attend]"))?.focus();
