// "Delete my chat": asked once, and the result is said only when it is known.
import { openDialog } from "./dialog.js";
import { button, element } from "./elements.js";
import { say } from "./strings.js";

/**
 * @param {import("./conversation.js").Conversation} chat
 * @param {{told: HTMLElement, restart: () => void}} page
 */
export function openDelete(chat, { told, restart }) {
  const said = element("p", { role: "status", class: "said" });
  const yes = button(say("delete_yes"), erase, { class: "button alarm" });
  const dialog = openDialog(say("delete"), element("p", { text: say("delete_ask") }), element("p", { class: "ways" }, yes, button(say("cancel"), () => dialog.close())), said);

  async function erase() {
    said.textContent = say("deleting");
    let result = chat.begun ? "deleted" : "delete_gone";
    try {
      await chat.erase();
    } catch (trouble) {
      if (trouble.kind !== "gone") return (said.textContent = say("delete_failed"));
      result = "delete_gone";
      chat.forget();
    }
    dialog.close();
    restart();
    told.textContent = say(result);
  }
}
