/** Words that a person marks in the text: a button beside them leads to the form that makes them a claim. */
import { element } from "./dom";
import { word } from "./words";

/** As many characters as the form takes, and as many as the button says. */
const LONGEST = 300;
const SHOWN = 32;

interface Marked {
  words: string;
  /** Where they begin, in code points of the report. */
  at: number;
  box: DOMRect;
}

export function offer(text: HTMLElement, report: string): void {
  const button = element("button", { type: "button", class: "mark-words", hidden: "" });
  let marked: Marked | null = null;
  const show = () => {
    marked = markedIn(text);
    button.hidden = !marked;
    if (marked) place(button, text, marked);
  };
  document.addEventListener("selectionchange", () => requestAnimationFrame(show));
  // Pressing the button must not clear what is marked.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!marked) return;
    const asked = new URLSearchParams({ words: marked.words, at: String(marked.at) });
    location.assign(`/reports/${encodeURIComponent(report)}?${asked}#missed`);
  });
  text.append(button);
}

function markedIn(text: HTMLElement): Marked | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer;
  const line = (from instanceof Element ? from : from.parentElement)?.closest<HTMLElement>("p[data-span]");
  const words = selection.toString().replace(/\s+/g, " ").trim();
  if (!line || !text.contains(line) || !text.contains(range.endContainer)) return null;
  if (!words || [...words].length > LONGEST) return null;
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(range.startContainer, range.startOffset);
  const blank = /^\s*/.exec(range.toString())?.[0].length ?? 0;
  const start = Number(line.dataset["span"]?.split(" ")[0] ?? 0);
  return { words, at: start + [...before.toString()].length + blank, box: range.getBoundingClientRect() };
}

/** Put the button under the words, inside the text's own box. */
function place(button: HTMLElement, text: HTMLElement, { words, box }: Marked): void {
  const letters = [...words];
  button.textContent = word("mark_words", {
    words: letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : words,
  });
  button.style.left = "0"; // so that it is measured with all the room that there is
  const frame = text.getBoundingClientRect();
  const middle = (box.left + box.right - button.offsetWidth) / 2 - frame.left;
  const left = Math.max(4, Math.min(middle, frame.width - button.offsetWidth - 4));
  button.style.left = `${left}px`;
  button.style.top = `${box.bottom - frame.top + 6}px`;
}
