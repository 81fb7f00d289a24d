import { createHash } from "node:crypto";
import { changeTemplate, listTemplates, listTemplateVersions, readTemplate, resetTemplate } from "../../contract/document-templates.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, type Reply } from "../platform/index.ts";
import { checkedTemplate, documentFile, type DocumentKind, DOCX, templateBytes } from "./making.ts";
import { addTemplate, type KeptTemplate, newestTemplate, newestTemplates, templateNumbered, versionsOfTemplate } from "./queries.ts";
import type { Filling } from "./template.ts";

/** Templates that a clerk may change in Word; each change is a version, and the way back to the program's own is one too. */

type Kinds = ReadonlyMap<string, DocumentKind>;

function kindOf(kinds: Kinds, key: string): DocumentKind {
  const kind = kinds.get(key);
  if (kind === undefined) throw new Problem("not-found");
  return kind;
}

/** Every place of a kind, those of lists with their list before them. */
const placesOf = (sample: Filling, before = ""): string[] => Object.entries(sample).flatMap(([name, value]) => (typeof value === "string" ? [`${before}${name}`] : [`${before}#${name}`, ...(value[0] === undefined ? [] : placesOf(value[0], `${before}#${name} › `))]));

const viewOf = (kind: DocumentKind, kept: KeptTemplate | undefined) => ({
  kind: kind.key,
  title: kind.title,
  places: placesOf(kind.sample),
  version: String(kept?.number ?? 0),
  own: kept?.name === undefined || kept.name === null ? null : { name: kept.name, at: kept.at.toISOString(), by: kept.by },
});

async function handleList(kinds: Kinds, { tx }: Call<typeof listTemplates>): Promise<Reply<typeof listTemplates>> {
  const kept = new Map((await newestTemplates(tx)).map((one) => [one.kind, one]));
  return { body: { items: Array.from(kinds.values(), (kind) => viewOf(kind, kept.get(kind.key))) } };
}

async function handleVersions(kinds: Kinds, { tx, params }: Call<typeof listTemplateVersions>): Promise<Reply<typeof listTemplateVersions>> {
  const kept = await versionsOfTemplate(tx, kindOf(kinds, params.kind).key);
  return { body: { items: kept.map(({ number, at, by, name, sha256 }) => ({ number, at: at.toISOString(), by, name, sha256 })) } };
}

async function handleRead(kinds: Kinds, { tx, params, query: { of, number } }: Call<typeof readTemplate>): Promise<FileReply> {
  const kind = kindOf(kinds, params.kind);
  if (of === "sample") return documentFile(tx, kind, { name: `${kind.title.vi} (điền thử)`, filling: kind.sample, format: "docx" });
  const kept = of === "own" ? await (number === undefined ? newestTemplate(tx, kind.key) : templateNumbered(tx, kind.key, number)) : undefined;
  if (number !== undefined && kept === undefined) throw new Problem("not-found");
  const bytes = kept?.bytes ?? null;
  return { file: { name: `Mẫu ${kind.title.vi}.docx`, type: DOCX, make: async () => (bytes === null ? templateBytes(kind) : new Uint8Array(bytes)) }, version: String(kept?.number ?? 0) };
}

type Keeping = { readonly name: string | null; readonly bytes: Buffer | null };

async function keep(kinds: Kinds, { tx, params, seen, actor }: Call<typeof changeTemplate> | Call<typeof resetTemplate>, { name, bytes }: Keeping): Promise<{ readonly body: ReturnType<typeof viewOf>; readonly kept: KeptTemplate }> {
  const kind = kindOf(kinds, params.kind);
  const newest = await newestTemplate(tx, kind.key);
  const current = newest?.number ?? 0;
  const kept: KeptTemplate = { kind: kind.key, number: current + 1, at: await tx.now(), by: actorOf({ actor }).personId, name, sha256: bytes === null ? null : createHash("sha256").update(bytes).digest("hex") };
  if (seen !== String(current) || !(await addTemplate(tx, kept, bytes))) throw new Problem("stale", { extra: { current: viewOf(kind, newest) } });
  return { body: viewOf(kind, kept), kept };
}

const entryOf = ({ at, ...kept }: KeptTemplate) => ({ action: "documents.template-changed", subject: `template:${kept.kind}`, data: { ...kept, at: at.toISOString() } });

async function handleChange(kinds: Kinds, call: Call<typeof changeTemplate>): Promise<Change<typeof changeTemplate>> {
  const bytes = Buffer.from(call.body.content, "base64");
  const faults = await checkedTemplate(kindOf(kinds, call.params.kind), new Uint8Array(bytes));
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 50).map((message) => ({ pointer: "/content", message })) });
  const { body, kept } = await keep(kinds, call, { name: call.body.name, bytes });
  return { reply: { body, version: body.version }, audit: [entryOf(kept)] };
}

async function handleReset(kinds: Kinds, call: Call<typeof resetTemplate>): Promise<Change<typeof resetTemplate>> {
  const { body, kept } = await keep(kinds, call, { name: null, bytes: null });
  return { reply: { body, version: body.version }, audit: [entryOf(kept)] };
}

/** What may stand in papers is known to the rooms that issue them. */
export function templateEndpoints(all: readonly DocumentKind[]): readonly Endpoint[] {
  const kinds: Kinds = new Map(all.map((kind) => [kind.key, kind]));
  return [query(listTemplates, (call) => handleList(kinds, call)), query(listTemplateVersions, (call) => handleVersions(kinds, call)), query(readTemplate, (call) => handleRead(kinds, call)), command(changeTemplate, (call) => handleChange(kinds, call)), command(resetTemplate, (call) => handleReset(kinds, call))];
}
