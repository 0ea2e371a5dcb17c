// The review of a plan, on top of a page whose links and buttons do all of it without a script:
// choosing a draft marks its passage and the other way round, keys, the source as a sheet on a phone.
(function () {
  "use strict";
  var review = document.getElementById("review");
  if (!review) { return; }
  var OFF = "phongtrao.intake.keys-off";

  function source() { return document.getElementById("source"); }
  function drafts() { return document.getElementById("drafts"); }
  function cards() { return Array.from(review.querySelectorAll(".draft")); }
  function chosen() { return review.querySelector(".draft.is-chosen"); }
  function isPhone() { return !window.matchMedia("(min-width: 64rem)").matches; }

  // ---------------------------------------------------------------- marking
  function mark(first, last, scroll) {
    review.querySelectorAll(".source .marked").forEach(function (block) { block.classList.remove("marked"); });
    if (first === "") { return true; }
    var start = document.getElementById("b" + first);
    for (var n = Number(first); n <= Number(last === "" ? first : last); n += 1) {
      var block = document.getElementById("b" + n);
      if (block) { block.classList.add("marked"); }
    }
    if (start && scroll) { center(start); }
    return Boolean(start);
  }

  // Only the pane moves, never the page.
  function center(block) {
    var pane = block.closest(".source-text");
    if (!pane || !pane.clientHeight) { return; }
    var where = block.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += where - pane.clientHeight / 3;
  }

  function choose(card, scroll) {
    cards().forEach(function (other) {
      other.classList.toggle("is-chosen", other === card);
      other.querySelector("[data-choose]").setAttribute("aria-current", String(other === card));
    });
    var isImage = "image" in source().dataset;
    if (isImage && source().dataset.card !== card.id) {
      fetchSource(withImage(card.querySelector("[data-choose]").href));
    } else if (!isImage && !mark(card.dataset.first, card.dataset.last, scroll)) {
      fetchSource(card.querySelector("[data-choose]").href);
    }
  }

  // Who compares with the picture of the page goes on doing so.
  function withImage(address) {
    var url = new URL(address, location.href);
    url.searchParams.set("anh", "0");
    return url.href;
  }

  // The passage stands in another piece of the source, or on another page.
  function fetchSource(address) {
    if (!window.htmx) { return; }
    window.htmx.ajax("GET", address.split("#")[0], { target: "#source", swap: "outerHTML" }).then(function () {
      var card = chosen();
      var spot = source().querySelector("rect.marked");
      if (card && "image" in source().dataset) { source().dataset.card = card.id; }
      if (card && !spot) { mark(card.dataset.first, card.dataset.last, true); }
      if (spot) { center(spot); }
    });
  }

  // ---------------------------------------------------------------- clicking
  review.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey) { return; }
    var link = event.target.closest("[data-choose]");
    var block = event.target.closest(".source .linked");
    if (link) {
      event.preventDefault();
      choose(link.closest(".draft"), true);
      if (isPhone()) { open(true); }
    } else if (block) {
      chooseBlock(event, block);
    } else if (event.target.closest("[data-source-open]")) {
      event.preventDefault();
      open(true);
    } else if (event.target.closest("[data-source-close]")) {
      event.preventDefault();
      open(false);
    } else if (event.target.closest("[data-source-page]")) {
      event.preventDefault();
      fetchSource(event.target.closest("[data-source-page]").href);
    }
  });

  function chooseBlock(event, block) {
    if (String(window.getSelection())) { return; } // somebody is copying words
    var card = document.getElementById("muc-" + block.dataset.fact);
    if (!card) {
      if (!event.target.closest("a")) { block.querySelector("a.at").click(); }
      return; // its own link opens the section it belongs to
    }
    event.preventDefault();
    choose(card, false);
    open(false);
    card.scrollIntoView({ block: "nearest" });
    card.querySelector("[data-choose]").focus({ preventScroll: true });
  }

  function open(isOpen) {
    if (location.hash) { history.replaceState(null, "", location.pathname + location.search); }
    source().classList.toggle("is-open", isOpen);
    if (isOpen) {
      var marked = source().querySelector(".marked");
      if (marked) { center(marked); }
      if (isPhone()) { source().querySelector("[data-source-close]").focus(); }
    }
  }

  // ---------------------------------------------------------------- keys
  function step(by) {
    var all = cards();
    var at = all.indexOf(chosen());
    var next = all[Math.min(Math.max(0, at + by), all.length - 1)];
    if (!next) { return; }
    choose(next, true);
    attend(next);
  }

  // The card itself takes the focus: a screen reader says it whole, and Enter is free to accept it.
  function attend(card) {
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  }

  // In the list of the doubtful the next one is mostly on the page: choosing it there keeps one chosen
  // item. Only behind the last card is the next piece of the list asked for (the link's own way).
  function nextShown() {
    var all = cards();
    return drafts().hasAttribute("data-doubts") ? all[all.indexOf(chosen()) + 1] : undefined;
  }

  // Before htmx, which listens on the link itself.
  review.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || !event.target.closest("[data-key='n']") || !nextShown()) { return; }
    event.preventDefault();
    event.stopPropagation();
    step(1);
  }, true);

  function press(key, where) {
    var button = where && where.querySelector("[data-key='" + key + "']");
    if (button) { button.click(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { open(false); }
    var typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) { return; }
    var isOnCard = event.target.matches(".draft");
    if (event.key === "j" || (isOnCard && event.key === "ArrowDown")) { step(1); }
    if (event.key === "k" || (isOnCard && event.key === "ArrowUp")) { step(-1); }
    if (["e", "x"].includes(event.key)) { press(event.key, chosen()); }
    if (event.key === "n") { press("n", drafts()); }
    // On a link or a button Enter does what that says; arrows elsewhere move the page.
    if (event.key === "Enter" && (isOnCard || event.target === document.body)) { press("Enter", chosen()); }
    if (isOnCard && ["ArrowDown", "ArrowUp"].includes(event.key)) { event.preventDefault(); }
    var help = document.getElementById("keys");
    if (event.key === "?" && help) {
      help.open = true;
      help.querySelector("summary").focus();
    }
  });

  function showSwitch() {
    var label = review.querySelector("[data-keys-off]");
    if (!label) { return; }
    label.hidden = false;
    var box = label.querySelector("input");
    box.checked = Boolean(localStorage.getItem(OFF));
    box.addEventListener("change", function () {
      if (box.checked) { localStorage.setItem(OFF, "1"); } else { localStorage.removeItem(OFF); }
    });
  }

  // ---------------------------------------------------------------- after a part was swapped
  // Open in the page, so that nothing is hidden without a script; on a phone a card begins short.
  function shorten() {
    if (!window.matchMedia("(max-width: 47.99rem)").matches) { return; }
    review.querySelectorAll(".draft-more").forEach(function (more) { more.open = false; });
  }

  function settle(scroll) {
    showSwitch();
    shorten();
    var card = chosen();
    var panel = review.querySelector(".panel");
    if (card && "image" in source().dataset && !source().dataset.card) { source().dataset.card = card.id; }
    if (card) { choose(card, scroll); }
    var spot = source().querySelector("rect.marked");
    if (spot) { center(spot); }
    if (panel) { mark(panel.dataset.first, panel.dataset.last, true); }
  }
  // Not afterSwap: until it settles, htmx lets a new card wear the classes of the old one of the same
  // id, and the card chosen before would still pass for the chosen one.
  document.addEventListener("htmx:afterSettle", function (event) {
    if (!event.detail.target || event.detail.target.id !== "drafts") { return; }
    settle(true);
    var card = chosen();
    if (card) { attend(card); }
    var left = drafts().querySelector(".review-left");
    document.getElementById("announce").textContent = left ? left.textContent.trim() : "";
  });
  settle(!location.hash || location.hash.startsWith("#muc-"));
})();
