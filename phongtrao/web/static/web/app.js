// Comforts on top of pages that work without them: menus that close, theme, dialogs, ticking rows.
(function () {
  "use strict";
  var words = document.getElementById("words").dataset;

  // ---------------------------------------------------------------- menus
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
  });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // ---------------------------------------------------------------- buttons that need a script
  function reveal(part) {
    part.querySelectorAll("[data-theme-toggle], [data-dismiss], [data-pick-page], [data-copy], [data-print]").forEach(function (item) {
      item.hidden = false;
    });
    part.querySelectorAll("[data-table]").forEach(countPicked);
    watchTables(part);
    part.querySelectorAll(".tabs [aria-current='page'], .section-nav [aria-current='true'], .side [aria-current]").forEach(bringIn);
  }
  // A strip may be longer than the screen: what is open stands in sight. Only the strip moves.
  function bringIn(link) {
    var strip = link.closest(".tabs, .section-nav ul, .side > nav");
    var at = link.getBoundingClientRect(), from = strip.getBoundingClientRect();
    strip.scrollLeft += at.left - from.left - (strip.clientWidth - at.width) / 2;
    strip.scrollTop += at.top - from.top - (strip.clientHeight - at.height) / 2;
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-theme-toggle]")) { window.phongtraoTheme(); }
    if (event.target.closest("[data-print]")) { window.print(); }
    var dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) { dismiss.closest(".alert").remove(); }
    var copy = event.target.closest("[data-copy]");
    if (copy) { copyText(document.getElementById(copy.dataset.copy)); }
  });
  // What is to be pasted elsewhere stands in a text box: without a script it is selected by hand.
  async function copyText(box) {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch (_) {
      document.execCommand("copy"); // pages without HTTPS have no clipboard
    }
    document.getElementById("announce").textContent = words.copied;
  }

  // ---------------------------------------------------------------- rows of a table
  function picks(table) {
    return Array.from(table.querySelectorAll("input[name='row']"));
  }
  function countPicked(table) {
    var said = table.querySelector("[data-picked]");
    if (!said) { return; }
    var rows = picks(table);
    var picked = rows.filter(function (row) { return row.checked; }).length;
    var page = table.querySelector("[data-pick-page]");
    page.checked = picked > 0 && picked === rows.length;
    page.indeterminate = picked > 0 && picked < rows.length;
    said.textContent = picked ? words.picked.replace("%d", picked) : "";
    var all = table.querySelector("[data-pick-all]");
    var number = all.checked ? Number(all.dataset.pickAll) : picked;
    table.querySelectorAll("[data-counted]").forEach(function (label) {
      label.textContent = number ? label.dataset.counted.replace("%d", number) : label.dataset.plain;
    });
  }
  document.querySelectorAll("[data-table]").forEach(countPicked); // some come ticked
  document.addEventListener("change", function (event) {
    var table = event.target.closest("[data-table]");
    if (!table) { return; }
    if (event.target.matches("[data-pick-page]")) {
      picks(table).forEach(function (row) { row.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick-page], [data-pick-all], input[name='row']")) { countPicked(table); }
  });

  // ---------------------------------------------------------------- tables that fit: tables.css tells why
  var sizes = new ResizeObserver(function (changed) {
    changed.forEach(function (one) {
      var box = one.target.closest(".table-scroll");
      box.classList.toggle("fits", box.scrollWidth <= box.clientWidth);
    });
  });
  function watchTables(part) {
    part.querySelectorAll(".table-scroll, .table-scroll > table").forEach(function (item) { sizes.observe(item); });
  }

  // ---------------------------------------------------------------- dialogs: a page shown over a page
  var dialog = document.getElementById("dialog");
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && dialog.showModal) {
      event.preventDefault();
      openDialog(link.href);
    }
    if (dialog.contains(event.target) && event.target.closest("[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  async function openDialog(address) {
    try {
      var response = await fetch(address, { credentials: "same-origin" });
      var page = new DOMParser().parseFromString(await response.text(), "text/html");
      var form = response.ok && page.getElementById("confirm");
      if (!form) { throw new Error("no dialog in the page"); }
      dialog.replaceChildren(form);
      dialog.showModal();
    } catch (_) {
      location.assign(address); // the page itself can do all the dialog does
    }
  }

  // ---------------------------------------------------------------- htmx
  document.addEventListener("htmx:afterSwap", function (event) {
    var table = event.target.closest("[data-table]") || document.getElementById(event.target.id);
    reveal(document);
    if (table && table.dataset.announce) {
      document.getElementById("announce").textContent = table.dataset.announce;
    }
  });
  document.addEventListener("htmx:sendError", function () {
    document.getElementById("announce").textContent = words.offline;
  });

  window.phongtraoReveal = reveal;
  reveal(document);
})();
