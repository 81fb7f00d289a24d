import { z } from "zod";
import type { Transaction } from "../../../server/platform/index.ts";
import { act } from "../loading.ts";
import type { GiaLai } from "./gia-lai.ts";
import { daysAfter } from "./quarter-lines.ts";

/** What people did in the present quarter in two offices: unplanned work, work handed back and taken over, a delay that nobody could help. */

const OFFICES = [
  { head: "snv.truongphong", first: "snv.cv1", second: "snv.cv2" },
  { head: "pleiku.truongphong", first: "pleiku.cv1", second: "pleiku.cv2" },
] as const;
const DAYS_BEFORE = 6;
const DAYS_LEFT = 10;

type Present = { readonly id: string; readonly from: string; readonly to: string; readonly today: string };
const item = z.object({ id: z.string(), version: z.string(), state: z.string(), productId: z.string(), due: z.string(), done: z.string(), doneOn: z.string().nullable(), isExtra: z.boolean() });
const workAnswer = z.object({ items: z.array(item) });
type Item = z.output<typeof item>;

async function itemsOf(giaLai: GiaLai, moment: Transaction, { id }: Present, username: string): Promise<Item[]> {
  const actor = giaLai.actor(username);
  return workAnswer.parse((await act(giaLai, moment, actor, "personnel.readWork", { params: { periodId: id, personId: actor.personId } })).body).items;
}

/** One cannot do it and says so; the head has somebody else do it (article 18.1.d). */
async function passOn(giaLai: GiaLai, moment: Transaction, present: Present, { head, first, second }: (typeof OFFICES)[number]): Promise<void> {
  const left = (await itemsOf(giaLai, moment, present, second)).find((one) => one.state === "assigned" && !one.isExtra);
  if (left === undefined) return;
  const params = { periodId: present.id, itemId: left.id };
  const back = await act(giaLai, moment, giaLai.actor(second), "personnel.actOnItem", { params, body: { kind: "hand-back", reason: "Trùng đợt tập huấn, không kịp thời hạn (minh họa)." }, seen: left.version });
  const last = daysAfter(present.to, -1);
  const due = daysAfter(present.today, DAYS_LEFT);
  await act(giaLai, moment, giaLai.actor(head), "personnel.actOnItem", { params, body: { kind: "pass-on", personId: giaLai.actor(first).personId, due: due > last ? last : due }, seen: item.pick({ version: true }).parse(back.body).version });
}

/** Late for a cause that the head confirms: nothing is taken off. */
async function excuse(giaLai: GiaLai, moment: Transaction, present: Present, { head, second }: (typeof OFFICES)[number]): Promise<void> {
  const late = (await itemsOf(giaLai, moment, present, second)).find((one) => one.state === "done" && (one.doneOn ?? "") > one.due);
  if (late === undefined) return;
  await act(giaLai, moment, giaLai.actor(head), "personnel.acceptWork", { params: { periodId: present.id }, body: { items: [{ itemId: late.id, version: late.version, accepted: late.done, excused: 1, note: "Cơ quan phối hợp gửi số liệu chậm (minh họa)." }] } });
}

export async function actUnderWay(giaLai: GiaLai, moment: Transaction, present: Present): Promise<void> {
  const before = daysAfter(present.today, -DAYS_BEFORE);
  for (const office of OFFICES) {
    const [some] = await itemsOf(giaLai, moment, present, office.first);
    if (some !== undefined) await act(giaLai, moment, giaLai.actor(office.first), "personnel.recordWork", { params: { periodId: present.id }, body: { unplanned: [{ productId: some.productId, quantity: "1", doneOn: before < present.from ? present.from : before, reference: "Việc đột xuất (minh họa)" }] } });
    await passOn(giaLai, moment, present, office);
    await excuse(giaLai, moment, present, office);
  }
}
