// What the pages gain with JavaScript: htmx for parts of a page, forms on a poor line, the keyboard. Every page works without it.
import "htmx.org/dist/htmx.esm.min.js";
import "./scripts/files.js";
import "./scripts/forms.js";
import "./scripts/keys.js";
