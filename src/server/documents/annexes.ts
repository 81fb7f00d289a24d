/** Each annex counts its own pages (NĐ 30/2020, Phụ lục I, mục II), so each has a section of its own. No I/O; for the thread. */

/** The head of an annex, as the layout draws it: a heading that begins a page. */
const HEAD = /<w:p(?: [^>]*)?><w:pPr>(?:(?!<\/w:pPr>).)*<w:pStyle w:val="Heading1"\/>(?:(?!<\/w:pPr>).)*<w:pageBreakBefore\/>/gs;
const SECTION = /<w:sectPr(?: [^>]*)?>.*?<\/w:sectPr>/s;
const AFTER_SECTION = "</w:sectPr></w:pPr></w:p>";

/** A paragraph that ends a section takes no room. */
const endOf = (section: string): string => `<w:p><w:pPr><w:spacing w:line="1" w:lineRule="exact"/>${section}</w:pPr></w:p>`;

/** An annex that has nothing to tell leaves no sheet behind: the section before it is the last. */
function withoutEmptyEnd(document: string): string {
  const last = document.lastIndexOf("<w:sectPr");
  const before = document.slice(0, last);
  if (!before.endsWith(AFTER_SECTION)) return document;
  const [section] = SECTION.exec(before.slice(before.lastIndexOf("<w:sectPr"))) ?? [""];
  return `${before.slice(0, Math.max(before.lastIndexOf("<w:p>"), before.lastIndexOf("<w:p ")))}${section}${document.slice(document.indexOf("</w:sectPr>", last) + "</w:sectPr>".length)}`;
}

/** How many annexes there are is known once the lists are filled; before each that does not begin its section already, the section around it ends and begins anew. */
export function withOwnPages(given: string): string {
  const document = withoutEmptyEnd(given);
  let written = "";
  let from = 0;
  for (const { index } of document.matchAll(HEAD)) {
    const before = document.slice(from, index);
    const [section] = SECTION.exec(document.slice(index)) ?? [];
    written += section === undefined || before.endsWith(AFTER_SECTION) ? before : before + endOf(section);
    from = index;
  }
  return written + document.slice(from);
}
