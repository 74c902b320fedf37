// Which emergency number is shown. One alone only where the browser's country and its clock agree; else all of them.
import { keep, recall } from "./memory.js";
import { element } from "./elements.js";
import { say, words } from "./strings.js";

const CLOCKS = {
  GB: /^Europe\/(London|Belfast)$/,
  IE: /^Europe\/Dublin$/,
  EU: /^(Europe\/|Atlantic\/(Azores|Canary|Madeira)|Asia\/(Nicosia|Famagusta)$)/,
  US: /^(America\/(New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Indiana|Kentucky|North_Dakota)|Pacific\/Honolulu$)/,
  CA: /^America\/(Toronto|Montreal|Vancouver|Edmonton|Winnipeg|Regina|Halifax|Moncton|St_Johns)$/,
  AU: /^Australia\//,
  NZ: /^Pacific\/(Auckland|Chatham)$/,
  IN: /^Asia\/(Kolkata|Calcutta)$/,
  ZA: /^Africa\/Johannesburg$/,
};
const UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
const SHOWN_WHEN_UNKNOWN = ["GB", "EU", "US"];

function guess() {
  const region = /[-_]([A-Z]{2})\b/.exec(navigator.language)?.[1];
  const country = UNION.includes(region) ? "EU" : region;
  const clock = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  return CLOCKS[country]?.test(clock) ? country : "";
}

const chosen = () => recall("country") ?? guess();

/** The number as part of a sentence: "999", or all of them where the country is not known. */
export function number() {
  const country = words("countries")[chosen()];
  if (country) return country[1];
  const all = SHOWN_WHEN_UNKNOWN.map((each) => words("countries")[each]);
  return `${all.map(([name, digits]) => `${digits} (${name})`).join(", ")} ${say("local_number")}`;
}

/** Links that call, one for a known country. */
export function callLinks() {
  const countries = words("countries");
  const country = countries[chosen()];
  if (country) return [element("a", { class: "button alarm", href: `tel:${country[1]}`, text: say("call", { number: country[1] }) })];
  return SHOWN_WHEN_UNKNOWN.map((each) => {
    const [name, digits] = countries[each];
    return element("a", { class: "button alarm", href: `tel:${digits}` }, `${say("call", { number: digits })} `, element("small", { text: name }));
  });
}

/** The line that is always in view: "Emergency? Call 999". */
export function callLine() {
  const countries = words("countries");
  const country = countries[chosen()];
  const links = country
    ? [element("a", { href: `tel:${country[1]}`, text: country[1] })]
    : SHOWN_WHEN_UNKNOWN.map((each) => element("a", { href: `tel:${countries[each][1]}` }, `${countries[each][1]} `, element("small", { text: countries[each][0] })));
  return [element("strong", {}, element("span", { class: "long", text: `${say("emergency")} ` }), say("call_now")), " ", ...links];
}

/** Show the number in the strip, in the emergency card and in every card of the chat. */
export function showNumbers() {
  document.getElementById("call").replaceChildren(...callLine());
  for (const place of document.querySelectorAll(".numbers")) place.replaceChildren(...callLinks());
}

/** The choice of a country. */
export function countryChoice() {
  const options = Object.entries(words("countries")).map(([code, [name, digits]]) => element("option", { value: code, text: `${name}: ${digits}`, selected: code === chosen() }));
  const select = element("select", { id: "country", onchange: () => (keep("country", select.value), showNumbers()) });
  select.append(element("option", { value: "", text: say("no_country") }), ...options);
  return element("p", { class: "country" }, element("label", { for: "country", text: say("country") }), select);
}
