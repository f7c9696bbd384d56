// Asks the phone where it is, at a press, and fills the fields of the form; typing stays possible.
const form = document.querySelector("form[data-position]");
if (form && navigator.geolocation) {
  const button = document.createElement("button");
  const said = document.createElement("p");
  button.type = "button";
  button.textContent = form.dataset.ask;
  said.setAttribute("role", "status");
  const put = (name, value) => {
    form.elements[name].value = value;
  };
  button.addEventListener("click", () => {
    said.textContent = form.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put("latitude", coords.latitude.toFixed(5));
        put("longitude", coords.longitude.toFixed(5));
        put("accuracy", Math.round(coords.accuracy));
        said.textContent = "";
      },
      () => {
        said.textContent = form.dataset.none;
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 15000 },
    );
  });
  form.querySelector(".field").before(button, said);
}
