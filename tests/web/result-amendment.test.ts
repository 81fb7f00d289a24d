import { afterAll, beforeAll, expect, test } from "vitest";
import type { Regulation } from "../../src/scoring/regulation/schema.ts";
import { amendedRegulation } from "../cycle/amended.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { handOf } from "./consolidated.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 240_000;
let house: WebHouse;
let amendment: string;

/** Another version of the regulation is there, brought by one person and frozen by another. */
beforeAll(async () => {
  house = await openWebHouse();
  const officer = handOf(await house.enter("sonoivu", NOWHERE), house.address);
  const { items } = (await officer.get("/campaigns")) as { items: { id: string; year: number; regulationVersionId: string }[] };
  const present = items.find((one) => one.year === 2025);
  const { document } = (await officer.get(`/regulations/${present?.regulationVersionId ?? ""}/document`)) as { document: Regulation };
  const { id } = (await handOf(await house.enter("quantri", NOWHERE), house.address).send("POST", "/regulations", { document: amendedRegulation(document) })) as { id: string };
  await officer.send("POST", `/regulations/${id}/freezing`);
  amendment = `${house.address}/campaigns/${present?.id ?? ""}/amendment`;
}, SLOW);
afterAll(async () => house.close());

test("an amendment is previewed and proposed by one person, approved by another", async () => {
  const officer = await house.enter("sonoivu", { path: amendment });
  await officer.getByRole("combobox", { name: "Phiên bản quy định" }).click();
  await officer.locator(".ant-select-item-option").first().click();
  await officer.getByText("Bỏ 1").waitFor();
  await officer.getByText(/1\.1\.5 Nhiệm vụ phát sinh sau sắp xếp bộ máy/).waitFor();
  await officer.getByText(/\d+ đơn vị đổi tỷ lệ/).waitFor();
  await expectAccessible(officer);
  await officer.getByLabel("Số văn bản").fill("03001/QĐ-UBND");
  await officer.getByLabel("Nội dung sửa đổi theo văn bản").fill("Bỏ tiêu chí 1.1.4, thêm tiêu chí 1.1.5 cho Chỉ số 01.");
  await officer.getByLabel("Lý do").fill("Theo nhiệm vụ mới sau sắp xếp bộ máy.");
  await officer.getByRole("button", { name: "Trình sửa đổi" }).click();
  await officer.getByText("Sửa đổi đang chờ phê duyệt").waitFor();
  expect(await officer.getByRole("button", { name: "Phê duyệt và áp dụng" }).count()).toBe(0);
  const chair = await house.enter("hd.chutich", { width: 768, height: 1024, path: amendment });
  await chair.getByRole("button", { name: "Phê duyệt và áp dụng" }).waitFor();
  await chair.getByText(/\d+ đơn vị đổi tỷ lệ/).waitFor();
  await expectAccessible(chair);
  await expectNoSidewaysScroll(chair);
  await chair.getByRole("button", { name: "Phê duyệt và áp dụng" }).click();
  await chair.getByRole("heading", { name: "đã áp dụng" }).waitFor();
}, SLOW);
