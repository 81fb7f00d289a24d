import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import type { Bilingual } from "../platform/index.ts";
import { archiveState } from "./archive.ts";
import { nearest } from "./nearest.ts";
import { fill, type Filling, OPTIONS } from "./template.ts";

/** Whether a clerk's template can be used: which of its places is wrong, and what would be right. No I/O; for the thread. */

/** A place as the library has parsed it: a list has what it repeats. */
type Place = { readonly name: string; readonly isRaw: boolean; readonly inner: readonly Place[] | undefined };

const fieldOf = (value: unknown, name: string): unknown => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined);

function placesIn(parsed: unknown): Place[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((part: unknown): Place[] => {
    const inner = fieldOf(part, "subparsed");
    if (fieldOf(part, "type") !== "placeholder") return [];
    const name = fieldOf(part, "value");
    return [{ name: typeof name === "string" ? name : "", isRaw: fieldOf(part, "module") === "rawxml", inner: Array.isArray(inner) ? placesIn(inner) : undefined }];
  });
}

/** The places of every part of the document that has some: its body, headers, footers. */
function placesOf(document: Docxtemplater): Place[] {
  const compiled = fieldOf(document, "compiled");
  return typeof compiled === "object" && compiled !== null ? Object.values(compiled).flatMap((part) => placesIn(fieldOf(part, "postparsed"))) : [];
}

const SAYS: Readonly<Record<string, (tag: string) => Bilingual>> = {
  unclosed_tag: (tag) => ({ vi: `“{${tag}” chưa có dấu } đóng.`, en: `"{${tag}" has no closing }.` }),
  unopened_tag: (tag) => ({ vi: `“${tag}}” thiếu dấu { mở.`, en: `"${tag}}" has no opening {.` }),
  duplicate_open_tag: (tag) => ({ vi: `“${tag}” có hai dấu { liền nhau.`, en: `"${tag}" has two opening {.` }),
  duplicate_close_tag: (tag) => ({ vi: `“${tag}” có hai dấu } liền nhau.`, en: `"${tag}" has two closing }.` }),
  unclosed_loop: (tag) => ({ vi: `Danh sách {#${tag}} chưa được đóng bằng {/${tag}}.`, en: `The list {#${tag}} is not closed by {/${tag}}.` }),
  unopened_loop: (tag) => ({ vi: `{/${tag}} đóng một danh sách chưa mở bằng {#${tag}}.`, en: `{/${tag}} closes a list that was not opened by {#${tag}}.` }),
  closing_tag_does_not_match_opening_tag: (tag) => ({ vi: `{/${tag}} không khớp với danh sách đang mở.`, en: `{/${tag}} does not match the list that is open.` }),
  unbalanced_loop_tags: (tag) => ({ vi: `Danh sách {#${tag}} mở và đóng ở hai bảng hoặc hai ô khác nhau.`, en: `The list {#${tag}} begins and ends in different tables or cells.` }),
};

function saysOf(error: unknown): Bilingual[] {
  const properties = fieldOf(error, "properties");
  const errors = fieldOf(properties, "errors");
  if (Array.isArray(errors)) return errors.flatMap(saysOf);
  const [tag = ""] = ["xtag", "closingtag", "openingtag"].flatMap((name) => {
    const value = fieldOf(properties, name);
    return typeof value === "string" ? [value.trim()] : [];
  });
  const says = SAYS[String(fieldOf(properties, "id"))];
  return [says?.(tag) ?? { vi: `Chỗ điền “${tag}” không đọc được.`, en: `The place "${tag}" cannot be read.` }];
}

/** What may stand at some depth: names of the entries there, and of everything around. */
function unknownIn(places: readonly Place[], scopes: readonly Filling[]): Bilingual[] {
  return places.flatMap(({ name: given, isRaw, inner }): Bilingual[] => {
    const name = given.trim().normalize("NFC");
    if (isRaw) return [{ vi: `{@${name}}: mẫu không dùng dấu @.`, en: `{@${name}}: a template takes no @.` }];
    const found = scopes.findLast((scope) => Object.hasOwn(scope, name))?.[name];
    if (found === undefined) {
      const close = nearest(name, scopes.flatMap((scope) => Object.keys(scope)));
      return [{ vi: `Không có chỗ điền {${name}}.${close === undefined ? "" : ` Có phải {${close}}?`}`, en: `There is no place {${name}}.${close === undefined ? "" : ` Did you mean {${close}}?`}` }];
    }
    if (typeof found !== "string") return found[0] === undefined || inner === undefined ? [] : unknownIn(inner, [...scopes, found[0]]);
    return inner === undefined ? [] : [{ vi: `{${name}} là một chữ, không phải danh sách; hãy bỏ dấu # và /.`, en: `{${name}} is a word and no list; take # and / away.` }];
  });
}

/** Parts that run something, or reach outside when somebody opens the document. */
function dangersIn(zip: PizZip): Bilingual[] {
  const names = Object.keys(zip.files);
  const isActive = names.some((name) => /vbaProject|activeX|embeddings\//i.test(name));
  const outside = names.filter((name) => name.endsWith(".rels")).some((name) => /<Relationship [^>]*TargetMode="External"/.test((zip.file(name)?.asText() ?? "").replaceAll(/<Relationship [^>]*\/hyperlink"[^>]*>/g, "")));
  return [
    ...(isActive ? [{ vi: "Tệp có macro hoặc đối tượng nhúng; hãy lưu lại dạng .docx không có chúng.", en: "The file has macros or embedded objects; save it as .docx without them." }] : []),
    ...(outside ? [{ vi: "Tệp trỏ tới hình ảnh hoặc mẫu ở nơi khác; hãy chèn hình vào tệp thay vì liên kết.", en: "The file points to pictures or templates elsewhere; put them into the file instead." }] : []),
  ];
}

const NO_DOCUMENT: Bilingual = { vi: "Tệp không phải văn bản Word (.docx) đọc được.", en: "The file is no Word document (.docx) that can be read." };

/** Everything that is wrong with a template; nothing when it can be used. */
export async function checkTemplate({ bytes, title, sample }: { readonly bytes: Uint8Array; readonly title: string; readonly sample: Filling }): Promise<readonly Bilingual[]> {
  if ((await archiveState(bytes)) !== "sound") return [NO_DOCUMENT];
  const zip = new PizZip(bytes);
  if (zip.file("word/document.xml") === null) return [NO_DOCUMENT];
  const dangers = dangersIn(zip);
  if (dangers.length > 0) return dangers;
  try {
    const document = new Docxtemplater(zip, OPTIONS);
    const unknown = unknownIn(placesOf(document), [sample]);
    if (unknown.length > 0) return unknown;
    await fill({ template: { bytes }, title, filling: sample });
    return [];
  } catch (error) {
    return saysOf(error);
  }
}
