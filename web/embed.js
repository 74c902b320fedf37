// A launcher for any site: <script src="https://this-host/embed.js" data-label="…" data-colour="…" data-side="left" async></script>
(() => {
  const script = document.currentScript;
  const { label = "Back pain? Check it here", close = "Close the chat", title = "Back spasm assistant", colour = "#125b60", text = "#fff", side } = script.dataset;
  const layer = `position:fixed;${side === "left" ? side : "right"}:16px;z-index:2147483000;border:2px solid `;
  const button = document.createElement("button");
  let frame, isOpen;
  const show = (open) => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = new URL("/", script.src);
      frame.title = title;
      frame.allow = "clipboard-write";
      button.before(frame);
    }
    isOpen = open;
    frame.style.cssText = `${layer + colour};bottom:80px;display:${open ? "block" : "none"};width:min(420px,100vw - 32px);height:min(720px,100vh - 96px);border-radius:12px;background:Canvas`;
    button.textContent = open ? close : label;
    button.setAttribute("aria-expanded", open);
    (open ? frame : button).focus();
  };
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", false);
  button.style.cssText = `${layer + text};bottom:16px;min-height:48px;padding:0 20px;font:600 18px system-ui,sans-serif;color:${text};background:${colour};border-radius:24px;cursor:pointer`;
  button.onclick = () => show(!isOpen);
  addEventListener("keydown", (event) => isOpen && event.key === "Escape" && show(false));
  addEventListener("message", (event) => isOpen && event.source === frame.contentWindow && event.data === "back-spasm: close" && show(false));
  document.body.append(button);
})();
