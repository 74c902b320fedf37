// The chat as it is read: turns, care cards, sources.
import { button, element, paragraphs } from "./elements.js";
import { callLinks } from "./emergency.js";
import { dateOnly, say, words } from "./strings.js";

const LOOKS = { emergency_ambulance: "emergency", emergency: "emergency", urgent: "urgent", see_doctor: "doctor", self_care: "care" };

function sources(message) {
  if (!message.sources?.length) return [];
  const due = message.review_due && element("p", { text: say("review", { date: dateOnly(new Date(`${message.review_due}T12:00`)) }) });
  const list = element("ul", {}, ...message.sources.map((text) => element("li", { text })));
  return [element("details", { class: "sources" }, element("summary", { text: say("sources") }), list, ...(due ? [due] : []))];
}

function pictures(message) {
  const shown = [message.image ?? {}, ...(message.drawings ?? [])].filter(({ src }) => src?.startsWith("/assets/"));
  return shown.map(({ src, alt }) => element("img", { src, alt: alt ?? "" }));
}

/** @param {(body: object, shown: string) => void} [send] given where the card's own buttons stand in it */
function bubble(message, extra, send) {
  const heading = words("kinds")[message.kind];
  const content = [...extra, ...paragraphs(message.text ?? ""), ...pictures(message)];
  if (!heading) return element("div", { class: `bubble ${message.kind === "question" ? "question" : ""}` }, ...content, ...sources(message));
  const look = LOOKS[message.kind];
  const numbers = look === "emergency" ? [element("p", { class: "numbers" }, ...callLinks())] : [];
  const buttons = send && message.buttons ? [choices(message.buttons, send)] : [];
  return element("div", { class: `card ${look}` }, element("h2", { text: heading }), ...content, ...numbers, ...buttons, ...sources(message));
}

/** Buttons that send what they say. */
export const choices = (buttons, send) =>
  element("div", { class: "choices" }, ...buttons.map(({ title, payload }) => button(title, () => send({ button: payload }, title), { class: "button choice" })));

/** The message of a turn whose buttons stand below the chat: the last that has any. */
export const asking = (turn) => turn.messages.findLast((message) => message.buttons?.length);

/** One turn of the chat. For the newest one `question` is the open question, and `send` lets earlier cards keep their buttons. */
export function turnElement(turn, question = null, send = undefined) {
  if (turn.from === "person") {
    return element("div", { class: "turn person", "data-id": turn.id }, element("span", { class: "who", text: `${say("you")}: ` }), element("p", { class: "bubble", dir: "auto", text: turn.text }));
  }
  const made = element("div", { class: "turn" }, element("span", { class: "who", text: `${say("assistant")}: ` }));
  turn.messages.forEach((message, place) => {
    const last = place === turn.messages.length - 1;
    const step = question && last ? [element("p", { class: "progress", text: say("progress", question) })] : [];
    made.append(bubble(message, step, message === asking(turn) ? undefined : send));
  });
  return made;
}

/** Mark a turn of the person as sent, or not yet. */
export function markSent(log, id, sent) {
  const turn = log.querySelector(`[data-id="${CSS.escape(id)}"]`);
  turn?.querySelector(".unsent")?.remove();
  if (!sent) turn?.append(element("span", { class: "unsent", text: say("not_sent") }));
}
