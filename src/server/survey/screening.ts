/** Free text without the people in it: names, telephone numbers, addresses of mail, numbers of papers. Rather too much than too little. */

const MAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const PHONE = /(?<![\d.])\+?(?:84|0)(?:[\s.-]?\d){8,10}(?!\d)/gu;
/** Identity papers, accounts, tax numbers: whatever has nine digits or more. */
const PAPER = /(?<!\d)\+?\d(?:[\s.-]?\d){8,}(?!\d)/gu;

/** A name after a form of address, as far as its words begin with capitals. */
const ADDRESSED = /(?<![\p{L}\p{M}])((?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[bB]ác|[cC]ậu|[eE]m|[tT]hầy|[đĐ]ồng chí|[đĐ]\/c|[cC]án bộ|[cC]hủ tịch|[gG]iám đốc|[bB]í thư))\s+((?:\p{Lu}[\p{L}\p{M}']*)(?:\s+\p{Lu}[\p{L}\p{M}']*){0,4})/gu;
/** Family names of the Kinh, and how names of the highlands begin or end. */
const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Đoàn", "Lương", "Mai", "Tô", "Hà", "Cao", "Châu", "Tạ", "Thái", "Y", "H'", "H’"] as const;
const NAMED = new RegExp(`(?<![\\p{L}\\p{M}])(?:${FAMILY.join("|")})(?:\\s*(?<=['’])|\\s+)\\p{Lu}[\\p{L}\\p{M}'’]*(?:\\s+\\p{Lu}[\\p{L}\\p{M}'’]*){0,3}`, "gu");

const SCREENED = "[…]";
const MOST_WORDS = 6;

/** One letter for each letter, so that places stay the same. */
const folded = (text: string): string => Array.from(text, (sign) => (sign === "đ" || sign === "Đ" ? "d" : sign.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().slice(0, sign.length) || sign)).join("");

/** Known names as words without marks, for looking up. */
export function nameBook(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((one) => folded(one.normalize("NFC")).split(/\s+/u).filter((word) => word !== "").join(" ")).filter((one) => one.includes(" ")));
}

/** Names that are known, in any case and with or without marks: two to six words in a row. */
function withoutKnown(text: string, book: ReadonlySet<string>): string {
  if (book.size === 0) return text;
  const words = [...text.matchAll(/[\p{L}\p{M}'’]+/gu)].map((one) => ({ from: one.index, to: one.index + one[0].length, plain: folded(one[0]) }));
  const cuts: { from: number; to: number }[] = [];
  for (let i = 0; i < words.length; i++) {
    for (let length = Math.min(MOST_WORDS, words.length - i); length >= 2; length--) {
      const some = words.slice(i, i + length);
      const [first, last] = [some[0], some.at(-1)];
      if (first === undefined || last === undefined || !book.has(some.map((one) => one.plain).join(" "))) continue;
      cuts.push({ from: first.from, to: last.to });
      i += length - 1;
      break;
    }
  }
  return cuts.toReversed().reduce((rest, { from, to }) => rest.slice(0, from) + SCREENED + rest.slice(to), text);
}

/** A text that may be shown. */
export function screened(text: string, book: ReadonlySet<string>): string {
  const plain = text.normalize("NFC").replaceAll(MAIL, SCREENED).replaceAll(PAPER, SCREENED).replaceAll(PHONE, SCREENED);
  return withoutKnown(plain, book).replaceAll(ADDRESSED, (_whole, address: string) => `${address} ${SCREENED}`).replaceAll(NAMED, SCREENED);
}
