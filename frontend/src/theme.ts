/** The switch between the system's colours, light and dark; the choice is kept in a cookie that the server reads. */
import { word } from "./words";

const THEMES = ["auto", "light", "dark"] as const;
const YEAR = 60 * 60 * 24 * 365;

export function theme(root: HTMLElement): void {
  const page = document.documentElement;
  const show = () => {
    root.textContent = word(`theme_${page.dataset["theme"] ?? "auto"}`);
  };
  root.addEventListener("click", () => {
    const now = THEMES.findIndex((name) => name === page.dataset["theme"]);
    const next = THEMES[(now + 1) % THEMES.length] ?? "auto";
    page.dataset["theme"] = next;
    document.cookie = `theme=${next}; path=/; max-age=${YEAR}; samesite=lax`;
    show();
  });
  show();
  root.hidden = false;
}
