/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays what stands in [data-sheets] out on sheets: the engine that prints has no page numbers and
 * no margins of its own for each page. Run once, when the page is loaded. A paragraph without
 * elements in it may be broken between its lines; all else is kept whole. data-next: not parted
 * from what follows; data-tail: never alone on its sheet. */
(function () {
  'use strict';
  const flow = document.querySelector('[data-sheets]');
  if (!flow)
    return 0;
  const root = document.documentElement;
  const blocks = Array.from(flow.children);
  const sheets = document.createElement('div');
  let area = null;
  let count = 0;

  function add(parent, tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    parent.append(element);
    return element;
  }

  function begin() {
    const sheet = add(sheets, 'section', 'sheet');
    count += 1;
    if (count > 1)
      add(sheet, 'p', 'page-number').textContent = String(count);
    area = add(sheet, 'div', 'area');
  }

  /* A line under a text is a share of the longest line of it. */
  function rule(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    range.setEndBefore(element.lastElementChild);
    const width = Math.max(...Array.from(range.getClientRects(), (r) => r.width));
    element.style.setProperty('--rule', width * Number(element.dataset.rule) + 'px');
  }

  function fits(element, spare) {
    const bottom = element.getBoundingClientRect().bottom;
    return bottom <= area.getBoundingClientRect().bottom - spare + 0.5;
  }

  function isText(element) {
    return element !== null && element.tagName === 'P' && element.childElementCount === 0;
  }

  function lineHeight(element) {
    return parseFloat(getComputedStyle(element).lineHeight);
  }

  function countLines(element) {
    return Math.round(element.getBoundingClientRect().height / lineHeight(element));
  }

  /* Keeps as many words of @p as pass @test and returns a paragraph of the rest, or null. */
  function cut(p, test) {
    const text = p.textContent;
    const ends = Array.from(text.matchAll(/\s+/g), (m) => m.index);
    let low = 0;
    let high = ends.length;
    p.classList.add('broken');
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      p.textContent = text.slice(0, ends[middle - 1]);
      if (test(p))
        low = middle;
      else
        high = middle - 1;
    }
    if (low === 0) {
      p.textContent = text;
      p.classList.remove('broken');
      return null;
    }
    p.textContent = text.slice(0, ends[low - 1]);
    const rest = p.cloneNode(false);
    rest.classList.remove('broken');
    rest.classList.add('rest');
    rest.textContent = text.slice(ends[low - 1]).trimStart();
    return rest;
  }

  /* Two lines at least stay on either sheet. */
  function breakText(p) {
    const all = countLines(p);
    const height = lineHeight(p);
    if (all < 4)
      return null;
    const most = Math.floor((area.getBoundingClientRect().bottom + 0.5
                             - p.getBoundingClientRect().top) / height + 0.01);
    const lines = Math.min(most, all - 2);
    if (lines < 2)
      return null;
    return cut(p, (q) => countLines(q) <= lines);
  }

  /* What must not be parted from a block that begins a sheet. */
  function takeBefore(block) {
    const taken = [];
    let last = area.lastElementChild;
    if (block.dataset.tail !== undefined && isText(last)) {
      const all = countLines(last);
      const rest = all >= 4 ? cut(last, (q) => countLines(q) <= all - 2) : null;
      if (rest !== null) {
        taken.push(rest);
        return taken;
      }
      if (area.childElementCount > 1) {
        taken.unshift(last);
        last = last.previousElementSibling;
      }
    }
    while (last !== null && last.dataset.next !== undefined && last.previousElementSibling) {
      taken.unshift(last);
      last = last.previousElementSibling;
    }
    return taken;
  }

  function place(block) {
    area.append(block);
    if (fits(block, 0))
      return;
    if (isText(block)) {
      const rest = breakText(block);
      if (rest !== null) {
        begin();
        place(rest);
        return;
      }
    }
    if (area.childElementCount === 1)
      return;
    block.remove();
    const taken = takeBefore(block);
    begin();
    for (const element of taken)
      area.append(element);
    if (taken.length > 0) {
      area.append(block);
      return;
    }
    place(block);
  }

  root.style.zoom = '1';
  flow.replaceWith(sheets);
  begin();
  for (const block of blocks) {
    area.append(block);
    block.querySelectorAll('[data-rule]').forEach(rule);
    if (block.dataset.rule !== undefined)
      rule(block);
    block.remove();
    place(block);
  }
  root.style.zoom = '';
  return count;
})();
