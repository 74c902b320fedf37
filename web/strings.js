// Every word that the page itself says, in one table. Strict JSON inside: a test reads it. A translation is a second table.
const TABLE = {
  "lang": "en",
  "dir": "ltr",
  "danger_signs": "Danger signs",
  "menu": "Menu",
  "close": "Close",
  "cancel": "Keep it",
  "country": "Where are you?",
  "emergency": "Emergency?",
  "call_now": "Call",
  "call": "Call {number}",
  "local_number": "or your local number",
  "begin": "None of these: start",
  "none_of_these": "None of these",
  "one_of_these": "I have one of these",
  "go_on": "Go on with my chat",
  "chat_anyway": "Chat while I wait for help",
  "you": "You",
  "assistant": "Assistant",
  "not_sent": "Not sent yet",
  "typing": "The assistant is writing",
  "slow": "This takes longer than usual. Your message is on its way. In danger, do not wait: call {number}.",
  "offline": "You are offline. Your message is kept and goes out when you are back. In danger, call {number}.",
  "unreachable": "No answer came. The line or the assistant may be down. Your message is kept. In danger, do not wait: call {number}.",
  "lost": "The answer got lost on its way. Press “Try again”: your message counts once. In danger, call {number}.",
  "rate": "That was a lot of messages. I try again in {seconds} seconds. In danger, call {number}.",
  "fault": "Something went wrong here, not with you. Your message is kept. In danger, call {number}.",
  "refused": "That cannot be done now. Please say it in other words. In danger, call {number}.",
  "too_long": "That message is too long to send. Please send the most important part. In danger, call {number}.",
  "gone": "This chat is no longer kept here. Nothing that you wrote is left. You can start a new one.",
  "retry": "Try again",
  "basics": "What helps, without a chat",
  "new_chat": "Start a new chat",
  "progress": "Question {number} of about {of}",
  "why": "Why are you asking?",
  "not_sure": "Not sure",
  "sources": "Where this comes from",
  "review": "To be checked again by {date}.",
  "kinds": {
    "emergency_ambulance": "Emergency: call an ambulance now",
    "emergency": "Emergency: go to the emergency department now",
    "urgent": "Urgent: speak to a doctor today",
    "see_doctor": "See a doctor within days",
    "self_care": "Self-care: look after it at home"
  },
  "scale_label": "How bad is the pain, from 0 to 10?",
  "scale_name": "{score} of 10: {words}",
  "scale_says": "{score} out of 10",
  "scale_shown": "{score} of 10",
  "scale": [
    [[0], "No pain"],
    [[1, 2, 3], "It is there, but I get on with my day"],
    [[4, 5, 6], "Hard to ignore. Most things are hard"],
    [[7, 8], "I can do only a little"],
    [[9, 10], "So bad that I can do nothing"]
  ],
  "map_label": "Where does it hurt most? Your back, seen from behind",
  "map_use": "Use this place",
  "map_none": "Choose a place first.",
  "map": [
    ["neck", "Neck", "in my neck"],
    ["upper", "Upper back", "in my upper back"],
    ["lower", "Lower back", "in my lower back"],
    ["hip", "Hip or thigh", "in my hip and thigh"],
    ["knee", "Below the knee", "below the knee"]
  ],
  "answers": "My answers",
  "answers_none": "You have not answered a question yet.",
  "answers_lead": "Press “Change” and I ask that question again.",
  "change": "Change",
  "change_name": "Change: {question}",
  "changed": "Change my answer: {question}",
  "summary": "Summary for a doctor",
  "summary_title": "Back pain: summary of a chat",
  "summary_note": "Made by the person with a chat program. Information, not a diagnosis. No clinician has checked the program.",
  "summary_made": "Made on {time}. The chat began on {began}.",
  "summary_result": "What the program advised",
  "summary_no_result": "No advice yet: the questions are not finished.",
  "summary_help": "The person said that they are getting help.",
  "summary_flags": "Danger signs found",
  "summary_no_flags": "None found so far. Not asked does not mean not there.",
  "summary_answers": "Asked and answered",
  "summary_unasked": "Not asked, or not answered",
  "summary_all_asked": "All questions were asked.",
  "summary_words": "Written by the person",
  "summary_no_words": "Only buttons were pressed.",
  "copy": "Copy",
  "copied": "Copied. You can paste it now.",
  "not_copied": "Copying did not work. Please mark the text and copy it, or print it.",
  "print": "Print or save as PDF",
  "questions": {
    "screen_bladder_bowel_saddle_numbness": "Peeing, pooing and feeling between your legs",
    "screen_both_legs_progressive_weakness_severe_numbness_coordination_balance": "Both legs, weak legs, lost feeling, balance",
    "screen_one_sided_numbness_stroke_signs_chest_breathing_abdominal_aortic": "One side, face, speech, chest, tearing pain",
    "screen_trauma_fracture_overdose_bleeding": "A fall or crash, too many tablets, bleeding",
    "screen_fever_infection_cancer_weight_loss_kidney_pregnancy": "Fever, cancer, kidneys, pregnancy",
    "onset": "When it started",
    "severity": "How bad it is",
    "place": "Where it hurts most"
  },
  "timer": "Ice and heat timer",
  "timer_lead": "Wrap it in a cloth. Stop if it burns or goes numb. Never fall asleep on it. Ask a doctor or pharmacist first if you are pregnant, have diabetes, poor blood flow or numb skin.",
  "timer_choices": [["ice", 10], ["ice", 15], ["ice", 20], ["heat", 15], ["heat", 20]],
  "ice": "Ice",
  "heat": "Heat",
  "timer_start": "{what}, {minutes} minutes",
  "timer_runs": "{what}: {left} left",
  "timer_started": "{what} for {minutes} minutes. I tell you when to look at your skin, and when to stop.",
  "timer_skin": "Five minutes are over. Look at your skin now. Stop if it burns, has blisters or goes numb.",
  "timer_ended": "Time is up. Take the {what} off now. Let your skin feel normal before you do it again.",
  "timer_stop": "Stop",
  "timer_stopped": "The timer is stopped.",
  "delete": "Delete my chat",
  "delete_ask": "Delete all that you wrote, and all answers? It cannot be brought back. Copy or print your summary first if you need it.",
  "delete_yes": "Delete it now",
  "deleting": "Deleting.",
  "deleted": "Your chat is deleted. Nothing of it is left here or in this tab.",
  "delete_gone": "There was no chat left to delete. Nothing is kept in this tab either.",
  "delete_failed": "It is not deleted: no answer came. Your chat is still kept. Please try again.",
  "no_country": "I am somewhere else",
  "countries": {
    "GB": ["United Kingdom", "999"],
    "IE": ["Ireland", "112"],
    "EU": ["Europe", "112"],
    "US": ["United States", "911"],
    "CA": ["Canada", "911"],
    "AU": ["Australia", "000"],
    "NZ": ["New Zealand", "111"],
    "IN": ["India", "112"],
    "ZA": ["South Africa", "112"]
  }
};

/**
 * The words under `key`, with `{name}` filled in.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
export function say(key, values = {}) {
  return TABLE[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A list or table of words. */
export const words = (key) => TABLE[key];

/** Time of day and date as people of this language write them. */
export const dateAndTime = (when) => new Intl.DateTimeFormat(navigator.language, { dateStyle: "medium", timeStyle: "short" }).format(when);
export const dateOnly = (when) => new Intl.DateTimeFormat(navigator.language, { dateStyle: "long" }).format(when);
