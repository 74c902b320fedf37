// Talks to the server: one chat, messages sent one after the other, each with an id of its own so that a retry counts once.
import { forget, keep, recall } from "./memory.js";

const ROOT = "/webhooks/web/conversations";
const SLOW_AFTER = 4000;
const LOST_AFTER = 30000;

/** Trouble that another try would meet again. */
export const FINAL = ["refused", "too_long"];

/** What went wrong, as a key of the strings table: offline, unreachable, lost, rate, fault, refused, too_long or gone. */
export class Trouble extends Error {
  constructor(kind, seconds = 0) {
    super(kind);
    this.kind = kind;
    this.seconds = seconds;
  }
}

const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page without https has no randomUUID
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, place) => ([4, 6, 8, 10].includes(place) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
};

async function ask(method, path = "", body = undefined) {
  const secret = recall("secret");
  let response;
  try {
    response = await fetch(ROOT + path, {
      method,
      headers: { ...(body && { "Content-Type": "application/json" }), ...(secret && { Authorization: `Bearer ${secret}` }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout?.(LOST_AFTER),
      cache: "no-store",
    });
    if (response.ok) return await response.json();
  } catch (error) {
    throw new Trouble(!navigator.onLine ? "offline" : error.name === "TimeoutError" ? "lost" : "unreachable");
  }
  const kind = { 400: "refused", 404: "gone", 409: "refused", 413: "too_long", 429: "rate", 502: "unreachable", 503: "unreachable", 504: "lost" }[response.status] ?? "fault";
  throw new Trouble(kind, Number(response.headers.get("Retry-After")) || 5);
}

/**
 * Events: `said` {turn} the person's turn, `answered` {turn}, `state`, `working` {on}, `slow`, `trouble` {trouble, unsent}, `sent` {id}, `history`.
 * A turn is {from: "person", id, text, time} or {from: "assistant", messages, time}.
 */
export class Conversation extends EventTarget {
  turns = [];
  state = null;
  #sending = false;
  #others = null;

  get begun() {
    return Boolean(recall("conversation"));
  }

  get waiting() {
    return recall("outbox") ?? [];
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Other tabs with the same chat read it again when something happens here. */
  #listen() {
    const name = `back-spasm ${recall("conversation")}`;
    if (!("BroadcastChannel" in window) || this.#others?.name === name) return;
    this.#others?.close();
    this.#others = new BroadcastChannel(name);
    this.#others.onmessage = () => this.refresh();
  }

  /** Send what the person said or pressed. `shown` is how it stands in the chat. */
  send(body, shown) {
    const entry = { id: newId(), body, shown, time: Date.now() };
    keep("outbox", [...this.waiting, entry]);
    keep("said", { ...recall("said"), [entry.id]: { shown, time: entry.time, typed: body.text === shown } });
    const turn = { from: "person", id: entry.id, text: shown, time: entry.time };
    this.turns.push(turn);
    this.#tell("said", { turn });
    return this.deliver();
  }

  /** Send what is not sent yet, oldest first. Safe to call at any time: the same ids are used. */
  async deliver() {
    if (this.#sending) return;
    this.#sending = true;
    let slow;
    try {
      while (this.waiting.length) {
        this.#tell("working", { on: true });
        slow = setTimeout(() => this.#tell("slow"), SLOW_AFTER);
        if (!this.begun) await this.#create();
        const [entry] = this.waiting;
        const { messages, state } = await ask("POST", `/${recall("conversation")}/messages`, { id: entry.id, ...entry.body });
        clearTimeout(slow);
        keep("outbox", this.waiting.filter((each) => each.id !== entry.id));
        const turn = { from: "assistant", messages, time: Date.now() };
        this.turns.push(turn);
        this.state = state;
        this.#tell("working", { on: false });
        this.#tell("sent", { id: entry.id });
        this.#tell("answered", { turn });
        this.#others?.postMessage("changed");
      }
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      this.#tell("working", { on: false });
      const unsent = this.waiting[0]?.body.text ?? "";
      if (trouble.kind === "gone") this.forget();
      if (FINAL.includes(trouble.kind)) keep("outbox", this.waiting.slice(1));
      this.#tell("trouble", { trouble, unsent });
    } finally {
      clearTimeout(slow);
      this.#sending = false;
    }
  }

  async #create() {
    const { conversation, secret } = await ask("POST", "", { locale: navigator.language, country: recall("country") || undefined });
    keep("conversation", conversation);
    keep("secret", secret);
    keep("began", Date.now());
    this.#listen();
  }

  /** Read the whole chat from the server: after a reload, and where another tab went on with it. */
  async refresh() {
    if (!this.begun || this.#sending) return;
    const shown = this.turns.length; // where nothing is new the page is left alone, and where it is asked in vain too
    try {
      const { turns, state } = await ask("GET", `/${recall("conversation")}`);
      const known = new Set(turns.map((turn) => turn.id));
      const said = recall("said") ?? {};
      const unsent = this.waiting.filter((entry) => !known.has(entry.id));
      this.turns = [
        ...turns.map((turn) => ({ ...turn, text: said[turn.id]?.shown ?? turn.text, time: said[turn.id]?.time })),
        ...unsent.map(({ id, shown, time }) => ({ from: "person", id, text: shown, time })),
      ];
      this.state = state;
      this.#listen();
      if (this.turns.length !== shown) this.#tell("history");
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (trouble.kind === "gone") this.forget();
      if (trouble.kind === "gone" || !shown) this.#tell("trouble", { trouble, unsent: "" });
      return;
    }
    await this.deliver();
  }

  /** Delete the chat on the server, then here. Throws Trouble where it is not certain that it is gone. */
  async erase() {
    if (this.begun) await ask("DELETE", `/${recall("conversation")}`);
    this.#others?.postMessage("deleted");
    this.forget();
  }

  /** Forget the chat here; the server is not asked. */
  forget() {
    this.#others?.close();
    this.#others = null;
    forget();
    this.turns = [];
    this.state = null;
  }
}
