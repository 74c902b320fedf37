// What this tab remembers: the chat's number and secret, what is not sent yet, times, the country, a running timer. No cookie; closing the tab forgets it.
const KEY = "back-spasm";
let held = read();

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage is refused in some embedded pages: then it lasts until the page is left
  }
}

function write() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // refused: see read()
  }
}

export const recall = (name) => held[name];

export function keep(name, value) {
  held[name] = value;
  write();
}

/** Forget everything but the country. */
export function forget() {
  held = held.country === undefined ? {} : { country: held.country };
  write();
}
