"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const panel = document.getElementById("panel");
const shown = document.getElementById("shown");
const TOLD = { both: "told by both", near: "near match", only: "no match found" };
const MOST = 12; // partners of one claim that are shown
let opener = null;

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const pieces = (kind, number) => all(`[data-${kind}~="${number}"]`);
const words = (kind, number) => pieces(kind, number).map((piece) => piece.textContent).join("");
const columnOf = (piece) => piece && piece.closest(".column");

function make(tag, content, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of [content].flat()) if (child !== undefined) element.append(child);
  return element;
}

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// On a page of very many articles each is packed until it is asked for.
const unfolding = [];
const home = (firsts, number) => firsts.findLastIndex((first) => first <= number);

async function unfold(at) {
  const { html, marks, claims, layers } = await unpack(data.packs[at]);
  marks.forEach((mark, place) => (data.marks[data.firsts[at] + place] = mark));
  claims.forEach((claim, place) => (data.claims[data.claimFirsts[at] + place] = claim));
  for (const [layer, numbers] of Object.entries(layers)) data.layers[layer].push(...numbers);
  const column = document.querySelector(`.column[data-column="${at}"]`);
  column.innerHTML = html;
  column.hidden = false;
  return column;
}

const need = (articles) => Promise.all(articles.map((at) => (unfolding[at] ??= unfold(at))));
const needHomes = (firsts, numbers) => data.packs && need([...new Set(numbers.map((number) => home(firsts, number)))]);

function isolated(text) {
  return make("bdi", text);
}

function inView(piece) {
  const box = piece.getBoundingClientRect();
  const column = columnOf(piece).getBoundingClientRect();
  const floor = panel.hidden ? window.innerHeight : panel.getBoundingClientRect().top;
  return box.height > 0 && box.top >= Math.max(0, column.top) && box.bottom <= Math.min(floor, column.bottom) - 64;
}

function reveal(piece) {
  if (!piece || inView(piece)) return;
  const folded = piece.closest("details");
  if (folded) folded.open = true;
  const column = columnOf(piece);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (column && column.scrollHeight > column.clientHeight) {
    const at = piece.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop;
    column.scrollTo({ top: at - column.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
    const box = column.getBoundingClientRect();
    if (box.top > window.innerHeight * 0.5 || box.bottom < window.innerHeight * 0.3) column.scrollIntoView({ block: "start" });
  } else {
    piece.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

function light(groups) {
  all(".lit").forEach((piece) => piece.classList.remove("lit"));
  groups.flat().forEach((piece) => piece.classList.add("lit"));
}

function firstInEach(groups) {
  const found = new Map();
  for (const piece of groups.flat()) if (!found.has(columnOf(piece))) found.set(columnOf(piece), piece);
  return [...found.values()];
}

function open(content) {
  shown.replaceChildren(...content);
  panel.hidden = false;
  panel.scrollTop = 0;
}

function close() {
  panel.hidden = true;
  light([]);
  if (opener) opener.focus({ preventScroll: true });
  opener = null;
}

function goTo(piece, label) {
  const button = make("button", label, "plain");
  button.addEventListener("click", () => reveal(piece));
  return button;
}

function describe(number) {
  const [note, row] = data.marks[number];
  const found = pieces("m", number);
  const where = columnOf(found[0]);
  const label = where ? data.labels[where.dataset.column] : "";
  const line = make("li", [isolated(`“${words("m", number)}”`), ` ${note} `]);
  line.append(make("span", [isolated(label), ` · ${row} `], "quiet"), goTo(found[0], "go there"));
  return line;
}

async function list(heading, numbers) {
  await needHomes(data.firsts, numbers);
  const groups = numbers.map((number) => pieces("m", number));
  light(groups);
  open([make("p", make("strong", heading)), make("ul", numbers.map(describe))]);
  firstInEach(groups).forEach(reveal);
}

function compared(text, other) {
  const split = (line) => line.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) || [];
  const there = new Set(split(other.toLowerCase()));
  const known = (part) => !/[\p{L}\p{N}]/u.test(part) || there.has(part.toLowerCase());
  return make("bdi", ["“", ...split(text).map((part) => (known(part) ? part : make("mark", part))), "”"]);
}

function telling(claim, other) {
  const [article, row] = data.claims[claim];
  const text = words("c", claim);
  const line = make("li", [isolated(data.labels[article]), ": "]);
  line.append(other === undefined ? isolated(`“${text}”`) : compared(text, words("c", other)));
  line.append(" ", make("span", `${row} `, "quiet"), goTo(pieces("c", claim)[0], "go there"));
  return line;
}

function pairLines(claim, [a, b, other, status, score, changes, row]) {
  const partner = a === claim ? b : a;
  const head = make("p", [make("strong", TOLD[status]), ` · ${row} · similarity ${score.toFixed(2)}`]);
  if (status === "only") {
    head.append(" · in ", isolated(data.labels[other]), partner === null ? "" : "; the nearest there is:");
    return partner === null ? [head] : [head, make("ul", telling(partner, claim))];
  }
  const told = make("ul", [telling(partner, claim)]);
  const what = changes.length ? changes.map((change) => make("li", isolated(change))) : [make("li", "wording only: nothing else was found to differ")];
  return [head, told, make("p", "What changed in the telling:"), make("ul", what)];
}

async function showClaim(claim) {
  if (typeof data.pairs === "string") data.pairs = await unpack(data.pairs);
  const found = data.pairs.filter(([a, b, , status]) => a === claim || (b === claim && status !== "only"));
  const own = data.packs ? found.sort((one, other) => other[4] - one[4]).slice(0, MOST) : found;
  await needHomes(data.claimFirsts, own.flatMap(([a, b]) => [a, b]).filter((one) => one !== null));
  const matched = own.filter(([, , , status]) => status !== "only");
  const partners = (matched.length ? own : own.filter(([, b]) => b !== null)).map(([a, b]) => (a === claim ? b : a)).filter((one) => one !== null);
  const groups = [claim, ...partners].map((one) => pieces("c", one));
  light(groups);
  const content = [make("ul", telling(claim, partners.length === 1 ? partners[0] : undefined))];
  if (!own.length) content.push(make("p", "Told again elsewhere in its article, so not compared by itself."));
  own.forEach((pair) => content.push(...pairLines(claim, pair)));
  if (found.length > own.length) content.push(make("p", `and ${found.length - own.length} less alike in other articles`, "quiet"));
  open(content);
  firstInEach(groups.slice(1)).forEach(reveal);
  reveal(groups[0][0]);
}

async function showWords(target) {
  const marked = target.closest("[data-m]");
  const sentence = target.closest(".sentence");
  const held = target.closest("[data-c]") || (sentence && sentence.querySelector("[data-c]"));
  const visible = marked ? marked.dataset.m.split(" ").map(Number).filter((number) => data.marks[number][2]) : [];
  if (held && document.getElementById("layer-alignment").checked) {
    const claims = held.dataset.c.split(" ").map(Number);
    await showClaim(claims.reduce((one, other) => (words("c", other).length < words("c", one).length ? other : one)));
    if (visible.length) shown.append(make("p", "Marks on the words pressed:"), make("ul", visible.map(describe)));
  } else if (visible.length) {
    list("Marks on the words pressed", visible);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && !panel.contains(button)) opener = button;
  if (button && button.id === "close") close();
  else if (button && button.dataset.open) need([Number(button.dataset.open)]).then(([column]) => column.scrollIntoView());
  else if (button && button.dataset.claim) showClaim(Number(button.dataset.claim));
  else if (button && button.dataset.differs) {
    const item = button.closest("li").querySelector("bdi").textContent;
    list(item, data.differing[button.dataset.differs]);
  } else if (button && button.dataset.count) {
    const { count, article } = button.dataset;
    const numbers = data.counts[count][article];
    list(`${button.closest("tr").querySelector("th").textContent}: ${button.textContent} in ${data.labels[article]}`, numbers);
  } else if (button && button.dataset.layer) {
    document.getElementById(`layer-${button.dataset.layer}`).checked = true;
    const which = data.packs ? "In the articles shown, the marks" : "Every mark";
    list(`${which} of the layer ${button.dataset.layer}`, data.layers[button.dataset.layer]);
  } else if (!button && event.target.closest(".text") && !String(window.getSelection())) showWords(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) close();
});
if (data.packs) need([0, 1]);
