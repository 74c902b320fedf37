// One page for a doctor: what was advised, found, answered, not asked and said, with times. To copy, print or save as PDF.
import { openDialog } from "./dialog.js";
import { button, element } from "./elements.js";
import { recall } from "./memory.js";
import { dateAndTime, say, words } from "./strings.js";

/** The sections of the summary as titles and lines of plain text. */
function sections(chat) {
  const { disposition, getting_help, red_flags = [], answers = [], unasked = [] } = chat.state ?? {};
  const typed = chat.turns.filter((turn) => recall("said")?.[turn.id]?.typed);
  const when = ({ time }) => (time ? `${dateAndTime(new Date(time))}: ` : "");
  return [
    [say("summary_result"), [disposition ? words("kinds")[disposition] : say("summary_no_result"), ...(getting_help ? [say("summary_help")] : [])]],
    [say("summary_flags"), red_flags.length ? red_flags.map(({ name }) => name) : [say("summary_no_flags")]],
    [say("summary_answers"), answers.map(({ question, answer }) => `${question}: ${answer}`)],
    [say("summary_unasked"), unasked.length ? unasked.map((slot) => words("questions")[slot] ?? slot) : [say("summary_all_asked")]],
    [say("summary_words"), typed.length ? typed.map((turn) => when(turn) + turn.text) : [say("summary_no_words")]],
  ].filter(([, lines]) => lines.length);
}

function times(chat) {
  const began = chat.turns.find((turn) => turn.time)?.time ?? recall("began") ?? Date.now();
  return say("summary_made", { time: dateAndTime(new Date()), began: dateAndTime(new Date(began)) });
}

const asText = (chat) =>
  [say("summary_title"), times(chat), say("summary_note"), ...sections(chat).map(([title, lines]) => `\n${title}\n${lines.map((line) => `- ${line}`).join("\n")}`)].join("\n");

const asElements = (chat, heading) => [
  element("p", { text: times(chat) }),
  ...sections(chat).flatMap(([title, lines]) => [element(heading, { text: title }), element("ul", {}, ...lines.map((text) => element("li", { text })))]),
  element("p", { class: "small", text: say("summary_note") }),
];

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = say("copied");
  } catch {
    said.textContent = say("not_copied"); // refused in some embedded pages
  }
}

/** @param {import("./conversation.js").Conversation} chat */
export function openSummary(chat) {
  const said = element("p", { role: "status", class: "said" });
  const ways = element("p", { class: "ways" }, button(say("copy"), () => copy(asText(chat), said)), button(say("print"), () => print()));
  openDialog(say("summary"), element("div", { class: "summary" }, ...asElements(chat, "h3")), ways, said);
}

/** Whatever is printed while there is a chat, by any way, is the summary. */
export function printSummaryAlways(chat) {
  const page = document.getElementById("printout");
  addEventListener("beforeprint", () => {
    if (chat.turns.length) page.replaceChildren(element("h1", { text: say("summary_title") }), ...asElements(chat, "h2"));
  });
  addEventListener("afterprint", () => page.replaceChildren());
}
