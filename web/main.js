// The page: which part is shown, and what happens when something is pressed.
import { hideChoices, showChoices } from "./answering.js";
import { openAnswers } from "./answers.js";
import { Conversation, FINAL } from "./conversation.js";
import { button, element } from "./elements.js";
import { countryChoice, showNumbers } from "./emergency.js";
import { openDelete } from "./erase.js";
import { markSent, turnElement } from "./messages.js";
import { clearNotice, showSlow, showTrouble, showTyping } from "./notices.js";
import { say, words } from "./strings.js";
import { openSummary, printSummaryAlways } from "./summary.js";
import { openTimer, resumeTimer } from "./timer.js";

const get = (id) => document.getElementById(id);
const [log, notice, answering, composer, field, begin, told, tools] = ["log", "notice", "answering", "composer", "words", "begin", "told", "tools"].map(get);
const CALM = ["self_care", "see_doctor"]; // with these the advice is ice and heat at home
const PARTS = ["start", "emergency", "basics", "chat"];
const chat = new Conversation();

document.documentElement.lang = words("lang");
document.documentElement.dir = words("dir");

// --- parts of the page: the address says which, so that Back and reload keep the chat ---

function show() {
  const wanted = location.hash.slice(1);
  const part = PARTS.includes(wanted) && (wanted !== "chat" || chat.begun || chat.waiting.length) ? wanted : "start";
  const before = document.body.dataset.part;
  document.body.dataset.part = part;
  get("chat").hidden = false;
  begin.textContent = say(chat.begun ? "go_on" : "begin");
  if (before === undefined || before === part) return;
  scrollTo(0, 0);
  get("main").focus({ preventScroll: true }); // not the text box: a phone would cover the question with its keyboard
  if (part === "chat") scrollToNewest();
}

/** @param {string} first what the person said to the list of danger signs; it begins the chat */
function start(first) {
  told.textContent = "";
  if (!chat.begun && !chat.waiting.length) chat.send({ button: "/greet" }, first);
  location.hash = "chat";
  show(); // the address may have been #chat already: Back after a delete leads there
}

// --- the chat ---

const newest = () => chat.turns.findLast((turn) => turn.from === "assistant");
const send = (body, shown) => chat.send(body, shown);

function offerChoices() {
  const question = chat.state?.question ?? null;
  showChoices(answering, newest(), question, send);
  if (!chat.state?.disposition || question) return;
  const timer = CALM.includes(chat.state.disposition) ? [button(say("timer"), openTimer)] : [];
  answering.append(element("p", { class: "ways" }, button(say("summary"), () => openSummary(chat)), ...timer));
}

/** The newest reply from its beginning, under what it answers. */
function scrollToNewest() {
  const last = log.lastElementChild;
  (last?.previousElementSibling ?? last)?.scrollIntoView({ block: "start" });
}

const scrollToEnd = () => notice.scrollIntoView({ block: "nearest" });

chat.addEventListener("said", ({ detail }) => {
  log.append(turnElement(detail.turn));
  for (const choices of log.querySelectorAll(".choices")) choices.remove();
  hideChoices(answering);
});
chat.addEventListener("working", ({ detail }) => {
  if (!detail.on) return clearNotice(notice);
  showTyping(notice);
  scrollToEnd();
});
chat.addEventListener("slow", () => {
  showSlow(notice);
  scrollToEnd();
});
chat.addEventListener("sent", ({ detail }) => markSent(log, detail.id, true));
chat.addEventListener("answered", ({ detail }) => {
  const current = chat.waiting.length ? null : chat.state.question;
  log.append(turnElement(detail.turn, current, send));
  if (!chat.waiting.length) offerChoices();
  scrollToNewest();
});
chat.addEventListener("history", () => {
  log.setAttribute("aria-live", "off"); // the whole chat must not be read aloud again
  const last = newest();
  log.replaceChildren(...chat.turns.map((turn) => (turn === last ? turnElement(turn, chat.state.question, send) : turnElement(turn))));
  setTimeout(() => log.removeAttribute("aria-live"), 1000);
  clearNotice(notice);
  if (chat.waiting.length) hideChoices(answering);
  else offerChoices();
  scrollToNewest();
});
chat.addEventListener("trouble", ({ detail: { trouble, unsent } }) => {
  if (trouble.kind === "gone") {
    log.replaceChildren();
    answering.replaceChildren();
    field.value ||= unsent;
  }
  for (const { id } of chat.waiting) markSent(log, id, false);
  showTrouble(notice, trouble, { retry, restart });
  scrollToEnd();
  if (FINAL.includes(trouble.kind)) offerChoices();
  if (trouble.kind === "rate") setTimeout(retry, trouble.seconds * 1000);
});

const retry = () => (chat.turns.length ? chat.deliver() : chat.refresh());

function restart() {
  clearNotice(notice);
  log.replaceChildren();
  location.hash = "start";
}

// --- typing ---

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  send({ text }, text);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

// --- the strip: danger signs and menu ---

const item = (text, open) => button(text, () => (get("menu").firstChild.focus({ preventScroll: true }), (get("menu").open = false), open()), { class: "button item" });
tools.append(
  element("details", { id: "danger" }, element("summary", { text: say("danger_signs") }), element("div", { class: "sheet", role: "region", "aria-label": say("danger_signs"), tabindex: "0" }, get("danger-list").cloneNode(true))),
  element(
    "details",
    { id: "menu" },
    element("summary", { text: say("menu") }),
    element(
      "div",
      { class: "sheet" },
      item(say("answers"), () => openAnswers(chat)),
      item(say("summary"), () => openSummary(chat)),
      item(say("timer"), openTimer),
      item(say("delete"), () => openDelete(chat, { told, restart })),
      countryChoice(),
    ),
  ),
);
get("danger").querySelector("ul").removeAttribute("id");
tools.hidden = false;

addEventListener("click", (event) => {
  for (const sheet of tools.querySelectorAll("details[open]")) if (!sheet.contains(event.target)) sheet.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const sheet = tools.querySelector("details[open]");
  if (sheet) {
    sheet.open = false;
    sheet.firstChild.focus({ preventScroll: true });
  } else if (parent !== window) parent.postMessage("back-spasm: close", "*"); // embed.js listens; the words hold nothing
});

// --- start ---

addEventListener("hashchange", show);
addEventListener("online", () => chat.waiting.length && retry());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && chat.refresh());
begin.addEventListener("click", () => start(say("none_of_these")));
get("begin-row").hidden = false;
get("no-chat").hidden = true;
get("emergency").append(element("p", {}, button(say("chat_anyway"), () => start(say("one_of_these")))));
showNumbers();
show();
if (chat.begun || chat.waiting.length) chat.begun ? chat.refresh() : chat.deliver();
printSummaryAlways(chat);
resumeTimer();
