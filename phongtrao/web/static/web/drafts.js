// Every <form data-draft="key"> keeps what was typed on this machine until the server has it.
//
// * saved to localStorage while typing, per user; restored with a notice; gone after success and at
//   sign-out, when another user signs in, and after two weeks
// * sent by fetch: a broken connection leaves the page and its form_key as they are, so that
//   sending again makes one record (base.idempotency answers the second with the first's page)
// * files cannot be kept: their names are said after a restore
// * data-draft-fresh: the server wrote what is asked for into the form; the draft of before is dropped
// <form data-guard> has no draft; leaving it with unsaved input asks first.
(function () {
  "use strict";
  var PREFIX = "phongtrao.draft.";
  var KEPT_FOR = 14 * 24 * 3600 * 1000;
  var user = document.body.dataset.user;
  var words = document.getElementById("words").dataset;
  var leaving = false;

  // ---------------------------------------------------------------- the store
  function nameOf(form) { return PREFIX + user + "." + form.dataset.draft; }

  function read(form) {
    try { return JSON.parse(localStorage.getItem(nameOf(form))); } catch (_) { return null; }
  }

  function write(form, draft) {
    try {
      localStorage.setItem(nameOf(form), JSON.stringify(draft));
      return true;
    } catch (_) {
      return false; // full, or forbidden by the browser
    }
  }

  function forget(form) {
    try { localStorage.removeItem(nameOf(form)); } catch (_) { /* nothing was kept */ }
  }

  function sweep(isGone) {
    try {
      Object.keys(localStorage).filter(function (name) {
        return name.startsWith(PREFIX) && isGone(name);
      }).forEach(function (name) { localStorage.removeItem(name); });
    } catch (_) { /* nothing was kept */ }
  }

  function isStale(name) {
    if (!name.startsWith(PREFIX + user + ".")) { return true; }
    try {
      return Date.now() - JSON.parse(localStorage.getItem(name)).at > KEPT_FOR;
    } catch (_) {
      return true;
    }
  }

  // ---------------------------------------------------------------- the form as plain values
  function isKept(field) {
    return field.name && !field.disabled && !("draftSkip" in field.dataset) &&
      !["password", "submit", "button", "reset", "image", "file"].includes(field.type) &&
      !["csrfmiddlewaretoken", "form_key"].includes(field.name);
  }

  function isTick(field) { return field.type === "checkbox" || field.type === "radio"; }

  function fieldsOf(form) { return Array.from(form.elements).filter(isKept); }

  function collect(form) {
    var kept = {};
    fieldsOf(form).forEach(function (field) {
      kept[field.name] = kept[field.name] || [];
      if (isTick(field)) {
        if (field.checked) { kept[field.name].push(field.value); }
      } else if (field.type === "select-multiple") {
        Array.from(field.selectedOptions).forEach(function (o) { kept[field.name].push(o.value); });
      } else {
        kept[field.name].push(field.value);
      }
    });
    return kept;
  }

  function fill(form, kept) {
    var used = {};
    fieldsOf(form).forEach(function (field) {
      var values = kept[field.name];
      if (!values) { return; }
      if (isTick(field)) {
        field.checked = values.includes(field.value);
      } else if (field.type === "select-multiple") {
        Array.from(field.options).forEach(function (o) { o.selected = values.includes(o.value); });
      } else {
        var place = used[field.name] || 0;
        used[field.name] = place + 1;
        if (place < values.length) { field.value = values[place]; }
      }
    });
  }

  function filesOf(form) {
    return Array.from(form.querySelectorAll("input[type='file']")).flatMap(function (field) {
      return Array.from(field.files).map(function (file) { return file.name; });
    });
  }

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  // ---------------------------------------------------------------- what is said above the form
  function note(form) {
    var found = form.querySelector(":scope > .draft-note");
    if (!found) {
      found = document.createElement("div");
      found.className = "draft-note";
      found.setAttribute("role", "status");
      form.prepend(found);
    }
    return found;
  }

  function say(form, text, css) {
    var place = note(form);
    place.className = "draft-note " + (css || "");
    place.textContent = text;
    return place;
  }

  function button(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function clock(at) {
    var when = new Date(at);
    var region = document.documentElement.lang === "en" ? "en-GB" : "vi-VN"; // day before month
    var time = when.toLocaleTimeString(region, { hour: "2-digit", minute: "2-digit" });
    var isToday = when.toDateString() === new Date().toDateString();
    return isToday ? time : time + " " + when.toLocaleDateString(region);
  }

  // ---------------------------------------------------------------- saving and restoring
  function save(form) {
    clearTimeout(form.draftTimer);
    var kept = collect(form);
    var isFresh = same(kept, form.draftStart) && !filesOf(form).length;
    form.draftUnsaved = false;
    if (isFresh) { forget(form); say(form, ""); return; }
    var at = Date.now();
    var draft = { at: at, kept: kept, files: filesOf(form), key: keyField(form).value };
    if (write(form, draft)) {
      say(form, words.saved.replace("%s", clock(at)));
    } else {
      form.draftUnsaved = true;
      say(form, words.full, "offline");
    }
  }

  function keyField(form) { return form.elements.form_key || { value: "" }; }

  function restore(form) {
    var draft = read(form);
    // After errors the server has sent back what was typed; that is newer than the draft.
    if (!draft || form.querySelector(".error-summary")) { return; }
    if (same(draft.kept, form.draftStart) && !draft.files.length) { return; }
    fill(form, draft.kept);
    if (draft.key) { keyField(form).value = draft.key; }
    var text = words.restored.replace("%s", clock(draft.at));
    if (draft.files.length) { text += " " + words.files.replace("%s", draft.files.join(", ")); }
    say(form, text, "restored").append(button(words.drop, function () {
      forget(form);
      leaving = true;
      location.reload();
    }));
  }

  // ---------------------------------------------------------------- sending
  async function send(form, submitter) {
    if (form.draftSending) { return; } // a double click
    form.draftSending = true;
    save(form);
    say(form, words.sending);
    var address = (submitter && submitter.getAttribute("formaction")) ||
      form.getAttribute("action") || location.href;
    try {
      var response = await fetch(address, {
        method: "POST", credentials: "same-origin", headers: { "X-Draft": "1" },
        body: new FormData(form, submitter),
      });
      await receive(form, response, submitter);
    } catch (_) {
      keep(form, words.offline, submitter);
    } finally {
      form.draftSending = false;
    }
  }

  async function receive(form, response, submitter) {
    var place = response.headers.get("X-Location");
    if (place) {
      if (!response.headers.get("X-Draft-Kept")) { forget(form); }
      leaving = true;
      go(place);
    } else if (response.status >= 500) {
      keep(form, words.server, submitter);
    } else {
      show(form, await response.text());
    }
  }

  function go(place) {
    var target = new URL(place, location.href);
    if (target.pathname + target.search === location.pathname + location.search) {
      history.replaceState(null, "", target);
      location.reload();
    } else {
      location.assign(target);
    }
  }

  function keep(form, text, submitter) {
    say(form, text, "offline").append(button(words.resend, function () { send(form, submitter); }));
    note(form).scrollIntoView({ block: "center" });
  }

  // The answer is the page again, with its errors: take its middle, keep the files chosen.
  function show(form, html) {
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("main");
    var main = document.getElementById("main");
    if (!fresh) { leaving = true; location.reload(); return; }
    var chosen = Array.from(form.querySelectorAll("input[type='file']"));
    main.replaceWith(fresh);
    chosen.forEach(function (old) {
      var again = fresh.querySelector("input[type='file'][name='" + CSS.escape(old.name) + "']");
      if (again && old.files.length) { again.files = old.files; }
    });
    if (window.htmx) { window.htmx.process(fresh); }
    window.phongtraoReveal(fresh);
    start(fresh);
    window.scrollTo({ top: 0, behavior: "instant" });
    (fresh.querySelector(".error-summary") || fresh).focus();
  }

  // ---------------------------------------------------------------- wiring
  function start(part) {
    part.querySelectorAll("form[data-draft]").forEach(function (form) {
      form.draftStart = collect(form);
      note(form); // its line stands from the start: no button moves away under the pointer
      if ("draftFresh" in form.dataset) { forget(form); } else { restore(form); }
    });
    part.querySelectorAll("form[data-guard]").forEach(function (form) {
      form.draftStart = collect(form);
    });
  }

  function isUnsaved(form) {
    if (!form.draftStart) { return false; }
    if ("draft" in form.dataset) { return form.draftUnsaved || filesOf(form).length > 0; }
    return filesOf(form).length > 0 || !same(collect(form), form.draftStart);
  }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !("draft" in form.dataset)) { return; }
    clearTimeout(form.draftTimer);
    form.draftTimer = setTimeout(function () { save(form); }, 300);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if ("signOut" in form.dataset) { sweep(function () { return true; }); }
    if ("draft" in form.dataset && !event.defaultPrevented) {
      event.preventDefault();
      send(form, event.submitter);
    } else {
      leaving = true;
    }
  });
  window.addEventListener("beforeunload", function (event) {
    document.querySelectorAll("form[data-draft]").forEach(function (form) {
      if (!leaving && form.draftTimer) { save(form); }
    });
    var unsaved = Array.from(document.querySelectorAll("form[data-draft], form[data-guard]")).some(isUnsaved);
    if (!leaving && unsaved) { event.preventDefault(); }
  });

  if (user) { sweep(isStale); }
  start(document);
})();
