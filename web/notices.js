// What stands between chat and answers: "is writing", "slow", and every trouble in plain words with a way on.
import { FINAL } from "./conversation.js";
import { button, element } from "./elements.js";
import { number } from "./emergency.js";
import { say } from "./strings.js";

/** @param {HTMLElement} place a live region */
export const clearNotice = (place) => place.replaceChildren();

export function showTyping(place) {
  place.replaceChildren(element("p", { class: "typing" }, say("typing"), element("span", { class: "dots", "aria-hidden": "true", text: "…" })));
}

export function showSlow(place) {
  place.replaceChildren(element("p", { class: "card plain", text: say("slow", { number: number() }) }));
}

/**
 * @param {import("./conversation.js").Trouble} trouble
 * @param {{retry: () => void, restart: () => void}} ways
 */
export function showTrouble(place, trouble, { retry, restart }) {
  const words = element("p", { text: say(trouble.kind, { number: number(), seconds: trouble.seconds }) });
  const way = trouble.kind === "gone" ? button(say("new_chat"), restart) : FINAL.includes(trouble.kind) ? null : button(say("retry"), retry);
  const basics = element("a", { href: "#basics", text: say("basics") });
  const held = document.activeElement?.id === "answering" || document.activeElement === document.body;
  place.replaceChildren(element("div", { class: "card plain trouble" }, words, element("p", { class: "ways" }, ...(way ? [way] : []), basics)));
  if (held) way?.focus();
}
