/** A list's filters: sent when a choice changes, and with no empty field in the URL that people share. */

export function filters(root: HTMLElement): void {
  const form = root as HTMLFormElement;
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement || isTicked(event.target)) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    const empty = fields(form).filter((field) => !field.value && !field.disabled);
    for (const field of empty) field.disabled = true;
    // The browser has taken the values when this runs; going back finds the fields usable.
    setTimeout(() => empty.forEach((field) => (field.disabled = false)));
  });
}

function isTicked(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ["checkbox", "radio"].includes(target.type);
}

function fields(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name], select[name]")];
}
