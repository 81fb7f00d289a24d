import { readFileSync } from "node:fs";

/** The regulation of the province with six criteria in place of some eighty: one in each content, enough to live through a whole campaign. */

const ID = "dak-lak-nho";
export const TITLE = "Quy định thử với sáu tiêu chí";
const general = readFileSync(new URL("../../regulations/dak-lak-2025/regulation.yaml", import.meta.url), "utf8");

const indexFile = (code: string): string => `code: ${code}
title: "Chỉ số ${code}: chỉ số thử"
article: II.4.a
text: Áp dụng khi thử.
contents:
  - code: 1
    title: Nhiệm vụ theo chức năng
    kind: points
    maxPoints: 45
    scoredBy: unit
    article: II.4.b(1)
    text: Kết quả các nhiệm vụ.
    criteria:
      - { code: 1.1, title: Hoàn thành nhiệm vụ, maxPoints: 45, article: II.4.b(1), text: Chấm theo kết quả., evidence: [Báo cáo năm], method: points }
  - code: 2
    title: Cải cách hành chính
    kind: points
    maxPoints: 35
    scoredBy: unit
    article: II.4.b(2)
    text: Kết quả cải cách hành chính.
    criteria:
      - { code: 2.1, title: Thực hiện kế hoạch, maxPoints: 35, article: II.4.b(2), text: Chọn mức., evidence: [Báo cáo năm], method: choice, options: [{ key: full, title: Hoàn thành toàn bộ, points: 35 }, { key: part, title: Hoàn thành một phần, points: 20 }, { key: none, title: Không hoàn thành, points: 0 }] }
  - code: 3
    title: Khảo sát
    kind: points
    maxPoints: 12
    scoredBy: survey
    article: II.4.b(3)
    text: Kết quả khảo sát.
    criteria:
      - { code: 3.1, title: Mức độ hài lòng, maxPoints: 12, article: II.3.b, text: Quy đổi ra điểm., evidence: [Báo cáo khảo sát], method: points }
  - code: 4
    title: Lãnh đạo cho điểm
    kind: points
    maxPoints: 5
    scoredBy: leaders
    article: II.4.b(4)
    text: Điểm của lãnh đạo.
    criteria:
      - { code: 4.1, title: Điểm của lãnh đạo, maxPoints: 5, article: II.3.d, text: Cho điểm từng cơ quan., evidence: [Phiếu cho điểm], method: rating, raters: Chủ tịch và các Phó Chủ tịch UBND tỉnh }
  - code: 5
    title: Điểm cộng
    kind: bonus
    maxPoints: 3
    scoredBy: unit
    article: II.4.b(5)
    text: Thành tích nổi bật.
    criteria:
      - { code: 5.1, title: Sáng kiến, maxPoints: 3, article: II.4.b(5), text: Mỗi sáng kiến được cộng., evidence: [Quyết định], method: occurrences, event: sáng kiến, pointsEach: 1, cap: 3 }
  - code: 6
    title: Điểm trừ
    kind: deduction
    scoredBy: unit
    article: II.4.b(6)
    text: Vi phạm.
    criteria:
      - { code: 6.1, title: Kỷ luật, article: II.4.b(6), text: Mỗi người bị kỷ luật., evidence: [Quyết định], method: occurrences, event: người bị kỷ luật, pointsEach: 1 }
`;

/** The files as somebody chooses them. */
export const smallRegulation = (): { name: string; mimeType: string; buffer: Buffer }[] =>
  Object.entries({
    "regulation.yaml": general.replace("id: dak-lak-2025", `id: ${ID}`).replace(/^title: .*$/m, `title: ${TITLE}`),
    ...Object.fromEntries(["01", "02", "03"].map((code) => [`index-${code}.yaml`, indexFile(code)])),
  }).map(([name, text]) => ({ name, mimeType: "application/yaml", buffer: Buffer.from(text) }));
