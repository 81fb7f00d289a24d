import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOTIFICATION_KINDS } from "../../contract/notification.ts";
import { enqueue, type Jobs, startJobs } from "../platform/index.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { readLetter } from "../../../tests/server/read-letter.ts";
import { type MailServer, openMailServer } from "../../../tests/server/smtp.ts";
import { until } from "../../../tests/server/until.ts";
import { makeNotification, notify, type Reminder } from "./index.ts";
import type { Notice } from "./words.ts";

let test: TestDatabase;
let server: MailServer;
let running: Jobs[] = [];
let failures: string[] = [];
let reminders: Reminder[] = [];

beforeEach(async () => {
  test = await freshDatabase();
  server = await openMailServer();
  failures = [];
  reminders = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  running = [];
  await server.close();
  await test.close();
});

/** A process of the house that does the room's jobs. */
async function start(how: "with mail" | "without mail" = "with mail"): Promise<void> {
  const mail = { smtpUrl: server.url, from: "Công Tâm <congtam@noivu.example.vn>", publicUrl: "https://congtam.example.vn" };
  const notification = makeNotification({ isPerson: async () => true, remindersDue: [async () => reminders], ...(how === "with mail" ? { mail } : {}) });
  running.push(await startJobs({ connection: test.connection, tasks: notification.tasksOn(test.database), recurring: notification.recurring, onFailure: (message) => failures.push(message), pollMs: 20 }));
}

const settle = (person: string, mailing: string, address: string | null = `${person}@snv.example.vn`, language = "vi") =>
  test.superuser.query("insert into congtam.notification_setting values ($1, $2, $3, $4, 1)", [person, address, language, JSON.stringify(Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, mailing])))]);
const tell = (notice: Notice) => test.database.transaction((tx) => notify(tx, notice));
const published = (campaign: string, to: readonly string[] = ["an"]): Notice => ({ to, kind: "result-published", subject: `campaign:${campaign}`, data: { campaign } });
const tick = (task: string, times = 1) => test.database.transaction((tx) => enqueue(tx, task, Array.from({ length: times }, () => ({}))));
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await test.superuser.query<Record<string, unknown>>(sql)).rows;
const outbox = () => rows("select person_id, attempts, sent_to, failed_at is not null as failed, reason, digest_on from congtam.notification_mail order by id");
const idle = () => until(async () => (await rows("select from graphile_worker._private_jobs")).length === 0 || undefined);
/** As if the time of the next attempt had come. */
const hurry = () => test.superuser.query("update graphile_worker._private_jobs set run_at = now()");
/** What was said of the next attempt that failed, once the queue has it back. */
async function failed(): Promise<string> {
  const said = await until(() => failures.shift());
  await until(async () => (await rows("select from graphile_worker._private_jobs where locked_at is not null")).length === 0 || undefined);
  return said;
}

describe("a letter", () => {
  it("tells in the person's language what the inbox tells, where to read it, and who sent it", async () => {
    await start();
    await settle("an", "immediate");
    await settle("binh", "immediate", "binh@stc.example.vn", "en");
    await tell({ to: ["an", "binh"], kind: "extension-granted", subject: "campaign:1", data: { campaign: "Đánh giá năm 2026", unit: "Sở Nội vụ", stage: "self-scoring", until: "2026-12-15T10:00:00Z" } });
    await idle();
    const [an, binh] = server.taken.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(an).toMatchObject({ to: "an@snv.example.vn", from: "congtam@noivu.example.vn" });
    const letter = readLetter(an?.raw ?? "");
    expect(letter.headers.get("subject")).toBe("[Công Tâm] Sở Nội vụ: được gia hạn Tự chấm điểm");
    expect(letter.headers.get("from")).toBe("Công Tâm <congtam@noivu.example.vn>");
    expect(letter.headers.get("auto-submitted")).toBe("auto-generated");
    expect(letter.text).toContain("Sở Nội vụ được gia hạn Tự chấm điểm trong đợt “Đánh giá năm 2026” đến 17:00 ngày 15/12/2026.");
    expect(letter.text).toContain("https://congtam.example.vn/notifications");
    expect(letter.html).toContain('<a href="https://congtam.example.vn/notifications">');
    expect(readLetter(binh?.raw ?? "").headers.get("subject")).toBe("[Công Tâm] Sở Nội vụ: more time for Self-scoring");
    expect(await outbox()).toMatchObject([{ person_id: "an", attempts: 1, sent_to: "an@snv.example.vn" }, { person_id: "binh", sent_to: "binh@stc.example.vn" }]);
  });

  it("goes to those only who have an address and want it at once", async () => {
    await start();
    await settle("an", "off");
    await settle("binh", "digest");
    await settle("chi", "immediate", null);
    await tell(published("A", ["an", "binh", "chi", "nobody"]));
    await idle();
    expect({ letters: await outbox(), visits: server.visits() }).toEqual({ letters: [], visits: 0 });
  });

  it("is not even queued in a house without a mail server", async () => {
    await start("without mail");
    await settle("an", "immediate");
    await tell(published("A"));
    await tick("notification.digest");
    await idle();
    expect({ letters: await outbox(), failures, told: (await rows("select from congtam.notification")).length }).toEqual({ letters: [], failures: [], told: 1 });
  });

  it("from hostile names is one header and no markup", async () => {
    await start();
    await settle("an", "immediate");
    const unit = 'Sở X\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script>"\u202E & <img src=x onerror=y>';
    await tell({ to: ["an"], kind: "submitted", subject: "assessment:1", data: { campaign: "<b>Đợt</b>\u0007", unit } });
    await idle();
    const [taken] = server.taken;
    const letter = readLetter(taken?.raw ?? "");
    expect(taken?.to).toBe("an@snv.example.vn");
    expect(letter.headers.has("bcc")).toBe(false);
    expect(letter.headerLines.filter((line) => !/^(?:From|To|Subject|Message-ID|Date|MIME-Version|Content-Type|Auto-Submitted): /.test(line))).toEqual([]);
    expect(letter.headers.get("subject")).toBe('[Công Tâm] Sở X Bcc: all@evil.example <script>alert(1)</script>" & <img src=x onerror=y> đã nộp hồ sơ');
    expect(letter.html).not.toMatch(/<script|<img|<b>/);
    expect(letter.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot; &amp; &lt;img src=x onerror=y&gt;");
    expect(["\u202E", "\u0007"].filter((sign) => letter.text.includes(sign))).toEqual([]);
  });
});

describe("a mail server that", () => {
  beforeEach(async () => {
    await start();
    await settle("an", "immediate");
  });

  it("refuses for now is asked again, and takes the letter once", async () => {
    server.next.push("refuse-451", "refuse-451");
    await tell(published("A"));
    expect(await failed()).toMatch(/^job notification\.send \d+ failed, attempt 1 of 25: .*451/);
    expect(await outbox()).toMatchObject([{ attempts: 1, sent_to: null, failed: false, reason: expect.stringContaining("451") as string }]);
    await hurry();
    await failed();
    await hurry();
    await idle();
    expect(server.taken).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ attempts: 3, sent_to: "an@snv.example.vn", reason: null }]);
  });

  it("refuses for good is not asked again; the reason is kept", async () => {
    server.next.push("refuse-550");
    await tell(published("A"));
    await idle();
    expect(await outbox()).toMatchObject([{ attempts: 1, sent_to: null, failed: true, reason: expect.stringContaining("550") as string }]);
    expect({ visits: server.visits(), taken: server.taken }).toEqual({ visits: 1, taken: [] });
  });

  it("refuses to the last attempt leaves a letter that has failed and a job that shows it", async () => {
    server.next.push("refuse-451", "refuse-451");
    await tell(published("A"));
    await failed();
    await test.superuser.query("update graphile_worker._private_jobs set run_at = now(), max_attempts = 2");
    expect(await failed()).toContain("it is not tried again");
    expect(await outbox()).toMatchObject([{ attempts: 2, failed: true }]);
  });

  it("dies in the middle loses nothing", async () => {
    server.next.push("die-early");
    await tell(published("A"));
    await failed();
    expect(server.taken).toEqual([]);
    await hurry();
    await idle();
    expect(server.taken).toHaveLength(1);
  });

  it("dies between taking a letter and saying so gets the same letter again, told by its Message-ID and date", async () => {
    server.next.push("die-late");
    await tell(published("A"));
    await failed();
    await hurry();
    await idle();
    const letters = server.taken.map(({ raw }) => readLetter(raw).headers);
    expect(letters).toHaveLength(2);
    expect(letters[0]?.get("message-id")).toMatch(/^<congtam-\d+@congtam\.example\.vn>$/);
    expect(new Set(letters.map((one) => `${one.get("message-id") ?? ""} ${one.get("date") ?? ""}`)).size).toBe(1);
  });

  it("is asked by one process at a time for a letter, and by the next should that one die", async () => {
    server.next.push("refuse-451");
    await tell(published("A"));
    await failed();
    // Another process has the letter in its hands.
    await test.superuser.query("begin; select from congtam.notification_mail for update");
    await hurryFromOutside();
    expect(await failed()).toContain("is being sent by another process");
    expect(server.visits()).toBe(1);
    await test.superuser.query("rollback");
    await hurry();
    await idle();
    expect(server.taken).toHaveLength(1);
  });

  const hurryFromOutside = () => test.database.transaction(async (tx) => tx.tables<{ "graphile_worker._private_jobs": { run_at: Date } }>().updateTable("graphile_worker._private_jobs").set({ run_at: await tx.now() }).execute());

  it("serves several processes gets each letter once", async () => {
    await Promise.all([start(), start()]);
    const crowd = Array.from({ length: 40 }, (_, i) => `p${String(i)}`);
    for (const one of crowd) await settle(one, "immediate");
    await tell(published("A", crowd));
    await idle();
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(crowd.map((one) => `${one}@snv.example.vn`).toSorted());
  });
});

describe("a digest", () => {
  const olderBy = (days: number) => test.superuser.query(`update congtam.notification set created_at = created_at - interval '${String(days)} day'`);
  beforeEach(async () => {
    await Promise.all([start(), start()]);
    await settle("an", "digest");
  });

  it("gathers what is unread from before 07:00 into one letter a day, however many processes tick", async () => {
    for (const campaign of ["A", "B", "C"]) await tell(published(campaign, ["an", "binh"]));
    await idle();
    await olderBy(1);
    await test.superuser.query("update congtam.notification set read_at = now() where subject = 'campaign:B'");
    await tell(published("of today"));
    await tick("notification.digest", 6);
    await idle();
    expect(server.taken).toHaveLength(1);
    const letter = readLetter(server.taken[0]?.raw ?? "");
    expect(letter.headers.get("subject")).toBe("[Công Tâm] 2 thông báo chưa đọc");
    expect(["A", "B", "C", "of today"].map((one) => letter.text.includes(`${one}: kết quả`))).toEqual([true, false, true, false]);
    expect(await outbox()).toMatchObject([{ person_id: "an", sent_to: "an@snv.example.vn" }]);
  });

  it("comes the next day with what is new, and not when there is nothing", async () => {
    await tell(published("A"));
    await olderBy(2);
    await tick("notification.digest");
    await idle();
    await test.superuser.query("update congtam.notification_mail set digest_on = digest_on - 1");
    await tick("notification.digest");
    await idle();
    expect(server.taken).toHaveLength(1);
    await tell(published("B"));
    await olderBy(1);
    await tick("notification.digest", 2);
    await idle();
    expect(server.taken.map(({ raw }) => readLetter(raw).text.slice(0, 2))).toEqual(["A:", "B:"]);
  });

  it("does not repeat what was mailed at once before the person chose it", async () => {
    await settle("binh", "immediate");
    await tell(published("A", ["binh"]));
    await idle();
    await test.superuser.query("update congtam.notification_setting set mail = replace(mail::text, 'immediate', 'digest')::jsonb");
    await olderBy(1);
    await tick("notification.digest");
    await idle();
    expect(server.taken).toHaveLength(1);
  });
});

describe("reminders", () => {
  it("that other rooms have due are given once, by however many processes, and stand in the ledger", async () => {
    await Promise.all([start(), start()]);
    await settle("an", "immediate");
    const about = { kind: "deadline", subject: "campaign:1", data: { campaign: "A", stage: "self-scoring", days: 3, until: "2026-12-15T10:00:00Z" } } as const;
    reminders = [{ ...about, to: ["an", "binh"], dedupe: "3" }];
    await tick("notification.remind", 8);
    await idle();
    reminders = [{ ...about, to: ["an", "binh", "chi"], dedupe: "3" }, { ...about, to: [], dedupe: "1" }];
    await tick("notification.remind", 8);
    await idle();
    expect(await rows("select person_id from congtam.notification order by person_id")).toEqual([{ person_id: "an" }, { person_id: "binh" }, { person_id: "chi" }]);
    expect(server.taken).toHaveLength(1);
    const ledger = await rows("select by, action, subject, data -> 'to' as told, data ->> 'days' as days from congtam.audit_entry order by seq");
    expect(ledger).toEqual([["an", "binh"], ["chi"]].map((told) => ({ by: "system", action: "notification.reminded", subject: "campaign:1", told, days: "3" })));
    expect(failures).toEqual([]);
  });
});
