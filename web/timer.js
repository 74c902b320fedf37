// Ice and heat: runs in the browser by the clock, so that a sleeping tab ends in time. Says when to look at the skin and when to stop.
import { openDialog } from "./dialog.js";
import { button, element } from "./elements.js";
import { keep, recall } from "./memory.js";
import { say, words } from "./strings.js";

const MINUTE = 60_000;
const SKIN_AFTER = 5 * MINUTE;
let sound = null;
let ticking;

const line = element("p", { class: "time" }); // changes each second: never spoken
const spoken = element("p", { role: "status" });
const stopper = button("", () => (recall("timer") ? finish("timer_stopped") : (bar.hidden = true)));
const bar = element("div", { class: "timer", hidden: true }, line, spoken, stopper);
document.querySelector(".strip").append(bar);

/** Say it to everyone, or only aloud where the line shows it already. */
function speak(text, shown) {
  spoken.className = shown ? "" : "who";
  spoken.textContent = text;
}

/** Two soft tones that swell and fade. */
function chime() {
  if (!sound) return;
  [440, 554].forEach((pitch, place) => {
    const begin = sound.currentTime + place * 0.9;
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(0.15, begin + 0.3);
    loudness.gain.linearRampToValueAtTime(0, begin + 1.6);
    tone.connect(loudness).connect(sound.destination);
    tone.start(begin);
    tone.stop(begin + 1.7);
  });
}

function finish(key, values = {}) {
  clearTimeout(ticking);
  keep("timer", undefined);
  line.textContent = "";
  stopper.textContent = say("close");
  speak(say(key, values), true);
}

function tick() {
  clearTimeout(ticking);
  const timer = recall("timer");
  if (!timer) return;
  const left = timer.end - Date.now();
  const what = say(timer.what);
  if (left <= 0) {
    finish("timer_ended", { what: what.toLowerCase() });
    chime();
    return;
  }
  const seconds = Math.ceil(left / 1000);
  line.textContent = say("timer_runs", { what, left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` });
  if (!timer.looked && Date.now() - timer.begin >= SKIN_AFTER) {
    keep("timer", { ...timer, looked: true });
    speak(say("timer_skin"), true);
    chime();
  }
  ticking = setTimeout(tick, 1000);
}

function run() {
  stopper.textContent = say("timer_stop");
  bar.hidden = false;
  tick();
}

function begin(what, minutes) {
  const now = Date.now();
  keep("timer", { what, begin: now, end: now + minutes * MINUTE });
  sound ??= window.AudioContext ? new AudioContext() : null; // allowed only by a press
  speak(say("timer_started", { what: say(what), minutes }), false);
  run();
}

/** A timer that ran before a reload runs on. */
export function resumeTimer() {
  if (recall("timer")) run();
}

export function openTimer() {
  const choices = words("timer_choices").map(([what, minutes]) => button(say("timer_start", { what: say(what), minutes }), () => (dialog.close(), begin(what, minutes)), { class: "button choice" }));
  const dialog = openDialog(say("timer"), element("p", { text: say("timer_lead") }), element("div", { class: "choices" }, ...choices));
}

document.addEventListener("visibilitychange", tick);
