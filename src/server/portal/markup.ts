/** HTML as a value: what is put into it as text is escaped, what was made as markup stays. */

export type Markup = { readonly html: string };
export type Piece = Markup | string | number | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

const isList = (piece: Piece): piece is readonly Piece[] => Array.isArray(piece);

function written(piece: Piece): string {
  if (piece === undefined) return "";
  if (isList(piece)) return piece.map(written).join("");
  return typeof piece === "object" ? piece.html : escaped(String(piece));
}

export const markup = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({ html: strings.map((text, i) => `${text}${written(pieces[i])}`).join("") });

/** What is only there if something holds. */
export const when = (holds: boolean, piece: () => Piece): Piece => (holds ? piece() : undefined);
