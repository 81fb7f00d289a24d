import { z } from "zod";
import { day, grant, id, pageOf, pageQuery, route } from "./route.ts";

/** Units in a tree with the days on which they exist, people and their posts. Periods run to the day before `to`. */

// Control characters (and half surrogate pairs, which are control to `\p{C}`) have no place in a name.
const line = (most: number) => z.string().trim().min(1).max(most).regex(/^\P{C}*$/u).normalize("NFC");
/** As the authority writes it: letters of any script, digits, and . _ / - inside. */
export const unitCode = z.string().normalize("NFC").regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._/-]{0,58}[\p{L}\p{N}])?$/u);
const indexCode = z.string().regex(/^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$/).max(40);
const name = line(500);
const searched = z.string().max(200).regex(/^\P{C}*$/u).optional();
/** No business is done with days that PostgreSQL or people would stumble over. */
export const dated = day.refine((value) => !day.safeParse(value).success || (value >= "1900-01-01" && value < "2200-01-01"), "dated");

const POST_KINDS = ["head", "deputy", "officer"] as const;
export type PostKind = (typeof POST_KINDS)[number];

const manage = grant("any", "administrator", "programme-officer");
const unitParams = z.strictObject({ unitId: id });

const unitItem = z.strictObject({ id, code: unitCode, name, index: indexCode.nullable(), parent: id.nullable(), from: day, to: day.nullable() });
const link = z.strictObject({ id, code: unitCode, name, on: day, kind: z.enum(["merge", "split", "rename"]) });
/** `name` is the name today; before the unit exists its first, afterwards its last. */
export const unitDetail = unitItem.extend({ names: z.array(z.strictObject({ name, from: day, to: day.nullable() })), successors: z.array(link), predecessors: z.array(link) });

export const listUnits = route({
  operationId: "organisation.listUnits",
  method: "GET",
  path: "/units",
  summary: { vi: "Danh sách cơ quan, đơn vị tại một ngày, theo mã", en: "Units on a day, by code" },
  grants: grant("any", "signed-in"),
  query: pageQuery.extend({ index: indexCode.optional(), at: dated.optional(), text: searched }),
  response: pageOf(unitItem),
});

export const showUnit = route({
  operationId: "organisation.showUnit",
  method: "GET",
  path: "/units/{unitId}",
  summary: { vi: "Một cơ quan, đơn vị với lịch sử tên gọi, sáp nhập", en: "A unit with the history of its names and mergers" },
  grants: grant("any", "signed-in"),
  params: unitParams,
  response: unitDetail,
  version: "carries",
});

export const addUnit = route({
  operationId: "organisation.addUnit",
  method: "POST",
  path: "/units",
  summary: { vi: "Thêm cơ quan, đơn vị", en: "Add a unit" },
  grants: manage,
  body: z.strictObject({ code: unitCode, name, index: indexCode.nullable(), parent: id.nullable().default(null), from: dated.optional() }),
  status: 201,
  response: unitDetail,
  version: "carries",
  problems: ["conflict"],
  example: { code: "SNV", name: "Sở Nội vụ", index: "01" },
});

export const changeUnit = route({
  operationId: "organisation.changeUnit",
  method: "PUT",
  path: "/units/{unitId}",
  summary: { vi: "Đổi tên (từ một ngày) hoặc chuyển cơ quan cấp trên", en: "Rename (from a day on) or move a unit" },
  grants: manage,
  params: unitParams,
  body: z.strictObject({ name, index: indexCode.nullable(), parent: id.nullable(), on: dated.optional() }),
  response: unitDetail,
  version: "requires",
  problems: ["conflict"],
  example: { name: "Sở Nội vụ và Lao động", index: "01", parent: null, on: "2026-03-01" },
});

export const mergeUnit = route({
  operationId: "organisation.mergeUnit",
  method: "POST",
  path: "/units/{unitId}/merging",
  summary: { vi: "Sáp nhập vào đơn vị khác từ một ngày; các vị trí đang giữ kết thúc cùng ngày", en: "Merge into another unit from a day on; open posts end on that day" },
  grants: manage,
  params: unitParams,
  body: z.strictObject({ into: id, on: dated }),
  response: unitDetail,
  version: "carries",
  problems: ["conflict"],
  example: { into: "0b9f2c4e", on: "2026-07-01" },
});

export const importedUnit = z.strictObject({ code: unitCode, name, index: indexCode.nullable(), parent: unitCode.nullable().optional() });
export type ImportedUnit = z.output<typeof importedUnit>;
/** A cell as somebody wrote it: what is wrong with each is told together with all that is wrong with the list. */
const cell = z.string().max(1000);
const listedUnit = z.strictObject({ code: cell, name: cell, index: cell.nullable(), parent: cell.nullable().optional() });
export type ListedUnit = z.output<typeof listedUnit>;

export const importUnitList = route({
  operationId: "organisation.importUnits",
  method: "POST",
  path: "/units/import",
  summary: { vi: "Nhập danh sách đơn vị theo mã; nhập lại không tạo thêm; có lỗi thì không nhập gì", en: "Import units by code; again changes nothing; with faults nothing is imported" },
  grants: manage,
  body: z.strictObject({ units: z.array(listedUnit).min(1).max(5000), from: dated.optional() }),
  response: z.strictObject({ created: z.array(z.strictObject({ id, code: unitCode })), unchanged: z.array(z.strictObject({ id, code: unitCode })) }),
  problems: ["conflict", "invalid-input"],
  example: { units: [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "CCVTLT", name: "Chi cục Văn thư, Lưu trữ", index: null, parent: "SNV" }] },
});

const postItem = z.strictObject({ id, unit: id, kind: z.enum(POST_KINDS), title: line(200), from: day, to: day.nullable() });
const personItem = z.strictObject({ id, name: line(200), posts: z.array(postItem) });

export const listPeople = route({
  operationId: "organisation.listPeople",
  method: "GET",
  path: "/people",
  summary: { vi: "Danh sách người, kèm các vị trí đã và đang giữ", en: "People with the posts that they have and had" },
  grants: grant("any", "signed-in"),
  query: pageQuery.extend({ text: searched, unit: id.optional() }),
  response: pageOf(personItem),
});

export const importedPerson = z.strictObject({ name: line(200), unit: unitCode, kind: z.enum(POST_KINDS), title: line(200), from: dated.optional() });
export type ImportedPerson = z.output<typeof importedPerson>;
const listedPerson = z.strictObject({ name: cell, unit: cell, kind: cell, title: cell, from: cell.optional() });
export type ListedPerson = z.output<typeof listedPerson>;

export const importPeopleList = route({
  operationId: "organisation.importPeople",
  method: "POST",
  path: "/people/import",
  summary: { vi: "Nhập danh sách người và vị trí theo mã đơn vị; nhập lại không tạo thêm; có lỗi thì không nhập gì", en: "Import people with their posts by the codes of units; again changes nothing; with faults nothing is imported" },
  grants: manage,
  body: z.strictObject({ people: z.array(listedPerson).min(1).max(5000) }),
  bodyLimit: 4_000_000,
  status: 201,
  response: z.strictObject({ people: z.number().int(), posts: z.number().int(), unchanged: z.number().int() }),
  problems: ["conflict", "invalid-input"],
  example: { people: [{ name: "Nguyễn Thị Lan", unit: "SNV", kind: "officer", title: "Chuyên viên", from: "2026-01-01" }] },
});

export const addPersonRoute = route({
  operationId: "organisation.addPerson",
  method: "POST",
  path: "/people",
  summary: { vi: "Thêm người", en: "Add a person" },
  grants: manage,
  body: z.strictObject({ name: line(200) }),
  status: 201,
  response: personItem,
  example: { name: "Nguyễn Thị Lan" },
});

export const addPostRoute = route({
  operationId: "organisation.addPost",
  method: "POST",
  path: "/people/{personId}/posts",
  summary: { vi: "Giao vị trí trong một đơn vị", en: "Give a person a post in a unit" },
  grants: manage,
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ unit: id, kind: z.enum(POST_KINDS), title: line(200), from: dated, to: dated.nullable().default(null) }),
  status: 201,
  response: postItem,
  problems: ["conflict"],
  example: { unit: "0b9f2c4e", kind: "head", title: "Giám đốc", from: "2026-01-01" },
});

export const endPostRoute = route({
  operationId: "organisation.endPost",
  method: "POST",
  path: "/posts/{postId}/ending",
  summary: { vi: "Thôi giữ vị trí từ một ngày", en: "End a post from a day on" },
  grants: manage,
  params: z.strictObject({ postId: id }),
  body: z.strictObject({ on: dated }),
  response: postItem,
  problems: ["conflict"],
  example: { on: "2026-07-01" },
});
