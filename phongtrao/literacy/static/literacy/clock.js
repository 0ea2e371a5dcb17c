// How long is left, counted from what the server said; the server alone decides. At the end the result opens.
(function () {
  "use strict";
  var clock = document.querySelector("[data-seconds]");
  if (!clock) { return; }
  var left = clock.querySelector("[data-left]");
  var end = Date.now() + Number(clock.dataset.seconds) * 1000;
  var said = document.getElementById("announce");
  var told = {};

  function show() {
    var seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    var minutes = Math.floor(seconds / 60);
    left.textContent = minutes + ":" + String(seconds % 60).padStart(2, "0");
    clock.classList.toggle("is-late", seconds <= 60);
    [300, 60].forEach(function (mark) {
      if (seconds <= mark && seconds > mark - 2 && !told[mark]) {
        told[mark] = true;
        said.textContent = clock.textContent.trim();
      }
    });
    if (!seconds) {
      window.clearInterval(timer);
      window.setTimeout(function () { window.location.assign(clock.dataset.late); }, 1500);
    }
  }

  var timer = window.setInterval(show, 1000);
  show();
})();
