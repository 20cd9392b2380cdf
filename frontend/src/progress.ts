/** A job's progress by server-sent events; when it ends, the result opens. */
import { word } from "./words";

interface Told {
  done?: number;
  total?: number | null;
  words?: string;
  href?: string;
}

export function progress(root: HTMLElement): void {
  const bar = root.querySelector("progress");
  const status = root.querySelector<HTMLElement>('[role="status"]');
  const address = root.dataset["events"];
  if (!bar || !status || !address) return;
  const say = (words: string) => (status.textContent = words);
  const events = new EventSource(address);

  events.addEventListener("progress", (event) => {
    const told = read(event);
    if (told.total) {
      bar.max = told.total;
      bar.value = told.done ?? 0;
    }
    say(told.words ?? (told.total ? word("progress", { done: told.done ?? 0, total: told.total }) : word("working")));
  });
  events.addEventListener("finished", (event) => {
    events.close();
    bar.max = 1;
    bar.value = 1;
    say(word("finished"));
    open(read(event).href);
  });
  events.addEventListener("failed", (event) => {
    events.close();
    const told = read(event);
    root.classList.add("error");
    say(told.words ?? word("failed"));
    open(told.href); // the page says it as an alert, of each file its own
  });
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) say(word("lost"));
  };
}

function read(event: Event): Told {
  return JSON.parse((event as MessageEvent<string>).data) as Told;
}

/** Go to the result, or show this page again where there is none; only within the desk. */
function open(href: string | undefined): void {
  const target = new URL(href || location.href, location.href);
  if (target.origin !== location.origin) return;
  if (target.href === location.href) location.reload();
  else location.assign(target);
}
