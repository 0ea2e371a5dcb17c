// Passages by keyboard: J the next, K the one before; both texts show the same one. Without it links do.
(function () {
  "use strict";
  var page = document.querySelector("[data-compare]");
  if (!page) { return; }
  var here = Array.from(page.querySelectorAll("mark[id^='a']"));
  var place = -1;

  function show(mark) {
    var box = mark.closest(".compare-text");
    var off = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += off - box.clientHeight / 3;
    mark.classList.add("is-here");
  }

  function go(to) {
    if (!here.length) { return; }
    place = (to + here.length) % here.length;
    page.querySelectorAll(".is-here").forEach(function (mark) { mark.classList.remove("is-here"); });
    var number = here[place].id.slice(1);
    ["a", "b"].forEach(function (side) {
      var mark = document.getElementById(side + number);
      if (mark) { show(mark); }
    });
    document.getElementById("announce").textContent = number;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) { return; }
    if (event.key === "j") { go(place + 1); }
    if (event.key === "k") { go(place - 1); }
  });
  page.addEventListener("click", function (event) {
    var link = event.target.closest(".passage-number[href^='#']");
    if (!link) { return; }
    event.preventDefault();
    go(here.indexOf(document.getElementById("a" + link.hash.slice(2))));
  });
  var first = location.hash.match(/^#a\d+$/) && here.indexOf(document.getElementById(location.hash.slice(1)));
  if (typeof first === "number" && first >= 0) { go(first); }
})();
