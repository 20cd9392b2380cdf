/** Files dropped on a form become the files of its input; what was chosen is said. */
import { element } from "./dom";
import { word } from "./words";

export function drop(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) return;
  const hint = element("p", { class: "drop-hint", role: "status" }, word("drop_here"));
  (input.closest("p") ?? input).after(hint);
  const tell = () => {
    const names = [...(input.files ?? [])].map((file) => file.name);
    hint.textContent = names.length
      ? word("dropped", { n: names.length, names: names.slice(0, 5).join(" · ") })
      : word("drop_here");
  };
  input.addEventListener("change", tell);

  let depth = 0;
  const over = (by: number) => {
    depth = Math.max(0, depth + by);
    root.classList.toggle("dragging", depth > 0);
  };
  root.addEventListener("dragenter", (event) => (event.preventDefault(), over(1)));
  root.addEventListener("dragleave", () => over(-1));
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    tell();
  });
}
