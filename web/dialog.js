// A modal with the emergency number, a heading and a way out. Escape closes it; the browser gives the focus back.
import { button, element } from "./elements.js";
import { callLine } from "./emergency.js";
import { say } from "./strings.js";

/** @param {string} title */
export function openDialog(title, ...children) {
  const dialog = element(
    "dialog",
    { "aria-labelledby": "dialog-title", class: "dialog" },
    element("p", { class: "call" }, ...callLine()),
    element("div", { class: "dialog-head" }, element("h2", { id: "dialog-title", text: title }), button(say("close"), () => dialog.close())),
    ...children,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
