// Opens a cell of the board: why its state is what it is, by pointing at it or by walking to it with
// the keys. Without this script the head of a row leads to the unit's work, which says the same.
(() => {
  const WAIT = 200;
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const known = new Map();

  const attach = (table) => {
    const box = document.createElement("div");
    box.className = "board-why";
    box.hidden = true;
    box.setAttribute("role", "status");
    table.closest(".board-scroll").after(box);
    let open = null;
    let timer;

    const tasks = [...table.tHead.rows[0].cells].map((head) => idIn(head));
    const filled = (cell) => cell?.matches?.("td[class]");

    const addressOf = (cell) => {
      const asked = new URLSearchParams(location.search);
      asked.delete("trang");
      asked.set("don-vi", idIn(cell.parentElement.cells[0]));
      asked.set("nhiem-vu", tasks[cell.cellIndex]);
      return `${table.dataset.cellUrl}?${asked}`;
    };

    const place = (cell) => {
      const at = cell.getBoundingClientRect();
      const wide = box.offsetWidth;
      const high = box.offsetHeight;
      const below = at.bottom + high + 8 < innerHeight;
      box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - wide - 8))}px`;
      box.style.top = `${below ? at.bottom + 2 : Math.max(8, at.top - high - 2)}px`;
    };

    const close = () => {
      clearTimeout(timer);
      open = null;
      box.hidden = true;
    };

    const show = async (cell) => {
      if (open === cell) return;
      close();
      open = cell;
      const address = addressOf(cell);
      if (!known.has(address)) {
        const answer = await fetch(address);
        if (!answer.ok || answer.redirected) return;
        known.set(address, await answer.text());
      }
      if (open !== cell) return;
      box.innerHTML = known.get(address);
      box.hidden = false;
      place(cell);
    };

    const soon = (deed) => { clearTimeout(timer); timer = setTimeout(deed, WAIT); };

    table.addEventListener("mouseover", (event) => {
      const cell = event.target.closest("td");
      if (filled(cell)) soon(() => show(cell)); else soon(close);
    });
    table.addEventListener("mouseleave", () => soon(close));
    box.addEventListener("mouseenter", () => clearTimeout(timer));
    box.addEventListener("mouseleave", () => soon(close));

    // One stop of the Tab key for the whole board; the arrows walk from cell to cell.
    let stop = table.querySelector("td[class]");
    if (stop) stop.tabIndex = 0;
    const walkTo = (cell) => {
      if (stop) stop.tabIndex = -1;
      stop = cell;
      cell.tabIndex = 0;
      cell.focus();
    };
    const next = (cell, [down, right]) => {
      let row = cell.parentElement.sectionRowIndex + down;
      let column = cell.cellIndex + right;
      const rows = table.tBodies[0].rows;
      while (rows[row]?.cells[column]) {
        if (filled(rows[row].cells[column])) return rows[row].cells[column];
        row += down;
        column += right;
      }
      return null;
    };
    table.addEventListener("focusin", (event) => {
      if (filled(event.target)) show(event.target); else close();
    });
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td");
      if (filled(cell)) walkTo(cell);
    });
    table.addEventListener("keydown", (event) => {
      if (!filled(event.target)) return;
      if (event.key === "Enter") box.querySelector("a")?.click();
      const found = STEPS[event.key] && next(event.target, STEPS[event.key]);
      if (STEPS[event.key]) event.preventDefault();
      if (found) walkTo(found);
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    document.addEventListener("scroll", close, { capture: true, passive: true });
  };

  // The address of a head names its object: /don-vi/12/viec/, /nhiem-vu/7/.
  const idIn = (head) => head.querySelector("a")?.pathname.match(/\/(\d+)\//)?.[1] ?? "";

  for (const table of document.querySelectorAll("table[data-cell-url]")) attach(table);
})();
