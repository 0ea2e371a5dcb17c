// Before the first paint, so that a dark page never flashes white. Without it the system decides.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function remembered() {
    try { return localStorage.getItem("phongtrao.theme"); } catch (_) { return null; }
  }
  function apply() {
    root.dataset.bsTheme = remembered() || (dark.matches ? "dark" : "light");
  }
  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  window.phongtraoTheme = function () {
    var next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    try { localStorage.setItem("phongtrao.theme", next); } catch (_) { /* this page only */ }
    root.dataset.bsTheme = next;
  };
})();
