// What can be pressed now: the buttons of the newest reply, the pain scale or the body map, "not sure" and "why".
import { element } from "./elements.js";
import { asking, choices } from "./messages.js";
import { say } from "./strings.js";
import "./body_map.js";
import "./pain_scale.js";

const NOT_SURE = "/unsure";

/**
 * @param {HTMLElement} place the group that holds the choices; it stays in the page and keeps the focus between two questions
 * @param {{messages: object[]}|undefined} reply the newest turn of the assistant
 * @param {object|null} question the open question
 * @param {(body: object, shown: string) => void} send
 */
export function showChoices(place, reply, question, send) {
  place.replaceChildren();
  if (!reply) return;
  const buttons = asking(reply)?.buttons ?? [];
  const name = question?.scale ? "pain-scale" : question?.map ? "body-map" : "";
  if (name) place.append(element(name, { onchosen: ({ detail }) => send({ text: detail.says }, detail.shown) }));
  const pressed = name ? buttons.filter(({ payload }) => payload.startsWith("/")) : [...buttons];
  if (question && !pressed.some(({ payload }) => payload === NOT_SURE)) pressed.push({ title: say("not_sure"), payload: NOT_SURE });
  if (pressed.length) place.append(choices(pressed, send));
  if (question?.why) place.append(element("details", { class: "why" }, element("summary", { text: say("why") }), element("p", { text: question.why })));
}

/** Empty the choices while an answer is on its way; whoever pressed one keeps the focus here. */
export function hideChoices(place) {
  const held = place.contains(document.activeElement);
  place.replaceChildren();
  if (held) place.focus({ preventScroll: true });
}
