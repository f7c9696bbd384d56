// What the pages gain with JavaScript: htmx for parts of a page, and the keyboard. Every page works without it.
import "htmx.org/dist/htmx.esm.min.js";
import "./scripts/keys.js";
