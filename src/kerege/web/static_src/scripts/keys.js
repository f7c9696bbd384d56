// Keyboard: "/" goes to the check box, "g" and a letter go to a part of the product, "?" shows the keys. A page may name
// letters of its own (data-key on what they lead to): pressed again, they lead to the next thing of that letter.
let waiting = 0;

const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const go = (letter) => document.querySelector(`#menu a[data-key="${CSS.escape(letter)}"]`)?.click();

const goHere = (letter) => {
  const found = [...document.querySelectorAll(`main [data-key="${CSS.escape(letter)}"]`)];
  const at = found.findIndex((each) => each.contains(document.activeElement));
  found[(at + 1) % found.length]?.focus();
  found[(at + 1) % found.length]?.scrollIntoView({ block: "nearest" });
};

// By place on the keyboard, so that the keys work under a Cyrillic or Arabic layout too.
const letterOf = (event) => (event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const letter = letterOf(event);
  if (waiting > event.timeStamp) {
    waiting = 0;
    go(letter);
  } else if (letter === "g") {
    waiting = event.timeStamp + 1500;
  } else if (event.key === "?" || (event.shiftKey && event.code === "Slash")) {
    document.querySelector("#keys")?.showModal();
  } else if (event.key === "/" || event.code === "Slash") {
    const box = document.querySelector("[data-check-box]");
    if (!box) return;
    event.preventDefault();
    box.focus();
  } else {
    goHere(letter);
  }
});
