// 网页的脚本：搜索与筛选、随页面滚动的目录、复制链接。没有它，网页照样能读能走。
// 只读网页自己的文字，不向外发任何请求；搜索条件记在地址里（?q=…&unit=…），可以转发。
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const main = document.querySelector("main");
  const contents = document.querySelector(".contents");
  const form = document.querySelector(".search");
  const wide = matchMedia("(min-width: 70em)");

  /* ---- 单位（part）、项目（entry）和它们在目录里的位置 ---- */
  const links = new Map(
    all(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );

  function locate(element) {
    const link = links.get(element.id);
    return { element, link, item: link?.closest("li"), shown: true };
  }

  const parts = all(".part").map((element) => {
    const part = locate(element);
    part.details = part.item?.querySelector("details");
    part.entries = all(".section", element).map((section) => ({ ...locate(section), part }));
    return part;
  });
  const entries = parts.flatMap((part) => part.entries);
  const entryOf = new Map(entries.map((entry) => [entry.element, entry]));

  /* ---- 要搜的文字：全角当半角，大写当小写 ---- */
  const toHalfWidth = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);

  function fold(text) {
    return text
      .replace(/[\uff01-\uff5e]/g, toHalfWidth)
      .replace(/\u3000/g, " ")
      .toLowerCase();
  }

  function textsOf(elements) {
    return fold(Array.from(elements, (element) => element.textContent).join("\n"));
  }

  // 一条指标的文字：合并的层级写在 data-levels 里，所以每一条都带着它的层级
  function rowText(row) {
    return `${fold(row.dataset.levels ?? "")}\n${textsOf(row.cells)}`;
  }

  function readTexts() {
    if (parts[0]?.text !== undefined) return;
    for (const part of parts) {
      part.text = textsOf(all("h2", part.element));
      for (const entry of part.entries) {
        entry.rows = all(".cards tbody tr", entry.element).map(rowText);
        const others = textsOf(all("h3, :scope > p, .facts td, .facts th", entry.element));
        entry.text = `${others}\n${entry.rows.join("\n")}`;
      }
    }
  }

  /* ---- 标出搜到的字：用 CSS Custom Highlight API，不动网页的结构 ---- */
  const canHighlight = "highlights" in CSS;
  const found = canHighlight ? new Highlight() : new Set();
  const here = canHighlight ? new Highlight() : new Set();
  if (canHighlight) {
    here.priority = 1;
    for (const [name, words] of [["found", found], ["found-here", here]]) {
      CSS.highlights.set(name, words);
      // 颜色在 style.css 里；网页检查工具还读不懂 ::highlight()，所以规则由脚本加上
      const rule = `::highlight(${name}) { color: var(--found-ink); background: var(--${name}); }`;
      document.styleSheets[0].insertRule(`@media screen { ${rule} }`);
    }
  }
  const near = new Set();
  let terms = [];

  function readable(node) {
    const hidden = node.parentElement.closest("caption, button");
    return hidden ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  }

  function* rangesIn(node) {
    const text = fold(node.data);
    for (const term of terms) {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        const range = new Range();
        range.setStart(node, Math.min(at, node.length));
        range.setEnd(node, Math.min(at + term.length, node.length));
        yield range;
      }
    }
  }

  function rangesOf(entry) {
    if (!entry.ranges) {
      entry.ranges = [];
      const walker = document.createTreeWalker(entry.element, NodeFilter.SHOW_TEXT, readable);
      while (terms.length && walker.nextNode()) entry.ranges.push(...rangesIn(walker.currentNode));
    }
    return entry.ranges;
  }

  function highlight(entry) {
    if (entry.shown) for (const range of rangesOf(entry)) found.add(range);
  }

  // 只标快要看到的项目，项目再多也不慢
  const nearby = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        const entry = entryOf.get(target);
        if (isIntersecting) highlight(near.add(entry) && entry);
        else near.delete(entry);
      }
      trackSoon();
    },
    { rootMargin: "50% 0px" },
  );

  /* ---- 筛选：空格隔开的词都要有，单位的名称也算 ---- */
  function show(place, shown) {
    place.shown = shown;
    place.element.hidden = !shown;
    if (place.item) place.item.hidden = !shown;
  }

  function matches({ text, part }) {
    return terms.every((term) => text.includes(term) || part.text.includes(term));
  }

  function countRows({ rows }) {
    return rows.filter((row) => terms.some((term) => row.includes(term))).length;
  }

  function filter(query, unit) {
    readTexts();
    terms = fold(query).split(/\s+/).filter(Boolean);
    const count = { entries: 0, rows: 0 };
    for (const part of parts) {
      const chosen = !unit || part.element.id === unit;
      for (const entry of part.entries) {
        entry.ranges = null;
        show(entry, chosen && matches(entry));
        count.entries += entry.shown;
        count.rows += entry.shown ? countRows(entry) : 0;
      }
      const empty = !part.entries.length && chosen && terms.every((term) => part.text.includes(term));
      show(part, empty || part.entries.some((entry) => entry.shown));
      fit(part, terms.length > 0 || unit);
    }
    found.clear();
    here.clear();
    near.forEach(highlight);
    return count;
  }

  // 筛选时展开有结果的单位，清除后恢复原样
  function fit(part, filtering) {
    if (!part.details) return;
    if (filtering) {
      part.wasOpen ??= part.details.open;
      part.details.open = part.shown;
    } else if (part.wasOpen !== undefined) {
      part.details.open = part.wasOpen;
      part.wasOpen = undefined;
    }
  }

  /* ---- 逐处查看 ---- */
  let at = { entry: null, index: -1 };

  function step(direction) {
    const places = entries.filter((entry) => entry.shown);
    let row = Math.max(places.indexOf(at.entry), 0);
    let index = places[row] === at.entry ? at.index + direction : direction > 0 ? 0 : -1;
    for (let tried = 0; tried <= places.length; tried += 1) {
      const ranges = rangesOf(places[row]);
      if (index >= 0 && index < ranges.length) {
        goTo(places[row], index);
        return;
      }
      row = (row + direction + places.length) % places.length;
      index = direction > 0 ? 0 : rangesOf(places[row]).length - 1;
    }
  }

  function goTo(entry, index) {
    at = { entry, index };
    const range = entry.ranges[index];
    here.clear();
    here.add(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  /* ---- 搜索框和地址 ---- */
  if (form && entries.length) {
    const { q, unit, previous, next } = form.elements;
    const status = form.querySelector("[role=status]");
    const reset = form.querySelector("[type=reset]");
    let timer = 0;

    const report = ({ entries: projects, rows }, filtering) => {
      const indicators = terms.length ? `，指标 ${rows} 条` : "";
      const none = projects ? `相符：项目 ${projects} 个${indicators}` : "没有相符的项目";
      status.textContent = filtering ? none : "";
      previous.hidden = next.hidden = !terms.length || !projects;
      reset.hidden = !filtering;
      document.documentElement.classList.toggle("filtering", filtering);
    };

    const remember = () => {
      const address = new URL(location.href);
      for (const { name, value } of [q, unit].filter(Boolean)) {
        if (value.trim()) address.searchParams.set(name, value.trim());
        else address.searchParams.delete(name);
      }
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // 嵌在别的网页里时地址不能改，搜索照常
      }
    };

    const search = () => {
      const filtering = Boolean(q.value.trim() || unit?.value);
      report(filter(q.value, unit?.value), filtering);
      at = { entry: null, index: -1 };
      if (main.getBoundingClientRect().top < 0 && filtering) main.scrollIntoView();
      clearTimeout(timer);
      timer = setTimeout(remember, 300);
    };

    q.addEventListener("focus", readTexts, { once: true });
    form.addEventListener("input", (event) => event.isComposing || search());
    form.addEventListener("compositionend", search);
    form.addEventListener("reset", () => setTimeout(() => (search(), q.focus())));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (terms.length) step(1);
    });
    previous.addEventListener("click", () => step(-1));
    next.addEventListener("click", () => step(1));
    q.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        step(-1);
      }
    });

    // 链接指向被筛掉的项目时，取消筛选
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target?.closest("[hidden]")) return;
      form.reset();
      setTimeout(() => target.scrollIntoView());
    };
    addEventListener("hashchange", reveal);

    const asked = new URLSearchParams(location.search);
    q.value = asked.get("q") ?? "";
    if (unit) unit.value = parts.some((p) => p.element.id === asked.get("unit")) ? asked.get("unit") : "";
    if (q.value || unit?.value) {
      search();
      reveal();
    }
  }

  /* ---- 目录随页面滚动，只展开正在看的单位 ---- */
  let opened = null;

  function point(entry) {
    if (!entry.link || entry.link.hasAttribute("aria-current")) return;
    contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
    entry.link.setAttribute("aria-current", "location");
    if (!wide.matches) return;
    const details = entry.part.details;
    if (!details.open) {
      if (opened) opened.open = false;
      details.open = true;
      opened = details;
    }
    const { top, bottom } = entry.link.getBoundingClientRect();
    const frame = contents.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) {
      contents.scrollTop += top - frame.top - frame.height / 3;
    }
  }

  // 正在看的是阅读线以上最靠下的项目；快到页尾时阅读线移到窗口底部，最后几个短项目也能指到
  function track() {
    const rest = document.documentElement.scrollHeight - scrollY - innerHeight;
    const line = innerHeight * (0.2 + 0.8 * Math.max(0, 1 - rest / innerHeight));
    const tops = [...near]
      .filter((entry) => entry.shown)
      .map((entry) => ({ entry, top: entry.element.getBoundingClientRect().top }))
      .filter(({ top }) => top <= line);
    if (tops.length) point(tops.reduce((one, other) => (other.top > one.top ? other : one)).entry);
  }

  let tracking = 0;
  function trackSoon() {
    tracking ||= requestAnimationFrame(() => {
      tracking = 0;
      track();
    });
  }

  addEventListener("scroll", trackSoon, { passive: true });
  for (const { element } of entries) nearby.observe(element);
  if (!wide.matches) for (const { details } of parts) if (details) details.open = false;

  /* ---- 离开页首才有“回到页首” ---- */
  new IntersectionObserver((changes) => {
    document.documentElement.classList.toggle("scrolled", !changes.at(-1).isIntersecting);
  }).observe(document.querySelector("header"));

  /* ---- 复制项目的链接 ---- */
  function copyLink(section) {
    const address = location.href.split(/[?#]/)[0] + section.querySelector("h3 a").hash;
    if (navigator.clipboard) return navigator.clipboard.writeText(address);
    const put = (event) => {
      event.clipboardData.setData("text/plain", address);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject();
  }

  function say(button, words) {
    button.textContent = words;
    setTimeout(() => (button.textContent = "复制链接"), 2000);
  }

  for (const { element } of entries) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "复制链接";
    button.setAttribute("aria-live", "polite");
    element.querySelector("h3").after(button);
  }
  main.addEventListener("click", ({ target }) => {
    if (!target.matches(".copy")) return;
    copyLink(target.closest(".section")).then(
      () => say(target, "已复制"),
      () => say(target, "复制不了"),
    );
  });
});
