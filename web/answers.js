// "My answers": the list of what was answered, each with a button that asks it again.
import { openDialog } from "./dialog.js";
import { button, element } from "./elements.js";
import { say } from "./strings.js";

/** @param {import("./conversation.js").Conversation} chat */
export function openAnswers(chat) {
  const answers = chat.state?.answers ?? [];
  const row = ({ slot, question, answer }) =>
    element("li", {}, element("span", {}, `${question}: `, element("b", { text: answer })), button(say("change"), () => change(slot, question), { "aria-label": say("change_name", { question }) }));
  const list = answers.length ? [element("p", { text: say("answers_lead") }), element("ul", { class: "answers" }, ...answers.map(row))] : [element("p", { text: say("answers_none") })];
  const dialog = openDialog(say("answers"), ...list);

  function change(slot, question) {
    dialog.close();
    location.hash = "chat";
    chat.send({ change: slot }, say("changed", { question }));
  }
}
