// Looks at a page in frames of several widths, light, dark and as printed, and lists what a
// reader would stumble over. The page itself has no script; this one runs beside a copy of it.
const FRAMES = [
  ['phone', 390, 'light'], ['tablet', 768, 'light'], ['desktop', 1280, 'light'],
  ['phone, dark', 390, 'dark'], ['paper', 665, 'print'],
];

// sRGB luminance and contrast ratio (WCAG 2.2, definitions).
const luminance = ([r, g, b]) => {
  const f = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
};
const ratio = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
const background = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = colour(e.ownerDocument.defaultView.getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c;
  }
  return [255, 255, 255];
};
const name = e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') || ''} "${e.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}"`;

function audit(page, where, theme) {
  const found = [], say = text => found.push(`${where}: ${text}`);
  const view = page.defaultView, root = page.documentElement;
  if (root.scrollWidth > root.clientWidth) say(`the page is ${root.scrollWidth} px wide`);
  // What may be wider than the window on a phone: tables and the contents, which scroll.
  const scrolls = e => theme !== 'print' && e.closest('.tw, pre, nav.toc');
  for (const e of page.querySelectorAll('main *, footer *')) {
    if (e.closest('svg, math') && e.localName !== 'math' && e.localName !== 'svg') continue;
    const style = view.getComputedStyle(e);
    if (style.display === 'none' || style.visibility === 'hidden') continue;
    if (/auto|scroll|hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && !scrolls(e))
      say(`scrolls sideways by ${e.scrollWidth - e.clientWidth} px: ${name(e)}`);
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(e) && !e.closest('.skip'))
      say(`reaches to ${Math.round(box.left)}…${Math.round(box.right)} px: ${name(e)}`);
    const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.localName === 'math';
    if (text && box.width) {
      const contrast = ratio(colour(style.color), background(e));
      if (contrast < 4.5) say(`contrast ${contrast.toFixed(2)}: ${name(e)}`);
    }
  }
  if (theme === 'print') return found;
  let level = 0;
  for (const h of page.querySelectorAll('main h1, main h2, main h3, main h4, footer h2')) {
    const next = Number(h.localName[1]);
    if (next > level + 1) say(`heading level ${next} after ${level}: ${name(h)}`);
    if (!h.textContent.trim()) say('an empty heading');
    level = next;
  }
  if (page.querySelectorAll('h1').length !== 1) say('not exactly one h1');
  for (const svg of page.querySelectorAll('svg')) {
    const desc = svg.querySelector('desc');
    if (svg.getAttribute('role') !== 'img' || !svg.querySelector('title') || !desc || desc.textContent.trim().length < 20)
      say(`a figure without a description: ${name(svg)}`);
    for (const t of svg.querySelectorAll('text')) {
      const b = t.getBoundingClientRect(), v = svg.getBoundingClientRect();
      if (b.left < v.left - 1 || b.top < v.top - 1 || b.right > v.right + 1 || b.bottom > v.bottom + 1)
        say(`a label leaves its figure: ${t.textContent}`);
    }
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t.textContent]);
    boxes.forEach(([a, s], i) => boxes.slice(i + 1).forEach(([b, u]) => {
      const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (x > 1 && y > 3) say(`labels collide: ${s} and ${u}`);
    }));
  }
  for (const figure of page.querySelectorAll('figure'))
    if (!figure.querySelector('figcaption')) say('a figure without a caption');
  if (page.querySelector('script')) say('a script');
  for (const e of page.querySelectorAll('[src], [href]')) {
    const to = e.getAttribute('src') || e.getAttribute('href');
    if (!to.startsWith('#')) say(`leads outside: ${to}`);
    else if (!page.getElementById(to.slice(1))) say(`leads nowhere: ${to}`);
  }
  const ids = [...page.querySelectorAll('[id]')].map(e => e.id);
  ids.filter((id, k) => ids.indexOf(id) !== k).forEach(id => say(`id used twice: ${id}`));
  if (page.body.textContent.includes('⟦')) say(`missing words: ${page.body.textContent.match(/⟦[^⟧]*/)}`);
  if (page.querySelectorAll('table:not(:has(thead th[scope]))').length) say('a table without headers');
  return found;
}

async function all() {
  const found = [];
  for (const [where, width, theme] of FRAMES) {
    const frame = document.createElement('iframe');
    frame.style = `border:0;width:${width}px;height:900px`;
    frame.src = theme === 'print' ? 'print.html' : 'page.html';
    document.body.append(frame);
    await new Promise(done => frame.onload = done);
    const page = frame.contentDocument;
    if (theme !== 'print') page.documentElement.dataset.theme = theme;
    page.querySelectorAll('details').forEach(d => d.open = true);
    await page.fonts.ready;
    found.push(...audit(page, where, theme));
    frame.remove();
  }
  return found;
}

all().catch(error => [`the audit failed: ${error.stack}`]).then(found => {
  const out = document.createElement('pre');
  out.id = 'audit';
  out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out);
});
