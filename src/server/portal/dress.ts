import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The one stylesheet and the mark, under addresses that change with their content. */

const HASH_LETTERS = 12;
const named = (bytes: Buffer, name: string, ending: string): string => `/cong-khai/${name}-${createHash("sha256").update(bytes).digest("hex").slice(0, HASH_LETTERS)}.${ending}`;

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
/** Without what only people who edit it need. */
const style = Buffer.from(read("style.css").toString("utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\s*\n\s*/g, "\n"));
const icon = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b6e69" d="M1 3h14v5H1z"/><path stroke="#fff" d="M4.5 3v2M8 3v3M11.5 3v2"/><path fill="#0b6e69" d="m8 9 3 5H5z"/></svg>');

export const DRESS = { path: named(style, "cong-tam", "css"), style, icon: { path: named(icon, "dau", "svg"), bytes: icon } } as const;
