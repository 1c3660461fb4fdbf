/* Filters, search and copying. Without it every page shows all that it has. No request leaves the folder of the site. */
"use strict";

(() => {
  const AT_ONCE = 100; // rows of a list drawn at a time

  /** The choices of a form as they stand after "#?" in the address: a filtered page can be sent to somebody, and "back" leaves it. */
  function choices() {
    return new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
  }

  function fill(form) {
    const chosen = choices();
    for (const field of form.elements) if (field.name) field.value = chosen.get(field.name) || "";
  }

  function read(form) {
    const found = {};
    for (const field of form.elements) if (field.name && field.value) found[field.name] = field.value;
    return found;
  }

  function remember(chosen) {
    const text = new URLSearchParams(chosen).toString();
    const before = location.hash;
    const after = text ? "#?" + text : "";
    if (after !== before && (text || before.startsWith("#?"))) history.replaceState(null, "", after || "#");
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function fits(item, chosen) {
    for (const [name, value] of Object.entries(chosen)) {
      if (name === "search") {
        if (!plain(item.textContent).includes(plain(value))) return false;
      } else if (!(item.dataset[name] || "").split(" ").includes(value)) return false;
    }
    return true;
  }

  /** A list whose items all stand in the page: those that do not fit are hidden. */
  function filterItems(form) {
    const lists = [...document.querySelectorAll(form.dataset.filter)];
    const items = lists.flatMap((list) => (list.querySelector("[data-item]") ? [...list.querySelectorAll("[data-item]")] : [...list.children]));
    const told = form.querySelector(".found");
    return () => {
      const chosen = read(form);
      let shown = 0;
      for (const item of items) {
        item.hidden = !fits(item, chosen);
        shown += !item.hidden;
      }
      told.textContent = Object.keys(chosen).length ? `${shown.toLocaleString("en")} of ${items.length.toLocaleString("en")} shown` : "";
      remember(chosen);
    };
  }

  /** The list of quotes: all of them are in an index, which is loaded when somebody first filters. */
  function filterIndex(form, list) {
    const told = form.querySelector(".found");
    const more = document.querySelector(".more");
    const pages = document.querySelector(".pages");
    const first = [...list.children];
    const root = document.body.dataset.root;
    let rows = null, waiting = null, fitting = [], drawn = 0;

    function load(number) {
      return new Promise((done, failed) => {
        window.tidingsQuotes = (n, of, data) => done([of, data]);
        const script = document.createElement("script");
        script.src = `data-${number}.js`;
        script.onerror = () => failed(new Error(script.src));
        document.head.append(script);
      });
    }

    async function all() {
      const [of, data] = await load(1);
      const found = [...data];
      for (let number = 2; number <= of; number++) found.push(...(await load(number))[1]);
      return found.map((row) => ({ row, text: plain(`${row[1]} ${row[2]} ${row[8]}`) }));
    }

    function matches(each, chosen) {
      const [, , , speaker, stance, kind, article] = each.row;
      return (!chosen.search || each.text.includes(plain(chosen.search))) && (!chosen.speaker || chosen.speaker === speaker) &&
        (!chosen.stance || chosen.stance === stance) && (!chosen.kind || chosen.kind === kind) && (!chosen.article || chosen.article === article);
    }

    function element(name, text, className) {
      const made = document.createElement(name);
      if (text) made.textContent = text;
      if (className) made.className = className;
      return made;
    }

    function link(href, text) {
      const made = element("a", text);
      made.href = href;
      return made;
    }

    function drawMore() {
      for (const { row } of fitting.slice(drawn, drawn + AT_ONCE)) {
        const [address, words, speaker, actor, stance, kind, article, outlet, cue] = row;
        const made = element("article", "", "quote");
        const marks = kind === "indirect" ? ["", ""] : ["“", "”"];
        made.append(words ? element("blockquote", marks[0] + words + marks[1], kind === "indirect" ? "indirect" : "")
          : element("p", "A reported clause whose words are the publisher’s and are not printed here.", "held"));
        const by = element("p", "", "by");
        by.append(actor ? link(`${root}actors/${actor.replaceAll(":", "_")}.html`, speaker) : speaker, cue ? `, “${cue}”` : "", ` · ${stance} · ${kind} · `,
          link(`${root}articles/${article.replaceAll(":", "_")}.html`, outlet), " · ", link(address, "this row"));
        made.append(by);
        list.append(made);
      }
      drawn = Math.min(drawn + AT_ONCE, fitting.length);
      more.hidden = drawn >= fitting.length;
    }

    more.addEventListener("click", drawMore);
    return async () => {
      const chosen = read(form);
      remember(chosen);
      if (!Object.keys(chosen).length) {
        list.replaceChildren(...first);
        told.textContent = "";
        more.hidden = true;
        if (pages) pages.hidden = false;
        return;
      }
      if (!rows) {
        told.textContent = "Loading …";
        waiting = waiting || all();
        rows = await waiting;
      }
      fitting = rows.filter((each) => matches(each, chosen));
      drawn = 0;
      list.replaceChildren();
      if (pages) pages.hidden = true;
      drawMore();
      told.textContent = `${fitting.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} found`;
    };
  }

  function later(work) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, 120);
    };
  }

  for (const form of document.querySelectorAll("form[data-filter]")) {
    const list = document.querySelector(form.dataset.filter);
    const work = list && list.dataset.index ? filterIndex(form, list) : filterItems(form);
    const soon = later(work);
    form.hidden = false;
    fill(form);
    if (Object.keys(read(form)).length) work();
    form.addEventListener("input", soon);
    form.addEventListener("reset", () => setTimeout(work, 0));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => {
      if (location.hash.startsWith("#?") || !location.hash) {
        fill(form);
        work();
      }
    });
  }

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        getSelection().selectAllChildren(source); // a page opened from disk may not have the clipboard
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = label; }, 1500);
    });
  }
})();
