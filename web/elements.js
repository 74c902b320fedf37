// Build elements without ever parsing HTML: what people or the server write can only become text.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `on…` are listeners, `text` is the text, true is an attribute without a value
 * @param {...(Node|string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "text") made.textContent = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const button = (text, onclick, attributes = {}) => element("button", { type: "button", class: "button", text, onclick, ...attributes });

const INLINE = /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
const SAFE = /^(https?:\/\/|tel:\+?[\d ]+$|\/(?!\/))/i;

function inline(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [all, bold, label, address] = found;
    if (label && !SAFE.test(address)) continue; // stays as typed
    parts.push(text.slice(end, found.index));
    parts.push(bold ? element("strong", {}, ...inline(bold)) : element("a", { href: address, rel: "noreferrer", target: "_blank", text: label }));
    end = found.index + all.length;
  }
  return [...parts, text.slice(end)];
}

/**
 * Text with a small safe part of Markdown: paragraphs, lists, **bold** and links to the web. All other characters survive.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function paragraphs(text) {
  const made = [];
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:[-*•]|(\d+)\.)\s+(.*)/.exec(line);
    if (item) {
      const tag = item[1] ? "ol" : "ul";
      if (list?.localName !== tag) made.push((list = element(tag)));
      list.append(element("li", { dir: "auto" }, ...inline(item[2])));
      continue;
    }
    list = null;
    if (line.trim()) made.push(element("p", { dir: "auto" }, ...inline(line)));
  }
  return made;
}
