// Dragging a card does what its button does, and nothing more. With the keys: the arrow to the right.
(function () {
  "use strict";
  var board = document.querySelector("[data-lanes]");
  if (!board) { return; }
  var dragged = null;

  function laneOf(card) { return card.closest("[data-lane]"); }
  function say(words) { board.querySelector("[data-said]").textContent = words; }
  function count(lane, by) {
    var shown = lane.querySelector("[data-count]");
    shown.textContent = Number(shown.textContent) + by;
  }
  function place(card, lane) {
    count(laneOf(card), -1);
    count(lane, 1);
    lane.querySelector("[data-cards]").prepend(card);
  }

  async function accept(card, lane) {
    var from = laneOf(card);
    var next = card.nextElementSibling;
    place(card, lane);
    card.classList.add("is-moving");
    try {
      var response = await fetch(card.dataset.accept, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        headers: { "X-CSRFToken": card.querySelector("[name=csrfmiddlewaretoken]").value }
      });
      var answer = await response.text();
      if (!response.ok) { throw new Error(response.status === 409 ? answer : board.dataset.offline); }
      card.outerHTML = answer;
      document.getElementById("announce").textContent = board.dataset.moved;
    } catch (error) {
      // Back to where it was, with the sentence that says why.
      count(lane, -1);
      count(from, 1);
      from.querySelector("[data-cards]").insertBefore(card, next);
      card.classList.remove("is-moving");
      card.focus();
      say(error instanceof TypeError ? board.dataset.offline : error.message);
    }
  }
  function move(card, lane) {
    say("");
    if (lane === laneOf(card)) { return; }
    if (lane.dataset.lane === "doing" && card.dataset.accept) {
      accept(card, lane);
    } else if (lane.dataset.lane === "approval" && card.dataset.report) {
      location.assign(card.dataset.report);
    } else {
      say(board.dataset.only);
    }
  }

  board.addEventListener("dragstart", function (event) {
    dragged = event.target.closest("[data-card]");
    if (dragged) { event.dataTransfer.effectAllowed = "move"; }
  });
  board.addEventListener("dragover", function (event) {
    var lane = event.target.closest("[data-lane]");
    if (!dragged || !lane) { return; }
    event.preventDefault();
    mark(lane);
  });
  board.addEventListener("dragend", function () { dragged = null; mark(null); });
  board.addEventListener("drop", function (event) {
    var lane = event.target.closest("[data-lane]");
    if (!dragged || !lane) { return; }
    event.preventDefault();
    move(dragged, lane);
    dragged = null;
    mark(null);
  });
  board.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowRight" || !event.target.matches("[data-card][draggable]")) { return; }
    event.preventDefault();
    move(event.target, laneOf(event.target).nextElementSibling);
  });
  function mark(lane) {
    board.querySelectorAll("[data-lane]").forEach(function (one) {
      one.classList.toggle("is-over", one === lane);
    });
  }
})();
