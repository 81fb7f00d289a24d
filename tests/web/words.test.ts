import { expect, test } from "vitest";
import { lineOf, literalOf, type Node, nodesBelow, piecesOf, readSources, type Source } from "./sources.ts";

const sources = readSources();
const isWords = ({ path }: Source): boolean => /(?:^|[/-])words(?:-[a-z-]+)?\.ts$/.test(path);

type Word = { readonly source: Source; readonly room: string; readonly key: string; readonly vi: string | undefined; readonly en: string | undefined };

const properties = (node: Node | undefined): readonly Node[] => (Array.isArray(node?.["properties"]) ? (node["properties"] as Node[]) : []);
const nameOf = (property: Node): string => {
  const key = property["key"] as Node;
  return literalOf(key) ?? String(key["name"]);
};

/** All words that a file defines. */
function wordsOf(source: Source): Word[] {
  return [...nodesBelow(source.tree)].flatMap(({ node }) => {
    if (node.type !== "CallExpression" || (node["callee"] as Node)["name"] !== "defineWords") return [];
    const [room, table] = node["arguments"] as Node[];
    const [vi, en] = ["vi", "en"].map((language) => properties(table).find((one) => nameOf(one) === language)?.["value"] as Node | undefined);
    const inEnglish = new Map(properties(en).map((one) => [nameOf(one), literalOf(one["value"] as Node)]));
    return properties(vi).map((one) => ({ source, room: literalOf(room!) ?? "", key: nameOf(one), vi: literalOf(one["value"] as Node), en: inEnglish.get(nameOf(one)) }));
  });
}

const words = sources.filter(isWords).flatMap(wordsOf);

/** What a room's code says: whole texts, and templates by how they begin and end. */
type Said = { readonly texts: ReadonlySet<string>; readonly templates: readonly (readonly [begin: string, end: string])[] };

function saidIn(some: readonly Source[]): Said {
  const nodes = some.flatMap((one) => [...nodesBelow(one.tree)].map(({ node }) => node));
  const templates = nodes.map(piecesOf).flatMap((pieces) => (pieces.length > 1 && pieces.join("") !== "" ? [[pieces[0] ?? "", pieces.at(-1) ?? ""] as const] : []));
  return { texts: new Set(nodes.flatMap((node) => literalOf(node) ?? [])), templates };
}

/** What the shell and the components say, all rooms may. */
const SHARED = new Set(["ui", "shell"]);
const everywhere = saidIn(sources.filter((one) => !isWords(one)));
const saidByRoom = new Map([...Map.groupBy(sources.filter((one) => !isWords(one)), (one) => one.room)].map(([room, some]) => [room, saidIn(some)]));

/** Whether a room's code names the key: whole, or by the beginning and end of a template. */
function isUsed({ source, key }: Word): boolean {
  const said = SHARED.has(source.room) ? everywhere : saidByRoom.get(source.room);
  return said !== undefined && (said.texts.has(key) || said.templates.some(([begin, end]) => begin + end !== "" && key.length > begin.length + end.length && key.startsWith(begin) && key.endsWith(end)));
}

test("words are found", () => {
  expect(words.length).toBeGreaterThan(50);
});

test("no word is defined that nobody says", () => {
  expect(words.filter((word) => !isUsed(word)).map(({ room, key }) => `${room}: ${key}`)).toEqual([]);
});

test("each word is said in both languages, with the same gaps to fill", () => {
  const gaps = (text: string | undefined): string[] => [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
  const faults = words.filter(({ vi, en }) => vi === undefined || en === undefined || vi.trim() === "" || en.trim() === "" || JSON.stringify(gaps(vi)) !== JSON.stringify(gaps(en)));
  expect(faults.map(({ room, key }) => `${room}: ${key}`)).toEqual([]);
});

test("nobody is called bạn, and no button says OK", () => {
  expect(words.filter(({ vi }) => /(?:^|[^\p{L}])(?:[Bb]ạn|OK)(?:$|[^\p{L}])/u.test(vi ?? "")).map(({ room, key }) => `${room}: ${key}`)).toEqual([]);
});

const SPOKEN = new Set(["aria-label", "aria-description", "alt", "label", "placeholder", "title", "okText", "cancelText", "help"]);
const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text);
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;

/** Sentences that stand in the code instead of in the words of both languages. */
const untranslated = (source: Source): string[] =>
  [...nodesBelow(source.tree)].flatMap(({ node, parent }) => {
    const text = node.type === "JSXText" ? String(node["value"]) : literalOf(node);
    if (text === undefined) return [];
    const isAttribute = parent?.type === "JSXAttribute" && SPOKEN.has(String((parent["name"] as Node)["name"]));
    const isSpoken = node.type === "JSXText" || isAttribute ? hasWord(text) : VIETNAMESE.test(text);
    return isSpoken ? [`${source.path}:${String(lineOf(source, node))} ${text.trim().slice(0, 60)}`] : [];
  });

test("every sentence stands among the words", () => {
  expect(sources.filter((one) => !isWords(one)).flatMap(untranslated)).toEqual([]);
});
