// <body-map>: native radios beside our own drawing of a back. Fires `chosen` {says, shown}.
import { element } from "./elements.js";
import { say, words } from "./strings.js";

class BodyMap extends HTMLElement {
  connectedCallback() {
    const drawing = document.getElementById("body-drawing").content.cloneNode(true);
    const missing = element("p", { role: "alert", class: "missing" });
    const places = words("map").map(([id, title]) =>
      element("label", { class: `place ${id}` }, element("input", { type: "radio", name: "place", value: id, onchange: () => missing.replaceChildren() }), element("span", { text: title })),
    );
    const map = element("div", { class: "map", role: "radiogroup", "aria-label": say("map_label") }, drawing, ...places);
    this.append(element("form", { onsubmit: (event) => this.#choose(event, missing) }, map, missing, element("button", { class: "button main", text: say("map_use") })));
  }

  #choose(event, missing) {
    event.preventDefault();
    const chosen = words("map").find(([id]) => id === new FormData(event.target).get("place"));
    if (!chosen) missing.textContent = say("map_none");
    else this.dispatchEvent(new CustomEvent("chosen", { detail: { says: chosen[2], shown: chosen[1] } }));
  }
}

customElements.define("body-map", BodyMap);
