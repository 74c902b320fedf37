// <pain-scale>: eleven big buttons from 0 to 10, each row with words from daily life. Fires `chosen` {says, shown}.
import { button, element } from "./elements.js";
import { say, words } from "./strings.js";

class PainScale extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", say("scale_label"));
    for (const [scores, meaning] of words("scale")) {
      const choose = (score) => () => this.dispatchEvent(new CustomEvent("chosen", { detail: { says: say("scale_says", { score }), shown: say("scale_shown", { score }) } }));
      const numbers = scores.map((score) => button(String(score), choose(score), { class: "button score", "aria-label": say("scale_name", { score, words: meaning }) }));
      this.append(element("div", { class: "scale-row" }, element("span", { class: "scale-numbers" }, ...numbers), element("span", { class: "scale-words", "aria-hidden": "true", text: meaning })));
    }
  }
}

customElements.define("pain-scale", PainScale);
