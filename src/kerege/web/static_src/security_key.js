// Security keys: the browser asks for one, and what it answers goes with the form.
const show = (form, which) => {
  for (const said of form.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== which;
};

const able = () => globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON && navigator.credentials;

const asked = {
  create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) }),
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) }),
};

const send = async (form) => {
  show(form, "waiting");
  try {
    const answer = await asked[form.dataset.securityKey](JSON.parse(form.dataset.options));
    form.elements.credential.value = JSON.stringify(answer.toJSON());
    form.submit();
  } catch (trouble) {
    show(form, trouble.name === "SecurityError" ? "unable" : "refused");
  }
};

for (const form of document.querySelectorAll("form[data-security-key]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (able()) send(form);
    else show(form, "unable");
  });
}
