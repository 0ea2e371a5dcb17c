// Suggests units while a name is typed into a field that takes one name a line.
// <form data-names-url="…"> marks the form; without this script the names are simply typed.
(() => {
  const FIELDS = ["leads", "coordinators", "picked", "excluded"];
  const WAIT = 250;

  const lineOf = (field) => {
    const before = field.value.slice(0, field.selectionStart);
    const start = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(";")) + 1;
    const rest = field.value.slice(start).search(/[\n;]/);
    return { start, end: rest < 0 ? field.value.length : start + rest };
  };

  const attach = (field, url) => {
    const list = document.createElement("ul");
    list.className = "names";
    list.setAttribute("aria-live", "polite");
    field.after(list);
    let timer;
    let asked = "";

    const ask = async () => {
      const { start, end } = lineOf(field);
      const words = field.value.slice(start, end).trim();
      asked = words;
      if (words.length < 2) { list.replaceChildren(); return; }
      const answer = await fetch(`${url}?q=${encodeURIComponent(words)}`);
      if (!answer.ok || asked !== words) return;
      list.innerHTML = await answer.text();
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-name]");
      if (!button) return;
      const { start, end } = lineOf(field);
      field.setRangeText(`${button.dataset.name}\n`, start, end, "end");
      list.replaceChildren();
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  };

  for (const form of document.querySelectorAll("form[data-names-url]")) {
    for (const field of form.querySelectorAll("textarea")) {
      if (FIELDS.includes(field.name)) attach(field, form.dataset.namesUrl);
    }
  }
  const sections = document.getElementById("sections");
  document.querySelector("input[name=section]")?.setAttribute("list", sections ? "sections" : "");
})();
