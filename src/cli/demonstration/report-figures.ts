import { randomFrom } from "../../scoring/example/random.ts";

/** Figures of a unit for the demonstration: invented, and so that they agree with each other and grow through the year. */

const SHARES = { q1: 0.22, h1: 0.47, q3: 0.73, year: 1 } as const;
export type Kind = keyof typeof SHARES;
type Unit = { readonly code: string; readonly index: string };
const STEPS = 10_000;
type Figures = Readonly<Record<string, number>>;

/** A number of a unit that stays the same whenever it is asked for. */
function chanceOf(code: string, year: number): (name: string, least: number, most: number) => number {
  return (name, least, most) => {
    const seed = new TextEncoder().encode(`${code} ${name}`).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, year);
    return least + (randomFrom(seed + 1).between(0, STEPS) / STEPS) * (most - least);
  };
}

/** Parts of a whole by their shares; the last takes what is left. */
function split(whole: number, shares: readonly number[]): number[] {
  const parts = shares.map((share) => Math.floor(whole * share));
  return [...parts, whole - parts.reduce((sum, one) => sum + one, 0)];
}

type Chance = ReturnType<typeof chanceOf>;

function procedures(of: Chance, share: number, quality: number, { code, index }: Unit): Figures {
  const received = Math.round(of("hồ sơ", index === "03" ? 1800 : 400, index === "03" ? 7000 : 5200) * share);
  const solved = Math.round(received * of("đã giải quyết", 0.93, 0.99));
  const [late = 0, onTime = 0, early = 0] = split(solved, [(1 - quality) * 0.25, 0.34]);
  const online = Math.round(solved * of("trực tuyến", 0.3, 0.85));
  const asked = Math.round(of("khảo sát", 40, 160) * share) + 10;
  const all = Math.round(of("TTHC", index === "03" ? 310 : 60, index === "03" ? 340 : 180));
  const results = Math.round(of("kết quả", 300, 2500));
  const visits = Math.round(received * 1.08);
  const reviewed = Math.round(of("rà soát", 3, 18) * share);
  const voiced = Math.round(of("phản ánh", 0, 14) * share);
  const land = index === "03" || code === "SNNMT" ? { "ho-so-dat-dai-da-giai-quyet": Math.round(solved * 0.3), "ho-so-dat-dai-dung-han": Math.round(Math.round(solved * 0.3) * (0.7 + quality * 0.28)) } : {};
  const three = index === "03" || ["SNNMT", "SXD", "STC"].includes(code) ? { "y-kien-khao-sat-dat-xay-dung-dau-tu": Math.round(asked / 2), "y-kien-hai-long-dat-xay-dung-dau-tu": Math.round(Math.round(asked / 2) * (0.62 + quality * 0.33)) } : {};
  return {
    "tthc-thuoc-tham-quyen": all, "tthc-qua-mot-cua": all - Math.round((1 - quality) * 6), "tthc-cong-khai": all - Math.round((1 - quality) * 4),
    "tthc-ra-soat": reviewed, "tthc-don-gian-hoa": Math.floor(reviewed / 3),
    "ho-so-tiep-nhan": received, "ho-so-cap-nhat-trang-thai": received - Math.round((1 - quality) * received * 0.05), "ho-so-da-giai-quyet": solved,
    "ho-so-truoc-han": early, "ho-so-dung-han": onTime, "ho-so-qua-han": late, "ho-so-qua-han-da-xin-loi": Math.round(late * Math.min(1, quality + 0.05)),
    "luot-thuc-hien-tthc": visits, "luot-khong-nop-lai-giay-to": Math.round(visits * (0.55 + quality * 0.35)),
    "phan-anh-kien-nghi": voiced, "phan-anh-kien-nghi-da-xu-ly": Math.round(voiced * quality),
    "y-kien-khao-sat-tthc": asked, "y-kien-hai-long-tthc": Math.round(asked * (0.68 + quality * 0.29)),
    "ho-so-so-hoa": Math.round(received * (0.4 + quality * 0.5)), "ket-qua-con-hieu-luc": results, "ket-qua-so-hoa": Math.round(results * (0.3 + quality * 0.3 + share * 0.3)),
    "ho-so-giai-quyet-truc-tuyen": online, "ho-so-hoan-toan-truc-tuyen": Math.round(online * (0.6 + quality * 0.35)),
    ...land, ...three,
  };
}

function ofOneUnit(share: number, { code }: Unit): Figures {
  const laws = Math.round(64 * share);
  const wrong = Math.round(9 * share);
  const services = 1120;
  switch (code) {
    case "SYT":
      return { "y-kien-khao-sat-y-te": Math.round(4200 * share), "y-kien-hai-long-y-te": Math.round(4200 * share * 0.87) };
    case "SGDDT":
      return { "y-kien-khao-sat-giao-duc": Math.round(3600 * share), "y-kien-hai-long-giao-duc": Math.round(3600 * share * 0.84) };
    case "STP":
      return { "vbqppl-ban-hanh": laws, "vbqppl-ban-hanh-dung": laws - Math.round(share), "vbqppl-trai-phat-hien": wrong, "vbqppl-trai-da-xu-ly": Math.max(0, wrong - 1) };
    case "SNV":
      return { "don-vi-su-nghiep": 918 - Math.round(12 * share), "bien-che-su-nghiep": 38_400 - Math.round(420 * share) };
    case "SKHCN":
      return { "dvc-toan-trinh-du-dieu-kien": services, "dvc-da-phuong-tien": services - Math.round(40 * (1 - share)), "dvc-tren-he-thong-tinh": 1480, "dvc-tich-hop-quoc-gia": Math.round(1480 * (0.7 + 0.2 * share)) };
    default:
      return {};
  }
}

function ofEverybody(of: Chance, share: number, quality: number): Figures {
  const given = Math.max(4, Math.round(of("nhiệm vụ", 18, 46) * share));
  const [overdue = 0, late = 0, done = 0] = split(given, [(1 - quality) * 0.2, (1 - quality) * 0.3]);
  const staff = Math.round(of("biên chế", 28, 190));
  const budget = Math.round(of("vốn", 800, 90_000));
  const sent = Math.round(of("văn bản", 900, 6200) * share);
  const count = (name: string, most: number): number => Math.round(of(name, 0, most) * share);
  return {
    "so-co-quan-bao-cao": 1, "co-sang-kien-cchc": of("sáng kiến", 0, 1) < quality * share + 0.15 ? 1 : 0,
    "nhiem-vu-giao": given, "nhiem-vu-dung-han": done, "nhiem-vu-tre-han": late, "nhiem-vu-qua-han": overdue,
    "van-ban-chi-dao": count("chỉ đạo", 30) + 1, "dot-tu-kiem-tra": count("tự kiểm tra", 4), "tin-bai-tuyen-truyen": count("tin bài", 60),
    "sang-kien-duoc-ap-dung": count("mô hình", 3), "tap-the-khen-thuong": count("tập thể", 2), "ca-nhan-khen-thuong": count("cá nhân", 6),
    "hoi-nghi-pho-bien": count("hội nghị", 14), "luot-nguoi-pho-bien": count("lượt người", 1900),
    "bien-che-giao": staff, "bien-che-co-mat": staff - Math.round(of("vắng", 0, 5)), "phong-ban": Math.round(of("phòng", 3, 12)),
    "cbccvc-tong": staff, "cbccvc-dap-ung": staff - Math.round((1 - quality) * 12), "cbccvc-dao-tao": count("đào tạo", 80), "cbccvc-bi-ky-luat": count("kỷ luật", 1.4), "tinh-gian-bien-che": count("tinh giản", 5),
    "von-dau-tu-giao": budget, "von-dau-tu-giai-ngan": Math.round(budget * share * (0.55 + quality * 0.42)), "du-toan-chi": Math.round(budget * 1.6), "kinh-phi-tiet-kiem": Math.round(of("tiết kiệm", 20, 700) * share),
    "van-ban-trao-doi": sent, "van-ban-dien-tu-ky-so": sent - Math.round((1 - quality) * sent * 0.06),
  };
}

/** Everything that a unit reports, in whole hundredths. */
export function demonstrationFigures(unit: Unit, year: number, kind: Kind): Record<string, number> {
  const of = chanceOf(unit.code, 2025);
  const share = SHARES[kind];
  // Each year a little better than the one before.
  const quality = Math.min(1, of("chất lượng", 0.72, 1) + (year - 2025) * 0.015);
  const reviewed = Math.round(of("rà soát văn bản", 4, 40) * share);
  const laws = unit.index === "01" ? { "vbqppl-ra-soat": reviewed, "vbqppl-kien-nghi": Math.floor(reviewed / 4) } : {};
  const all = { ...ofEverybody(of, share, quality), ...laws, ...ofOneUnit(share, unit), ...(unit.index === "02" ? {} : procedures(of, share, quality, unit)) };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, value * 100]));
}
