// A sheet by the keyboard: Enter goes to the next points, Ctrl+Enter finishes and opens the next dossier.
// The sum is shown while one types; what counts is added up by the server.
(function () {
  "use strict";
  var form = document.querySelector("[data-sheet]");
  if (!form) { return; }
  var fields = Array.from(form.querySelectorAll("[data-points]"));
  var sum = form.querySelector("[data-sum]");

  function hundredths(text) {
    var value = parseFloat(text.trim().replace(",", "."));
    return isNaN(value) ? 0 : Math.round(value * 100);
  }

  function add() {
    if (!sum || "weighted" in sum.dataset) { return; }
    var whole = fields.reduce(function (all, field) { return all + hundredths(field.value); }, 0);
    sum.textContent = String(whole / 100).replace(".", ",");
  }

  form.addEventListener("input", add);
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing) { return; }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-finish-next]"));
      return;
    }
    var place = fields.indexOf(event.target);
    if (place < 0) { return; }
    event.preventDefault(); // in a field of points Enter would finish the sheet half way
    (fields[place + 1] || form.querySelector("textarea")).focus();
  });
  add();
})();
