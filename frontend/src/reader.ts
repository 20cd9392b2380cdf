/** The reading room: marks and cards light up together, keys go from claim to claim, a live region says which. */
import { paint, type Stretch } from "./bands";
import { calm, element } from "./dom";
import { offer } from "./missed";
import { word } from "./words";

const NARROW = matchMedia("(max-width: 60rem)");

export function reader(root: HTMLElement): void {
  const cards = [...root.querySelectorAll<HTMLElement>(".card[id]")];
  const text = root.querySelector<HTMLElement>(".text");
  if (text && document.getElementById("missed")) offer(text, root.dataset["report"] ?? "");
  if (!text || !cards.length) return;
  new Reader(root, text, cards).start();
}

class Reader {
  private readonly stretches: Stretch[];
  private readonly live = element("p", { class: "visually-hidden", "aria-live": "polite" });
  private active = -1;

  constructor(
    private readonly root: HTMLElement,
    private readonly text: HTMLElement,
    private readonly cards: HTMLElement[],
  ) {
    this.stretches = [...text.querySelectorAll<HTMLElement>("[data-claims]")].map((node) => ({
      node,
      claims: (node.dataset["claims"] ?? "").split(" ").map(Number),
      triggers: new Set([...node.classList].filter((name) => /^t\d+$/.test(name)).map((name) => +name.slice(1))),
    }));
  }

  start(): void {
    this.root.classList.add("banded");
    this.root.append(this.live);
    this.text.append(element("p", { class: "detail keys", lang: document.documentElement.lang, dir: document.documentElement.dir }, word("reader_keys")));
    const families = this.cards.map((card) => family(card));
    paint(this.stretches, (claim) => `var(--${families[claim - 1] ?? "edge"})`);
    this.listen();
    const asked = this.cards.findIndex((card) => `#${card.id}` === location.hash);
    if (asked >= 0) this.choose(asked, false);
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => this.key(event));
    for (const kind of ["pointerover", "pointerout", "focusin", "focusout"]) {
      this.root.addEventListener(kind, (event) => this.light(kind.endsWith("r") || kind === "focusin" ? event.target : null));
    }
    this.text.addEventListener("click", (event) => {
      const mark = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#c']");
      const at = mark ? this.cards.findIndex((card) => `#${card.id}` === mark.hash) : -1;
      if (at < 0) return;
      event.preventDefault();
      history.replaceState(null, "", mark?.hash);
      this.choose(at, false);
    });
    this.cards.forEach((card) => {
      const close = element("button", { type: "button", class: "close", "aria-label": word("close") }, "✕");
      close.addEventListener("click", () => this.leave());
      card.prepend(close);
      for (const link of card.querySelectorAll<HTMLAnchorElement>("a[href^='#p']")) {
        link.addEventListener("click", () => this.sheet(null));
      }
    });
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select")) return;
    const isReading = this.active >= 0 || target.closest(".text a");
    const step = { j: 1, k: -1, ArrowDown: isReading ? 1 : 0, ArrowUp: isReading ? -1 : 0 }[event.key] ?? 0;
    if (step) {
      event.preventDefault();
      const from = this.active < 0 && step < 0 ? this.cards.length : this.active;
      this.choose((from + step + this.cards.length) % this.cards.length, true);
    } else if (event.key === "Escape" && this.active >= 0) {
      event.preventDefault();
      this.leave();
    }
  }

  /** Make one claim the chosen one: its card in sight, its words lit, said aloud; `focus` moves to its mark. */
  private choose(at: number, focus: boolean): void {
    this.active = at;
    const card = this.cards[at];
    if (!card) return;
    this.cards.forEach((one) => one.classList.toggle("active", one === card));
    this.sheet(NARROW.matches ? card : null);
    const mark = this.text.querySelector<HTMLElement>(`a.t${at + 1}`);
    if (focus && mark) {
      mark.focus({ preventScroll: true });
      mark.scrollIntoView({ block: NARROW.matches ? "start" : "center", behavior: calm() ? "auto" : "smooth" });
    }
    if (!NARROW.matches) this.reveal(card);
    this.light(null);
    const words = card.querySelector("h3")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    this.live.textContent = word("claim_of", { n: at + 1, all: this.cards.length, words });
  }

  private leave(): void {
    const mark = this.text.querySelector<HTMLElement>(`a.t${this.active + 1}`);
    this.cards[this.active]?.classList.remove("active");
    this.active = -1;
    this.sheet(null);
    this.light(null);
    mark?.focus({ preventScroll: true });
  }

  private sheet(card: HTMLElement | null): void {
    for (const one of this.cards) one.classList.toggle("sheet", one === card);
  }

  /** Bring a card into sight within its own column, so that the text stays where it is. */
  private reveal(card: HTMLElement): void {
    const column = card.closest<HTMLElement>(".claims");
    if (!column || column.scrollHeight <= column.clientHeight) return card.scrollIntoView({ block: "nearest" });
    const offset = card.getBoundingClientRect().top - column.getBoundingClientRect().top;
    column.scrollTo({ top: column.scrollTop + offset - 12, behavior: calm() ? "auto" : "smooth" });
  }

  /** Light up the words of the claim pointed at, else those of the chosen one. */
  private light(target: EventTarget | null): void {
    const pointed = target instanceof Element ? this.claimsAt(target) : [];
    const shown = new Set(pointed.length ? pointed : this.active >= 0 ? [this.active + 1] : []);
    for (const { node, claims } of this.stretches) node.classList.toggle("lit", claims.some((claim) => shown.has(claim)));
    this.cards.forEach((card, at) => card.classList.toggle("pointed", pointed.includes(at + 1)));
  }

  private claimsAt(target: Element): number[] {
    const card = target.closest<HTMLElement>(".card[id]");
    if (card) return [this.cards.indexOf(card) + 1];
    const mark = target.closest<HTMLAnchorElement>(".text a[href^='#c']");
    return mark ? [Number(mark.hash.slice(2))] : [];
  }
}

function family(card: HTMLElement): string {
  return ["violence", "control", "politics"].find((name) => card.classList.contains(name)) ?? "edge";
}
