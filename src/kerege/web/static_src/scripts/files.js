// A field for a file speaks the page's language: browsers write "Choose File" in their own.
const { chooseFile, noFile } = document.body.dataset;

const named = (field) => [...field.files].map((file) => file.name).join(", ") || noFile;

const word = (name, text) => {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  made.setAttribute("aria-hidden", "true");
  return made;
};

for (const field of chooseFile ? document.querySelectorAll('input[type="file"]') : []) {
  const shown = document.createElement("span");
  const told = word("file-name", named(field));
  shown.className = "file";
  field.replaceWith(shown);
  shown.append(word("button", chooseFile), told, field);
  field.addEventListener("change", () => (told.textContent = named(field)));
}
